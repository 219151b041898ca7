"""Makes the fixtures of ParityTests: the same small models in PyTorch, in double precision.

Run with Python 3.11, torch 2.15.0 and numpy 2.4.6:

    python make_parity.py

A file holds one model with what PyTorch computes with it from a batch of five pairs of different
lengths, rounded to single precision: `encoder.states` [S, B, C], `context` [B, C], `logits` [T, B, V],
`losses` and `norms` of ten Adam steps (the first before any step), and by parameter its first value,
`gradient.NAME` of the first step, before clipping, and `final.NAME` after ten steps. Past a
sentence's end there are zeros. Configuration and pairs are JSON in the metadata. Sentences are
packed, so PyTorch never computes padding of the source.
"""

import json
import pathlib
import struct

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy, linear
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

FOLDER = pathlib.Path(__file__).parent
START, END, PADDING = 1, 2, -1
EMBEDDING, ENCODER = 6, 8
SOURCE_WORDS, TARGET_WORDS = 13, 11
RATE, STEPS = 0.01, 10

# name: context, readout, encoder layers, decoder layers, both directions, smoothing, clipping; then,
# where there is one, the attention, which with dot products needs states of the encoder's size.
CASES = {
    "last-tied": ("last", "tied", 1, 1, True, 0.0, 0.3),
    "last-untied-deep": ("last", "untied", 2, 2, True, 0.1, 0.3),
    "last-none-forward": ("last", "none", 1, 2, False, 0.0, 0.3),
    "mean-tied-deep-forward": ("mean", "tied", 2, 1, False, 0.1, 0.3),
    "mean-none": ("mean", "none", 1, 1, True, 0.1, 1e9),
    "mean-untied": ("mean", "untied", 1, 2, True, 0.0, 0.3),
    "max-untied-forward": ("max", "untied", 1, 1, False, 0.1, 0.3),
    "max-tied-deep": ("max", "tied", 2, 2, True, 0.1, 0.3),
    "max-none-deep": ("max", "none", 2, 1, True, 0.0, 0.3),
    "additive-tied": ("last", "tied", 1, 1, True, 0.1, 0.3, "additive"),
    "additive-none-deep": ("mean", "none", 2, 2, True, 0.0, 0.3, "additive"),
    "dot-untied-forward": ("last", "untied", 1, 1, False, 0.0, 0.3, "dot"),
    "general-tied-deep": ("max", "tied", 2, 2, True, 0.1, 0.3, "general"),
}

# The third source and the last target are the longest, so that other rows are padded in both.
PAIRS = [
    ([3, 4, 5], [6, 7, 8, 9]),
    ([6], [3]),
    ([7, 8, 9, 10, 11, 12, 3], [4, 5]),
    ([12, 12, 4, 3], [10, 3, 3, 6]),
    ([5, 11], [9, 8, 7, 6, 5, 4]),
]


