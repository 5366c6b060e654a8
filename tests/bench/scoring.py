"""How long scoring takes and how much memory, beside its peers, in one run.

    .venv/bin/python tests/bench/scoring.py [--data DIR] [-o FILE]
    .venv/bin/python tests/bench/scoring.py --scale

Prints a table in Markdown: the exact work, the CPU time of the engine and of the best peer, the ratio
and the goal. The work is that of the workloads' own description (../shared/bench), its data come
from the generator there. Data are in memory, for the engine as ``Observations``, before the clock
starts. The engine's figure is the median of five batches of runs, with the threads of one process
taken together; a Python peer's is the least of several runs on one thread. COINr cannot run here: its
figures are quoted from the description, where they were measured on an idle machine of the same kind.
Peers that are not installed (numpy, scipy, pyDecision, pymcdm) are left out.

``--scale`` measures from 1,000 to 1,000,000 units instead and draws tests/bench/scaling.svg.
"""

import argparse
import contextlib
import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHUAN_SHARED", ROOT / ".." / "shared")).resolve()
BENCH = SHARED / "bench"
HERE = Path(__file__).parent

PLAIN = "directions, min-max 0 to 100, weighted means over two tiers, ranks"
TREATED = "means for gaps, default treatment, then " + PLAIN
#: Scores of indicators go straight into the means; as columns they are made when asked for.
EVERY = "the same, and the scores of all indicators read"

#: By the name of the work: what it is; CPU seconds of COINr 1.1.14, from the workloads' description;
#: how many times less is aimed at.
WORK = {
    "score u11000_i100": (PLAIN, 0.018 + 0.033 + 1.50 + 0.018, 200),
    "score u11000_i100, every score read": (EVERY, 1.57, None),
    "score u1000_i100": (PLAIN, 0.012 + 0.011 + 0.145 + 0.003, None),
    "score u1000_i100, every score read": (EVERY, 0.171, None),
    "score u1000_i100, imputed and treated": (TREATED, 0.026 + 0.63 + 0.171, 300),
    "score u1000_i100, imputed and treated, every score read": (EVERY, 0.827, None),
    "score u11000_i100, imputed and treated": (TREATED, 0.33 + 5.6 + 1.57, None),
    "score u11000_i100, imputed and treated, every score read": (EVERY, 7.5, None),
    "impute u1000_i100": ("mean of the column for gaps", 0.026, None),
    "impute u11000_i100": ("mean of the column for gaps", 0.33, None),
    "treat u1000_i100": ("default treatment of filled columns", 0.63, None),
    "treat u11000_i100": ("default treatment of filled columns", 5.6, None),
    "statistics u1000_i100": ("the table of statistics", 0.39, None),
    "statistics u11000_i100": ("the table of statistics", 2.5, None),
    "correlations u1000_i100": ("Pearson, pairs of present values, p-values", 3.6, None),
    "correlations u11000_i100": ("Pearson, pairs of present values, p-values", None, None),
    "rank u1000_i100": ("ranks of the index", None, None),
    "rank u11000_i100": ("ranks of the index", None, None),
    "copeland u200_i10": ("outranking matrix, equal weights; Copeland scores", 6.9, 5000),
    "asem": ("workload A: all seven steps, 51 units, 49 indicators, 4 levels", 0.105, 210),
    "topsis 11000x100": ("vector norm, equal weights", None, None),
    "topsis 700x20": ("vector norm, equal weights", None, None),
    "critic 11000x100": ("weights", None, None),
    "critic 700x20": ("weights", None, None),
    "benefit of the doubt 700x20": ("the best weights of each unit, one programme each", None, None),
}

#: What is aimed at against the best Python peer.
AIMS = {
    "score u11000_i100": 3,
    "topsis 11000x100": 2,
    "critic 11000x100": 2,
    "benefit of the doubt 700x20": 20,
}

#: The sum of the scores of the index, the first unit's score and rank, the best unit: from the
#: workloads' description, as COINr has them.
ANSWERS = {
    "u1000_i100": (36385.9543524, 34.5548362874, 641, "u00360"),
    "u11000_i100": (366069.589411, 33.964766259, 4449, "u02918"),
}


