from flask import request
from matplotlib.pyplot import text as draw
from sqlalchemy import literal_column, text
import sqlalchemy as sa


def find(session, name):
    # ruleid: python.sqlalchemy-text
    session.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))
    # ruleid: python.sqlalchemy-text
    session.execute(sa.text("SELECT * FROM users WHERE name = '" + name + "'"))
    order = request.args.get("order", "id")
    # ruleid: python.sqlalchemy-text
    session.query(sa.column("id")).order_by(text(order))
    # ruleid: python.sqlalchemy-text
    session.query(literal_column(request.args["column"]))
    # ok: python.sqlalchemy-text
    session.execute(text("SELECT * FROM users WHERE name = :name"), {"name": name})
    # ok: python.sqlalchemy-text
    session.execute(sa.text("SELECT * FROM users WHERE id = :id").bindparams(id=name))
    # ok: python.sqlalchemy-text
    session.execute(text("SELECT * FROM users LIMIT " + str(int(request.args["limit"]))))
    # ok: python.sqlalchemy-text
    draw(0, 0, request.args["title"])
