const mysql = require('mysql');
const mongoose = require('mongoose');

// ruleid: javascript.hardcoded-database-password
mysql.createConnection({ host: 'db', user: 'root', password: 'hunter2' });
// ruleid: javascript.hardcoded-database-password
mongoose.connect('mongodb://admin:hunter2@db.example.com/app');
// ruleid: javascript.hardcoded-database-password
new Sequelize('app', 'root', 'hunter2', { dialect: 'mysql' });
// ok: javascript.hardcoded-database-password
mysql.createConnection({ host: 'db', user: 'root', password: process.env.DB_PASSWORD });
// ok: javascript.hardcoded-database-password
mongoose.connect('mongodb://db.example.com/app');
// ok: javascript.hardcoded-database-password
mysql.createConnection({ host: 'db', user: 'root', password: '' });
// ok: javascript.hardcoded-database-password
form.create({ label: 'Password', password: 'hunter2' });
