use crate::finding::Finding;
use crate::framework::{Framework, Loaded};
use crate::period::Frequency;
use crate::recipe::{Direction, Scorer};
use crate::text::Lang;
use std::fs;

fn load(tables: &str, files: &[(&str, &[u8])]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let path = folder.path().join("f.toml");
    let text = format!("code = \"t\"\ntitle = \"T\"\n{tables}\n[[node]]\ncode = \"n\"\n");
    fs::write(&path, text).unwrap();
    Framework::load(path).unwrap()
}

fn indicators(csv: &str) -> Loaded {
    load("tables.indicators = \"a.csv\"", &[("a.csv", csv.as_bytes())])
}

/// The child keeps the node from being empty.
fn units(csv: &str) -> Loaded {
    let child = "tables.units = \"u.csv\"\n[[indicator]]\ncode = \"i\"\nparent = \"n\"";
    load(child, &[("u.csv", csv.as_bytes())])
}

/// Code, record, line and column.
type Told = (String, Option<u64>, Option<u64>, Option<String>);

fn told(finding: &Finding) -> Told {
    let place = &finding.place;
    let column = place.column.as_deref().map(str::to_owned);
    (finding.code().to_owned(), place.record, place.line, column)
}

fn all(loaded: &Loaded) -> Vec<Told> {
    loaded.findings.iter().map(told).collect()
}

/// The first finding about a table.
fn table(loaded: &Loaded) -> &Finding {
    loaded.findings.iter().find(|finding| finding.code() == "FWK-070").unwrap()
}

fn message(loaded: &Loaded) -> String {
    table(loaded).message(Lang::En)
}

#[test]
fn indicators_by_their_keys() {
    let loaded = indicators(
        "code,name_vi,name_en,parent,unit,min,max,direction,frequency,weight,points,required,\
         scorer,goalpost_min,goalpost_max,stated_count,note\n\
         a,Tên,Name,n,%,5,95,lower,Q,0.5,10,yes,goalposts,10,90.5,3,x\n",
    );
    let framework = loaded.into_result().unwrap();
    let indicator = &framework.spec().indicators[0];
    assert_eq!(indicator.name.as_ref().unwrap().get(Lang::En), "Name");
    assert_eq!(indicator.range.unwrap().max, Some(95.0));
    assert_eq!(indicator.direction, Direction::Lower);
    assert_eq!(indicator.frequency, Frequency::Quarter);
    assert_eq!((indicator.weight, indicator.points), (Some(0.5), Some(10.0)));
    assert_eq!(indicator.required, Some(true));
    assert_eq!(indicator.goalposts.unwrap().max, 90.5);
    assert!(matches!(indicator.scorer, Some(Scorer::Goalposts { .. })));
    assert_eq!(indicator.stated_count, Some(3));
    // What has been read is part of the spec, which can be written and read on its own.
    let again = Framework::from_spec(framework.spec().clone()).unwrap();
    assert_eq!(again.hash(), framework.hash());
}

#[test]
fn vietnamese_headers_with_and_without_diacritics() {
    for header in [
        "Mã,Tên,Nhóm,Đơn vị tính,Trọng số,Điểm tối đa,Chiều",
        "ma,ten,nhom,DON VI TINH,trong so,diem toi da,chieu",
    ] {
        let csv = format!("\u{feff}{header}\r\n\"1.1\",Một,n,%,2,10,thấp hơn\r\n");
        let framework = indicators(&csv).into_result().unwrap();
        let indicator = &framework.spec().indicators[0];
        assert_eq!(indicator.code.as_str(), "1.1");
        assert_eq!((indicator.weight, indicator.points), (Some(2.0), Some(10.0)));
        assert_eq!(indicator.direction, Direction::Lower);
        assert_eq!(indicator.parent.as_ref().unwrap().as_str(), "n");
    }
}

#[test]
fn bad_cells_are_told_one_by_one() {
    let loaded = indicators(
        "code,Nhóm,Trọng số,direction,frequency,scorer\n\
         \"a\",n,,,,\n\
         \"b\",\"n\",\"1,5\",up,,\n\
         ,n,,,weekly,ratoi\n",
    );
    let column = |name: &str| Some(name.to_owned());
    let table = |record, line, name| ("FWK-070".to_owned(), Some(record), Some(line), column(name));
    assert_eq!(
        all(&loaded),
        [
            table(2, 3, "direction"),
            table(2, 3, "Trọng số"),
            table(3, 4, "code"),
            table(3, 4, "frequency"),
            table(3, 4, "scorer"),
        ]
    );
    let findings: Vec<_> = loaded.findings.iter().collect();
    assert_eq!(findings[1].value.as_deref(), Some("1,5"));
    assert_eq!(findings[1].suggestion.as_deref(), Some("1.5"));
    assert_eq!(findings[4].suggestion.as_deref(), Some("ratio"));
    assert!(loaded.framework.is_none());
}

#[test]
fn lines_are_those_of_the_file() {
    let loaded = indicators(
        "code,parent,note,weight\r\na,n,\"one\r\ntwo\",1\r\n\r\nb,n,\"x\ny\",-1\r\n,,,\r\nc,n,,?\r\n",
    );
    assert_eq!(
        all(&loaded),
        [
            ("FWK-022".to_owned(), Some(2), Some(5), Some("weight".to_owned())),
            ("FWK-070".to_owned(), Some(4), Some(8), Some("weight".to_owned())),
        ]
    );
}

