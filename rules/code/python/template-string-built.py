from flask import render_template_string
from jinja2 import Environment, Template

STYLE = "body { margin: 0 }"


def error(message, user, templates):
    # ruleid: python.template-string-built
    first = render_template_string("<p>%s</p>" % message)
    source = f"<h1>{user.name}</h1>"
    # ruleid: python.template-string-built
    second = Template(source).render()
    # ruleid: python.template-string-built
    third = Environment().from_string("<b>" + message + "</b>").render()
    # ok: python.template-string-built
    fourth = render_template_string("<p>{{ message }}</p>", message=message)
    # ok: python.template-string-built
    fifth = Template(f"<style>{STYLE}</style>").render()
    # ok: python.template-string-built
    sixth = Template(templates.read("page.html")).render(user=user)
    return first + second + third + fourth + fifth + sixth
