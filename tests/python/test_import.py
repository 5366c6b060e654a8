"""Imported tables, read back by other programs."""

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import polars
import pyarrow.feather
import pyarrow.parquet
import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = os.environ.get("CHUAN_BIN") or shutil.which("chuan")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="needs the program chuan")

FRAMEWORK = """
code = "demo"
version = "2022"
title = "Demo"
[data]
numbers = "vi"
dates = "vi"
[register]
list = "provinces"
unit = [{ code = "40", name = "Nghệ An" }, { code = "42", name = "Hà Tĩnh" }]
[[node]]
code = "criteria"
scored = false
stated_count = 5
[[indicator]]
code = "share"
name = "Tỷ lệ"
scale = "percent"
[[indicator]]
code = "staff"
scale = "count"
"""

LONG = """Mã đơn vị;Chỉ tiêu;Kỳ;Giá trị;Trạng thái
Nghệ An;Tỷ lệ;quý II/2022;68,5;
40;staff;2022;1.200;
4O;staff;2022;1;
42;share;28/5/2022;0,1;
42;criteria;2022;3;đạt
"""
WIDE = "unit,period,share,staff\n40,2023,12,5\n42,2023,101,\n"

ROWS = [
    ("40", "share", "2022-Q2", None, 68.5, "long.csv", 1, 2),
    ("40", "staff", "2022", None, 1200.0, "long.csv", 2, 3),
    ("42", "share", "2022-05-28", None, 0.1, "long.csv", 4, 5),
    ("42", "criteria", "2022", "met", 3.0, "long.csv", 5, 6),
    ("40", "share", "2023", None, 12.0, "wide.csv.gz", 1, 2),
    ("40", "staff", "2023", None, 5.0, "wide.csv.gz", 1, 2),
]
COLUMNS = ["unit", "indicator", "period", "status", "value", "file", "record", "line"]


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "f.toml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "long.csv").write_text(LONG, encoding="utf-8")
    (tmp_path / "wide.csv.gz").write_bytes(gzip.compress(WIDE.encode()))
    return tmp_path


def run(desk, *arguments):
    command = [PROGRAM, "import", "f.toml", *arguments]
    return subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)


def rows(table):
    columns = [table.column(name).to_pylist() for name in COLUMNS]
    return list(zip(*columns, strict=True))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_tables_come_back_as_they_were(desk, form):
    done = run(desk, "long.csv", "wide.csv.gz", "-o", f"out.{form}")
    assert done.returncode == 1, done.stderr
    out = desk / f"out.{form}"
    if form == "parquet":
        table = pyarrow.parquet.read_table(out)
        metadata = pyarrow.parquet.ParquetFile(out).metadata
        assert metadata.num_row_groups == 2
        provenance = json.loads(metadata.metadata[b"chuan.provenance"])
        assert polars.read_parquet(out).rows() == polars.from_arrow(table).rows()
    else:
        table = pyarrow.feather.read_table(out)
        reader = pyarrow.ipc.open_file(out)
        assert reader.num_record_batches == 2
        provenance = json.loads(reader.metadata[b"chuan.provenance"])
        assert polars.read_ipc(out).rows() == polars.from_arrow(table).rows()
    assert rows(table) == ROWS
    first, second = provenance["sources"]
    assert first["sha256"] == sha256(desk / "long.csv")
    assert second["sha256"] == sha256(desk / "wide.csv.gz")
    assert (second["first_group"], second["groups"], second["rows"]) == (1, 1, 2)
    assert (first["files"][0]["accepted"], first["files"][0]["rejected"]) == (4, 1)
    assert provenance["framework"]["code"] == "demo"
    assert len(provenance["framework"]["hash"]) == 64


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_texts_come_back_as_they_were(desk, form):
    out = desk / f"out.{form}"
    run(desk, "long.csv", "wide.csv.gz", "-o", out.name)
    if form == "csv":
        frame = polars.read_csv(out, schema_overrides={"unit": str, "period": str, "status": str})
    else:
        frame = polars.read_ndjson(out, infer_schema_length=None)
    frame = frame.with_columns(polars.col("value").cast(polars.Float64))
    assert frame.select(COLUMNS).rows() == ROWS
    page = json.loads((desk / f"out.{form}.provenance.json").read_text(encoding="utf-8"))
    assert page["table_sha256"] == sha256(out)


