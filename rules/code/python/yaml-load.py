import toml
import yaml
from yaml import CSafeLoader, SafeLoader, UnsafeLoader
from yaml import load as read_yaml


def settings(stream):
    # ruleid: python.yaml-load
    first = yaml.load(stream)
    # ruleid: python.yaml-load
    second = yaml.load(stream, Loader=yaml.Loader)
    # ruleid: python.yaml-load
    third = read_yaml(stream, UnsafeLoader)
    # ruleid: python.yaml-load
    fourth = yaml.unsafe_load(stream)
    # ok: python.yaml-load
    fifth = yaml.safe_load(stream)
    # ok: python.yaml-load
    sixth = yaml.load(stream, Loader=SafeLoader)
    # ok: python.yaml-load
    seventh = read_yaml(stream, CSafeLoader)
    # ok: python.yaml-load
    eighth = toml.load(stream)
    return first, second, third, fourth, fifth, sixth, seventh, eighth
