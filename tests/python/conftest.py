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


RECORD = """{
  "format": "meeting-record/1", "id": "ward-3",
  "registry": {"bodies": [{"id": "council", "name": "Council", "kind": "council"}]},
  "meeting": {"id": "m1", "body": "council", "title": "March session", "kind": "regular",
    "date": "2024-03-12", "status": "held",
    "record": {"basis": "press_report", "complete": {}},
    "agenda": [{"id": "a1", "no": "1", "title": "Roads", "kind": "decide",
      "decisions": [{"id": "d1", "kind": "assignment", "by": "body:council",
        "text": "The council repairs the road."}]}]},
  "tasks": [{"id": "t1", "title": "Repair the road", "from": ["d1"], "owner": "council",
    "due": "2024-06", "deliverable": "A road"}]
}"""


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
