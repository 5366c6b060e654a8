"""The single steps over arrays: examples, libraries in and out, errors, and the reference cases."""

import array
import doctest
import inspect
import json
import os
from pathlib import Path

import chuan
import pytest
from chuan import ops

SHARED = Path(os.environ.get("CHUAN_SHARED", Path(__file__).parents[3] / "shared"))
FUNCTIONS = [name for name in ops.__all__ if inspect.isfunction(getattr(ops, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_docstrings(name):
    text = inspect.getdoc(getattr(ops, name))
    assert ">>>" in text
    # What it takes and gives, with units and formula; when it refuses; where it comes from.
    for section in ["Parameters", "Returns", "Raises", "Notes", "Examples"]:
        assert f"{section}\n{'-' * len(section)}\n" in text, section
    test = doctest.DocTestParser().get_doctest(text, {"chuan": chuan}, name, None, None)
    output = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=output.append)
    assert result.failed == 0, "".join(output)


def test_every_parameter_is_documented():
    for name in FUNCTIONS:
        text = inspect.getdoc(getattr(ops, name))
        for parameter in inspect.signature(getattr(ops, name)).parameters:
            assert parameter in text, f"{name}: {parameter}"


def test_columns_come_back_as_they_went_in():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    wanted = [0.0, None, 1.0]
    series = pandas.Series([1, numpy.nan, 3], index=["a", "b", "c"], name="x")
    found = ops.normalise(series)
    assert list(found.index) == ["a", "b", "c"]
    assert found.name == "x"
    assert found.isna().tolist() == [False, True, False]
    found = ops.normalise(pandas.Series([1, None, 3], dtype="Int64"))
    assert found.isna().tolist() == [False, True, False]
    found = ops.normalise(polars.Series("x", [1, None, 3]))
    assert found.to_list() == wanted
    assert ops.normalise(pyarrow.array([1, None, 3])).to_pylist() == wanted
    found = ops.normalise(numpy.array([1.0, numpy.nan, 3.0]))
    assert found.dtype == numpy.float64
    assert found[2] == 1
    assert ops.normalise(numpy.array([1, 2, 3], dtype="int32"))[1] == 0.5
    assert ops.normalise(numpy.arange(9.0)[::4]).tolist() == [0.0, 0.5, 1.0]
    assert ops.normalise(array.array("d", [1, 2, 3])) == [0.0, 0.5, 1.0]


def test_tables_come_as_arrays_frames_dicts_and_lists():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    columns = {"a": [4.0, 2.0], "b": [1.0, 8.0]}
    wanted = [1.75, 6.5]
    for table in (
        columns,
        list(columns.values()),
        numpy.column_stack(list(columns.values())),
        pandas.DataFrame(columns),
        polars.DataFrame(columns),
    ):
        assert list(ops.aggregate(table, weights=[1, 3])) == wanted
    weights = {"b": 3, "a": 1}
    assert list(ops.aggregate(pandas.DataFrame(columns), weights=weights)) == wanted
    filled = ops.impute(pandas.DataFrame({"a": [1, None, 3]}, index=[7, 8, 9]))
    assert filled.values["a"].tolist() == [1, 2, 3]
    assert filled.values.index.tolist() == [7, 8, 9]


def test_what_is_wrong_is_said():
    with pytest.raises(chuan.OperationError, match="all values of the column are equal"):
        ops.normalise([1, 1])
    with pytest.raises(chuan.OperationError, match="unknown variant `minmax`"):
        ops.normalise([1, 2], "minmax")
    with pytest.raises(chuan.OperationError, match="unknown field `upto`"):
        ops.normalise([1, 2], upto=[0, 1])
    with pytest.raises(chuan.OperationError, match="the weight of child 1 is -1"):
        ops.aggregate([[1], [2]], weights=[1, -1])
    with pytest.raises(ValueError, match="`x` is no number"):
        ops.rank(["x"])
    with pytest.raises(TypeError, match="a column is an array"):
        ops.rank(3)
    with pytest.raises(TypeError, match="a table is"):
        ops.aggregate(3)


def test_order_of_units_does_not_change_a_bit():
    numpy = pytest.importorskip("numpy")
    numbers = numpy.random.default_rng(1)
    table = numbers.lognormal(size=(500, 6))
    order = numbers.permutation(500)
    for method in ("arithmetic", "geometric", "topsis", "copeland"):
        found = ops.aggregate(table, method)
        assert (ops.aggregate(table[order], method) == found[order]).all()
    assert ops.critic_weights(table) == ops.critic_weights(table[order])


GOLDEN = SHARED / "reference" / "methods_golden" / "golden.json"


@pytest.mark.skipif(not GOLDEN.exists(), reason="reference data are not at hand")
def test_figures_that_others_computed():
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))

    def close(found, name):
        assert found == pytest.approx(golden[name], rel=1e-9, abs=1e-11), name

    def columns(name):
        return [list(column) for column in zip(*golden[name], strict=True)]

    raw, weights = columns("X_edition0"), golden["weights"]
    directions = ["higher" if sign > 0 else "lower" for sign in golden["polarity"]]
    scores = [
        ops.normalise(column, direction=direction, to=[1, 100])
        for column, direction in zip(raw, directions, strict=True)
    ]
    for column, wanted in zip(scores, columns("scores_1_100"), strict=True):
        assert column == pytest.approx(wanted, rel=1e-9)
    for method in ("arithmetic", "geometric", "harmonic"):
        close(ops.aggregate(scores, method, weights=weights), method)
    close(ops.aggregate(scores, "generalised_mean", p=2, weights=weights), "power_mean_p2")
    close(ops.aggregate(scores, "minimum"), "minimum")
    close(ops.aggregate(scores, "median"), "median_unweighted")
    close(
        ops.aggregate(raw, "topsis", weights=weights, directions=directions), "topsis_vector_norm"
    )
    close(
        ops.hierarchy_weights(golden["ahp_matrix"], tolerance=1e-3)["weights"],
        "ahp_eigenvector_weights",
    )
    found = ops.best_worst_weights(
        0, 3, golden["bwm_best_to_others"], golden["bwm_others_to_worst"]
    )
    close(found["weights"], "bwm_weights")
    assert found["deviation"] == pytest.approx(golden["bwm_xi"])
    units = ops.benefit_of_the_doubt(columns("bod_input"))
    close([unit["score"] for unit in units], "bod_free")
    close(
        ops.aggregate(raw, "copeland", weights=weights, directions=directions, missing="skip"),
        "copeland",
    )
    best = ops.kemeny(raw, weights=weights, directions=directions)
    assert best.score == pytest.approx(golden["kemeny_score"])
    names = golden["units"]
    orders = sorted([names[unit] for unit in order] for order in best.orders)
    assert orders == sorted(golden["kemeny_orders"])