def test_an_imported_table_is_data_again(desk):
    run(desk, "long.csv", "wide.csv.gz", "-o", "once.csv")
    framework = desk / "f.toml"
    framework.write_text(FRAMEWORK.replace('"vi"', '"en"', 1).replace('"vi"', '"iso"', 1))
    done = run(desk, "once.csv", "-o", "twice.csv")
    assert done.returncode == 0, done.stderr
    assert polars.read_csv(desk / "once.csv")["value"].equals(
        polars.read_csv(desk / "twice.csv")["value"]
    )


TEXTS = """Mã đơn vị;Chỉ tiêu;Kỳ;Giá trị;Lớp;Ngày báo cáo;Nguồn;Minh chứng;Ghi chú
40;share;2022;68,5;self;28/5/2022; Cổng dịch vụ ;QĐ 12;"hai\ndòng"
40;staff;2022;7;;;;;
42;share;2022;50;self;2022-05-29;Cô\u0323ng;;x
42;share;2022;50;self;;lần hai;;
"""


@pytest.mark.parametrize("form", ["parquet", "arrow", "csv", "jsonl"])
def test_texts_beside_values_are_imported_in_canonical_form(desk, form):
    (desk / "long.csv").write_text(TEXTS, encoding="utf-8")
    out = desk / f"out.{form}"
    done = run(desk, "long.csv", "-o", out.name)
    # The value that is given once more is only a warning, and is not written twice.
    assert done.returncode == 0, done.stderr
    read = {
        "parquet": polars.read_parquet,
        "arrow": polars.read_ipc,
        "csv": lambda path: polars.read_csv(path, infer_schema_length=None),
        "jsonl": lambda path: polars.read_ndjson(path, infer_schema_length=None),
    }[form]
    frame = read(out).with_columns(polars.col("reported_on").cast(polars.String))
    assert frame.select("layer", "reported_on", "source", "evidence", "note").rows() == [
        ("self", "2022-05-28", "Cổng dịch vụ", "QĐ 12", "hai dòng"),
        (None, None, None, None, None),
        ("self", "2022-05-29", "Cộng", None, "x"),
    ]


def test_inputs_are_never_overwritten(desk):
    before = (desk / "long.csv").read_bytes()
    for out in ["long.csv", "./long.csv", "f.toml"]:
        done = run(desk, "long.csv", "--format", "csv", "-o", out)
        assert done.returncode == 2
    assert (desk / "long.csv").read_bytes() == before
    (desk / "x.csv.provenance.json").write_text("kept")
    done = run(desk, "x.csv.provenance.json", "-o", "x.csv")
    assert done.returncode == 2
    assert (desk / "x.csv.provenance.json").read_text() == "kept"


def test_a_form_must_be_known(desk):
    assert run(desk, "long.csv").returncode == 2
    assert run(desk, "long.csv", "-o", "out.txt").returncode == 2


def test_killed_at_any_moment_the_old_file_stays_or_the_new_one_is_whole(desk):
    many = "unit,period,share\n" + "".join(
        f"{unit},{year}-{month:02},{year % 100}.{month}\n"
        for year in range(1000, 3000)
        for month in range(1, 13)
        for unit in ("40", "42")
    )
    (desk / "many.csv").write_text(many)
    command = [PROGRAM, "import", "f.toml", "many.csv", "--numbers", "en", "-o", "out.parquet"]
    run(desk, "long.csv", "-o", "out.parquet")
    out = desk / "out.parquet"
    old = out.read_bytes()
    started = time.perf_counter()
    subprocess.run(command, cwd=desk, capture_output=True, check=False)
    whole = time.perf_counter() - started
    new = out.read_bytes()
    assert pyarrow.parquet.read_table(out).num_rows == 48_000
    kept = replaced = 0
    for step in range(40):
        out.write_bytes(old)
        process = subprocess.Popen(
            command, cwd=desk, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(whole * 1.2 * step / 40)
        process.send_signal(signal.SIGKILL)
        process.wait()
        content = out.read_bytes()
        kept += content == old
        replaced += content == new
        assert content in (old, new)
    assert kept > 0, (kept, replaced)
    # What killed runs left behind goes with the next one.
    left = list(desk.glob(".chuan-*"))
    run(desk, "long.csv", "-o", "other.parquet")
    assert list(desk.glob(".chuan-*")) == left
    subprocess.run(command, cwd=desk, capture_output=True, check=False)
    assert list(desk.glob(".chuan-*")) == []
