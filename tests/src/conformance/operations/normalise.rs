//! Normalisation of vectors and of frames.

use super::Refusal;
use crate::conformance::frame::{Frame, field, parse};
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Cell, Table};
use crate::conformance::tree::{Element, Tree};
use chuan::observe::Column;
use chuan::recipe::{Cap, Direction, Divisor, Ties};
use chuan::score::normal::{Between, Extent, Fitted, Normalisation, RankForm};
use serde_json::{Map, Value};

type Parameters = Map<String, Value>;

/// Does an operation of the family `normalise`.
///
/// # Errors
/// When the engine does not do it, or refuses.
pub fn perform(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    if case.inputs.contains_key("vectors") {
        return vectors(operation, case, inputs);
    }
    let mut frame = Frame::observations(case, inputs)?;
    if let Some(wanted) = case.texts("indicators") {
        frame = select(&frame, &wanted)?;
    }
    let tree = case.inputs.contains_key("framework").then(|| Tree::of(case, inputs)).transpose()?;
    let directed = tree.as_ref().filter(|_| case.flag("apply_direction") != Some(false));
    let choice = Choice::of(operation, &case.parameters)?;
    let mut table = Table::default();
    for (code, column) in frame.indicators.iter().zip(&frame.columns) {
        let subject = Subject::new(code, &frame.units, column, directed, tree.as_ref());
        for (unit, cell) in frame.units.iter().zip(choice.scores(&subject)?) {
            table.push([unit, code], cell);
        }
    }
    Ok(table)
}

/// The columns of a frame that are named, in the order of the names.
///
/// # Errors
/// When there is no such column.
pub fn select(frame: &Frame, wanted: &[String]) -> Result<Frame, Refusal> {
    let column = |code: &String| {
        let column = frame.column(code).cloned();
        column.ok_or_else(|| Refusal::Failed(format!("there is no column `{code}`")))
    };
    Ok(Frame {
        units: frame.units.clone(),
        indicators: wanted.to_vec(),
        columns: wanted.iter().map(column).collect::<Result<_, _>>()?,
    })
}

/// A frame multiplied by the directions of a framework and normalised with one method, whose
/// name is the parameter `method`, or with a method for each column (`default` and `columns`).
///
/// # Errors
/// When the engine does not know the method, or refuses its parameters.
pub fn frame(frame: &Frame, tree: &Tree, parameters: &Parameters) -> Result<Frame, Refusal> {
    let method = parameters.get("method").and_then(Value::as_str).unwrap_or("mixed");
    let choice = Choice::of(method, parameters)?;
    let mut result = frame.clone();
    for (code, column) in result.indicators.iter().zip(&mut result.columns) {
        let subject = Subject::new(code, &frame.units, column, Some(tree), Some(tree));
        *column = choice.scores(&subject)?.iter().map(number_of).collect();
    }
    Ok(result)
}

fn number_of(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(value) => Some(*value),
        _ => None,
    }
}

/// A method and its parameters.
type Chosen<'p> = (&'p str, &'p Parameters);

/// The method for each column.
struct Choice<'p> {
    default: Chosen<'p>,
    columns: Vec<(&'p str, Chosen<'p>)>,
}

impl<'p> Choice<'p> {
    fn of(method: &'p str, parameters: &'p Parameters) -> Result<Self, Refusal> {
        if method != "mixed" {
            return Ok(Self { default: (method, parameters), columns: Vec::new() });
        }
        let lost = || Refusal::Failed("a method of normalisation is not named".to_owned());
        let chosen = |value: Option<&'p Value>| {
            let parameters = value.and_then(Value::as_object).ok_or_else(lost)?;
            let method = parameters.get("method").and_then(Value::as_str).ok_or_else(lost)?;
            Ok::<_, Refusal>((method, parameters))
        };
        let columns = parameters.get("columns").and_then(Value::as_object).into_iter().flatten();
        let columns = columns.map(|(code, value)| Ok((code.as_str(), chosen(Some(value))?)));
        Ok(Self {
            default: chosen(parameters.get("default"))?,
            columns: columns.collect::<Result<_, Refusal>>()?,
        })
    }

    fn scores(&self, subject: &Subject<'_>) -> Result<Vec<Cell>, Refusal> {
        let own = self.columns.iter().find(|(code, _)| *code == subject.code);
        let (method, parameters) = own.map_or(self.default, |(_, chosen)| *chosen);
        subject.scores(method, parameters)
    }
}

fn vectors(operation: &str, case: &Case, inputs: &Inputs<'_>) -> Result<Table, Refusal> {
    let mut table = Table::default();
    for Vector { name, places, column } in Vector::all(case, inputs)? {
        let subject = Subject::new(&name, &places, &column, None, None);
        for (place, cell) in places.iter().zip(subject.scores(operation, &case.parameters)?) {
            table.push([&name, place], cell);
        }
    }
    Ok(table)
}

