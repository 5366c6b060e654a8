"""Scorecards, explanations and assessments."""

import warnings

import chuan
import pytest


@pytest.fixture
def card(framework, long):
    return framework.score(long)


def test_scores(card):
    assert card.score("40", "total") == 0.75
    assert card.score("Hà Tĩnh") == pytest.approx(0.325)
    assert card.score("40", "a", 2022) == 1.0
    assert (card.units, card.periods) == (["40", "42"], ["2022"])
    assert card.framework == "demo 2022"


def test_names_that_are_not_there(card):
    with pytest.raises(KeyError, match="did you mean `Nghệ An`"):
        card.score("Nghe An")
    with pytest.raises(KeyError, match="did you mean `total`"):
        card.score("40", "totl")
    with pytest.raises(KeyError, match="no scores for 2021"):
        card.score("40", period=2021)


def test_table(card, framework):
    table = card.to_table()
    names = ["period", "unit", "name", "item", "kind", "value", "score", "shown", "rank"]
    assert table.column_names == names
    assert len(table) == 6
    assert table.to_dicts()[0] == {
        "period": "2022",
        "unit": "40",
        "name": "Nghệ An",
        "item": "total",
        "kind": "node",
        "value": 0.75,
        "score": 0.75,
        "shown": 0.75,
        "rank": 1.0,
    }
    assert card.framework_hash == framework.hash


def test_ranking(card):
    assert card.ranking().column_names == ["rank", "unit", "name", "score", "a", "b"]
    assert card.ranking()["unit"] == ["40", "42"]
    assert card.ranking("b")["rank"] == [1.0, 2.0]
    assert card.ranking("b")["unit"] == ["42", "40"]


def test_a_component_may_be_called_score():
    framework = chuan.Framework.from_dict(
        {
            "code": "x",
            "title": "X",
            "node": [{"code": "total"}],
            "indicator": [
                {"code": "score", "parent": "total"},
                {"code": "rank", "parent": "total"},
            ],
        }
    )
    card = framework.score([{"unit": "1", "score": 1, "rank": 3}])
    names = ["rank", "unit", "name", "score", "score_component", "rank_component"]
    assert card.ranking().column_names == names


def test_explanation(card):
    explanation = card.explain("40")
    assert explanation.to_dict()["children"][0]["weight"] == 0.75
    assert sum(part.contribution for part in explanation.children) == explanation.score
    assert str(explanation).splitlines()[0] == "total: 0.75, rank 1 (arithmetic)"
    assert explanation.to_text(lang="vi") == str(explanation)


def test_rejected_records_are_told(framework, long):
    long[0]["value"] = "một"
    with pytest.warns(chuan.ChuanWarning, match="1 of 4 records were rejected") as caught:
        card = framework.score(long)
    assert caught[0].filename == __file__
    assert card.findings.errors == 1
    assert card.score("40", "a") is None
    with pytest.raises(chuan.DataError) as error:
        framework.score(long, strict=True)
    assert error.value.findings.errors == 1


def test_no_warning_without_errors(framework, long):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        framework.score(long)
        framework.assess(long)


def test_nothing_to_score(framework):
    with pytest.raises(chuan.DataError, match="unit") as error:
        framework.score([{"province": "x"}])
    assert error.value.findings.errors > 0


def test_one_period(framework, long):
    rows = long + [{**row, "period": 2023} for row in long]
    assert framework.score(rows).periods == ["2022", "2023"]
    assert framework.score(rows, period="2022").periods == ["2022"]
    with pytest.raises(chuan.DataError, match="no observation is of 2021"):
        framework.score(rows, period=2021)
    wide = [{"unit": "40", "a": 1, "b": 1}]
    assert framework.score(wide).periods == [None]
    assert framework.score(wide, period=2024).periods == ["2024"]


def test_assessment(framework, long):
    assessment = framework.assess(long)
    assert len(assessment) == 2
    names = ["period", "scheme", "unit", "name", "value", "level", "possible", "certain"]
    assert assessment.to_table().column_names == names
    assert assessment.level("40", "stars", 2022) == "two"
    assert assessment.level("42") == "one"
    assert assessment.missing("40") == []
    (missing,) = assessment.missing("42")
    assert missing["verdict"] == "not_met"
    assert missing["sentence"] == "total 0.325 (required ≥ 0.5)"
    assert "yêu cầu" in assessment.missing("42", lang="vi")[0]["sentence"]
    assert assessment.missing("42", level="two") == [missing]
    assert assessment.scorecard.score("40") == 0.75
    with pytest.raises(KeyError, match="did you mean `two`"):
        assessment.missing("42", level="tow")
    with pytest.raises(KeyError, match="did you mean `stars`"):
        assessment.level("42", "star")
    with pytest.raises(KeyError, match="not assessed by `stars` in 2021"):
        assessment.level("42", period=2021)


def test_why_and_the_way_up(framework, long):
    assessment = framework.assess(long)
    assert assessment.explain("42")[0] == "Reached for certain: one."
    way = assessment.way_up("42")
    assert (way["level"], way["cost"], way["proven"]) == ("two", 1.0, True)
    assert way["ways"][0][0]["code"] == "total"
    assert assessment.way_up("42", costs={"total": 3})["cost"] == 3.0
    assert assessment.way_up("40") is None
    with pytest.raises(KeyError, match="did you mean `total`"):
        assessment.way_up("42", costs={"totl": 3})


def test_recognition(framework, long, tmp_path):
    record = tmp_path / "acts.csv"
    record.write_text("unit,act,level,date\n42,recognised,one,2022-03-01\n")
    assessment = framework.assess(long)
    standing = assessment.recognition(record, "42", "2023-01-01")
    assert (standing["state"], standing["level"]) == ("recognised", "one")
    assert assessment.recognition(record, "42", "2022-02-28")["state"] == "none"
    record.write_text("unit,act,level,date\n42,recognised,six,2022-03-01\n")
    with pytest.raises(ValueError, match="level"):
        assessment.recognition(record, "42", "2023-01-01")


def test_published_ranks(dti):
    framework = chuan.Framework.load(dti / "framework.toml")
    card = framework.score(dti / "observations.csv")
    assert card.ranking()["rank"] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert card.ranking()["name"][0] == "Đà Nẵng"
    assert card.score("48") == pytest.approx(0.8002, abs=6e-5)
