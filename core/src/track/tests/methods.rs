//! Every method on one series, from data to status: ratios and forecasts as numpy 2.4.6 and scipy
//! 1.17.1 have them.

use super::super::*;
use super::targets::followed;

/// A percentage from 40 in 2018 to 54 in 2023; 75 are wanted in 2030.
const SHARE: &str = "[[indicator]]\ncode = \"a\"\nscale = \"percent\"\n\
    target = [{ period = \"2030\", value = 75 }]\n";
const VALUES: &str =
    "unit,period,a\nx,2018,40\nx,2019,43\nx,2020,42\nx,2021,47\nx,2022,52\nx,2023,54\n";

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn the_same_series_by_every_method() {
    // By hand: (54-40)/(75-40) over 5 of 12 years; (54/40)^(1/5)-1 over (75/40)^(1/12)-1; (54-43)/4 over
    // 35/12; 14/5 over 21/7. The logit and the line with weights by numpy.
    let cases = [
        (Rating::LINEAR, 0.96, Status::OnTrack),
        (Rating::EUROSTAT, 1.1502106392771543, Status::OnTrack),
        (Rating::OPEN_SDG, 1.1502106392771543, Status::OnTrack),
        (Rating::SDSN, 0.942857142857143, Status::Moderate),
        (Rating::ESCAP, 1.0391836734693884, Status::OnTrack),
        (Rating::LOGIT, 0.902838259886445, Status::Moderate),
        (Rating::NEEDED, 0.9333333333333332, Status::Moderate),
    ];
    assert_eq!(cases.len(), Rating::ALL.len());
    for (rating, ratio, status) in cases {
        let targets = followed(SHARE, VALUES, |options| options.rating = rating);
        let pace = targets[0].pace.unwrap();
        near(pace.ratio, ratio);
        assert_eq!((pace.measure, pace.instead_of), (rating.measure, None), "{}", rating.name);
        assert_eq!(targets[0].status, status, "{}", rating.name);
    }
    // Who falls moves away by every one of them.
    let fallen = VALUES.replace("2023,54", "2023,38").replace("2022,52", "2022,39");
    for rating in Rating::ALL.into_iter().filter(|rating| *rating != Rating::ESCAP) {
        let targets = followed(SHARE, &fallen, |options| options.rating = rating);
        assert_eq!(targets[0].status, Status::MovingAway, "{}", rating.name);
    }
}

#[test]
fn limits_of_ones_own_change_the_status_and_not_the_ratio() {
    for (limits, status) in [
        ([0.96, 0.5, 0.0], Status::OnTrack),
        ([0.97, 0.5, 0.0], Status::Moderate),
        ([1.2, 1.0, 0.9], Status::Limited),
        ([1.2, 1.1, 1.0], Status::MovingAway),
    ] {
        let own = Rating::LINEAR.with_limits(&limits).unwrap();
        let targets = followed(SHARE, VALUES, |options| options.rating = own);
        near(targets[0].pace.unwrap().ratio, 0.96);
        assert_eq!(targets[0].status, status, "{limits:?}");
    }
}

/// Theil-Sen on the logit scale for the percentage, on the values as they are for a count that is to
/// fall; interval of 80 percent and probability by Student's t.
#[test]
fn forecast_interval_and_probability() {
    let targets = followed(SHARE, VALUES, |_| {});
    let expected = targets[0].forecast.as_ref().unwrap();
    near(expected.value, 72.0108424160904);
    near(expected.low, 63.9452309856055);
    near(expected.high, 78.86840140115883);
    near(targets[0].probability.unwrap(), 0.28052901947860587);
    let deaths = "[[indicator]]\ncode = \"a\"\ndirection = \"lower\"\n\
        target = [{ period = \"2030\", compare = \"at_most\", value = 60 }]\n";
    let values = "unit,period,a\nx,2019,100\nx,2020,96\nx,2021,93\nx,2022,95\nx,2023,88\n";
    let targets = followed(deaths, values, |_| {});
    let expected = targets[0].forecast.as_ref().unwrap();
    near(expected.value, 69.5);
    near(expected.low, 57.39902576365508);
    near(expected.high, 81.60097423634491);
    near(targets[0].probability.unwrap(), 0.1443970357589292);
}

/// "At least two of three works are complete": the whole stands as the second best of them, and those
/// of which nothing is known come last.
#[test]
fn a_count_of_parts() {
    let text = "[[node]]\ncode = \"works\"\nscored = false\n\
        [[indicator]]\ncode = \"p\"\nparent = \"works\"\nscale = \"yes_no\"\n\
        [[indicator]]\ncode = \"q\"\nparent = \"works\"\nscale = \"yes_no\"\n\
        [[indicator]]\ncode = \"r\"\nparent = \"works\"\nscale = \"yes_no\"\n\
        [[indicator]]\ncode = \"done\"\nscored = false\n\
        target = [{ period = \"2025\", compare = \"count\", value = 2, of = 3, each = [\"works\"] }]\n";
    let found = |row: &str| {
        let targets = followed(text, &format!("unit,period,p,q,r\nx,2023,{row}\n"), |_| {});
        let parts = targets[0].parts.unwrap();
        (targets[0].status, parts.met, parts.not_met, parts.unknown, parts.needed)
    };
    assert_eq!(found("yes,yes,no"), (Status::Met, 2, 1, 0, 2));
    assert_eq!(found("yes,yes,"), (Status::Met, 2, 0, 1, 2));
    assert_eq!(found("yes,no,no"), (Status::NotMet, 1, 2, 0, 2));
    assert_eq!(found("yes,no,"), (Status::NotMet, 1, 1, 1, 2));
    assert_eq!(found("yes,,"), (Status::NoData, 1, 0, 2, 2));
}

/// Two units of a class and one of another: within the class the leader is another one. By hand.
#[test]
fn position_among_peers_over_the_years() {
    use crate::observe::Column;
    use crate::period::Period;
    use crate::recipe::Direction;
    let year = |year| Period::from_year(year).unwrap();
    let columns = [
        (year(2022), Column::from_iter([Some(40.0), Some(50.0), Some(70.0), Some(40.0)])),
        (year(2023), Column::from_iter([Some(55.0), Some(52.0), None, Some(41.0)])),
    ];
    let panel = Panel::new(columns, "2024-01-01".parse().unwrap());
    let all = positions(&panel, 0, |_| true, Direction::Higher);
    let first = &all[0];
    // 70, 50, 40, 40: third with another, better than none of three but half of one.
    assert_eq!((first.rank, first.among, first.leader), (3, 4, 2));
    near(first.percentile.unwrap(), 100.0 / 6.0);
    assert_eq!((first.to_leader, first.to_mean, first.next), (30.0, 10.0, Some((1, 10.0))));
    let second = &all[1];
    assert_eq!((second.rank, second.among, second.leader, second.next), (1, 3, 0, None));
    near(second.to_mean, (55.0 + 52.0 + 41.0) / 3.0 - 55.0);
    let peers = positions(&panel, 0, |unit| unit < 2, Direction::Higher);
    assert_eq!((peers[0].rank, peers[0].among, peers[0].to_leader), (2, 2, 10.0));
    assert_eq!((peers[1].rank, peers[1].percentile), (1, Some(100.0)));
}
