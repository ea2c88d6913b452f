"""Packages that not everyone has."""

from __future__ import annotations

import importlib
from typing import Any


def require(module: str, extra: str) -> Any:
    """A module of an optional dependency.

    Raises:
        ImportError: When it cannot be imported, naming what to install.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        if error.name != package:
            raise
        raise ImportError(
            f"this needs {package}: pip install 'asvit[{extra}]'", name=package
        ) from error
