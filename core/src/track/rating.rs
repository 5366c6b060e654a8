//! Methods with names: a measure of pace and the limits from which it is called enough.

use super::pace::Measure;
use serde::{Deserialize, Serialize};

/// A measure and its limits.
///
/// | name | measure | on track | moderate | limited | below |
/// | --- | --- | --- | --- | --- | --- |
/// | `eurostat` | [`Cagr`](Measure::Cagr) | ≥ 0.95 significant | ≥ 0.60 moderate | ≥ 0 insufficient | moving away |
/// | `open_sdg` | [`Cagr`](Measure::Cagr) | ≥ 0.95 on track | ≥ 0.60 acceleration needed | ≥ 0 limited | deterioration |
/// | `sdsn` | [`Recent`](Measure::Recent), 4 years | ≥ 1 on track | ≥ 0.50 moderately improving | ≥ 0 stagnating | decreasing |
/// | `escap` | [`Anticipated`](Measure::Anticipated) | ≥ 0.90 maintain | | ≥ 0 accelerate | reverse |
/// | `linear` | [`Path`](Measure::Path) | ≥ 0.95 | ≥ 0.60 | ≥ 0 | below 0 |
/// | `logit` | [`Logit`](Measure::Logit) | ≥ 0.95 | ≥ 0.60 | ≥ 0 | below 0 |
/// | `needed` | [`Needed`](Measure::Needed) | ≥ 1 | ≥ 0.50 | ≥ 0 | below 0 |
///
/// The last three names are our own.
///
/// # Sources
///
/// What was read in a document itself:
///
/// * *Open SDG*: `docs/progress-methodology.md` of `open-sdg/open-sdg` and `sdg/ProgressMeasure.py` of
///   `open-sdg/sdg-build`. The ratio of compound annual growth rates, and its limits 95 %, 60 % and
///   0 %, each belonging to the better class; a target that is met is a class of its own (here the
///   status `met`). The method is that of Statistics Canada, "inspired by" Eurostat's. A baseline or a
///   target of zero is replaced by 0.001 there; here the growth rate is refused and the straight path
///   is taken, and the result says so. At least two years of data, and values of one sign, are asked
///   for there as here.
/// * *ESCAP*: the pages "Progress Assessment Methodology" and "Technical notes" (data.unescap.org), of
///   which the beginnings could be read: two indices. Current status is the progress made since the
///   base year over the whole progress that is needed by 2030; anticipated progress is the gap between
///   the value predicted for 2030 and the target. The technical notes of UNECE on the same method (w3.unece.org,
///   editions 2022, 2023 and 2026) add how the second is measured: values for 2030 come from a linear
///   regression in which recent data weigh more, at least two values are needed, and the gap that is
///   left is taken relative to the progress required from the base year to 2030. The dashboard of
///   UNECA (iprt.uneca.org) has the same three classes: maintain, accelerate, reverse.
///
/// What rests on others:
///
/// * *ESCAP*, current status `10 (x−b)/|T−b|` with the sign of the direction: from a script that
///   computes it (`benchmarking` of UNICEF's regional office for the Middle East and North Africa).
///   That a gap of up to a tenth of the way counts as maintained is as commonly reported; of the working
///   paper SD/WP/05 (2017), which defines the classes, only the abstract and the title page could be
///   read. The weights of the regression are ours: of the paper that has theirs, SD/WP/04 (2017), only
///   the abstract could be read, and the other documents only say that recent years weigh more.
/// * *Eurostat*: "Sustainable development in the European Union", annex on the assessment of quantified
///   targets. Of the editions 2020 and 2021 only the beginnings could be read, not that annex. The
///   ratio and the limits 95 %, 60 % and 0 % are those that Open SDG's document takes from this method
///   and those commonly reported for it. The names of the classes (significant, moderate, insufficient,
///   moving away) are confirmed by a notice of IISD on the edition of 2018, as are the spans that Eurostat
///   looks at: fifteen years and five. Spans are those of the baseline here, whichever is stated.
/// * *SDSN*: Sustainable Development Report, and Lafortune and others, "How Is Progress towards the
///   Sustainable Development Goals Measured?", Sustainability 12 (2020) 7675. Neither could be read
///   beyond its beginning. That trends say whether a goal is reached by 2030 at the pace of late stands in
///   the annexes on methods of the editions 2021, 2023 and 2024 (dashboards.sdgindex.org). The classes
///   (at the rate that is needed, at half of it, the right way, the wrong way) are as commonly reported;
///   that the recent change is taken over four years could not be checked. [`Rating::own`] with [`Measure::Recent`] takes any other span.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rating {
    /// Its name in results.
    pub name: &'static str,
    /// What is measured.
    pub measure: Measure,
    /// The least ratio that is enough.
    pub on_track: f64,
    /// The least ratio that is nearly enough, where the method has such a class.
    pub moderate: Option<f64>,
    /// The least ratio that is not the wrong way.
    pub limited: f64,
}

