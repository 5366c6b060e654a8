"""Making, comparing and taking apart frameworks."""

import copy
import datetime
import pickle

import chuan
import pytest


def test_from_text_from_dict_and_pickle_are_equal(framework):
    again = chuan.Framework.from_dict(framework.to_dict())
    assert again == framework
    assert hash(again) == hash(framework)
    assert again.hash == framework.hash
    assert pickle.loads(pickle.dumps(framework)) == framework
    assert copy.copy(framework) is framework
    assert copy.deepcopy([framework])[0] == framework


def test_differs_from_other_frameworks_and_things(framework):
    spec = framework.to_dict()
    spec["version"] = "2023"
    other = chuan.Framework.from_dict(spec)
    assert other != framework
    assert framework != "demo"


def test_attributes(framework):
    assert (framework.code, framework.version) == ("demo", "2022")
    assert (framework.title, framework.title_vi) == ("Example", "Ví dụ")
    assert len(framework.hash) == 64
    assert len(framework.findings) == 0
    assert repr(framework) == "<Framework demo 2022: 1 node, 2 indicators>"
    assert framework.items["parents"] == [None, "total", "total"]


def test_cannot_be_changed(framework):
    with pytest.raises(AttributeError):
        framework.code = "x"


def test_load_reads_tables_and_survives_pickling(dti):
    framework = chuan.Framework.load(dti / "framework.toml")
    assert framework.code == "dti"
    assert pickle.loads(pickle.dumps(framework)) == framework
    assert framework.check(str(dti / "observations.csv")).errors == 0


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_other_formats(format):
    text = '{"code": "x", "title": "X", "indicator": [{"code": "a"}]}'
    assert chuan.Framework.from_text(text, format).code == "x"


def test_unknown_format():
    with pytest.raises(ValueError, match="toml, json or yaml"):
        chuan.Framework.from_text("", "xml")


def test_a_dict_may_hold_dates():
    framework = chuan.Framework.from_dict(
        {
            "code": "x",
            "title": "X",
            "source": {"issued": datetime.date(2022, 5, 28)},
            "indicator": [{"code": "a"}],
        }
    )
    assert framework.to_dict()["source"]["issued"] == "2022-05-28"


def test_findings_of_a_dict_have_paths_and_no_lines():
    with pytest.raises(chuan.FrameworkError) as caught:
        chuan.Framework.from_dict(
            {"code": "x", "title": "X", "indicator": [{"code": "a", "scale": "percnt"}]}
        )
    (finding,) = caught.value.findings
    assert finding.line is None
    assert finding.path == "indicator[0].scale"
    assert finding.suggestion == "percent"


def test_schema_describes_frameworks():
    schema = chuan.schema()
    assert "indicator" in schema["properties"]
    assert chuan.schema("framework") == schema
    with pytest.raises(ValueError, match="there are `framework` and `record`"):
        chuan.schema("meeting")


def test_rules_and_their_explanations():
    rules = chuan.rules()
    assert rules.column_names == ["code", "name", "severity", "title", "message", "why", "fix"]
    assert len(set(rules["code"])) == len(rules)
    for code, name in zip(rules["code"], rules["name"], strict=True):
        assert chuan.explain(code) == chuan.explain(name)
        assert "Vì sao" in chuan.explain(code, lang="vi")
    with pytest.raises(KeyError, match="did you mean `unknown_unit`"):
        chuan.explain("unknown_uni")
    with pytest.raises(ValueError, match="expected `vi` or `en`"):
        chuan.explain("OBS-101", lang="fr")
