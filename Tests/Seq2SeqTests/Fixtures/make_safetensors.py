"""Makes python.safetensors, and checks that Python reads swift.safetensors as it was meant.

Run with Python 3.11, safetensors 0.8.0 and numpy 2.4.6:

    python make_safetensors.py

swift.safetensors is what SafeTensorsWriterTests writes: its test compares every byte.
"""

import pathlib

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent

TENSORS = {
    "encoder.weight_ih_l0": np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.5,
    "half": np.array([1.0, -2.5], dtype=np.float16),
    "double": np.array([[1e300], [-0.0]], dtype=np.float64),
    "ids": np.array([-1, 2**40], dtype=np.int64),
    "words": np.array([7, -7], dtype=np.int32),
    "unsigned": np.array([2**64 - 1], dtype=np.uint64),
    "bytes": np.array([0, 127, 255], dtype=np.uint8),
    "signed": np.array([-128, 127], dtype=np.int8),
    "scalar": np.array(3.5, dtype=np.float32),
    "empty": np.zeros((0, 4), dtype=np.float32),
    "é \"quoted\" \\ \t": np.array([1], dtype=np.uint8),
}
METADATA = {"format": "1", "text": "line\nbreak \"é\" \\ 😀 \x01", "empty": ""}


def check(path):
    with safe_open(path, "numpy") as file:
        assert file.metadata() == METADATA, file.metadata()
        assert set(file.keys()) == set(TENSORS), file.keys()
        for name, expected in TENSORS.items():
            found = file.get_tensor(name)
            assert found.dtype == expected.dtype and found.shape == expected.shape, name
            assert found.tobytes() == expected.tobytes(), name


if __name__ == "__main__":
    save_file(TENSORS, FOLDER / "python.safetensors", METADATA)
    check(FOLDER / "python.safetensors")
    check(FOLDER / "swift.safetensors")
    print("both files are as they should be")
