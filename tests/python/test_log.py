"""Logs of meetings: the session of 28 May 2022, followed."""

import os
from pathlib import Path

import chuan
import pytest

SHARED = Path(os.environ.get("CHUAN_SHARED", Path(__file__).parents[2] / ".." / "shared"))
MEETINGS = SHARED / "reference" / "meetings"


@pytest.fixture
def log():
    if not MEETINGS.exists():
        pytest.skip("no reference data")
    record = MEETINGS / "nghe_an_2022-05-28.json"
    return chuan.Log.load(MEETINGS / "nghe_an_2022-05-28.followup.jsonl", record)


def test_the_board_shows_tasks_body_by_body(log):
    board = log.board("2023-01-01", lang="vi")
    text = str(board)
    assert text.startswith("Nhiệm vụ đến hết ngày 2023-01-01: 15, xong 2, quá hạn 1")
    assert "Trường Chính trị tỉnh Nghệ An" in text
    assert "Chưa thực hiện quá hạn" in text
    assert len(board) == 15
    assert "<table" in board._repr_html_()


def test_what_was_known_then_is_another_board(log):
    def done(**known):
        return log.board("2022-08-31", **known).to_table()["state"].count("done")

    assert done() == 2
    assert done(known_at="2022-12-31") == 1


def test_rates_of_nothing_have_no_value(log):
    rates = {row["rate"]: row for row in log.rates("2022-05-28").to_dicts()}
    assert rates["due_completion"]["percent"] is None
    assert rates["due_completion"]["denominator"] == 0
    rates = {row["rate"]: row for row in log.rates("2023-01-01").to_dicts()}
    assert (rates["due_completion"]["percent"], rates["due_completion"]["denominator"]) == (0.0, 1)


def test_the_log_is_whole(log):
    assert not log.audit(head=log.head)
    with pytest.raises(chuan.DataError):
        log.audit(head="sha256:" + "0" * 64)


def test_of_two_writers_one_wins(tmp_path):
    if not MEETINGS.exists():
        pytest.skip("no reference data")
    record = MEETINGS / "nghe_an_2022-05-28.json"
    path = tmp_path / "log.jsonl"
    at = "2022-05-28T12:00:00+07:00"
    one = chuan.Log.create(path, record, recorded_at=at)
    other = chuan.Log.load(path, record)
    note = {"event": "note", "task": "t01", "on": "2022-05-28", "recorded_at": at}
    one = one.append(note)
    with pytest.raises(RuntimeError, match="somebody else"):
        other.append(note)
    assert not one.audit()
    assert path.read_text().count("\n") == 2
