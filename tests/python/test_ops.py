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
