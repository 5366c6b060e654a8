"""Columns and tables of other libraries, in and out; nothing is imported that was not there."""

from __future__ import annotations

import array
import json
from collections.abc import Mapping, Sequence
from typing import Any

from chuan._core import _operate


def _library(values: Any) -> str:
    return type(values).__module__.partition(".")[0]


def column(values: Any) -> Any:
    """Something that the engine can read: a buffer of doubles, Arrow, or a sequence."""
    library = _library(values)
    if library == "numpy":
        return values.astype("float64", copy=False)
    if library == "pandas":
        return values.to_numpy(dtype="float64", na_value=float("nan"))
    return values


def columns(table: Any) -> tuple[list[Any], list[Any]]:
    """The columns of a table, and their names."""
    library = _library(table)
    if library == "numpy":
        if table.ndim != 2:
            raise TypeError("a table has two dimensions: units by columns")
        return [column(table[:, j]) for j in range(table.shape[1])], []
    if library == "pandas":
        return [column(table[name]) for name in table.columns], list(table.columns)
    if library == "polars":
        return [table[name] for name in table.columns], list(table.columns)
    if library == "pyarrow":
        return list(table.columns), list(table.column_names)
    if isinstance(table, Mapping):
        return [column(values) for values in table.values()], list(table)
    if isinstance(table, Sequence) and not isinstance(table, str):
        return [column(values) for values in table], []
    raise TypeError(
        "a table is a two-dimensional array, a data frame, a mapping of columns or a sequence of "
        f"columns, not {type(table).__name__}"
    )


def _cells(data: bytes) -> array.array[float]:
    cells = array.array("d")
    cells.frombytes(data)
    return cells


def _listed(data: bytes) -> list[float | None]:
    return [None if cell != cell else cell for cell in _cells(data)]


def like(values: Any, data: bytes) -> Any:
    """Numbers as the library of ``values`` has them; absent is NaN there, else ``None``."""
    library = _library(values)
    if library == "numpy":
        import numpy

        return numpy.frombuffer(data).copy()
    if library == "pandas":
        import numpy
        import pandas

        index = values.index if hasattr(values, "index") else None
        name = getattr(values, "name", None)
        return pandas.Series(numpy.frombuffer(data).copy(), index=index, name=name)
    if library == "polars":
        import polars

        return polars.Series(getattr(values, "name", ""), _listed(data), dtype=polars.Float64)
    if library == "pyarrow":
        import pyarrow  # type: ignore[import-untyped]

        return pyarrow.array(_listed(data), type=pyarrow.float64())
    return _listed(data)


def table_like(table: Any, data: list[bytes]) -> Any:
    """Columns as the library of ``table`` has them."""
    library = _library(table)
    if library == "numpy":
        import numpy

        return numpy.column_stack([numpy.frombuffer(cells) for cells in data])
    names = columns(table)[1]
    if library == "pandas":
        import numpy
        import pandas

        cells = dict(zip(names, map(numpy.frombuffer, data), strict=True))
        return pandas.DataFrame(cells, index=table.index)
    if library == "polars":
        import polars

        return polars.DataFrame(
            [
                polars.Series(name, _listed(cells), dtype=polars.Float64)
                for name, cells in zip(names, data, strict=True)
            ]
        )
    if library == "pyarrow":
        import pyarrow

        return pyarrow.table(
            [pyarrow.array(_listed(cells), type=pyarrow.float64()) for cells in data], names=names
        )
    if isinstance(table, Mapping):
        return {name: like(table[name], cells) for name, cells in zip(names, data, strict=True)}
    return [like(values, cells) for values, cells in zip(table, data, strict=True)]


def row_like(table: Any, data: bytes) -> Any:
    """One number for each unit of a table."""
    library = _library(table)
    if library in ("numpy", "pandas", "polars", "pyarrow"):
        return like(table, data)
    listed = list(table.values()) if isinstance(table, Mapping) else list(table)
    return like(listed[0] if listed else [], data)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "to_list"):
        return value.to_list()
    raise TypeError(f"a parameter cannot be of type {type(value).__name__}")


def operate(
    step: str, inputs: dict[str, list[Any]], parameters: dict[str, Any]
) -> tuple[dict[str, list[bytes]], Any]:
    """Does a step of the engine."""
    given = {name: value for name, value in parameters.items() if value is not None}
    tables, value = _operate(step, list(inputs.items()), json.dumps(given, default=_plain))
    return dict(tables), json.loads(value)


def codes(groups: Any) -> list[int | None] | None:
    """Groups by any name as numbers, in the order in which they appear."""
    if groups is None:
        return None
    known: dict[Any, int] = {}
    listed = groups.tolist() if hasattr(groups, "tolist") else list(groups)
    return [
        None if group is None or group != group else known.setdefault(group, len(known))
        for group in listed
    ]
