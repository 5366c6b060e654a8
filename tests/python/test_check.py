"""Findings: as a sequence, as a table, in two languages."""

import chuan
import pytest


@pytest.fixture
def findings(framework, long):
    long[0]["unit"] = "Nghe An"
    long[1]["value"] = "một"
    return framework.check(long)


def test_a_sequence(findings):
    assert len(findings) == 2
    assert [finding.code for finding in findings] == ["OBS-101", findings[1].code]
    assert findings[-1].code == findings[1].code
    assert [f.code for f in findings[::-1]] == [f.code for f in findings][::-1]
    assert findings
    with pytest.raises(IndexError):
        findings[2]
    with pytest.raises(TypeError):
        findings["code"]


def test_a_finding(findings):
    first = findings[0]
    assert (first.record, first.column, first.value) == (1, "unit", "Nghe An")
    assert (first.file, first.line) == ("<data>", None)
    assert (first.severity, first.verdict, first.suggestion) == ("error", "violated", "40")
    assert "có phải là `40`?" in first.message_vi
    assert first.message == first.message_en
    assert first.to_dict(lang="vi")["message"] == first.message_vi
    assert first.to_dict() == findings.to_dicts()[0]


def test_counts(findings):
    assert findings.errors == 2
    assert findings.warnings == 0
    assert findings.counts["OBS-101"] == 1
    assert len(findings.filter(code="OBS-101")) == 1
    assert len(findings.filter(severity="warning")) == 0
    with pytest.raises(ValueError, match="not a severity"):
        findings.filter(severity="fatal")


def test_everything_is_counted_but_not_everything_kept(framework):
    findings = framework.check([{"unit": "?", "a": 1, "b": 1}] * 25, max_findings=20)
    assert (len(findings), findings.errors, findings.dropped) == (20, 25, 5)
    assert str(findings).startswith("25 findings: 25 errors\n")
    assert str(findings).endswith("\n  … 15 more")
    assert len(str(findings).splitlines()) == 12
    none_kept = framework.check([{"unit": "?", "a": 1, "b": 1}], max_findings=0)
    assert len(none_kept) == 0
    assert none_kept


def test_a_file_has_lines(framework, tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("unit,a,b\n\n40,1,x\n", encoding="utf-8")
    (finding,) = framework.check(path)
    assert (finding.file, finding.record, finding.line) == (str(path), 1, 3)
    assert framework.check([path, str(path)]).errors >= 2


def test_options(framework):
    row = {"Tỉnh": "40", "a": "0,7", "b": "1"}
    findings = framework.check([row], numbers="vi", columns={"Tỉnh": "unit"})
    assert not findings
    with pytest.raises(ValueError, match="en, vi or auto"):
        framework.check([row], numbers="fr")
    with pytest.raises(ValueError, match="iso or vi"):
        framework.check([row], dates="us")
    with pytest.raises(ValueError, match="one character"):
        framework.check([row], delimiter="::")
    with pytest.raises(ValueError, match="period"):
        framework.check([row], period="nonsense")


def test_delimiter(framework, tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("unit#a#b\n40#1#0\n", encoding="utf-8")
    assert not framework.check(path, delimiter="#")


def test_vietnamese_names_and_dates(framework):
    rows = [{"đơn vị": "Nghệ An", "chỉ tiêu": "a", "kỳ": "tháng 5/2022", "giá trị": "0,5"}]
    assert not framework.check(rows, numbers="vi", dates="vi")
    card = framework.score(rows, numbers="vi", dates="vi")
    assert card.periods == ["2022-05"]
    assert card.score("Nghệ An", "a") == 0.5


def test_nothing_is_a_finding_too(framework):
    assert framework.check([]).errors == 1
    assert not chuan.Framework.from_text(
        "code = 'x'\ntitle = 'X'\n[[indicator]]\ncode = 'a'"
    ).check([{"unit": "1", "a": 1}])
