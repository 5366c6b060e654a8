//! From raw values to scores and ranks, step by step.

use super::{Answer, Answered, Fault, Given};
use chuan::framework::spec::{BandSpec, GradeSpec};
use chuan::id::Code;
use chuan::observe::Column;
use chuan::recipe::{
    Aggregate, Denomination, Direction, Imputation, MissingRule, NodeRounding, Preference,
};
use chuan::score;
use chuan::score::combine::{self, Children, Gaps, Remark};
use chuan::score::impute::{self, Centre, SeriesRule};
use chuan::score::normal::{Fitted, Growth, Normalisation};
use chuan::score::outrank::{KemenyLimits, Outranking};
use chuan::score::panel::{self, Trend};
use chuan::score::screen::{self, Forced, Screening};
use chuan::score::treat::{self, Treatment};
use serde_json::{Value, json};

pub(super) fn normalise(given: &Given) -> Answered {
    let method: Normalisation = given.need("how")?;
    let units: Vec<String> = given.get("units")?;
    let values = given.one("values")?;
    let taught = given.one("learn_from").unwrap_or(values);
    let place = |code: &str| units.iter().position(|unit| unit == code);
    let fitted = method.fit_with(taught, given.get::<Direction>("direction")?, place)?;
    let scale = serde_json::to_value(&fitted)?;
    Ok(Answer::of("values", vec![fitted.column(values)]).with(scale))
}

pub(super) fn apply_scale(given: &Given) -> Answered {
    let scale: Fitted = given.need("scale")?;
    Ok(Answer::of("values", vec![scale.column(given.one("values")?)]))
}

pub(super) fn growth(given: &Given) -> Answered {
    let growth: Growth = given.read()?;
    Ok(Answer::of("values", vec![growth.column(given.one("now")?, given.one("before")?)]))
}

pub(super) fn treat(given: &Given) -> Answered {
    let treatment: Treatment = given.need("how")?;
    let values = given.one("values")?;
    let treated = treat::treat(values, &treatment);
    let said = json!({
        "outcome": treated.outcome, "curve": treated.curve, "before": treated.before,
        "winsorised": treated.winsorised, "moved": treated.moved(values),
    });
    Ok(Answer::of("values", vec![treated.column]).with(said))
}

pub(super) fn denominate(given: &Given) -> Answered {
    let Denomination::Ratio { scale_factor, .. } = given.read()? else {
        return Err(Fault("a ratio is needed".to_owned()));
    };
    let (values, by) = (given.one("values")?, given.one("denominators")?);
    Ok(Answer::of("values", vec![score::denominate::denominate(values, by, scale_factor)]))
}

pub(super) fn availability(given: &Given) -> Answered {
    let found = screen::availability(given.list("table"));
    let shares = found.iter().map(screen::Availability::share).collect();
    let non_zero = found.iter().map(screen::Availability::non_zero_share).collect();
    let mut answer = Answer::of("share", vec![shares]).and("non_zero_share", vec![non_zero]);
    let groups: Vec<Vec<usize>> = given.get("groups")?;
    if !groups.is_empty() {
        let by_group = screen::availability_by_group(given.list("table"), &groups);
        answer = answer.and("groups", by_group);
    }
    Ok(answer.with(serde_json::to_value(found)?))
}

pub(super) fn screen(given: &Given) -> Answered {
    let rule: Screening = given.need("how")?;
    let forced: Vec<Option<Forced>> = given.get("forced")?;
    let found = screen::screen(&screen::availability(given.list("table")), &rule, &forced);
    Ok(Answer::value(serde_json::to_value(found)?))
}

