"""The program's commands as functions.

Keyword arguments are the options of a command, as ``max_params`` is ``--max-params``; ``asvit search
--help`` and so on list them. A list is joined by commas, ``True`` is an option without a value, and
``from_`` is ``--from``. What the program refuses is an ``AsViTError`` with its text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Union, cast

from ._audit_run import AuditRun
from ._load import load
from ._program import AsViTError, Option, arguments, run_json
from ._run import Page, Run
from ._scale_run import ScaleRun
from ._scores import Scores
from ._search_run import SearchRun
from ._train_run import TrainRun

if TYPE_CHECKING:
    from pandas import DataFrame

Place = Union[str, "os.PathLike[str]"]


def search(out: Place, *, space: Optional[Place] = None, **options: Option) -> SearchRun:
    """Searches for a topology without training, or goes on with the search in `out`.

    Args:
        out: The folder of the run.
        space: The search space: a name or a YAML file.
        options: Those of ``asvit search``, such as ``steps``, ``images``, ``controller``,
            ``objective``, ``max_params``, ``max_macs``, ``repeats``, ``seed`` and ``force``.

    Raises:
        AsViTError: With the program's text and exit code.
        KeyboardInterrupt: On Ctrl-C; the same call goes on.

    Example:
        >>> run = search("runs/first", space="asvit-64", max_params="2M")  # doctest: +SKIP
        >>> run.found.genotype  # doctest: +SKIP
    """
    return cast(SearchRun, _run("search", out, space=space, **options))


def scale(
    out: Place,
    *,
    from_: Optional[Place] = None,
    genotype: Optional[str] = None,
    space: Optional[Place] = None,
    **options: Option,
) -> ScaleRun:
    """Grows a topology into a family of sizes without training, or goes on with that.

    Args:
        out: The folder of the run.
        from_: A finished search, whose topology grows.
        genotype: What grows otherwise.
        space: Of `genotype`.
        options: Those of ``asvit scale``, such as ``sizes=["29M", "53M"]``, ``max_params``,
            ``policy``, ``repeats`` and ``seed``.

    Raises:
        AsViTError: With the program's text and exit code.

    Example:
        >>> family = scale("runs/family", from_=run, sizes=["29M", "53M"])  # doctest: +SKIP
    """
    return cast(
        ScaleRun, _run("scale", out, from_=from_, genotype=genotype, space=space, **options)
    )


def train(
    out: Place,
    *,
    from_: Optional[Place] = None,
    genotype: Union[str, Sequence[str], None] = None,
    space: Optional[Place] = None,
    data: Optional[Place] = None,
    **options: Option,
) -> TrainRun:
    """Trains candidates for a short while on labelled images, or goes on with that.

    Args:
        out: The folder of the run.
        from_: A finished search or growth, whose architectures are trained.
        genotype: What is trained otherwise, one or several.
        space: Of `genotype`.
        data: The labelled images; a part of Fashion-MNIST inside the program when left out.
        options: Those of ``asvit train``, such as ``budget="5ep"``, ``candidates``, ``optimizer``,
            ``curriculum``, ``batch`` and ``seed``.

    Raises:
        AsViTError: With the program's text and exit code, which is 3 when every candidate diverged.

    Example:
        >>> trained = train("runs/trained", from_=run, budget="2ep")  # doctest: +SKIP
        >>> trained.candidates  # doctest: +SKIP
    """
    return cast(
        TrainRun,
        _run("train", out, from_=from_, genotype=genotype, space=space, data=data, **options),
    )


def audit(
    table: Union[Place, DataFrame, None] = None,
    *,
    out: Place,
    space: Optional[Place] = None,
    proxies_from: Union[Place, DataFrame, None] = None,
    **options: Option,
) -> AuditRun:
    """Tells which scores rank architectures as training did.

    Args:
        table: Architectures that were trained: a column ``genotype`` and one for each target, such as
            an accuracy, in a file or of pandas. A minus before a column's name says that less is
            better. Leave it out with ``sample``.
        out: The folder of the run. A table of pandas is written into it, as ``table.csv``.
        space: The search space of the genotypes.
        proxies_from: Scores that were measured elsewhere, such as in Python: a column ``genotype``
            and one for each score. A table of pandas is written into `out`, as ``proxies.csv``.
        options: Those of ``asvit audit``, such as ``targets``, ``metrics``, ``noise``, ``sample`` and
            ``train={"data": …, "budget": "2ep"}``.

    Raises:
        AsViTError: With the program's text and exit code.

    Example:
        >>> others = pandas.DataFrame({"genotype": genotypes, "mine": mine})  # doctest: +SKIP
        >>> run = audit(
        ...     "trained.csv", out="runs/audit", space="vit-32", proxies_from=others
        ... )  # doctest: +SKIP
        >>> run.scores  # doctest: +SKIP
    """
    force = bool(options.get("force"))
    words = [] if table is None else [_file(table, Path(out) / "table.csv", force)]
    elsewhere = None
    if proxies_from is not None:
        elsewhere = _file(proxies_from, Path(out) / "proxies.csv", force)
    run = _run("audit", out, *words, space=space, proxies_from=elsewhere, **options)
    return cast(AuditRun, run)


def score(
    genotypes: Union[str, Sequence[str], None] = None,
    *,
    space: Optional[Place] = None,
    weights: Optional[Place] = None,
    **options: Option,
) -> Scores:
    """Scores architectures at initialisation, or a trained network.

    Args:
        genotypes: One or several.
        space: The search space, which gives image size and classes.
        weights: A file of weights that asvit wrote, in place of genotypes.
        options: Those of ``asvit score``, such as ``metrics=["length", "kappa"]``, ``images``,
            ``repeats``, ``batch`` and ``seed``.

    Raises:
        AsViTError: With the program's text and exit code.

    Example:
        >>> scores = score("96x4|2,4", space="vit-32", metrics="params")
        >>> scores[0].parameter_count
        459562
    """
    given = [genotypes] if isinstance(genotypes, str) else list(genotypes or [])
    # Only a list can be longer than a command line.
    file = None if genotypes is None or isinstance(genotypes, str) else "-"
    words = given if file is None else []
    all_options = {"space": space, "weights": weights, "file": file, **options}
    found = run_json("score", *words, *arguments(all_options), stdin="\n".join(given))
    return Scores(found)


def compare(*runs: Place, out: Place, force: bool = False) -> Page:
    """Writes a page with several runs side by side.

    Args:
        runs: At least two, finished or not.
        out: The HTML file.
        force: Whether a file that is there is replaced.

    Raises:
        AsViTError: With the program's text and exit code.
    """
    words = [os.fspath(run) for run in runs]
    found = run_json("compare", *words, *arguments({"out": out, "force": force}))
    return Page(Path(found["page"]))


def _run(command: str, out: Place, *words: str, **options: Option) -> Run:
    run_json(command, *words, *arguments({"out": out, **options}))
    return load(out)


def _file(table: Union[Place, DataFrame], path: Path, force: bool) -> str:
    """The path of a table. One of pandas is written to `path`, over another one by `force` alone."""
    if isinstance(table, (str, os.PathLike)):
        return os.fspath(table)
    text = table.to_csv(index=False)
    if path.exists() and not force and path.read_text(encoding="utf-8") != text:
        raise AsViTError(
            f"{path} holds another table; choose a new folder, or start afresh with force=True"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)
