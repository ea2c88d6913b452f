"""Searches in Optuna's studies."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional, Union

from ._load import load
from ._optional import require
from ._program import AsViTError
from ._search_run import SearchRun

if TYPE_CHECKING:
    from optuna.storages import BaseStorage
    from optuna.study import Study


def to_optuna(
    run: Union[str, os.PathLike[str]],
    storage: Union[str, BaseStorage, None] = None,
    *,
    study_name: Optional[str] = None,
) -> Study:
    """Writes a search into a study of Optuna, whose dashboard then shows it.

    Each architecture is a trial: what it takes of the space's choices are its parameters, the
    metrics of the objective its values. One with a metric that has no value is a failed trial. All
    else that is known of an architecture are attributes. Architectures that the study has stay as
    they are, so that a search can be written again as it goes on.

    Args:
        run: A search, finished or not.
        storage: As Optuna takes it, such as ``"sqlite:///studies.db"``; in memory when left out.
        study_name: The run's folder when left out.

    Raises:
        AsViTError: When `run` is no search.
        ImportError: Without Optuna.

    Example:
        >>> study = to_optuna("runs/first", "sqlite:///studies.db")  # doctest: +SKIP
        >>> study.best_trials[0].params  # doctest: +SKIP
    """
    optuna = require("optuna", "optuna")
    search = load(run)
    if not isinstance(search, SearchRun):
        raise AsViTError(f"{search.path}: it is a run of asvit {search.kind}, needed: a search")
    study: Study = optuna.create_study(
        storage=storage,
        study_name=study_name or str(search.path),
        directions=[
            {"higher": "maximize", "lower": "minimize"}[direction]
            for _, direction in search.objective
        ],
        load_if_exists=True,
    )
    known = {trial.user_attrs.get("genotype") for trial in study.get_trials(deepcopy=False)}
    rows = [row for row in search.architecture_rows if row["genotype"] not in known]
    if not rows:
        return study
    found = search.choices
    options = {name: _values(labels) for name, labels in found.options.items()}
    distributions = {
        name: optuna.distributions.CategoricalDistribution(list(values.values()))
        for name, values in options.items()
    }
    metrics = [metric for metric, _ in search.objective]
    for row in rows:
        failed = "failure" in row
        taken = found.taken[row["genotype"]]
        state = optuna.trial.TrialState
        trial = optuna.trial.create_trial(
            state=state.FAIL if failed else state.COMPLETE,
            values=None if failed else [row[metric] for metric in metrics],
            params={name: values[taken[name]] for name, values in options.items()},
            distributions=distributions,
            # NaN is a metric without a value.
            user_attrs={name: value for name, value in row.items() if value == value},
        )
        study.add_trial(trial)
    return study


def _values(labels: Sequence[str]) -> Mapping[str, Any]:
    """The options of a choice, as numbers where all of them are."""
    for number in (int, float):
        try:
            return {label: number(label) for label in labels}
        except ValueError:
            continue
    return {label: label for label in labels}
