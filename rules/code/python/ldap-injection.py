import ldap
from flask import Flask, request
from ldap.filter import escape_filter_chars, filter_format
from ldap3 import Connection

app = Flask(__name__)


@app.route("/people/<name>")
def people(name):
    connection = ldap.initialize("ldaps://directory.example.com")
    base = "ou=people,dc=example,dc=com"
    # ruleid: python.ldap-injection
    first = connection.search_s(base, ldap.SCOPE_SUBTREE, f"(cn={name})")
    query = "(&(uid=" + request.args["uid"] + ")(active=1))"
    # ruleid: python.ldap-injection
    second = connection.search_ext_s(base, ldap.SCOPE_SUBTREE, query)
    with Connection("directory.example.com") as other:
        # ruleid: python.ldap-injection
        other.search(base, "(mail=%s)" % request.form["mail"])
        # ok: python.ldap-injection
        other.search(base, "(mail=*)")
    # ok: python.ldap-injection
    third = connection.search_s(base, ldap.SCOPE_SUBTREE, f"(cn={escape_filter_chars(name)})")
    # ok: python.ldap-injection
    fourth = connection.search_s(base, ldap.SCOPE_SUBTREE, filter_format("(cn=%s)", [name]))
    # ok: python.ldap-injection
    fifth = app.index.search(base, name)
    return first, second, third, fourth, fifth
