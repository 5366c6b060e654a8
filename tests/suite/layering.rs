//! No room of the core knows one that it may not know.

#![allow(clippy::expect_used, reason = "what fails here fails the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Small value types. They know next to nothing.
const VALUES: &[&str] = &["text", "id", "period", "number", "document"];

/// The rooms along the way of the data, each with the rooms that it may know beside itself:
/// everything stands further left on that way, never further right.
///
/// A room that is added to the core has to be added here, and that is the point.
const ROOMS: &[(&str, &[&[&str]])] = &[
    ("text", &[]),
    ("number", &[]),
    ("id", &[&["text"]]),
    ("period", &[&["text"]]),
    ("document", &[&["text"]]),
    ("recipe", &[VALUES]),
    ("finding", &[VALUES]),
    ("source", &[VALUES, &["finding"]]),
    ("register", &[VALUES, &["finding"]]),
    ("meeting", &[VALUES, &["finding", "source"]]),
    ("framework", &[VALUES, &["finding", "source", "recipe", "register", "meeting"]]),
    ("exchange", &[VALUES, &["finding", "meeting"]]),
    ("observe", &[VALUES, &["finding", "recipe", "register", "framework"]]),
    ("check", &[VALUES, &["finding", "recipe", "register", "framework", "observe"]]),
    ("score", &[VALUES, &["finding", "recipe", "register", "framework", "observe"]]),
    ("assess", &[VALUES, &["finding", "recipe", "register", "framework", "observe", "score"]]),
    (
        "track",
        &[
            VALUES,
            &[
                "finding",
                "recipe",
                "register",
                "meeting",
                "framework",
                "observe",
                "score",
                "assess",
            ],
        ],
    ),
    ("analyse", &[VALUES, &["recipe", "register", "framework", "observe", "score", "assess"]]),
];

/// Leaves that every room may use.
const LEAVES: &[&str] = &["control", "error", "simd"];

fn source() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../core/src")
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The room that a source file belongs to: its first folder, or its own name.
fn room_of(file: &Path) -> Option<String> {
    let first = file.components().next()?.as_os_str().to_str()?;
    let room = first.strip_suffix(".rs").unwrap_or(first);
    (room != "lib").then(|| room.to_owned())
}

/// The rooms that a source names: `crate::room`, and each of `crate::{room, other::Thing}`.
/// Comments do not count, tests and attributes do.
fn rooms_named(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => named.extend(word(rest)),
            Some(group) => {
                let mut depth = 1;
                let mut begins = true;
                for (place, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => begins = true,
                        letter if letter.is_whitespace() => {}
                        _ if begins => {
                            named.extend(word(&group[place..]));
                            begins = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    named
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

fn allowed(room: &str) -> Option<Vec<&'static str>> {
    let (_, lists) = ROOMS.iter().find(|(name, _)| *name == room)?;
    Some(lists.iter().copied().flatten().copied().chain(LEAVES.iter().copied()).collect())
}

#[test]
fn no_room_knows_one_that_it_may_not() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    files.sort();
    let mut faults = BTreeSet::new();
    for file in files {
        let name = file.strip_prefix(source()).expect("a file of the core");
        let Some(room) = room_of(name) else { continue };
        let Some(allowed) = allowed(&room).or_else(|| LEAVES.contains(&&*room).then(Vec::new))
        else {
            faults.insert(format!("room `{room}` is not in the table of this test"));
            continue;
        };
        let text = std::fs::read_to_string(&file).expect("a source can be read");
        for named in rooms_named(&text) {
            let is_room = ROOMS.iter().any(|(name, _)| *name == named);
            if is_room && named != room && !allowed.contains(&named.as_str()) {
                faults.insert(format!("{}: `{room}` may not know `{named}`", name.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_room_of_the_table_exists_and_knows_only_rooms_before_it() {
    for (number, (room, _)) in ROOMS.iter().enumerate() {
        let (folder, file) = (source().join(room), source().join(format!("{room}.rs")));
        assert!(folder.is_dir() || file.is_file(), "there is no room `{room}`");
        for known in allowed(room).unwrap_or_default() {
            let before = ROOMS.iter().take(number).any(|(name, _)| *name == known);
            assert!(
                before || LEAVES.contains(&known),
                "`{room}` knows `{known}`, which does not stand before it"
            );
        }
    }
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments() {
    let source = "//! crate::meeting\nuse crate::text::Lang;\nuse crate::{\n    id::{Code, natural},\n    \
                  number, register::{Unit},\n};\nfn f() -> crate::period::Period {}\n";
    let named: Vec<String> = rooms_named(source).into_iter().collect();
    assert_eq!(named, ["id", "number", "period", "register", "text"]);
}
