//! Files as they come: compressed, archives, workbooks.

use super::super::{CheckOptions, Checked, Checker};
use crate::framework::{FileFormat, Framework};
use crate::observe::Input;
use std::io::{Cursor, Write};

const FRAMEWORK: &str = "code = 'demo'\ntitle = 'Demo'\n[register]\nlist = 'p'\nunit = [{ code = \
    '40', name = 'Nghệ An' }, { code = '46', name = 'Huế' }, { code = '01', name = 'Hà Nội' }]\n\
    [[indicator]]\ncode = 'share'\nname = 'Tỷ lệ'\n[[indicator]]\ncode = 'staff'\nscale = 'count'\n";
const TEXT: &str = "unit,share\n40,1\n4O,2\nHuế,3\n";

fn check(options: CheckOptions, files: &[(&str, Vec<u8>)]) -> Checked {
    let framework = Framework::parse(FRAMEWORK, FileFormat::Toml).unwrap();
    let mut checker = Checker::new(&framework, options.clone());
    for (name, bytes) in files {
        checker.read_input(name, Input::stream(&bytes[..])).unwrap();
    }
    let checked = checker.finish();
    let mut again = Checker::new(&framework, options);
    for (name, bytes) in files {
        again.read_input(name, Input::file(Cursor::new(&bytes[..]))).unwrap();
    }
    let again = again.finish();
    assert_eq!(listed(&checked), listed(&again));
    assert_eq!(checked.files, again.files);
    checked
}

fn listed(checked: &Checked) -> Vec<String> {
    let each = checked.findings.iter().map(|finding| {
        let place = &finding.place;
        let part = |part: Option<u64>| part.map_or("-".to_owned(), |part| part.to_string());
        let file = place.file.as_deref().unwrap_or("-");
        format!("{} {file} {} {}", finding.code(), part(place.record), part(place.line))
    });
    each.collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn compressed_files_are_read_as_what_is_in_them() {
    let zstd = zstd::stream::encode_all(TEXT.as_bytes(), 3).unwrap();
    for (bytes, container) in [(gzip(TEXT.as_bytes()), "gzip"), (zstd, "zstd")] {
        let checked = check(CheckOptions::default(), &[("a.csv", bytes)]);
        assert_eq!(listed(&checked), ["OBS-101 a.csv 2 3", "OBS-021 a.csv - -"]);
        assert_eq!(checked.files[0].form.as_ref().unwrap().container, Some(container));
        assert_eq!(checked.files[0].accepted, 2);
    }
}

#[test]
fn members_of_gzip_and_frames_of_zstd_are_joined() {
    let (first, second) = TEXT.split_at(14);
    let mut bytes = gzip(first.as_bytes());
    bytes.extend(gzip(second.as_bytes()));
    let mut frames = zstd::stream::encode_all(first.as_bytes(), 1).unwrap();
    frames.extend(zstd::stream::encode_all(second.as_bytes(), 1).unwrap());
    for bytes in [bytes, frames] {
        let checked = check(CheckOptions::default(), &[("a", bytes)]);
        assert_eq!(checked.files[0].records, 3);
    }
}

#[test]
fn a_file_that_is_cut_off_does_not_stop_the_others() {
    let long: String = (0..20_000).map(|n| format!("40,{n}\n")).collect();
    let mut bytes = gzip(format!("unit,share,n\n{long}").as_bytes());
    bytes.truncate(bytes.len() / 2);
    let checked = check(
        CheckOptions { max_per_rule: 1, ..CheckOptions::default() },
        &[("a.csv.gz", bytes), ("b.csv", TEXT.into())],
    );
    let listed = listed(&checked);
    assert!(listed.contains(&"OBS-023 a.csv.gz - -".to_owned()), "{listed:?}");
    assert!(listed.contains(&"OBS-101 b.csv 2 3".to_owned()), "{listed:?}");
    assert!(checked.files[0].records > 100);
}

#[test]
fn an_archive_holds_several_files() {
    let bytes = zip(&[
        ("2/b.csv", TEXT.as_bytes()),
        ("readme.md", b"x"),
        ("1/a.csv", "đơn vị;Tỷ lệ\n01;7\n".as_bytes()),
    ]);
    let checked = check(CheckOptions::default(), &[("all.zip", bytes)]);
    let names: Vec<&str> = checked.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["all.zip/1/a.csv", "all.zip/2/b.csv"]);
    assert_eq!(
        listed(&checked),
        [
            "OBS-021 all.zip/1/a.csv - -",
            "OBS-101 all.zip/2/b.csv 2 3",
            "OBS-021 all.zip/2/b.csv - -"
        ]
    );
    let empty = check(CheckOptions::default(), &[("none.zip", zip(&[("a.doc", b"x")]))]);
    assert_eq!(listed(&empty), ["OBS-023 none.zip - -"]);
}

