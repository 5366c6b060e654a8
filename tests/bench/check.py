"""How long the check of observations takes, beside one plain pass of the csv crate and other programs.

    .venv/bin/python tests/bench/check.py [--rows 100000,1000000] [--reps 3] [--peers polars-streaming,duckdb-tuned]
                                          [--data DIR] [--out TABLE.md] [--svg CURVE.svg] [--huge]

The work: 7 columns, 11,000 units, 100 indicators, twelve rules and duplicate keys over the whole
file, as the workload's own description says (../shared/bench). Every figure is a median of whole
processes, started in turn: CPU seconds of all threads, wall time, peak memory. ``--svg`` draws CPU
and memory from 100,000 rows on; ``--huge`` adds 100,000,000 rows (7 GB of disk, half an hour to
generate). ``--data`` keeps the files for the next time. Peers need their packages (polars, DuckDB,
pandas); that faults are found is a test, `tests/python/test_bulk.py`.
"""

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import workload
from workload import Run


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default="100000,1000000")
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--peers", default="", help="names of csv_peers/run.py, at the last size")
    parser.add_argument("--data", type=Path, help="where files are kept")
    parser.add_argument("--out", type=Path, help="the table, in Markdown")
    parser.add_argument("--svg", type=Path, help="the picture")
    parser.add_argument("--huge", action="store_true")
    options = parser.parse_args()
    sizes = [int(size) for size in options.rows.split(",")]
    if options.huge:
        sizes.append(100_000_000)
    workload.build()
    with contextlib.ExitStack() as stack:
        folder = options.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        table, curve = measure(folder, sizes, options.reps)
        if options.peers:
            table += peers(folder, sizes[-1], options.peers, options.reps)
    print(table)
    if options.out:
        options.out.write_text(table, encoding="utf-8")
    if options.svg:
        options.svg.write_text(picture(curve), encoding="utf-8")


