"""What runs of every kind have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Optional

from . import _html
from ._optional import require
from ._program import AsViTError, run_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame


class Page:
    """A page that the program wrote; a notebook shows it inline.

    Attributes:
        path: The HTML file, which loads nothing from elsewhere.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"Page({str(self.path)!r})"

    def _repr_html_(self) -> str:
        return _html.frame(self.path.read_text(encoding="utf-8"))


class Run:
    """A run in a folder. It can be named wherever a command takes a folder.

    Attributes:
        path: The folder.
        record: ``run.json``: what was asked for.
        report: ``report.json``; ``None`` when the run is not finished.
        journal: The whole lines of ``journal.jsonl``.

    Keys are those of the program's documents, described in ``docs/reports.md``.
    """

    key: ClassVar[str]
    """What only settings of this kind of run have."""
    kind: ClassVar[str]

    def __init__(
        self,
        path: Path,
        record: Mapping[str, Any],
        report: Optional[Mapping[str, Any]],
        journal: Sequence[Mapping[str, Any]],
    ) -> None:
        self.path = path
        self.record = record
        self.report = report
        self.journal = journal

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        state = "" if self.is_finished else ", not finished"
        return f"<{self.kind} {self.path}{state}>"

    @property
    def is_finished(self) -> bool:
        return self.report is not None

    @property
    def settings(self) -> Mapping[str, Any]:
        """Everything that the result depends on."""
        settings: Mapping[str, Any] = self.record["settings"]
        return settings

    @property
    def result(self) -> Mapping[str, Any]:
        """What the settings led to.

        Raises:
            AsViTError: When the run is not finished.
        """
        if self.report is None:
            raise AsViTError(
                f"{self.path}: this run is not finished; the command that began it goes on with it"
            )
        result: Mapping[str, Any] = self.report["result"]
        return result

    @property
    def page(self) -> Page:
        """The page of the run. Of one that is not finished it is written anew."""
        path = self.path / "report.html"
        if not (self.is_finished and path.exists()):
            run_json("report", str(self.path), "--out", str(path), "--force")
        return Page(path)

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        """Rows that a notebook shows of a finished run."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        rows = self._summary() if self.is_finished else []
        return _html.table(rows, caption=f"{self.kind} {self.path}") if rows else repr(self)


def frame(rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    """A table of pandas."""
    table: DataFrame = require("pandas", "pandas").DataFrame(list(rows))
    return table


def subplots(count: int) -> Sequence[Axes]:
    """Axes in a row."""
    pyplot = require("matplotlib.pyplot", "plots")
    _, axes = pyplot.subplots(
        1, count, figsize=(4.5 * count, 3.5), layout="constrained", squeeze=False
    )
    return list(axes[0])