/// A named vector.
#[derive(Debug, Clone, Default)]
pub struct Vector {
    /// Its name.
    pub name: String,
    /// The places of its values, from 1.
    pub places: Vec<String>,
    /// Its values.
    pub column: Column,
}

impl Vector {
    /// The vectors that a case names, or all.
    ///
    /// # Errors
    /// When the input is missing or is no table of vectors, or has not all that are named.
    pub fn all(case: &Case, inputs: &Inputs<'_>) -> Result<Vec<Self>, Refusal> {
        let mut all: Vec<(Self, Vec<Option<f64>>)> = Vec::new();
        for row in inputs.rows(case, "vectors")? {
            let name = field(&row, "vector")?;
            if all.last().is_none_or(|(last, _)| last.name != name) {
                all.push((Self { name: name.to_owned(), ..Self::default() }, Vec::new()));
            }
            if let Some((vector, values)) = all.last_mut() {
                vector.places.push(field(&row, "index")?.to_owned());
                values.push(parse(field(&row, "value")?)?);
            }
        }
        let mut all = all
            .into_iter()
            .map(|(vector, values)| Self { column: values.into_iter().collect(), ..vector });
        let Some(wanted) = case.texts("vectors") else { return Ok(all.collect()) };
        let all: Vec<Self> = all.by_ref().collect();
        let one = |name: &String| {
            let vector = all.iter().find(|vector| vector.name == *name).cloned();
            vector.ok_or_else(|| Refusal::Failed(format!("there is no vector `{name}`")))
        };
        wanted.iter().map(one).collect()
    }
}

/// A column that is normalised: after its direction, with the names of its units.
struct Subject<'a> {
    code: &'a str,
    units: &'a [String],
    column: Column,
    element: Option<&'a Element>,
    sign: f64,
}

impl<'a> Subject<'a> {
    fn new(
        code: &'a str,
        units: &'a [String],
        column: &Column,
        directed: Option<&Tree>,
        tree: Option<&'a Tree>,
    ) -> Self {
        let sign = directed.map_or(1.0, |tree| tree.direction(code));
        let column = column.map(|x| Some(sign * x));
        Self { code, units, column, element: tree.and_then(|tree| tree.get(code)), sign }
    }

    /// A number: as it is, by column, or from the framework and then with the direction. NaN
    /// where the framework has none.
    fn number(&self, parameters: &Parameters, name: &str, default: f64) -> Result<f64, Refusal> {
        let wrong = |value: &Value| Refusal::Failed(format!("`{name}` is {value}"));
        match parameters.get(name) {
            None | Some(Value::Null) => Ok(default),
            Some(Value::Object(by_code)) => {
                Ok(by_code.get(self.code).and_then(Value::as_f64).unwrap_or(f64::NAN))
            }
            Some(value @ Value::String(text)) => {
                let column = text.strip_prefix("framework column ").ok_or_else(|| wrong(value))?;
                let stated = self.element.and_then(|element| element.other.get(column));
                let stated = parse(stated.ok_or_else(|| wrong(value))?)?;
                Ok(stated.map_or(f64::NAN, |stated| stated * self.sign))
            }
            Some(value) => value.as_f64().ok_or_else(|| wrong(value)),
        }
    }

    /// Two limits; ones of the framework change places with its direction.
    fn limits(&self, parameters: &Parameters, default: [f64; 2]) -> Result<(f64, f64), Refusal> {
        let [low, high] = default;
        let lower = self.number(parameters, "lower", low)?;
        let upper = self.number(parameters, "upper", high)?;
        let stated = |name| parameters.get(name).is_some_and(Value::is_string);
        let turned = self.sign < 0.0 && stated("lower") && stated("upper");
        Ok(if turned { (upper, lower) } else { (lower, upper) })
    }

    fn scores(&self, method: &str, parameters: &Parameters) -> Result<Vec<Cell>, Refusal> {
        let fitted = self.fit(method, parameters)?;
        let cell = |value: Option<f64>| {
            let (Some(fitted), Some(value)) = (&fitted, value) else { return Cell::Missing };
            fitted.apply(value).or_else(|| without_width(fitted, value)).into()
        };
        Ok(self.column.iter().map(cell).collect())
    }

