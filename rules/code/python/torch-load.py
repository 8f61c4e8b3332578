import torch
from torch import load as load_weights

import torchaudio


def restore(path, model, options):
    # ruleid: python.torch-load
    model.load_state_dict(torch.load(path))
    # ruleid: python.torch-load
    weights = torch.load(path, map_location="cpu", weights_only=False)
    # ruleid: python.torch-load
    more = load_weights(f"{path}.pt", map_location="cpu")
    # ok: python.torch-load
    safe = torch.load(path, map_location="cpu", weights_only=True)
    # ok: python.torch-load
    sound, rate = torchaudio.load(path)
    # ok: python.torch-load
    given = torch.load(path, **options)
    # ok: python.torch-load
    model.load_state_dict(load_weights(path, weights_only=True))
    return weights, more, safe, sound, rate, given