def least(work, runs):
    """CPU seconds of the quickest of several runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            work()
        best = min(best, time.process_time() - start)
    return best


def vectorised_numpy(folder):
    """The steps of workload C: directions, min-max, two tiers of weighted means, ranks."""
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

    total = float(work()[0].sum())
    expected = ANSWERS[folder.name][0]
    assert math.isclose(total, expected, rel_tol=1e-9), (total, expected)
    return work


def peers(data, folder):
    """By the work, the peers' CPU seconds; and the matrices that the engine is to read."""
    try:
        import numpy as np

        sys.path.insert(0, str(BENCH / "scoring_peers"))
        import common
    except ImportError as error:
        print(f"no Python peers: {error}", file=sys.stderr)
        return {}, []
    wide, narrow = common.data(11000, 100), common.data(700, 20)
    narrow = narrow / narrow.max(0)
    files = [(folder / "wide.bin", 11000, 100), (folder / "narrow.bin", 700, 20)]
    for (path, _, _), matrix in zip(files, (wide, narrow), strict=True):
        matrix.astype("<f8").tofile(path)
    weights, kinds = np.ones(100) / 100, np.ones(100)

    def topsis():
        v = wide / np.sqrt((wide * wide).sum(0)) * weights
        best, worst = v.max(0), v.min(0)
        near = np.sqrt(((v - best) ** 2).sum(1))
        far = np.sqrt(((v - worst) ** 2).sum(1))
        return far / (near + far)

    def critic():
        z = (wide - wide.min(0)) / (wide.max(0) - wide.min(0))
        information = z.std(0, ddof=1) * (1 - np.corrcoef(z.T)).sum(0)
        return information / information.sum()

    def benefit():
        ones = np.ones(len(narrow))
        for row in narrow:
            linprog(-row, A_ub=narrow, b_ub=ones, bounds=(0, None), method="highs")

    found = {}

    def add(work, peer, runs, f):
        found.setdefault(work, []).append((peer, least(f, runs)))

    with common.limits(1):
        numpy_way = vectorised_numpy(data / "u11000_i100")
        add("score u11000_i100", "numpy, vectorised", 9, numpy_way)
        add("topsis 11000x100", "numpy", 15, topsis)
        add("critic 11000x100", "numpy", 15, critic)
        with contextlib.suppress(ImportError):
            from pyDecision.algorithm import critic_method, topsis_method

            def their_topsis():
                return topsis_method(
                    wide, list(weights), ["max"] * 100, graph=False, verbose=False
                )

            add("topsis 11000x100", "pyDecision", 5, their_topsis)
            add(
                "critic 11000x100",
                "pyDecision",
                9,
                lambda: critic_method(wide, ["max"] * 100),
            )
        with contextlib.suppress(ImportError):
            from pymcdm.methods import TOPSIS
            from pymcdm.normalizations import vector_normalization
            from pymcdm.weights import critic_weights

            method = TOPSIS(vector_normalization)
            add("topsis 11000x100", "pymcdm", 3, lambda: method(wide, weights, kinds))
            add("critic 11000x100", "pymcdm", 1, lambda: critic_weights(wide))
        with contextlib.suppress(ImportError):
            from scipy.optimize import linprog

            add("benefit of the doubt 700x20", "scipy, HiGHS", 1, benefit)
    return found, files


