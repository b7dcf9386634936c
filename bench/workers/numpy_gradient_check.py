"""The gradient check as textbooks have it: for every parameter, two forward passes of all the network."""

import platform

import numpy as np

from serve import blas, serve


class Check:
    def __init__(self, fixture):
        count = len(fixture.layers)
        self.W = [fixture.arrays[f"W{l}"].copy() for l in range(1, count + 1)]
        self.b = [fixture.arrays[f"b{l}"].copy() for l in range(1, count + 1)]
        (X, Y), = fixture.minibatches()
        self.X, self.Y = X.T.copy(), Y.T.copy()
        self.length = None

    def loss(self):
        A = np.maximum(0, self.W[0] @ self.X + self.b[0])
        Z = self.W[1] @ A + self.b[1]
        exponentials = np.exp(Z - Z.max(axis=0))
        A = exponentials / exponentials.sum(axis=0)
        return -np.sum(self.Y * np.log(A)) / self.X.shape[1]

    def run(self, times):
        for _ in range(times):
            slopes = [self.slopes(parameter) for parameter in self.W + self.b]
            self.length = np.sqrt(sum(np.sum(slope * slope) for slope in slopes))

    def slopes(self, parameter, h=1e-5):
        values = parameter.reshape(-1)
        slopes = np.empty_like(values)
        for index in range(values.size):
            value = values[index]
            values[index] = value + h
            plus = self.loss()
            values[index] = value - h
            minus = self.loss()
            values[index] = value
            slopes[index] = (plus - minus) / (2 * h)
        return slopes

    def cost(self):
        return self.length


def prepare(fixture, _):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__, "BLAS": blas()}
    return versions, Check(fixture)


serve(prepare)
