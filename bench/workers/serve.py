"""The conversation of serve.mjs, in Python."""

import json
import os
import sys
import time

import numpy as np


class Fixture:
    """What is to be trained, and its numbers as NumPy arrays."""

    def __init__(self, folder):
        with open(os.path.join(folder, "fixture.json")) as file:
            self.__dict__.update(json.load(file))
        self.arrays = {
            array["name"]: np.fromfile(os.path.join(folder, array["name"]), self.precision).reshape(array["shape"])
            for array in self.arrays
        }

    def minibatches(self):
        """(X, Y) with one sample per row, in the order in which they are trained."""
        X, Y = self.arrays["X"], self.arrays["Y"]
        starts = range(0, len(X), self.batchSize)
        return [(X[start:start + self.batchSize], Y[start:start + self.batchSize]) for start in starts]


def serve(prepare):
    """`prepare(fixture, options)` gives the versions in use and the training that is begun."""
    options = json.loads(sys.argv[1])
    try:
        versions, training = prepare(Fixture(options.pop("fixture")), options)
        answer(versions=versions)
    except Exception as error:
        answer(unavailable=str(error))
        return
    for line in sys.stdin:
        try:
            answer(**timed(training, json.loads(line)["run"]))
        except Exception as error:
            answer(unavailable=str(error))


def timed(training, iterations):
    wall, cpu = time.perf_counter(), time.process_time()
    training.run(iterations)
    return {
        "cpuSeconds": time.process_time() - cpu,
        "wallSeconds": time.perf_counter() - wall,
        "cost": float(training.cost()),
    }


def blas():
    """The matrix library in use: for OpenBLAS its version and the processor it believes in, else its file."""
    import ctypes

    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line.split("/")[-1]}
    for file in sorted(files):
        if "openblas" in file:
            library = ctypes.CDLL(file)
            library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
            name, version, *_ = library.openblas_get_config().decode().split()
            return f"{name} {version} for {library.openblas_get_corename().decode()}"
    return ", ".join(sorted(os.path.basename(file) for file in files)) or "unknown"


def answer(**message):
    print(json.dumps(message), flush=True)
