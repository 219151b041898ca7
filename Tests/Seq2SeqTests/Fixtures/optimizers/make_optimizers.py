"""Makes the fixture of OptimizerParityTests: what torch.optim does with the same gradients.

Run with Python 3.11, torch 2.15.0 and numpy 2.4.6:

    python make_optimizers.py

The file holds `start` [N], `gradients` [STEPS, N] and, for each case, the parameters after every
step, `CASE` [STEPS, N]: computed in double precision, rounded to single. The learning rate of step t is
RATE / t, so that the rate of a step and what an optimizer remembers of earlier ones are told apart.
"""

import json
import pathlib
import struct

import numpy as np
import torch

N, STEPS, RATE = 37, 14, 0.05

CASES = {
    "adam": lambda p: torch.optim.Adam(p),
    "adam-decay": lambda p: torch.optim.Adam(p, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p, weight_decay=0),
    "adamw-decay": lambda p: torch.optim.AdamW(p, weight_decay=0.1),
    "sgd": lambda p: torch.optim.SGD(p, lr=1),
    "sgd-momentum": lambda p: torch.optim.SGD(p, lr=1, momentum=0.9),
    "sgd-momentum-decay": lambda p: torch.optim.SGD(p, lr=1, momentum=0.5, weight_decay=0.1),
    "adagrad": lambda p: torch.optim.Adagrad(p),
    "adagrad-decay": lambda p: torch.optim.Adagrad(p, weight_decay=0.1),
}


def path(make, start, gradients):
    parameter = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([parameter])
    values = []
    for number, gradient in enumerate(gradients, 1):
        for group in optimizer.param_groups:
            group["lr"] = RATE / number
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        values.append(parameter.detach().numpy().copy())
    return np.stack(values)


def write(file, tensors):
    header, data = {}, b""
    for name, tensor in sorted(tensors.items()):
        part = tensor.astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    generator = np.random.default_rng(1)
    # Single precision holds these exactly; a few gradients are zero at first, or always.
    start = generator.uniform(-1, 1, N).astype(np.float32)
    gradients = generator.normal(0, 1, (STEPS, N)).astype(np.float32)
    gradients[:5, 3] = 0
    gradients[:, 7] = 0
    tensors = {"start": start, "gradients": gradients}
    for name, make in CASES.items():
        tensors[name] = path(make, start, gradients)
    write(pathlib.Path(__file__).parent / "optimizers.safetensors", tensors)
