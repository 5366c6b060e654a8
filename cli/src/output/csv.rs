//! Findings as CSV.

use super::Report;
use chuan::finding::FindingRecord;
use chuan::text::Lang;
use std::io::Write;

/// Writes one row a finding.
pub(super) fn write(report: &Report, lang: Lang, out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(FindingRecord::FIELDS)?;
    for finding in report.findings() {
        writer.serialize(finding.record(lang))?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;

    #[test]
    fn columns_are_the_fields_of_the_record() {
        let text = written(super::write);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        let cell = |name: &str| &row[header.iter().position(|column| column == name).unwrap()];
        assert_eq!((cell("code"), cell("line"), cell("value")), ("OBS-101", "8", "4O"));
        assert_eq!(cell("indicator"), "");
    }
}
