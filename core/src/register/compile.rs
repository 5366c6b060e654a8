//! From a list as written to a register that is consistent.

use super::lookup::{names, near_code};
use super::{Ids, Register, RegisterSpec, Unit, UnitId, UnitSpec};
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::text::clean;
use chrono::NaiveDate;

impl Register {
    /// A register of a spec, or what is wrong with it.
    ///
    /// # Errors
    /// The findings, when one of them is an error.
    pub fn new(spec: &RegisterSpec) -> Result<Self, Findings> {
        let (register, findings) = Self::compile(spec, &|_, _| Place::default());
        match register {
            Some(register) => Ok(register),
            None => Err(findings),
        }
    }

    /// A register of a spec, and everything that is wrong with it; `place` tells where a key of the n-th
    /// unit is written.
    pub(crate) fn compile(
        spec: &RegisterSpec,
        place: &dyn Fn(usize, &str) -> Place,
    ) -> (Option<Self>, Findings) {
        let mut findings = Findings::new();
        let mut register = Self { list: spec.list.clone(), ..Self::default() };
        for (index, written) in spec.units.iter().enumerate() {
            let id = UnitId(index as u32);
            check_validity(written, || place(index, "valid_to"), &mut findings);
            let same_code = register.by_code.entry(written.code.to_string()).or_default();
            if let Some(first) =
                same_code.iter().find(|first| overlap(&spec.units, **first, written))
            {
                findings.push(
                    Finding::new(&catalogue::DUPLICATE_UNIT)
                        .at(place(index, "code"))
                        .value(written.code.as_str())
                        .unit(written.code.as_str())
                        .with("first", first.index() + 1),
                );
            }
            same_code.push(id);
            register.units.push(unit_of(written, register.list.as_deref()));
        }
        link_parents(&mut register, spec, place, &mut findings);
        check_successors(&register, spec, place, &mut findings);
        check_cycles(&register, place, &mut findings);
        register.timeless =
            register.units.iter().all(|unit| unit.valid_from.is_none() && unit.valid_to.is_none());
        register.index_names(spec);
        ((!findings.has_errors()).then_some(register), findings)
    }

    fn index_names(&mut self, spec: &RegisterSpec) {
        let mut by_name = Ids::default();
        for (index, (unit, written)) in self.units.iter().zip(&spec.units).enumerate() {
            let id = UnitId(index as u32);
            for name in names(unit).chain(written.aliases.iter().map(String::as_str)) {
                let ids = by_name.entry(clean(name).into_owned()).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
        }
        self.by_name = by_name;
    }
}

fn unit_of(written: &UnitSpec, list: Option<&str>) -> Unit {
    Unit {
        code: written.code.clone(),
        name: written.name.clone(),
        kind: written.kind.clone(),
        list: written.list.clone().or_else(|| list.map(str::to_owned)),
        parent: None,
        valid_from: written.valid_from,
        valid_to: written.valid_to,
        successor: written.successor.clone(),
        ranked: written.ranked,
        attributes: written.attributes.clone(),
    }
}

fn check_validity(written: &UnitSpec, place: impl Fn() -> Place, findings: &mut Findings) {
    if let (Some(from), Some(to)) = (written.valid_from, written.valid_to)
        && to < from
    {
        findings.push(
            Finding::new(&catalogue::UNIT_VALIDITY)
                .at(place())
                .unit(written.code.as_str())
                .with("from", from.to_string())
                .with("until", to.to_string()),
        );
    }
}

fn overlap(units: &[UnitSpec], first: UnitId, second: &UnitSpec) -> bool {
    let Some(first) = units.get(first.index()) else { return false };
    let (from, to) = (
        |unit: &UnitSpec| unit.valid_from.unwrap_or(NaiveDate::MIN),
        |unit: &UnitSpec| unit.valid_to.unwrap_or(NaiveDate::MAX),
    );
    first.list == second.list && from(first) <= to(second) && from(second) <= to(first)
}

fn link_parents(
    register: &mut Register,
    spec: &RegisterSpec,
    place: &dyn Fn(usize, &str) -> Place,
    findings: &mut Findings,
) {
    for (index, written) in spec.units.iter().enumerate() {
        let Some(parent) = &written.parent else { continue };
        let id = register
            .by_code
            .get(parent.as_str())
            .and_then(|ids| {
                let in_time = |id: &&UnitId| overlap_in_time(&spec.units, **id, written);
                ids.iter().find(in_time).or(ids.first())
            })
            .copied();
        match (id, register.units.get_mut(index)) {
            (Some(id), Some(unit)) => unit.parent = Some(id),
            _ => findings.push(
                Finding::new(&catalogue::UNIT_PARENT)
                    .at(place(index, "parent"))
                    .unit(written.code.as_str())
                    .value(parent.as_str())
                    .suggest_if(near_code(parent.as_str(), spec.units.iter().map(|u| &u.code))),
            ),
        }
    }
}

fn overlap_in_time(units: &[UnitSpec], first: UnitId, second: &UnitSpec) -> bool {
    units.get(first.index()).is_some_and(|first| {
        first.valid_from.unwrap_or(NaiveDate::MIN) <= second.valid_to.unwrap_or(NaiveDate::MAX)
            && second.valid_from.unwrap_or(NaiveDate::MIN)
                <= first.valid_to.unwrap_or(NaiveDate::MAX)
    })
}

fn check_successors(
    register: &Register,
    spec: &RegisterSpec,
    place: &dyn Fn(usize, &str) -> Place,
    findings: &mut Findings,
) {
    for (index, written) in spec.units.iter().enumerate() {
        let Some(successor) = &written.successor else { continue };
        if !register.by_code.contains_key(successor.as_str()) {
            findings.push(
                Finding::new(&catalogue::UNIT_SUCCESSOR)
                    .at(place(index, "successor"))
                    .unit(written.code.as_str())
                    .value(successor.as_str())
                    .suggest_if(near_code(
                        successor.as_str(),
                        spec.units.iter().map(|unit| &unit.code),
                    )),
            );
        }
    }
}

fn check_cycles(
    register: &Register,
    place: &dyn Fn(usize, &str) -> Place,
    findings: &mut Findings,
) {
    let count = register.units.len();
    // 0: not seen, 1: on the way up from the unit in hand, 2: known to end at a unit without parent.
    let mut state = vec![0u8; count];
    for start in 0..count {
        let mut way = Vec::new();
        let mut at = Some(UnitId(start as u32));
        while let Some(id) = at {
            match state.get_mut(id.index()) {
                Some(seen @ 0) => *seen = 1,
                Some(1) => {
                    let from = way.iter().position(|other| *other == id).unwrap_or(0);
                    let cycle: Vec<&str> = way
                        .iter()
                        .skip(from)
                        .chain(std::iter::once(&id))
                        .filter_map(|id| register.unit(*id))
                        .map(|unit| unit.code.as_str())
                        .collect();
                    findings.push(
                        Finding::new(&catalogue::UNIT_CYCLE)
                            .at(place(id.index(), "parent"))
                            .with("cycle", cycle.join(" → ")),
                    );
                    break;
                }
                _ => break,
            }
            way.push(id);
            at = register.unit(id).and_then(|unit| unit.parent);
        }
        for id in way {
            if let Some(seen) = state.get_mut(id.index()) {
                *seen = 2;
            }
        }
    }
}