#[test]
fn places_name_the_header_of_the_file() {
    let loaded = indicators("Mã,Nhóm,Tối thiểu,Tối đa\na,n,9,5\na,m,,\n");
    let found = all(&loaded);
    let place = |code: &str, record, line, column: &str| {
        (code.to_owned(), Some(record), Some(line), Some(column.to_owned()))
    };
    assert!(found.contains(&place("FWK-030", 1, 2, "Tối đa")), "{found:?}");
    assert!(found.contains(&place("FWK-010", 2, 3, "Mã")), "{found:?}");
    assert!(found.contains(&place("FWK-011", 2, 3, "Nhóm")), "{found:?}");
}

#[test]
fn columns_without_a_meaning() {
    let loaded = indicators("code,parent,wieght,Ghi nhận,\na,n,1,x,\nb,n,2,y,\n");
    assert_eq!(
        all(&loaded),
        [
            ("FWK-071".to_owned(), None, Some(1), Some("wieght".to_owned())),
            ("FWK-071".to_owned(), None, Some(1), Some("Ghi nhận".to_owned())),
        ]
    );
    let first = loaded.findings.iter().next().unwrap();
    assert_eq!(first.suggestion.as_deref(), Some("weight"));
    assert!(loaded.framework.is_some());
}

#[test]
fn columns_by_the_names_that_the_framework_gives() {
    let mapped = |columns: &str| {
        format!("tables.indicators = {{ file = \"a.csv\", columns = {{ {columns} }} }}")
    };
    let csv: &[(&str, &[u8])] = &[("a.csv", b"iso3,within\na,n\n")];
    let loaded = load(&mapped("iso3 = \"code\", within = \"parent\""), csv);
    assert_eq!(all(&loaded), []);
    let loaded = load(&mapped("iso3 = \"code\", within = \"parent\", wieght = \"weight\""), csv);
    assert_eq!(message(&loaded), "table `a.csv`: there is no column `wieght`");
    assert_eq!(loaded.findings.iter().next().unwrap().place.line, Some(3));
    let loaded = load(&mapped("iso3 = \"code\", within = \"parnet\""), csv);
    assert!(message(&loaded).ends_with("did you mean `parent`?"), "{}", message(&loaded));
}

#[test]
fn two_columns_of_one_meaning() {
    let loaded = indicators("code,parent,weight,Weight\na,n,1,2\n");
    assert_eq!(
        message(&loaded),
        "table `a.csv`: columns `weight` and `Weight` both stand for `weight`"
    );
    // The exact name is surer than another one.
    let loaded = indicators("code,parent,group\na,n,x\n");
    assert_eq!(all(&loaded), [("FWK-071".to_owned(), None, Some(1), Some("group".to_owned()))]);
}

#[test]
fn tables_that_cannot_be_read() {
    let loaded = load("tables.indicators = \"b.csv\"", &[]);
    assert_eq!(table(&loaded).place.line, Some(3));
    let loaded = load("tables.indicators = \"a.csv\"", &[("a.csv", b"code\na\n\xffb\n")]);
    assert_eq!(message(&loaded), "table `a.csv`: the file is not in UTF-8");
    assert_eq!(table(&loaded).place.line, Some(3));
    assert_eq!(message(&indicators("")), "table `a.csv`: the file is empty");
    assert_eq!(
        message(&indicators("cod,parent\na,n\n")),
        "table `a.csv`: no column holds the codes (`code`); did you mean `cod`?"
    );
    let short = indicators("code,parent\na,n\nb\n");
    assert_eq!(all(&short), [("FWK-070".to_owned(), Some(2), Some(3), None)]);
    assert!(message(&short).ends_with("the record has 1 fields, the header has 2"));
}

#[test]
fn units_with_attributes() {
    let framework = units(
        "code,name,alias,level,valid_from,valid_to,ranked,province_code,Vùng\n\
         01,Hà Nội,Ha Noi | HN,province,2008-08-01,,1,,Đồng bằng\n\
         02,Cũ,,commune,,2025-06-30,0,01,\n",
    )
    .into_result()
    .unwrap();
    let [one, two] = framework.register().units() else { panic!() };
    assert_eq!((one.code.as_str(), one.kind.as_deref()), ("01", Some("province")));
    assert_eq!(one.attribute("Vùng"), Some("Đồng bằng"));
    assert_eq!(two.attribute("province_code"), Some("01"));
    assert_eq!(two.attribute("Vùng"), None);
    assert!(one.ranked && !two.ranked);
    assert_eq!(two.valid_to.unwrap().to_string(), "2025-06-30");
    let aliases = &framework.spec().register.as_ref().unwrap().units[0].aliases;
    assert_eq!(aliases, &["Ha Noi", "HN"]);
}

#[test]
fn faults_of_units() {
    let loaded = units("Mã,Hiệu lực từ,parent\n01,1/7/2025,\n02,,03\n");
    assert_eq!(
        all(&loaded),
        [
            ("FWK-070".to_owned(), Some(1), Some(2), Some("Hiệu lực từ".to_owned())),
            ("FWK-081".to_owned(), Some(2), Some(3), Some("parent".to_owned())),
        ]
    );
    let first = loaded.findings.iter().next().unwrap();
    assert_eq!(first.suggestion.as_deref(), Some("2025-07-01"));
    let twice = units("code,Vùng,Vùng\n01,a,b\n");
    assert_eq!(message(&twice), "table `u.csv`: there are two columns `Vùng`");
}
