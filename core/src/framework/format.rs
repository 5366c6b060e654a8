#![doc = include_str!("format.md")]

#[cfg(test)]
pub(crate) mod tests {
    use crate::finding::Findings;
    use crate::framework::{FileFormat, Framework};
    use crate::text::Lang;

    /// Reads the examples of a page in TOML; how many whole frameworks there are. A part may name
    /// what is not there, but its keys and values are those of the format. What comes out of the
    /// examples is tested in `tests/suite/pages.rs`.
    pub(crate) fn read_examples(page: &str) -> usize {
        let mut frameworks = 0;
        for (place, block) in page.split("\n```").enumerate().skip(1).step_by(2) {
            let (fence, text) = block.split_once('\n').unwrap_or((block, ""));
            let check = |text: &str| Framework::check_text(text, FileFormat::Toml, None);
            match fence {
                "toml framework" => {
                    let (framework, findings) = check(text);
                    assert!(framework.is_some(), "{}\n{text}", told(&findings));
                    assert!(findings.is_empty(), "{}\n{text}", told(&findings));
                    frameworks += 1;
                }
                "toml" => {
                    let (_, findings) = check(&format!("code = \"x\"\ntitle = \"X\"\n{text}"));
                    let unreadable = |code: &str| {
                        matches!(code.as_bytes(), b"FWK-001" | b"FWK-002" | b"FWK-003" | b"FWK-004")
                    };
                    let read = findings.iter().all(|finding| !unreadable(finding.code()));
                    assert!(read, "{}\n{text}", told(&findings));
                }
                _ => assert!(!fence.is_empty(), "block {place} does not say what it holds"),
            }
        }
        frameworks
    }

    fn told(findings: &Findings) -> String {
        let each = findings.iter().map(|f| format!("{} {}", f.code(), f.message(Lang::En)));
        each.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_example_can_be_read() {
        assert!(read_examples(include_str!("format.md")) >= 16);
    }
}
