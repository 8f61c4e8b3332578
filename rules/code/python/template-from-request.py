from string import Template as PlainTemplate

from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)


@app.route("/hello/<name>")
def hello(name):
    # ruleid: python.template-from-request
    first = render_template_string(f"<h1>Hello {name}</h1>")
    page = "<p>%s</p>" % request.args.get("text")
    # ruleid: python.template-from-request
    second = Template(page).render()
    # ruleid: python.template-from-request
    third = Environment(autoescape=True).from_string(request.form["template"]).render()
    # ok: python.template-from-request
    fourth = render_template_string("<h1>Hello {{ name }}</h1>", name=name)
    # ok: python.template-from-request
    fifth = render_template("hello.html", name=name)
    # ok: python.template-from-request
    sixth = PlainTemplate(page).substitute(a=1)
    # ok: python.template-from-request
    seventh = Template("Hello {{ name }}").render(name=name)
    return first + second + third + fourth + fifth + sixth + seventh