pub(super) fn impute(given: &Given) -> Answered {
    let method: Imputation = given.need("how")?;
    let table = given.list("table");
    let groups: Vec<Option<u32>> = given.get("groups")?;
    let directions: Vec<Direction> = given.get("directions")?;
    let each = |fill: &dyn Fn(&Column) -> impute::Imputed| table.iter().map(fill).collect();
    let mut said = json!({});
    let filled: Vec<impute::Imputed> = match method {
        Imputation::None => each(&|column| impute::impute_value(column, None)),
        Imputation::Value { value } => each(&|column| impute::impute_value(column, Some(value))),
        Imputation::Mean => each(&|column| impute::impute_column(column, Centre::Mean)),
        Imputation::Median => each(&|column| impute::impute_column(column, Centre::Median)),
        Imputation::GroupMean { .. } => {
            each(&|column| impute::impute_groups(column, &groups, Centre::Mean))
        }
        Imputation::GroupMedian { .. } => {
            each(&|column| impute::impute_groups(column, &groups, Centre::Median))
        }
        Imputation::RowMean { .. } => impute::impute_rows(table, &directions, Centre::Mean),
        Imputation::RowMedian { .. } => impute::impute_rows(table, &directions, Centre::Median),
        Imputation::Regression { .. } => {
            let predictors = given.borrowed("predictors");
            each(&|column| impute::impute_regression(column, &predictors))
        }
        Imputation::Nearest { k, .. } => impute::impute_nearest(table, k),
        // What is expected, as a scorecard has it; replicates are made by `impute_multiple`.
        Imputation::Em { tolerance, max_iterations, .. }
        | Imputation::Multiple { tolerance, max_iterations, .. } => {
            let result = impute::impute_em(table, tolerance, max_iterations);
            said = json!({ "iterations": result.iterations, "converged": result.converged });
            result.columns
        }
        other => {
            return Err(Fault(format!("`{}` fills a series: see impute_series", other.name())));
        }
    };
    let marks: Vec<&[bool]> = filled.iter().map(|imputed| imputed.filled.as_slice()).collect();
    if let Value::Object(said) = &mut said {
        said.insert("filled".to_owned(), json!(marks));
    }
    Ok(Answer::of("table", filled.into_iter().map(|imputed| imputed.column).collect()).with(said))
}

pub(super) fn impute_series(given: &Given) -> Answered {
    let method: Imputation = given.need("how")?;
    let table = given.list("table");
    let times: Vec<f64> = given.get("times")?;
    if times.len() != table.len() {
        return Err(Fault(format!("{} times for {} columns", times.len(), table.len())));
    }
    let rule = match method {
        Imputation::Latest { max_steps } => SeriesRule::Latest { max_steps },
        Imputation::Constant => SeriesRule::Constant,
        Imputation::Linear => SeriesRule::Linear,
        Imputation::LinearConstant => SeriesRule::LinearConstant,
        Imputation::GroupGrowth { max_steps, .. } => {
            // All units are one group where none are named.
            let groups: Option<Vec<Option<u32>>> = given.get("groups")?;
            let units = table.first().map_or(0, Column::len);
            let groups = groups.unwrap_or_else(|| vec![Some(0); units]);
            let count = groups.iter().flatten().max().map_or(0, |most| *most as usize + 1);
            let series = match given.one("whole") {
                Ok(whole) => vec![whole.iter().collect(); count],
                Err(_) => impute::group_series(table, &groups, count, Centre::Mean),
            };
            return Ok(series_answer(&impute::impute_growth(table, &groups, &series, max_steps)));
        }
        other => return Err(Fault(format!("`{}` fills no series: see impute", other.name()))),
    };
    Ok(series_answer(&impute::impute_series(&times, table, rule)))
}

fn series_answer(filled: &impute::ImputedSeries) -> Answer {
    let marks: Vec<Vec<bool>> = filled
        .columns
        .iter()
        .enumerate()
        .map(|(time, column)| (0..column.len()).map(|unit| filled.is_filled(time, unit)).collect())
        .collect();
    Answer::of("table", filled.columns.clone()).with(json!({ "filled": marks }))
}

pub(super) fn rank(given: &Given) -> Answered {
    let values: Vec<Option<f64>> = given.one("values")?.iter().collect();
    let (order, ties) = (given.get("order")?, given.get("ties")?);
    let within: Option<Vec<Option<u32>>> = given.get("within")?;
    let ranks = match within {
        Some(groups) => score::rank_within(&values, &groups, order, ties),
        None => score::rank(&values, order, ties),
    };
    Ok(Answer::of("values", vec![ranks.into_iter().collect()]))
}

pub(super) fn bands(given: &Given) -> Answered {
    let values: Vec<Option<f64>> = given.one("values")?.iter().collect();
    let list: Vec<BandSpec> = given.need("bands")?;
    let found = score::bands(&values, &list, given.get("order")?);
    Ok(codes(&found, &list, |band| &band.code))
}

/// The code of what every unit reached in a list.
fn codes<T>(found: &[Option<usize>], list: &[T], code: impl Fn(&T) -> &Code) -> Answer {
    let of = |place: &Option<usize>| place.and_then(|place| list.get(place)).map(&code);
    Answer::value(json!(found.iter().map(of).collect::<Vec<_>>()))
}

