import xml.sax
from xml.sax.handler import feature_external_ges, feature_namespaces

from lxml import etree
from lxml.etree import XMLParser


def parse(text, source):
    # ruleid: python.xml-external-entities
    first = etree.fromstring(text, etree.XMLParser(resolve_entities=True))
    # ruleid: python.xml-external-entities
    second = XMLParser(no_network=False, huge_tree=True)
    reader = xml.sax.make_parser()
    # ruleid: python.xml-external-entities
    reader.setFeature(feature_external_ges, True)
    # ruleid: python.xml-external-entities
    reader.setFeature(xml.sax.handler.feature_external_pes, True)
    # ok: python.xml-external-entities
    reader.setFeature(feature_namespaces, True)
    # ok: python.xml-external-entities
    reader.setFeature(feature_external_ges, False)
    # ok: python.xml-external-entities
    third = etree.parse(source, XMLParser(resolve_entities=False))
    # ok: python.xml-external-entities
    fourth = etree.HTMLParser(no_network=False)
    return first, second, third, fourth
