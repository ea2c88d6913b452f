#!/usr/bin/env python3
"""Writes what ZiCo, MeCo, DSS and SynFlow are of the networks of other goldens.

    python3 -m venv venv && venv/bin/pip install torch timm safetensors
    venv/bin/python Scripts/reference/proxies.py Tests/Golden

Reads weights and images of the cases in `asvit` and `families`, checks that the networks built here give
their logits, and writes a file for each to `proxies`. `Tests/Golden/proxies/README.md` describes them.
Everything is computed in float64; in float32 once more, to tell how far rounding takes PyTorch.
"""

import copy
import json
import math
import random
import sys
from pathlib import Path

import timm
import torch
from asvit_torch import Trunk
from safetensors.torch import load_file
from timm.layers import Attention
from timm.models.pit import PoolingVisionTransformer
from timm.models.vision_transformer import VisionTransformer
from torch import nn

CHANNELS = 8
CASES = [
    "asvit/basic32", "asvit/odd32", "asvit/narrowheads32", "asvit/deep64", "families/deit32",
    "families/autoformer32", "families/plain28", "families/wideheads48", "families/pit32",
    "families/pit40odd",
]


class AsViT(nn.Module):
    """The trunk with its norm and the classifier: Linear, tanh, Linear."""

    def __init__(self, case):
        super().__init__()
        trunk = Trunk(case["genotype"], case["image_size"], case["stride"])
        self.patch_embed, self.stages = trunk.patch_embed, trunk.stages
        width = case["widths"][-1]
        self.norm = nn.LayerNorm(width)
        self.head = nn.Module()
        self.head.fc1 = nn.Linear(width, width)
        self.head.fc2 = nn.Linear(width, case["num_classes"])

    def forward(self, images):
        tokens = self.norm(self.stages(self.patch_embed(images)).flatten(1, 2))
        return self.head.fc2(self.head.fc1(tokens.mean(1)).tanh())

    def blocks(self):
        return [block for stage in self.stages for block in stage.blocks]


def plain(case):
    """timm's, with heads, head dimension and MLP ratio of their own in every block."""
    model = VisionTransformer(
        img_size=case["image_size"], patch_size=case["patch"], num_classes=case["num_classes"],
        embed_dim=case["width"], depth=len(case["heads"]), num_heads=1,
        class_token=case["class_token"], global_pool=case["pool"], fc_norm=False)
    for index, (heads, ratio) in enumerate(zip(case["heads"], case["mlp_ratios"])):
        block = model.blocks[index]
        dimension = case.get("head_dim") or case["width"] // heads
        block.attn = Attention(
            case["width"], num_heads=heads, attn_head_dim=dimension, qkv_bias=True)
        hidden = int(case["width"] * ratio)
        block.mlp.fc1 = nn.Linear(case["width"], hidden)
        block.mlp.fc2 = nn.Linear(hidden, case["width"])
    return model


def pooling(case):
    return PoolingVisionTransformer(
        img_size=case["image_size"], patch_size=case["patch"], stride=case["stride"],
        stem_type="overlap", base_dims=case["base_dims"], depth=case["depth"],
        heads=case["heads"], mlp_ratio=case["mlp_ratio"], num_classes=case["num_classes"])


def network(case):
    if case.get("family") == "vit":
        model = plain(case)
        return model, list(model.blocks)
    if case.get("family") == "pit":
        model = pooling(case)
        return model, [block for stage in model.transformers for block in stage.blocks]
    model = AsViT(case)
    return model, model.blocks()


def matrices(model):
    """Name and weight of every convolution and linear map."""
    return [(name, module.weight) for name, module in model.named_modules()
            if isinstance(module, (nn.Conv2d, nn.Linear))]


