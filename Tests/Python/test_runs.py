from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import pytest

import asvit
from asvit._records import SCHEMA_VERSION

from .conftest import GENOTYPES, STEP_COUNT


def report(run: asvit.Run) -> Any:
    return json.loads((run.path / "report.json").read_text())


def test_found_and_best_are_those_of_the_report(searched: asvit.SearchRun) -> None:
    result = report(searched)["result"]
    assert searched.found.genotype == result["found"]["genotype"]
    assert searched.found.parameter_count == result["found"]["parameterCount"]
    mean = result["found"]["metrics"]["lengthDistortion"]["mean"]
    assert searched.found["lengthDistortion"] == mean
    assert [item.genotype for item in searched.best] == [
        item["genotype"] for item in result["best"]
    ]
    with pytest.raises(KeyError, match="zico; measured: conditionNumber, lengthDistortion"):
        searched.found["zico"]


def test_tables_of_a_search(searched: asvit.SearchRun) -> None:
    pytest.importorskip("pandas")
    steps = report(searched)["result"]["steps"]
    assert list(searched.steps["genotype"]) == [step["genotype"] for step in steps]
    assert list(searched.steps["reward"]) == [step["reward"] for step in steps]
    architectures = searched.architectures
    assert architectures["stepCount"].sum() == STEP_COUNT
    assert set(architectures["genotype"]) == {step["genotype"] for step in steps}
    assert architectures["genotype"].is_unique
    choices = searched.choices.table
    assert list(choices.columns) == ["genotype", "K1", "S1", "E1", "E2", "K3"]
    first = choices.iloc[0]
    assert first["genotype"].startswith(f"{first['K1']},{first['S1']},{first['E1']}|2,2,")


def test_tables_of_a_growth(grown: asvit.ScaleRun) -> None:
    pytest.importorskip("pandas")
    members = grown.architectures
    path = report(grown)["result"]["path"]
    assert list(members["genotype"]) == [member["genotype"] for member in path]
    assert members["parameterCount"].is_monotonic_increasing
    assert set(members["target"].dropna()) <= {1_200_000, 3_000_000} and members["target"].notna().any()
    chosen = grown.candidates.query("isChosen")
    assert list(chosen["genotype"]) == list(members["genotype"][1:])


def test_tables_of_a_training(trained: asvit.TrainRun) -> None:
    pytest.importorskip("pandas")
    candidates = trained.candidates
    assert list(candidates["genotype"]) == GENOTYPES[:2]
    last = trained.evaluations.groupby("candidate").last()
    assert list(candidates["topOne"]) == list(last["topOne"])
    assert candidates["isBest"].sum() == 1
    assert set(trained.steps["candidate"]) == {0, 1}
    assert trained.weights.exists()


def test_tables_of_an_audit(audited: asvit.AuditRun) -> None:
    pytest.importorskip("pandas")
    assert list(audited.architectures["accuracy"]) == [50 + index for index in range(8)]
    score = report(audited)["result"]["targets"][0]["scores"][0]
    row = audited.scores.iloc[0]
    assert row["score"] == "parameterCount" and row["target"] == "accuracy"
    assert row["tau"] == score["tau"]["value"]
    assert [row["tauLow"], row["tauHigh"]] == score["tau"]["interval"]


def test_plots(
    searched: asvit.SearchRun,
    grown: asvit.ScaleRun,
    trained: asvit.TrainRun,
    audited: asvit.AuditRun,
    tmp_path: Path,
) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    titles = []
    for run in (searched, grown, trained, audited):
        axes: Any = run.plot()
        titles.append([axis.get_title() for axis in axes])
        axes[0].figure.savefig(tmp_path / "plot.png")
    assert titles == [
        [
            "lengthDistortion, higher is better",
            "conditionNumber, lower is better",
            "entropy of the policy, nats",
        ],
        ["totalDepth", "totalWidth"],
        ["training loss", "topOne"],
        ["Kendall's tau with accuracy"],
    ]
    lengths = [step["metrics"]["lengthDistortion"]["mean"] for step in searched.result["steps"]]
    line: Any = searched.plot()[0].lines[0]
    assert list(line.get_ydata()) == lengths


def test_notebooks_show_runs_and_pages(
    searched: asvit.SearchRun, trained: asvit.TrainRun, audited: asvit.AuditRun
) -> None:
    shown = searched._repr_html_()
    assert shown.count("<tr>") == 2 + len(searched.best)
    assert f"<td>{searched.found.genotype}</td>" in shown
    assert "finished" in trained._repr_html_() and "parameterCount" in audited._repr_html_()
    page = searched.page._repr_html_()
    assert page.startswith("<iframe srcdoc=") and "&lt;!DOCTYPE html&gt;" in page
    # A page ends with its attribute: no quotation mark of it may come through.
    assert page.count('"') == 2 * page.count('="') and page.count("<") == 2


def test_a_run_that_is_not_finished_has_what_its_journal_holds(
    searched: asvit.SearchRun, trained: asvit.TrainRun, tmp_path: Path
) -> None:
    lines = (searched.path / "journal.jsonl").read_text().splitlines(keepends=True)
    shutil.copy(searched.path / "run.json", tmp_path)
    (tmp_path / "journal.jsonl").write_text("".join(lines[:5]) + lines[5][:40])
    run = asvit.load(tmp_path)
    assert isinstance(run, asvit.SearchRun)
    assert repr(run) == f"<search {tmp_path}, not finished>"
    assert len(run.journal) == 5
    assert sum(row["stepCount"] for row in run.architecture_rows) == 5
    assert "not finished" in run.page.path.read_text()


def test_what_is_no_run_is_refused(searched: asvit.SearchRun, tmp_path: Path) -> None:
    with pytest.raises(asvit.AsViTError, match="there is no run"):
        asvit.load(tmp_path)
    record = {**searched.record, "schemaVersion": SCHEMA_VERSION - 1}
    (tmp_path / "run.json").write_text(json.dumps(record))
    with pytest.raises(asvit.AsViTError, match=f"schema version {SCHEMA_VERSION - 1}, needed"):
        asvit.load(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(asvit.AsViTError, match="it is no JSON"):
        asvit.load(tmp_path)


def test_a_metric_without_a_value_is_missing_with_its_reason() -> None:
    record = {
        "genotype": "1x2|3,4",
        "parameterCount": 5,
        "macCount": 6,
        "metrics": {"conditionNumber": {"mean": "singular", "repeats": [1.5, "singular"]}},
    }
    architecture = asvit.Architecture.from_json(record)
    assert architecture["conditionNumber"] == "singular"
    assert math.isnan(architecture.row["conditionNumber"])
    assert architecture.row["failure"] == "conditionNumber: singular"
