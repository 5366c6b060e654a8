"""Chuan (*chuẩn*, "standard"): governance indicators from raw value to certificate.

A :class:`Framework` says what is measured, how it is scored and which levels can be reached.
:meth:`Framework.check` says what is wrong with data, :meth:`Framework.score` scores and ranks
units, :meth:`Framework.assess` awards levels or says what is missing. :mod:`chuan.ops` has every
single step as a function over arrays. A :class:`Record` is what a meeting decided, a :class:`Log`
what became of its tasks.
"""

import warnings as _warnings

from chuan import ops
from chuan._core import (
    DEBUG as _DEBUG,
)
from chuan._core import (
    VERSION as __version__,
)
from chuan._core import (
    Assessment,
    Board,
    Comparison,
    Explanation,
    Finding,
    Findings,
    Fit,
    Framework,
    Layers,
    Log,
    Record,
    Scorecard,
    Table,
    Tracking,
    explain,
    rules,
    schema,
)
from chuan.exceptions import (
    ChuanError,
    ChuanWarning,
    DataError,
    FrameworkError,
    OperationError,
)

__all__ = [
    "Assessment",
    "Board",
    "ChuanError",
    "ChuanWarning",
    "Comparison",
    "DataError",
    "Explanation",
    "Finding",
    "Findings",
    "Fit",
    "Framework",
    "FrameworkError",
    "Layers",
    "Log",
    "OperationError",
    "Record",
    "Scorecard",
    "Table",
    "Tracking",
    "__version__",
    "explain",
    "ops",
    "rules",
    "schema",
]

if _DEBUG:
    _warnings.warn(
        "this is a debug build of chuan, many times slower than a release build",
        RuntimeWarning,
        stacklevel=2,
    )
