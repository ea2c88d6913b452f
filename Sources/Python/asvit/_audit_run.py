"""Runs of ``asvit audit``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._optional import require
from ._run import Run, frame, subplots

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame


class AuditRun(Run):
    """What scores say of architectures that were trained."""

    key = "audit"
    kind = "audit"

    @property
    def architectures(self) -> DataFrame:
        """A row for each architecture, with its targets and every score: ``scores.csv``."""
        table: DataFrame = require("pandas", "pandas").read_csv(self.path / "scores.csv")
        return table

    @property
    def scores(self) -> DataFrame:
        """A row for each target and score, with the statistics of the audit.

        Beside a statistic such as ``tau``, ``tauLow`` and ``tauHigh`` are its interval of 95 %.
        Regrets are in units of the target. What has no value is missing.
        """
        return frame(self._rows)

    def plot(self) -> Sequence[Axes]:
        """Kendall's tau of each score with each target, with its interval."""
        targets = self.result["targets"]
        axes = subplots(len(targets))
        for axis, target in zip(axes, targets):
            rows = [row for row in self._rows if row["target"] == target["target"] and "tau" in row]
            rows.sort(key=lambda row: float(row["tau"]))
            for place, row in enumerate(rows):
                if "tauLow" in row:
                    axis.plot([row["tauLow"], row["tauHigh"]], [place, place], color="C0")
                axis.plot(row["tau"], place, "o", color="C0")
            axis.set_yticks(range(len(rows)), [row["score"] for row in rows])
            axis.axvline(0, color="gray", linewidth=0.8)
            axis.set_title(f"Kendall's tau with {target['target']}")
        return axes

    @property
    def _rows(self) -> list[dict[str, Any]]:
        return [
            {"target": target["target"], **_flat(score)}
            for target in self.result["targets"]
            for score in target["scores"]
        ]

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        names = ("target", "score", "tau", "tauLow", "tauHigh", "beatsParameters")
        return [{name: row.get(name) for name in names} for row in self._rows]


def _flat(score: Mapping[str, Any]) -> dict[str, Any]:
    """The statistics of a score as columns."""
    columns: dict[str, Any] = {}
    for name, value in score.items():
        if not isinstance(value, Mapping):
            columns[name] = value
        elif "points" in value:
            columns[name] = value["points"]
        else:
            columns[name] = value["value"]
            if "interval" in value:
                columns[f"{name}Low"], columns[f"{name}High"] = value["interval"]
    return columns
