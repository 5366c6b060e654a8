"""Statistics of columns, alone, together and over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuan import _arrays
from chuan.ops import _calls


class Correlations(NamedTuple):
    """Correlations of the columns of a table with each other."""

    #: The coefficients, row by row; ``None`` where undefined.
    values: list[list[float | None]]
    #: The probability of a coefficient so far from 0 between independent columns.
    p_values: list[list[float | None]]
    #: How many units each pair has.
    units: list[list[int]]
    #: Pairs of a group above or below the limits.
    flags: list[dict[str, Any]]


class Components(NamedTuple):
    """Principal components."""

    #: Eigenvalues, the largest first.
    eigenvalues: list[float]
    #: For every component the weight of every column.
    vectors: list[list[float]]
    #: The share of the variance that each explains.
    explained: list[float]
    #: For every component its correlation with every column.
    loadings: list[list[float]]
    #: How many units count.
    units: int


def statistics(
    table: Any, *, thresholds: Mapping[str, float] | None = None
) -> list[dict[str, Any]]:
    """The statistics of every column.

    Parameters
    ----------
    table : table
        The columns.
    thresholds : mapping, optional
        Limits of the flags: ``availability``, ``non_zero``, ``unique``, ``skewness``, ``kurtosis``.

    Returns
    -------
    list of dict
        Counts, ``min``, ``max``, ``mean``, ``median``, ``sd`` (n - 1), ``skewness`` and
        ``kurtosis`` (type 2), shares and ``flags``; with ``column`` where columns have names.

    Raises
    ------
    chuan.OperationError
        A quantity that is no column of numbers.

    Notes
    -----
    COINr's ``get_stats``; shares are of all units, and nothing is rounded.

    Examples
    --------
    >>> found = chuan.ops.statistics([[0, 4, None, 4]])[0]
    >>> found["present"], found["median"], found["availability"]
    (3, 4.0, 0.75)
    """
    limits = None if thresholds is None else dict(thresholds)
    rows = _calls.table("statistics", table, {"thresholds": limits})[1]
    names = _arrays.columns(table)[1]
    if names:
        return [{"column": name, **row} for name, row in zip(names, rows, strict=True)]
    return list(rows)


def correlations(
    table: Any,
    *,
    coefficient: str = "pearson",
    absent: str = "pairwise",
    groups: Sequence[Any] | None = None,
    above: float | None = 0.92,
    below: float | None = 0.0,
) -> Correlations:
    """Correlations of all pairs of columns, with p-values and flags.

    Parameters
    ----------
    table : table
        The columns.
    coefficient : {"pearson", "spearman", "kendall_tau_b"}
        Which.
    absent : {"pairwise", "listwise"}
        Which units count.
    groups : sequence, optional
        The group of every column; pairs of one group are flagged.
    above, below : float or None
        Limits of the flags.

    Returns
    -------
    Correlations
        Coefficients, p-values, numbers of units, flags.

    Raises
    ------
    chuan.OperationError
        No columns, or ones of different lengths; a coefficient that does not exist.

    Notes
    -----
    Pearson 1895, Spearman 1904, Kendall 1945; p-values from Student's t, for Kendall from the
    normal distribution with the variance for ties. COINr's ``get_corr``, ``get_pvals``,
    ``get_corr_flags``; nothing is blanked by its p-value.

    Examples
    --------
    >>> found = chuan.ops.correlations([[1, 2, 3], [1, 3, 2]], coefficient="kendall_tau_b")
    >>> round(found.values[0][1], 9)
    0.333333333
    """
    given = {
        "how": {"coefficient": coefficient, "absent": absent},
        "groups": _arrays.codes(groups),
        "flags": {"above": above, "below": below},
    }
    tables, said = _calls.table("correlations", table, given)
    units = [[int(count) for count in row] for row in _calls.square(tables["units"])]
    return Correlations(
        _calls.square(tables["values"]), _calls.square(tables["p_values"]), units, said["flags"]
    )


def pca(table: Any) -> Components:
    """Principal components of the correlation matrix of the complete units.

    Parameters
    ----------
    table : table
        The columns.

    Returns
    -------
    Components
        Eigenvalues, vectors, shares of the variance, loadings.

    Raises
    ------
    chuan.OperationError
        No columns or ones of different lengths, fewer than two complete units, or a column
        without spread among them.

    Notes
    -----
    OECD and JRC, *Handbook* (2008), step 4; COINr's ``get_PCA``.

    Examples
    --------
    >>> found = chuan.ops.pca([[1, 2, 3, 4], [1, 3, 2, 4]])
    >>> [round(value, 9) for value in found.eigenvalues]
    [1.8, 0.2]
    """
    said = _calls.table("components", table, {})[1]
    return Components(
        said["eigenvalues"],
        said["vectors"],
        said["explained"],
        said["correlations"],
        said["units"],
    )


def cronbach_alpha(table: Any) -> float | None:
    """Cronbach's alpha: how reliably columns measure one thing.

    Parameters
    ----------
    table : table
        Columns on one scale that point the same way.

    Returns
    -------
    float or None
        ``k² c̄ / S``; at most 1.

    Raises
    ------
    chuan.OperationError
        No columns, or ones of different lengths.

    Notes
    -----
    Cronbach 1951; COINr's ``get_cronbach``.

    Examples
    --------
    >>> round(chuan.ops.cronbach_alpha([[1, 2, 3], [1, 3, 2]]), 9)
    0.666666667
    """
    alpha: float | None = _calls.table("cronbach_alpha", table, {})[1]
    return alpha


def trend(table: Any, method: str = "change", *, times: Sequence[float], **parameters: Any) -> Any:
    """The change of every unit over time, as one number.

    Parameters
    ----------
    table : table
        A column for each of the times.
    method : {"change", "cagr", "slope", "percent_change"}
        ``last - first``; ``(last / first)^(1 / years) - 1``; the slope of the least-squares line;
        that slope for ``per`` units of time as percent of the line at the first value.
    times : sequence of float
        Rising.
    **parameters
        ``per``.

    Returns
    -------
    column
        Absent with fewer than two values, or where the formula has no value.

    Raises
    ------
    chuan.OperationError
        A measure that does not exist, or another number of times than of columns.

    Notes
    -----
    COINr's ``get_trends``.

    Examples
    --------
    >>> chuan.ops.trend([[100, 1], [121, None]], times=[2018, 2020])
    [21.0, None]
    """
    given = {"how": {"method": method, **parameters}, "times": [float(time) for time in times]}
    tables, _ = _calls.table("trends", table, given)
    return _arrays.row_like(table, tables["values"][0])
