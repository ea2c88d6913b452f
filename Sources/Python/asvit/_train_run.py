"""Runs of ``asvit train``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._program import AsViTError
from ._run import Run, frame, subplots

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from pandas import DataFrame


class TrainRun(Run):
    """The training of one candidate or several."""

    key = "training"
    kind = "train"

    @property
    def candidates(self) -> DataFrame:
        """A row for each candidate, with its last evaluation."""
        return frame(self._candidates)

    @property
    def evaluations(self) -> DataFrame:
        """A row for each evaluation of each candidate, which are counted from 0."""
        return frame(
            {"candidate": index, **_without_confusion(evaluation)}
            for index, candidate in enumerate(self.result["candidates"])
            for evaluation in candidate["evaluations"]
        )

    @property
    def steps(self) -> DataFrame:
        """A row for each kept point of the curves, those of a run that is not finished too."""
        return frame(self._points)

    @property
    def weights(self) -> Path:
        """The file with the weights of the best candidate.

        Raises:
            AsViTError: When every candidate diverged.
        """
        if "best" not in self.result:
            raise AsViTError(f"{self.path}: every candidate diverged; there are no weights", 3)
        name: str = self.result["candidates"][self.result["best"]]["weights"]
        return self.path / name

    def plot(self) -> Sequence[Axes]:
        """The loss over the updates, and the shares of test images that are classified rightly."""
        axes = subplots(2 if self.is_finished else 1)
        for index, genotype in enumerate(self.settings["candidates"]):
            points = [point for point in self._points if point["candidate"] == index]
            axes[0].plot(
                [point["step"] for point in points],
                [point["loss"] for point in points],
                label=genotype,
            )
        axes[0].set_title("training loss")
        axes[0].legend(fontsize="small")
        if self.is_finished:
            for candidate in self.result["candidates"]:
                evaluations = candidate["evaluations"]
                axes[1].plot(
                    [evaluation["step"] for evaluation in evaluations],
                    [evaluation["topOne"] for evaluation in evaluations],
                    ".-",
                )
            axes[1].set_title("topOne")
        for axis in axes:
            axis.set_xlabel("update")
        return axes

    @property
    def _points(self) -> Sequence[dict[str, Any]]:
        if self.is_finished:
            curves = [candidate["curve"] for candidate in self.result["candidates"]]
            parts = list(enumerate(curves))
        else:
            legs = [line for line in self.journal if "leg" in line]
            parts = [(line["candidate"], line["leg"]["curve"]) for line in legs]
        return [{"candidate": index, **point} for index, curve in parts for point in curve]

    @property
    def _candidates(self) -> Sequence[dict[str, Any]]:
        names = ("genotype", "parameterCount", "macCount", "outcome")
        return [
            {
                **{name: candidate[name] for name in names},
                **_without_confusion((candidate["evaluations"] or [{}])[-1]),
                "isBest": index == self.result.get("best"),
                "weights": candidate.get("weights"),
            }
            for index, candidate in enumerate(self.result["candidates"])
        ]

    def _summary(self) -> Sequence[Mapping[str, Any]]:
        return self._candidates


def _without_confusion(evaluation: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in evaluation.items() if name != "confusion"}
