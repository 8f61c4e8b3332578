from django.utils.html import format_html
from django.utils.safestring import mark_safe
from markupsafe import Markup, escape

import bleach

ARROW = "&rarr;"


def badges(name, colour, comment):
    # ruleid: python.markup-unescaped
    first = mark_safe(f"<b>{name}</b>")
    # ruleid: python.markup-unescaped
    second = Markup("<i>%s</i>" % comment)
    html = "<u>" + name + "</u>"
    # ruleid: python.markup-unescaped
    third = mark_safe(html)
    # ok: python.markup-unescaped
    fourth = mark_safe("<hr>")
    # ok: python.markup-unescaped
    fifth = mark_safe(ARROW)
    # ok: python.markup-unescaped
    sixth = format_html("<b>{}</b>", name)
    # ok: python.markup-unescaped
    seventh = Markup("<i>%s</i>") % comment
    # ok: python.markup-unescaped
    eighth = Markup(bleach.clean(comment))
    # ok: python.markup-unescaped
    ninth = Markup("<b>{}</b>").format(colour)
    return first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, escape(name)
