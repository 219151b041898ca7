#!/usr/bin/env python3
"""A recurrent language model in PyTorch, of the shape and with the course of `translate language-model train`.

Usage: bench_lm.py TRAIN HELD_OUT VOCABULARY [--units 256] [--layers 1] [--epochs 10] …

Both files have a sentence per line, as token ids divided by spaces; </s> (2) is read first and stands after each line. The text is
cut into as many streams as a batch has windows; each window begins with the state that the one before it left, detached. The rate
is halved after each epoch that is not the best. Prints one JSON line per epoch.
"""
import argparse
import json
import math
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

END = 2

p = argparse.ArgumentParser()
p.add_argument("train")
p.add_argument("held_out")
p.add_argument("vocabulary", type=int)
p.add_argument("--units", type=int, default=256)
p.add_argument("--layers", type=int, default=1)
p.add_argument("--epochs", type=int, default=10)
p.add_argument("--patience", type=int, default=3)
p.add_argument("--batch", type=int, default=32)
p.add_argument("--steps", type=int, default=64)
p.add_argument("--dropout", type=float, default=0.2)
p.add_argument("--lr", type=float, default=3e-3)
p.add_argument("--clip", type=float, default=1.0)
p.add_argument("--seed", type=int, default=1)
p.add_argument("--threads", type=int, default=2)
a = p.parse_args()
torch.manual_seed(a.seed)
torch.set_num_threads(a.threads)


def row(path):
    ids = [END]
    with open(path) as file:
        for line in file:
            ids += [int(token) for token in line.split()] + [END]
    return torch.tensor(ids)


class Model(nn.Module):
    """The output layer shares the embedding's table."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(a.vocabulary, a.units)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)
        self.rnn = nn.GRU(a.units, a.units, a.layers, dropout=a.dropout if a.layers > 1 else 0)
        self.dropout = nn.Dropout(a.dropout)
        self.bias = nn.Parameter(torch.zeros(a.vocabulary))

    def forward(self, ids, state):
        y, state = self.rnn(self.dropout(self.embedding(ids)), state)
        return self.dropout(y) @ self.embedding.weight.T + self.bias, state


def perplexity(model, ids):
    model.eval()
    total, state = 0.0, None
    with torch.no_grad():
        for start in range(0, len(ids) - 1, 256):
            end = min(start + 256, len(ids) - 1)
            logits, state = model(ids[start:end, None], state)
            total += cross_entropy(logits[:, 0], ids[start + 1 : end + 1], reduction="sum").item()
    model.train()
    return math.exp(total / (len(ids) - 1))


train, held_out = row(a.train), row(a.held_out)
model = Model()
rate, best, stale, began = a.lr, math.inf, 0, time.time()
adam = torch.optim.Adam(model.parameters(), lr=rate)
for epoch in range(1, a.epochs + 1):
    first = int(torch.randint(0, a.steps, ()))
    length = (len(train) - 1 - first) // a.batch
    streams = torch.stack([train[first + b * length : first + (b + 1) * length + 1] for b in range(a.batch)], 1)
    state = None
    for start in range(0, length, a.steps):
        end = min(start + a.steps, length)
        logits, state = model(streams[start:end], state)
        state = state.detach()
        loss = cross_entropy(logits.flatten(0, 1), streams[start + 1 : end + 1].flatten())
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), a.clip)
        adam.step()
    found = perplexity(model, held_out)
    print(json.dumps({
        "epoch": epoch, "perplexity": round(found, 3), "seconds": round(time.time() - began, 1),
        "parameters": sum(q.numel() for q in model.parameters())}), flush=True)
    if found < best:
        best, stale = found, 0
    else:
        stale += 1
        rate /= 2
        for group in adam.param_groups:
            group["lr"] = rate
    if stale == a.patience:
        break
print(json.dumps({"best": round(best, 3)}))
