"""Makes the fixtures of LanguageParityTests: small language models in PyTorch, in double precision.

Run with Python 3.11, torch 2.15.0 and numpy 2.4.6:

    python make_language.py

A file holds one model, a text as token ids, the windows of some updates, and by update the loss (a sum in nats) and the
norm of the gradient; `gradient.NAME` of the second update, before clipping, and `final.NAME` after all of them, with
Adam. Where `carried` is true, each window begins with the state that the window before it in its stream left, detached.
"""

import json
import pathlib
import struct

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

FOLDER = pathlib.Path(__file__).parent
VOCABULARY, UNITS, STEPS, BATCH = 9, 5, 4, 3
RATE, CLIP = 0.01, 0.5

# name: cell, layers, tied, whether windows follow each other
CASES = {
    "language-sequential-gru": ("gru", 2, True, True),
    "language-sequential-lstm": ("lstm", 2, False, True),
    "language-random-gru": ("gru", 1, True, False),
}


class Model(nn.Module):
    def __init__(self, cell, layers, tied):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, UNITS)
        self.rnn = {"gru": nn.GRU, "lstm": nn.LSTM}[cell](UNITS, UNITS, layers)
        self.output = nn.Linear(UNITS, VOCABULARY)
        if tied:
            self.output.weight = self.embedding.weight

    def forward(self, ids, state):
        y, state = self.rnn(self.embedding(ids), state)
        return self.output(y), state


def windows(count, sequential):
    if not sequential:
        starts = [8, 0, 24, 16, 12, 4, 20, 28, 32]
        return [[[s, s + STEPS] for s in starts[i : i + BATCH]] for i in range(0, 9, BATCH)]
    length = (count - 1) // BATCH
    return [
        [[b * length + t, b * length + min(t + STEPS, length)] for b in range(BATCH)]
        for t in range(0, length, STEPS)
    ]


def detached(state):
    return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()


def write(path, tensors, metadata):
    header, data, offset = {"__metadata__": metadata}, b"", 0
    for name, tensor in sorted(tensors.items()):
        raw = np.ascontiguousarray(tensor.detach().numpy().astype("<f4")).tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        data, offset = data + raw, offset + len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make(name, cell, layers, tied, sequential):
    torch.manual_seed(len(name))
    generator = np.random.default_rng(len(name))
    model = Model(cell, layers, tied).double()
    for parameter in model.parameters():
        parameter.data = parameter.data.float().double()
    tokens = [int(t) for t in generator.integers(0, VOCABULARY, 41)]
    tensors = {n: p.clone() for n, p in model.named_parameters()}
    optimizer = torch.optim.Adam(model.parameters(), RATE)
    state, losses, norms = None, [], []
    updates = windows(len(tokens), sequential)
    for number, update in enumerate(updates):
        ids = torch.tensor([tokens[a:b] for a, b in update]).T
        targets = torch.tensor([tokens[a + 1 : b + 1] for a, b in update]).T
        logits, new = model(ids, state)
        state = detached(new) if sequential else None
        loss = cross_entropy(logits.reshape(-1, VOCABULARY), targets.reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        if number == 1:
            for n, p in model.named_parameters():
                tensors[f"gradient.{n}"] = p.grad.clone()
        norms.append(nn.utils.clip_grad_norm_(model.parameters(), CLIP))
        losses.append(loss.detach() * targets.numel())
        optimizer.step()
    for n, p in model.named_parameters():
        tensors[f"final.{n}"] = p.clone()
    tensors["losses"], tensors["norms"] = torch.stack(losses), torch.stack(norms)
    write(FOLDER / f"{name}.safetensors", tensors, {
        "shape": json.dumps({
            "cell": cell, "isTied": tied, "layers": layers, "units": UNITS,
            "vocabulary": VOCABULARY}),
        "tokens": json.dumps(tokens), "updates": json.dumps(updates),
        "carried": json.dumps(sequential), "rate": str(RATE), "clip": str(CLIP)})


for name, case in CASES.items():
    make(name, *case)
