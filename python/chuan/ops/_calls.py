"""What the functions share: columns handed to the engine and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chuan import _arrays
from chuan._arrays import operate as _do


def one(step: str, values: Any, parameters: dict[str, Any], **further: Any) -> tuple[Any, Any]:
    """Does a step on one column; the result is as the library of the column has it."""
    inputs = {"values": [_arrays.column(values)]}
    inputs |= {name: [_arrays.column(v)] for name, v in further.items() if v is not None}
    tables, value = _do(step, inputs, parameters)
    return _arrays.like(values, tables["values"][0]), value


def table(step: str, table: Any, parameters: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Does a step on the columns of a table."""
    return _do(step, {"table": _arrays.columns(table)[0]}, parameters)


def square(data: list[bytes]) -> list[list[Any]]:
    """A matrix that comes column by column, row by row."""
    listed = [_arrays.like([], cells) for cells in data]
    return [list(row) for row in zip(*listed, strict=True)]


def combined(
    table: Any,
    weights: Any,
    directions: Sequence[str] | None,
    missing: str,
    substitute: float,
    min_available: float | None,
    **further: Any,
) -> dict[str, Any]:
    """The parameters of everything that combines the columns of a table."""
    if isinstance(weights, Mapping):
        weights = [weights[name] for name in _arrays.columns(table)[1]]
    return {
        "weights": weights,
        "directions": directions,
        "missing": missing,
        "substitute": substitute,
        "min_available": min_available,
        **further,
    }
