"""Runs of ``asvit search``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._records import Architecture, Measurement
from ._run import Run, frame, subplots
from ._spaces import Choices, choices

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame


class SearchRun(Run):
    """A search for a topology.

    Example:
        >>> run = asvit.load("runs/first")  # doctest: +SKIP
        >>> run.found.genotype  # doctest: +SKIP
        '6,8,6|4,4,6|4,2,3|4,1,2|32'
        >>> run.architectures.sort_values("lengthDistortion")  # doctest: +SKIP
    """

    key = "search"
    kind = "search"

    @property
    def found(self) -> Architecture:
        """The topology found."""
        return Architecture.from_json(self.result["found"])

    @property
    def best(self) -> Sequence[Architecture]:
        """The best architectures seen, at most ten, least rank sum first."""
        return [Architecture.from_json(record) for record in self.result["best"]]

    @property
    def objective(self) -> Sequence[tuple[str, str]]:
        """Metrics that rewards and ranks go by, each with ``"higher"`` or ``"lower"``."""
        terms = self.settings["search"]["objective"]["terms"]
        return [(term["metric"], term["direction"]) for term in terms]

    @property
    def steps(self) -> DataFrame:
        """A row for each step, those of a run that is not finished too."""
        extras = ("reward", "baseline", "entropy", "redrawCount", "reusesScores")
        return frame(
            {
                "step": step["number"],
                **Architecture.from_json(step).row,
                **{key: step[key] for key in extras if key in step},
            }
            for step in self._steps
        )

    @property
    def architectures(self) -> DataFrame:
        """A row for each architecture, in the order in which steps came to them.

        ``firstStep`` and ``stepCount`` tell which step looked at it first and how many did. Where a
        search measures again each time, metrics are those of the first step.
        """
        return frame(self.architecture_rows)

    @property
    def choices(self) -> Choices:
        """What the architectures take of the choices of the space."""
        genotypes = [record["genotype"] for record in self.architecture_rows]
        return choices(self.settings["space"], genotypes)

    def plot(self) -> Sequence[Axes]:
        """The metrics of the objective in each step, and the entropy of a policy that learns."""
        steps = self._steps
        numbers = [step["number"] for step in steps]
        names = [metric for metric, _ in self.objective]
        learns = any("entropy" in step for step in steps)
        axes = subplots(len(names) + learns)
        for axis, (name, direction) in zip(axes, self.objective):
            values = [Measurement.from_json(step["metrics"][name]).value for step in steps]
            axis.plot(numbers, values, ".")
            axis.set_title(f"{name}, {direction} is better")
        if learns:
            axes[-1].plot(numbers, [step["entropy"] for step in steps])
            axes[-1].set_title("entropy of the policy, nats")
        for axis in axes:
            axis.set_xlabel("step")
        return axes

    @property
    def _steps(self) -> Sequence[Mapping[str, Any]]:
        if self.is_finished:
            steps: Sequence[Mapping[str, Any]] = self.result["steps"]
            return steps
        return [line["step"] for line in self.journal]

    @property
    def architecture_rows(self) -> Sequence[dict[str, Any]]:
        """The rows of ``architectures``, for those without pandas."""
        rows: dict[str, dict[str, Any]] = {}
        for step in self._steps:
            genotype = step["genotype"]
            if genotype not in rows:
                start = {**Architecture.from_json(step).row, "firstStep": step["number"]}
                rows[genotype] = {**start, "stepCount": 0}
            rows[genotype]["stepCount"] += 1
        return list(rows.values())

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        found = {"": "found", **self.found.row}
        return [found, *({"": "best seen", **item.row} for item in self.best)]
