"""How long the check of a million observations takes, beside its peers, in one run.

    .venv/bin/python tests/bench/check.py [--rows 1000000] [--reps 3] [--peers stdlib,polars-streaming]

The work: 7 columns, 11,000 units, 100 indicators, twelve rules and duplicate keys over the whole
file, as the workload's own description says. Needs the workload (../shared/bench), the release
binary of `chuan` and, for the peers, polars and DuckDB. Whole processes, CPU seconds of all their
threads; a file without faults (that faults are
found is a test, `tests/python/test_bulk.py`).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHUAN_SHARED", ROOT / ".." / "shared"))
BENCH = SHARED / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="1000000")
    parser.add_argument("--reps", default="3")
    parser.add_argument("--peers", default="stdlib,polars-streaming,duckdb-tuned,pandas")
    options = parser.parse_args()
    binary = ROOT / "target" / "release" / "chuan"
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "-p", "chuan-cli"], cwd=ROOT, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        generator = [sys.executable, str(BENCH / "gen_observations.py")]
        subprocess.run([*generator, "all", folder, "--sizes", options.rows], check=True)
        shutil.copy(ROOT / "tests" / "bulk" / "framework.toml", folder)
        extra = Path(folder) / "extra"
        framework = f"{folder}/framework.toml"
        extra.write_text(f"chuan={binary} check {framework} {{in}} --format csv -o {{out}} --quiet\n")
        results = Path(folder) / "results.jsonl"
        harness = [sys.executable, str(BENCH / "csv_peers" / "run.py")]
        environment = {**os.environ, "PY1": sys.executable, "EXTRA": str(extra)}
        arguments = ["--data", folder, "--rows", options.rows, "--kinds", "clean"]
        arguments += ["--peers", options.peers, "--reps", options.reps]
        arguments += ["--extra", str(extra), "--out", str(results)]
        subprocess.run([*harness, *arguments], env=environment, check=True)
        subprocess.run([*harness, "--report", str(results)], check=True)


if __name__ == "__main__":
    main()
