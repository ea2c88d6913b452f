from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import asvit

from .conftest import GENOTYPES


def test_scores_are_those_of_the_program(space: Path) -> None:
    scores = asvit.score(GENOTYPES[:3], space=space, metrics=["length", "params"], repeats=2)
    command = ["score", *GENOTYPES[:3], "--space", str(space), "--json"]
    command += ["--metrics", "length,params", "--repeats", "2"]
    printed = subprocess.run([asvit.find_program(), *command], check=True, capture_output=True)
    assert scores.document == json.loads(printed.stdout)
    assert [item.genotype for item in scores] == GENOTYPES[:3]
    assert len(scores[1].metrics["lengthDistortion"].repeats) == 2
    assert [item.genotype for item in scores[1:]] == GENOTYPES[1:3]
    assert scores._repr_html_().count("<tr>") == 4


def test_one_genotype_and_weights(space: Path, trained: asvit.TrainRun) -> None:
    assert len(asvit.score(GENOTYPES[0], space=space, metrics="params")) == 1
    best = asvit.score(weights=trained.weights, metrics="length", repeats=1)
    assert best[0].genotype in GENOTYPES[:2]


def test_a_finished_run_is_returned_as_it_is(searched: asvit.SearchRun, space: Path) -> None:
    again = asvit.search(searched, space=space, steps=30, repeats=1, batch=4)
    assert again.report == searched.report
    with pytest.raises(asvit.AsViTError, match="was started with other settings") as refusal:
        asvit.search(searched, space=space, steps=30, repeats=1, batch=4, seed=1)
    assert refusal.value.exit_code == 64


def test_an_audit_takes_tables_of_pandas(space: Path, table: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(table)
    others = pandas.DataFrame({"genotype": GENOTYPES, "mine": [-i for i in range(8)]})
    run = asvit.audit(frame, out=tmp_path / "run", space=space, proxies_from=others)
    scores = run.scores.set_index("score")
    assert scores.loc["mine", "tau"] == -1
    assert "parameterCount" in scores.index
    # What the record says can be done again.
    assert pandas.read_csv(tmp_path / "run/table.csv").equals(frame)
    again = asvit.audit(frame, out=tmp_path / "run", space=space, proxies_from=others)
    assert again.report == run.report
    others["mine"] = others["mine"] * 2 + 1
    with pytest.raises(asvit.AsViTError, match="proxies.csv holds another table"):
        asvit.audit(frame, out=tmp_path / "run", space=space, proxies_from=others)


def test_a_page_of_several_runs(
    searched: asvit.SearchRun, grown: asvit.ScaleRun, tmp_path: Path
) -> None:
    page = asvit.compare(searched, grown, out=tmp_path / "both.html")
    assert page.path == tmp_path / "both.html"
    assert page.path.read_text().startswith("<!DOCTYPE html>")


def test_choices_of_a_space(space: Path) -> None:
    found = asvit.choices(space, [GENOTYPES[6]])
    assert found.options["K1"] == ["4", "5"]
    assert found.taken == {
        GENOTYPES[6]: {"K1": "5", "S1": "4", "E1": "1", "E2": "1", "K3": "2"}
    }
    with pytest.raises(asvit.AsViTError, match="S1"):
        asvit.choices(space, ["4,3,1|2,2,1|2,1,1|2,1,1|8"])
