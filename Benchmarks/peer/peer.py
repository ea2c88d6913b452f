"""What asvit measures, done by PyTorch as somebody who knows it well would: forward mode for the length of
the circle, one backward pass with a product for each image's gradients for the tangent kernel, AdamW's fused
update. Reads a request from each line of standard input and answers with the seconds it took, both JSON.

    {"work": "length", "genotype": TEXT, "side": 224, "stride": 4}
    {"work": "kernel", "genotype": TEXT, "side": 224, "stride": 4, "batch": 16}
    {"work": "training", "genotype": TEXT, "side": 32, "stride": 4, "batch": 64, "steps": 50}

Where PyTorch offers more than one way, all are timed and the fastest counts.
"""

import json
import pathlib
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "Scripts/reference"))
from asvit_torch import Norm, Trunk, circle_axes, circle_length  # noqa: E402

CLASSES = 10


class Network(nn.Module):
    """A trunk's tokens, the final norm, their mean and the head."""

    def __init__(self, trunk):
        super().__init__()
        self.trunk = trunk
        width = trunk.width
        self.norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, width), nn.Linear(width, CLASSES)

    def forward(self, images):
        return self.fc2(torch.tanh(self.fc1(self.norm(self.trunk.tokens(images)).mean(1))))


def tangent_kernel_at_once(trunk, images):
    """`tangent_kernel` of the whole batch by one forward and one backward pass: `[images, images]`.

    Images do not meet in the network, so the derivative of the summed features by a layer's output is each
    image's own; with the layer's input it gives every image's gradient in one batched product.
    """
    taps, hooks = [], []

    def tap(module, inputs, output):
        if not output.requires_grad:  # the first layer starts the graph
            output = output.detach().requires_grad_(True)
        taps.append((module, inputs[0].detach(), output))
        return output

    trunk.requires_grad_(False)
    for module in trunk.modules():
        if isinstance(module, (nn.Linear, nn.Conv2d, Norm)):
            hooks.append(module.register_forward_hook(tap))
    signals = torch.autograd.grad(trunk(images).sum(), [output for _, _, output in taps])
    for hook in hooks:
        hook.remove()
    trunk.requires_grad_(True)
    kernel = torch.zeros(len(images), len(images))

    def rows(x):  # windows of an image are its rows
        return x.reshape(len(images), -1, x.shape[-1])

    for (module, x, _), signal in zip(taps, signals):
        if isinstance(module, nn.Conv2d):
            columns = F.unfold(x, module.kernel_size, stride=module.stride)
            gradient = columns @ signal.flatten(2).transpose(1, 2)
        elif isinstance(module, nn.Linear):
            gradient = rows(signal).transpose(1, 2) @ rows(x)
        else:
            normalised = F.layer_norm(x, module.normalized_shape, eps=module.eps)
            gradient = rows(signal * normalised).sum(1)
        gradient = gradient.flatten(1)
        kernel += gradient @ gradient.T
    return kernel


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def length(trunk, side, **_):
    axes = circle_axes(side)
    with torch.no_grad():
        return min(
            seconds(lambda: circle_length(trunk, side, axes=axes, at_once=points))
            for points in (10, 5, 2))


def kernel(trunk, side, batch, **_):
    images = torch.randn(batch, 3, side, side)

    def condition_number():
        eigenvalues = torch.linalg.eigvalsh(tangent_kernel_at_once(trunk, images))
        return eigenvalues[-1] / eigenvalues[0]

    return fastest_attention(trunk, lambda: seconds(condition_number))


def training(trunk, side, batch, steps, **_):
    network = Network(trunk)
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4, weight_decay=0.05, fused=True)
    images, labels = torch.randn(batch, 3, side, side), torch.arange(batch) % CLASSES

    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(network(images), labels).backward()
        optimizer.step()

    step()
    return fastest_attention(trunk, lambda: seconds(lambda: [step() for _ in range(steps)]))


def fastest_attention(trunk, measure):
    times = []
    for is_fused in (False, True):
        trunk.set_fused_attention(is_fused)
        times.append(measure())
    trunk.set_fused_attention(False)
    return min(times)


def answer(work, genotype, side, stride, **sizes):
    torch.manual_seed(1)
    trunk = Trunk(genotype, side, stride)
    return {"length": length, "kernel": kernel, "training": training}[work](
        trunk, side=side, **sizes)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    capability = torch.backends.cpu.get_cpu_capability()
    print(json.dumps({"name": f"PyTorch {torch.__version__}, {capability}"}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"seconds": answer(**json.loads(line))}), flush=True)


if __name__ == "__main__":
    main()
