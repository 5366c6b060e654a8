"""Logs of meetings: the session of 28 May 2022, followed."""

import json
import os
import re
from pathlib import Path

import chuan
import pytest

from conftest import EXAMPLES

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
    first = (
        "Tình trạng nhiệm vụ đến hết ngày 01/01/2023: 15 nhiệm vụ, 2 xong, 13 chưa xong, 1 quá hạn"
    )
    assert text.splitlines()[0] == first
    assert "Nội dung" in text
    assert "title" not in text
    assert "Trường Chính trị tỉnh Nghệ An" in text
    assert "Chưa thực hiện quá hạn" in text
    assert len(board) == 15
    assert "<table" in board._repr_html_()


def test_a_decision_is_followed_to_its_level(log):
    folder = EXAMPLES / "meeting-nghe-an"
    school = chuan.Framework.load(folder / "framework.toml")
    levels = school.assess(folder / "assessments.csv")
    one, two = log.milestones(levels, "2023-01-01").to_dicts()
    assert (one["level"], one["moved"], one["state"], one["days"]) == ("muc-1", -365, "missed", -1)
    assert (one["open"], one["criteria"], one["days_per_open"]) == (13, 56, None)
    assert (one["set_by"], one["from"], one["tasks"]) == (
        "m1-de-xuat m1-quyet",
        "s3.3 d3.2",
        "t13 t15",
    )
    assert (two["moved"], two["state"], two["without_task"]) == (1096, "pending", "nguong-muc-2")
    (one, _) = log.milestones(levels, "2022-05-28").to_dicts()
    assert one["days_per_open"] == pytest.approx(217 / 13)


def test_a_log_comes_back_from_its_table_and_labels_become_events(log, tmp_path):
    record = MEETINGS / "nghe_an_2022-05-28.json"
    at = "2022-05-28T12:00:00+07:00"
    new = chuan.Log.create(tmp_path / "log.jsonl", record, recorded_at=at)
    again, findings = new.append_progress(log.to_progress(), recorded_at=at)
    assert not findings
    assert again.head == log.head
    labels = (
        "Mã nhiệm vụ;Trạng thái;Ngày\nt13;Đã hoàn thành quá hạn;5/1/2023\nt14;Đang thực hiện;\n"
    )
    later = {"recorded_at": "2023-02-01T09:00:00+07:00", "delimiter": ";", "day_first": True}
    again, findings = again.append_progress(labels, **later)
    assert [finding.code for finding in findings] == ["MTG-409"]
    rows = {row["task"]: row for row in again.board("2023-02-01").to_table().to_dicts()}
    assert (rows["t13"]["state"], rows["t13"]["timeliness"]) == ("done", "late")
    with pytest.raises(chuan.DataError):
        again.append_progress("task,event,on\nt99,start,2023-02-01\n", recorded_at=at)


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


def test_two_logs_that_were_kept_apart_become_one(tmp_path):
    if not MEETINGS.exists():
        pytest.skip("no reference data")
    record = MEETINGS / "nghe_an_2022-05-28.json"
    at = "2022-05-28T12:00:00+07:00"

    def kept(name, task, on):
        path = tmp_path / name
        path.write_bytes(common)
        event = {"event": "start", "task": task, "on": on, "by": "body:tinh-uy"}
        return chuan.Log.load(path, record).append({**event, "recorded_at": f"{on}T09:00:00+07:00"})

    chuan.Log.create(tmp_path / "log.jsonl", record, recorded_at=at)
    common = (tmp_path / "log.jsonl").read_bytes()
    late, early = kept("a.jsonl", "t13", "2022-07-02"), kept("b.jsonl", "t02", "2022-07-01")
    both = late.merge(early, tmp_path / "both.jsonl")
    assert not both.audit(head=both.head)
    lines = (tmp_path / "both.jsonl").read_text(encoding="utf-8").splitlines()
    assert ["t02" in lines[1], "t13" in lines[2], len(lines)] == [True, True, 3]
    assert early.head in lines[0]
    assert late.head in lines[0]
    assert both.head == early.merge(late, tmp_path / "again.jsonl").head
    with pytest.raises(FileExistsError):
        late.merge(early, tmp_path / "both.jsonl")


def test_tasks_are_counted_by_the_half_year_in_which_they_were_given(log):
    counts = log.counts("2023-01-01", by="half").to_dicts()
    assert [(row["group"], row["total"]) for row in counts] == [("2022-H1", 15)]


def test_records_may_share_a_registry(tmp_path):
    text = (EXAMPLES / "meeting-nghe-an" / "record.json").read_text(encoding="utf-8")
    record = json.loads(text)
    (tmp_path / "s.json").write_text(json.dumps(record["registry"]), encoding="utf-8")
    path = tmp_path / "r.json"

    def write(sha256):
        record["registry"] = {"shared": {"file": "s.json", "sha256": sha256}}
        path.write_text(json.dumps(record), encoding="utf-8")

    write("0" * 64)
    with pytest.raises(chuan.DataError) as wrong:
        chuan.Record.load(path)
    write(re.search("sha256:([0-9a-f]{64})", wrong.value.findings[0].message)[1])
    assert chuan.Record.load(path).to_oparl() == chuan.Record.from_text(text).to_oparl()
    log = chuan.Log.create(tmp_path / "l.jsonl", path, recorded_at="2022-05-28T12:00:00+07:00")
    assert len(log.board("2023-01-01")) == 15
    (tmp_path / "s.json").unlink()
    with pytest.raises(FileNotFoundError):
        chuan.Record.load(path)
