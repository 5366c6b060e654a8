//! What a requirement is about, and whether that exists.

use super::Scheme;
use crate::finding::{Finding, Findings, catalogue};
use crate::framework::lint::index::Written;
use crate::framework::lint::{both, kinds};
use crate::framework::source::Path;
use crate::framework::spec::{LevelSpec, Requirement, Threshold};

/// The comparisons of a requirement, by their keys.
pub(super) fn comparisons(requirement: &Requirement) -> Vec<(&'static str, &Threshold)> {
    let all = [
        ("at_least", &requirement.at_least),
        ("more_than", &requirement.more_than),
        ("at_most", &requirement.at_most),
        ("less_than", &requirement.less_than),
        ("exactly", &requirement.exactly),
    ];
    all.into_iter().filter_map(|(key, threshold)| Some((key, threshold.as_ref()?))).collect()
}

/// The parts of a requirement and where they are written.
pub(super) fn parts<'a>(requirement: &'a Requirement, path: &Path) -> Vec<(&'a Requirement, Path)> {
    let listed = |key: &'static str, list: &'a [Requirement]| {
        let path = path.clone().key(key);
        list.iter().enumerate().map(move |(number, part)| (part, path.clone().index(number)))
    };
    listed("all", &requirement.all)
        .chain(listed("any", &requirement.any))
        .chain(requirement.not.as_deref().map(|part| (part, path.clone().key("not"))))
        .chain(requirement.veto.as_deref().map(|part| (part, path.clone().key("veto"))))
        .collect()
}

impl Scheme<'_> {
    pub(super) fn requirement(
        &self,
        requirement: &Requirement,
        path: &Path,
        level: &LevelSpec,
        findings: &mut Findings,
    ) {
        self.subjects(requirement, path, findings);
        self.references(requirement, path, findings);
        self.settings(requirement, path, findings);
        for (key, threshold) in comparisons(requirement) {
            self.threshold(threshold, &path.clone().key(key), findings);
        }
        if let Some(count) = requirement.count {
            let path = path.clone().key("count");
            let listed = requirement.any.len();
            if listed == 0 || count == 0 {
                let detail = both(
                    "`count` cho biết cần bao nhiêu điều kiện trong `any`, ít nhất là 1",
                    "`count` says how many of `any` are needed, at least 1",
                );
                findings.push(self.linter.wrong_at(&path, detail).value(count.to_string()));
            } else if u64::from(count) > listed as u64 {
                let detail = both(
                    format!("cần {count} điều kiện nhưng chỉ liệt kê {listed}"),
                    format!("{count} requirements are needed, but only {listed} are listed"),
                );
                findings.push(self.unreachable(level, &path).with("detail", detail));
            }
        }
        for (part, path) in parts(requirement, path) {
            self.requirement(part, &path, level, findings);
        }
    }

    fn subjects(&self, requirement: &Requirement, path: &Path, findings: &mut Findings) {
        let stated: Vec<&str> = [
            ("criterion", requirement.criterion.is_some()),
            ("all_criteria", requirement.all_criteria.is_some()),
            ("criteria_met", requirement.criteria_met.is_some()),
            ("level", requirement.level.is_some()),
            ("all", !requirement.all.is_empty()),
            ("any", !requirement.any.is_empty()),
            ("not", requirement.not.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, stated)| stated.then_some(key))
        .collect();
        if stated.len() != 1 {
            let (vi, en) = if stated.is_empty() {
                ("không có".to_owned(), "none".to_owned())
            } else {
                (stated.join(", "), stated.join(", "))
            };
            let detail = both(
                format!(
                    "cần đúng một trong criterion, all_criteria, criteria_met, level, all, any, \
                     not; ở đây: {vi}"
                ),
                format!(
                    "exactly one of criterion, all_criteria, criteria_met, level, all, any, not \
                     is needed; here: {en}"
                ),
            );
            findings.push(self.linter.wrong_at(path, detail));
        }
        let compared = requirement.criterion.is_some() || requirement.criteria_met.is_some();
        if let (false, Some((key, _))) = (compared, comparisons(requirement).first()) {
            let detail = both(
                "phép so sánh phải đi với `criterion` hoặc `criteria_met`",
                "a comparison goes with a `criterion` or with `criteria_met`",
            );
            findings.push(self.linter.wrong_at(&path.clone().key(key), detail));
        }
    }

    fn references(&self, requirement: &Requirement, path: &Path, findings: &mut Findings) {
        let index = &self.linter.index;
        let named = [
            ("criterion", &requirement.criterion),
            ("all_criteria", &requirement.all_criteria),
            ("criteria_met", &requirement.criteria_met),
        ];
        for (key, code) in named {
            let Some(code) = code else { continue };
            let place = self.linter.places.of(&path.clone().key(key));
            match index.get(code.as_str()).and_then(|item| index.item(item)) {
                None => findings.push(self.linter.unknown_item(code.as_str()).at(place)),
                // Nothing is below an indicator, so all of it would always be met.
                Some(Written::Indicator(_)) if key != "criterion" => findings.push(
                    Finding::new(&catalogue::UNKNOWN_REFERENCE)
                        .at(place)
                        .value(code.as_str())
                        .with("kind", kinds::NODE),
                ),
                Some(_) => {}
            }
        }
    }
}
