"""Runs of ``asvit scale``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._records import Measurement, row
from ._run import Run, frame, subplots

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame


class ScaleRun(Run):
    """The growth of a topology into a family of sizes."""

    key = "growth"
    kind = "scale"

    @property
    def architectures(self) -> DataFrame:
        """A row for each member of the family, from the start to the largest.

        ``target`` is the size asked for to which a member is the nearest, where there is one.
        """
        return frame(self._members)

    @property
    def candidates(self) -> DataFrame:
        """A row for each candidate of each step; ``isChosen`` tells which one the step took.

        Metrics are those of ``narrowGenotype``.
        """
        return frame(
            row(
                {
                    "step": step["number"],
                    "genotype": candidate["genotype"],
                    "narrowGenotype": candidate["narrowGenotype"],
                    "parameterCount": candidate["parameterCount"],
                    "macCount": candidate["macCount"],
                    "rankSum": candidate.get("rankSum"),
                    "isChosen": index == step["choice"],
                },
                {
                    name: Measurement.from_json(record)
                    for name, record in candidate.get("metrics", {}).items()
                },
            )
            for step in self.result["steps"]
            for index, candidate in enumerate(step["candidates"])
        )

    def plot(self) -> Sequence[Axes]:
        """Depth and width of the members over their parameters."""
        members = self._members
        sizes = [member["parameterCount"] for member in members]
        axes = subplots(2)
        for axis, name in zip(axes, ("totalDepth", "totalWidth")):
            axis.plot(sizes, [member[name] for member in members], ".-")
            axis.set_title(name)
            axis.set_xlabel("parameters")
            axis.set_xscale("log")
        return axes

    @property
    def _members(self) -> Sequence[dict[str, Any]]:
        targets = {
            target["member"]["genotype"]: target["parameterCount"]
            for target in self.result["targets"]
            if "member" in target
        }
        names = ("step", "genotype", "parameterCount", "macCount", "totalDepth", "totalWidth")
        return [
            {**{name: member[name] for name in names}, "target": targets.get(member["genotype"])}
            for member in self.result["path"]
        ]

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        return self._members
