"""PyTorch on the processor, eager; with `"hooks": true` a debugger's hooks keep every Z, A, dZ, dA and dW.

The costs are taken from the logits, which is the fast way; with hooks the last A is computed beside them.
"""

import platform

import torch
from torch import nn

from serve import blas, serve

ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "softmax": lambda: nn.Softmax(dim=1)}


def classes(Y):
    return Y.argmax(dim=1)


# The cost, and what it wants to have of Y.
LOSSES = {
    "binaryCrossEntropy": (nn.BCEWithLogitsLoss, lambda Y: Y),
    "categoricalCrossEntropy": (nn.CrossEntropyLoss, classes),
}


class Training:
    def __init__(self, fixture, hooks):
        self.model = make_model(fixture)
        self.last_activation = ACTIVATIONS[fixture.layers[-1]["activation"]]()
        make_loss, target = LOSSES[fixture.loss]
        self.loss = make_loss()
        shape = fixture.inputShape
        self.batches = [
            (torch.from_numpy(X).reshape(-1, *shape), target(torch.from_numpy(Y))) for X, Y in fixture.minibatches()
        ]
        options = fixture.optimizer
        self.adam = torch.optim.Adam(
            self.model.parameters(),
            lr=options["learningRate"],
            betas=(options["beta1"], options["beta2"]),
            eps=options["epsilon"],
        )
        self.iteration = 0
        self.hooks = hooks
        self.kept = {}
        if hooks:
            for name, module in self.model.named_children():
                self.watch(name, module)

    def watch(self, name, module):
        def keep_output(_, __, output):
            self.kept[name] = output.detach().clone()

        def keep_gradient(_, __, gradients):
            self.kept["d" + name] = gradients[0].clone()

        module.register_forward_hook(keep_output)
        module.register_full_backward_hook(keep_gradient)

    def run(self, iterations):
        for _ in range(iterations):
            X, Y = self.batches[self.iteration % len(self.batches)]
            self.iterate(X, Y)
            self.iteration += 1

    def iterate(self, X, Y):
        self.adam.zero_grad()
        logits = self.model(X)
        self.last_cost = self.loss(logits, Y)
        self.last_cost.backward()
        if self.hooks:
            with torch.no_grad():
                self.kept["output"] = self.last_activation(logits)
            for name, parameter in self.model.named_parameters():
                self.kept["d" + name] = parameter.grad.clone()
        self.adam.step()

    def cost(self):
        return self.last_cost.item()


def make_model(fixture):
    """All layers with the fixture's numbers; the last activation is part of the cost."""
    modules = []
    for l, layer in enumerate(fixture.layers, start=1):
        if layer["type"] == "maxPool2d":
            modules.append(nn.MaxPool2d(layer["size"], layer["stride"]))
        elif layer["type"] == "flatten":
            modules.append(nn.Flatten())
        else:
            modules.append(with_parameters(fixture, l))
            if l < len(fixture.layers):
                modules.append(ACTIVATIONS[layer["activation"]]())
    return nn.Sequential(*modules)


def with_parameters(fixture, l):
    W, b = (torch.from_numpy(fixture.arrays[f"{name}{l}"].copy()) for name in "Wb")
    if W.ndim == 2:
        module = nn.Linear(W.shape[1], W.shape[0], dtype=W.dtype)
    else:
        stride = fixture.layers[l - 1]["stride"]
        module = nn.Conv2d(W.shape[1], W.shape[0], W.shape[2:], stride, dtype=W.dtype)
    with torch.no_grad():
        module.weight.copy_(W)
        module.bias.copy_(b.reshape(-1))
    return module


def prepare(fixture, options):
    torch.set_num_threads(1)
    versions = {"Python": platform.python_version(), "PyTorch": torch.__version__, "PyTorch's BLAS": blas()}
    return versions, Training(fixture, options.get("hooks", False))


serve(prepare)