def schema_methods(kind):
    """The methods of a kind of step, from the schema of framework files."""
    found = chuan.schema()["$defs"][kind]
    for one in found.get("oneOf", []) + found.get("anyOf", []):
        method = one.get("properties", {}).get("method", {}).get("const", one.get("const"))
        if method and method != "none":
            yield method


#: Parameters without which a method means nothing.
NEEDED = {
    "value": {"value": 3},
    "steps": {"steps": [{"from": 2, "points": 1}]},
    "options": {"options": [{"code": "no", "points": 0}]},
    "goalposts": {"lower": 0, "upper": 10},
    "distance_to_reference": {"unit": "u2"},
    "distance_to_target": {"target": 99},
    "percentile_goalposts": {"lower": 0.1, "upper": 0.9},
    "band": {"inside": [2, 4], "zero": [0, 9]},
    "piecewise": {"knots": [[0, 0], [9, 1]]},
    "mean_bands": {"threshold": 0.1},
    "categories": {"table": [{"value": 1, "score": 2}]},
    "generalised_mean": {"p": 2},
    "owa": {"places": [2, 1]},
    "mean_min": {"alpha": 0.5},
    "transform": {"by": "log_shifted_1pc"},
    "box_cox": {"lambda": 0.5},
}
FULL = [[1, 4, 2, 7, 5], [3, 9, 8, 2, 6]]
GAPS = [[1, 4, 2, 7, 5], [3, 9, None, 2, 6]]


