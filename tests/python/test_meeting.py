"""Records of meetings."""

import json
import os
import pickle
from pathlib import Path

import chuan
import pytest

from conftest import EXAMPLES, RECORD

SHARED = Path(os.environ.get("CHUAN_SHARED", Path(__file__).parents[3] / "shared"))
MEETING = EXAMPLES / "meeting-nghe-an" / "record.json"


@pytest.fixture(scope="module")
def meeting():
    return chuan.Record.load(MEETING)


@pytest.fixture(scope="module")
def reference():
    folder = SHARED / "reference" / "meetings"
    if not folder.is_dir():
        assert "CI" not in os.environ, "continuous integration demands the reference data"
        pytest.skip(f"no reference data at {folder}")
    return folder


def test_a_record_is_what_its_file_says(meeting):
    assert meeting.to_dict() == json.loads(MEETING.read_text(encoding="utf-8"))
    assert len(meeting.tasks) == 15
    assert chuan.Record.from_text(meeting.to_json()) == meeting
    assert pickle.loads(pickle.dumps(meeting)) == meeting
    assert hash(meeting) == hash(chuan.Record.load(MEETING))


def test_a_wrong_record_says_where():
    text = RECORD.replace('"owner": "council"', '"owner": "counsil"')
    with pytest.raises(chuan.DataError) as caught:
        chuan.Record.from_text(text)
    (finding,) = (found for found in caught.value.findings if found.severity == "error")
    assert (finding.code, finding.line, finding.suggestion) == ("MTG-102", 10, "council")


def test_what_is_found_in_the_mission_s_meeting(meeting, reference):
    expected = json.loads((reference / "nghe_an_2022-05-28.expected.json").read_text("utf-8"))
    found = {}
    for finding in meeting.check():
        key = f"{finding.code} {finding.verdict}"
        found[key] = found.get(key, 0) + 1
    assert found == expected["findings"]["by_code"]
    assert meeting.check(strict=True).errors == 21


def test_tables_come_back_as_they_were(meeting):
    tables = meeting.to_tables(visibility="secret")
    assert meeting.with_tables(tables).to_tables(visibility="secret") == tables
    with pytest.raises(chuan.DataError) as caught:
        meeting.with_tables({"tasks.csv": "id,owner\nt01,nobody\n"})
    finding = caught.value.findings[0]
    assert (finding.code, finding.record, finding.column) == ("MTG-102", 1, "owner")


def test_what_cannot_be_asked(meeting):
    with pytest.raises(ValueError, match="public"):
        meeting.to_tables(visibility="all")
    with pytest.raises(ValueError, match="soon"):
        meeting.check(as_of="soon")
    with pytest.raises(FileNotFoundError):
        chuan.Record.load("absent.json")
