"""Units compared with each other, pair by pair or with the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuan import _arrays
from chuan.ops import _calls


class Outranked(NamedTuple):
    """Several numbers for each unit."""

    #: By name.
    columns: dict[str, Any]


class Kemeny(NamedTuple):
    """The best orders of the units."""

    #: Every best order that was found, as places of units, best first.
    orders: list[list[int]]
    #: The sum of the shares of the pairs in that order.
    score: float
    #: What no order can exceed.
    bound: float
    #: Whether the order is proved to be best.
    proven: bool
    #: Whether all best orders are listed.
    all: bool


def vikor(
    table: Any,
    *,
    v: float = 0.5,
    weights: Any = None,
    directions: Sequence[str] | None = None,
    missing: str = "propagate",
    substitute: float = 0.0,
    min_available: float | None = None,
) -> Outranked:
    """VIKOR: group utility ``s``, individual regret ``r`` and their compromise ``q``; low is good.

    Parameters
    ----------
    table, weights, directions, missing, substitute, min_available
        As :func:`aggregate` has them.
    v : float
        The weight of the group utility, from 0 to 1.

    Returns
    -------
    Outranked
        The columns ``s``, ``r`` and ``q``.

    Raises
    ------
    chuan.OperationError
        ``v`` outside 0 to 1; weights of another number, negative or all zero.

    Notes
    -----
    Opricovic 1998; Opricovic and Tzeng 2004.

    Examples
    --------
    >>> chuan.ops.vikor([[1, 3, 2], [1, 3, 3]]).columns["q"]
    [1.0, 0.0, 0.375]
    """
    given = _calls.combined(table, weights, directions, missing, substitute, min_available, v=v)
    tables, _ = _calls.table("vikor", table, given)
    return Outranked({name: _arrays.row_like(table, cells[0]) for name, cells in tables.items()})


def promethee(
    table: Any,
    *,
    preferences: Sequence[Mapping[str, Any]] | None = None,
    weights: Any = None,
    directions: Sequence[str] | None = None,
    missing: str = "propagate",
    substitute: float = 0.0,
    min_available: float | None = None,
) -> Outranked:
    """PROMETHEE II: the flows ``positive``, ``negative`` and ``net``; a high net flow is good.

    Parameters
    ----------
    table, weights, directions, missing, substitute, min_available
        As :func:`aggregate` has them.
    preferences : sequence of mappings, optional
        One for all columns or one for each: ``{"method": "usual"}`` or
        ``{"method": "linear", "indifference": q, "preference": p}``.

    Returns
    -------
    Outranked
        The three flows.

    Raises
    ------
    chuan.OperationError
        Another number of preferences than one or one for each column; thresholds out of
        order; weights of another number, negative or all zero.

    Notes
    -----
    Brans 1982; Brans and Vincke 1985.

    Examples
    --------
    >>> linear = [{"method": "linear", "preference": 10}]
    >>> chuan.ops.promethee([[10, 14, 20]], preferences=linear).columns["positive"]
    [0.0, 0.2, 0.8]
    """
    given = _calls.combined(
        table,
        weights,
        directions,
        missing,
        substitute,
        min_available,
        preferences=None if preferences is None else [dict(one) for one in preferences],
    )
    tables, _ = _calls.table("promethee", table, given)
    return Outranked({name: _arrays.row_like(table, cells[0]) for name, cells in tables.items()})


def outranking(
    table: Any,
    *,
    weights: Any = None,
    directions: Sequence[str] | None = None,
    missing: str = "skip",
    substitute: float = 0.0,
    min_available: float | None = None,
) -> list[list[float | None]]:
    """The outranking matrix: the weight of the columns in which one unit beats another.

    Parameters
    ----------
    table, weights, directions, missing, substitute, min_available
        As :func:`aggregate` has them.

    Returns
    -------
    list of lists
        In row ``i``, column ``m``: the share of the weights in which ``i`` is better than ``m``,
        half on ties. Only columns that both have count.

    Raises
    ------
    chuan.OperationError
        Weights of another number, negative or all zero.

    Notes
    -----
    Munda and Nardo 2009; COINr's ``outrankMatrix``, without its dependence on the order of units
    where values are missing.

    Examples
    --------
    >>> chuan.ops.outranking([[1, 2], [2, 1], [3, 1]])
    [[None, 0.6666666666666666], [0.3333333333333333, None]]
    """
    given = _calls.combined(table, weights, directions, missing, substitute, min_available)
    tables, _ = _calls.table("outranking", table, given)
    return _calls.square(tables["table"])


def kemeny(
    table: Any,
    *,
    work: int = 50_000_000,
    orders: int = 100,
    weights: Any = None,
    directions: Sequence[str] | None = None,
    missing: str = "skip",
    substitute: float = 0.0,
    min_available: float | None = None,
) -> Kemeny:
    """The Condorcet-Kemeny-Young-Levenglick orders: those that agree best with all pairs.

    Parameters
    ----------
    table, weights, directions, missing, substitute, min_available
        As :func:`aggregate` has them.
    work : int
        How many steps the search may take; where it is cut the bound says how far off it can be.
    orders : int
        How many best orders are listed at most.

    Returns
    -------
    Kemeny
        The orders, their score, and whether they are proved to be best.

    Raises
    ------
    chuan.OperationError
        Weights of another number, negative or all zero. A search that is cut short is no
        error: it says so, with the bound that is proven.

    Notes
    -----
    Young and Levenglick 1978.

    Examples
    --------
    >>> chuan.ops.kemeny([[3, 2, 1], [3, 1, 2], [2, 3, 1]]).orders
    [[0, 1, 2]]
    """
    limits = {"orders": orders, "work": work}
    given = _calls.combined(
        table, weights, directions, missing, substitute, min_available, limits=limits
    )
    _, said = _calls.table("kemeny", table, given)
    return Kemeny(said["orders"], said["score"], said["bound"], said["proven"], said["all"])
