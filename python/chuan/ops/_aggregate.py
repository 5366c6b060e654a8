"""From the scores of children to the score of their node, and to ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chuan import _arrays
from chuan._arrays import operate as _do
from chuan.ops import _calls


def aggregate(
    table: Any,
    method: str = "arithmetic",
    *,
    weights: Any = None,
    directions: Sequence[str] | None = None,
    missing: str = "propagate",
    substitute: float = 0.0,
    min_available: float | None = None,
    **parameters: Any,
) -> Any:
    """Aggregate the columns of a table, unit by unit or comparing units.

    Parameters
    ----------
    table : table
        The scores of the children.
    method : str
        ``sum``, ``arithmetic`` ``Σ w x / Σ w``, ``geometric`` ``exp(Σ w ln x / Σ w)``,
        ``harmonic``, ``minimum``, ``maximum``, ``median``, ``product``; ``generalised_mean``
        (``p``), ``owa`` (``places``), ``mazziotta_pareto``, ``penalised_mean``, ``mean_min``,
        ``quantity_index``, ``wroclaw``, ``topsis``, ``vikor``, ``promethee``, ``waspas``,
        ``copeland``, ``borda``, ``kemeny``, ``benefit_of_the_doubt``.
    weights : sequence of float or mapping, optional
        One for each column, relative; equal by default.
    directions : sequence of {"higher", "lower"}, optional
        For the methods that compare raw values.
    missing : {"propagate", "skip", "renormalise", "substitute", "refuse"}
        What an absent child does.
    substitute : float
        Its value under ``substitute``.
    min_available : float, optional
        The share of children that must be there; a share equal to it is enough.
    **parameters
        Those of the method.

    Returns
    -------
    column
        One number for each unit.

    Raises
    ------
    chuan.OperationError
        Weights that are negative or too few, parameters outside their range.

    Notes
    -----
    OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7; sources of each
    method stand in the Rust documentation of ``chuan::score::combine``. Sums are exact and rounded
    once. A zero under a geometric mean gives zero, a negative number gives none.

    Examples
    --------
    >>> chuan.ops.aggregate([[4, 2], [1, None]], weights=[1, 3], missing="skip")
    [1.75, 2.0]
    >>> chuan.ops.aggregate({"a": [2], "b": [6]}, "generalised_mean", p="minimum")
    [2.0]
    """
    given = _calls.combined(
        table,
        weights,
        directions,
        missing,
        substitute,
        min_available,
        how={"method": method, **parameters},
    )
    tables, _ = _calls.table("aggregate", table, given)
    return _arrays.row_like(table, tables["values"][0])


def rank(
    values: Any, *, order: str = "highest_first", ties: str = "min", within: Any = None
) -> Any:
    """Rank units; values that are equal as decimals of 12 significant digits are ties.

    Parameters
    ----------
    values : column
        What is ranked.
    order : {"highest_first", "lowest_first"}
        Which value has rank 1.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What equal values get.
    within : sequence, optional
        The group of every unit, by any name; units are ranked inside their groups.

    Returns
    -------
    column
        Ranks; none for a unit without a value, or without a group where there are groups.

    Raises
    ------
    chuan.OperationError
        An order or a rule for ties that does not exist.

    Notes
    -----
    COINr's ``rank_df``, ``get_results(use_group)``; R's ``rank``.

    Examples
    --------
    >>> chuan.ops.rank([0.1 + 0.2, 0.3, None, 0.5, 0.1])
    [2.0, 2.0, None, 1.0, 4.0]
    """
    given = {"order": order, "ties": ties, "within": _arrays.codes(within)}
    return _calls.one("rank", values, given)[0]


def bands(
    values: Any, bands: Sequence[Mapping[str, Any]], *, order: str = "highest_first"
) -> list[str | None]:
    """Put units into bands: by cut-off, by quota of places, by quantile.

    Parameters
    ----------
    values : column
        What is banded.
    bands : sequence of mappings
        Bands, best first, as in a framework file: ``code``, and ``count`` or ``share`` of the
        places after those of the bands before, ``from`` a score, or ``quantile`` of the scores
        (type 7). The last one may state nothing.
    order : {"highest_first", "lowest_first"}
        Which values are best.

    Returns
    -------
    list of str
        For every unit the code of the first band that it reaches, or ``None``. Units with equal
        values share the best of their places.

    Raises
    ------
    chuan.OperationError
        A band without a code, or with a key that is not known.

    Notes
    -----
    Quotas: the quarters of PAPI (16, 16, 15 and 16 of 63 provinces).

    Examples
    --------
    >>> quarters = [{"code": "best", "count": 1}, {"code": "good", "from": 60}, {"code": "other"}]
    >>> chuan.ops.bands([60, 80, 59.9, None], quarters)
    ['good', 'best', 'other', None]
    """
    given = {"bands": [dict(band) for band in bands], "order": order}
    _, found = _do("bands", {"values": [_arrays.column(values)]}, given)
    return list(found)


def rounded(values: Any, digits: int, *, rule: str = "half_up") -> Any:
    """Round a column by a declared rule.

    Parameters
    ----------
    values : column
        What is rounded.
    digits : int
        Digits after the decimal mark; -1 rounds to tens.
    rule : {"half_up", "half_even", "truncate", "r", "exact"}
        ``half_up``, ``half_even`` and ``truncate`` act on the decimal as people see it; ``r`` is
        the rule of R since 4.0.0, ``exact`` that of Python, both on the binary value.

    Returns
    -------
    column
        Rounded values; absent stays absent.

    Raises
    ------
    chuan.OperationError
        A rule that does not exist, or digits that are no whole number.

    Notes
    -----
    R's ``round`` (``r``: the nearer of the two neighbouring doubles, R 4.0.0), IEEE 754
    (``half_even``), the rounding of school (``half_up``). In the unit of the values.

    Examples
    --------
    >>> chuan.ops.rounded([2.675, None, 0.125], 2)
    [2.68, None, 0.13]
    >>> chuan.ops.rounded([2.675], 2, rule="r")
    [2.67]
    """
    return _calls.one("rounded", values, {"how": {"digits": digits, "rule": rule}})[0]


def benefit_of_the_doubt(
    table: Any, *, shares: Sequence[Mapping[str, float]] | None = None
) -> list[dict[str, Any] | None]:
    """Benefit of the doubt: every unit with the weights that suit it best.

    Parameters
    ----------
    table : table
        Non-negative scores; units without all of them have no result.
    shares : sequence of mappings, optional
        ``min`` and ``max`` of the share of each column in the score; one for all or one for each.

    Returns
    -------
    list of dict
        For every unit ``score`` (at most 1), ``weights``, ``shares``, ``peers`` and the ``gap``
        that is left between the solution and its proof.

    Raises
    ------
    chuan.OperationError
        A negative score, bounds that are no shares or that no shares meet, or columns of
        different lengths.

    Notes
    -----
    ``max Σ w y_o`` subject to ``Σ w y_i ≤ 1`` for all units ``i``, ``w ≥ 0``. Melyn and Moesen
    1991; Cherchye et al. 2007. Compind's ``ci_bod``.

    Examples
    --------
    >>> units = chuan.ops.benefit_of_the_doubt([[1, 2, 1], [2, 1, 1]])
    >>> [round(unit["score"], 9) for unit in units]
    [1.0, 1.0, 0.666666667]
    """
    listed = None if shares is None else [dict(share) for share in shares]
    return list(_calls.table("benefit_of_the_doubt", table, {"shares": listed})[1])