    /// The method with its parameters; none when no value of the column can have a score.
    fn fit(&self, method: &str, parameters: &Parameters) -> Result<Option<Fitted>, Refusal> {
        let number = |name, default| self.number(parameters, name, default);
        let flag = |name, default| parameters.get(name).and_then(Value::as_bool).unwrap_or(default);
        let direction = match number("direction", 1.0)? {
            -1.0 => Direction::Lower,
            1.0 => Direction::Higher,
            other => return Err(Refusal::Failed(format!("the direction is {other}"))),
        };
        let turn =
            |low, high| if direction == Direction::Higher { (low, high) } else { (high, low) };
        let scale = |(worst, best): (f64, f64), cap, factor| {
            let open = Between { worst, best, cap, to: [0.0, factor], ..Between::default() };
            (!worst.is_nan() && !best.is_nan()).then_some(Fitted::Between(open))
        };
        // Scores above 1 are cut: on the side of the best value.
        let capped = |(worst, best): (f64, f64)| match flag("cap", false) {
            false => Cap::None,
            true if best >= worst => Cap::Upper,
            true => Cap::Lower,
        };
        let kernel = match method {
            "none" => Normalisation::None,
            "minmax" | "min_max" => {
                Normalisation::MinMax { to: [number("lower", 0.0)?, number("upper", 100.0)?] }
            }
            "zscore" | "z_score" => Normalisation::ZScore {
                mean: number("mean", 0.0)?,
                sd: number("sd", 1.0)?,
                divisor: Divisor::Sample,
            },
            "rank" => Normalisation::Rank { ties: ties(parameters)? },
            "borda" => Normalisation::Borda { ties: ties(parameters)? },
            "percentile_rank" => Normalisation::PercentileRank {
                ties: ties(parameters)?,
                form: RankForm::Inclusive,
                to: [0.0, 1.0],
            },
            "distance_to_max" => Normalisation::DistanceToMax { to: [0.0, 1.0] },
            "scaled" => {
                let limits = self.limits(parameters, [0.0, 100.0])?;
                return Ok(scale(limits, Cap::None, number("factor", 100.0)?));
            }
            "goalposts" => {
                let (lower, upper) = self.limits(parameters, [f64::NAN; 2])?;
                let cap = if flag("truncate", true) { Cap::Both } else { Cap::None };
                return Ok(scale(turn(lower, upper), cap, number("scale", 1.0)?));
            }
            "distance_to_target" => {
                let Some(extent) = Extent::of(&self.column) else { return Ok(None) };
                let (worst, _) = turn(extent.min, extent.max);
                let ends = (worst, number("target", f64::NAN)?);
                return Ok(scale(ends, capped(ends), 1.0));
            }
            "distance_to_reference" => {
                let Some(extent) = Extent::of(&self.column) else { return Ok(None) };
                let (worst, _) = turn(extent.min, extent.max);
                let ends = (worst, self.reference(parameters)?.unwrap_or(f64::NAN));
                return Ok(scale(ends, capped(ends), 1.0));
            }
            "fraction_of_max" => {
                // The largest value may be negative, which the engine's own method refuses.
                let best = Extent::of(&self.column).map(|extent| extent.max);
                let to = [0.0, 1.0];
                return Ok(best.map(|best| Fitted::Fraction { best, direction, to }));
            }
            _ => own(method, parameters)?,
        };
        let place = |unit: &str| self.units.iter().position(|other| other == unit);
        Ok(kernel.fit_with(&self.column, direction, place).ok())
    }

    /// The value of the unit of reference.
    fn reference(&self, parameters: &Parameters) -> Result<Option<f64>, Refusal> {
        let unit = match parameters.get("unit") {
            Some(Value::String(unit)) => unit.clone(),
            Some(Value::Number(place)) => place.to_string(),
            _ => return Err(Refusal::Failed("no unit of reference is named".to_owned())),
        };
        let place = self.units.iter().position(|other| *other == unit);
        let place = place.ok_or_else(|| Refusal::Failed(format!("there is no unit `{unit}`")))?;
        Ok(self.column.get(place))
    }
}

/// On a scale whose ends coincide COINr divides by zero: infinite scores, which our columns do
/// not hold and the engine refuses.
fn without_width(fitted: &Fitted, value: f64) -> Option<f64> {
    let (side, cap, [low, high]) = match fitted {
        Fitted::Between(Between { worst, best, cap, to, .. }) if worst == best => {
            (value - worst, *cap, *to)
        }
        Fitted::Fraction { best: 0.0, .. } => (value, Cap::None, [0.0, 1.0]),
        _ => return None,
    };
    match (side > 0.0, side < 0.0, cap) {
        (true, _, Cap::Upper | Cap::Both) => Some(high),
        (_, true, Cap::Lower | Cap::Both) => Some(low),
        (true, ..) => Some(f64::INFINITY),
        (_, true, _) => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

fn ties(parameters: &Parameters) -> Result<Ties, Refusal> {
    let Some(ties) = parameters.get("ties") else { return Ok(Ties::Min) };
    serde_json::from_value(ties.clone())
        .map_err(|_| Refusal::NotSupported(format!("ties by {ties}")))
}

/// A method that only the engine has, with the parameters of the engine.
fn own(method: &str, parameters: &Parameters) -> Result<Normalisation, Refusal> {
    let mut written = parameters.clone();
    for name in ["vectors", "apply_direction", "direction", "indicators"] {
        written.remove(name);
    }
    written.insert("method".to_owned(), method.into());
    serde_json::from_value(written.into())
        .map_err(|error| Refusal::NotSupported(format!("normalise.{method}: {error}")))
}

#[cfg(test)]
mod tests;
