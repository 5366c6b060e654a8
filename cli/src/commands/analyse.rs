//! `chuan analyse`: what values and scores say about each other.

use super::Job;
use super::score::{find_node, find_unit, known_period};
use crate::args::{AnalyseArgs, Aspect, TableFormat};
use crate::failure::{Failure, Status};
use crate::input;
use crate::locale;
use crate::render::data::Provenance;
use crate::render::sheet::{Sheet, coded, numbers, words};
use crate::session::Session;
use chuan::analyse::multiple::replicates;
use chuan::analyse::multivariate::{CorrelationOptions, FlagOptions, Side};
use chuan::analyse::results::{Analysis, Place, Version, compare, removals, strengths};
use chuan::framework::{Framework, ItemId};
use chuan::score::statistics::FlagThresholds;
use chuan::score::{PeriodScores, ScoreOptions, Scorecard, score, score_as};
use serde_json::{Value, json};

/// Runs the verb.
pub(super) fn run(args: &AnalyseArgs, session: &Session) -> Result<Status, Failure> {
    let hash = args.format == TableFormat::Json;
    let Some(job) = Job::read(&args.framework, &args.data, &args.reading, hash, session)? else {
        return Ok(Status::Findings);
    };
    if let Some(period) = &args.when {
        known_period(job.data.checked.observations.periods(), period)?;
    }
    let card = score(&job.framework, &job.data.checked.observations);
    let work = Work { args, job: &job, card: &card, session };
    let sheet = match args.aspect {
        Aspect::Statistics => work.statistics(),
        Aspect::Availability => work.availability(),
        Aspect::Correlations => work.correlations()?,
        Aspect::Components => work.components()?,
        Aspect::Reliability => work.reliability(),
        Aspect::Strengths => work.strengths()?,
        Aspect::Outranking => work.outranking()?,
        Aspect::Removal => work.removal()?,
        Aspect::Uncertainty => work.uncertainty()?,
        Aspect::Comparison => work.comparison()?,
    };
    let provenance = Provenance::new(&job.framework, job.files());
    let mut out = session.open(&job.inputs)?;
    sheet.write(provenance, args.format, session, &mut out)?;
    out.finish()?;
    Ok(job.report(card.findings(), session))
}

struct Work<'a> {
    args: &'a AnalyseArgs,
    job: &'a Job,
    card: &'a Scorecard,
    session: &'a Session,
}

