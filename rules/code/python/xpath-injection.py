from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/users/<name>")
def user(name, tree, text):
    # ruleid: python.xpath-injection
    first = tree.xpath(f"//user[@name='{name}']")
    key = request.args["key"]
    # ruleid: python.xpath-injection
    second = etree.XPath("//item[@key='" + key + "']")
    # ruleid: python.xpath-injection
    third = tree.find(f".//item[@key='{key}']")
    # ok: python.xpath-injection
    fourth = tree.xpath("//user[@name=$name]", name=name)
    # ok: python.xpath-injection
    fifth = tree.xpath("//user[%d]" % int(key))
    # ok: python.xpath-injection
    sixth = text.find(key)
    # ok: python.xpath-injection
    seventh = tree.findall(".//item")
    return first, second, third, fourth, fifth, sixth, seventh
