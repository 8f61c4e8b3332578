from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer, pipeline

TRUST = True


def load(name):
    # ruleid: python.model-remote-code
    model = AutoModel.from_pretrained(name, trust_remote_code=True)
    # ruleid: python.model-remote-code
    tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=TRUST)
    # ruleid: python.model-remote-code
    data = load_dataset(name, split="train", trust_remote_code=True)
    # ok: python.model-remote-code
    other = AutoModel.from_pretrained(name)
    # ok: python.model-remote-code
    task = pipeline("summarization", model=name, trust_remote_code=False)
    # ok: python.model-remote-code
    fixed = AutoModel.from_pretrained(
        name, revision="0123456789abcdef0123456789abcdef01234567", trust_remote_code=True
    )
    # ok: python.model-remote-code
    local = AutoModel.from_pretrained(name, local_files_only=True)
    return model, tokenizer, data, other, task, fixed, local