impl Work<'_> {
    fn framework(&self) -> &Framework {
        &self.job.framework
    }

    fn code(&self, id: ItemId) -> String {
        self.framework().item(id).map(|item| item.code.to_string()).unwrap_or_default()
    }

    /// The node that was asked for, or the first root.
    fn target(&self) -> Result<ItemId, Failure> {
        match &self.args.target {
            Some(code) => find_node(self.framework(), code),
            None => self
                .framework()
                .roots()
                .map(|(id, _)| id)
                .next()
                .ok_or_else(|| Failure::new(locale::UNKNOWN_NODE, "")),
        }
    }

    fn period(&self) -> Option<&PeriodScores> {
        self.card.period(self.args.when.as_ref())
    }

    /// The statistics of the period; none where nothing was observed.
    fn analysis(&self) -> Option<Analysis<'_>> {
        self.period().map(|scores| Analysis::new(self.framework(), scores))
    }

    /// The node that was asked for; none where all is looked at.
    fn below(&self) -> Option<ItemId> {
        self.args.target.as_ref().and_then(|code| self.framework().find(code))
    }

    fn statistics(&self) -> Sheet {
        let mut sheet = Sheet::new(vec![
            words("item", "Chỉ tiêu", "Item"),
            numbers("present", "Có số liệu", "Present"),
            numbers("availability", "Độ phủ", "Availability"),
            numbers("min", "Nhỏ nhất", "Min"),
            numbers("max", "Lớn nhất", "Max"),
            numbers("mean", "Trung bình", "Mean"),
            numbers("median", "Trung vị", "Median"),
            numbers("sd", "Độ lệch chuẩn", "SD"),
            numbers("skewness", "Độ lệch", "Skewness"),
            numbers("kurtosis", "Độ nhọn", "Kurtosis"),
            numbers("unique", "Giá trị khác nhau", "Unique"),
            words("outliers", "Ngoại lai", "Outliers"),
        ]);
        let found = self.analysis().map(|found| found.statistics(self.below()));
        for (id, found) in found.unwrap_or_default() {
            let flags = found.flags(&FlagThresholds::default());
            sheet.row(vec![
                json!(self.code(id)),
                json!(found.present),
                json!(found.availability()),
                json!(found.min),
                json!(found.max),
                json!(found.mean),
                json!(found.median),
                json!(found.sd),
                json!(found.skewness),
                json!(found.kurtosis),
                json!(found.unique),
                json!(flags.outliers.unwrap_or(false)),
            ]);
        }
        sheet
    }

    fn availability(&self) -> Sheet {
        let mut sheet = Sheet::new(vec![
            words("unit", "Đơn vị", "Unit"),
            numbers("missing", "Thiếu", "Missing"),
            numbers("zeros", "Bằng 0", "Zeros"),
            numbers("share", "Độ phủ", "Availability"),
            numbers("non_zero_share", "Tỷ lệ khác 0", "Share not zero"),
        ]);
        let found = self.analysis().map(|found| found.availability(self.below()));
        for (unit, found) in found.unwrap_or_default() {
            sheet.row(vec![
                json!(self.unit(unit)),
                json!(found.missing),
                json!(found.zeros),
                json!(found.share()),
                json!(found.non_zero_share()),
            ]);
        }
        sheet
    }

    fn unit(&self, unit: usize) -> String {
        self.card.units().get(unit).map(|unit| unit.code.to_string()).unwrap_or_default()
    }

    fn correlations(&self) -> Result<Sheet, Failure> {
        let node = self.target()?;
        let mut sheet = Sheet::new(vec![
            words("a", "Chỉ tiêu", "Item"),
            words("b", "Với", "With"),
            numbers("correlation", "Tương quan", "Correlation"),
            numbers("p_value", "Giá trị p", "p-value"),
            numbers("units", "Số đơn vị", "Units"),
            words("flag", "Cảnh báo", "Flag"),
        ]);
        let options = CorrelationOptions::from(chuan::analyse::multivariate::Coefficient::from(
            self.args.coefficient,
        ));
        let pairs =
            self.analysis().map(|a| a.correlations(node, &options, &FlagOptions::default()));
        for pair in pairs.and_then(Result::ok).unwrap_or_default() {
            sheet.row(vec![
                json!(self.code(pair.a)),
                json!(self.code(pair.b)),
                json!(pair.correlation),
                json!(pair.p_value),
                json!(pair.units),
                json!(pair.flag.map(Side::as_str)),
            ]);
        }
        Ok(sheet)
    }

    fn components(&self) -> Result<Sheet, Failure> {
        let node = self.target()?;
        let Some(analysis) = self.analysis() else { return Ok(Sheet::new(Vec::new())) };
        let (children, found) = analysis
            .components(node)
            .map_err(|error| Failure::new(locale::NOT_COMPUTED, error.to_string()))?;
        let mut heads = vec![
            numbers("component", "Thành phần", "Component"),
            numbers("eigenvalue", "Trị riêng", "Eigenvalue"),
            numbers("explained", "Phần giải thích", "Explained"),
        ];
        heads.extend(children.iter().map(|id| coded(self.code(*id))));
        let mut sheet = Sheet::new(heads);
        let loadings = found.correlations();
        let rows = found.eigenvalues.iter().zip(found.explained()).zip(loadings);
        for (number, ((eigenvalue, explained), loadings)) in rows.enumerate() {
            let mut row = vec![json!(number + 1), json!(eigenvalue), json!(explained)];
            row.extend(loadings.into_iter().map(Value::from));
            sheet.row(row);
        }
        Ok(sheet)
    }

    fn reliability(&self) -> Sheet {
        let mut sheet = Sheet::new(vec![
            words("node", "Nhóm", "Node"),
            numbers("children", "Số thành phần", "Children"),
            numbers("alpha", "Cronbach alpha", "Cronbach's alpha"),
        ]);
        for row in self.analysis().map(|found| found.reliability()).unwrap_or_default() {
            sheet.row(vec![json!(self.code(row.node)), json!(row.children), json!(row.alpha)]);
        }
        sheet
    }

    fn strengths(&self) -> Result<Sheet, Failure> {
        let mut sheet = Sheet::new(vec![
            words("unit", "Đơn vị", "Unit"),
            words("kind", "Loại", "Kind"),
            words("item", "Chỉ tiêu", "Item"),
            numbers("score", "Điểm", "Score"),
            numbers("rank", "Hạng", "Rank"),
            numbers("of", "Trên", "Of"),
            words("filled", "Điền thay", "Filled in"),
        ]);
        let Some(scores) = self.period() else { return Ok(sheet) };
        let units = match &self.args.whom {
            Some(written) => vec![find_unit(self.card.units(), written)?],
            None => scores.included().to_vec(),
        };
        let (items, _) = Analysis::new(self.framework(), scores).observed(self.below());
        for unit in units {
            let found = strengths(self.framework(), scores, &items, unit, self.args.top);
            let mut list = |kind: &str, places: &[Place]| {
                for place in places {
                    sheet.row(vec![
                        json!(self.unit(unit)),
                        json!(kind),
                        json!(self.code(place.item)),
                        json!(place.score),
                        json!(place.rank),
                        json!(place.of),
                        json!(place.filled),
                    ]);
                }
            };
            list("strength", &found.strengths);
            list("weakness", &found.weaknesses);
        }
        Ok(sheet)
    }

    fn outranking(&self) -> Result<Sheet, Failure> {
        let node = self.target()?;
        let found = self.period().and_then(|scores| {
            Some((scores.included(), scores.outranking(self.framework(), node)?))
        });
        let (units, matrix) =
            found.ok_or_else(|| Failure::new(locale::NOT_COMPUTED, self.code(node)))?;
        let mut heads = vec![words("unit", "Đơn vị", "Unit")];
        heads.extend(units.iter().map(|unit| coded(self.unit(*unit))));
        let mut sheet = Sheet::new(heads);
        for (row, unit) in units.iter().enumerate() {
            let mut cells = vec![json!(self.unit(*unit))];
            cells.extend((0..units.len()).map(|column| json!(matrix.share(row, column))));
            sheet.row(cells);
        }
        Ok(sheet)
    }

    fn removal(&self) -> Result<Sheet, Failure> {
        let target = self.target()?;
        let elements = self.framework().descendants(target);
        let observations = &self.job.data.checked.observations;
        let found =
            removals(self.framework(), observations, self.args.when.as_ref(), target, &elements);
        let mut sheet = Sheet::new(vec![
            words("removed", "Bỏ", "Left out"),
            numbers("mean_absolute_rank_change", "Đổi hạng trung bình", "Mean rank change"),
            numbers("largest_rank_change", "Đổi hạng lớn nhất", "Largest rank change"),
        ]);
        let nominal = found.first().map(|all| all.version.ranks.clone()).unwrap_or_default();
        for removal in found.iter().filter(|removal| removal.element.is_some()) {
            let pairs = nominal.iter().zip(&removal.version.ranks);
            let changes = pairs.filter_map(|(a, b)| Some(((*a)? - (*b)?).abs()));
            sheet.row(vec![
                json!(removal.version.name),
                json!(removal.mean_absolute_rank_change),
                json!(changes.reduce(f64::max)),
            ]);
        }
        Ok(sheet)
    }

    fn uncertainty(&self) -> Result<Sheet, Failure> {
        let target = self.target()?;
        let (when, options) = (self.args.when.as_ref(), ScoreOptions::default());
        let observations = &self.job.data.checked.observations;
        let found = replicates(self.framework(), observations, &options, when, target);
        let found = found.ok().flatten();
        let found = found.ok_or_else(|| Failure::new(locale::NOTHING_DRAWN, self.code(target)))?;
        let mut sheet = Sheet::new(vec![
            words("unit", "Đơn vị", "Unit"),
            numbers("score", "Điểm", "Score"),
            numbers("mean", "Điểm gộp", "Pooled score"),
            numbers("sd", "Sai số chuẩn", "Standard error"),
            numbers("q5", "Điểm, 5 %", "Score, 5 %"),
            numbers("q95", "Điểm, 95 %", "Score, 95 %"),
            numbers("rank", "Hạng", "Rank"),
            numbers("rank_q5", "Hạng, 5 %", "Rank, 5 %"),
            numbers("rank_q95", "Hạng, 95 %", "Rank, 95 %"),
        ]);
        let nominal = Version::of("", self.framework(), self.card, when, target);
        let (scores, ranks) = nominal.map(|v| (v.scores, v.ranks)).unwrap_or_default();
        let spreads = found.score_spreads().into_iter().zip(found.rank_spreads());
        for (unit, (pooled, (of_score, of_rank))) in found.pooled().iter().zip(spreads).enumerate()
        {
            let at = |values: &[Option<f64>]| json!(values.get(unit).copied().flatten());
            sheet.row(vec![
                json!(self.unit(unit)),
                at(&scores),
                json!(pooled.map(|pooled| pooled.estimate)),
                json!(pooled.map(|pooled| pooled.variance.sqrt())),
                json!(of_score.map(|spread| spread.q5)),
                json!(of_score.map(|spread| spread.q95)),
                at(&ranks),
                json!(of_rank.map(|spread| spread.q5)),
                json!(of_rank.map(|spread| spread.q95)),
            ]);
        }
        Ok(sheet)
    }

    fn comparison(&self) -> Result<Sheet, Failure> {
        let target = self.target()?;
        let when = self.args.when.as_ref();
        let mut versions = Vec::new();
        versions.extend(Version::of("base", self.framework(), self.card, when, target));
        let observations = &self.job.data.checked.observations;
        for set in &self.args.set {
            let options = ScoreOptions::default().weight_set(set.clone());
            let card = score_as(self.framework(), observations, &options)
                .map_err(|_| Failure::new(locale::UNKNOWN_WEIGHTS, set.clone()))?;
            versions.extend(Version::of(set.clone(), self.framework(), &card, when, target));
        }
        for path in &self.args.other {
            let name = path.display().to_string();
            let loaded = input::framework(path)?;
            let Some(framework) = loaded.framework else {
                return Err(Failure::new(locale::NOT_COMPUTED, name));
            };
            let options = self.args.reading.options();
            let sources = input::sources(&self.args.data)?;
            let data = input::check(&framework, &sources, options, false, self.session)?;
            let card = score(&framework, &data.checked.observations);
            let node = find_node(&framework, &self.code(target))?;
            versions.extend(Version::of(name, &framework, &card, when, node));
        }
        let found = compare(&versions);
        let mut heads = vec![words("unit", "Đơn vị", "Unit")];
        for name in &found.versions {
            heads.push(coded(format!("score {name}")));
            heads.push(coded(format!("rank {name}")));
        }
        for name in found.versions.iter().skip(1) {
            heads.push(coded(format!("score change {name}")));
            heads.push(coded(format!("rank change {name}")));
        }
        let mut sheet = Sheet::new(heads);
        for (place, unit) in found.units.iter().enumerate() {
            let at = |values: &[Option<f64>]| json!(values.get(place).copied().flatten());
            let mut row = vec![json!(unit)];
            for (scores, ranks) in found.scores.iter().zip(&found.ranks) {
                row.extend([at(scores), at(ranks)]);
            }
            for version in 1..found.versions.len() {
                row.extend([at(&found.score_changes(version)), at(&found.rank_changes(version))]);
            }
            sheet.row(row);
        }
        Ok(sheet)
    }
}
