import jinja2
from jinja2 import Environment, FileSystemLoader, select_autoescape

from .lab import Environment as Lab


def environments(options):
    # ruleid: python.jinja2-autoescape-off
    first = Environment(loader=FileSystemLoader("templates"))
    # ruleid: python.jinja2-autoescape-off
    second = jinja2.Environment(autoescape=False)
    # ruleid: python.jinja2-autoescape-off
    third = jinja2.Environment()
    # ok: python.jinja2-autoescape-off
    fourth = Environment(autoescape=select_autoescape())
    # ok: python.jinja2-autoescape-off
    fifth = Environment(autoescape=True, trim_blocks=True)
    # ok: python.jinja2-autoescape-off
    sixth = Environment(**options)
    # ok: python.jinja2-autoescape-off
    seventh = Lab()
    return first, second, third, fourth, fifth, sixth, seventh
