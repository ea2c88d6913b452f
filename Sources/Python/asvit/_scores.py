"""What ``asvit score`` measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Union, overload

from . import _html
from ._records import Architecture
from ._run import frame

if TYPE_CHECKING:
    from pandas import DataFrame


class Scores(Sequence[Architecture]):
    """Scored architectures, in the order asked for.

    Attributes:
        document: What ``asvit score --json`` printed.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._architectures = [
            Architecture.from_json(record) for record in document["architectures"]
        ]

    def __len__(self) -> int:
        return len(self._architectures)

    @overload
    def __getitem__(self, index: int) -> Architecture: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Architecture]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Architecture, Sequence[Architecture]]:
        return self._architectures[index]

    @property
    def table(self) -> DataFrame:
        """A row for each architecture."""
        return frame(self._rows)

    @property
    def _rows(self) -> list[dict[str, Any]]:
        return [architecture.row for architecture in self._architectures]

    def __repr__(self) -> str:
        return f"<Scores of {len(self)} architectures>"

    def _repr_html_(self) -> str:
        return _html.table(self._rows)
