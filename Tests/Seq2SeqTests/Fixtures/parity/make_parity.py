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
from torch.nn.functional import cross_entropy, layer_norm, linear
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

FOLDER = pathlib.Path(__file__).parent
START, END, PADDING = 1, 2, -1
EMBEDDING, ENCODER = 6, 8
SOURCE_WORDS, TARGET_WORDS = 13, 11
RATE, STEPS = 0.01, 10

# name: context, readout, encoder layers, decoder layers, both directions, smoothing, clipping; then,
# where there is one, the attention, which with dot products needs states of the encoder's size; then,
# where it is not a plain GRU, the kind of cell and what else is so: "norm", "residual", "shared".
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
    "lstm-additive-deep": ("last", "untied", 2, 2, True, 0.1, 0.3, "additive", "lstm"),
    "lstm-fixed": ("last", "tied", 1, 1, True, 0.0, 0.3, "none", "lstm"),
    "lstm-norm-residual": (
        "mean", "tied", 2, 2, False, 0.1, 0.3, "general", "lstm", "norm", "residual"),
    "rnn-tanh-deep": ("mean", "tied", 2, 2, True, 0.1, 0.3, "none", "rnn-tanh"),
    "rnn-relu-forward": ("max", "none", 1, 1, False, 0.0, 0.3, "none", "rnn-relu"),
    "gru-norm-residual": ("max", "tied", 2, 2, True, 0.0, 0.3, "none", "gru", "norm", "residual"),
    "rnn-tanh-norm-dot": ("last", "untied", 1, 1, True, 0.0, 0.3, "dot", "rnn-tanh", "norm"),
    "gru-residual-additive": ("last", "tied", 3, 3, True, 0.1, 0.3, "additive", "gru", "residual"),
    "gru-shared": ("last", "tied", 1, 1, True, 0.1, 0.3, "none", "gru", "shared"),
    "gru-shared-untied": ("last", "untied", 1, 2, True, 0.0, 0.3, "none", "gru", "shared"),
}

# The third source and the last target are the longest, so that other rows are padded in both.
PAIRS = [
    ([3, 4, 5], [6, 7, 8, 9]),
    ([6], [3]),
    ([7, 8, 9, 10, 11, 12, 3], [4, 5]),
    ([12, 12, 4, 3], [10, 3, 3, 6]),
    ([5, 11], [9, 8, 7, 6, 5, 4]),
]


CHOICES = {
    "norm": "hasLayerNormalization", "residual": "hasResidualConnections",
    "shared": "hasSharedEmbedding"}


def make_rnn(cell, inputs, hidden, layers, both=False):
    if cell in ("gru", "lstm"):
        return {"gru": nn.GRU, "lstm": nn.LSTM}[cell](inputs, hidden, layers, bidirectional=both)
    return nn.RNN(
        inputs, hidden, layers, bidirectional=both, nonlinearity=cell.removeprefix("rnn-"))


class Gates(nn.Module):
    """One step of a layer of `rnn` in one direction, with layer normalisation if there are gains."""

    def __init__(self, rnn, cell, suffix):
        super().__init__()
        self.cell = cell
        self.named = {
            name: getattr(rnn, f"{name}_{suffix}", None) for name in
            ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "gain_ih", "gain_hh")}

    def forward(self, x, state):
        h, memory = state
        named = self.named
        x = self.normalized(linear(x, named["weight_ih"]), named["gain_ih"]) + named["bias_ih"]
        u = self.normalized(linear(h, named["weight_hh"]), named["gain_hh"]) + named["bias_hh"]
        if self.cell == "gru":
            (xr, xz, xn), (hr, hz, hn) = x.chunk(3, 1), u.chunk(3, 1)
            r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
            return (1 - z) * torch.tanh(xn + r * hn) + z * h, memory
        if self.cell == "lstm":
            i, f, g, o = (x + u).chunk(4, 1)
            memory = torch.sigmoid(f) * memory + torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(memory), memory
        return (torch.tanh if self.cell == "rnn-tanh" else torch.relu)(x + u), memory

    @staticmethod
    def normalized(a, gain):
        return a if gain is None else layer_norm(a, gain.shape, weight=gain)


def add_gains(rnn):
    """The gains of layer normalisation, beside the parameters of PyTorch's own."""
    for name, parameter in list(rnn.named_parameters()):
        if name.startswith("bias"):
            rnn.register_parameter(
                name.replace("bias", "gain"), nn.Parameter(torch.empty_like(parameter)))


def run_by_hand(rnn, cell, x, initial, real, residual):
    """What PyTorch's own layers compute, with what they do not offer.

    x [T, B, in]; initial: by layer and direction (h, memory); real [T, B]: elsewhere states stay.
    """
    directions = 2 if rnn.bidirectional else 1
    final = []
    for layer in range(rnn.num_layers):
        outputs = []
        for direction in range(directions):
            step = Gates(rnn, cell, f"l{layer}" + ("_reverse" if direction else ""))
            state = initial[layer * directions + direction]
            states = [None] * len(x)
            for t in reversed(range(len(x))) if direction else range(len(x)):
                mask = real[t][:, None]
                state = [torch.where(mask, new, old) for new, old in zip(step(x[t], state), state)]
                states[t] = state[0]
            outputs.append(torch.stack(states))
            final.append(state[0])
        outputs = torch.cat(outputs, dim=2)
        x = outputs + x if residual and layer > 0 else outputs
    return x, torch.stack(final)


