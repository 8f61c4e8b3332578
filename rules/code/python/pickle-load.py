import json
import pickle
from pickle import loads as unpickle

import cloudpickle


def read(path, message, cache):
    with open(path, "rb") as file:
        # ruleid: python.pickle-load
        model = pickle.load(file)
    # ruleid: python.pickle-load
    job = unpickle(message.body)
    # ruleid: python.pickle-load
    function = cloudpickle.loads(message.function)
    # ruleid: python.pickle-load
    reader = pickle.Unpickler(message.stream)
    # ok: python.pickle-load
    copy = pickle.loads(pickle.dumps(cache))
    # ok: python.pickle-load
    data = json.loads(message.body)
    # ok: python.pickle-load
    text = pickle.dumps(model)
    # ok: python.pickle-load
    empty = pickle.loads(b"\x80\x04N.")
    return job, function, reader, copy, data, text, empty