#[test]
fn a_bomb_is_not_read_to_its_end() {
    let bytes = zstd::stream::encode_all(
        Cursor::new([TEXT.as_bytes(), &vec![b'\n'; 300 << 20]].concat()),
        1,
    )
    .unwrap();
    let checked = check(CheckOptions::default(), &[("bomb.csv.zst", bytes)]);
    assert!(listed(&checked).contains(&"OBS-023 bomb.csv.zst - -".to_owned()));
}

/// A workbook with the sheets as rows of XML.
fn xlsx(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut links = String::new();
    let mut types = String::new();
    for (number, (name, _)) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        links += &format!(
            "<Relationship Id=\"r{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        types += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut entries: Vec<(String, String)> = vec![
        (
            "[Content_Types].xml".into(),
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".into(),
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".into(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".into(),
            format!(
                "<Relationships xmlns=\"{relations}\">{links}<Relationship Id=\"s\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml".into(),
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for (number, (_, rows)) in (1..).zip(sheets) {
        let (rows, merged) =
            rows.split_once("<mergeCells").map_or((*rows, String::new()), |(rows, merged)| {
                (rows, format!("<mergeCells{merged}"))
            });
        entries.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>"
            ),
        ));
    }
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&entries)
}

/// A row of cells: texts, and numbers after `=`; `d` marks a date.
fn row(number: u32, cells: &[&str]) -> String {
    let cell =
        |(column, text): (char, &&str)| match (text.strip_prefix('='), text.strip_prefix("d=")) {
            (Some(value), _) => format!("<c r=\"{column}{number}\"><v>{value}</v></c>"),
            (_, Some(value)) => format!("<c r=\"{column}{number}\" s=\"1\"><v>{value}</v></c>"),
            _ if text.is_empty() => String::new(),
            _ => format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
    let cells: String = ('A'..='Z').zip(cells).map(cell).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

#[test]
fn the_sheet_and_its_header_are_found() {
    let notes = row(1, &["Hướng dẫn"]) + &row(2, &["Điền vào bảng"]);
    let data = row(1, &["BÁO CÁO NĂM 2022"])
        + &row(3, &["Mã đơn vị", "Kỳ", "Tỷ lệ", "staff"])
        + &row(4, &["40", "=2022", "=68.5", "12"])
        + &row(6, &["01", "=2022", "=0.1", "=1.5"]);
    let bytes = xlsx(&[("Ghi chú", &notes), ("Số liệu", &data)]);
    let checked = check(CheckOptions::default(), &[("a.xlsx", bytes.clone())]);
    // `1.5` is no whole number; the row of the sheet is its line.
    assert_eq!(listed(&checked), ["OBS-305 a.xlsx 2 6", "OBS-021 a.xlsx - -"]);
    let form = checked.files[0].form.clone().unwrap();
    assert_eq!((form.sheet.as_deref(), form.header_row), (Some("Số liệu"), Some(3)));
    assert_eq!(checked.observations.len(), 3);

    let chosen =
        CheckOptions { sheet: Some("2".into()), header_row: Some(3), ..Default::default() };
    assert_eq!(listed(&check(chosen, &[("a.xlsx", bytes.clone())])), listed(&checked));
    let wrong = CheckOptions { sheet: Some("Sheet9".into()), ..CheckOptions::default() };
    assert_eq!(listed(&check(wrong, &[("a.xlsx", bytes)])), ["OBS-023 a.xlsx - -"]);
}

#[test]
fn numbers_of_a_sheet_are_read_in_every_format() {
    use crate::number::NumberFormat;
    let data = row(1, &["unit", "share", "reported_on"]) + &row(2, &["40", "=1.234", "d=44709"]);
    let bytes = xlsx(&[("A", &data)]);
    for format in [NumberFormat::En, NumberFormat::Vi, NumberFormat::Auto] {
        let options = CheckOptions { numbers: Some(format), ..CheckOptions::default() };
        let checked = check(options, &[("a.xlsx", bytes.clone())]);
        assert!(!checked.findings.has_errors(), "{:?}", listed(&checked));
        let share = checked.observations.column(0, crate::framework::ItemId::new(0)).unwrap();
        assert_eq!(share.get(0), Some(1.234));
    }
}

#[test]
fn merged_cells_stand_for_every_row_in_columns_that_name() {
    let data = row(1, &["unit", "period", "share"])
        + &row(2, &["40", "=2021", "=1"])
        + &row(3, &["", "=2022", "=2"])
        + &row(4, &["", "=2023", ""])
        + "<mergeCells count=\"2\"><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"C3:C4\"/></mergeCells>";
    let checked = check(CheckOptions::default(), &[("a.xlsx", xlsx(&[("A", &data)]))]);
    assert_eq!(listed(&checked), ["OBS-021 a.xlsx - -"]);
    // The unit is filled down, the value is not.
    assert_eq!(checked.observations.len(), 2);
    assert_eq!(checked.files[0].form.as_ref().unwrap().filled, 2);
}

#[test]
fn a_header_in_two_rows_with_merged_cells_is_found() {
    let data = row(1, &["BIỂU SỐ 1"])
        + &row(3, &["Mã đơn vị", "Kỳ", "Chính quyền số"])
        + &row(4, &["", "", "share", "Ghi chú", "staff"])
        + &row(5, &["40", "=2022", "=68.5", "", "=12"])
        + &row(6, &["46", "=2022", "=70", "", "=9"])
        + "<mergeCells count=\"3\"><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:B4\"/>\
           <mergeCell ref=\"C3:E3\"/></mergeCells>";
    let checked = check(CheckOptions::default(), &[("a.xlsx", xlsx(&[("A", &data)]))]);
    assert_eq!(listed(&checked), ["OBS-016 a.xlsx 1 4", "OBS-021 a.xlsx - -"]);
    assert_eq!(checked.files[0].form.as_ref().unwrap().header_row, Some(3));
    assert_eq!((checked.observations.len(), checked.files[0].accepted), (4, 2));
    // Units of measure below the names.
    let data = row(1, &["Mã đơn vị", "share", "staff"])
        + &row(2, &["", "%", "người"])
        + &row(3, &["40", "=68.5", "=12"])
        + "<mergeCells count=\"1\"><mergeCell ref=\"A1:A2\"/></mergeCells>";
    let checked = check(CheckOptions::default(), &[("a.xlsx", xlsx(&[("A", &data)]))]);
    assert_eq!(listed(&checked), ["OBS-016 a.xlsx 1 2", "OBS-021 a.xlsx - -"]);
    // Men and women below one name.
    let data = row(1, &["Mã đơn vị", "share"])
        + &row(2, &["", "Nam", "Nữ", "Chung"])
        + &row(3, &["40", "=1", "=2", "=3"])
        + "<mergeCells count=\"1\"><mergeCell ref=\"B1:D1\"/></mergeCells>";
    let checked = check(CheckOptions::default(), &[("a.xlsx", xlsx(&[("A", &data)]))]);
    let found: Vec<String> = listed(&checked).into_iter().filter(|l| !l.contains("-005")).collect();
    assert_eq!(found, ["OBS-017 a.xlsx 1 2", "OBS-021 a.xlsx - -"]);
    assert!(checked.observations.is_empty());
}

#[test]
fn what_is_no_workbook_is_a_finding() {
    let broken = zip(&[("[Content_Types].xml", b"<"), ("xl/workbook.xml", b"<workbook")]);
    let codes = |bytes: Vec<u8>| listed(&check(CheckOptions::default(), &[("a.xlsx", bytes)]));
    assert_eq!(codes(broken), ["OBS-023 a.xlsx - -"]);
    assert_eq!(codes(b"PK\x03\x04nothing".to_vec()), ["OBS-023 a.xlsx - -"]);
    assert_eq!(codes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1nothing".to_vec()), ["OBS-023 a.xlsx - -"]);
    assert_eq!(codes(b"%PDF-1.7".to_vec()), ["OBS-023 a.xlsx - -"]);
}

#[test]
fn the_encoding_is_taken_from_the_text() {
    let checked = check(
        CheckOptions::default(),
        &[("a.csv", b"unit,share\nHu\xea\xec,1\nNgh\xea\xf2 An,2\nH\xe0 N\xf4\xf2i,3\n".to_vec())],
    );
    assert_eq!(listed(&checked), ["OBS-021 a.csv - -"]);
    assert_eq!(checked.observations.units().len(), 3);
}
