//! The fast way against the reader that goes record by record, and against the `csv` crate.

use super::super::fast::testing;
use super::*;
use crate::observe::{CsvOptions, CsvRecords};
use proptest::prelude::*;

const REGISTER: &str = "
[[unit]]
code = 'VN01'
name = 'Hà Nội'
[[unit]]
code = 'VN02'
valid_from = 2020-01-01
[[unit]]
code = 'a-code-of-some-length'
";

/// A framework with every kind of rule that a plan knows.
fn full(units: &str, data: &str) -> Framework {
    framework(&format!(
        "{data}
[register]
{}
[[node]]
code = 'total'
[[indicator]]
code = 'p'
parent = 'total'
scale = 'percent'
frequency = 'year'
[[indicator]]
code = 'n'
name = 'Số lượng'
parent = 'total'
scale = 'count'
range = {{ min = 0, max = 500 }}
[[indicator]]
code = 'q'
parent = 'total'
scale = 'number'
frequency = 'quarter'
required = true
[[indicator]]
code = 'y'
parent = 'total'
scale = 'yes_no'
",
        units.replace("[[unit]]", "[[register.unit]]")
    ))
}

/// A framework of one indicator.
fn one() -> Framework {
    framework("[[indicator]]\ncode = 'a'\nscale = 'percent'\n")
}

/// What a reader finds that goes record by record.
fn one_by_one(framework: &Framework, options: &CheckOptions, texts: &[String]) -> Checked {
    let mut checker = Checker::new(framework, options.clone());
    for (number, text) in texts.iter().enumerate() {
        let options = CsvOptions::with_delimiter(options.delimiter);
        let mut records = CsvRecords::new(text.as_bytes(), options);
        checker.read(&format!("{number}.csv"), &mut records).unwrap();
    }
    checker.finish()
}

fn fast(framework: &Framework, options: &CheckOptions, texts: &[String], files: bool) -> Checked {
    let mut checker = Checker::new(framework, options.clone());
    for (number, text) in texts.iter().enumerate() {
        let name = format!("{number}.csv");
        if files {
            let bytes = text.clone().into_bytes();
            let again =
                move || Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn std::io::Read>);
            checker.read_csv_file(&name, text.as_bytes(), again).unwrap();
        } else {
            checker.read_csv(&name, text.as_bytes()).unwrap();
        }
    }
    checker.finish()
}

fn all(framework: &Framework, checked: &Checked) -> String {
    let findings: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.code() != "OBS-036")
        .map(|finding| serde_json::to_string(&finding.record(crate::text::Lang::En)).unwrap())
        .collect();
    format!("{}\n{:?}\n{:?}", findings.join("\n"), checked.files, values(framework, checked))
}

fn field() -> impl Strategy<Value = String> {
    let values = "[0-9]{1,3}(\\.[0-9]{1,9})?|-?[0-9,.]{0,5}|có|no|abc| 5 |\"6\"|\"6,5\"|\"\"";
    prop_oneof![8 => "[0-9]{1,2}", 4 => values]
}

/// A record; where it is turned, the note stands first.
fn record(turned: bool) -> impl Strategy<Value = String> {
    let units = "VN01|VN01|VN02|Hà Nội|\"VN01\"|a-code-of-some-length|VN1|xx|Tổng| VN01|";
    let items = "p|p|n|q|y|Số lượng|\"n\"|z|total|";
    let periods = "2019|2020|2021-Q1|2021-Q2|2020-05|2020-H1|2020/2021|1850|2020-05-05|20|";
    let layers = "|||self|decided|\"self\"";
    let dates = "|2020-02-29|2019-02-29|\"2020-01-01\"|1/1/2020";
    let notes = "[a-zé]{0,3}|\"a,b\"|\"a\nb\"|\"q\"\"q\"|\"\"|e\u{301}|日本";
    let row = (units, items, periods, field(), layers, dates, notes);
    let odd = prop_oneof![
        Just(String::new()),
        Just("unit,indicator,period,value,layer,reported_on,note".to_owned()),
        Just("unit,indicator,period,note,layer,reported_on,value".to_owned()),
        Just("period,unit,p,n".to_owned()),
        Just("unit,note".to_owned()),
        Just(",,,%,,,".to_owned()),
        "[a-z,]{0,9}",
    ];
    prop_oneof![
        9 => row.prop_map(move |(a, b, c, d, e, f, g)| {
            let rest = format!("{a},{b},{c},{d},{e},{f}");
            if turned { format!("{g},{rest}") } else { format!("{rest},{g}") }
        }),
        1 => odd,
    ]
}

