//! Methods with names: a measure of pace and the limits from which it is called enough.

use super::pace::Measure;
use serde::{Deserialize, Serialize};

/// A measure and its limits.
///
/// | name | measure | on track | moderate | limited | below |
/// | --- | --- | --- | --- | --- | --- |
/// | `eurostat` | [`Cagr`](Measure::Cagr) | ≥ 0.95 significant | ≥ 0.60 moderate | ≥ 0 insufficient | moving away |
/// | `open_sdg` | [`Cagr`](Measure::Cagr) | ≥ 0.95 substantial | ≥ 0.60 moderate | ≥ 0 limited | deterioration |
/// | `sdsn` | [`Recent`](Measure::Recent), 4 years | ≥ 1 on track | ≥ 0.50 moderately improving | ≥ 0 stagnating | decreasing |
/// | `escap` | [`Anticipated`](Measure::Anticipated) | ≥ 0.90 maintain | | ≥ 0 accelerate | reverse |
/// | `linear` | [`Path`](Measure::Path) | ≥ 0.95 | ≥ 0.60 | ≥ 0 | below 0 |
/// | `logit` | [`Logit`](Measure::Logit) | ≥ 0.95 | ≥ 0.60 | ≥ 0 | below 0 |
/// | `needed` | [`Needed`](Measure::Needed) | ≥ 1 | ≥ 0.50 | ≥ 0 | below 0 |
///
/// Sources. *Open SDG*: the file `sdg/ProgressMeasure.py` of `open-sdg/sdg-build` (limits 0.95, 0.6
/// and 0 for quantified targets); it puts 0.001 in place of a baseline of zero, here the growth rate
/// is refused and the straight path is taken. *Eurostat*: "Sustainable development in the European
/// Union", annex on the assessment of quantified targets. *SDSN*: Lafortune and others, "How Is
/// Progress towards the Sustainable Development Goals Measured?", Sustainability 12 (2020) 7675.
/// *ESCAP*: working paper SD/WP/05 (2017) and the technical notes of UNECE (2022): a regression in
/// which recent years weigh more, and the gap expected when due over the progress required. The
/// limits of Eurostat, SDSN and ESCAP are those commonly reported for them, the weights of ESCAP's
/// regression are ours; neither could be read in the documents themselves. The last three names are
/// our own.
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
