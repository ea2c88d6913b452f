#!/usr/bin/env python3
"""Writes how length distortion and κ are distributed over PyTorch's initialisations.

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python Scripts/reference/initial_scores.py Tests/AsViTProxiesTests/initial_scores.json

Each draw is a new network, a new circle and the same images, whose pixels are those of the case's own
recipe: SplitMix64 from `imageSeed`, 24 bits each, uniform in -1..<1.
"""

import json
import math
import statistics
import sys
from pathlib import Path

import torch
from asvit_torch import Trunk, circle_length, tangent_kernel

DRAWS = 300
IMAGE_SEED = 5
CASES = [
    {"genotype": "4,2,2|2,1,3|3,2,1|2,1,4|16,8", "imageSide": 32, "stemStride": 4, "imageCount": 6},
    {"genotype": "4,4,1,2|4,2,2,1|2,1,1,2|2,1,2,1|8,12", "imageSide": 64, "stemStride": 4,
     "imageCount": 4},
]


def uniform_images(seed, count, side):
    values, mask = [], (1 << 64) - 1
    for _ in range(count * 3 * side * side):
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        values.append(((z ^ (z >> 31)) >> 40) / 2**23 - 1)
    return torch.tensor(values).reshape(count, 3, side, side)


def main():
    torch.manual_seed(0)
    for case in CASES:
        side = case["imageSide"]
        images = uniform_images(IMAGE_SEED, case["imageCount"], side)
        lengths, logarithms = [], []
        for _ in range(DRAWS):
            trunk = Trunk(case["genotype"], side, case["stemStride"])
            lengths.append(circle_length(trunk, side))
            eigenvalues = torch.linalg.eigvalsh(tangent_kernel(trunk, images))
            logarithms.append(math.log(eigenvalues[-1] / eigenvalues[0]))
        for name, values in (("length", lengths), ("logConditionNumber", logarithms)):
            case[name] = {
                "mean": statistics.mean(values), "deviation": statistics.stdev(values)}
        print(case)
    document = {"torch": torch.__version__.split("+")[0], "draws": DRAWS,
                "imageSeed": IMAGE_SEED, "cases": CASES}
    Path(sys.argv[1]).write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
