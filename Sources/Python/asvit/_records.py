"""What the program measured, as its JSON documents have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional, Union

SCHEMA_VERSION = 5
"""Of the documents that this package reads."""


@dataclass(frozen=True)
class Measurement:
    """One metric of one architecture.

    Attributes:
        mean: Over the repeats, or why there is none: ``"singular"`` or ``"nonFinite"``.
        repeats: Each value, or why there is none.
        standard_deviation: Of the sample; ``None`` with fewer than two repeats, or with a failure.
    """

    mean: Union[float, str]
    repeats: tuple[Union[float, str], ...]
    standard_deviation: Optional[float] = None

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Measurement:
        return cls(record["mean"], tuple(record["repeats"]), record.get("standardDeviation"))

    @property
    def failure(self) -> Optional[str]:
        """Why there is no value; ``None`` when there is one."""
        return self.mean if isinstance(self.mean, str) else None

    @property
    def value(self) -> float:
        """The mean; NaN when there is none."""
        return float("nan") if isinstance(self.mean, str) else self.mean


@dataclass(frozen=True)
class Architecture:
    """An architecture with its metrics, by the names that reports give them.

    Attributes:
        genotype: As the family of the space writes it.
        parameter_count: Of the whole network.
        mac_count: Multiply-accumulates for one image.
        metrics: Those that were measured.

    ``architecture["lengthDistortion"]`` is the mean of a metric.
    """

    genotype: str
    parameter_count: int
    mac_count: int
    metrics: Mapping[str, Measurement]

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Architecture:
        metrics = {
            name: Measurement.from_json(value) for name, value in record["metrics"].items()
        }
        return cls(record["genotype"], record["parameterCount"], record["macCount"], metrics)

    def __getitem__(self, metric: str) -> Union[float, str]:
        if metric not in self.metrics:
            raise KeyError(f"{metric}; measured: {', '.join(self.metrics)}")
        return self.metrics[metric].mean

    @property
    def row(self) -> dict[str, Any]:
        """Columns of a table. A metric without a value is NaN, and ``failure`` says why."""
        return row(
            {
                "genotype": self.genotype,
                "parameterCount": self.parameter_count,
                "macCount": self.mac_count,
            },
            self.metrics,
        )


def row(start: Mapping[str, Any], metrics: Mapping[str, Measurement]) -> dict[str, Any]:
    """Columns of a table: those of `start`, then the metrics, then ``failure`` where there is one."""
    columns = {**start, **{name: metric.value for name, metric in metrics.items()}}
    failures = [f"{name}: {metric.failure}" for name, metric in metrics.items() if metric.failure]
    return {**columns, "failure": ", ".join(failures)} if failures else columns
