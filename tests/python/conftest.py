"""What the tests share: a small framework, and the examples of the repository."""

from pathlib import Path

import chuan
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

DEMO = """
code = "demo"
version = "2022"
title = { vi = "Ví dụ", en = "Example" }
[[register.unit]]
code = "40"
name = "Nghệ An"
[[register.unit]]
code = "42"
name = "Hà Tĩnh"
[[node]]
code = "total"
[[indicator]]
code = "a"
parent = "total"
weight = 3
[[indicator]]
code = "b"
parent = "total"
weight = 1
[[scheme]]
code = "stars"
node = "total"
[[scheme.level]]
code = "one"
[[scheme.level]]
code = "two"
at_least = 0.5
"""


@pytest.fixture(scope="session")
def framework():
    return chuan.Framework.from_text(DEMO)


@pytest.fixture
def long():
    """Records in long form without a fault."""
    return [
        {"unit": "40", "indicator": "a", "period": 2022, "value": 1},
        {"unit": "40", "indicator": "b", "period": 2022, "value": 0},
        {"unit": "42", "indicator": "a", "period": 2022, "value": 0.1},
        {"unit": "42", "indicator": "b", "period": 2022, "value": 1},
    ]


@pytest.fixture(scope="session")
def dti():
    folder = EXAMPLES / "dti-2022"
    if not folder.exists():
        pytest.skip("the example is not there")
    return folder
