from bson import ObjectId
from flask import request


def people(db, text):
    body = request.get_json()
    # ruleid: python.nosql-injection
    first = db.users.find_one(body)
    # ruleid: python.nosql-injection
    second = db.users.find({"name": body["name"], "password": body["password"]})
    # ruleid: python.nosql-injection
    third = db.users.find({"$where": "this.name == '" + request.args["name"] + "'"})
    # ok: python.nosql-injection
    fourth = db.users.find_one({"name": str(body["name"])})
    # ok: python.nosql-injection
    fifth = db.users.find_one({"_id": ObjectId(body["id"])})
    # ok: python.nosql-injection
    sixth = db.users.find_one({"name": request.args["name"]})
    # ok: python.nosql-injection
    seventh = text.find(body["needle"])
    return first, second, third, fourth, fifth, sixth, seventh
