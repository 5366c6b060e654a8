"""Layers of the data put beside each other."""

import chuan
import pytest

ROWS = [
    {"unit": "40", "layer": "self", "a": 1, "b": 1},
    {"unit": "40", "layer": "appraised", "a": 1, "b": 1},
    {"unit": "42", "layer": "self", "a": 1, "b": 0},
    {"unit": "42", "layer": "appraised", "a": 0.25, "b": 1},
]
ACTS = """unit,act,level,date
42,self_assessed,two,2022-01-10
42,appraised,one,2022-02-10
42,recognised,one,2022-03-01
"""


@pytest.fixture(name="layers")
def fixture_layers(framework, tmp_path):
    record = tmp_path / "acts.csv"
    record.write_text(ACTS, encoding="utf-8")
    assessments = {name: framework.assess(ROWS, layer=name) for name in ["self", "appraised"]}
    return framework.compare_layers(assessments, record=record, as_of="2023-01-01")


def test_levels_and_where_they_differ(layers):
    assert (len(layers), layers.layers) == (2, ["self", "appraised"])
    levels = layers.levels().to_dicts()
    # By hand: 0.75 a + 0.25 b is 0.75 and 0.4375 for 42; the limit is 0.5.
    assert [row["level"] for row in levels] == ["two", "two", "two", "one"]
    assert [row["differs"] for row in levels] == [False, False, True, True]
    assert layers.differing()["value"] == [0.75, 0.4375]
    assert layers.differing()["unit"] == ["42", "42"]
    assert len(layers.criteria()) == 4
    assert "appraised" in repr(layers)
    assert "<table" in layers._repr_html_()


def test_acts_stand_beside_the_data(layers):
    standing = layers.recognition("42")
    acts = [(step["act"], step["level"]) for step in standing["steps"]]
    assert acts == [("self_assessed", "two"), ("appraised", "one"), ("recognised", "one")]
    assert standing["state"] == "recognised"
    with pytest.raises(KeyError, match="43"):
        layers.recognition("43")


def test_a_layer_that_has_nothing_of_a_unit(framework):
    own = framework.assess(ROWS[:1])
    appraised = framework.assess(ROWS[3:])
    layers = framework.compare_layers({"self": own, "appraised": appraised})
    assert layers.levels()["level"] == ["two", None, None, "one"]
    assert layers.recognition("40") is None


def test_what_cannot_be_compared(framework, tmp_path):
    with pytest.raises(ValueError, match="no layer"):
        framework.compare_layers({})
    with pytest.raises(TypeError, match="self"):
        framework.compare_layers({"self": 1})
    own = framework.assess(ROWS[:1])
    with pytest.raises(ValueError, match="as_of"):
        framework.compare_layers({"self": own}, record=tmp_path / "acts.csv")
    assert isinstance(framework.compare_layers({"self": own}), chuan.Layers)
