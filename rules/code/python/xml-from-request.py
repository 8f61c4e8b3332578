import xml.dom.minidom
import xml.etree.ElementTree as ET

import defusedxml.ElementTree as safe
from flask import request
from lxml import etree


def feed():
    # ruleid: python.xml-from-request
    tree = ET.fromstring(request.data)
    body = request.get_data()
    # ruleid: python.xml-from-request
    page = xml.dom.minidom.parseString(body)
    # ruleid: python.xml-from-request
    node = etree.fromstring(body)
    parser = etree.XMLParser(resolve_entities=False)
    # ok: python.xml-from-request
    good = etree.fromstring(body, parser)
    # ok: python.xml-from-request
    better = safe.fromstring(body)
    # ok: python.xml-from-request
    constant = ET.fromstring("<a/>")
    # ok: python.xml-from-request
    file = ET.parse("layout.xml")
    return tree, page, node, good, better, constant, file
