"""From values to scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuan import _arrays
from chuan._arrays import operate as _do
from chuan.ops import _calls


class Normalised(NamedTuple):
    """Scores, and the scale that was learned."""

    #: The scores.
    values: Any
    #: The scale, to be kept and used by :func:`apply_scale`.
    scale: dict[str, Any]


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

    Raises
    ------
    chuan.OperationError
        When nothing can be learned: no value, no range, parameters that make no scale.

    Notes
    -----
    As :func:`normalise`. In the unit of the scores; the scale can be stored as JSON.

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
    scores, scale = _calls.one("normalise", values, given, learn_from=learn_from)
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
        ``none``; ``identity``; ``linear`` ``factor x + offset``; ``ratio`` ``x / of × points``
        (``cap`` between none and all of the points); ``yes_no`` (``points``); ``options``
        (``options`` with ``code`` and ``points``; a value is the place of its option, from 0);
        ``min_max`` ``(x - min) / (max - min)``; ``z_score`` ``mean + sd (x - x̄) / s``;
        ``scaled``; ``rank``; ``borda``; ``percentile_rank``; ``distance_to_max``;
        ``distance_to_reference`` (``unit``); ``distance_to_target`` (``target``);
        ``fraction_of_max``; ``goalposts`` (``lower``, ``upper``, ``transform``, ``power``,
        ``cap``); ``percentile_goalposts``; ``band``; ``two_sided``; ``ampi`` (70 to 130, 100
        at a ``reference``); ``categories``; ``steps``;
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
    >>> chuan.ops.normalise([20, 95], "ratio", of=80, points=10)
    [2.5, 10.0]
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

    Raises
    ------
    chuan.OperationError
        A scale that :func:`fit` has not given.

    Notes
    -----
    The formula is that of the method which learned the scale: see :func:`normalise`.

    Examples
    --------
    >>> scale = chuan.ops.fit([0, 10]).scale
    >>> chuan.ops.apply_scale([5, 20], scale)
    [0.5, 2.0]
    """
    return _calls.one("apply_scale", values, {"scale": dict(scale)})[0]


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

    Raises
    ------
    chuan.OperationError
        A measure that does not exist, or parameters that it does not have.

    Notes
    -----
    OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 5: annual
    differences. ``difference`` is in the unit of the values, the others have none.

    Examples
    --------
    >>> chuan.ops.growth([121], [100], factor=100)
    [21.0]
    """
    inputs = {"now": [_arrays.column(now)], "before": [_arrays.column(before)]}
    tables, _ = _do("growth", inputs, {"method": method, **parameters})
    return _arrays.like(now, tables["values"][0])
