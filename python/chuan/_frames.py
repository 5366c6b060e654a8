"""Hand-over to data frames and from Python objects; nothing heavy is imported before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars

    from chuan._core import Table


def to_pandas(table: Table) -> pandas.DataFrame:
    """A pandas data frame, made without pyarrow."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_pandas needs pandas: pip install 'chuan[pandas]'") from error
    texts = "str" if int(pandas.__version__.split(".")[0]) >= 3 else "object"
    dtypes = {"str": texts, "int": "Int64", "float": "float64", "bool": "boolean"}
    series = {}
    for name, kind in zip(table.column_names, table.column_types, strict=True):
        cells = table[name]
        full = kind == "bool" and None not in cells
        series[name] = pandas.Series(cells, dtype="bool" if full else dtypes[kind])
    return pandas.DataFrame(series, columns=table.column_names)


def to_polars(table: Table) -> polars.DataFrame:
    """A polars data frame."""
    try:
        import polars
    except ImportError as error:
        raise ImportError("to_polars needs polars: pip install 'chuan[polars]'") from error
    return polars.DataFrame(table)


def without_null_columns(frame: Any) -> Any:
    """The same frame of polars; columns without a type become columns of empty texts.

    Such a column comes with a buffer that other libraries do not expect.
    """
    import polars

    if isinstance(frame, polars.DataFrame) and polars.Null in frame.dtypes:
        return frame.cast({polars.Null: polars.String})
    return frame


def json_default(value: Any) -> Any:
    """What JSON has no word for: dates as they are written, other mappings as dicts."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "item"):  # a scalar of numpy
        return value.item()
    if hasattr(value, "keys"):
        return {key: value[key] for key in value.keys()}  # noqa: SIM118
    raise TypeError(f"a framework cannot hold an object of type {type(value).__name__}")
