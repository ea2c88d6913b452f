"""Networks of PyTorch."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
import warnings
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Optional, Union, cast

from ._load import load
from ._optional import require
from ._program import AsViTError, arguments, run_json
from ._train_run import TrainRun

if TYPE_CHECKING:
    from torch.nn import Module

Place = Union[str, "os.PathLike[str]"]

_folder: Optional[tempfile.TemporaryDirectory[str]] = None


def build(
    source: Place,
    *,
    space: Optional[Place] = None,
    num_classes: Optional[int] = None,
    pretrained: Union[bool, Place] = False,
    max_params: Optional[Union[int, str]] = None,
    **options: Any,
) -> Module:
    """A network as ``asvit export`` writes it for PyTorch.

    It is built with PyTorch's random numbers, so that ``torch.manual_seed`` decides its weights.
    ``normalise`` of the network takes images from 0 to 1 to what it is trained on.

    Args:
        source: A genotype, a run, or a file of weights. Of a search the topology found is built, of a
            growth its largest member, of a training the best candidate.
        space: The search space of a genotype: image size, classes and normalisation;
            ``asvit-imagenet`` when left out.
        num_classes: Another number of classes than the space's; the last layer then has fresh weights.
        pretrained: ``True`` for the weights of a training or of an import, or a run or a safetensors
            file with weights of the network.
        max_params: Of a growth, the largest member with at most so many parameters, such as
            ``"30M"``.
        options: What the network's class takes, such as ``drop_path_rate``.

    Raises:
        AsViTError: With the program's text and exit code, and when there are no weights.
        ImportError: Without PyTorch, or without timm for families that are timm's own models.

    Example:
        >>> network = build("6,8,6|4,4,6|4,2,3|4,1,2|32", space="asvit-64")  # doctest: +SKIP
        >>> network(network.normalise(torch.rand(2, 3, 64, 64))).shape  # doctest: +SKIP
        torch.Size([2, 1000])
    """
    require("torch", "torch")
    weights = pretrained if not isinstance(pretrained, bool) else None
    formats = ["pytorch", "safetensors"] if pretrained else ["pytorch"]
    with tempfile.TemporaryDirectory(dir=_modules_folder()) as folder:
        words = {
            "from_": source,
            "weights": None if weights is None else _weights_file(weights),
            "space": space,
            "max_params": max_params,
            "format": formats,
            "out": folder,
        }
        networks = run_json("export", *arguments(words))["networks"]
        if _is_growth(source):
            network = max(networks, key=lambda network: int(network["parameterCount"]))
        else:
            network = networks[0]
        if pretrained and "seed" in network:
            raise AsViTError(
                f"{os.fspath(source)}: nothing of it has been trained; leave out pretrained, or name "
                "a training or a file of weights with it"
            )
        module = _module(network["name"], Path(folder))
        classes = {} if pretrained or num_classes is None else {"num_classes": num_classes}
        model: Module = getattr(module, network["name"])(**classes, **options)
        if pretrained:
            _load_weights(module, model, Path(folder) / f"{network['name']}.safetensors")
            if num_classes is not None and num_classes != module.CLASS_COUNT:
                cast(Any, model).reset_classifier(num_classes)
    cast(Any, model).normalise = module.normalise
    return model


def _is_growth(source: Place) -> bool:
    record = Path(source) / "run.json"
    return record.exists() and load(source).kind == "scale"


def _weights_file(source: Place) -> Path:
    """A file of weights, that of a run for its folder."""
    if not Path(source).is_dir():
        return Path(source)
    run = load(source)
    weights = getattr(run, "weights", None)
    if weights is None:
        raise AsViTError(f"{run.path}: a {run.kind} has no weights; name a training or a file")
    return Path(weights)


def _load_weights(module: ModuleType, model: Module, path: Path) -> None:
    if hasattr(module, "load_weights"):
        module.load_weights(model, path)
    else:
        model.load_state_dict(require("safetensors.torch", "timm").load_file(path))


def _modules_folder() -> str:
    """Where modules stay while this Python runs: what compiles networks reads their source."""
    global _folder
    if _folder is None:
        _folder = tempfile.TemporaryDirectory(prefix="asvit-")
    return _folder.name


def _module(name: str, folder: Path) -> ModuleType:
    """A module in `folder`, imported once however often it is written."""
    source = (folder / f"{name}.py").read_bytes()
    full_name = f"{name}_{hashlib.sha256(source).hexdigest()[:12]}"
    if full_name in sys.modules:
        return sys.modules[full_name]
    path = Path(_modules_folder()) / f"{full_name}.py"
    path.write_bytes(source)
    spec = importlib.util.spec_from_file_location(full_name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # timm's register_model looks for it there.
    sys.modules[full_name] = module
    try:
        with warnings.catch_warnings():
            # Weights of one network have one name in timm's registry, where nobody looks for these.
            warnings.filterwarnings("ignore", message="Overwriting .* in registry")
            spec.loader.exec_module(module)
    except BaseException as error:
        del sys.modules[full_name]
        if isinstance(error, ModuleNotFoundError) and error.name == "timm":
            raise ImportError(
                "networks of this family are timm's own: pip install 'asvit[timm]'", name="timm"
            ) from error
        raise
    return module
