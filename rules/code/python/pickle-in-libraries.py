import json
import marshal

import joblib
import jsonpickle
import pandas as pd
import shelve


def read(path, message):
    # ruleid: python.pickle-in-libraries
    frame = pd.read_pickle(path)
    # ruleid: python.pickle-in-libraries
    model = joblib.load(path)
    # ruleid: python.pickle-in-libraries
    state = jsonpickle.decode(message)
    # ruleid: python.pickle-in-libraries
    code = marshal.loads(message)
    # ruleid: python.pickle-in-libraries
    store = shelve.open(path)
    # ok: python.pickle-in-libraries
    table = pd.read_parquet(path)
    # ok: python.pickle-in-libraries
    joblib.dump(model, path)
    # ok: python.pickle-in-libraries
    bundled = joblib.load("models/bundled.joblib")
    # ok: python.pickle-in-libraries
    text = jsonpickle.encode(state)
    # ok: python.pickle-in-libraries
    plain = json.loads(message)
    return frame, code, store, table, bundled, text, plain
