//! Caps, tables, holding, costs, recognition, and references from level to level.

use super::requirements::parts;
use super::{Scheme, both, kinds, scheme_path};
use crate::finding::{Finding, Findings, catalogue};
use crate::framework::lint::Linter;
use crate::framework::source::Path;
use crate::framework::spec::{BandsSpec, CostSpec, LevelSpec, RelativeThreshold, Requirement};
use crate::id::Code;
use crate::number::decimals::compare;
use crate::period::Period;
use crate::text::suggest;

impl Scheme<'_> {
    /// What a scheme states beside its levels.
    pub(super) fn rules(&self, findings: &mut Findings) {
        for (number, level) in self.scheme.levels.iter().enumerate() {
            if let Some(share) = level.rank_share_at_most {
                let path = self.level_path(number).key("rank_share_at_most");
                self.percentage(share, &path, findings);
            }
        }
        for (number, cap) in self.scheme.caps.iter().enumerate() {
            let path = self.path.clone().key("cap").index(number);
            // A cap is no level; for messages it stands for the levels above its own.
            if let Some(above) = self.scheme.levels.last() {
                self.requirement(&cap.unless, &path.clone().key("unless"), above, findings);
            }
            if let Some(level) = &cap.level {
                self.known_level(level.as_str(), &path.key("level"), findings);
            }
        }
        if let Some(table) = &self.scheme.table {
            let path = self.path.clone().key("table");
            self.bands(&table.rows, &path.clone().key("rows"), findings);
            self.bands(&table.columns, &path.clone().key("columns"), findings);
            let (rows, columns) = (table.rows.from.len() + 1, table.columns.from.len() + 1);
            let shaped =
                table.levels.len() == rows && table.levels.iter().all(|row| row.len() == columns);
            let path = path.key("levels");
            if !shaped {
                let detail = both(
                    format!("cần {rows} hàng, mỗi hàng {columns} ô: mỗi dải một hàng hoặc cột"),
                    format!("{rows} rows of {columns} cells are needed: one for each band"),
                );
                findings.push(self.linter.wrong_at(&path, detail));
            }
            for (r, row) in table.levels.iter().enumerate() {
                for (c, level) in row.iter().enumerate().filter(|(_, level)| !level.is_empty()) {
                    self.known_level(level, &path.clone().index(r).index(c), findings);
                }
            }
        }
        if let Some(hold) = self.scheme.hold {
            for (key, periods) in [("reach", hold.reach), ("keep", hold.keep)] {
                if periods == 0 {
                    let path = self.path.clone().key("hold").key(key);
                    let detail = both("ít nhất là 1 kỳ", "at least one period is needed");
                    findings.push(self.linter.wrong_at(&path, detail).value("0"));
                }
            }
        }
        for (code, cost) in &self.scheme.costs {
            let path = self.path.clone().key("cost").key(code.as_str());
            if self.linter.index.get(code.as_str()).is_none() {
                let place = self.linter.places.of(&path);
                findings.push(self.linter.unknown_item(code.as_str()).at(place));
            }
            let (fixed, per_unit) = match cost {
                CostSpec::Fixed(fixed) => (*fixed, 0.0),
                CostSpec::Split(split) => (split.fixed, split.per_unit),
            };
            if [fixed, per_unit].iter().any(|part| !part.is_finite() || *part < 0.0) {
                let detail = both("chi phí phải từ 0 trở lên", "a cost is at least 0");
                findings.push(self.linter.wrong_at(&path, detail));
            }
        }
        for (number, authority) in
            self.scheme.recognition.iter().flat_map(|r| &r.authorities).enumerate()
        {
            let path = self.path.clone().key("recognition").key("authority").index(number);
            if let Some(level) = &authority.level {
                self.known_level(level.as_str(), &path.key("level"), findings);
            }
        }
    }

    fn known_level(&self, level: &str, path: &Path, findings: &mut Findings) {
        let known = || self.scheme.levels.iter().map(|level| level.code.as_str());
        if !known().any(|code| code == level) {
            findings.push(self.unknown(level, path, kinds::LEVEL, suggest(level, known())));
        }
    }

    fn unknown(
        &self,
        written: &str,
        path: &Path,
        kind: crate::finding::Bilingual,
        suggestion: Option<&str>,
    ) -> Finding {
        Finding::new(&catalogue::UNKNOWN_REFERENCE)
            .at(self.linter.places.of(path))
            .value(written)
            .with("kind", kind)
            .suggest_if(suggestion)
    }

    fn percentage(&self, share: f64, path: &Path, findings: &mut Findings) {
        if !(share > 0.0 && share <= 100.0) {
            let detail = both(
                "tỷ lệ phần trăm phải lớn hơn 0 và không quá 100",
                "a share in percent is above 0 and at most 100",
            );
            findings.push(self.linter.wrong_at(path, detail).value(share.to_string()));
        }
    }

    /// Limits of bands rise, and what is put into them exists.
    fn bands(&self, bands: &BandsSpec, path: &Path, findings: &mut Findings) {
        let code = bands.criterion.as_str();
        if self.linter.index.get(code).is_none() {
            let place = self.linter.places.of(&path.clone().key("criterion"));
            findings.push(self.linter.unknown_item(code).at(place));
        }
        let rising = |pair: &[f64]| match pair {
            [low, high] => compare(*low, *high).is_lt(),
            _ => true,
        };
        if !bands.from.windows(2).all(rising) || bands.from.iter().any(|limit| !limit.is_finite()) {
            let detail = both("các mốc phải tăng dần", "the limits must rise");
            findings.push(self.linter.wrong_at(&path.clone().key("from"), detail));
        }
    }

    /// A relative threshold names a time that exists and an item that exists.
    pub(super) fn relative(
        &self,
        relative: &RelativeThreshold,
        path: &Path,
        findings: &mut Findings,
    ) {
        if let Some(of) = &relative.of {
            let known = matches!(of.as_str(), "previous" | "first" | "same");
            if !known && of.parse::<Period>().is_err() {
                let detail = both(
                    "cần `previous`, `first`, `same` hoặc một kỳ",
                    "`previous`, `first`, `same` or a period is needed",
                );
                findings.push(self.linter.wrong_at(&path.clone().key("of"), detail).value(of));
            }
            if relative.of_attribute.is_some() {
                let detail = both(
                    "chỉ ghi một trong `of` và `of_attribute`",
                    "only one of `of` and `of_attribute` may be stated",
                );
                findings.push(self.linter.wrong_at(&path.clone().key("of_attribute"), detail));
            }
        }
        if let Some(code) = &relative.criterion
            && self.linter.index.get(code.as_str()).is_none()
        {
            let place = self.linter.places.of(&path.clone().key("criterion"));
            findings.push(self.linter.unknown_item(code.as_str()).at(place));
        }
        if !relative.times.is_finite() || !relative.plus.is_finite() {
            let detail = both("phải là một số hữu hạn", "a finite number is needed");
            findings.push(self.linter.wrong_at(path, detail));
        }
    }

    /// Keys that go with others only, and numbers that make sense.
    pub(super) fn settings(&self, spec: &Requirement, path: &Path, findings: &mut Findings) {
        let ranked = spec.rank_at_most.is_some() || spec.rank_share_at_most.is_some();
        let comparisons = super::requirements::comparisons(spec);
        let misplaced = [
            ("percent", spec.percent && spec.criteria_met.is_none(), "criteria_met"),
            ("scheme", spec.scheme.is_some() && spec.level.is_none(), "level"),
            ("reads", spec.reads.is_some() && spec.criterion.is_none(), "criterion"),
            (
                "within_months",
                spec.within_months.is_some() && spec.criterion.is_none(),
                "criterion",
            ),
            ("rank_at_most", ranked && spec.criterion.is_none(), "criterion"),
            ("share", spec.share.is_some() && spec.any.is_empty(), "any"),
            ("weight_at_least", spec.weight_at_least.is_some() && spec.any.is_empty(), "any"),
        ];
        for (key, wrong, subject) in misplaced {
            if wrong {
                let detail = both(
                    format!("`{key}` phải đi với `{subject}`"),
                    format!("`{key}` goes with `{subject}`"),
                );
                findings.push(self.linter.wrong_at(&path.clone().key(key), detail));
            }
        }
        let ways = [spec.count.is_some(), spec.share.is_some(), spec.weight_at_least.is_some()];
        if ways.iter().filter(|stated| **stated).count() > 1 {
            let detail = both(
                "chỉ ghi một trong `count`, `share`, `weight_at_least`",
                "only one of `count`, `share`, `weight_at_least` may be stated",
            );
            findings.push(self.linter.wrong_at(path, detail));
        }
        if spec.criteria_met.is_some() && comparisons.is_empty() {
            findings.push(self.missing(path, "at_least"));
        }
        for (key, share) in [("share", spec.share), ("rank_share_at_most", spec.rank_share_at_most)]
        {
            if let Some(share) = share {
                self.percentage(share, &path.clone().key(key), findings);
            }
        }
        let parts = spec.any.iter().map(|part| part.weight.unwrap_or(1.0));
        let total: f64 = parts.sum();
        if let Some(needed) = spec.weight_at_least
            && !(needed > 0.0 && compare(needed, total).is_le())
        {
            let detail = both(
                format!("cần lớn hơn 0 và không quá tổng trọng số {total}"),
                format!("must be above 0 and at most the sum of the weights, {total}"),
            );
            let path = path.clone().key("weight_at_least");
            findings.push(self.linter.wrong_at(&path, detail).value(needed.to_string()));
        }
        if spec.weight.is_some_and(|weight| !(weight.is_finite() && weight > 0.0)) {
            let detail = both("trọng số phải lớn hơn 0", "a weight is above 0");
            findings.push(self.linter.wrong_at(&path.clone().key("weight"), detail));
        }
        if let Some(level) = &spec.level {
            self.reference(spec, level, path, findings);
        }
    }

    fn reference(&self, spec: &Requirement, level: &Code, path: &Path, findings: &mut Findings) {
        let schemes = &self.linter.spec.schemes;
        match &spec.scheme {
            None => self.known_level(level.as_str(), &path.clone().key("level"), findings),
            Some(code) => match schemes.iter().find(|scheme| scheme.code == *code) {
                None => {
                    let known = schemes.iter().map(|scheme| scheme.code.as_str());
                    let near = suggest(code.as_str(), known);
                    let path = path.clone().key("scheme");
                    findings.push(self.unknown(code.as_str(), &path, kinds::SCHEME, near));
                }
                Some(scheme) => {
                    let known = || scheme.levels.iter().map(|level| level.code.as_str());
                    if !known().any(|code| code == level.as_str()) {
                        let near = suggest(level.as_str(), known());
                        let path = path.clone().key("level");
                        findings.push(self.unknown(level.as_str(), &path, kinds::LEVEL, near));
                    }
                }
            },
        }
    }
}

