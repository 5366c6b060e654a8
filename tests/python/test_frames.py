"""Data of other libraries in, data of other libraries out."""

import datetime
import decimal

import chuan
import pytest

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")


def makers():
    def duck(rows):
        duckdb = pytest.importorskip("duckdb")
        frame = pandas.DataFrame(rows)  # noqa: F841
        return duckdb.connect().sql("select * from frame")

    yield pytest.param(pandas.DataFrame, id="pandas")
    yield pytest.param(polars.DataFrame, id="polars")
    yield pytest.param(pyarrow.Table.from_pylist, id="pyarrow table")
    yield pytest.param(pyarrow.RecordBatch.from_pylist, id="pyarrow batch")
    yield pytest.param(lambda rows: pyarrow.Table.from_pylist(rows).to_reader(1), id="reader")
    yield pytest.param(duck, id="duckdb")


@pytest.mark.parametrize("make", list(makers()))
def test_every_library_gives_the_same(framework, long, make):
    expected = framework.score(long)
    rows = [{**row, "value": float(row["value"])} for row in long]
    card = framework.score(make(rows))
    assert card.to_dicts() == expected.to_dicts()


def test_several_frames_are_one_body_of_data(framework, long):
    card = framework.score([pandas.DataFrame(long[:2]), polars.DataFrame(long[2:], strict=False)])
    assert card.units == ["40", "42"]
    findings = framework.check([pandas.DataFrame(long), pandas.DataFrame(long)])
    assert {finding.file for finding in findings} == {"<data 2>"}


NUMBERS = [0.1, 1 / 3, 1e-300, 1.5e300, 5e-324, 123456789.123456789, -0.0, 2**53, 1.234, 1234.5]


@pytest.mark.parametrize("numbers", ["en", "vi", "auto"])
def test_numbers_come_without_loss(framework, numbers):
    for number in NUMBERS:
        for frame in (
            [{"unit": "40", "a": number, "b": 0}],
            pandas.DataFrame({"unit": ["40"], "a": [number], "b": [0]}),
        ):
            card = framework.score(frame, numbers=numbers)
            assert card.score("40", "a") == number
            assert card.findings.errors == 0


@pytest.mark.parametrize("numbers", ["en", "vi", "auto"])
def test_other_types_of_numbers(framework, numbers):
    for kind in (pyarrow.float32(), pyarrow.float16(), pyarrow.decimal128(10, 3)):
        column = pyarrow.array([1.5, 0.125], pyarrow.float64()).cast(kind)
        data = pyarrow.table({"unit": ["40", "42"], "a": column, "b": [1, 2]})
        card = framework.score(data, numbers=numbers)
        assert [card.score(unit, "a") for unit in ("40", "42")] == [1.5, 0.125]
    single = pyarrow.table({"unit": ["40"], "a": pyarrow.array([0.1], "float32"), "b": [0]})
    assert framework.score(single, numbers=numbers).score("40", "a") == 0.1
    rows = [{"unit": "40", "a": decimal.Decimal("0.125"), "b": 0}]
    assert framework.score(rows, numbers=numbers).score("40", "a") == 0.125


def test_what_is_absent_is_empty(framework):
    expected = framework.check([{"unit": "40", "a": None, "b": 1}]).counts
    for absent in (float("nan"), None, pandas.NA):
        assert framework.check([{"unit": "40", "a": absent, "b": 1}]).counts == expected
    frame = pandas.DataFrame({"unit": ["40"], "a": [float("nan")], "b": [1]})
    assert framework.check(frame).counts == expected
    assert framework.check(polars.DataFrame({"unit": "40", "a": None, "b": 1})).counts == expected


def test_dates_and_periods(framework, long):
    days = [datetime.date(2022, 5, 28), datetime.datetime(2022, 5, 28)]
    for day in days:
        rows = [{**row, "period": day} for row in long]
        for data in (rows, pandas.DataFrame(rows), polars.DataFrame(rows, strict=False)):
            assert framework.score(data).periods == ["2022-05-28"]
    zoned = pandas.DataFrame(long)
    zoned["period"] = pandas.Timestamp("2022-05-28", tz="Asia/Ho_Chi_Minh")
    assert framework.score(zoned).periods == ["2022-05-28"]
    for written, frequency in [("2022", "Y"), ("2022-Q3", "Q"), ("2022-05", "M")]:
        frame = pandas.DataFrame(long)
        frame["period"] = pandas.Period(written, frequency)
        assert framework.score(frame).periods == [written]
    floats = pandas.DataFrame(long)
    floats["period"] = 2022.0
    assert framework.score(floats).periods == ["2022"]


def test_texts_of_every_kind(framework, long):
    frame = pandas.DataFrame(long)
    frame["unit"] = frame["unit"].astype("category")
    assert framework.score(frame).units == ["40", "42"]
    units = pyarrow.array(["40", "42"])
    kinds = [
        units.cast(pyarrow.large_string()),
        units.cast(pyarrow.string_view()),
        units.dictionary_encode(),
        pyarrow.array([40, 42], pyarrow.int8()),
    ]
    for unit in kinds:
        assert framework.score(pyarrow.table({"unit": unit, "a": [1, 2], "b": [1, 2]})).units


def test_the_index_is_never_used_silently(framework):
    frame = pandas.DataFrame({"unit": ["40"], "a": [1], "b": [0]}, index=["x"])
    assert not framework.check(frame)


def test_columns_that_nobody_reads_may_hold_anything(framework):
    frame = polars.DataFrame({"unit": ["40"], "a": [1], "b": [0], "shape": [[1, 2]]})
    findings = framework.check(frame)
    assert findings.errors == 0


def test_a_broken_stream(framework):
    def batches():
        yield pyarrow.record_batch({"unit": ["40"], "a": [1], "b": [0]})
        raise RuntimeError("the well is dry")

    schema = next(batches()).schema
    with pytest.raises(chuan.DataError, match="the well is dry"):
        framework.check(pyarrow.RecordBatchReader.from_batches(schema, batches()))


def test_results_speak_arrow(framework, long):
    card = framework.score(long)
    assessment = framework.assess(long)
    long[0]["unit"] = "Nghe An"
    findings = framework.check(long)
    for result in (card, assessment, findings, card.to_table(), chuan.rules()):
        table = pyarrow.table(result)
        assert table.to_pylist() == result.to_dicts()
        assert polars.DataFrame(result).to_dicts() == result.to_dicts()
        assert result.to_polars().to_dicts() == result.to_dicts()
        frame = result.to_pandas()
        assert list(frame.columns) == table.column_names
        assert len(frame) == table.num_rows


def test_types_of_a_pandas_frame(framework, long):
    frame = framework.score(long).to_pandas()
    assert frame["score"].dtype == "float64"
    long[0]["unit"] = "Nghe An"
    findings = framework.check(long).to_pandas(lang="vi")
    assert findings["record"].dtype == "Int64"
    assert findings["line"].isna().all()
    assert findings["message"][0].startswith("đơn vị")
    empty = framework.check([{"unit": "40", "a": 1, "b": 1}]).to_pandas()
    assert len(empty) == 0
    assert "code" in empty.columns


def test_a_requested_schema_is_honoured(framework, long):
    schema = pyarrow.schema([("rank", pyarrow.float32())])
    table = framework.score(long).ranking()
    capsule = table.__arrow_c_stream__(pyarrow.schema(schema).__arrow_c_schema__())
    assert capsule is not None
