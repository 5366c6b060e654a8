"""Weights: stated by people, or learned from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chuan._arrays import operate as _do
from chuan.ops import _calls


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

    Notes
    -----
    ``w / Σ w``, without a unit. Published indices state such weights or maximum points;
    OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 6.

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

    Raises
    ------
    chuan.OperationError
        No expert or criterion, rows of different lengths, negative points, a row that does
        not add up to the total or is all zero, a cut outside its range.

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

    Raises
    ------
    chuan.OperationError
        A matrix that is empty or not square, a comparison that is not positive, or not the
        reciprocal of its mirror image within the tolerance.

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

    Raises
    ------
    chuan.OperationError
        Lists of different lengths, a place that is not there, a preference below 1, or one
        of a criterion over itself that is not 1.

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

    Raises
    ------
    chuan.OperationError
        A negative number, a column with fewer than two numbers or with zeros only, or
        columns that are all equal.

    Notes
    -----
    Shannon 1948; Zeleny 1982.

    Examples
    --------
    >>> chuan.ops.entropy_weights([[1, 1], [1, 3]])
    [0.0, 1.0]
    """
    return list(_calls.table("entropy", table, {})[1])


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

    Raises
    ------
    chuan.OperationError
        A column with fewer than two numbers, or no column that says anything of its own.

    Notes
    -----
    Diakoulaki, Mavrotas and Papayannakis 1995.

    Examples
    --------
    >>> [round(weight, 9) for weight in chuan.ops.critic_weights([[1, 2, 3], [3, 2, 1]])]
    [0.5, 0.5]
    """
    return list(_calls.table("critic", table, {"divisor": divisor})[1])


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

    Raises
    ------
    chuan.OperationError
        Fewer than two complete units, or a column without spread among them.

    Notes
    -----
    COINr's ``get_PCA(weights_to)``.

    Examples
    --------
    >>> [round(weight, 6) for weight in chuan.ops.pca_weights([[1, 2, 3], [2, 4, 6]])]
    [0.707107, 0.707107]
    """
    return list(_calls.table("first_component", table, {})[1])


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

    Raises
    ------
    chuan.OperationError
        Fewer than two complete units, or a column without spread among them; limits that
        are no numbers.

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
    return dict(_calls.table("factor", table, given)[1])


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

    Raises
    ------
    chuan.OperationError
        Fewer than three complete units, a column without spread, or stated importances of
        another number, negative or all zero.

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
    return dict(_calls.table("optimise", table, given)[1])


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

    Raises
    ------
    chuan.OperationError
        Fewer than three complete units, a column without spread, or weights of another
        number, negative or all zero.

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
    return list(_calls.table("importance", table, given)[1])


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

    Raises
    ------
    chuan.OperationError
        Lists of different lengths, a parent that is not there or its own descendant, a
        negative weight, or a group whose weights are all zero.

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
