"""The single steps of the engine as functions over arrays.

A *column* is an array of numpy, a series of pandas or polars, an array of pyarrow, anything with a
buffer of doubles or the Arrow PyCapsule interface, or a list of numbers. A *table* is a
two-dimensional array of numpy (units by columns), a data frame of pandas or polars, a table of
pyarrow, a dict of columns or a list of columns. What is absent is NaN, null or ``None``, and
results come back as the library of the input has them. Parameters have the names and the defaults
that they have in a framework file.

Every function calls the engine with the interpreter set free; nothing is computed in Python. What
cannot be done raises :class:`chuan.OperationError`; what is no column raises :class:`TypeError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuan import _arrays
from chuan._arrays import operate as _do

__all__ = [
    "Components",
    "Correlations",
    "Imputed",
    "Kemeny",
    "Normalised",
    "Outranked",
    "Treated",
    "aggregate",
    "apply_scale",
    "availability",
    "benefit_of_the_doubt",
    "best_worst_weights",
    "budget_allocation",
    "correlations",
    "critic_weights",
    "cronbach_alpha",
    "denominate",
    "effective_weights",
    "entropy_weights",
    "factor_weights",
    "fit",
    "growth",
    "hierarchy_weights",
    "importance",
    "impute",
    "impute_series",
    "kemeny",
    "normalise",
    "optimised_weights",
    "outranking",
    "pca",
    "pca_weights",
    "promethee",
    "rank",
    "screen",
    "shares",
    "statistics",
    "treat",
    "trend",
    "vikor",
]


class Normalised(NamedTuple):
    """Scores, and the scale that was learned."""

    #: The scores.
    values: Any
    #: The scale, to be kept and used by :func:`apply_scale`.
    scale: dict[str, Any]


class Treated(NamedTuple):
    """A treated column."""

    #: The values.
    values: Any
    #: ``"untouched"``, ``"clamped"``, ``"transformed"`` or ``"undetermined"``.
    outcome: str
    #: For every unit the end (``"low"`` or ``"high"``) at which its value was moved, or ``None``.
    moved: list[str | None]
    #: What is done to a value: limits and a function.
    curve: dict[str, Any]
    #: Skewness, kurtosis, and whether the column passed before anything was done; or ``None``.
    before: dict[str, Any] | None
    #: How many values were winsorised, and what came of it; or ``None``.
    winsorised: dict[str, Any] | None


class Imputed(NamedTuple):
    """Values without gaps, and which of them were filled in."""

    #: The column or table.
    values: Any
    #: For every unit whether its value was filled in; for a table a list for each column.
    filled: list[Any]


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


def _one(step: str, values: Any, parameters: dict[str, Any], **further: Any) -> tuple[Any, Any]:
    inputs = {"values": [_arrays.column(values)]}
    inputs |= {name: [_arrays.column(v)] for name, v in further.items() if v is not None}
    tables, value = _do(step, inputs, parameters)
    return _arrays.like(values, tables["values"][0]), value


def _table(step: str, table: Any, parameters: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    return _do(step, {"table": _arrays.columns(table)[0]}, parameters)


def _square(data: list[bytes]) -> list[list[Any]]:
    """A matrix that comes column by column, row by row."""
    listed = [_arrays.like([], cells) for cells in data]
    return [list(row) for row in zip(*listed, strict=True)]


# ── Before scores ─────────────────────────────────────────────────────────────────────────────────


def denominate(values: Any, denominators: Any, *, scale_factor: float = 1.0) -> Any:
    """Divide by another column: ``value / (denominator / scale_factor)``.

    Parameters
    ----------
    values, denominators : column
        What is divided, and by what.
    scale_factor : float
        1000 for a result per thousand of the denominator.

    Returns
    -------
    column
        Absent where either is absent or the denominator is 0.

    Notes
    -----
    COINr's ``Denominate``.

    Examples
    --------
    >>> chuan.ops.denominate([30, 8, None], [20_000, 0, 500], scale_factor=1000)
    [1.5, None, None]
    """
    parameters = {"method": "ratio", "denominator": "denominators", "scale_factor": scale_factor}
    return _one("denominate", values, parameters, denominators=denominators)[0]


def availability(
    table: Any, *, groups: Sequence[Sequence[int]] | None = None
) -> list[dict[str, Any]]:
    """How much data every unit has.

    Parameters
    ----------
    table : table
        Columns are indicators.
    groups : sequence of sequences of int, optional
        Places of columns that belong together.

    Returns
    -------
    list of dict
        For every unit ``columns``, ``missing``, ``zeros``, ``share`` of columns with a value,
        ``non_zero_share`` of the values, and with groups the share in each.

    Notes
    -----
    COINr's ``get_data_avail``.

    Examples
    --------
    >>> chuan.ops.availability([[1, None], [0, None]])[0]
    {'columns': 2, 'missing': 0, 'zeros': 1, 'share': 1.0, 'non_zero_share': 0.5}
    """
    tables, rows = _table("availability", table, {"groups": groups})
    share = _arrays.like([], tables["share"][0])
    non_zero = _arrays.like([], tables["non_zero_share"][0])
    by_group = [_arrays.like([], cells) for cells in tables.get("groups", [])]
    for unit, row in enumerate(rows):
        row |= {"share": share[unit], "non_zero_share": non_zero[unit]}
        if by_group:
            row["groups"] = [column[unit] for column in by_group]
    return list(rows)


def screen(
    table: Any,
    method: str = "by_missing",
    *,
    forced: Mapping[int, tuple[bool, str]] | None = None,
    **parameters: Any,
) -> list[dict[str, Any]]:
    """Which units have enough data.

    Parameters
    ----------
    table : table
        Columns are indicators.
    method : {"none", "by_missing", "by_zeros", "by_both"}
        ``by_missing``: the share of columns with a value is at least ``threshold`` (2/3);
        ``by_zeros``: of the values at least a share of ``threshold`` (0.05) is not zero;
        ``by_both``: both, as ``missing`` and ``zeros``. A share equal to its limit is enough.
    forced : mapping, optional
        By place of the unit whether it is kept whatever the rule says, and why.
    **parameters
        Thresholds.

    Returns
    -------
    list of dict
        For every unit ``kept`` and ``reason``.

    Notes
    -----
    COINr's ``Screen``; a unit without any value is dropped, with its code.

    Examples
    --------
    >>> found = chuan.ops.screen([[1, None], [2, 0]], threshold=0.6)
    >>> [unit["kept"] for unit in found]
    [True, False]
    """
    listed: list[Any] | None = None
    if forced:
        listed = [None] * (max(forced) + 1)
        for unit, (keep, reason) in forced.items():
            listed[unit] = {"keep": keep, "reason": reason}
    how = {"method": method, **parameters}
    return list(_table("screen", table, {"how": how, "forced": listed})[1])


def impute(
    values: Any,
    method: str = "mean",
    *,
    groups: Any = None,
    predictors: Any = None,
    directions: Sequence[str] | None = None,
    **parameters: Any,
) -> Imputed:
    """Fill gaps from the same or other columns.

    Parameters
    ----------
    values : column or table
        A column for methods that look at one column, a table for those that look at many. A
        sequence of numbers is a column, a sequence of sequences a table.
    method : str
        ``mean`` and ``median`` of the column; ``value``; ``group_mean`` and ``group_median`` inside
        ``groups``; ``row_mean`` and ``row_median`` of the unit's min-max scores, scaled back;
        ``regression`` on ``predictors`` (least squares); ``nearest`` (the mean of the ``k`` units
        nearest over the columns that both have); ``em`` (expectation under the multivariate normal
        distribution that fits best; ``tolerance``, ``max_iterations``).
    groups : sequence, optional
        The group of every unit, by any name.
    predictors : table, optional
        Columns that explain the values, for ``regression``.
    directions : sequence of {"higher", "lower"}, optional
        For the methods by row.
    **parameters
        Those of the method: ``value``, ``k``, ``tolerance``, ``max_iterations``.

    Returns
    -------
    Imputed
        The values, and which were filled in.

    Notes
    -----
    OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 3; EM: Dempster,
    Laird and Rubin 1977. COINr: ``i_mean``, ``i_median``, ``i_mean_grp``, ``i_median_grp``,
    ``Impute(impute_by = "row")``.

    Examples
    --------
    >>> chuan.ops.impute([1, None, 4]).values
    [1.0, 2.5, 4.0]
    >>> chuan.ops.impute([1, None, 9, None], "group_mean", groups=["a", "a", "b", None]).filled
    [False, True, False, False]
    """
    single = _is_column(values)
    how: dict[str, Any] = {"method": method, **parameters}
    if method in ("group_mean", "group_median"):
        how.setdefault("group", "groups")
    if method == "regression":
        how.setdefault("predictors", [])
    inputs = {"table": [_arrays.column(values)] if single else _arrays.columns(values)[0]}
    if predictors is not None:
        inputs["predictors"] = (
            [_arrays.column(predictors)]
            if _is_column(predictors)
            else _arrays.columns(predictors)[0]
        )
    given = {"how": how, "groups": _arrays.codes(groups), "directions": directions}
    tables, said = _do("impute", inputs, given)
    if single:
        return Imputed(_arrays.like(values, tables["table"][0]), said["filled"][0])
    return Imputed(_arrays.table_like(values, tables["table"]), said["filled"])


def _is_column(values: Any) -> bool:
    if hasattr(values, "ndim"):
        return bool(values.ndim == 1)
    if isinstance(values, Mapping) or hasattr(values, "columns"):
        return False
    if isinstance(values, Sequence):
        return not any(hasattr(member, "__len__") for member in values)
    return True


def impute_series(
    table: Any,
    method: str = "latest",
    *,
    times: Sequence[float],
    groups: Any = None,
    **parameters: Any,
) -> Imputed:
    """Fill gaps of every unit from its own values at other times.

    Parameters
    ----------
    table : table
        A column for each of the times.
    method : {"latest", "constant", "linear", "linear_constant", "group_growth"}
        ``latest``: the last earlier value, at most ``max_steps`` back; ``constant``: so too, and
        before the first value the first; ``linear``: on the line between two values, outside the
        nearest; ``linear_constant``: so too for a single value; ``group_growth``: the unit's last
        value times the growth of the mean of its group since.
    times : sequence of float
        Rising.
    groups : sequence, optional
        The group of every unit, for ``group_growth``.
    **parameters
        ``max_steps``.

    Returns
    -------
    Imputed
        The table, and which values were filled in.

    Notes
    -----
    COINr's ``impute_panel``.

    Examples
    --------
    >>> years = [2015, 2016, 2017]
    >>> chuan.ops.impute_series([[10], [None], [16]], "linear", times=years).values
    [[10.0], [13.0], [16.0]]
    """
    given = {
        "how": {"method": method, **parameters},
        "times": [float(time) for time in times],
        "groups": _arrays.codes(groups),
    }
    tables, said = _table("impute_series", table, given)
    return Imputed(_arrays.table_like(table, tables["table"]), said["filled"])


def treat(values: Any, method: str = "two_stage", **parameters: Any) -> Treated:
    """Treat outliers.

    Parameters
    ----------
    values : column
        The values.
    method : {"none", "two_stage", "winsorise", "transform", "interquartile", "mad"}
        ``two_stage``: while abs(skewness) > 2 and kurtosis > 3.5 the most extreme value is moved to
        the next one, ``max_points`` (5) at most; what still fails is transformed by ``then``
        (``log_shifted_1pc``). ``winsorise``: the first stage alone. ``transform``: ``by`` a
        function. ``interquartile``: beyond ``factor`` (1.5) interquartile ranges from the
        quartiles. ``mad``: beyond ``factor`` (3) times 1.4826 median absolute deviations from the
        median.
    **parameters
        Those of the method; ``thresholds`` is a dict of ``skewness`` and ``kurtosis``.

    Returns
    -------
    Treated
        The values, and what was done.

    Notes
    -----
    Skewness and kurtosis of type 2. COINr's ``Treat``, ``winsorise``, ``log_CT``, ``boxcox``.

    Examples
    --------
    >>> treated = chuan.ops.treat([1, 2, 3, 4, 5, 6, 100])
    >>> treated.outcome, treated.values[-1], treated.moved[-1]
    ('clamped', 6.0, 'high')
    """
    result, said = _one("treat", values, {"how": {"method": method, **parameters}})
    return Treated(
        result, said["outcome"], said["moved"], said["curve"], said["before"], said["winsorised"]
    )


# ── Scores ────────────────────────────────────────────────────────────────────────────────────────


def fit(
    values: Any,
    method: str = "min_max",
    *,
    direction: str = "higher",
    learn_from: Any = None,
    units: Sequence[str] | None = None,
    **parameters: Any,
) -> Normalised:
    """Normalise a column, and keep the scale that was learned.

    Parameters
    ----------
    values, method, direction, learn_from, units, **parameters
        As :func:`normalise` has them.

    Returns
    -------
    Normalised
        The scores and the scale.

    Examples
    --------
    >>> base = chuan.ops.fit([10, 30], to=[0, 100])
    >>> chuan.ops.apply_scale([35], base.scale)  # a year later, against the base year
    [125.0]
    """
    given = {
        "how": {"method": method, **parameters},
        "direction": direction,
        "units": None if units is None else [str(unit) for unit in units],
    }
    scores, scale = _one("normalise", values, given, learn_from=learn_from)
    return Normalised(scores, scale)


def normalise(
    values: Any,
    method: str = "min_max",
    *,
    direction: str = "higher",
    learn_from: Any = None,
    units: Sequence[str] | None = None,
    **parameters: Any,
) -> Any:
    """Bring a column to a common scale on which higher is better.

    Parameters
    ----------
    values : column
        The values, in their own unit.
    method : str
        ``none``; ``min_max`` ``(x - min) / (max - min)``; ``z_score`` ``mean + sd (x - x̄) / s``;
        ``scaled``; ``rank``; ``borda``; ``percentile_rank``; ``distance_to_max``;
        ``distance_to_reference`` (``unit``); ``distance_to_target`` (``target``);
        ``fraction_of_max``; ``goalposts`` (``lower``, ``upper``, ``transform``, ``power``,
        ``cap``); ``percentile_goalposts``; ``band``; ``two_sided``; ``categories``; ``steps``;
        ``piecewise``; ``mean_bands``.
    direction : {"higher", "lower"}
        Which way is better; handled here and nowhere else.
    learn_from : column, optional
        Where ends, means and ranks come from: a base year, or all years. The values by default.
    units : sequence of str, optional
        Codes of the units, where the method names one.
    **parameters
        Those of the method, as in a framework file; ``to=[0, 100]`` for most.

    Returns
    -------
    column
        Scores; absent stays absent.

    Raises
    ------
    chuan.OperationError
        When nothing can be learned: no value, no range, parameters that make no scale.

    Notes
    -----
    OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 5. COINr:
    ``n_minmax``, ``n_zscore``, ``n_scaled``, ``n_rank``, ``n_borda``, ``n_prank``, ``n_dist2max``,
    ``n_dist2ref``, ``n_dist2targ``, ``n_fracmax``, ``n_goalposts``.

    Examples
    --------
    >>> chuan.ops.normalise([2, None, 4, 3], direction="lower", to=[1, 100])
    [100.0, None, 1.0, 50.5]
    >>> chuan.ops.normalise([40, 60], "goalposts", lower=20, upper=85)[0]
    0.3076923076923077
    """
    return fit(
        values, method, direction=direction, learn_from=learn_from, units=units, **parameters
    ).values


def apply_scale(values: Any, scale: Mapping[str, Any]) -> Any:
    """Score a column by a scale that :func:`fit` learned.

    Parameters
    ----------
    values : column
        The values.
    scale : mapping
        The scale.

    Returns
    -------
    column
        Scores.

    Examples
    --------
    >>> scale = chuan.ops.fit([0, 10]).scale
    >>> chuan.ops.apply_scale([5, 20], scale)
    [0.5, 2.0]
    """
    return _one("apply_scale", values, {"scale": dict(scale)})[0]


def growth(now: Any, before: Any, method: str = "relative", **parameters: Any) -> Any:
    """Change against an earlier period.

    Parameters
    ----------
    now, before : column
        The values of the same units.
    method : {"difference", "relative", "log", "compound"}
        ``now - before``; ``(now - before) / abs(before) × factor``; ``ln(now / before)``;
        ``(now / before)^(1 / periods) - 1``.
    **parameters
        ``factor`` or ``periods``.

    Returns
    -------
    column
        Absent where the formula has no value.

    Examples
    --------
    >>> chuan.ops.growth([121], [100], factor=100)
    [21.0]
    """
    inputs = {"now": [_arrays.column(now)], "before": [_arrays.column(before)]}
    tables, _ = _do("growth", inputs, {"method": method, **parameters})
    return _arrays.like(now, tables["values"][0])


def _combined(
    table: Any,
    weights: Any,
    directions: Sequence[str] | None,
    missing: str,
    substitute: float,
    min_available: float | None,
    **further: Any,
) -> dict[str, Any]:
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
    given = _combined(
        table,
        weights,
        directions,
        missing,
        substitute,
        min_available,
        how={"method": method, **parameters},
    )
    tables, _ = _table("aggregate", table, given)
    return _arrays.row_like(table, tables["values"][0])


def rank(values: Any, *, order: str = "highest_first", ties: str = "min") -> Any:
    """Rank units; values that are equal as decimals of 12 significant digits are ties.

    Parameters
    ----------
    values : column
        What is ranked.
    order : {"highest_first", "lowest_first"}
        Which value has rank 1.
    ties : {"min", "max", "average", "dense", "ordinal"}
        What equal values get.

    Returns
    -------
    column
        Ranks; none for a unit without a value.

    Examples
    --------
    >>> chuan.ops.rank([0.1 + 0.2, 0.3, None, 0.5, 0.1])
    [2.0, 2.0, None, 1.0, 4.0]
    """
    return _one("rank", values, {"order": order, "ties": ties})[0]


# ── Comparing units ───────────────────────────────────────────────────────────────────────────────


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

    Notes
    -----
    Opricovic 1998; Opricovic and Tzeng 2004.

    Examples
    --------
    >>> chuan.ops.vikor([[1, 3, 2], [1, 3, 3]]).columns["q"]
    [1.0, 0.0, 0.375]
    """
    given = _combined(table, weights, directions, missing, substitute, min_available, v=v)
    tables, _ = _table("vikor", table, given)
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

    Notes
    -----
    Brans 1982; Brans and Vincke 1985.

    Examples
    --------
    >>> linear = [{"method": "linear", "preference": 10}]
    >>> chuan.ops.promethee([[10, 14, 20]], preferences=linear).columns["positive"]
    [0.0, 0.2, 0.8]
    """
    given = _combined(
        table,
        weights,
        directions,
        missing,
        substitute,
        min_available,
        preferences=None if preferences is None else [dict(one) for one in preferences],
    )
    tables, _ = _table("promethee", table, given)
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

    Notes
    -----
    Munda and Nardo 2009; COINr's ``outrankMatrix``, without its dependence on the order of units
    where values are missing.

    Examples
    --------
    >>> chuan.ops.outranking([[1, 2], [2, 1], [3, 1]])
    [[None, 0.6666666666666666], [0.3333333333333333, None]]
    """
    given = _combined(table, weights, directions, missing, substitute, min_available)
    tables, _ = _table("outranking", table, given)
    return _square(tables["table"])


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

    Notes
    -----
    Young and Levenglick 1978.

    Examples
    --------
    >>> chuan.ops.kemeny([[3, 2, 1], [3, 1, 2], [2, 3, 1]]).orders
    [[0, 1, 2]]
    """
    limits = {"orders": orders, "work": work}
    given = _combined(table, weights, directions, missing, substitute, min_available, limits=limits)
    _, said = _table("kemeny", table, given)
    return Kemeny(said["orders"], said["score"], said["bound"], said["proven"], said["all"])


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
    return list(_table("benefit_of_the_doubt", table, {"shares": listed})[1])


# ── Weights ───────────────────────────────────────────────────────────────────────────────────────


def shares(weights: Sequence[float], *, total: float | None = None) -> list[float]:
    """Weights or points as shares that add up to 1.

    Parameters
    ----------
    weights : sequence of float
        Relative weights, or points.
    total : float, optional
        What the points have to add up to.

    Returns
    -------
    list of float
        Shares.

    Raises
    ------
    chuan.OperationError
        When one is negative or no number, all are zero, or the total is another.

    Examples
    --------
    >>> chuan.ops.shares([50, 30, 20], total=100)
    [0.5, 0.3, 0.2]
    """
    given = {"weights": [float(weight) for weight in weights], "total": total}
    return list(_do("shares", {}, given)[1])


def budget_allocation(
    points: Sequence[Sequence[float]],
    *,
    centre: str | Mapping[str, Any] = "mean",
    total: float | None = None,
) -> dict[str, list[float]]:
    """Weights from points that experts distribute.

    Parameters
    ----------
    points : sequence of sequences
        A row for every expert.
    centre : {"mean", "median"} or mapping
        How shares are averaged; ``{"by": "trimmed_mean", "cut": 0.1}`` too.
    total : float, optional
        What every row has to add up to.

    Returns
    -------
    dict
        ``weights``, and the ``lowest``, ``highest`` and ``sd`` of the shares.

    Notes
    -----
    OECD and JRC, *Handbook* (2008), step 6.

    Examples
    --------
    >>> chuan.ops.budget_allocation([[50, 50], [75, 25]], total=100)["weights"]
    [0.625, 0.375]
    """
    by = {"by": centre} if isinstance(centre, str) else dict(centre)
    rows = [[float(point) for point in row] for row in points]
    return dict(_do("budget_allocation", {}, {"points": rows, "centre": by, "total": total})[1])


def hierarchy_weights(
    comparisons: Sequence[Sequence[float]],
    *,
    priority: str = "eigenvector",
    tolerance: float = 1e-6,
) -> dict[str, Any]:
    """The analytic hierarchy process: weights from comparisons of pairs.

    Parameters
    ----------
    comparisons : matrix
        In row ``i``, column ``j``: how many times as important ``i`` is as ``j``.
    priority : {"eigenvector", "row_geometric_mean"}
        How comparisons become weights.
    tolerance : float
        How far ``a_ij a_ji`` may be from 1.

    Returns
    -------
    dict
        ``weights``, ``lambda_max``, ``consistency_index``, ``consistency_ratio`` (below 0.1 by
        convention).

    Notes
    -----
    Saaty 1980; Crawford and Williams 1985.

    Examples
    --------
    >>> found = chuan.ops.hierarchy_weights([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> [round(weight, 6) for weight in found["weights"]]
    [0.571429, 0.285714, 0.142857]
    """
    matrix = [[float(value) for value in row] for row in comparisons]
    options = {"priority": priority, "tolerance": tolerance}
    return dict(_do("hierarchy", {}, {"comparisons": matrix, "options": options})[1])


def best_worst_weights(
    best: int,
    worst: int,
    best_to_others: Sequence[float],
    others_to_worst: Sequence[float],
) -> dict[str, Any]:
    """The best-worst method, linear model.

    Parameters
    ----------
    best, worst : int
        Places of the most and the least important criterion.
    best_to_others, others_to_worst : sequence of float
        How many times as important: the best as each, each as the worst.

    Returns
    -------
    dict
        ``weights`` and the largest ``deviation`` from a comparison.

    Notes
    -----
    Rezaei 2015, 2016.

    Examples
    --------
    >>> found = chuan.ops.best_worst_weights(0, 2, [1, 2, 4], [4, 2, 1])
    >>> [round(weight, 6) for weight in found["weights"]]
    [0.571429, 0.285714, 0.142857]
    """
    given = {
        "best": best,
        "worst": worst,
        "best_to_others": [float(times) for times in best_to_others],
        "others_to_worst": [float(times) for times in others_to_worst],
    }
    return dict(_do("best_worst", {}, given)[1])


def entropy_weights(table: Any) -> list[float]:
    """Weights from the entropy of columns of non-negative numbers.

    Parameters
    ----------
    table : table
        The columns.

    Returns
    -------
    list of float
        ``w_j = (1 - E_j) / Σ (1 - E)`` with ``E_j = -Σ p ln p / ln n`` and ``p = x / Σ x``.

    Notes
    -----
    Shannon 1948; Zeleny 1982.

    Examples
    --------
    >>> chuan.ops.entropy_weights([[1, 1], [1, 3]])
    [0.0, 1.0]
    """
    return list(_table("entropy", table, {})[1])


def critic_weights(table: Any, *, divisor: str = "sample") -> list[float]:
    """CRITIC: weights from spread and conflict.

    Parameters
    ----------
    table : table
        The columns; they are min-max scaled first.
    divisor : {"sample", "population"}
        Of the standard deviation.

    Returns
    -------
    list of float
        ``w_j ∝ sd_j Σ_m (1 - r_jm)``.

    Notes
    -----
    Diakoulaki, Mavrotas and Papayannakis 1995.

    Examples
    --------
    >>> [round(weight, 9) for weight in chuan.ops.critic_weights([[1, 2, 3], [3, 2, 1]])]
    [0.5, 0.5]
    """
    return list(_table("critic", table, {"divisor": divisor})[1])


def pca_weights(table: Any) -> list[float]:
    """The loadings of the first principal component; they can be negative.

    Parameters
    ----------
    table : table
        The columns.

    Returns
    -------
    list of float
        The loadings, with a sum that is not negative.

    Notes
    -----
    COINr's ``get_PCA(weights_to)``.

    Examples
    --------
    >>> [round(weight, 6) for weight in chuan.ops.pca_weights([[1, 2, 3], [2, 4, 6]])]
    [0.707107, 0.707107]
    """
    return list(_table("first_component", table, {})[1])


def factor_weights(
    table: Any, *, min_eigenvalue: float = 1.0, min_explained: float = 0.1, kaiser: bool = True
) -> dict[str, Any]:
    """The Handbook's weights from rotated factors.

    Parameters
    ----------
    table : table
        The columns.
    min_eigenvalue, min_explained : float
        Which factors are kept.
    kaiser : bool
        Whether rows are scaled to length 1 while rotating.

    Returns
    -------
    dict
        ``weights``, ``loadings``, ``explained``, and the ``factor`` of every column.

    Notes
    -----
    Nicoletti, Scarpetta and Boylaud 2000; OECD and JRC, *Handbook* (2008), step 6; varimax: Kaiser
    1958.

    Examples
    --------
    >>> found = chuan.ops.factor_weights([[1, 2, 3, 4], [1, 3, 2, 4]])
    >>> [round(weight, 9) for weight in found["weights"]]
    [0.5, 0.5]
    """
    given = {"min_eigenvalue": min_eigenvalue, "min_explained": min_explained, "kaiser": kaiser}
    return dict(_table("factor", table, given)[1])


def optimised_weights(
    table: Any,
    *,
    goal: str = "balance",
    importance: Sequence[float] | None = None,
    measure: str | None = None,
    tolerance: float = 1e-18,
    evaluations: int = 200_000,
) -> dict[str, Any]:
    """Weights that give every column the importance it is meant to have.

    Parameters
    ----------
    table : table
        The scores.
    goal : {"balance", "stated", "information"}
        Equal importances, those stated, or the largest sum.
    importance : sequence of float, optional
        What each is meant to have, relative; for ``stated``.
    measure : str, optional
        How importance is measured, as in a framework file.
    tolerance, evaluations : float, int
        When the search ends.

    Returns
    -------
    dict
        ``weights``, ``importance``, ``objective``, ``evaluations``, ``converged``.

    Notes
    -----
    Paruolo, Saisana and Saltelli 2013; Becker et al. 2017. COINr's ``get_opt_weights``, by column
    and not by alphabet.

    Examples
    --------
    >>> found = chuan.ops.optimised_weights([[0, 2, 0, 2], [0, 0, 1, 1]])
    >>> [round(weight, 4) for weight in found["weights"]]
    [0.3333, 0.6667]
    """
    aim: dict[str, Any] = {"goal": goal}
    if importance is not None:
        aim["importance"] = [float(share) for share in importance]
    given = {
        "goal": aim,
        "measure": measure,
        "tolerance": tolerance,
        "evaluations": evaluations,
    }
    return dict(_table("optimise", table, given)[1])


def importance(table: Any, weights: Sequence[float], *, measure: str | None = None) -> list[float]:
    """The importance of every column in the weighted mean of all.

    Parameters
    ----------
    table : table
        The scores.
    weights : sequence of float
        One for each column.
    measure : str, optional
        How importance is measured, as in a framework file.

    Returns
    -------
    list of float
        Importances.

    Notes
    -----
    Paruolo, Saisana and Saltelli 2013.

    Examples
    --------
    >>> found = chuan.ops.importance([[0, 2, 0, 2], [0, 0, 1, 1]], [1, 2])
    >>> [round(share, 6) for share in found]
    [0.5, 0.5]
    """
    given = {"weights": [float(weight) for weight in weights], "measure": measure}
    return list(_table("importance", table, given)[1])


def effective_weights(parents: Sequence[int | None], weights: Sequence[float]) -> list[float]:
    """The weight of every element of a tree in its root.

    Parameters
    ----------
    parents : sequence of int or None
        The place of the parent of each element.
    weights : sequence of float
        Relative inside a group.

    Returns
    -------
    list of float
        Products of shares along the path.

    Notes
    -----
    COINr's ``get_eff_weights``.

    Examples
    --------
    >>> chuan.ops.effective_weights([None, 0, 0, 1], [1, 3, 1, 1])
    [1.0, 0.75, 0.25, 0.75]
    """
    given = {"parents": list(parents), "weights": [float(weight) for weight in weights]}
    return list(_do("effective", {}, given)[1])


# ── Statistics ────────────────────────────────────────────────────────────────────────────────────


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
    rows = _table("statistics", table, {"thresholds": limits})[1]
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
    tables, said = _table("correlations", table, given)
    units = [[int(count) for count in row] for row in _square(tables["units"])]
    return Correlations(
        _square(tables["values"]), _square(tables["p_values"]), units, said["flags"]
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

    Notes
    -----
    OECD and JRC, *Handbook* (2008), step 4; COINr's ``get_PCA``.

    Examples
    --------
    >>> found = chuan.ops.pca([[1, 2, 3, 4], [1, 3, 2, 4]])
    >>> [round(value, 9) for value in found.eigenvalues]
    [1.8, 0.2]
    """
    said = _table("components", table, {})[1]
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

    Notes
    -----
    Cronbach 1951; COINr's ``get_cronbach``.

    Examples
    --------
    >>> round(chuan.ops.cronbach_alpha([[1, 2, 3], [1, 3, 2]]), 9)
    0.666666667
    """
    alpha: float | None = _table("cronbach_alpha", table, {})[1]
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

    Notes
    -----
    COINr's ``get_trends``.

    Examples
    --------
    >>> chuan.ops.trend([[100, 1], [121, None]], times=[2018, 2020])
    [21.0, None]
    """
    given = {"how": {"method": method, **parameters}, "times": [float(time) for time in times]}
    tables, _ = _table("trends", table, given)
    return _arrays.row_like(table, tables["values"][0])
