"""Meetings of other systems, and records for them."""

import json
import os
from datetime import date
from pathlib import Path

import chuan
import icalendar
import pytest

from conftest import EXAMPLES, RECORD

SHARED = Path(os.environ.get("CHUAN_SHARED", Path(__file__).parents[3] / "shared"))
FOLDER = EXAMPLES / "meeting-nghe-an"


@pytest.fixture(scope="module")
def record():
    return chuan.Record.load(FOLDER / "record.json")


@pytest.fixture(scope="module")
def real():
    folder = SHARED / "reference" / "meetings" / "real"
    if not folder.is_dir():
        assert "CI" not in os.environ, "continuous integration demands the reference data"
        pytest.skip(f"no reference data at {folder}")
    return folder


def secret(record, *path):
    """The record with one part that is secret."""
    value = record.to_dict()
    part = value
    for step in path:
        part = part[step]
    part["visibility"] = "secret"
    return chuan.Record.from_text(json.dumps(value))


def test_oparl_comes_in_from_files_and_objects(real):
    folder = real / "oparl_karlsruhe"
    meeting = min((folder / "meetings").glob("*.json"))
    shared = [folder / "organizations.json", str(folder / "consultations.json")]
    (one,), findings = chuan.Record.from_oparl([*shared, json.loads(meeting.read_text("utf-8"))])
    assert one.tasks.to_dicts() == []
    assert all(finding.code.startswith("MTG-") for finding in findings)
    # Without the files that hold them, bodies and papers are said to be missing.
    _, more = chuan.Record.from_oparl(meeting)
    assert more.counts.get("MTG-903", 0) > findings.counts.get("MTG-903", 0)


def test_a_mapping_table_of_ones_own(record):
    meeting = {
        "id": "https://x.org/meeting/1",
        "type": "https://schema.oparl.org/1.1/Meeting",
        "start": "2024-03-12T10:00:00+01:00",
        "agendaItem": [
            {"id": "https://x.org/item/1", "type": "https://schema.oparl.org/1.1/AgendaItem",
             "name": "Roads", "result": "so be it"}
        ],
    }  # fmt: skip
    (one,), findings = chuan.Record.from_oparl(meeting)
    assert "MTG-409" in findings.counts
    assert "outcome" not in one.to_dict()["meeting"]["agenda"][0]
    table = "source_text,outcome,majority,refer_to\nso be it,adopted,unanimous,\n"
    (one,), findings = chuan.Record.from_oparl(meeting, outcomes=table)
    assert "MTG-409" not in findings.counts
    assert one.to_dict()["meeting"]["agenda"][0]["outcome"] == "adopted"
    with pytest.raises(ValueError, match="so be it"):
        chuan.Record.from_oparl(meeting, outcomes=table + "so be it,adopted,,\n")


def test_legistar_comes_in(real):
    paths = sorted(p for p in (real / "legistar_nyc").glob("2*.json"))
    records, findings = chuan.Record.from_legistar(paths)
    assert len(records) == len(paths) == 5
    assert "MTG-905" not in findings.counts
    assert records[0].title == "Committee on Health, 2002-04-29"


def test_popolo_comes_in_as_a_registry(real):
    path = real / "popolo_australia_tas" / "local_councillor_popolo.json"
    registry, _ = chuan.Record.registry_from_popolo(path)
    counts = [len(registry[key]) for key in ("persons", "bodies", "tenures")]
    assert counts == [263, 33, 317]