pub(super) fn grades(given: &Given) -> Answered {
    let (bars, list): (Vec<f64>, Vec<GradeSpec>) = (given.need("bars")?, given.need("grades")?);
    let measures = given.list("table");
    if bars.len() != measures.len() {
        return Err(Fault(format!("{} bars for {} measures", bars.len(), measures.len())));
    }
    let found = screen::grades(measures, &bars, &list);
    Ok(codes(&found, &list, |grade| &grade.code))
}

pub(super) fn rounded(given: &Given) -> Answered {
    let rounding: NodeRounding = given.need("how")?;
    let rounding = rounding.rounding();
    Ok(Answer::of("values", vec![given.one("values")?.map(|x| Some(rounding.apply(x)))]))
}

/// Children with weights and directions.
fn children(given: &Given) -> Result<Children<'_>, Fault> {
    let table = given.list("table");
    let weights: Option<Vec<f64>> = given.get("weights")?;
    let children = match weights {
        Some(weights) => Children::new(table, &weights)?,
        None => Children::equal(table)?,
    };
    let directions: Vec<Direction> = given.get("directions")?;
    if directions.is_empty() {
        return Ok(children);
    }
    Ok(children.with_directions(&directions)?)
}

fn gaps(given: &Given) -> Result<Gaps, Fault> {
    let rule: MissingRule = given.get("missing")?;
    let substitute: f64 = given.get("substitute")?;
    Ok(Gaps { rule, substitute, at_least: given.get("min_available")? })
}

pub(super) fn aggregate(given: &Given) -> Answered {
    let method: Aggregate = given.need("how")?;
    let (children, gaps) = (children(given)?, gaps(given)?);
    let combined = match &method {
        Aggregate::Plain(plain) => score::aggregate_columns(&children, *plain, &gaps),
        Aggregate::Combined(combination) => combination.combine(&children, &gaps)?,
        _ => return Err(Fault(format!("`{}` cannot be used here", method.name()))),
    };
    let notes: Vec<Value> = combined
        .notes
        .iter()
        .map(|note| {
            let remark = match note.remark {
                Remark::Negative => "negative",
                Remark::Zero => "zero",
                _ => "not_positive",
            };
            json!({ "unit": note.unit, "column": note.child, "remark": remark })
        })
        .collect();
    Ok(Answer::of("values", vec![combined.column]).with(json!({ "notes": notes })))
}

pub(super) fn vikor(given: &Given) -> Answered {
    let v: Option<f64> = given.get("v")?;
    let found = combine::vikor(&children(given)?, v.unwrap_or(0.5), &gaps(given)?)?;
    Ok(Answer::of("s", vec![found.s]).and("r", vec![found.r]).and("q", vec![found.q]))
}

pub(super) fn promethee(given: &Given) -> Answered {
    let preferences: Option<Vec<Preference>> = given.get("preferences")?;
    let preferences = preferences.unwrap_or_else(|| vec![Preference::Usual]);
    let flows = combine::promethee(&children(given)?, &preferences, &gaps(given)?)?;
    Ok(Answer::of("positive", vec![flows.positive])
        .and("negative", vec![flows.negative])
        .and("net", vec![flows.net]))
}

fn matrix(given: &Given) -> Result<Outranking, Fault> {
    Ok(Outranking::of(&children(given)?, &gaps(given)?))
}

pub(super) fn outranking(given: &Given) -> Answered {
    let matrix = matrix(given)?;
    let units = 0..matrix.units();
    // One column for each unit it is compared with.
    let columns =
        units.clone().map(|other| units.clone().map(|unit| matrix.share(unit, other)).collect());
    Ok(Answer::of("table", columns.collect()))
}

pub(super) fn kemeny(given: &Given) -> Answered {
    let limits: KemenyLimits = given.get("limits")?;
    let found = matrix(given)?.kemeny(&limits);
    Ok(Answer::of("values", vec![found.places]).with(json!({
        "orders": found.orders, "score": found.score, "bound": found.bound,
        "proven": found.proven, "all": found.all,
    })))
}

pub(super) fn trends(given: &Given) -> Answered {
    let trend: Trend = given.need("how")?;
    let times: Vec<f64> = given.get("times")?;
    let table = given.list("table");
    if times.len() != table.len() {
        return Err(Fault(format!("{} times for {} columns", times.len(), table.len())));
    }
    Ok(Answer::of("values", vec![panel::trends(&times, table, trend)]))
}
