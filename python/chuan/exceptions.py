"""Exceptions and warnings.

Everything that Chuan raises by itself is a :class:`ChuanError`. Files that cannot be read raise
the exceptions of Python, such as :class:`FileNotFoundError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chuan._core import Findings

__all__ = ["ChuanError", "ChuanWarning", "DataError", "FrameworkError", "OperationError"]


class ChuanError(Exception):
    """The base of all exceptions of Chuan.

    Attributes
    ----------
    findings : Findings or None
        What was found, where the exception comes from findings.

    Examples
    --------
    >>> try:
    ...     chuan.Framework.from_dict({"code": "x"})
    ... except chuan.ChuanError as error:
    ...     print(error.findings[0].code)
    FWK-004
    """

    findings: Findings | None

    def __init__(self, message: str = "", findings: Findings | None = None) -> None:
        super().__init__(message)
        self.findings = findings

    def __reduce__(self) -> tuple[type[ChuanError], tuple[str]]:
        # Findings stay in the process in which they were made; their summary travels.
        return type(self), (str(self),)


class FrameworkError(ChuanError, ValueError):
    """A framework is wrong; ``findings`` says what and where.

    Examples
    --------
    >>> chuan.Framework.from_text("code = 1")
    Traceback (most recent call last):
    chuan.exceptions.FrameworkError: ...
    """


class DataError(ChuanError, ValueError):
    """Data are wrong, or hold nothing to be scored; ``findings`` says what and where.

    Examples
    --------
    >>> framework.check([{"unit": "Nghe An", "a": 1, "b": 0}]).raise_if_errors()
    Traceback (most recent call last):
    chuan.exceptions.DataError: 1 finding: 1 error; the first: ...
    """


class OperationError(ChuanError, ValueError):
    """A step over columns cannot be done: a parameter out of range, a column without spread.

    Examples
    --------
    >>> chuan.ops.normalise([4, 4])
    Traceback (most recent call last):
    chuan.exceptions.OperationError: all values of the column are equal
    """


class ChuanWarning(UserWarning):
    """A result was made although some records were rejected.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True, action="always") as caught:
    ...     card = framework.score([{"unit": "40", "a": 1, "b": 0}, {"unit": "?", "a": 1, "b": 0}])
    >>> caught[0].category.__name__
    'ChuanWarning'
    """
