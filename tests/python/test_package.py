"""The package as a whole: import, dependencies, rendering, threads, interrupts, documentation."""

import doctest
import inspect
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import chuan
import pytest

from conftest import DEMO, RECORD

HOSTILE = "<script>alert(1)</script>"


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    ).stdout


def test_import_takes_nothing_heavy_along():
    code = (
        "import sys, chuan\n"
        "print(*{'pandas', 'numpy', 'pyarrow', 'polars'}.intersection(sys.modules))\n"
    )
    assert run(code).split() == []


def test_import_is_fast():
    code = "import time; t = time.perf_counter(); import chuan; print(time.perf_counter() - t)"
    assert min(float(run(code)) for _ in range(5)) < 0.1


BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Block())
import chuan
framework = chuan.Framework.from_text('''{demo}''')
"""


def test_without_any_library():
    code = BLOCKED.format(blocked={"pandas", "polars", "pyarrow", "numpy"}, demo=DEMO) + (
        "card = framework.score([{'unit': '40', 'a': 1, 'b': 0}])\n"
        "print(card.to_dicts()[0]['score'])\n"
        "for name in ('pandas', 'polars'):\n"
        "    try:\n"
        "        getattr(card, f'to_{name}')()\n"
        "    except ImportError as error:\n"
        "        print(error)\n"
    )
    assert run(code).splitlines() == [
        "0.75",
        "to_pandas needs pandas: pip install 'chuan[pandas]'",
        "to_polars needs polars: pip install 'chuan[polars]'",
    ]


def test_pandas_without_pyarrow():
    pytest.importorskip("pandas")
    code = BLOCKED.format(blocked={"pyarrow"}, demo=DEMO) + (
        "import pandas\n"
        "frame = pandas.DataFrame({'unit': ['40', '42'], 'a': [1, float('nan')], 'b': [0.5, 1]})\n"
        "print(framework.score(frame).to_pandas().shape)\n"
    )
    assert run(code).split() == ["(6,", "9)"]


def test_html_is_escaped_and_free_of_scripts():
    framework = chuan.Framework.from_dict(
        {"code": "x", "title": "X", "indicator": [{"code": "a", "name": HOSTILE}]}
    )
    findings = framework.check([{"unit": HOSTILE, "a": HOSTILE}])
    card = framework.score([{"unit": "1", "name": HOSTILE, "a": 1}])
    for thing in (findings, framework.items, card, card.explain("1")):
        html = thing._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert "color" not in html


def test_prints_cut_long_tables():
    text = repr(chuan.rules())
    assert len(text.splitlines()) == 12
    assert text.splitlines()[-1].endswith("rows in all")
    assert max(map(len, text.splitlines())) < 160


def test_long_calls_let_other_threads_run(framework, tmp_path):
    path = tmp_path / "data.csv"
    rows = "".join(f"{unit},{a},0\n" for a in range(100_000) for unit in (40, 42))
    path.write_text("unit,a,b\n" + rows, encoding="utf-8")
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    framework.check(path, max_findings=10)
    elapsed = time.perf_counter() - start
    done.set()
    thread.join()
    assert ticks > elapsed * 50


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_interrupts_are_heard(framework):
    pyarrow = pytest.importorskip("pyarrow")
    batch = pyarrow.record_batch({"unit": ["40"] * 1000, "a": [1] * 1000, "b": [0] * 1000})

    given_up = time.monotonic() + 60

    def for_a_minute():
        while time.monotonic() < given_up:
            yield batch

    reader = pyarrow.RecordBatchReader.from_batches(batch.schema, for_a_minute())
    # A process that was started in the background ignores Ctrl-C unless told otherwise.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.3, signal.raise_signal, (signal.SIGINT,)).start()
        with pytest.raises(KeyboardInterrupt):
            framework.check(reader, max_findings=10)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() < given_up


def test_many_threads_share_a_framework(framework, long):
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(framework.score(long).to_dicts()))
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 16
    assert all(result == results[0] for result in results)


def test_version():
    from importlib.metadata import PackageNotFoundError, version

    try:
        assert chuan.__version__ == version("chuan")
    except PackageNotFoundError:
        pytest.skip("not installed")


def documented():
    """Everything public that has a docstring, and the things in it."""
    for name in chuan.__all__:
        thing = getattr(chuan, name)
        if name.startswith("__"):
            continue
        yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, (Exception, Warning)):
            for key in vars(thing):
                if not key.startswith("_"):
                    yield f"{name}.{key}", getattr(thing, key)


@pytest.mark.parametrize(("name", "thing"), list(documented()))
def test_docstrings(name, thing, framework, tmp_path):
    text = inspect.getdoc(thing)
    assert text, f"{name} has no docstring"
    if callable(thing):
        assert ">>>" in text, f"{name} has no example"
    rows = [{"unit": "40", "a": 1, "b": 0}, {"unit": "42", "a": 0, "b": 1}]
    target = {"period": "2025", "value": 60}
    goals = chuan.Framework.from_dict(
        {"code": "g", "title": "G", "indicator": [{"code": "online", "target": [target]}]}
    )
    (tmp_path / "record.json").write_text(RECORD, encoding="utf-8")
    log = chuan.Log.create(
        tmp_path / "log.jsonl",
        tmp_path / "record.json",
        recorded_at="2024-03-12T12:00:00+07:00",
    )
    names = {
        "chuan": chuan,
        "framework": framework,
        "findings": framework.check([{"unit": "Nghe An", "a": 1, "b": 0}]),
        "card": framework.score(rows),
        "record": chuan.Record.from_text(RECORD),
        "tracking": goals.track(
            [
                {"unit": "a", "period": 2021, "online": 20},
                {"unit": "a", "period": 2023, "online": 36},
            ],
            as_of="2024-06-30",
        ),
        "log": log,
        "board": log.board("2024-07-02"),
        "assessment": framework.assess([rows[0], {"unit": "42", "a": 0.25, "b": 1}]),
    }
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    output = []
    result = doctest.DocTestRunner(optionflags=flags).run(test, out=output.append)
    assert result.failed == 0, "".join(output)


def test_the_quick_start_is_true():
    page = Path(__file__).parents[2] / "python" / "docs" / "index.rst"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0
