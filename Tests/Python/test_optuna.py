from __future__ import annotations

import json
from pathlib import Path

import pytest

import asvit

optuna = pytest.importorskip("optuna")
State = optuna.trial.TrialState


def storage(folder: Path) -> str:
    return f"sqlite:///{folder / 'studies.db'}"


def test_a_search_becomes_a_study(searched: asvit.SearchRun, tmp_path: Path) -> None:
    asvit.to_optuna(searched, storage(tmp_path), study_name="first")
    # As the dashboard reads it.
    study = optuna.load_study(study_name="first", storage=storage(tmp_path))
    assert [direction.name for direction in study.directions] == ["MAXIMIZE", "MINIMIZE"]
    rows = {row["genotype"]: row for row in searched.architecture_rows}
    assert len(study.trials) == len(rows)
    for trial in study.trials:
        row = rows[trial.user_attrs["genotype"]]
        parts = [part.split(",") for part in row["genotype"].split("|")]
        assert trial.params == {
            "K1": int(parts[0][0]),
            "S1": int(parts[0][1]),
            "E1": int(parts[0][2]),
            "E2": int(parts[1][2]),
            "K3": int(parts[2][0]),
        }
        if trial.state == State.COMPLETE:
            assert trial.values == [row["lengthDistortion"], row["conditionNumber"]]
        assert trial.user_attrs["parameterCount"] == row["parameterCount"]
    assert study.best_trials


def test_a_study_follows_a_search_as_it_goes_on(
    searched: asvit.SearchRun, tmp_path: Path
) -> None:
    lines = (searched.path / "journal.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "run.json").write_text((searched.path / "run.json").read_text())
    (tmp_path / "journal.jsonl").write_text("".join(lines[:4]))
    before = asvit.to_optuna(tmp_path, storage(tmp_path), study_name="live")
    first = [trial.user_attrs["genotype"] for trial in before.trials]
    assert 0 < len(first) <= 4
    (tmp_path / "journal.jsonl").write_text("".join(lines))
    for _ in range(2):
        study = asvit.to_optuna(tmp_path, storage(tmp_path), study_name="live")
        genotypes = [trial.user_attrs["genotype"] for trial in study.trials]
        assert genotypes == [row["genotype"] for row in searched.architecture_rows]


def test_a_metric_without_a_value_fails_its_trial(
    searched: asvit.SearchRun, tmp_path: Path
) -> None:
    line = json.loads((searched.path / "journal.jsonl").read_text().splitlines()[0])
    line["step"]["metrics"]["conditionNumber"] = {"mean": "singular", "repeats": ["singular"]}
    (tmp_path / "run.json").write_text((searched.path / "run.json").read_text())
    (tmp_path / "journal.jsonl").write_text(json.dumps(line) + "\n")
    trial = asvit.to_optuna(tmp_path, storage(tmp_path)).trials[0]
    assert trial.state == State.FAIL
    assert trial.user_attrs["failure"] == "conditionNumber: singular"


def test_only_searches_are_taken(grown: asvit.ScaleRun, tmp_path: Path) -> None:
    with pytest.raises(asvit.AsViTError, match="it is a run of asvit scale, needed: a search"):
        asvit.to_optuna(grown, storage(tmp_path))
