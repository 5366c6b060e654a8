"""Reports: SARIF by its schema, and the HTML page in a real browser."""

import json
import os
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest

PROGRAM = os.environ.get("CHUAN_BIN") or shutil.which("chuan")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="needs the program chuan")

FRAMEWORK = """
code = "demo"
title = "Demo"
[register]
list = "provinces"
unit = [
    { code = "40", name = "Nghệ An" }, { code = "42", name = "Hà Tĩnh" },
    { code = "48", name = "Đà Nẵng" },
]
[[indicator]]
code = "share"
name = "Tỷ lệ hồ sơ trực tuyến"
scale = "percent"
[[indicator]]
code = "staff"
scale = "count"
"""

DATA = """Mã đơn vị;Kỳ;share;staff;màu
40;2022;68.5;12;
4O;2022;71;8;
42;2022;101;7.5;
42;2022;50;7;
Ðà Nẵng;2022;"0,727";n/a;<script>alert(1)</script>
48;2022-13;55;3;
Tổng cộng:;;;30;
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "f.toml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "số liệu.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "utf16.csv").write_text("unit,share\n40,7\n", encoding="utf-16")
    return tmp_path


def check(desk, *arguments):
    command = [PROGRAM, "check", "f.toml", "số liệu.csv", "utf16.csv", *arguments]
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory):
    """The schema of SARIF 2.1.0, as the crate serde-sarif ships it."""
    folder = tmp_path_factory.mktemp("sarif")
    (folder / "Cargo.toml").write_text(
        textwrap.dedent(
            """
            [package]
            name = "schema"
            version = "0.0.0"
            edition = "2021"
            [lib]
            path = "lib.rs"
            [dependencies]
            serde-sarif = "=0.8.0"
            """
        )
    )
    (folder / "lib.rs").write_text("")
    command = ["cargo", "metadata", "--format-version", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("the schema of SARIF cannot be fetched")
    packages = json.loads(done.stdout)["packages"]
    manifest = next(p["manifest_path"] for p in packages if p["name"] == "serde-sarif")
    return json.loads((Path(manifest).parent / "src" / "schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sarif_keeps_its_schema(desk, sarif_schema, lang):
    jsonschema = pytest.importorskip("jsonschema")
    log = json.loads(check(desk, "--format", "sarif", "--lang", lang))
    jsonschema.validators.validator_for(sarif_schema)(sarif_schema).validate(log)
    run = log["runs"][0]
    assert len(run["results"]) >= 8
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    with pytest.raises(jsonschema.ValidationError):
        run["results"][0]["level"] = "grave"
        jsonschema.validators.validator_for(sarif_schema)(sarif_schema).validate(log)


def browse(page, folder, *arguments, address=""):
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", f"--user-data-dir={folder / 'profile'}", *arguments,
        page.as_uri() + address,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


needs_browser = pytest.mark.skipif(not BROWSER, reason="needs chromium")


@needs_browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_works_in_a_browser(desk, lang):
    page = desk / "report.html"
    check(desk, "--format", "html", "--lang", lang, "-o", page.name)
    dom = browse(page, desk, "--dump-dom")
    # The script has run: the form is there, the numbers are filled in, the lists are not empty.
    assert '<form id="filter" role="search"' in dom
    assert "hidden" not in dom.split('<form id="filter"')[1].split(">")[0]
    rows = dom.count("<tr data-s=")
    status = dom.split('id="count"')[1].split("</span>")[0]
    assert status.count(str(rows)) == 2
    assert '<option value="OBS-101">OBS-101 (' in dom
    assert "<script>alert" not in dom


@needs_browser
def test_the_filter_hides_what_does_not_fit(desk):
    page = desk / "report.html"
    check(desk, "--format", "html", "--lang", "en", "-o", page.name)
    text = page.read_text(encoding="utf-8")
    probe = """
<script>
document.getElementById("r").value = "OBS-402";
document.getElementById("filter").dispatchEvent(new Event("input"));
var one = document.getElementById("count").textContent;
document.getElementById("r").value = "";
document.getElementById("q").value = "da nang";
document.getElementById("filter").dispatchEvent(new Event("input"));
document.title = one + "|" + document.getElementById("count").textContent;
</script></body>"""
    probed = desk / "probed.html"
    probed.write_text(text.replace("</body>", probe), encoding="utf-8")
    title = browse(probed, desk, "--dump-dom").split("<title>")[1].split("</title>")[0]
    one, other = title.split("|")
    assert one.startswith("1 of ")
    assert not other.startswith("0 of ")
    assert other.split()[0] != other.split()[2]


@needs_browser
def test_the_page_asks_for_nothing(desk):
    page = desk / "report.html"
    check(desk, "--format", "html", "-o", page.name)
    text = page.read_text(encoding="utf-8")
    for address in ["http:", "https:", "//", "@import", "url("]:
        outside = text.replace("<!doctype html>", "")
        assert address not in outside, address
    picture = desk / "page.png"
    browse(page, desk, f"--screenshot={picture}", "--window-size=1280,1400")
    assert picture.stat().st_size > 10_000
    paper = desk / "page.pdf"
    browse(page, desk, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
