-- Reads what `connect-cli audit` wrote; connections.sql tells how.
CREATE OR REPLACE TEMP VIEW audited AS
SELECT *
FROM read_json(
  'rows.jsonl',
  format = 'newline_delimited',
  columns = {
    line: 'BIGINT',
    userId: 'VARCHAR',
    vehicleId: 'VARCHAR',
    connectionId: 'VARCHAR',
    verdict: 'VARCHAR',
    missing: 'VARCHAR[]',
    missingBoxes: 'VARCHAR[]',
    virtualKey: 'VARCHAR',
    link: 'VARCHAR'
  }
);

-- Rows by verdict, beside what the summary counted.
SELECT verdict, count(*)::INTEGER AS rows, any_value(summary.counts[verdict])::INTEGER AS counted
FROM audited,
  (SELECT json_transform(verdicts, '"MAP(VARCHAR, INTEGER)"') AS counts FROM read_json('summary.json', columns = {verdicts: 'JSON'})) AS summary
GROUP BY verdict
ORDER BY verdict;

-- Which box is missing how often.
SELECT box, count(*)::INTEGER AS rows
FROM (SELECT unnest(missingBoxes) AS box FROM audited WHERE verdict = 'missing-boxes')
GROUP BY box
ORDER BY box;

-- The audit beside a table of one's own: by model, which needs most work.
SELECT model, count(*)::INTEGER AS cars, (count(*) FILTER (verdict <> 'fine'))::INTEGER AS needing_work
FROM audited JOIN read_parquet('connections.parquet') AS connections ON connections.vehicle_id = audited.vehicleId
GROUP BY model
ORDER BY model;
