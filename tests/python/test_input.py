"""What is not data, and files that cannot be read."""

import gzip

import chuan
import pandas
import pytest


def test_missing_files_are_errors_of_the_system(framework, tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        framework.check("absent.csv")
    assert caught.value.filename == "absent.csv"
    with pytest.raises(FileNotFoundError) as caught:
        chuan.Framework.load(tmp_path / "absent.toml")
    assert str(tmp_path) in caught.value.filename
    with pytest.raises(IsADirectoryError):
        framework.check(tmp_path)


def test_hierarchy_of_exceptions():
    assert issubclass(chuan.ChuanError, Exception)
    for error in (chuan.FrameworkError, chuan.DataError):
        assert issubclass(error, chuan.ChuanError)
        assert issubclass(error, ValueError)
    assert issubclass(chuan.ChuanWarning, UserWarning)


def test_exceptions_travel_between_processes(framework):
    import pickle

    findings = framework.check([{"unit": "?", "a": 1, "b": 1}])
    with pytest.raises(chuan.DataError) as caught:
        findings.raise_if_errors()
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is chuan.DataError
    assert str(again) == str(caught.value)


def test_framework_errors(tmp_path):
    path = tmp_path / "framework.toml"
    path.write_text('code = "x"\nkode = 1\n', encoding="utf-8")
    with pytest.raises(chuan.FrameworkError, match="FWK-") as caught:
        chuan.Framework.load(path)
    assert caught.value.findings.errors == 2
    assert {finding.file for finding in caught.value.findings} == {str(path)}
    path = tmp_path / "framework.txt"
    path.write_text("", encoding="utf-8")
    with pytest.raises(chuan.FrameworkError, match=r"\.toml"):
        chuan.Framework.load(path)
    path = tmp_path / "framework.json"
    path.write_bytes(b'{"code": "\xff"}')
    with pytest.raises(chuan.FrameworkError, match="UTF-8"):
        chuan.Framework.load(path)


@pytest.mark.parametrize("data", [None, 3, {"unit": ["40"]}, [1], [{"unit": "40"}, "x.csv"]])
def test_what_is_not_data(framework, data):
    with pytest.raises(TypeError, match="list of dicts"):
        framework.check(data)


def test_keys_of_records_are_texts(framework):
    with pytest.raises(TypeError, match="must be strings"):
        framework.check([{1: 2}])


@pytest.mark.parametrize("name", ["data.parquet", "data.feather", "data.json"])
def test_other_formats_are_named(framework, name):
    with pytest.raises(chuan.DataError, match="read it with pandas"):
        framework.check(name)


def test_rows_need_not_have_the_same_keys(framework):
    findings = framework.check(
        [
            {"unit": "40", "indicator": "a", "value": 1},
            {"unit": "42", "indicator": "a", "value": 1, "note": "later"},
        ]
    )
    assert findings.errors == 0


@pytest.mark.parametrize("name", ["data.xlsx", "data.ods"])
def test_workbooks_are_read(framework, tmp_path, name):
    path = tmp_path / name
    frame = pandas.DataFrame(
        {"Mã đơn vị": ["40", "42"], "Kỳ": [2022, 2022], "a": [0.5, 1.25], "b": ["1", 0]}
    )
    with pandas.ExcelWriter(path) as writer:
        pandas.DataFrame({"Ghi chú": ["đọc kỹ"]}).to_excel(writer, sheet_name="Hướng dẫn")
        frame.to_excel(writer, sheet_name="Số liệu", index=False, startrow=2)
    findings = framework.check(path)
    assert [finding.code for finding in findings] == ["OBS-021"]
    assert "`Số liệu`" in findings[0].message
    card = framework.score(path)
    assert card.findings.errors == 0


def test_compressed_files_are_read(framework, tmp_path):
    path = tmp_path / "data.csv.gz"
    path.write_bytes(gzip.compress(b"unit,a,b\n40,1,0\n4O,1,1\n"))
    assert framework.check(path).errors == 1
