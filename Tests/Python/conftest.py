"""Small runs that the tests look at, each made once, by the program that ``ASVIT_BINARY`` names."""

from __future__ import annotations

from pathlib import Path

import pytest

import asvit

SPACE = """family: as-vit
image:
  side: 32
  mean: [0.485, 0.456, 0.406]
  deviation: [0.229, 0.224, 0.225]
classes: 10
stem-stride: 4
hidden-size: 8
stages:
  - kernel: [4, 5]
    split: [2, 4]
    expansion: [1, 2]
  - kernel: 2
    split: 2
    expansion: [1, 2]
  - kernel: [2, 3]
    split: 1
    expansion: 1
  - kernel: 2
    split: 1
    expansion: 1
heads: 8
"""
GENOTYPES = [
    f"{kernel},{split},{expansion}|2,2,1|2,1,1|2,1,1|8,8"
    for kernel in (4, 5)
    for split in (2, 4)
    for expansion in (1, 2)
]
STEP_COUNT = 30


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="session")
def space(root: Path) -> Path:
    path = root / "tiny.yaml"
    path.write_text(SPACE)
    return path


@pytest.fixture(scope="session")
def searched(root: Path, space: Path) -> asvit.SearchRun:
    return asvit.search(root / "searched", space=space, steps=STEP_COUNT, repeats=1, batch=4)


@pytest.fixture(scope="session")
def grown(root: Path, searched: asvit.SearchRun) -> asvit.ScaleRun:
    return asvit.scale(
        root / "grown", from_=searched, sizes=["1.2M", "3M"], repeats=1, batch=2, angles=2
    )


@pytest.fixture(scope="session")
def trained(root: Path, space: Path) -> asvit.TrainRun:
    return asvit.train(
        root / "trained", genotype=GENOTYPES[:2], space=space, budget="8steps", max_images=64, batch=16
    )


@pytest.fixture(scope="session")
def table(root: Path) -> Path:
    path = root / "trained.csv"
    rows = [f'"{genotype}",{50 + index}' for index, genotype in enumerate(GENOTYPES)]
    path.write_text("\n".join(["genotype,accuracy", *rows, ""]))
    return path


@pytest.fixture(scope="session")
def audited(root: Path, space: Path, table: Path) -> asvit.AuditRun:
    return asvit.audit(table, out=root / "audited", space=space)
