"""Makes the fixtures of ParityTests with truncated backpropagation through time.

Run with Python 3.11, torch 2.15.0 and numpy 2.4.6:

    python make_truncated.py

They hold what those of make_parity.py hold, and `truncation` in the metadata: before step t the states
of all decoder layers are detached where t is a multiple of it and not 0. The encoder, and the way from
the decoder's first states to the encoder, are left whole.
"""

import json

import numpy as np
import torch
from torch.nn.functional import linear

import make_parity

# name: steps; then context, readout, encoder layers, decoder layers, both directions, smoothing,
# clipping, attention.
CASES = {
    "truncated-1": (1, "last", "tied", 1, 1, True, 0.1, 0.3, "none"),
    "truncated-2-deep": (2, "mean", "none", 2, 2, True, 0.0, 0.3, "none"),
    "truncated-1-additive-deep": (1, "last", "untied", 1, 2, True, 0.1, 0.3, "additive"),
    "truncated-3-general": (3, "max", "tied", 2, 1, False, 0.0, 0.3, "general"),
}


class Model(make_parity.Model):
    def decode(self, c, target, encoded, lengths):
        embedded = self.decoder.embedding(target)
        rnn = self.decoder.rnn
        states = list(
            torch.tanh(self.bridge(c)).view(len(c), rnn.num_layers, self.hidden).transpose(0, 1))
        real = torch.arange(len(encoded))[:, None] < lengths
        tops, contexts = [], []
        for t, x in enumerate(embedded):
            if t > 0 and t % self.truncation == 0:
                states = [state.detach() for state in states]
            contexts.append(
                c if self.attention is None else self.attention(states[0], encoded, real))
            x = torch.cat([x, contexts[-1]], dim=1)
            for layer in range(rnn.num_layers):
                weights = [
                    getattr(rnn, f"{name}_l{layer}")
                    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
                states[layer] = x = torch.gru_cell(x, states[layer], *weights)
            tops.append(x)
        result = torch.stack(tops)
        if self.readout is not None:
            result = torch.tanh(
                self.readout(torch.cat([result, embedded, torch.stack(contexts)], dim=2)))
        weight = self.decoder.embedding.weight if self.tied else self.output.weight
        return linear(result, weight, self.output.bias)


def make(
        name, truncation, context, readout, encoder_layers, decoder_layers, both, smoothing, clip,
        attention):
    hidden = 10
    model = Model(context, readout, encoder_layers, decoder_layers, both, attention, hidden)
    model.truncation = truncation
    generator = np.random.default_rng(len(name))
    for parameter in model.parameters():
        values = generator.uniform(-0.7, 0.7, parameter.shape).astype(np.float32)
        parameter.data = torch.tensor(values, dtype=torch.float64)
    configuration = {
        "sourceVocabulary": make_parity.SOURCE_WORDS, "targetVocabulary": make_parity.TARGET_WORDS,
        "embedding": make_parity.EMBEDDING, "encoderHidden": make_parity.ENCODER,
        "decoderHidden": hidden, "encoderLayers": encoder_layers, "decoderLayers": decoder_layers,
        "isBidirectional": both, "cell": "gru", "context": context, "attention": attention,
        "readout": readout}
    metadata = {
        "configuration": json.dumps(configuration), "pairs": json.dumps(make_parity.PAIRS),
        "smoothing": str(smoothing), "clip": str(clip), "rate": str(make_parity.RATE),
        "truncation": str(truncation)}
    tensors = make_parity.compute(model, smoothing, clip)
    make_parity.write(make_parity.FOLDER / f"{name}.safetensors", tensors, metadata)


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    for case, choices in CASES.items():
        make(case, *choices)
