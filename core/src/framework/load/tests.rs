use super::{LoadError, Loaded};
use crate::framework::Framework;
use crate::text::Lang;
use std::fs;

/// Writes files into a new folder and loads the first of them.
fn load(files: &[(&str, &[u8])]) -> Result<Loaded, LoadError> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    Framework::load(folder.path().join(files[0].0))
}

const GOOD: &str = "code = \"t\"\ntitle = \"T\"\n[[indicator]]\ncode = \"a\"\n";

#[test]
fn every_format_by_its_name() {
    let json = r#"{"code": "t", "title": "T", "indicator": [{"code": "a"}]}"#;
    for (name, text) in [("f.toml", GOOD), ("F.TOML", GOOD), ("f.json", json)] {
        let framework = load(&[(name, text.as_bytes())]).unwrap().into_result().unwrap();
        assert_eq!(framework.items().len(), 1, "{name}");
    }
    let bom = format!("\u{feff}{GOOD}");
    assert!(load(&[("f.toml", bom.as_bytes())]).unwrap().framework.is_some());
}

#[test]
fn files_that_cannot_be_read() {
    let error = load(&[("f.txt", b"")]).unwrap_err();
    assert!(matches!(error, LoadError::UnknownFormat { .. }), "{error}");
    let error = Framework::load("no/such/file.toml").unwrap_err();
    assert_eq!(error.to_string(), "cannot read `no/such/file.toml`");
    assert!(std::error::Error::source(&error).is_some());
    let error = load(&[("f.toml", b"code = \"t\"\n\xff")]).unwrap_err();
    assert!(matches!(error, LoadError::NotUtf8 { line: 2, .. }), "{error}");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let text = format!("{GOOD}range = {{ min = 5, max = 1 }}\nweight = -1\n");
    let loaded = load(&[("f.toml", text.as_bytes())]).unwrap();
    assert!(loaded.framework.is_none());
    let first = loaded.findings.iter().next().unwrap();
    assert!(first.place.file.as_deref().unwrap().ends_with("f.toml"));
    let error = loaded.into_result().unwrap_err().to_string();
    assert!(error.starts_with("the framework has 2 errors; the first: "), "{error}");
    assert!(error.contains("f.toml: line 5: FWK-030: range of `a`"), "{error}");
}

#[test]
fn findings_of_the_framework_come_before_those_of_tables() {
    let text = "code = \"t\"\ntitle = \"T\"\ntables = { indicators = \"a.csv\" }\n\
        \n\n\n[[indicator]]\ncode = \"x\"\nweight = -1\n";
    let loaded = load(&[("f.toml", text.as_bytes()), ("a.csv", b"code,weight\ny,-2\n")]).unwrap();
    let codes: Vec<_> =
        loaded.findings.iter().map(|finding| (finding.code(), finding.place.record)).collect();
    assert_eq!(
        codes,
        [("FWK-013", None), ("FWK-022", None), ("FWK-013", Some(1)), ("FWK-022", Some(1))]
    );
    let last = loaded.findings.iter().last().unwrap();
    assert_eq!(last.place.line, Some(2));
    assert_eq!(last.place.column.as_deref(), Some("weight"));
    assert!(last.message(Lang::Vi).contains("-2"));
}
