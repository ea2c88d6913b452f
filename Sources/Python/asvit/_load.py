"""Runs in folders."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Union

from ._audit_run import AuditRun
from ._import_run import ImportRun
from ._program import AsViTError
from ._records import SCHEMA_VERSION
from ._run import Run
from ._scale_run import ScaleRun
from ._search_run import SearchRun
from ._train_run import TrainRun

KINDS: tuple[type[Run], ...] = (SearchRun, ScaleRun, TrainRun, AuditRun, ImportRun)


def load(run: Union[str, os.PathLike[str]]) -> Run:
    """The run in a folder, finished or not, as it is now.

    Returns:
        A ``SearchRun``, ``ScaleRun``, ``TrainRun``, ``AuditRun`` or ``ImportRun``.

    Raises:
        AsViTError: When there is no run, or one of another version of the program's documents.

    Example:
        >>> run = load("runs/first")  # doctest: +SKIP
        >>> run.architectures.nlargest(5, "lengthDistortion")  # doctest: +SKIP
    """
    path = Path(run)
    record = _document(path / "run.json")
    report_path = path / "report.json"
    report = _document(report_path) if report_path.exists() else None
    for kind in KINDS:
        if kind.key in record["settings"]:
            return kind(path, record, report, _lines(path / "journal.jsonl"))
    raise AsViTError(f"{path / 'run.json'}: its settings are of no known command", 65)


def _document(path: Path) -> Any:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AsViTError(f"{path.parent}: there is no run: {error}", 74) from error
    except ValueError as error:
        raise AsViTError(f"{path}: it is no JSON: {error}", 65) from error
    found = document.get("schemaVersion")
    if found != SCHEMA_VERSION:
        raise AsViTError(
            f"{path}: schema version {found}, needed: {SCHEMA_VERSION}; read it with the version of "
            "asvit that wrote it",
            65,
        )
    return document


def _lines(path: Path) -> list[Any]:
    """The lines of a journal. One without its end is being written, or what a crash left."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]
