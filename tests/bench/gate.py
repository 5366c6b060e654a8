"""Holds the check to the speed that was recorded, in a measure that a busy machine does not change.

    python3 tests/bench/gate.py [--renew]

Counted are instructions, by valgrind: those of `chuan check` over a file, less those of `chuan check`
over the framework alone, beside those of one plain pass of the csv crate over the same bytes, less
those over its first line. The ratios stand in `gate.json` beside this file. One that has grown by more
than the tolerance fails; one that has shrunk by as much asks for ``--renew``, which writes the ratios
of today. A new compiler may change them too: then look at both sides before renewing.

Needs valgrind (on Debian `apt-get install valgrind`), and the generator of ../shared/bench. Without
one of them the gate says that it was skipped. Takes about a minute, beside the build.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import workload

RECORD = Path(__file__).with_name("gate.json")
ROWS = 100_000
TOLERANCE = 0.05


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--renew", action="store_true", help="write down the ratios of today")
    options = parser.parse_args()
    missing = lacking()
    if missing:
        print(f"speed gate SKIPPED: no {missing}", file=sys.stderr)
        return 0
    workload.build()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder))
    if options.renew:
        RECORD.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    recorded = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    failed = False
    for name, ratio in measured.items():
        if name not in recorded:
            print(f"{name:12} {ratio:7.3f} NOT RECORDED: run with --renew")
            failed = True
            continue
        change = ratio / recorded[name] - 1
        verdict = "as recorded"
        if change > TOLERANCE:
            verdict, failed = "SLOWER", True
        elif change < -TOLERANCE:
            verdict = "faster: renew the record"
        print(f"{name:12} {ratio:7.3f} recorded {recorded[name]:7.3f} {change:+6.1%} {verdict}")
    return int(failed)


def lacking() -> str:
    if not workload.BENCH.is_dir():
        assert "CI" not in os.environ, "continuous integration demands the reference data"
        return f"workload at {workload.BENCH}"
    return "" if shutil.which("valgrind") else "valgrind"


def measure(folder: Path) -> dict:
    framework = workload.framework(folder)
    clean = workload.data(folder, "clean", ROWS)
    head = folder / "head.csv"
    with clean.open(encoding="utf-8") as file:
        head.write_text(file.readline(), encoding="utf-8")
    nothing = instructions(workload.CHUAN, "check", framework, "--quiet")
    opened = instructions(workload.PLAIN, head)
    ratios = {}
    files = {kind: workload.data(folder, kind, ROWS) for kind in workload.KINDS}
    files["wide"] = workload.data(folder, "wide", 11_000)
    for kind, file in files.items():
        checked = instructions(*workload.check(framework, file, 1)) - nothing
        plain = instructions(workload.PLAIN, file) - opened
        ratios[kind] = round(checked / plain, 4)
    # What it takes to begin: the framework with 11,000 units, beside the plain pass over the clean file.
    plain = instructions(workload.PLAIN, clean) - opened
    ratios["start"] = round(nothing / plain, 4)
    return ratios


def instructions(*command: object) -> int:
    """How many instructions a program takes, those of all its threads."""
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    arguments = [*tool, *(str(part) for part in command)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if not found or done.returncode not in (0, 1):
        raise RuntimeError(f"{arguments}: {done.stderr[-500:]}")
    return int(found[1].replace(",", ""))


if __name__ == "__main__":
    sys.exit(main())
