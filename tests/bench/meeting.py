"""How long a log of a million events takes to replay and audit, beside Python's json, and its memory.

    .venv/bin/python tests/bench/meeting.py [--events 1000000] [--tasks 100000] [--reps 5]

A record with many tasks and a log of their events are made up, in the canonical form that `append`
writes, each line chained to the one before. Then, in turns:

- `chuan meeting audit RECORD LOG`, the whole process: the record is read and checked, every line is
  read, hashed, compared with the chain, judged by the rules and applied to its task, in one pass;
- the same with nothing but the first line of the log, which is what the record alone costs;
- Python's `json.loads` over the same lines, and nothing else.

CPU seconds and peak memory of whole processes, medians. `audit` minus `the record` is the log's
share, and that is compared with json. The second table has the peak for ten times as many events on
the same tasks, and for ten times as many tasks. That every verdict is right is not measured here but
tested (core/tests/meeting_log); the run fails when the audit of the log finds anything.

Files are made by a process of their own: what a process starts never seems to need less than it has
needed itself. The last line says what that floor is.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from workload import CHUAN, Run, build, floor, medians

DAY = date(2024, 1, 2)
BODIES = 500

#: What Python does with the same lines.
PARSE = """
import json, sys
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        json.loads(line)
"""


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(tasks: int) -> dict:
    """A meeting that gave so many tasks to five hundred bodies."""
    bodies = [{"id": "council", "name": "Council", "kind": "council"}]
    bodies += [
        {"id": f"body-{n}", "name": f"Đơn vị {n}", "kind": "department"} for n in range(BODIES)
    ]
    decision = {"id": "d1", "kind": "assignment", "by": "body:council", "text": "All of it"}
    item = {"id": "a1", "no": "1", "title": "Tasks", "kind": "assign_tasks"}
    return {
        "format": "meeting-record/1",
        "id": "bench",
        "registry": {"bodies": bodies},
        "meeting": {
            "id": "m1",
            "body": "council",
            "title": "Session",
            "kind": "regular",
            "date": DAY.isoformat(),
            "status": "held",
            "record": {"basis": "press_report", "complete": {}},
            "agenda": [{**item, "decisions": [decision]}],
        },
        "tasks": [
            {
                "id": f"t{n}",
                "title": f"Nhiệm vụ {n}",
                "from": ["d1"],
                "owner": f"body-{n % BODIES}",
                "due": (DAY + timedelta(days=200 + n % 300)).isoformat(),
                "deliverable": "Báo cáo",
            }
            for n in range(tasks)
        ],
    }


def life(rng: random.Random, events: int) -> list[dict]:
    """So many events of one task, every one of them legal."""
    steps: list[dict] = [{"event": "start"}]
    percent = 0
    while len(steps) < events - 4:
        if rng.random() < 0.3:
            steps.append({"event": "note", "note": "Đơn vị đã họp và thống nhất phương án"})
        else:
            percent = min(95, percent + rng.randrange(1, 30))
            steps.append({"event": "report", "percent": percent})
    last = [
        {"event": "submit"},
        {"event": "return", "note": "Bổ sung số liệu"},
        {"event": "submit"},
        {"event": "accept", "evidence": ["document-number:12/BC-UBND"]},
    ]
    return (steps + last)[:events]


def write(folder: Path, tasks: int, events: int) -> tuple[Path, Path]:
    """The record and the log, with one more line for the opening."""
    path, log = folder / f"record-{tasks}.json", folder / f"log-{events}.jsonl"
    given = record(tasks)
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    rng = random.Random(7)
    lives = [life(rng, events // tasks) for _ in range(tasks)]
    at = f"{DAY}T12:00:00+07:00"
    opened = {"event": "open", "on": DAY.isoformat(), "prev": None, "record": "bench"}
    opened |= {"recorded_at": at, "seq": 0}
    opened["record_sha256"] = hashlib.sha256(canonical(given).encode()).hexdigest()
    with log.open("w", encoding="utf-8", newline="\n") as out:
        line = canonical(opened)
        out.write(line + "\n")
        seq = 0
        rounds = events // tasks
        for turn in range(rounds):
            day = DAY + timedelta(days=1 + turn * 300 // rounds)
            for task in rng.sample(range(tasks), tasks):
                step = dict(lives[task][turn])
                seq += 1
                judge = step["event"] in ("return", "accept")
                step["by"] = "body:council" if judge else f"body:body-{task % BODIES}"
                step |= {"on": day.isoformat(), "task": f"t{task}", "seq": seq}
                step["recorded_at"] = f"{day}T{8 + seq % 9:02}:{seq % 60:02}:00+07:00"
                step["prev"] = "sha256:" + hashlib.sha256(line.encode()).hexdigest()
                line = canonical(step)
                out.write(line + "\n")
    return path, log


def made(folder: Path, tasks: int, events: int) -> tuple[Path, Path]:
    """The same, by a process of its own."""
    command = [sys.executable, __file__, "--write", str(folder)]
    subprocess.run([*command, "--tasks", str(tasks), "--events", str(events)], check=True)
    return folder / f"record-{tasks}.json", folder / f"log-{events}.jsonl"


def measure(path: Path, log: Path, reps: int) -> dict[str, Run]:
    """Medians of every program, in turns."""
    first = log.with_suffix(".first.jsonl")
    with log.open(encoding="utf-8") as lines:
        first.write_text(lines.readline(), encoding="utf-8")
    audit = [CHUAN, "meeting", "audit", path]
    programs = {
        "chuan meeting audit": [*audit, log],
        "of it, the record": [*audit, first],
        "python json.loads": [sys.executable, "-c", PARSE, log],
    }
    return medians(programs, reps, allowed=(0,))


def show(title: str, found: dict[str, Run]) -> None:
    print(f"\n{title}")
    print(f"{'program':<24}{'CPU s':>8}{'peak MB':>10}")
    for name, run in found.items():
        print(f"{name:<24}{run.cpu:>8.2f}{run.memory:>10.0f}")
    log = found["chuan meeting audit"].cpu - found["of it, the record"].cpu
    ratio = found["python json.loads"].cpu / log
    print(f"{'the log alone':<24}{log:>8.2f}   {ratio:.1f} times faster than json")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="DIR", help="make the files and nothing else")
    options = parser.parse_args()
    tasks, events = options.tasks, options.events
    if options.write:
        write(options.write, tasks, events)
        return
    build(plain=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, log = made(folder, tasks, events)
        size = log.stat().st_size / 1e6
        found = measure(path, log, options.reps)
        show(f"{events:,} events over {tasks:,} tasks, {size:.0f} MB", found)
        log.unlink()
        few = max(tasks // 10, 1)
        rows = []
        for count in (events // 10, events):
            path, log = made(folder, few, count)
            rows.append((few, count, measure(path, log, 1)["chuan meeting audit"]))
            log.unlink()
        rows.append((tasks, events, found["chuan meeting audit"]))
        print(f"\n{'tasks':>10}{'events':>12}{'peak MB':>10}")
        for count, lines, run in rows:
            print(f"{count:>10,}{lines:>12,}{run.memory:>10.0f}")
        print(f"a process that does nothing: {floor():.0f} MB")


if __name__ == "__main__":
    main()