def engine(program, arguments, folder):
    """What a program of the engine prints, line by line; built unless a folder has it."""
    if not folder:
        build = ["cargo", "build", "--release", "--quiet", "-p", "chuan-tests"]
        subprocess.run([*build, "--bin", program], cwd=ROOT, check=True)
        folder = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    lines = subprocess.run(
        [Path(folder) / program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [json.loads(line) for line in lines.splitlines()]


def verified(row):
    """Whether the engine's answers are those of the description."""
    total, first, rank, best = ANSWERS[row["check"]]
    assert math.isclose(row["sum"], total, rel_tol=1e-10), row
    assert math.isclose(row["first"], first, rel_tol=1e-10), row
    assert (row["first_rank"], row["best"]) == (rank, best), row


def times(rows, measured):
    """The table of times, line by line."""
    yield "| work | what exactly | engine, CPU ms | peer | CPU ms | ratio | goal |"
    yield "| --- | --- | --: | --- | --: | --: | --- |"
    for row in rows:
        name, seconds = row["work"], row["cpu_s"]
        what, coinr, aim = WORK.get(name, ("", None, None))
        others = [("COINr", coinr, aim)] if coinr else []
        found = sorted(measured.get(name, []), key=lambda peer: peer[1])
        others += [
            (peer, theirs, AIMS.get(name) if place == 0 else None)
            for place, (peer, theirs) in enumerate(found)
        ]
        for peer, theirs, goal in others or [("", None, None)]:
            ratio = theirs / seconds if theirs else None
            reached = "" if goal is None else f"{goal} ×: {'met' if ratio >= goal else 'missed'}"
            shown = f"{theirs * 1000:.2f}" if theirs else ""
            yield (
                f"| {name} | {what} | {seconds * 1000:.3f} | {peer} | {shown} "
                f"| {'' if ratio is None else f'{ratio:.3g}'} | {reached} |"
            )


def memory(rows):
    """The table of memory, line by line."""
    yield "| work | input matrix, MB | peak above it | with all scores read | goal |"
    yield "| --- | --: | --: | --: | --- |"
    for row in rows:
        peak, every = row["peak"] / row["matrix"], row["every_score"] / row["matrix"]
        reached = "met" if every < 4 else "missed"
        yield (
            f"| {row['work']} | {row['matrix'] / 1e6:.1f} | {peak:.2f} × | {every:.2f} × "
            f"| below 4 ×: {reached} |"
        )


def draw(points, path):
    """CPU seconds over units on logarithmic scales, with a line of constant cost for each value."""

    def place(units, seconds):
        return 60 + (math.log10(units) - 3) * 120, 20 + (1 - math.log10(seconds)) * 40

    def line(ends, style):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*end) for end in ends))
        return f'<polyline points="{path}" fill="none" {style}/>'

    body = []
    for power, text in zip(range(3, 7), ("1,000", "10,000", "100,000", "1,000,000"), strict=True):
        x, _ = place(10**power, 1)
        body.append(f'<text x="{x:.0f}" y="276" text-anchor="middle">{text}</text>')
    for power, text in zip(
        range(-5, 2), ("10 µs", "0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s", "10 s"), strict=True
    ):
        _, y = place(1000, 10.0**power)
        body.append(f'<text x="52" y="{y + 4:.0f}" text-anchor="end">{text}</text>')
        body.append(f'<path d="M60 {y:.0f}H430" stroke="#ddd"/>')
    first, seconds = points[0]
    last = points[-1][0]
    linear = [(first, seconds), (last, seconds * last / first)]
    body.append(line(linear, 'stroke="#999" stroke-dasharray="4 3"'))
    body.append(line(points, 'stroke="#06c" stroke-width="2"'))
    for point in points:
        x, y = place(*point)
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#06c"/>')
    body.append('<text x="245" y="298" text-anchor="middle">units, ten indicators each</text>')
    body.append('<text x="60" y="12">CPU time from observations to ranks; dashed: linear</text>')
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 450 306" '
        'font-family="sans-serif" font-size="12"><rect width="450" height="306" fill="#fff"/>'
        + "\n".join(body)
        + "</svg>\n",
        encoding="utf-8",
    )


def scale(programs) -> None:
    rows = engine("scoring_bench", ["--scale"], programs)
    points = [(row["units"], row["cpu_s"]) for row in rows]
    for units, seconds in points:
        each = seconds / units / 10 * 1e9
        print(f"{units:>9} units  {seconds * 1000:10.3f} ms  {each:5.1f} ns a value")
    draw(points, HERE / "scaling.svg")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", help="folder of the generator, filled unless it is")
    parser.add_argument(
        "--programs", help="folder of the engine's programs, built unless given"
    )
    parser.add_argument("-o", "--output", help="write the tables there")
    parser.add_argument(
        "--scale", action="store_true", help="from 1,000 to 1,000,000 units"
    )
    options = parser.parse_args()
    if options.scale:
        scale(options.programs)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = Path(options.data or folder)
        if not (data / "u11000_i100").is_dir():
            generator = [sys.executable, str(BENCH / "gen_scoring.py"), str(data)]
            subprocess.run(generator, check=True, stdout=subprocess.DEVNULL)
        measured, files = peers(data, folder)
        arguments = [data, "--shared", SHARED]
        for path, units, width in files:
            arguments += ["--matrix", path, units, width]
        rows = engine("scoring_bench", arguments, options.programs)
        for row in rows:
            if "check" in row:
                verified(row)
        lines = list(times([row for row in rows if "work" in row], measured))
        lines += ["", *memory(engine("scoring_memory", [data], options.programs))]
    text = "\n".join(lines) + "\n"
    if options.output:
        Path(options.output).write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
