const { Client } = require('pg');
const client = new Client();
const TABLE = 'users';

async function find(name, id) {
  // ruleid: javascript.sql-built-string
  await client.query("SELECT * FROM users WHERE name = '" + name + "'");
  const sql = `DELETE FROM users WHERE id = ${id}`;
  // ruleid: javascript.sql-built-string
  await client.query(sql);
  // ok: javascript.sql-built-string
  await client.query('DELETE FROM users WHERE id = $1', [id]);
  // ok: javascript.sql-built-string
  await client.query(`SELECT count(*) FROM ${TABLE}`);
  // ok: javascript.sql-built-string
  await client.query(
    'SELECT name, age ' + 'FROM users WHERE id = $1',
    [id],
  );
  // ok: javascript.sql-built-string
  await search.query(`Please select ${name}`, options);
}