def zico(model, images, labels):
    """Both batches are halves of the images; mean and deviation of |g| over them."""
    half, batches = len(images) // 2, []
    for part in (slice(0, half), slice(half, None)):
        loss = nn.functional.cross_entropy(model(images[part]), labels[part])
        batches.append(torch.autograd.grad(loss, [weight for _, weight in matrices(model)]))
    score = 0
    for gradients in zip(*batches):
        sizes = torch.stack(gradients).abs().double()
        deviation = sizes.std(0, correction=0)
        terms = (sizes.mean(0) / deviation)[deviation > 0].sum().item()
        score += math.log(terms) if terms > 0 else 0
    return score


def meco(model, blocks, image, channels):
    """Smallest eigenvalue of Pearson's correlations of some channels after each residual addition."""
    outputs = []

    def keep(tokens):
        outputs.append(tokens.flatten(0, -2).double())

    hooks = []
    for block in blocks:
        # The second norm reads what the attention's addition gave; the block's output follows.
        hooks.append(block.norm2.register_forward_pre_hook(lambda _, inputs: keep(inputs[0])))
        hooks.append(block.register_forward_hook(lambda *arguments: keep(arguments[-1])))
    with torch.no_grad():
        model(image[None])
    for hook in hooks:
        hook.remove()
    score = 0
    for tokens, chosen in zip(outputs, channels, strict=True):
        centred = tokens[:, chosen] - tokens[:, chosen].mean(0)
        lengths = centred.norm(dim=0)
        correlations = (centred.T @ centred / torch.outer(lengths, lengths)).nan_to_num(0)
        least = max(0, torch.linalg.eigvalsh(correlations)[0].item())
        score += tokens.shape[1] / len(chosen) * least
    return score


def flows(model, side):
    """DSS and SynFlow: absolute parameters, an image of ones, the sum of the logits."""
    model = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.abs_()
    image = torch.ones(1, 3, side, side, dtype=next(model.parameters()).dtype)
    weights = matrices(model)
    gradients = torch.autograd.grad(model(image).sum(), [weight for _, weight in weights])
    dss = synflow = 0
    for (name, weight), gradient in zip(weights, gradients):
        weight, gradient = weight.detach().double(), gradient.double()
        saliency = (weight * gradient).abs().sum().item()
        synflow += saliency
        if ".attn." in name:
            nuclear = [torch.linalg.matrix_norm(m, "nuc").item() for m in (weight, gradient)]
            dss += nuclear[0] * nuclear[1]
        else:
            dss += saliency
    return dss, synflow


def scores(model, blocks, images, labels, channels):
    dss, synflow = flows(model, images.shape[-1])
    return {"zico": zico(model, images, labels), "meco": meco(model, blocks, images[0], channels),
            "dss": dss, "synflow": synflow}


def main():
    root = Path(sys.argv[1])
    (root / "proxies").mkdir(exist_ok=True)
    for path in CASES:
        case = json.loads((root / f"{path}.json").read_text())
        tensors = load_file(root / f"{path}.safetensors")
        model, blocks = network(case)
        model.load_state_dict({
            name: tensor for name, tensor in tensors.items()
            if not name.startswith(("input.", "expected.", "grad."))})
        model.double().eval()
        images = tensors["input.images"].double()
        error = (model(images) - tensors["expected.logits"]).norm() / tensors["expected.logits"].norm()
        assert error < 1e-12, f"{path}: logits are off by {error}"

        draw = random.Random(path)
        labels = torch.tensor([draw.randrange(case["num_classes"]) for _ in images])
        widths = [block.norm2.normalized_shape[0] for block in blocks for _ in range(2)]
        channels = [draw.sample(range(width), min(CHANNELS, width)) for width in widths]
        expected = scores(model, blocks, images, labels, channels)
        single = scores(model.float(), blocks, images.float(), labels, channels)
        name = path.split("/")[-1]
        document = {
            "name": name, "network": path, "torch": torch.__version__.split("+")[0],
            "timm": timm.__version__, "labels": labels.tolist(), "channels": channels,
            "expected": expected,
            "pytorch_float32_relative_error": {
                key: abs(single[key] - value) / abs(value) for key, value in expected.items()},
        }
        print(name, expected, document["pytorch_float32_relative_error"])
        (root / "proxies" / f"{name}.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