def test_every_method_of_a_framework_is_a_function():
    done = 0
    for method in schema_methods("Scorer"):
        units = ["u1", "u2", "u3", "u4", "u5"]
        found = ops.normalise(FULL[0], method, units=units, **NEEDED.get(method, {}))
        assert len(found) == 5, method
        done += 1
    for kind in ["Aggregation", "Combination"]:
        for method in schema_methods(kind):
            assert len(ops.aggregate(FULL, method, **NEEDED.get(method, {}))) == 5, method
            done += 1
    for method in schema_methods("Treatment"):
        assert len(ops.treat(FULL[0], method, **NEEDED.get(method, {})).values) == 5, method
        done += 1
    for method in schema_methods("Transformation"):
        by = {"method": method, **NEEDED.get(method, {})}
        assert len(ops.treat(FULL[0], "transform", by=by).values) == 5, method
        done += 1
    for method in schema_methods("ChangeMeasure"):
        more = {"periods": 1} if method == "compound" else {}
        assert len(ops.growth(FULL[0], FULL[1], method, **more)) == 5, method
        done += 1
    series = ["latest", "constant", "linear", "linear_constant", "group_growth"]
    for method in schema_methods("Imputation"):
        if method == "multiple":
            table = ops.impute_multiple(GAPS, seed=1).values
        elif method in series:
            years = [*GAPS, FULL[0]]
            table = ops.impute_series(years, method, times=[2020, 2021, 2022]).values
        else:
            more = dict(NEEDED.get(method, {}))
            if method.startswith("group"):
                more["groups"] = ["n", "n", "n", "s", "s"]
            if method == "regression":
                more["predictors"] = [FULL[0]]
            table = ops.impute(GAPS, method, **more).values
        assert table[1][2] is not None, method
        done += 1
    assert done >= 70


def test_scorers_of_single_values():
    assert ops.normalise([0, 1, None, 5], "linear", factor=3, offset=-1) == [-1, 2, None, 14]
    lower = ops.normalise([0, 1, 5], "ratio", of=4, points=10, direction="lower")
    assert lower == [10, 7.5, 0]
    assert ops.normalise([1, 0], "yes_no", points=3, direction="lower") == [0, 3]
    options = [{"code": "no", "points": 0}, {"code": "yes", "points": 4}]
    assert ops.normalise([1, 0, 2], "options", options=options) == [4, 0, None]
    assert ops.normalise([5, 6], "identity", direction="lower") == [5, 6]


def test_replicates_feed_the_uncertainty_of_scores():
    spec = {
        "code": "t",
        "title": "T",
        "node": [{"code": "n"}],
        "indicator": [
            {"code": "a", "parent": "n"},
            {
                "code": "b",
                "parent": "n",
                "required": False,
                "impute": {"method": "multiple", "replicates": 12, "seed": 3},
            },
        ],
    }
    rows = [{"unit": f"u{x}", "a": x, "b": None if x == 4 else 2 * x + x % 3} for x in range(9)]
    card = chuan.Framework.from_dict(spec).score(rows)
    table = card.uncertainty("n").to_dicts()
    for row in table:
        if row["unit"] == "u4":
            assert row["sd"] > 0
            assert row["q5"] < row["mean"] < row["q95"]
        else:
            assert (row["mean"], row["sd"]) == (row["score"], 0)
    again = chuan.Framework.from_dict(spec).score(list(reversed(rows)))
    assert again.uncertainty("n").to_dicts() == table
    spec["indicator"][1]["impute"] = "mean"
    with pytest.raises(chuan.OperationError):
        chuan.Framework.from_dict(spec).score(rows).uncertainty("n")
