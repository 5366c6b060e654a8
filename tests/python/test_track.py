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
    assert tracking.sentences(lang="vi")[0][0].startswith("Mục tiêu ≥\xa060\xa0% đến 2025")
    assert "<table" in tracking._repr_html_()
    assert len(tracking) == 2


def test_words_that_are_not_known():
    framework = chuan.Framework.from_dict(GOALS)
    with pytest.raises(ValueError, match="open_sdg"):
        framework.track(DATA, as_of=2024, method="hope")
    with pytest.raises(ValueError, match="within"):
        framework.track(DATA, as_of=2024, range="wide")
