import sqlite3

import pandas as pd
from flask import request

TABLE = "users"


def find(cursor, name, ids, limit):
    # ruleid: python.sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)
    # ruleid: python.sql-injection
    cursor.execute(f"DELETE FROM users WHERE name = '{name}'")
    query = "SELECT id FROM users WHERE name = '" + name + "'"
    # ruleid: python.sql-injection
    cursor.execute(query)
    update = "UPDATE users SET name = '{}'".format(name)
    # ruleid: python.sql-injection
    pd.read_sql(update, cursor.connection)
    # ok: python.sql-injection
    cursor.execute("SELECT * FROM users WHERE name = %s", (name,))
    # ok: python.sql-injection
    cursor.execute(f"SELECT * FROM {TABLE} WHERE name = ?", (name,))
    # ok: python.sql-injection
    cursor.execute("SELECT * FROM users LIMIT %d" % int(limit))
    # ok: python.sql-injection
    cursor.execute("SELECT * FROM users WHERE id IN (" + ", ".join("?" * len(ids)) + ")", ids)
    # ok: python.sql-injection
    cursor.execute("SELECT name " + "FROM users")
    label = f"Select {name} from the list"
    return label


def free(connection: sqlite3.Connection):
    # ruleid: python.sql-injection
    connection.execute(request.args["query"])
    # ok: python.sql-injection
    connection.execute("SELECT * FROM users WHERE name = ?", (request.args["name"],))


def task(executor, name):
    # ok: python.sql-injection
    executor.execute(f"report for {name}")
