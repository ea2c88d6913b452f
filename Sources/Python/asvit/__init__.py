"""Training-free search for vision transformers, by the program ``asvit``.

    >>> import asvit
    >>> run = asvit.search("runs/first", space="asvit-64", steps=100)  # doctest: +SKIP
    >>> run.found.genotype  # doctest: +SKIP
    >>> network = asvit.build(run, num_classes=10)  # doctest: +SKIP

Functions call the program and read what it writes; there are no numerics here. Tables need pandas
(``pip install 'asvit[pandas]'``), plots matplotlib (``asvit[plots]``), networks PyTorch
(``asvit[torch]``, or ``asvit[timm]`` with timm), and studies Optuna (``asvit[optuna]``).
"""

from importlib.metadata import PackageNotFoundError, version

from ._audit_run import AuditRun
from ._build import build
from ._commands import audit, compare, scale, score, search, train
from ._import_run import ImportRun
from ._load import load
from ._optuna import to_optuna
from ._program import AsViTError, find_program
from ._records import Architecture, Measurement
from ._run import Page, Run
from ._scale_run import ScaleRun
from ._scores import Scores
from ._search_run import SearchRun
from ._spaces import Choices, choices
from ._train_run import TrainRun

try:
    __version__ = version("asvit")
except PackageNotFoundError:
    # Sources on the path that nobody installed.
    __version__ = "unknown"

__all__ = [
    "Architecture",
    "AsViTError",
    "AuditRun",
    "Choices",
    "ImportRun",
    "Measurement",
    "Page",
    "Run",
    "ScaleRun",
    "Scores",
    "SearchRun",
    "TrainRun",
    "__version__",
    "audit",
    "build",
    "choices",
    "compare",
    "find_program",
    "load",
    "scale",
    "score",
    "search",
    "to_optuna",
    "train",
]
