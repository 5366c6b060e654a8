"""How long scoring takes, beside its peers, in one run.

    .venv/bin/python tests/bench/scoring.py [--data DIR] [--scale]

The work is that of the workloads' own description (../shared/bench): data in memory, CPU seconds of
all threads, the mean of many runs for the engine, the least for the peers. COINr's figures are quoted
from there, measured on an idle machine of the same kind; the Python peers run here, where they are
installed (numpy, scipy, pyDecision). ``--scale`` measures from 1,000 to 1,000,000 units instead and
draws tests/bench/scaling.svg.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHUAN_SHARED", ROOT / ".." / "shared")).resolve()
BENCH = SHARED / "bench"

#: CPU seconds of COINr 1.1.14, from the workloads' description, and the ratio that is aimed at.
COINR = {
    "score u11000_i100": (1.57, 200),
    "score u1000_i100": (0.171, None),
    "score u1000_i100, imputed and treated": (0.026 + 0.63 + 0.171, 300),
    "score u11000_i100, imputed and treated": (0.33 + 5.6 + 1.57, None),
    "impute u1000_i100": (0.026, None),
    "treat u1000_i100": (0.63, None),
    "statistics u1000_i100": (0.39, None),
    "correlations u1000_i100": (3.6, None),
    "treat u11000_i100": (5.6, None),
    "statistics u11000_i100": (2.5, None),
    "copeland u200_i10": (6.9, 5000),
    "asem": (0.105, 210),
}


def least(work, runs):
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def vectorised_numpy(folder):
    """The steps of workload C: min-max, two tiers of weighted means, ranks."""
    import csv

    import numpy as np

    with open(folder / "framework.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    data = np.genfromtxt(folder / "observations.csv", delimiter=",", skip_header=1)[
        :, 1:
    ]
    leaves = [row for row in rows if row["type"] == "Indicator"]
    pillars = [row for row in rows if row["parent"] == "index"]
    sign = np.array([float(row["direction"]) for row in leaves])
    weights = np.array([float(row["weight"]) for row in leaves])
    groups = [
        [i for i, x in enumerate(leaves) if x["parent"] == p["code"]] for p in pillars
    ]
    top = np.array([float(row["weight"]) for row in pillars])

    def mean(table, w):
        there = ~np.isnan(table)
        return np.where(there, table, 0.0) @ w / (there @ w)

    def work():
        x = data * sign
        low, high = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
        z = (x - low) / (high - low) * 100
        tier = np.column_stack([mean(z[:, group], weights[group]) for group in groups])
        index = mean(tier, top)
        order = np.argsort(-index, kind="stable")
        ranks = np.empty(len(index))
        ranks[order] = np.arange(1, len(index) + 1)
        return index, ranks

    return work


def peers(data, folder):
    """CPU seconds of the Python peers, by the work."""
    sys.path.insert(0, str(BENCH / "scoring_peers"))
    found = {}
    try:
        import numpy as np
        from common import limits
    except ImportError as error:
        print(f"no Python peers: {error}")
        return found, None
    import common

    wide, narrow = common.data(11000, 100), common.data(700, 20)
    narrow = narrow / narrow.max(0)
    files = [(folder / "wide.bin", 11000, 100), (folder / "narrow.bin", 700, 20)]
    for (path, _, _), matrix in zip(files, (wide, narrow), strict=True):
        matrix.astype("<f8").tofile(path)
    weights = np.ones(100) / 100

    def topsis():
        v = wide / np.sqrt((wide**2).sum(0)) * weights
        best, worst = v.max(0), v.min(0)
        near = np.sqrt(((v - best) ** 2).sum(1))
        far = np.sqrt(((v - worst) ** 2).sum(1))
        return far / (near + far)

    def critic():
        z = (wide - wide.min(0)) / (wide.max(0) - wide.min(0))
        information = z.std(0, ddof=1) * (1 - np.corrcoef(z.T)).sum(0)
        return information / information.sum()

    with limits(1):
        found["score u11000_i100"] = (
            "numpy",
            least(vectorised_numpy(data / "u11000_i100"), 7),
            3,
        )
        found["topsis 11000x100"] = ("numpy", least(topsis, 10), 2)
        found["critic 11000x100"] = ("numpy", least(critic, 10), 2)
        try:
            import contextlib
            import io

            from pyDecision.algorithm import critic_method

            with contextlib.redirect_stdout(io.StringIO()):
                seconds = least(lambda: critic_method(wide, ["max"] * 100), 3)
            if seconds < found["critic 11000x100"][1]:
                found["critic 11000x100"] = ("pyDecision", seconds, 2)
        except ImportError:
            pass
        try:
            from scipy.optimize import linprog
        except ImportError:
            return found, files

        def benefit():
            ones = np.ones(len(narrow))
            for row in narrow:
                linprog(-row, A_ub=narrow, b_ub=ones, bounds=(0, None), method="highs")

        found["benefit of the doubt 700x20"] = ("scipy HiGHS", least(benefit, 1), 20)
    return found, files


def engine(arguments):
    subprocess.run(
        [
            "cargo",
            "build",
            "--release",
            "--quiet",
            "-p",
            "chuan-tests",
            "--bin",
            "scoring_bench",
        ],
        cwd=ROOT,
        check=True,
    )
    program = ROOT / "target" / "release" / "scoring_bench"
    lines = subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, check=True
    ).stdout
    return [json.loads(line) for line in lines.splitlines()]


def draw(points, path):
    """Seconds over units on logarithmic scales, as a small SVG."""
    import math

    def place(units, seconds):
        x = 60 + (math.log10(units) - 3) * 110
        y = 220 - (math.log10(seconds) + 5) * 40
        return x, y

    body = []
    for power in range(3, 7):
        x, _ = place(10**power, 1)
        body.append(f'<text x="{x:.0f}" y="245" text-anchor="middle">10^{power}</text>')
    for power in range(-5, 1):
        _, y = place(1000, 10.0**power)
        body.append(
            f'<text x="50" y="{y + 4:.0f}" text-anchor="end">10^{power} s</text>'
        )
        body.append(f'<path d="M60 {y:.0f}H400" stroke="#ddd"/>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    body.append(
        f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/>'
    )
    for point in points:
        x, y = place(*point)
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#06c"/>')
    body.append(
        '<text x="230" y="265" text-anchor="middle">units, ten indicators each</text>'
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 275" font-family="sans-serif" '
        'font-size="11">' + "".join(body) + "</svg>\n"
    )
    path.write_text(svg, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="folder of the generator, made unless it is there"
    )
    parser.add_argument(
        "--scale", action="store_true", help="from 1,000 to 1,000,000 units"
    )
    options = parser.parse_args()
    if options.scale:
        points = [
            (row["units"], row["cpu_s"])
            for row in engine(["--scale"])
            if "units" in row
        ]
        for units, seconds in points:
            print(
                f"{units:>9} units  {seconds:.6f} s  {seconds / units / 10 * 1e9:.1f} ns a value"
            )
        draw(points, ROOT / "tests" / "bench" / "scaling.svg")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = Path(options.data or folder)
        if not (data / "u11000_i100").is_dir():
            subprocess.run(
                [sys.executable, str(BENCH / "gen_scoring.py"), str(data)], check=True
            )
        measured, files = peers(data, folder)
        arguments = [data, "--shared", SHARED]
        for path, units, width in files or []:
            arguments += ["--matrix", path, units, width]
        print(
            f"{'work':42}{'chuan, CPU ms':>14}  {'peer':>12}{'CPU ms':>10}{'ratio':>9}{'aim':>7}"
        )
        for row in engine(arguments):
            if "work" not in row:
                print(json.dumps(row))
                continue
            work, seconds = row["work"], row["cpu_s"]
            lines = []
            if work in COINR:
                lines.append(("COINr", *COINR[work]))
            if work in measured:
                lines.append(measured[work])
            for peer, theirs, aim in lines or [("", None, None)]:
                ratio = f"{theirs / seconds:9.0f}" if theirs else " " * 9
                shown = f"{theirs * 1000:10.2f}" if theirs else " " * 10
                print(
                    f"{work:42}{seconds * 1000:14.3f}  {peer:>12}{shown}{ratio}{aim or '':>7}"
                )


if __name__ == "__main__":
    main()
