"""Files that are no tables, or hardly: a clear finding, in bounded time and memory."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = os.environ.get("CHUAN_BIN") or shutil.which("chuan")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="needs the program chuan")

FRAMEWORK = """
code = "demo"
title = "Demo"
[[indicator]]
code = "a"
scale = "percent"
"""

MEGABYTE = 1_000_000
HEAD = b"unit,a,note\n"


# The peak of a process counts what it was forked from, so it is started by a small one.
STARTER = """
import os, sys
pid = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


def check(folder: Path, parts) -> tuple[dict, float, float]:
    """The report about a file made of parts, the seconds it took, and the peak memory in MB."""
    (folder / "f.toml").write_text(FRAMEWORK, encoding="utf-8")
    with (folder / "data.csv").open("wb") as data:
        for part in parts:
            data.write(part)
    out = folder / "out.json"
    command = [PROGRAM, "check", "f.toml", "data.csv", "--format", "json", "-o", out.name]
    command = [sys.executable, "-S", "-c", STARTER, *command, "--quiet"]
    started = time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    code, memory = map(int, run.stdout.split())
    assert code in (0, 1), (code, run.stderr)
    return json.loads(out.read_text(encoding="utf-8")), seconds, memory / 1024


def times(text: bytes, count: int):
    return (text for _ in range(count))


# What a file is made of, the rules that fire in it, and how many records it has where that is sure.
FILES = {
    "empty": ([], {"OBS-003"}, 0),
    "blank lines": ([b"\n" * MEGABYTE], {"OBS-003"}, 0),
    "header only": ([HEAD], {"OBS-012"}, 0),
    "field of 100 MB": (
        [HEAD, b"x,1,", *times(b"x" * MEGABYTE, 100), b"\ny,101,\n"],
        {"OBS-034", "OBS-402"},
        2,
    ),
    "field of 100 MB in quotes": (
        [HEAD, b'x,1,"', *times(b"x" * MEGABYTE, 100), b'"\ny,101,\n'],
        None,
        None,
    ),
    "header of 100 MB": ([*times(b"unit" * 250_000, 100), b"\nx,1\n"], {"OBS-034"}, 0),
    "quote never closed": (
        [HEAD, b'x,1,"open\n', *times(b"y,101,z\n" * 100_000, 100)],
        {"OBS-031", "OBS-402"},
        10_000_001,
    ),
    "stray quotes": ([HEAD, *times(b'x,1,a "b" c\n' * 1_000, 10)], {"OBS-032", "OBS-502"}, 10_000),
    "a quote in every line": ([HEAD, *times(b'x,1,"b\n' * 10_000, 100)], None, None),
    "nothing but quotes": ([HEAD, *times(b'"' * MEGABYTE, 100)], None, None),
    "nothing but zeros": ([*times(b"\0" * MEGABYTE, 100)], None, None),
    "zeros in a field": ([HEAD, b"x,1,a\0b\n"], {"OBS-033"}, 1),
    "a million columns": ([b"unit,a" + b",c" * MEGABYTE + b"\nx,1\n"], {"OBS-035"}, 0),
    "a row of a million columns": (
        [HEAD, b"x,1" + b"," * MEGABYTE + b"\ny,101,\n"],
        {"OBS-007", "OBS-402"},
        2,
    ),
    "cut off": ([HEAD, b"x,1,\ny,2"], {"OBS-007", "OBS-036"}, 2),
    "every row wrong": (
        [HEAD, *times(b"x,abc,\n" * 100_000, 10)],
        {"OBS-301"},
        1_000_000,
    ),
    "every key twice": (
        [HEAD, *times(b"".join(b"u%d,1,\n" % n for n in range(100_000)), 10)],
        {"OBS-502"},
        1_000_000,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_finding_in_bounded_time_and_memory(tmp_path, name):
    parts, rules, records = FILES[name]
    report, seconds, memory = check(tmp_path, parts)
    counts = report["counts"]
    found = {rule["code"] for rule in counts["rules"] if rule["code"].startswith("OBS")}
    found.discard("OBS-021")
    if rules is not None:
        assert found == rules
    assert found
    if records is not None:
        assert report["files"][0]["records"] == records
    file = report["files"][0]
    assert file["records"] == file["accepted"] + file["rejected"] + file["left_out"]
    total = sum(rule["count"] for rule in counts["rules"])
    assert counts["error"] + counts["warning"] + counts["info"] == total
    assert seconds < 60, (name, seconds)
    # The list of findings has a bound; nothing else may grow with the file.
    assert memory < 200, (name, memory)
