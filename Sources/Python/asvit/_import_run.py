"""Folders of ``asvit import``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._run import Run

if TYPE_CHECKING:
    from pathlib import Path


class ImportRun(Run):
    """Weights that were trained elsewhere. It has no report."""

    key = "weights"
    kind = "import"

    @property
    def is_finished(self) -> bool:
        return True

    @property
    def weights(self) -> Path:
        """The file of the weights."""
        return self.path / "weights.safetensors"

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        return [{"weights": self.settings["weights"], **self.settings["metadata"]}]