/// How the pace is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Grade {
    /// Enough.
    OnTrack,
    /// Nearly enough.
    Moderate,
    /// The right way, too slow.
    Limited,
    /// The wrong way.
    MovingAway,
}

const fn preset(
    name: &'static str,
    measure: Measure,
    on_track: f64,
    moderate: Option<f64>,
) -> Rating {
    Rating { name, measure, on_track, moderate, limited: 0.0 }
}

impl Rating {
    /// Eurostat.
    pub const EUROSTAT: Self = preset("eurostat", Measure::Cagr, 0.95, Some(0.6));
    /// Open SDG.
    pub const OPEN_SDG: Self = preset("open_sdg", Measure::Cagr, 0.95, Some(0.6));
    /// Sustainable Development Solutions Network.
    pub const SDSN: Self = preset("sdsn", Measure::Recent { years: 4.0 }, 1.0, Some(0.5));
    /// United Nations Economic and Social Commission for Asia and the Pacific.
    pub const ESCAP: Self = preset("escap", Measure::Anticipated, 0.9, None);
    /// The straight path.
    pub const LINEAR: Self = preset("linear", Measure::Path, 0.95, Some(0.6));
    /// The path on the logit scale.
    pub const LOGIT: Self = preset("logit", Measure::Logit, 0.95, Some(0.6));
    /// The pace so far over the pace that is needed from now on.
    pub const NEEDED: Self = preset("needed", Measure::Needed, 1.0, Some(0.5));

    /// All that have a name.
    pub const ALL: [Self; 7] = [
        Self::EUROSTAT,
        Self::OPEN_SDG,
        Self::SDSN,
        Self::ESCAP,
        Self::LINEAR,
        Self::LOGIT,
        Self::NEEDED,
    ];

    /// The one with a name; `-` and `_` are the same.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|rating| rating.name == name)
    }

    /// Limits of one's own; none unless they fall.
    ///
    /// ```
    /// use chuan::track::{Grade, Measure, Rating};
    /// let own = Rating::own(Measure::Path, 0.9, Some(0.5), -0.1).unwrap();
    /// assert_eq!(own.grade(-0.05), Grade::Limited);
    /// assert!(Rating::own(Measure::Path, 0.5, Some(0.9), 0.0).is_none());
    /// ```
    pub fn own(
        measure: Measure,
        on_track: f64,
        moderate: Option<f64>,
        limited: f64,
    ) -> Option<Self> {
        let middle = moderate.unwrap_or(on_track);
        let falling = on_track >= middle && middle >= limited;
        (falling && on_track.is_finite() && limited.is_finite()).then_some(Self {
            name: "own",
            measure,
            on_track,
            moderate,
            limited,
        })
    }

    /// The same measure with two or three limits of one's own, from the highest: on track, where there
    /// is such a class moderate, and limited.
    ///
    /// ```
    /// use chuan::track::{Grade, Rating};
    /// let own = Rating::EUROSTAT.with_limits(&[0.9, 0.0]).unwrap();
    /// assert_eq!((own.name, own.grade(0.92), own.grade(0.7)), ("own", Grade::OnTrack, Grade::Limited));
    /// assert!(Rating::EUROSTAT.with_limits(&[0.0, 0.9]).is_none());
    /// ```
    pub fn with_limits(self, limits: &[f64]) -> Option<Self> {
        match *limits {
            [on_track, moderate, limited] => {
                Self::own(self.measure, on_track, Some(moderate), limited)
            }
            [on_track, limited] => Self::own(self.measure, on_track, None, limited),
            _ => None,
        }
    }

    /// How a ratio is called; limits compare decimals.
    ///
    /// ```
    /// use chuan::track::{Grade, Rating};
    /// assert_eq!(Rating::EUROSTAT.grade(0.8552727046482494), Grade::Moderate);
    /// assert_eq!(Rating::ESCAP.grade(0.5), Grade::Limited);
    /// ```
    pub fn grade(&self, ratio: f64) -> Grade {
        let reaches = |limit: f64| crate::number::decimals::compare(ratio, limit).is_ge();
        if reaches(self.on_track) {
            Grade::OnTrack
        } else if self.moderate.is_some_and(reaches) {
            Grade::Moderate
        } else if reaches(self.limited) {
            Grade::Limited
        } else {
            Grade::MovingAway
        }
    }
}
