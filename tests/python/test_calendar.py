"""Calendars of meetings, read by another library than the one that wrote them."""

import json
import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import chuan
import icalendar
import pytest

from conftest import EXAMPLES

CHUAN = os.environ.get("CHUAN_BIN")
FOLDER = EXAMPLES / "meeting-nghe-an"
STATES = {"assigned": "NEEDS-ACTION", "done": "COMPLETED"}

pytestmark = pytest.mark.skipif(not CHUAN, reason="CHUAN_BIN names the program")


def export(*arguments: str | Path) -> bytes:
    command = [str(CHUAN), "meeting", "export", "ical", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def written():
    return export(FOLDER / "record.json", FOLDER / "log.jsonl", "--as-of", "2023-01-01")


@pytest.fixture(scope="module")
def calendar(written):
    return icalendar.Calendar.from_ical(written)


@pytest.fixture(scope="module")
def record():
    return chuan.Record.load(FOLDER / "record.json").to_dict()


def test_nothing_is_wrong_with_it(written, calendar):
    for part in calendar.walk():
        assert part.errors == [], part.get("UID")
        assert not [key for key in part.required if key not in part]
        assert not [key for key in part.singletons if isinstance(part.get(key), list)]
    # Every line ends as it has to, and none is longer than 75 octets or cut within a letter.
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_it_is_written_back_as_it_was_read(calendar):
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert again == calendar


def test_the_meeting(calendar, record):
    (event,) = calendar.walk("VEVENT")
    meeting = record["meeting"]
    assert event["SUMMARY"] == meeting["title"]
    assert event["UID"] == f"{meeting['id']}@{record['id']}"
    assert event.decoded("DTSTART") == date(2022, 5, 28)
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTAMP") == datetime(2023, 1, 1, tzinfo=UTC)
    names = {person["id"]: person["name"] for person in record["registry"]["persons"]}
    people = event["ATTENDEE"]
    assert [str(one.params["CN"]) for one in people] == [
        names[one["person"]] for one in meeting["attendance"]
    ]
    assert [one.params["ROLE"] for one in people].count("CHAIR") == 1
    assert all(one.startswith("urn:x-chuan:person:") for one in people)


def test_every_task_as_it_stands(calendar, record):
    todos = {str(todo["UID"]).split("@")[0]: todo for todo in calendar.walk("VTODO")}
    assert len(todos) == 17
    for task in record["tasks"]:
        todo = todos[task["id"]]
        assert todo["SUMMARY"] == task["title"]
        assert todo["STATUS"] == STATES[todo["X-STATE"]]
        assert todo.get("DESCRIPTION") == task.get("deliverable")
        due = {"2022": date(2022, 12, 31), "2030": date(2030, 12, 31)}.get(task.get("due"))
        assert (todo.decoded("DUE") if "DUE" in todo else None) == due
    # Noon in UTC is the same day in Việt Nam.
    done = {name for name, todo in todos.items() if todo["STATUS"] == "COMPLETED"}
    assert done == {"t01", "t12"}
    assert todos["t01"].decoded("COMPLETED") == datetime(2022, 8, 5, 12, tzinfo=UTC)
    assert todos["t01"]["PERCENT-COMPLETE"] == 100
    decided = [todo for todo in todos.values() if "CATEGORIES" in todo]
    assert [todo.decoded("DUE") for todo in decided] == [date(2022, 12, 31), date(2030, 12, 31)]


def test_texts_with_every_sign_survive(tmp_path, record):
    odd = 'Một; hai, ba \\ bốn\n"năm": sáu — bảy ' + "ệ" * 60
    record["tasks"][0]["title"] = odd
    record["meeting"]["title"] = odd
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    calendar = icalendar.Calendar.from_ical(export(path))
    assert calendar.walk("VEVENT")[0]["SUMMARY"] == odd
    assert any(todo["SUMMARY"] == odd for todo in calendar.walk("VTODO"))
