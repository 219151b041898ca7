"""Makes the fixtures of StateGradientTests: the gradients of an encoder's states, by PyTorch's autograd.

Run with Python 3.11, torch 2.15.0 and numpy 2.4.6:

    python make_state_gradients.py

A file holds one model and its pairs as those of make_parity.py do, and for each direction of the encoder's top layer
`state.gradient.D` [S, B, H]: the gradient of the sum of the tokens' losses by the state after each time step, through all that
depends on it. For an LSTM `memory.gradient.D` holds the part of the memory cell's gradient that comes from the next time step.
Sentences of a file have one length, so that none is padded.
"""

import json

import numpy as np
import torch

import make_parity

# name: context, readout, encoder layers, decoder layers, both directions, attention, cell.
CASES = {
    "state-gradients-rnn-tanh": ("last", "none", 1, 1, False, "none", "rnn-tanh"),
    "state-gradients-rnn-relu": ("last", "none", 1, 1, False, "none", "rnn-relu"),
    "state-gradients-lstm": ("last", "tied", 2, 1, True, "none", "lstm"),
    "state-gradients-gru": ("last", "none", 1, 1, False, "none", "gru"),
    "state-gradients-gru-attention": ("mean", "tied", 2, 1, True, "additive", "gru"),
}

PAIRS = [
    ([3, 4, 5, 7, 6], [6, 7, 8, 9]),
    ([12, 6, 12, 3, 11], [3]),
    ([8, 9, 10, 11, 12], [4, 5, 5, 10, 3, 7]),
]


def kept(tensor):
    """The same value with a gradient of its own, which is kept."""
    tensor = tensor.clone()
    tensor.retain_grad()
    return tensor


class Model(make_parity.Model):
    def encoder_states(self, source, lengths):
        rnn, x = self.encoder.rnn, self.encoder.embedding(source)
        directions = 2 if rnn.bidirectional else 1
        final = []
        for layer in range(rnn.num_layers):
            self.states = [[None] * len(x) for _ in range(directions)]
            self.memories = [[None] * len(x) for _ in range(directions)]
            for direction in range(directions):
                step = make_parity.Gates(
                    rnn, self.cell, f"l{layer}" + ("_reverse" if direction else ""))
                h = memory = torch.zeros(len(lengths), rnn.hidden_size, requires_grad=True)
                for t in reversed(range(len(x))) if direction else range(len(x)):
                    h, memory = step(x[t], (h, memory))
                    self.states[direction][t] = h = kept(h)
                    self.memories[direction][t] = memory = kept(memory)
                final.append(h)
            x = torch.cat([torch.stack(states) for states in self.states], dim=2)
        return x, torch.stack(final)


def gradients(tensors):
    zero = torch.zeros_like(tensors[0])
    return torch.stack([zero if tensor.grad is None else tensor.grad for tensor in tensors])


def make(name, context, readout, encoder_layers, decoder_layers, both, attention, cell):
    hidden = 10
    model = Model(
        context, readout, encoder_layers, decoder_layers, both, attention, hidden, cell, ())
    most = 1.2 if cell == "lstm" else 0.7
    generator = np.random.default_rng(len(name))
    for parameter in model.parameters():
        values = generator.uniform(-most, most, parameter.shape).astype(np.float32)
        parameter.data = torch.tensor(values, dtype=torch.float64)
    configuration = {
        "sourceVocabulary": make_parity.SOURCE_WORDS, "targetVocabulary": make_parity.TARGET_WORDS,
        "embedding": make_parity.EMBEDDING, "encoderHidden": make_parity.ENCODER,
        "decoderHidden": hidden, "encoderLayers": encoder_layers, "decoderLayers": decoder_layers,
        "isBidirectional": both, "cell": cell, "context": context, "attention": attention,
        "readout": readout}
    metadata = {
        "configuration": json.dumps(configuration), "pairs": json.dumps(PAIRS), "smoothing": "0.0",
        "clip": "1.0", "rate": "0.0"}
    tensors = {key: value.detach().clone() for key, value in model.named_parameters()}
    source, lengths, shown, wanted = make_parity.batch()
    states, c = model.encode(source, lengths)
    loss = make_parity.total_loss(model.decode(c, shown, states, lengths), wanted, 0.0)
    loss.backward()
    tensors["loss"] = loss[None]
    for direction, (states, memories) in enumerate(zip(model.states, model.memories)):
        tensors[f"state.gradient.{direction}"] = gradients(states)
        if cell == "lstm":
            tensors[f"memory.gradient.{direction}"] = gradients(memories)
    make_parity.write(make_parity.FOLDER / f"{name}.safetensors", tensors, metadata)


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    make_parity.PAIRS = PAIRS
    for case, choices in CASES.items():
        make(case, *choices)
