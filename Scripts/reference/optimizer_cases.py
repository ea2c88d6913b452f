#!/usr/bin/env python3
"""Writes golden cases of update rules and schedules from the libraries themselves.

    python3 -m venv venv && venv/bin/pip install torch timm pytorch_optimizer
    venv/bin/python Scripts/reference/optimizer_cases.py Tests/Golden

reads the problem of Tests/Golden/optimizers/lamb_variants.json and writes optimizers/library_defaults.json
and schedules/library_defaults.json beside it: options left out, decay coupled into LAMB's update, cycles
of timm's polynomial, its milestones after a warm-up, three momenta of fastai's cycle. Trajectories are the
libraries' own in float64; fastai's cycle is the closed form of its `combined_cos`.
"""

import importlib.metadata
import json
import math
import sys
from pathlib import Path

import pytorch_optimizer
import timm.optim
import timm.scheduler
import torch

VERSIONS = {
    name: importlib.metadata.version(name) for name in ("torch", "timm", "pytorch_optimizer")
}
COMPARED = (1, 2, 5, 25)


def trajectory(make, problem, initial, rates, dtype):
    """Parameters after the compared updates, flat over all tensors."""
    values = torch.tensor(problem["initial"][initial], dtype=torch.float32).to(dtype)
    tensors, start = [], 0
    for tensor in problem["tensors"]:
        count = math.prod(tensor["shape"])
        piece = values[start : start + count].reshape(tensor["shape"]).clone()
        tensors.append(torch.nn.Parameter(piece))
        start += count
    optimizer = make(tensors)
    result = {}
    for number, (gradient, rate) in enumerate(zip(problem["gradients"], rates), 1):
        flat, start = torch.tensor(gradient, dtype=torch.float32).to(dtype), 0
        for tensor in tensors:
            tensor.grad = flat[start : start + tensor.numel()].reshape(tensor.shape).clone()
            start += tensor.numel()
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        if number in COMPARED:
            result[str(number)] = [x for t in tensors for x in t.detach().flatten().tolist()]
    return result


def scaled_difference(values, expected):
    return max(
        abs(value - other) / (1 + abs(other))
        for key in expected
        for value, other in zip(values[key], expected[key])
    )


def optimizer_cases(problem):
    rates = [0.01, 0.0025, 0.02, 0.005, 0.015] * 5
    adapted = pytorch_optimizer.Lamb
    cases = [
        ("lamb_coupled_large_decay", "lamb", "pytorch_optimizer", adapted, "dense",
         {"weight_decay": 0.7, "weight_decouple": False, "betas": [0.8, 0.95], "eps": 1e-3}),
        ("lamb_coupled_zero_biases", "lamb", "pytorch_optimizer", adapted, "vit",
         {"weight_decay": 0.2, "weight_decouple": False}),
        ("lamb_coupled_clamped", "lamb", "pytorch_optimizer", adapted, "dense",
         {"weight_decay": 0.3, "weight_decouple": False, "clamp": 0.5}),
        ("lamb_no_averaging", "lamb", "pytorch_optimizer", adapted, "dense",
         {"weight_decay": 0.1, "grad_averaging": False}),
        ("lamb_as_adam", "lamb", "pytorch_optimizer", adapted, "dense",
         {"weight_decay": 0.1, "adam": True}),
        ("lamb_pytorch_optimizer_defaults", "lamb", "pytorch_optimizer", adapted, "dense", {}),
        ("lamb_timm_defaults", "lamb", "timm", timm.optim.Lamb, "dense", {}),
        ("lars_timm_defaults", "lars", "timm", timm.optim.Lars, "dense", {"always_adapt": True}),
        ("lars_pytorch_optimizer_defaults", "lars", "pytorch_optimizer",
         pytorch_optimizer.LARS, "dense", {}),
        ("adan_defaults", "adan", None, timm.optim.Adan, "dense", {}),
        ("sgd_defaults", "sgd", None, torch.optim.SGD, "dense", {}),
        ("adam_defaults", "adam", None, torch.optim.Adam, "dense", {}),
        ("adamw_defaults", "adamw", None, torch.optim.AdamW, "dense", {}),
    ]
    for name, optimizer, variant, library, initial, options in cases:
        def make(tensors):
            arguments = dict(options)
            clamp = arguments.pop("clamp", None)
            if "betas" in arguments:
                arguments["betas"] = tuple(arguments["betas"])
            made = library(tensors, lr=rates[0], **arguments)
            if clamp is not None:
                made.clamp = clamp
            return made

        expected = trajectory(make, problem, initial, rates, torch.float64)
        single = trajectory(make, problem, initial, rates, torch.float32)
        difference = scaled_difference(single, expected)
        yield {
            "name": name,
            "optimizer": optimizer,
            **({"variant": variant} if variant else {}),
            "hyperparameters": options,
            "initial": initial,
            "lr": rates,
            "expected_float64": expected,
            "library_float32": {f"{library.__module__.split('.')[0]}.{library.__name__}": single},
            "tolerance": {"float64": 1e-11, "float32": max(1e-6, 4 * difference)},
        }


