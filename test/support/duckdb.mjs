// Runs a file of SQL in the current directory and prints the rows of its last queries as JSON: node duckdb.mjs FILE
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create()).connect();
const statements = await connection.extractStatements(readFileSync(process.argv[2], 'utf8'));
const results = [];
for (let index = 0; index < statements.count; index += 1) {
  const statement = await statements.prepare(index);
  const reader = await statement.runAndReadAll();
  results.push(reader.getRowObjectsJson());
}
console.log(JSON.stringify(results));