def measure(folder: Path, sizes: list, reps: int) -> tuple:
    framework = workload.framework(folder)
    empty = workload.medians({"empty": [workload.CHUAN, "check", framework, "--quiet"]}, reps)
    loaded = empty["empty"]
    lines = [
        f"Framework alone: {loaded.cpu:.3f} s CPU, {loaded.wall:.3f} s, {loaded.memory:.0f} MB. "
        "CPU beside the plain pass, and memory above the framework, in brackets.",
        "",
        "| file | plain csv pass: CPU s | check, 1 thread: CPU s | wall s | memory MB "
        "| 2 threads: CPU s | wall s | scaling | ns/row | MB/s of CPU |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    curve = []
    for rows in sizes:
        kinds = ["clean", "dirty", "heavy"] if rows <= 10_000_000 else ["clean", "dirty"]
        files = {f"{kind}, {rows:,} rows": workload.data(folder, kind, rows) for kind in kinds}
        if rows == 1_000_000:
            files["wide, 11,000 rows"] = workload.data(folder, "wide", 11_000)
        clean = next(iter(files.values()))
        if rows <= 1_000_000:
            files[f"clean, {rows:,} rows, .gz"] = workload.compressed(clean)
        if rows == 100_000:
            files[f"clean, {rows:,} rows in 2,000 files"] = workload.cut(clean, 2000)
        for name, file in files.items():
            commands = {
                "one": workload.check(framework, file, 1),
                "two": workload.check(framework, file, 2),
            }
            if file.suffix == ".csv":
                commands["plain"] = [workload.PLAIN, file]
            runs = workload.medians(commands, reps)
            lines.append(row(name, file, rows, runs, loaded))
            if name.startswith("clean") and file.suffix == ".csv":
                curve.append((rows, runs["one"], runs["plain"], loaded))
        if rows == 1_000_000:
            lines.append(cel_row(folder, framework, clean, rows, reps))
    return "\n".join(lines) + "\n", curve


def size(file: Path) -> int:
    """Bytes of the text that is checked."""
    if file.is_dir():
        return sum(part.stat().st_size for part in file.iterdir())
    return (file.with_suffix("") if file.suffix == ".gz" else file).stat().st_size


def row(name: str, file: Path, rows: int, runs: dict, loaded: Run) -> str:
    one, two, plain = runs["one"], runs["two"], runs.get("plain")
    work = max(one.cpu - loaded.cpu, 1e-9)
    bytes_ = size(file)
    count = 11_000 if name.startswith("wide") else rows
    beside = f"{plain.cpu:.3f}" if plain else ""
    ratio = f" ({one.cpu / plain.cpu:.2f}×)" if plain else ""
    cells = [
        name,
        beside,
        f"{one.cpu:.3f}{ratio}",
        f"{one.wall:.3f}",
        f"{one.memory:.0f} (+{one.memory - loaded.memory:.0f})",
        f"{two.cpu:.3f}",
        f"{two.wall:.3f}",
        f"{one.wall / two.wall:.2f}×",
        f"{work / count * 1e9:.0f}",
        f"{bytes_ / 1e6 / work:.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def cel_row(folder: Path, framework: Path, file: Path, rows: int, reps: int) -> str:
    """What a rule in CEL over every value costs."""
    commands = {
        "without": workload.check(framework, file, 1),
        "with": workload.check(folder / "cel.toml", file, 1),
    }
    runs = workload.medians(commands, reps)
    cost = (runs["with"].cpu - runs["without"].cpu) / rows * 1e9
    run = runs["with"]
    cells = [f"clean, {rows:,} rows, a rule in CEL", "", f"{run.cpu:.3f}", f"{run.wall:.3f}"]
    cells += [f"{run.memory:.0f}", "", "", "", f"+{cost:.0f}", ""]
    return "| " + " | ".join(cells) + " |"


def peers(folder: Path, rows: int, names: str, reps: int) -> str:
    """Other programs over the same clean file, by their own harness."""
    results = folder / "peers.jsonl"
    harness = [sys.executable, str(workload.BENCH / "csv_peers" / "run.py")]
    arguments = ["--data", str(folder), "--rows", str(rows), "--kinds", "clean", "--peers", names]
    arguments += ["--reps", str(reps), "--out", str(results)]
    environment = {**os.environ, "PY1": os.environ.get("PY1", sys.executable)}
    results.unlink(missing_ok=True)
    subprocess.run([*harness, *arguments], env=environment, check=True)
    lines = [f"\n| peer, {rows:,} rows | CPU s | wall s | memory MB |", "| --- | --: | --: | --: |"]
    runs = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    for name in names.split(","):
        mine = sorted((run["cpu"], run["wall"], run["rss_mb"]) for run in runs if run["peer"] == name)
        if mine:
            cpu, wall, memory = mine[len(mine) // 2]
            lines.append(f"| {name} | {cpu:.2f} | {wall:.2f} | {memory:.0f} |")
    return "\n".join(lines) + "\n"


WIDTH, HEIGHT, LEFT, TOP = 760, 330, 70, 40
PANEL = 270


def picture(curve: list) -> str:
    """CPU and memory by rows, both axes in powers of ten."""
    rows = [point[0] for point in curve]
    panels = [
        (
            "CPU, seconds",
            [
                ("#1b6ca8", "chuan check", [one.cpu for _, one, _, _ in curve]),
                ("#b5532a", "plain csv pass", [plain.cpu for _, _, plain, _ in curve]),
            ],
        ),
        (
            "peak memory, MB",
            [
                ("#1b6ca8", "chuan check", [one.memory for _, one, _, _ in curve]),
                ("#777777", "framework alone", [loaded.memory for *_, loaded in curve]),
            ],
        ),
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for number, (title, lines) in enumerate(panels):
        parts += panel(LEFT + number * (PANEL + 100), title, rows, lines)
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(left: float, title: str, rows: list, lines: list) -> list:
    bottom = HEIGHT - 50
    first, last = math.floor(math.log10(rows[0])), math.ceil(math.log10(rows[-1]))
    values = [value for _, _, line in lines for value in line]
    low = math.floor(math.log10(min(values)))
    high = math.ceil(math.log10(max(values)) + 1e-9)

    def x(value: float) -> float:
        return left + (math.log10(value) - first) / max(last - first, 1) * PANEL

    def y(value: float) -> float:
        return bottom - (math.log10(value) - low) / max(high - low, 1) * (bottom - TOP)

    parts = [f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{title}</text>']
    for power in range(first, last + 1):
        at = x(10**power)
        parts.append(f'<line x1="{at}" y1="{TOP}" x2="{at}" y2="{bottom}" stroke="#ddd"/>')
        label = f'10<tspan dy="-5" font-size="9">{power}</tspan>'
        parts.append(f'<text x="{at}" y="{bottom + 18}" text-anchor="middle">{label}</text>')
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{left}" y1="{at}" x2="{left + PANEL}" y2="{at}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4}" text-anchor="end">{10.0**power:g}</text>')
    parts.append(f'<text x="{left + PANEL / 2}" y="{bottom + 38}" text-anchor="middle">rows</text>')
    for number, (colour, name, line) in enumerate(lines):
        points = " ".join(f"{x(r):.1f},{y(v):.1f}" for r, v in zip(rows, line, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(r):.1f}" cy="{y(v):.1f}" r="3" fill="{colour}"/>'
            for r, v in zip(rows, line, strict=True)
        ]
        parts.append(f'<text x="{left + 8}" y="{TOP + 16 + 16 * number}" fill="{colour}">{name}</text>')
    return parts


if __name__ == "__main__":
    main()
