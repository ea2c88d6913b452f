"""Choices of search spaces."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Union

from ._program import run_json
from ._run import frame

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Choices:
    """The choices of a search space, and what genotypes take of them.

    Attributes:
        options: Of each choice, as a genotype writes them.
        taken: Of each genotype the option of each choice.
    """

    options: Mapping[str, Sequence[str]]
    taken: Mapping[str, Mapping[str, str]]

    @property
    def table(self) -> DataFrame:
        """A row for each genotype and a column for each choice."""
        return frame({"genotype": genotype, **taken} for genotype, taken in self.taken.items())


def choices(
    space: Union[str, os.PathLike[str], Mapping[str, str]], genotypes: Optional[Sequence[str]] = None
) -> Choices:
    """The choices of a search space with more than one option.

    Args:
        space: A name, a YAML file, or a space as a report holds it: its ``name`` and its ``yaml``.
        genotypes: Those whose options are asked for. They have to be in the space.

    Raises:
        AsViTError: When the space cannot be used or a genotype is not in it.

    Example:
        >>> choices("asvit-32").options["heads"]
        ['16', '32', '64']
    """
    if isinstance(space, Mapping):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{space['name']}.yaml"
            path.write_text(space["yaml"], encoding="utf-8")
            return choices(path, genotypes)
    words = ["--file", "-"] if genotypes else []
    found = run_json("spaces choices", os.fspath(space), *words, stdin="\n".join(genotypes or []))
    names = [choice["name"] for choice in found["choices"]]
    return Choices(
        {choice["name"]: choice["options"] for choice in found["choices"]},
        {
            genotype: dict(zip(names, row["options"]))
            for genotype, row in zip(genotypes or [], found.get("genotypes", []))
        },
    )