class Encoder(nn.Module):
    def __init__(self, cell, layers, both):
        super().__init__()
        self.embedding = nn.Embedding(SOURCE_WORDS, EMBEDDING)
        self.rnn = make_rnn(cell, EMBEDDING, ENCODER // (2 if both else 1), layers, both)


class Decoder(nn.Module):
    def __init__(self, cell, layers, hidden, shared):
        super().__init__()
        self.embedding = nn.Embedding(TARGET_WORDS, EMBEDDING) if shared is None else shared
        self.rnn = make_rnn(cell, EMBEDDING + ENCODER, hidden, layers)


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
    def __init__(self, words, width, tied):
        super().__init__()
        if not tied:
            self.weight = nn.Parameter(torch.empty(words, width))
        self.bias = nn.Parameter(torch.empty(words))


class Model(nn.Module):
    def __init__(
            self, context, readout, encoder_layers, decoder_layers, both, attention, hidden, cell,
            choices):
        super().__init__()
        self.pooling, self.tied, self.hidden = context, readout == "tied", hidden
        self.cell, self.residual = cell, "residual" in choices
        self.by_hand = "norm" in choices or self.residual
        self.encoder = Encoder(cell, encoder_layers, both)
        shared = self.encoder.embedding if "shared" in choices else None
        self.decoder = Decoder(cell, decoder_layers, hidden, shared)
        if "norm" in choices:
            add_gains(self.encoder.rnn)
            add_gains(self.decoder.rnn)
        parts = 2 if cell == "lstm" else 1
        self.bridge = nn.Linear(ENCODER, decoder_layers * parts * hidden)
        self.attention = None if attention == "none" else Attention(attention, hidden)
        self.readout = (
            None if readout == "none" else nn.Linear(hidden + EMBEDDING + ENCODER, EMBEDDING))
        words = self.decoder.embedding.num_embeddings
        self.output = Output(words, hidden if readout == "none" else EMBEDDING, self.tied)

    def encoder_states(self, source, lengths):
        """The top layer's outputs, zero past a sentence's end, and the final states of all layers."""
        rnn, embedded = self.encoder.rnn, self.encoder.embedding(source)
        if not self.by_hand:
            packed = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
            states, final = rnn(packed)
            states, _ = pad_packed_sequence(states)
            return states, final[0] if self.cell == "lstm" else final
        real = torch.arange(len(source))[:, None] < lengths
        zero = torch.zeros(len(lengths), rnn.hidden_size)
        count = rnn.num_layers * (2 if rnn.bidirectional else 1)
        states, final = run_by_hand(
            rnn, self.cell, embedded, [(zero, zero)] * count, real, self.residual)
        return states * real[:, :, None], final

    def encode(self, source, lengths):
        states, final = self.encoder_states(source, lengths)
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
        step, state, result = Gates(self.decoder.rnn, self.cell, "l0"), initial[0], []
        for x in embedded:
            result.append(self.attention(state[0], states, real))
            state = step(torch.cat([x, result[-1]], dim=1), state)
        return torch.stack(result)

    def decode(self, c, target, encoded, lengths):
        embedded = self.decoder.embedding(target)
        rnn = self.decoder.rnn
        parts = torch.tanh(self.bridge(c)).split(self.hidden, dim=1)
        # By layer: h and, for an LSTM, the memory after it.
        each = 2 if self.cell == "lstm" else 1
        initial = [
            (parts[each * layer], parts[each * layer + each - 1])
            for layer in range(rnn.num_layers)]
        repeated = self.contexts(embedded, c, initial, encoded, lengths)
        x = torch.cat([embedded, repeated], dim=2)
        if self.by_hand:
            real = torch.ones(target.shape, dtype=torch.bool)
            states, _ = run_by_hand(rnn, self.cell, x, initial, real, self.residual)
        else:
            h, memory = (torch.stack(part) for part in zip(*initial))
            states, _ = rnn(x, (h, memory) if self.cell == "lstm" else h)
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
        attention="none", cell="gru", *choices):
    hidden = ENCODER if attention == "dot" else 10
    model = Model(
        context, readout, encoder_layers, decoder_layers, both, attention, hidden, cell, choices)
    # Values that single precision holds exactly, large enough that no gradient is all noise.
    # An LSTM's gates damp what passes through them.
    most = 1.2 if cell == "lstm" else 0.7
    generator = np.random.default_rng(len(name))
    for parameter in model.parameters():
        values = generator.uniform(-most, most, parameter.shape).astype(np.float32)
        parameter.data = torch.tensor(values, dtype=torch.float64)
    configuration = {
        "sourceVocabulary": SOURCE_WORDS,
        "targetVocabulary": model.decoder.embedding.num_embeddings,
        "embedding": EMBEDDING, "encoderHidden": ENCODER, "decoderHidden": hidden,
        "encoderLayers": encoder_layers, "decoderLayers": decoder_layers,
        "isBidirectional": both, "cell": cell, "context": context,
        "attention": attention, "readout": readout}
    for choice, key in CHOICES.items():
        if choice in choices:
            configuration[key] = True
    metadata = {
        "configuration": json.dumps(configuration), "pairs": json.dumps(PAIRS),
        "smoothing": str(smoothing), "clip": str(clip), "rate": str(RATE)}
    write(FOLDER / f"{name}.safetensors", compute(model, smoothing, clip), metadata)


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    for case, choices in CASES.items():
        make(case, *choices)