fn long_file() -> impl Strategy<Value = String> {
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    let rows = any::<bool>().prop_flat_map(|turned| {
        let head = match turned {
            false => "unit,indicator,period,value,layer,reported_on,note",
            true => "note,unit,indicator,period,value,layer,reported_on",
        };
        (Just(head.to_owned()), proptest::collection::vec(record(turned), 0..40))
    });
    (rows, ends, any::<bool>(), any::<bool>()).prop_map(|((head, rows), end, last, bom)| {
        let rows: Vec<String> = std::iter::once(head).chain(rows).collect();
        let text = rows.join(end) + if last { end } else { "" };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

fn wide_file() -> impl Strategy<Value = String> {
    let units = "VN01|VN02|Hà Nội|a-code-of-some-length|xx|";
    let row = (units, "2019|2020|2021-Q1|x|", field(), field(), field(), field());
    let row = row.prop_map(|(a, b, c, d, e, f)| format!("{a},{b},{c},{d},{e},{f}"));
    proptest::collection::vec(row, 0..30)
        .prop_map(|rows| format!("unit,period,p,n,q,y\n{}\n", rows.join("\n")))
}

fn options() -> impl Strategy<Value = CheckOptions> {
    let chunks = prop_oneof![1_usize..20, 20_usize..400, Just(0)];
    (chunks, 1_usize..4, any::<bool>()).prop_map(|(chunk, threads, keep)| CheckOptions {
        chunk,
        threads,
        keep,
        ..CheckOptions::default()
    })
}

fn frameworks() -> Vec<Framework> {
    let timeless = REGISTER.replace("valid_from = 2020-01-01", "");
    vec![
        full("", ""),
        full(REGISTER, "[data]\nrequired = ['reported_on']"),
        full(&timeless, "[data]\nlayers = ['self', 'decided']"),
        full(&timeless, "[data]\nnumbers = 'vi'\n[severity]\nduplicate_key = 'warning'"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn finds_what_a_reader_finds_that_goes_record_by_record(
        texts in proptest::collection::vec(prop_oneof![3 => long_file(), 1 => wide_file()], 1..3),
        options in options(),
        files in any::<bool>(),
    ) {
        for framework in frameworks() {
            let expected = all(&framework, &one_by_one(&framework, &options, &texts));
            let found = all(&framework, &fast(&framework, &options, &texts, files));
            prop_assert_eq!(&found, &expected);
        }
    }

    #[test]
    fn any_bytes_in_any_chunks_on_any_threads_give_one_answer(
        text in proptest::collection::vec(
            prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), Just(b'1'), Just(0xff), Just(0), Just(b'n')],
            0..200,
        ),
        one in options(),
        other in options(),
    ) {
        let framework = full("", "");
        let read = |options: &CheckOptions| {
            let options = CheckOptions { keep: true, ..options.clone() };
            let mut checker = Checker::new(&framework, options);
            let text = [b"unit,n\n".as_slice(), &text].concat();
            checker.read_csv("x", text.as_slice()).unwrap();
            all(&framework, &checker.finish())
        };
        prop_assert_eq!(read(&one), read(&other));
    }

    #[test]
    fn records_are_those_of_the_csv_crate(
        text in "([a\",\n]{0,6}|(\"[^\"]{0,3}\"|a|,){0,9}(\n|\r\n|\r)){0,12}",
        size in 1_usize..60,
    ) {
        let (records, clean) = testing::records(text.as_bytes(), b',', size);
        // Where a quote is never closed, we do not take the rest of the file for one field.
        prop_assume!(clean);
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let expected: Vec<Vec<Vec<u8>>> = reader
            .byte_records()
            .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect();
        prop_assert_eq!(records, expected);
    }

    #[test]
    fn blocks_and_bytes_give_one_index(
        text in "(\"([^\"]|\"\"){0,5}\"|[^\",\r\n]{0,70}|,|\n|\r\n|\r){0,40}",
    ) {
        testing::same_index(text.as_bytes());
    }
}

#[test]
fn an_open_quote_does_not_swallow_the_file() {
    let framework = one();
    let checked = check(&framework, "unit,a,note\nx,1,\"open\ny,2,\"right\"\nz,101,\n");
    let found = places(&checked);
    assert_eq!(
        found.iter().map(|(code, record, line, _)| (*code, *record, *line)).collect::<Vec<_>>(),
        [("OBS-031", 1, 2), ("OBS-402", 3, 4)]
    );
    let checked = check(&framework, "unit,a,note\nx,1,a\ny,2,\"open\nz,101,\n");
    assert_eq!(codes(&checked), ["OBS-031", "OBS-402"]);
    assert_eq!(checked.files[0].records, 3);
}

#[test]
fn stray_quotes_and_zeros_are_said() {
    let framework = one();
    let checked = check(&framework, "unit,a,note\nx,1,a \"b\" c\ny,2,\"b\"c\nz,3,a\0b\n");
    assert_eq!(codes(&checked), ["OBS-032", "OBS-032", "OBS-033"]);
    assert_eq!(checked.files[0].accepted, 2);
}

#[test]
fn records_without_an_end_take_no_memory() {
    let framework = one();
    for filler in ["x", ",", "\"x\",", "\"\""] {
        let long = filler.repeat((5 << 20) / filler.len());
        let text = format!("unit,a\nx,1\n{long}\ny,101\n");
        let checked = check(&framework, &text);
        assert_eq!(codes(&checked), ["OBS-034", "OBS-402"], "{filler}");
        assert_eq!(checked.files[0].records, 3);
    }
    let open = format!("unit,a\nx,\"{}\ny,101\n", "long ".repeat(400_000));
    assert_eq!(codes(&check(&framework, &open)), ["OBS-031", "OBS-402"]);
    let wide = format!("unit,{}a\nx,1\n", "c,".repeat(1_000_000));
    assert_eq!(codes(&check(&framework, &wide)), ["OBS-035"]);
    let wide = format!("unit,a{}\nx,1\n", ",c".repeat(3_000_000));
    assert_eq!(codes(&check(&framework, &wide)), ["OBS-034"]);
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let framework = one();
    let codes = |text: &str| codes(&check(&framework, text));
    assert_eq!(codes("unit,a,note\nx,1,\ny,2"), ["OBS-036", "OBS-007"]);
    assert_eq!(codes("unit,a,note\nx,1,\ny,2\n"), ["OBS-007"]);
    assert_eq!(codes("unit,a,note\nx,1,\ny,2,"), [""; 0]);
}

#[test]
fn lone_carriage_returns_end_lines() {
    let framework = one();
    let checked = check(&framework, "unit,a\rx,1\ry,101\r\rz,102\r");
    let lines: Vec<_> = places(&checked).iter().map(|(_, r, l, _)| (*r, *l)).collect();
    assert_eq!(lines, [(2, 3), (3, 5)]);
}