def timm_rates(scheduler, count, lr, options):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=lr)
    made = getattr(timm.scheduler, scheduler)(optimizer, t_in_epochs=False, **options)
    rates = []
    for update in range(count):
        made.step_update(update)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


def torch_rates(scheduler, count, lr, options):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=lr, momentum=0.9)
    made = getattr(torch.optim.lr_scheduler, scheduler)(optimizer, **options)
    rates, momenta = [], []
    for _ in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        made.step()
    return rates, momenta


def fastai_cycle(count, lr_max, pct_start=0.25, div=25.0, div_final=1e5, moms=(0.95, 0.85, 0.95)):
    """fastai/callback/schedule.py: combine_scheds of two SchedCos over update / count."""

    def cosine(start, end, share):
        return start + (1 + math.cos(math.pi * (1 - share))) * (end - start) / 2

    def combined(position, start, middle, end):
        if position < pct_start:
            return cosine(start, middle, position / pct_start)
        return cosine(middle, end, (position - pct_start) / (1 - pct_start))

    positions = [update / count for update in range(count)]
    rates = [combined(p, lr_max / div, lr_max, lr_max / div_final) for p in positions]
    return rates, [combined(p, *moms) for p in positions]


def schedule_cases():
    def case(name, library, kind, options, rates, momenta=None):
        result = {
            "name": name, "library": library, "class": kind, "hyperparameters": options,
            "updates": len(rates), "lr": rates,
        }
        return result | ({"momentum": momenta} if momenta else {})

    timm_cases = [
        ("poly_cycles", "PolyLRScheduler",
         {"t_initial": 12, "cycle_limit": 3, "cycle_decay": 0.5, "power": 2.0, "lr_min": 1e-4}),
        ("poly_longer_cycles", "PolyLRScheduler",
         {"t_initial": 7, "cycle_mul": 2.0, "cycle_limit": 3, "cycle_decay": 0.7}),
        ("poly_cycles_warmup", "PolyLRScheduler",
         {"t_initial": 10, "cycle_limit": 2, "cycle_decay": 0.3, "warmup_t": 4}),
        ("poly_k_decay", "PolyLRScheduler", {"t_initial": 30, "k_decay": 1.5, "power": 1.0}),
        ("cosine_warmup_from_zero", "CosineLRScheduler", {"t_initial": 30, "warmup_t": 6}),
        ("step_default_factor", "StepLRScheduler", {"decay_t": 5, "warmup_t": 3}),
        ("multistep_warmup", "MultiStepLRScheduler",
         {"decay_t": [10, 25, 30], "decay_rate": 0.3, "warmup_t": 6, "warmup_lr_init": 1e-3}),
        ("multistep_warmup_no_prefix", "MultiStepLRScheduler",
         {"decay_t": [10, 25, 30], "decay_rate": 0.3, "warmup_t": 12, "warmup_prefix": False}),
        ("multistep_first_update", "MultiStepLRScheduler",
         {"decay_t": [1, 9], "decay_rate": 0.5, "warmup_t": 5}),
    ]
    for name, kind, options in timm_cases:
        rates = timm_rates(kind, 60, 0.1, options)
        yield case(name, f"timm.scheduler.{kind}", kind, {"lr": 0.1} | options, rates)
    torch_cases = [
        ("cosine_default_floor", "CosineAnnealingLR", {"T_max": 25}),
        ("polynomial_defaults", "PolynomialLR", {}),
        ("step_default_gamma", "StepLR", {"step_size": 7}),
        ("multistep_default_gamma", "MultiStepLR", {"milestones": [3, 4, 20]}),
    ]
    for name, kind, options in torch_cases:
        rates, _ = torch_rates(kind, 40, 0.1, options)
        library = f"torch.optim.lr_scheduler.{kind}"
        yield case(name, library, kind, {"lr": 0.1} | options, rates)
    options = {"max_lr": 0.2, "total_steps": 31}
    rates, momenta = torch_rates("OneCycleLR", 31, 0.1, options)
    library = "torch.optim.lr_scheduler.OneCycleLR"
    yield case("onecycle_defaults", library, "OneCycleLR", options, rates, momenta)
    for name, options in [
        ("fastai_three_momenta", {"moms": [0.9, 0.8, 0.99], "pct_start": 0.4, "div": 10.0}),
        ("fastai_defaults", {}),
    ]:
        rates, momenta = fastai_cycle(50, 0.05, **options)
        options = {"lr_max": 0.05, "total_steps": 50} | options
        yield case(name, "closed form of fastai", "fit_one_cycle", options, rates, momenta)


def write(path, document):
    path.write_text(json.dumps(document, indent=1) + "\n")
    print(f"{path}: {len(document['cases'])} cases")


def main():
    root = Path(sys.argv[1])
    problem = json.loads((root / "optimizers/lamb_variants.json").read_text())["problem"]
    about = {"made_by": "Scripts/reference/optimizer_cases.py", "library_versions": VERSIONS}
    write(
        root / "optimizers/library_defaults.json",
        about | {"problem": problem, "cases": list(optimizer_cases(problem))})
    write(root / "schedules/library_defaults.json", about | {"cases": list(schedule_cases())})


if __name__ == "__main__":
    main()
