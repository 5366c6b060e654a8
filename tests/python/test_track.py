"""Targets followed over time."""

import chuan
import pytest

GOALS = {
    "code": "g",
    "title": "Goals",
    "indicator": [
        {
            "code": "online",
            "unit": "%",
            "scale": "percent",
            "target": [{"period": "2025", "value": 60}],
        }
    ],
}
VALUES = [20, 28, 36, 41]
DATA = [{"unit": "a", "period": 2020 + n, "online": value} for n, value in enumerate(VALUES)]
DATA += [{"unit": "b", "period": 2020 + n, "online": 10 + n} for n in range(4)]


@pytest.fixture(name="tracking")
def fixture_tracking():
    return chuan.Framework.from_dict(GOALS).track(DATA, as_of="2024-06-30")


def test_status_pace_and_forecast(tracking):
    first, second = tracking.to_dicts()
    assert (first["status"], second["status"]) == ("moderate", "limited")
    assert first["ratio"] == pytest.approx(21 / 40 / (3 / 5))
    assert 0 < second["probability"] < first["probability"] < 1
    assert first["scale"] == "logit"


def test_stress_position_and_sentences(tracking):
    # Logits: 41 to 60 in two years is a step of 0.769; the widest of unit a is 0.811, 20 to 36.
    assert tracking.stress()["managed"] == [1, 0]
    assert tracking.position("b", "online")["rank"] == [2, 2, 2, 2]
    assert tracking.sentences(lang="vi")[0][0].startswith("Mục tiêu ≥\xa060\xa0% đến năm 2025")
    assert "<table" in tracking._repr_html_()
    assert len(tracking) == 2


def test_limits_of_ones_own():
    framework = chuan.Framework.from_dict(GOALS)
    # The pace of unit a is 0.875 of what the path asks for.
    own = framework.track(DATA, as_of="2024-06-30", limits=(0.85, 0.5, 0))
    assert own.to_dicts()[0]["status"] == "on_track"
    with pytest.raises(ValueError, match="fall"):
        framework.track(DATA, as_of=2024, limits=[0.5, 0.9])


def test_words_that_are_not_known():
    framework = chuan.Framework.from_dict(GOALS)
    with pytest.raises(ValueError, match="open_sdg"):
        framework.track(DATA, as_of=2024, method="hope")
    with pytest.raises(ValueError, match="within"):
        framework.track(DATA, as_of=2024, range="wide")


WAVES = {
    **GOALS,
    "register": {
        "unit": [
            {"code": "vinh", "attributes": {"wave": "1 pilot"}},
            {"code": "cua-lo", "attributes": {"wave": "1 pilot"}},
            {"code": "x"},
        ]
    },
}


def test_rollout_of_pilots_and_the_rest():
    values = {"vinh": [20, 28, 36], "cua-lo": [30, 44, 62], "x": [10, 12, 14]}
    rows = [
        {"unit": unit, "period": 2021 + n, "online": value}
        for unit, series in values.items()
        for n, value in enumerate(series)
    ]
    tracking = chuan.Framework.from_dict(WAVES).track(rows, as_of=2023)
    table = tracking.rollout("wave", "online")
    pilots = [row for row in table.to_dicts() if row["cohort"] == "1 pilot"]
    # By hand: (20 + 30) / 2, (28 + 44) / 2, (36 + 62) / 2; the rest went up by 2 and by 4.
    assert [row["mean"] for row in pilots] == [25, 36, 49]
    assert [row["change"] for row in pilots] == [0, 11, 24]
    assert [row["against_rest"] for row in pilots] == [0, 9, 20]
    rest = [row for row in table.to_dicts() if row["cohort"] is None]
    assert [row["change"] for row in rest] == [0, 2, 4]
    assert {row["against_rest"] for row in rest} == {None}


def test_what_is_to_be_done(tracking):
    # By hand: 41 - 20 and 13 - 10 over three years; 60 - 41 and 60 - 13 over the two that are left.
    assert tracking.to_do() == [
        "Has to be faster: online (a, 2025: 7 a year so far, 9.5 is needed; "
        "b, 2025: 1 a year so far, 23.5 is needed)."
    ]
    assert tracking.to_do(lang="vi")[0].startswith("Cần nhanh hơn: online (a, năm 2025: ")


def test_a_recognition_dates_a_milestone(tmp_path):
    school = {
        "code": "m",
        "title": "Milestones",
        "register": {"unit": [{"code": "s"}]},
        "indicator": [{"code": "c", "scale": "status"}],
        "scheme": [{"code": "standard", "level": [{"code": "1", "require": [{"criterion": "c"}]}]}],
        "milestone": [{"scheme": "standard", "level": "1", "unit": "s", "period": "2022"}],
    }
    rows = [{"unit": "s", "period": "2022-05-28", "c": "not_met"}]
    tracking = chuan.Framework.from_dict(school).track(rows, as_of="2023-06-30")
    acts = tmp_path / "acts.csv"
    acts.write_text("unit,scheme,act,level,date\ns,standard,recognised,1,2022-12-20\n")
    found = tracking.milestones(recognitions=acts).to_dicts()[0]
    # Eleven days before the end of the year, by the document; by the assessment it was missed.
    assert (found["state"], found["days"]) == ("reached_on_time", 11)
    assert tracking.milestones().to_dicts()[0]["state"] == "missed"
    with pytest.raises(OSError, match="nowhere"):
        tracking.milestones(recognitions=tmp_path / "nowhere.csv")
