-- Writes the connections of a warehouse as rows for `connect-cli audit`:
--
--   duckdb -c ".read connections.sql"
--   connect-cli audit connections.jsonl --scope "read_odometer control_security" --format jsonl --summary summary.json > rows.jsonl
--   duckdb -c ".read result.sql"
--
-- Put your own table in place of connections.parquet, and the names of its columns before AS.
COPY (
  SELECT
    user_id AS "userId",
    vehicle_id AS "vehicleId",
    make,
    model,
    year,
    permissions,
    virtual_key AS "virtualKey"
  FROM read_parquet('connections.parquet')
) TO 'connections.jsonl' (FORMAT json);
