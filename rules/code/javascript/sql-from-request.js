const mysql = require('mysql2');
const connection = mysql.createConnection(config);

app.get('/user', (req, res) => {
  // ruleid: javascript.sql-from-request
  connection.query("SELECT * FROM users WHERE name = '" + req.query.name + "'", (error, rows) => res.json(rows));
  // ok: javascript.sql-from-request
  connection.query('SELECT * FROM users WHERE name = ?', [req.query.name], (error, rows) => res.json(rows));
  const sql = `SELECT * FROM users ORDER BY ${req.query.order}`;
  // ruleid: javascript.sql-from-request
  db.sequelize.query(sql, { type: 'SELECT' });
  // ok: javascript.sql-from-request
  connection.query(`SELECT * FROM users WHERE id = ${connection.escape(req.query.id)}`);
  // ok: javascript.sql-from-request
  connection.query(`SELECT * FROM users LIMIT ${Number(req.query.limit)}`);
  const columns = { name: 'name', age: 'age' };
  // ok: javascript.sql-from-request
  connection.query(`SELECT * FROM users ORDER BY ${columns[req.query.order]}`);
  // ruleid: javascript.sql-from-request
  knex('users').whereRaw(`name = '${req.body.name}'`);
  // ok: javascript.sql-from-request
  engine.query(req.query.text);
});
