"""The workload of the check: files that the generator of ../shared/bench writes, and measured runs."""

import gzip
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHUAN_SHARED", ROOT / ".." / "shared")).resolve()
BENCH = SHARED / "bench"
CHUAN = ROOT / "target" / "release" / "chuan"
PLAIN = ROOT / "target" / "release" / "plain_csv"

#: Errors of each of twelve classes in a million rows: 0.12 % and 4.8 % of all.
KINDS = {"clean": 0, "dirty": 100, "heavy": 4000}

#: A rule over single values, to see what such a rule costs.
CEL = """
[[rule]]
code = "known-status"
check = "fields.status in ['final', 'provisional', 'revised', 'estimated', '']"
message = { vi = "trạng thái lạ", en = "an unusual status" }
"""


def build(plain: bool = True) -> None:
    """Builds the program as it is released, and the plain pass beside which it is measured."""
    command = ["cargo", "build", "--release", "--quiet", "-p", "chuan-cli", "--bin", "chuan"]
    if plain:
        command += ["-p", "chuan-tests", "--bin", "plain_csv"]
    subprocess.run(command, cwd=ROOT, check=True)


def generate(*arguments: str) -> None:
    subprocess.run([sys.executable, str(BENCH / "gen_observations.py"), *arguments], check=True)


def framework(folder: Path) -> Path:
    """The framework with its tables; one with a rule in CEL, and one for the wide file, whose values
    know no range of an indicator."""
    generate("framework", str(folder))
    target = folder / "framework.toml"
    shutil.copy(ROOT / "tests" / "bulk" / "framework.toml", target)
    text = target.read_text(encoding="utf-8")
    (folder / "cel.toml").write_text(text + CEL, encoding="utf-8")
    text = text.replace('required = ["reported_on"]', "required = []")
    text = text.replace('decimals = "-"', 'decimals = "-", min = "-", max = "-"')
    (folder / "wide.toml").write_text(text, encoding="utf-8")
    return target


def data(folder: Path, kind: str, rows: int) -> Path:
    """A file of a kind; one that is there already is not written again."""
    path = folder / f"{kind}_{rows}.csv"
    if path.exists():
        return path
    if kind == "wide":
        generate("wide", str(path))
    elif kind == "clean":
        generate("clean", str(path), "--rows", str(rows))
    else:
        errors = max(1, KINDS[kind] * rows // 1_000_000)
        generate("dirty", str(path), "--rows", str(rows), "--errors-per-class", str(errors))
    return path


def compressed(path: Path) -> Path:
    target = path.with_name(path.name + ".gz")
    if not target.exists():
        with path.open("rb") as source, gzip.open(target, "wb", compresslevel=6) as sink:
            shutil.copyfileobj(source, sink)
    return target


def cut(path: Path, count: int) -> Path:
    """The same records in so many files of a folder, each with the header."""
    folder = path.with_suffix("")
    if not folder.exists():
        with path.open("rb") as source:
            header, *lines = source.readlines()
        folder.mkdir()
        size = -(-len(lines) // count)
        for number in range(count):
            part = lines[number * size : (number + 1) * size]
            (folder / f"{number:05}.csv").write_bytes(header + b"".join(part))
    return folder


@dataclass
class Run:
    """What one process took."""

    cpu: float
    wall: float
    memory: float  # MB


def run(command: list, allowed: tuple = (0, 1)) -> Run:
    """Runs a program that may end so; CPU of all its threads, and its own peak memory."""
    start = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_WRONLY, 0) for fd in (1, 2)]
    arguments = [str(part) for part in command]
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in allowed:
        raise RuntimeError(f"{arguments} failed")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def check(framework: Path, file: Path, threads: int) -> list:
    if file.name.startswith("wide"):
        framework = framework.with_name("wide.toml")
    output = file.with_name("findings.csv")
    options = ["--threads", threads, "--format", "csv", "-o", output, "--quiet"]
    return [CHUAN, "check", framework, file, *options]


def medians(commands: dict, reps: int, allowed: tuple = (0, 1)) -> dict:
    """Each command so many times, in turn, so that a busy machine is busy for all; medians."""
    runs = {name: [] for name in commands}
    for _ in range(reps):
        for name, command in commands.items():
            runs[name].append(run(command, allowed))
    median = statistics.median
    return {
        name: Run(
            median(r.cpu for r in all), median(r.wall for r in all), median(r.memory for r in all)
        )
        for name, all in runs.items()
    }


def floor() -> float:
    """What a process that we start never seems to need less than, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
