"""Before scores: denomination, availability, screening, imputation, treatment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuan import _arrays
from chuan._arrays import operate as _do
from chuan.ops import _calls


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

    Raises
    ------
    chuan.OperationError
        A scale factor that is no number.

    Notes
    -----
    COINr's ``Denominate``.

    Examples
    --------
    >>> chuan.ops.denominate([30, 8, None], [20_000, 0, 500], scale_factor=1000)
    [1.5, None, None]
    """
    parameters = {"method": "ratio", "denominator": "denominators", "scale_factor": scale_factor}
    return _calls.one("denominate", values, parameters, denominators=denominators)[0]


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

    Raises
    ------
    chuan.OperationError
        Groups that are no lists of places.

    Notes
    -----
    COINr's ``get_data_avail``.

    Examples
    --------
    >>> chuan.ops.availability([[1, None], [0, None]])[0]
    {'columns': 2, 'missing': 0, 'zeros': 1, 'share': 1.0, 'non_zero_share': 0.5}
    """
    tables, rows = _calls.table("availability", table, {"groups": groups})
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

    Raises
    ------
    chuan.OperationError
        A rule that does not exist, or a threshold that is no number.

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
    return list(_calls.table("screen", table, {"how": how, "forced": listed})[1])


def grades(
    measures: Any, grades: Sequence[Mapping[str, Any]], *, bars: Sequence[float]
) -> list[str | None]:
    """Grades of coverage, by several measures at once.

    Parameters
    ----------
    measures : table
        A column for each measure: how many values a unit has, what share of them.
    grades : sequence of mappings
        Grades, best first, as in a framework file: ``code``, and ``above`` or ``below`` (a
        quantile, type 7, of the units that meet all bars, or that do not) or ``bar``. The last one
        may state nothing.
    bars : sequence of float
        One for each measure.

    Returns
    -------
    list of str
        For every unit the code of the first grade of which every measure reaches the limit;
        ``None`` where nothing, or only zeros, was measured.

    Raises
    ------
    chuan.OperationError
        Another number of bars than of measures.

    Notes
    -----
    Blavatnik Index of Public Administration (2024).

    Examples
    --------
    >>> listed = [{"code": "A", "above": 0.5}, {"code": "B", "bar": True}, {"code": "C"}]
    >>> chuan.ops.grades([[30, 10, 30, 0], [0.9, 0.5, 0.4, 0]], listed, bars=[10, 0.5])
    ['A', 'B', 'C', None]
    """
    listed = [dict(grade) for grade in grades]
    given = {"bars": [float(bar) for bar in bars], "grades": listed}
    return list(_calls.table("grades", measures, given)[1])


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

    Raises
    ------
    chuan.OperationError
        A method that does not exist, parameters that it does not have, or one that fills a
        series (see :func:`impute_series`).

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
    whole: Any = None,
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
        The group of every unit, for ``group_growth``; all are one group without.
    whole : column, optional
        For ``group_growth`` the values of the whole at the times, such as those of a union of
        countries, in place of the mean of the group.
    **parameters
        ``max_steps``.

    Returns
    -------
    Imputed
        The table, and which values were filled in.

    Raises
    ------
    chuan.OperationError
        Another number of times than of columns, or a method that fills no series (see
        :func:`impute`).

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
    inputs = {"table": _arrays.columns(table)[0]}
    if whole is not None:
        inputs["whole"] = [_arrays.column(whole)]
    tables, said = _do("impute_series", inputs, given)
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

    Raises
    ------
    chuan.OperationError
        A method or a transformation that does not exist, or parameters that it does not
        have. A column that cannot be judged is no error: it stays, and the outcome says so.

    Notes
    -----
    Skewness and kurtosis of type 2. COINr's ``Treat``, ``winsorise``, ``log_CT``, ``boxcox``.

    Examples
    --------
    >>> treated = chuan.ops.treat([1, 2, 3, 4, 5, 6, 100])
    >>> treated.outcome, treated.values[-1], treated.moved[-1]
    ('clamped', 6.0, 'high')
    """
    result, said = _calls.one("treat", values, {"how": {"method": method, **parameters}})
    return Treated(
        result, said["outcome"], said["moved"], said["curve"], said["before"], said["winsorised"]
    )
