"""Results of a scorecard: figures, bands, statistics, comparisons, elements left out.

Scores of ``steps``: a 0, 100, 50 and b 100, 50 (filled), 0, so totals of 50, 75 and 25.
"""

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
band = [{ code = "upper", name = "Upper", count = 1 }, { code = "lower" }]
[[indicator]]
code = "a"
parent = "total"
[[indicator]]
code = "b"
parent = "total"
"""

ROWS = [("u", 0, 8), ("v", 10, None), ("w", 5, 4)]
DATA = [{"unit": unit, "period": 2020, "a": a, "b": b} for unit, a, b in ROWS]


@pytest.fixture(scope="module")
def steps():
    return chuan.Framework.from_text(TEXT)


@pytest.fixture(scope="module")
def card(steps):
    return steps.score(DATA)


def test_figures_by_unit_item_and_period(card, steps):
    assert card.figures("observed")["b"] == [8.0, None, 4.0]
    assert card.figures("imputed").to_dicts()[1] == {
        "period": "2020",
        "unit": "v",
        "total": None,
        "a": 10.0,
        "b": 6.0,
    }
    assert card.figures("filled_by")["b"] == [None, "mean", None]
    assert card.figures("score", "v")["total"] == [75.0]
    assert card.figures("contribution", node="a").column_names == ["period", "unit", "a"]
    assert card.figures("rank", period=2020)["total"] == [2.0, 1.0, 3.0]
    assert card.figures("band")["total"] == ["lower", "upper", "lower"]
    assert card.steps("w", "b", 2020)["contribution"] == [0.0]
    later = steps.score([*DATA, {"unit": "u", "period": 2021, "a": 1, "b": 1}])
    assert later.figures("observed", "u", "a")["a"] == [0.0, 1.0]
    assert later.figures("observed", period=2021)["unit"] == ["u"]
    with pytest.raises(KeyError, match="did you mean `score`"):
        card.figures("scor")
    with pytest.raises(KeyError, match="no scores for 2019"):
        card.steps(period=2019)


def test_an_item_may_have_the_name_of_a_column():
    named = chuan.Framework.from_dict({"code": "n", "title": "N", "indicator": [{"code": "unit"}]})
    table = named.score([{"unit": "x", "indicator": "unit", "value": 2}]).figures("score")
    assert table["unit_component"] == [2.0]


def test_ranks_and_bands(card):
    assert [card.rank(unit) for unit in "uvw"] == [2.0, 1.0, 3.0]
    assert card.rank("u", "b") == 1.0
    assert [card.band(unit) for unit in "uvw"] == ["lower", "upper", "lower"]
    assert card.band("u", "a") is None
    assert card.bands().to_dicts()[0] == {
        "unit": "v",
        "name": None,
        "rank": 1.0,
        "score": 75.0,
        "band": "upper",
        "band_name": "Upper",
    }


def test_weights(steps):
    weights = steps.score(DATA, weights="experts").weights()
    assert weights["item"] == ["a", "b"]
    assert weights["share"] == [0.75, 0.25]
    assert weights["effective"] == [0.75, 0.25]


def test_coverage_grades_and_reasons():
    text = TEXT.replace("[defaults]", "[screen]\navailable = 0.6\n[defaults]")
    card = chuan.Framework.from_text(text).score(DATA)
    rows = card.coverage().to_dicts()
    assert [(row["unit"], row["coverage"], row["kept"]) for row in rows] == [
        ("u", 1.0, True),
        ("v", 0.5, False),
        ("w", 1.0, True),
    ]
    assert rows[1]["reason"] == "too_many_missing: 0.5"


def test_statistics_and_availability(card):
    b = card.statistics().to_dicts()[1]
    assert (b["item"], b["present"], b["mean"], b["median"]) == ("b", 2, 6.0, 6.0)
    assert b["sd"] == pytest.approx(8**0.5)
    assert b["availability"] == pytest.approx(2 / 3)
    assert b["outliers"] is False
    table = card.availability("total")
    assert table["missing"] == [0, 1, 0]
    assert table["zeros"] == [1, 0, 0]
    assert table["non_zero_share"] == [0.5, 1.0, 1.0]


def test_correlations_three_ways(card):
    # Deviations of a: -50, 50, 0; of b: 50, 0, -50. With one degree of freedom the p-value of t is
    # 1 - 2 atan(|t|) / pi, and t = -0.5 / sqrt(0.75) = -tan(pi / 6).
    [pair] = card.correlations().to_dicts()
    assert pair["correlation"] == pytest.approx(-0.5)
    assert pair["p_value"] == pytest.approx(2 / 3)
    assert (pair["a"], pair["b"], pair["units"], pair["flag"]) == ("a", "b", 3, "below")
    # One of three pairs of units agrees.
    assert card.correlations(coefficient="kendall")["correlation"] == [pytest.approx(-1 / 3)]
    assert card.correlations(coefficient="spearman")["correlation"] == [pytest.approx(-0.5)]
    assert card.correlations(below=None)["flag"] == [None]
    with pytest.raises(chuan.OperationError):
        card.correlations("a")
    with pytest.raises(ValueError, match="pearson, spearman or kendall"):
        card.correlations(coefficient="gamma")
    with pytest.raises(ValueError, match="pairwise or listwise"):
        card.correlations(absent="never")


def test_components_and_reliability(card):
    found = card.components()
    # The eigenvalues of [[1, r], [r, 1]] are 1 - r and 1 + r.
    assert found["eigenvalue"] == pytest.approx([1.5, 0.5])
    assert found["explained"] == pytest.approx([0.75, 0.25])
    assert [abs(x) for x in found["a"]] == pytest.approx([0.75**0.5, 0.25**0.5])
    # Variances 2500, covariance -1250: 4 * -1250 / (5000 - 2500).
    assert card.reliability().to_dicts() == [
        {"node": "total", "children": 2, "alpha": pytest.approx(-2)}
    ]
    with pytest.raises(chuan.OperationError):
        card.components("a")


def test_strengths_and_weaknesses(card):
    rows = card.strengths("v", most=1).to_dicts()
    assert [(row["kind"], row["item"], row["rank"], row["filled"]) for row in rows] == [
        ("strength", "a", 1.0, False),
        ("weakness", "b", 2.0, True),
    ]
    assert {row["of"] for row in rows} == {3}
    assert len(card.strengths(most=1)) == 6


def test_the_outranking_matrix(card):
    assert card.outranking().to_dicts() == [
        {"unit": "u", "u": None, "v": 0.5, "w": 0.5},
        {"unit": "v", "u": 0.5, "v": None, "w": 1.0},
        {"unit": "w", "u": 0.5, "v": 0.0, "w": None},
    ]
    with pytest.raises(chuan.OperationError, match="no children"):
        card.outranking("a")


def test_outranking_as_the_value_of_a_node():
    text = TEXT.replace("[[ranking]]", 'aggregate = "outranking"\n[[ranking]]')
    card = chuan.Framework.from_text(text).score(DATA)
    # The means of the rows of the matrix.
    assert card.figures("score")["total"] == [0.5, 0.75, 0.25]


def test_scorecards_beside_each_other(card, steps):
    # With weights of 3 and 1 the totals are 25, 87.5 and 37.5.
    experts = steps.score(DATA, weights="experts")
    found = card.compare({"experts": experts, "same": card})
    assert found.versions == ["base", "experts", "same"]
    assert (found.item, len(found)) == ("total", 3)
    table = found.to_table()
    assert table["score change experts"] == [-25.0, 12.5, 12.5]
    assert table["rank change experts"] == [1.0, 0.0, -1.0]
    assert found.summary().to_dicts() == [
        {
            "version": "experts",
            "mean_absolute_rank_change": pytest.approx(2 / 3),
            "largest_rank_change": 1.0,
        },
        {"version": "same", "mean_absolute_rank_change": 0.0, "largest_rank_change": 0.0},
    ]
    # Ranks 2, 3, 1 and 1, 3, 2 from the lowest.
    rows = found.correlations("spearman").to_dicts()
    assert (rows[0]["a"], rows[0]["b"]) == ("base", "experts")
    assert rows[0]["correlation"] == pytest.approx(0.5)
    assert "experts" in repr(found)
    assert "<table" in found._repr_html_()
    with pytest.raises(TypeError, match="no Scorecard"):
        card.compare({"x": 1})
    with pytest.raises(ValueError, match="two versions"):
        card.compare({"base": card})
    other = chuan.Framework.from_dict({"code": "o", "title": "O", "indicator": [{"code": "z"}]})
    with pytest.raises(KeyError, match="total"):
        card.compare({"other": other.score([{"unit": "u", "z": 1}])})


def test_units_of_scorecards_are_matched_by_code(card, steps):
    # v leads w in both.
    fewer = steps.score([{**DATA[1], "b": 8}, DATA[2]])
    table = card.compare({"fewer": fewer}).to_table()
    assert table["rank fewer"] == [None, 1.0, 2.0]
    assert table["rank change fewer"] == [None, 0.0, -1.0]


def test_an_element_left_out(card, steps):
    found = card.removals()
    assert found.versions == ["all", "a", "b"]
    # Without a the scores are those of b: u before v before w. Without b: v, w, u.
    assert found.to_table()["rank a"] == [1.0, 2.0, 3.0]
    assert found.to_table()["rank b"] == [3.0, 1.0, 2.0]
    assert found.summary()["mean_absolute_rank_change"] == pytest.approx([2 / 3, 2 / 3])
    # As the scorecard was made: by the experts v comes before w before u.
    experts = steps.score(DATA, weights="experts").removals(["b"])
    assert experts.versions == ["all", "b"]
    assert experts.summary()["largest_rank_change"] == [0.0]
    with pytest.raises(KeyError, match="unknown node or indicator"):
        card.removals(["c"])


def test_what_is_learned_elsewhere_is_used_when_an_element_is_left_out(steps):
    fit = steps.score(DATA).fit.frozen(2020)
    later = [{"unit": "u", "period": 2021, "a": 20, "b": 8}]
    found = steps.score(later, fit=fit).removals(["b"])
    # a runs from 0 to 10 in 2020.
    assert found.to_table()["score b"] == [200.0]


def test_everything_that_is_a_table_goes_out_in_the_same_ways(card):
    pyarrow = pytest.importorskip("pyarrow")
    comparison = card.compare({"same": card})
    for table in (card, comparison):
        assert table.to_dicts() == pyarrow.table(table).to_pylist()
        assert table.to_pandas().shape == pyarrow.table(table).shape
        assert table.to_polars().shape == pyarrow.table(table).shape
