"""Chuan (*chuẩn*, "standard"): governance indicators from raw value to certificate.

A :class:`Framework` says what is measured, how it is scored and which levels can be reached.
:meth:`Framework.check` says what is wrong with data, :meth:`Framework.score` scores and ranks
units, :meth:`Framework.assess` awards levels or says what is missing.
"""

import warnings as _warnings

from chuan._core import (
    DEBUG as _DEBUG,
)
from chuan._core import (
    VERSION as __version__,
)
from chuan._core import (
    Assessment,
    Explanation,
    Finding,
    Findings,
    Fit,
    Framework,
    Scorecard,
    Table,
    explain,
    rules,
    schema,
)
from chuan.exceptions import ChuanError, ChuanWarning, DataError, FrameworkError

__all__ = [
    "Assessment",
    "ChuanError",
    "ChuanWarning",
    "DataError",
    "Explanation",
    "Finding",
    "Findings",
    "Fit",
    "Framework",
    "FrameworkError",
    "Scorecard",
    "Table",
    "__version__",
    "explain",
    "rules",
    "schema",
]

if _DEBUG:
    _warnings.warn(
        "this is a debug build of chuan, many times slower than a release build",
        RuntimeWarning,
        stacklevel=2,
    )