/// Schemes whose levels depend on each other in a circle. A level that asks for a level of its own
/// scheme is one too: a ladder is said by `cumulative`.
pub(super) fn circles(linter: &Linter<'_>, findings: &mut Findings) {
    let schemes = &linter.spec.schemes;
    let place = |code: &Code| schemes.iter().position(|scheme| scheme.code == *code);
    let mut edges: Vec<(usize, usize, Path)> = Vec::new();
    for (number, scheme) in schemes.iter().enumerate() {
        let levels =
            scheme.levels.iter().enumerate().flat_map(|(n, level): (usize, &LevelSpec)| {
                let path = scheme_path(number).key("level").index(n).key("require");
                level
                    .requirements
                    .iter()
                    .enumerate()
                    .map(move |(r, one)| (one, path.clone().index(r)))
            });
        let caps =
            scheme.caps.iter().enumerate().map(|(n, cap)| {
                (&cap.unless, scheme_path(number).key("cap").index(n).key("unless"))
            });
        let mut stack: Vec<(&Requirement, Path)> = levels.chain(caps).collect();
        while let Some((one, path)) = stack.pop() {
            if one.level.is_some() {
                let to = one.scheme.as_ref().map_or(Some(number), place);
                edges.extend(to.map(|to| (number, to, path.clone().key("level"))));
            }
            stack.extend(parts(one, &path));
        }
    }
    for (from, to, path) in &edges {
        let mut reached = vec![*to];
        let mut next = 0;
        while let Some(at) = reached.get(next).copied() {
            for (_, other, _) in edges.iter().filter(|(start, _, _)| *start == at) {
                if !reached.contains(other) {
                    reached.push(*other);
                }
            }
            next += 1;
        }
        if reached.contains(from) {
            let detail = both(
                "các mức phụ thuộc vòng tròn vào nhau; mức dưới của chính hệ thống thì dùng `cumulative`",
                "levels depend on each other in a circle; for lower levels of the same scheme use \
                 `cumulative`",
            );
            findings.push(linter.wrong_at(path, detail));
        }
    }
}
