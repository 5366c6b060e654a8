//! The score of one unit as a tree.

use super::number;
use super::score::{View, decimals, title};
use super::style::BOLD;
use super::table::{Cell, Column, Table};
use super::text::fold;
use crate::locale;
use crate::session::Session;
use chuan::framework::Framework;
use chuan::score::{Explanation, PeriodScores};
use chuan::text::Lang;
use std::io::{self, Write};

/// Writes how a unit came to its score in each period.
pub(crate) fn write(
    view: &View<'_>,
    unit: usize,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    title(view.framework, session, out)?;
    let Some(main) = view.main() else { return Ok(()) };
    for scores in view.periods() {
        let name = view.card.units().get(unit).map_or("", |unit| unit.label(lang));
        let code = view.card.units().get(unit).map_or("", |unit| unit.code.as_str());
        let period = scores.period().map(|period| format!(" · {period}")).unwrap_or_default();
        writeln!(out, "\n{BOLD}{name}{BOLD:#} ({code}){period}")?;
        let Some(whole) = view.card.explain(view.framework, main, unit, scores) else { continue };
        let mut table = Table::new(vec![
            Column::words(locale::ITEM.get(lang)),
            Column::numbers(locale::VALUE.get(lang)),
            Column::numbers(locale::SCORE.get(lang)),
            Column::numbers(locale::WEIGHT.get(lang)),
            Column::numbers(locale::CONTRIBUTION.get(lang)),
            Column::numbers(locale::RANK.get(lang)).optional(),
        ]);
        let mut contributions = Vec::new();
        whole.children.iter().for_each(|part| collect(part, &mut contributions));
        let branch = Branch {
            framework: view.framework,
            scores,
            unit,
            lang,
            room: session.width,
            decimals: number::decimals_of(contributions),
        };
        branch.rows(&whole, None, ("", ""), &mut table);
        table.write(session.width, out)?;
    }
    Ok(())
}

struct Branch<'a> {
    framework: &'a Framework,
    scores: &'a PeriodScores,
    unit: usize,
    lang: Lang,
    room: usize,
    /// Decimals of contributions.
    decimals: usize,
}

fn collect(part: &Explanation, contributions: &mut Vec<f64>) {
    contributions.extend(part.contribution);
    part.children.iter().for_each(|part| collect(part, contributions));
}

/// What the other columns take.
const NUMBERS: usize = 46;

impl Branch<'_> {
    /// Adds a part and all that is below it; `first` stands before its name, `rest` before what
    /// follows.
    fn rows(
        &self,
        part: &Explanation,
        parent: Option<&Explanation>,
        (first, rest): (&str, &str),
        table: &mut Table,
    ) {
        let name = part.item.and_then(|id| self.framework.item(id));
        let mut label = name.map_or(part.code.as_str(), |item| item.label(self.lang)).to_owned();
        if !part.scored {
            label = format!("{label} ({})", locale::NOT_SCORED.get(self.lang));
        }
        let said = |template, name, value: &str| locale::say(template, self.lang, &[(name, value)]);
        if let Some(method) = part.filled_by {
            label = format!("{label} ({})", said(locale::FILLED_BY, "method", method));
        }
        if let Some(value) = part.untreated {
            let value = number::show(Some(value), Some(number::decimals_of([value])), self.lang);
            label = format!("{label} ({})", said(locale::TREATED_FROM, "value", &value));
        }
        let room = self.room.saturating_sub(NUMBERS + rest.chars().count()).max(12);
        let below = if part.children.is_empty() { "  " } else { "│ " };
        let lines: Vec<String> = fold(&label, room)
            .iter()
            .enumerate()
            .map(|(n, line)| match n {
                0 => format!("{first}{line}"),
                _ if parent.is_none() => format!("{below}{line}"),
                _ => format!("{rest}{below}{line}"),
            })
            .collect();
        table.row(self.cells(part, parent, lines.join("\n")));
        let last = part.children.len().saturating_sub(1);
        for (n, child) in part.children.iter().enumerate() {
            let (branch, follows) =
                if n == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let (first, rest) = (format!("{rest}{branch}"), format!("{rest}{follows}"));
            self.rows(child, Some(part), (&first, &rest), table);
        }
    }

    fn cells(&self, part: &Explanation, parent: Option<&Explanation>, label: String) -> Vec<Cell> {
        let lang = self.lang;
        let decimals = match part.item {
            Some(id) => decimals(self.framework, self.scores, id, &[self.unit]),
            None => number::decimals_of(part.score),
        };
        let weight = part.weight.map(|weight| match parent.map(|parent| parent.method.as_str()) {
            Some("sum") => format!("× {}", number::show(Some(weight), None, lang)),
            _ => number::percent(weight, lang),
        });
        let value = part
            .value
            .map(|value| number::show(Some(value), Some(number::decimals_of([value])), lang));
        let contribution =
            part.contribution.map(|value| number::show(Some(value), Some(self.decimals), lang));
        let rank = part.rank.map(|rank| number::show(Some(rank), None, lang));
        vec![
            Cell::laid_out(label),
            value.unwrap_or_else(|| number::ABSENT.to_owned()).into(),
            number::show(part.shown, Some(decimals), lang).into(),
            weight.unwrap_or_default().into(),
            contribution.unwrap_or_default().into(),
            rank.unwrap_or_default().into(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use crate::render::table::tests::plain;
    use chuan::check::{CheckOptions, Checker};
    use chuan::framework::FileFormat;
    use clap::Parser;

    #[test]
    fn parts_hang_below_their_whole() {
        let framework = Framework::parse(
            "code = 'demo'\ntitle = 'Demo'\n[[node]]\ncode = 'total'\nname = 'Tổng'\n\
             [[indicator]]\ncode = 'a'\nparent = 'total'\nweight = 3\n\
             [[indicator]]\ncode = 'b'\nparent = 'total'\nscored = false\n",
            FileFormat::Toml,
        )
        .unwrap();
        let mut checker = Checker::new(&framework, CheckOptions::default());
        checker.read_csv("d.csv", "unit,a,b\n40,0.5,9\n".as_bytes()).unwrap();
        let card = chuan::score::score(&framework, &checker.finish().observations);
        let cli = Cli::try_parse_from(["chuan", "demo"]).unwrap();
        let session = Session::new(&cli.global, Lang::Vi);
        let view = View {
            framework: &framework,
            card: &card,
            period: None,
            node: None,
            beside: Vec::new(),
        };
        let mut out = Vec::new();
        write(&view, 0, &session, &mut out).unwrap();
        let text = plain(&out);
        let lines: Vec<&str> = text.lines().skip(5).collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("Tổng"), "{text}");
        assert!(lines[1].starts_with("├─ a") && lines[1].contains("100 %"), "{text}");
        assert!(lines[2].starts_with("└─ b (không chấm)"), "{text}");
    }
}
