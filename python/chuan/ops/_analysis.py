"""What gaps leave open, and what a score is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chuan import _arrays
from chuan._arrays import operate as _do
from chuan.ops import _calls
from chuan.ops._prepare import Imputed


def impute_multiple(
    table: Any,
    *,
    seed: int = 0,
    number: int = 0,
    tolerance: float = 1e-6,
    max_iterations: int = 500,
) -> Imputed:
    """One replicate of a table with its gaps filled by draws: multiple imputation.

    Parameters
    ----------
    table : table
        The columns.
    seed : int
        From which all draws follow.
    number : int
        Which replicate; each is the same whichever others are made.
    tolerance, max_iterations : float, int
        When the EM algorithm ends.

    Returns
    -------
    Imputed
        The table, and which values were filled in.

    Raises
    ------
    chuan.OperationError
        A tolerance, a seed or a number that is none.

    Notes
    -----
    Units are drawn anew with replacement, the multivariate normal distribution that fits them best
    is found by EM, and gaps are drawn from it given what a unit has. Honaker and King 2010; Little
    and Rubin, *Statistical Analysis with Missing Data*, chapter 10. Score each replicate and join
    the results with :func:`pool`, or compare their ranks.

    Examples
    --------
    >>> columns = [[1, 2, 3, 4, 5, 6], [2, 4, 7, 8, None, 12]]
    >>> first = chuan.ops.impute_multiple(columns, seed=1, number=0)
    >>> again = chuan.ops.impute_multiple(columns, seed=1, number=0)
    >>> first.values == again.values, first.filled[1][4]
    (True, True)
    """
    options = {"seed": seed, "tolerance": tolerance, "max_iterations": max_iterations}
    tables, said = _calls.table("impute_multiple", table, {"options": options, "number": number})
    return Imputed(_arrays.table_like(table, tables["table"]), said["filled"])


def pool(estimates: Sequence[float], variances: Sequence[float]) -> dict[str, float | None]:
    """Join the estimates of replicates by Rubin's rules.

    Parameters
    ----------
    estimates : sequence of float
        One for each replicate.
    variances : sequence of float
        Their own variances; zeros where they have none.

    Returns
    -------
    dict
        ``estimate``, the variance ``within`` and ``between`` replicates, ``variance`` ``W + (1 +
        1/m) B``, ``degrees`` of freedom (``None`` where replicates agree), and ``missing_share``:
        the share of the variance that is due to gaps.

    Raises
    ------
    chuan.OperationError
        Fewer than two estimates, or another number of variances.

    Notes
    -----
    Rubin 1987, *Multiple Imputation for Nonresponse in Surveys*.

    Examples
    --------
    >>> found = chuan.ops.pool([1, 2, 3], [0.5, 0.5, 0.5])
    >>> found["estimate"], round(found["variance"], 9)
    (2.0, 1.833333333)
    """
    given = {"estimates": _numbers(estimates), "variances": _numbers(variances)}
    return dict(_do("pool", {}, given)[1])


def contributions(table: Any, *, weights: Sequence[float] | None = None) -> Any:
    """What each column adds to the distance of a weighted mean from the mean of all units.

    Parameters
    ----------
    table : table
        The scores of the children.
    weights : sequence of float, optional
        One for each column, relative; equal by default.

    Returns
    -------
    table
        ``w / Σ w × (x - x̄)``; a unit that lacks a child has none. The contributions of a unit add
        up to its score less the mean score.

    Raises
    ------
    chuan.OperationError
        Another number of weights than of columns.

    Notes
    -----
    Shapley 1953: for a linear aggregate this is the Shapley value.

    Examples
    --------
    >>> chuan.ops.contributions([[10, 20], [4, 0]], weights=[3, 1])
    [[-3.75, 3.75], [0.5, -0.5]]
    """
    tables, _ = _calls.table("contributions", table, {"weights": _numbers(weights)})
    return _arrays.table_like(table, tables["table"])


def geometric_change(before: Any, after: Any, *, weights: Sequence[float] | None = None) -> Any:
    """What each column adds to the change of a weighted geometric mean, without a rest.

    Parameters
    ----------
    before, after : table
        The scores of the children of the same units, above zero.
    weights : sequence of float, optional
        One for each column, relative; equal by default.

    Returns
    -------
    table
        ``L(I1, I0) w / Σ w × ln(x1 / x0)`` with the logarithmic mean ``L``; none for a unit that
        lacks a score or has one that is not positive.

    Raises
    ------
    chuan.OperationError
        Tables or weights of different widths.

    Notes
    -----
    Ang 2005: the logarithmic mean Divisia index.

    Examples
    --------
    >>> parts = chuan.ops.geometric_change([[4], [1]], [[9], [1]])  # the mean goes from 2 to 3
    >>> [round(part[0], 12) for part in parts]
    [1.0, 0.0]
    """
    inputs = {"before": _arrays.columns(before)[0], "table": _arrays.columns(after)[0]}
    tables, _ = _do("geometric_change", inputs, {"weights": _numbers(weights)})
    return _arrays.table_like(after, tables["table"])


def _numbers(given: Sequence[float] | None) -> list[float] | None:
    return None if given is None else [float(number) for number in given]
