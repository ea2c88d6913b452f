from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import asvit

from .conftest import GENOTYPES

torch = pytest.importorskip("torch")


def weights(path: Path) -> dict[str, Any]:
    """The tensors of a safetensors file of F32, read anew."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(
            bytearray(data[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]]),
            dtype=torch.float32,
        ).reshape(entry["shape"])
        for name, entry in header.items()
    }


def parameter_count(network: Any) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def test_networks_of_runs(searched: asvit.SearchRun, grown: asvit.ScaleRun) -> None:
    network: Any = asvit.build(searched)
    assert parameter_count(network) == searched.found.parameter_count
    assert network(network.normalise(torch.rand(2, 3, 32, 32))).shape == (2, 10)
    sizes = [member["parameterCount"] for member in grown.result["path"]]
    targets = [item["member"]["parameterCount"] for item in grown.result["targets"]]
    assert set(targets) <= set(sizes)
    assert parameter_count(asvit.build(grown)) == max(targets)
    assert parameter_count(asvit.build(grown, max_params=max(targets) - 1)) == min(targets)


def test_a_network_learns(space: Path) -> None:
    torch.manual_seed(0)
    network: Any = asvit.build(GENOTYPES[0], space=space, num_classes=3, drop_path_rate=0.1)
    images, labels = torch.rand(6, 3, 32, 32), torch.arange(6) % 3
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2)
    losses = []
    for _ in range(20):
        loss = torch.nn.functional.cross_entropy(network(network.normalise(images)), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert network(images).shape == (6, 3)
    assert losses[-1] < losses[0]


def test_trained_weights(space: Path, trained: asvit.TrainRun) -> None:
    expected = weights(trained.weights)
    network = asvit.build(trained, pretrained=True)
    state = network.state_dict()
    assert state.keys() == expected.keys()
    assert all(torch.equal(state[name], expected[name]) for name in state)
    genotype = trained.result["candidates"][trained.result["best"]]["genotype"]
    for source in (trained, trained.weights):
        other = asvit.build(genotype, space=space, pretrained=source)
        assert type(other) is type(network)
        assert all(torch.equal(other.state_dict()[name], expected[name]) for name in expected)
    classes: Any = asvit.build(trained, pretrained=True, num_classes=3)
    assert classes(torch.rand(1, 3, 32, 32)).shape == (1, 3)
    fresh = asvit.build(trained).state_dict()
    name = "patch_embed.proj.weight"
    assert torch.equal(classes.state_dict()[name], expected[name])
    assert not torch.equal(fresh[name], expected[name])


def test_without_trained_weights_pretrained_is_refused(searched: asvit.SearchRun) -> None:
    with pytest.raises(asvit.AsViTError, match="nothing of it has been trained"):
        asvit.build(searched, pretrained=True)
    with pytest.raises(asvit.AsViTError, match="a search has no weights"):
        asvit.build(searched, pretrained=searched)


def test_networks_can_be_copied_and_pickled(space: Path) -> None:
    network: Any = asvit.build(GENOTYPES[0], space=space).eval()
    images = torch.rand(1, 3, 32, 32)
    for other in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert torch.equal(other(images), network(images))


def test_families_of_timm(space: Path) -> None:
    timm = pytest.importorskip("timm")
    network: Any = asvit.build("48x3|1,2", space="vit-32", num_classes=4)
    assert isinstance(network, timm.models.VisionTransformer)
    assert network(network.normalise(torch.rand(1, 3, 32, 32))).shape == (1, 4)
