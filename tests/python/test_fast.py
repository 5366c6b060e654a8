"""The check of CSV files gives one answer, and the right one, however a file is written and read.

The workload and the judge come with the reference data. Files of several seeds and orders are
rewritten with other delimiters and line ends, and read in chunks of several sizes on one, two and
seven threads by the real program.
"""

import csv
import io
import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_bulk import BENCH, CLASSES, ROOT, binary, judge

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

ROWS = 40_000


def generate(folder: Path, seed: int, order: str) -> Path:
    generator = [sys.executable, str(BENCH / "gen_observations.py")]
    size = ["--sizes", str(ROWS), "--seed", str(seed), "--order", order]
    out = folder / f"{seed}-{order}"
    subprocess.run([*generator, "all", str(out), *size, "--multiline-ppm", "5000"], check=True)
    shutil.copy(ROOT / "tests" / "bulk" / "framework.toml", out)
    return out


@pytest.fixture(scope="module", params=[(1, "random"), (2, "sorted"), (3, "random")])
def workload(request, tmp_path_factory):
    if not BENCH.is_dir():
        pytest.skip(f"no workload at {BENCH}")
    return generate(tmp_path_factory.mktemp("fast"), *request.param)


def rewritten(path: Path, delimiter: str, end: str) -> Path:
    """The same records with another delimiter and other line ends; the bytes of fields stay."""
    if (delimiter, end) == (",", "\n"):
        return path
    out = path.with_suffix(f".{ord(delimiter)}-{len(end)}.csv")
    text = io.StringIO(path.read_bytes().decode("latin-1"), newline="")
    with out.open("w", encoding="latin-1", newline="") as target:
        writer = csv.writer(target, delimiter=delimiter, lineterminator=end)
        writer.writerows(csv.reader(text))
    return out


def check(folder: Path, data: Path, threads: int, chunk: int) -> bytes:
    out = folder / "findings.csv"
    done = subprocess.run(
        [
            binary(),
            "check",
            str(folder / "framework.toml"),
            data.name,
            *("--format", "csv", "--quiet", "-o", str(out)),
            *("--threads", str(threads), "--chunk", str(chunk)),
        ],
        check=False,
        cwd=folder,
    )
    assert done.returncode in (0, 1)
    return out.read_bytes()


def test_one_answer_and_the_right_one(workload):
    dirty = workload / f"dirty_{ROWS}.csv"
    truth = dirty.with_suffix(".truth.json")
    errors = json.loads(truth.read_text(encoding="utf-8"))["errors"]
    lines = {error["record"]: error["line"] for error in errors}
    for delimiter, end in itertools.product(",;\t|", ["\n", "\r\n"]):
        data = rewritten(dirty, delimiter, end)
        found = check(workload, data, 1, 0)
        rows = list(csv.DictReader(io.StringIO(found.decode(), newline="")))
        translated = workload / "translated.csv"
        with translated.open("w", encoding="utf-8") as target:
            writer = csv.writer(target)
            writer.writerow(["record", "column", "class"])
            for row in rows:
                writer.writerow([row["record"], row["column"], CLASSES[row["rule"]]])
        score = judge(truth, translated)
        assert score["exact"] == score["total"] == 120, (delimiter, end, score)
        assert score["false_rows"] == score["extra_errors_on_dirty_rows"] == 0, score
        assert {int(row["record"]): int(row["line"]) for row in rows} == lines
        # Where a key was met first is part of the message, and found by reading again.
        first = [row for row in rows if CLASSES[row["rule"]] == "duplicate_key"]
        wanted = {e["record"]: e["value"] for e in errors if e["class"] == "duplicate_key"}
        for row in first:
            assert f" {wanted[int(row['record'])]}" in row["message"], row
        for threads, chunk in itertools.product([1, 2, 7], [0, 1000, 300_000]):
            assert check(workload, data, threads, chunk) == found, (threads, chunk)


def test_nothing_is_found_where_nothing_is_wrong(workload):
    for name in (f"clean_{ROWS}.csv", "wide.csv"):
        found = check(workload, workload / name, 2, 0).decode()
        rows = [row for row in csv.DictReader(io.StringIO(found)) if row["severity"] == "error"]
        if name != "wide.csv":
            assert rows == []
        assert check(workload, workload / name, 7, 5000).decode() == found
