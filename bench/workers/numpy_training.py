"""Training written by hand with NumPy: forward, backward and Adam of a dense network, samples in rows."""

import platform

import numpy as np

from serve import blas, serve


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def softmax(Z):
    exponentials = np.exp(Z - Z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


# A of Z, and dZ of dA and A; the last layer's dZ comes from the cost.
ACTIVATIONS = {
    "tanh": (np.tanh, lambda dA, A: dA * (1 - A * A)),
    "relu": (lambda Z: np.maximum(Z, 0), lambda dA, A: dA * (A > 0)),
    "sigmoid": (sigmoid, None),
    "softmax": (softmax, None),
}


def binary_cross_entropy(A, Y):
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


def categorical_cross_entropy(A, Y):
    return -np.mean(np.sum(Y * np.log(A), axis=1))


LOSSES = {"binaryCrossEntropy": binary_cross_entropy, "categoricalCrossEntropy": categorical_cross_entropy}


class Training:
    def __init__(self, fixture):
        self.activations = [ACTIVATIONS[layer["activation"]] for layer in fixture.layers]
        count = len(fixture.layers)
        self.W = [fixture.arrays[f"W{l}"].T.copy() for l in range(1, count + 1)]
        self.b = [fixture.arrays[f"b{l}"].T.copy() for l in range(1, count + 1)]
        self.adam = Adam(self.W + self.b, fixture.optimizer)
        self.cost_of = LOSSES[fixture.loss]
        self.batches = fixture.minibatches()
        self.iteration = 0

    def run(self, iterations):
        for _ in range(iterations):
            X, Y = self.batches[self.iteration % len(self.batches)]
            self.iterate(X, Y)
            self.iteration += 1

    def iterate(self, X, Y):
        A = [X]
        for W, b, (function, _) in zip(self.W, self.b, self.activations):
            A.append(function(A[-1] @ W + b))
        self.last_cost = self.cost_of(A[-1], Y)

        dW, db = [], []
        dZ = (A[-1] - Y) / len(X)
        for layer in reversed(range(len(self.W))):
            dW.insert(0, A[layer].T @ dZ)
            db.insert(0, dZ.sum(axis=0, keepdims=True))
            if layer > 0:
                _, gradient = self.activations[layer - 1]
                dZ = gradient(dZ @ self.W[layer].T, A[layer])
        self.adam.step(dW + db)

    def cost(self):
        return self.last_cost


class Adam:
    def __init__(self, parameters, options):
        self.parameters = parameters
        self.options = options
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]
        self.power1 = self.power2 = 1.0

    def step(self, gradients):
        beta1, beta2 = self.options["beta1"], self.options["beta2"]
        self.power1 *= beta1
        self.power2 *= beta2
        rate = self.options["learningRate"] / (1 - self.power1)
        correction = 1 / np.sqrt(1 - self.power2)
        for p, g, m, v in zip(self.parameters, gradients, self.first, self.second):
            m *= beta1
            m += (1 - beta1) * g
            v *= beta2
            v += (1 - beta2) * g * g
            # A NumPy number of 64 bits would make 64 bits of everything it touches.
            p -= rate * m / (np.sqrt(v) * float(correction) + self.options["epsilon"])


def prepare(fixture, _):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__, "BLAS": blas()}
    return versions, Training(fixture)


serve(prepare)
