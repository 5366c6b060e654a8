"""Steps before the scorer, sets of weights, fits and trends."""

import copy
import pickle

import chuan
import pytest

TEXT = """
code = "steps"
title = "Steps"
[defaults]
impute = "mean"
scorer = { method = "min_max", to = [0, 100] }
[[weight_set]]
code = "experts"
weights = { a = 3, b = 1 }
[[node]]
code = "total"
[[ranking]]
node = "total"
band = [{ code = "upper", count = 1 }, { code = "lower" }]
[[indicator]]
code = "a"
parent = "total"
[[indicator]]
code = "b"
parent = "total"
"""


@pytest.fixture(scope="module")
def steps():
    return chuan.Framework.from_text(TEXT)


@pytest.fixture
def data():
    rows = [("u", 0, 8), ("v", 10, None), ("w", 5, 4)]
    return [{"unit": unit, "period": 2020, "a": a, "b": b} for unit, a, b in rows]


def test_steps_of_a_value(steps, data):
    table = steps.score(data).steps()
    rows = {(row["unit"], row["item"]): row for row in table.to_dicts()}
    filled = rows["v", "b"]
    assert (filled["observed"], filled["imputed"], filled["filled_by"]) == (None, 6.0, "mean")
    assert (filled["score"], filled["weight"], filled["contribution"]) == (50.0, 0.5, 25.0)
    total = rows["v", "total"]
    assert (total["rank"], total["band"], total["coverage"]) == (1.0, "upper", 0.5)
    explained = steps.score(data).explain("v")
    assert explained.to_dict()["children"][1]["filled_by"] == "mean"
    assert "filled by mean" in str(explained)


def test_weights_by_name(steps, data):
    card = steps.score(data, weights="experts")
    assert card.weight_set == "experts"
    assert card.score("w", "total") == 37.5
    assert steps.score(data).weight_set is None
    with pytest.raises(KeyError, match="did you mean `experts`"):
        steps.score(data, weights="expert")


def test_a_fit_is_kept_and_applied(steps, data, tmp_path):
    fit = steps.score(data).fit
    fit.save(tmp_path / "fit.json")
    again = chuan.Fit.load(tmp_path / "fit.json")
    assert again == fit
    assert pickle.loads(pickle.dumps(fit)) == fit
    assert copy.deepcopy(fit) == fit
    later = [{"unit": "u", "period": 2021, "a": 20, "b": 8}]
    assert steps.score(later, fit=fit.frozen(2020)).score("u", "a") == 200.0
    with pytest.raises(ValueError, match="no fit"):
        chuan.Fit.from_json("{}")
    with pytest.raises(FileNotFoundError):
        chuan.Fit.load(tmp_path / "none.json")


def test_trends(steps, data):
    later = [{**row, "period": 2022, "b": 4 + row["a"]} for row in data]
    table = steps.score(data + later).trends(of="observed")
    row = next(row for row in table.to_dicts() if (row["unit"], row["item"]) == ("w", "b"))
    assert (row["first"], row["last"]) == (4.0, 9.0)
    assert row["change"] == 5.0
    assert row["cagr"] == pytest.approx(0.5)
    assert row["slope"] == pytest.approx(2.5)
    with pytest.raises(ValueError, match="no figure"):
        steps.score(data).trends(of="scores")