def test_what_is_nothing_of_the_kind(tmp_path):
    records, findings = chuan.Record.from_oparl({"persons": []})
    assert records == []
    assert findings.counts == {"MTG-904": 1}
    with pytest.raises(FileNotFoundError):
        chuan.Record.from_legistar("absent.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    with pytest.raises(chuan.DataError, match=r"broken\.json"):
        chuan.Record.from_oparl([broken])


def test_what_goes_out_comes_back(record):
    objects = record.to_oparl("https://council.example/oparl")
    assert objects[0]["id"].startswith("https://council.example/oparl/meeting/")
    assert len(objects[0]["x:task"]) == 15
    (again,), _ = chuan.Record.from_oparl(objects)
    assert again.title == record.title
    popolo = record.to_popolo()
    assert (len(popolo["motions"]), len(popolo["speeches"])) == (14, 16)
    registry, _ = chuan.Record.registry_from_popolo(popolo)
    assert len(registry["persons"]) == 7


def test_a_secret_leaves_by_no_door(record):
    hidden = secret(record, "tasks", 0)
    title = record.tasks["title"][0]
    for written in (json.dumps(hidden.to_oparl(), ensure_ascii=False), *calendars(hidden)):
        assert title not in written
    everything = json.dumps(hidden.to_oparl(visibility="secret"), ensure_ascii=False)
    assert title in everything
    words = record.to_dict()["meeting"]["agenda"][0]["decisions"][0]["text"]
    hidden = secret(record, "meeting", "agenda", 0, "decisions", 0)
    assert words not in json.dumps(hidden.to_popolo(), ensure_ascii=False)
    assert words in json.dumps(hidden.to_popolo(visibility="secret"), ensure_ascii=False)
    with pytest.raises(ValueError, match="public"):
        record.to_oparl(visibility="all")


def calendars(record):
    return [record.to_ical().replace("\r\n ", "")]


def test_progress_honours_visibility(tmp_path):
    value = json.loads(RECORD)
    value["tasks"][0]["visibility"] = "internal"
    path = tmp_path / "record.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    at = "2024-04-02T09:00:00+07:00"
    log = chuan.Log.create(tmp_path / "log.jsonl", path, recorded_at=at)
    log = log.append({"event": "start", "task": "t1", "on": "2024-04-02", "recorded_at": at})
    assert log.to_progress().count("\n") == 1
    assert log.to_progress(visibility="internal").count("\n") == 2
    assert "BEGIN:VTODO" not in log.to_ical("2024-04-03")
    assert "BEGIN:VTODO" in log.to_ical("2024-04-03", visibility="internal")


def test_a_calendar_has_tasks_as_they_stand(record):
    given = icalendar.Calendar.from_ical(record.to_ical())
    assert {str(todo["STATUS"]) for todo in given.walk("VTODO")} == {"NEEDS-ACTION"}
    log = chuan.Log.load(FOLDER / "log.jsonl", FOLDER / "record.json")
    followed = icalendar.Calendar.from_ical(log.to_ical(date(2023, 1, 1)))
    done = [todo for todo in followed.walk("VTODO") if todo["STATUS"] == "COMPLETED"]
    assert len(done) == 2
    assert len(followed.walk("VTODO")) == 17
    known = icalendar.Calendar.from_ical(log.to_ical("2022-08-31", known_at="2022-12-31"))
    assert [todo["STATUS"] for todo in known.walk("VTODO")].count("COMPLETED") == 1


def test_counts_are_those_of_the_reference(record):
    log = chuan.Log.load(FOLDER / "log.jsonl", FOLDER / "record.json")
    path = SHARED / "reference" / "meetings" / "nghe_an_2022-05-28.expected.json"
    if not path.exists():
        pytest.skip("no reference data")
    expected = json.loads(path.read_text("utf-8"))["as_of"]
    for day, table in expected.items():
        as_of, *known = day.split(" known ")
        (all_,) = log.counts(as_of, known_at=known[0] if known else None).to_dicts()
        assert {**all_, "group": None} == {"group": None, **table["stats"]["counts"]}
        if not known:
            by_owner = {row.pop("group"): row for row in log.counts(as_of, by="owner").to_dicts()}
            by_owner["(chưa rõ)"] = by_owner.pop(None)
            assert by_owner == table["by_owner"]


def test_milestones_of_a_framework_know_the_tasks_of_a_meeting():
    framework = chuan.Framework.from_dict(
        {
            "code": "f",
            "title": "F",
            "ranking": [],
            "register": {"unit": [{"code": "truong-chinh-tri", "name": "School"}]},
            "node": [{"code": "all", "scored": False}],
            "indicator": [
                {"code": code, "parent": "all", "scale": "status"}
                for code in ("chat-luong-doi-ngu", "other")
            ],
            "scheme": [
                {
                    "code": "truong-chinh-tri-chuan",
                    "level": [{"code": "1", "require": [{"all_criteria": "all"}]}],
                }
            ],
            "milestone": [
                {
                    "scheme": "truong-chinh-tri-chuan",
                    "level": "1",
                    "unit": "truong-chinh-tri",
                    "period": "2022",
                    "stage": "decided",
                }
            ],
        }
    )
    data = [
        {
            "unit": "truong-chinh-tri",
            "period": "2022-05",
            "chat-luong-doi-ngu": "not_met",
            "other": "not_met",
        }
    ]
    tracking = framework.track(data, as_of="2022-06-01")
    assert tracking.milestones()["without_task"] == [None]
    log = chuan.Log.load(FOLDER / "log.jsonl", FOLDER / "record.json")
    assert tracking.milestones(log=log)["without_task"] == ["other"]
