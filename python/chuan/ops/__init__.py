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

from chuan.ops._aggregate import aggregate, bands, benefit_of_the_doubt, rank, rounded
from chuan.ops._analysis import contributions, geometric_change, impute_multiple, pool
from chuan.ops._compare import Kemeny, Outranked, kemeny, outranking, promethee, vikor
from chuan.ops._normalise import Normalised, apply_scale, fit, growth, normalise
from chuan.ops._prepare import (
    Imputed,
    Treated,
    availability,
    denominate,
    grades,
    impute,
    impute_series,
    screen,
    treat,
)
from chuan.ops._statistics import (
    Components,
    Correlations,
    correlations,
    cronbach_alpha,
    pca,
    statistics,
    trend,
)
from chuan.ops._weights import (
    best_worst_weights,
    budget_allocation,
    critic_weights,
    effective_weights,
    entropy_weights,
    factor_weights,
    hierarchy_weights,
    importance,
    optimised_weights,
    pca_weights,
    shares,
)

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
    "bands",
    "benefit_of_the_doubt",
    "best_worst_weights",
    "budget_allocation",
    "contributions",
    "correlations",
    "critic_weights",
    "cronbach_alpha",
    "denominate",
    "effective_weights",
    "entropy_weights",
    "factor_weights",
    "fit",
    "geometric_change",
    "grades",
    "growth",
    "hierarchy_weights",
    "importance",
    "impute",
    "impute_multiple",
    "impute_series",
    "kemeny",
    "normalise",
    "optimised_weights",
    "outranking",
    "pca",
    "pca_weights",
    "pool",
    "promethee",
    "rank",
    "rounded",
    "screen",
    "shares",
    "statistics",
    "treat",
    "trend",
    "vikor",
]
