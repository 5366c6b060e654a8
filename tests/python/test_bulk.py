"""A million observations with known faults, checked by the real program.

The workload and the judge come with the reference data: the generator injects twelve classes of
faults at known places, and its own script says how many were found at the exact record and column.
"""

import csv
import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# The judge leaves a file to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHUAN_SHARED", ROOT / ".." / "shared"))
BENCH = SHARED / "bench"

# The judge's names of classes, by the names of our rules.
CLASSES = {
    "unknown_unit": "unknown_unit",
    "unknown_indicator": "unknown_indicator",
    "not_a_number": "non_numeric",
    "out_of_range": "out_of_range",
    "bad_period": "bad_period",
    "period_frequency": "bad_period",
    "duplicate_key": "duplicate_key",
    # A value that was drawn anew may be the one that was there.
    "repeated_record": "duplicate_key",
    "missing_required": "missing_required",
    "column_count": "column_count",
    "invalid_utf8": "invalid_utf8",
    "bad_date": "bad_date",
    "percent_over_100": "percent_over_100",
    "decimal_comma": "decimal_comma",
}


def binary() -> str:
    found = os.environ.get("CHUAN_BIN")
    assert found, "CHUAN_BIN names the program under test"
    return found


def judge(truth: Path, errors: Path) -> dict:
    spec = importlib.util.spec_from_file_location("score", BENCH / "csv_peers" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score(str(truth), str(errors))


@pytest.fixture(scope="module")
def workload(tmp_path_factory):
    if not BENCH.is_dir():
        assert "CI" not in os.environ, "continuous integration demands the reference data"
        pytest.skip(f"no workload at {BENCH}")
    folder = tmp_path_factory.mktemp("bulk")
    generator = [sys.executable, str(BENCH / "gen_observations.py")]
    subprocess.run(
        [*generator, "all", str(folder), "--sizes", "1000000", "--multiline-ppm", "1000"],
        check=True,
    )
    shutil.copy(ROOT / "tests" / "bulk" / "framework.toml", folder)
    return folder


def check(folder: Path, data: str) -> tuple[int, Path]:
    out = folder / f"{data}.findings.csv"
    done = subprocess.run(
        [
            binary(),
            "check",
            str(folder / "framework.toml"),
            str(folder / data),
            "--format",
            "csv",
            "-o",
            str(out),
            "--quiet",
        ],
        check=False,
    )
    return done.returncode, out


def test_every_fault_at_its_place_and_no_other(workload):
    code, out = check(workload, "dirty_1000000.csv")
    assert code == 1
    translated = workload / "translated.csv"
    with out.open(encoding="utf-8", newline="") as source, translated.open("w") as target:
        writer = csv.writer(target)
        writer.writerow(["record", "column", "class"])
        lines = {}
        for row in csv.DictReader(source):
            writer.writerow([row["record"], row["column"], CLASSES[row["rule"]]])
            lines[int(row["record"])] = int(row["line"])
    score = judge(workload / "dirty_1000000.truth.json", translated)
    assert score["exact"] == score["total"] == 1200, score
    assert score["false_rows"] == 0, score
    assert score["extra_errors_on_dirty_rows"] == 0, score
    for name, found in score["per_class"].items():
        assert found["column"] == found["n"], (name, found)
    # The physical line of each fault, with line breaks inside fields before it.
    truth = json.loads((workload / "dirty_1000000.truth.json").read_text(encoding="utf-8"))
    assert {error["record"]: error["line"] for error in truth["errors"]} == lines


def test_no_finding_in_a_clean_file_in_bounded_memory(workload):
    code, out = check(workload, "clean_1000000.csv")
    assert code == 0
    with out.open(encoding="utf-8", newline="") as source:
        assert list(csv.DictReader(source)) == []
    # The largest child so far, in MiB: units, indicators and keys, not the 68 MB of the file.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert peak < 400, peak
