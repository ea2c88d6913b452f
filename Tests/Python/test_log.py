"""Curves of trainings, as TensorBoard itself reads them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import asvit

from .conftest import GENOTYPES

accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")


def test_tensorboard_reads_what_the_table_has(space: Path, tmp_path: Path) -> None:
    run = asvit.train(
        tmp_path / "run", genotype=GENOTYPES[:2], space=space, budget="3ep", max_images=64,
        batch=16, log=["csv", "tensorboard"],
    )
    with open(Path(run) / "curves.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for number in ["1", "2"]:
        events = accumulator.EventAccumulator(str(Path(run) / "tensorboard" / f"candidate-{number}"))
        events.Reload()
        tags = events.Tags()["scalars"]
        assert {tag for tag in rows[0] if "/" in tag} == set(tags)
        for tag in tags:
            expected = [
                (int(row["step"]), float(row[tag]), float(row["seconds"]))
                for row in rows
                if row["candidate"] == number and row[tag]
            ]
            found = events.Scalars(tag)
            assert [event.step for event in found] == [step for step, _, _ in expected]
            values = [value for _, value, _ in expected]
            assert [event.value for event in found] == pytest.approx(values, rel=1e-6)
            first, seconds = expected[0][2], [second for _, _, second in expected]
            times = [event.wall_time - found[0].wall_time + first for event in found]
            assert times == pytest.approx(seconds, abs=1e-5)