class Encoder(nn.Module):
    def __init__(self, layers, both):
        super().__init__()
        self.embedding = nn.Embedding(SOURCE_WORDS, EMBEDDING)
        self.rnn = nn.GRU(
            EMBEDDING, ENCODER // (2 if both else 1), layers, bidirectional=both)


class Decoder(nn.Module):
    def __init__(self, layers, hidden):
        super().__init__()
        self.embedding = nn.Embedding(TARGET_WORDS, EMBEDDING)
        self.rnn = nn.GRU(EMBEDDING + ENCODER, hidden, layers)


class Key(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(hidden, ENCODER))


class Attention(nn.Module):
    def __init__(self, score, hidden):
        super().__init__()
        self.score = score
        if score == "additive":
            self.query = nn.Linear(hidden, hidden)
            self.scale = nn.Parameter(torch.empty(hidden))
        if score != "dot":
            self.key = Key(hidden)

    def forward(self, state, values, real):
        keys = values if self.score == "dot" else linear(values, self.key.weight)
        if self.score == "additive":
            scores = torch.tanh(self.query(state) + keys) @ self.scale
        else:
            scores = (state * keys).sum(2)
        weights = scores.masked_fill(~real, -torch.inf).softmax(0)
        return (weights[:, :, None] * values).sum(0)


class Output(nn.Module):
    def __init__(self, width, tied):
        super().__init__()
        if not tied:
            self.weight = nn.Parameter(torch.empty(TARGET_WORDS, width))
        self.bias = nn.Parameter(torch.empty(TARGET_WORDS))


class Model(nn.Module):
    def __init__(self, context, readout, encoder_layers, decoder_layers, both, attention, hidden):
        super().__init__()
        self.pooling, self.tied, self.hidden = context, readout == "tied", hidden
        self.encoder = Encoder(encoder_layers, both)
        self.decoder = Decoder(decoder_layers, hidden)
        self.bridge = nn.Linear(ENCODER, decoder_layers * hidden)
        self.attention = None if attention == "none" else Attention(attention, hidden)
        self.readout = (
            None if readout == "none" else nn.Linear(hidden + EMBEDDING + ENCODER, EMBEDDING))
        self.output = Output(hidden if readout == "none" else EMBEDDING, self.tied)

    def encode(self, source, lengths):
        packed = pack_padded_sequence(
            self.encoder.embedding(source), lengths, enforce_sorted=False)
        states, final = self.encoder.rnn(packed)
        states, _ = pad_packed_sequence(states)
        real = (torch.arange(len(source))[:, None] < lengths)[:, :, None]
        if self.pooling == "last":
            directions = 2 if self.encoder.rnn.bidirectional else 1
            c = torch.cat(list(final[-directions:]), dim=1)
        elif self.pooling == "mean":
            c = (states * real).sum(0) / lengths[:, None]
        else:
            c = states.masked_fill(~real, -torch.inf).amax(0)
        return states, c

    def contexts(self, embedded, c, initial, states, lengths):
        """c at every step, or what attention by the first layer's state before it gives."""
        if self.attention is None:
            return c.expand(len(embedded), *c.shape)
        real = torch.arange(len(states))[:, None] < lengths
        rnn, hidden, result = self.decoder.rnn, initial[0], []
        for x in embedded:
            result.append(self.attention(hidden, states, real))
            hidden = torch.gru_cell(
                torch.cat([x, result[-1]], dim=1), hidden, rnn.weight_ih_l0, rnn.weight_hh_l0,
                rnn.bias_ih_l0, rnn.bias_hh_l0)
        return torch.stack(result)

    def decode(self, c, target, encoded, lengths):
        embedded = self.decoder.embedding(target)
        layers = self.decoder.rnn.num_layers
        initial = torch.tanh(self.bridge(c)).view(len(c), layers, self.hidden).transpose(0, 1)
        repeated = self.contexts(embedded, c, initial, encoded, lengths)
        states, _ = self.decoder.rnn(
            torch.cat([embedded, repeated], dim=2), initial.contiguous())
        if self.readout is not None:
            states = torch.tanh(self.readout(torch.cat([states, embedded, repeated], dim=2)))
        weight = self.decoder.embedding.weight if self.tied else self.output.weight
        return linear(states, weight, self.output.bias)


def padded(sentences, value):
    steps = max(len(sentence) for sentence in sentences)
    rows = [sentence + [value] * (steps - len(sentence)) for sentence in sentences]
    return torch.tensor(rows).T


def batch():
    source = [source + [END] for source, _ in PAIRS]
    lengths = torch.tensor([len(sentence) for sentence in source])
    shown = [[START] + target for _, target in PAIRS]
    wanted = [target + [END] for _, target in PAIRS]
    return padded(source, END), lengths, padded(shown, END), padded(wanted, PADDING)


def total_loss(logits, wanted, smoothing):
    return cross_entropy(
        logits.flatten(0, 1), wanted.flatten(), ignore_index=PADDING, label_smoothing=smoothing,
        reduction="sum")


def compute(model, smoothing, clip):
    source, lengths, shown, wanted = batch()
    tensors = {name: value.detach().clone() for name, value in model.named_parameters()}
    adam = torch.optim.Adam(model.parameters(), lr=RATE)
    tokens = (wanted != PADDING).sum()
    losses, norms = [], []
    for step in range(STEPS):
        states, c = model.encode(source, lengths)
        logits = model.decode(c, shown, states, lengths)
        loss = total_loss(logits, wanted, smoothing)
        adam.zero_grad()
        (loss / tokens).backward()
        if step == 0:
            real = (wanted != PADDING)[:, :, None]
            tensors |= {"encoder.states": states, "context": c, "logits": logits * real}
            for name, parameter in model.named_parameters():
                tensors[f"gradient.{name}"] = parameter.grad.clone()
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), clip))
        losses.append(loss)
        adam.step()
    for name, parameter in model.named_parameters():
        tensors[f"final.{name}"] = parameter
    return tensors | {"losses": torch.stack(losses), "norms": torch.stack(norms)}


def write(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items()):
        part = tensor.detach().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make(
        name, context, readout, encoder_layers, decoder_layers, both, smoothing, clip,
        attention="none"):
    hidden = ENCODER if attention == "dot" else 10
    model = Model(context, readout, encoder_layers, decoder_layers, both, attention, hidden)
    # Values that single precision holds exactly, large enough that no gradient is all noise.
    generator = np.random.default_rng(len(name))
    for parameter in model.parameters():
        values = generator.uniform(-0.7, 0.7, parameter.shape).astype(np.float32)
        parameter.data = torch.tensor(values, dtype=torch.float64)
    configuration = {
        "sourceVocabulary": SOURCE_WORDS, "targetVocabulary": TARGET_WORDS,
        "embedding": EMBEDDING, "encoderHidden": ENCODER, "decoderHidden": hidden,
        "encoderLayers": encoder_layers, "decoderLayers": decoder_layers,
        "isBidirectional": both, "cell": "gru", "context": context,
        "attention": attention, "readout": readout}
    metadata = {
        "configuration": json.dumps(configuration), "pairs": json.dumps(PAIRS),
        "smoothing": str(smoothing), "clip": str(clip), "rate": str(RATE)}
    write(FOLDER / f"{name}.safetensors", compute(model, smoothing, clip), metadata)


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    for case, choices in CASES.items():
        make(case, *choices)
