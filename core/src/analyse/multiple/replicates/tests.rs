use super::*;
use crate::framework::FileFormat;
use crate::observe::testing::observations;
use crate::score::score;

const REPLICATES: u32 = 7;

fn framework(impute: &str) -> Framework {
    let text = format!(
        "code = 't'\ntitle = 'T'\n[[node]]\ncode = 'n'\n\
         [[indicator]]\ncode = 'a'\nparent = 'n'\nscorer = 'min_max'\nrequired = false\nimpute = {impute}\n\
         [[indicator]]\ncode = 'b'\nparent = 'n'\nscorer = 'min_max'\nrequired = false\nimpute = {impute}\n"
    );
    Framework::parse(&text, FileFormat::Toml).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn drawn() -> Framework {
    framework(&format!("{{ method = 'multiple', replicates = {REPLICATES}, seed = 5 }}"))
}

/// Rows `unit,a,b`, with gaps in b of the 3rd and the 8th unit.
fn rows() -> Vec<String> {
    let noise = [0.3, -0.7, 0.0, 1.1, -0.2, 0.4, -0.9, 0.6, 0.1, -0.5, 0.8, -0.4];
    let row = |(place, noise): (usize, &f64)| {
        let a = place as f64;
        let b =
            if place == 3 || place == 8 { String::new() } else { (2.0 * a + noise).to_string() };
        format!("u{place:02},{a},{b}")
    };
    noise.iter().enumerate().map(row).collect()
}

fn data(rows: &[String]) -> String {
    format!("unit,a,b\n{}\n", rows.join("\n"))
}

fn of(framework: &Framework, data: &str) -> (Vec<String>, Replicates) {
    let observations = observations(framework, data);
    let units = observations.units().iter().map(|unit| unit.code.to_string()).collect();
    let node = framework.find("n").unwrap();
    let found = replicates(framework, &observations, &ScoreOptions::default(), None, node);
    (units, found.unwrap().unwrap())
}

/// Without a gap all completed tables are the same: every replicate is the scorecard, bit by bit.
#[test]
fn tables_that_are_the_same_give_what_one_gives() {
    let framework = drawn();
    let full = "unit,a,b\nx,1,5\ny,2,3\nz,4,9\n";
    let (_, found) = of(&framework, full);
    let node = framework.find("n").unwrap();
    let card = score(&framework, &observations(&framework, full));
    let plain = card.period(None).unwrap().score(node);
    assert_eq!(found.scores.len(), REPLICATES as usize);
    assert!(found.scores.iter().all(|scores| scores == plain));
    for (pooled, plain) in found.pooled().iter().zip(plain.iter()) {
        let pooled = pooled.unwrap();
        assert_eq!(Some(pooled.estimate), plain);
        assert_eq!((pooled.variance, pooled.missing_share), (0.0, 0.0));
    }
    assert!(found.rank_spreads().iter().all(|spread| spread.unwrap().sd == 0.0));
}

/// Without a node that fills by draws there is nothing to repeat.
#[test]
fn a_framework_that_draws_nothing_has_no_replicates() {
    let framework = framework("'mean'");
    let observations = observations(&framework, &data(&rows()));
    let node = framework.find("n").unwrap();
    let found = replicates(&framework, &observations, &ScoreOptions::default(), None, node);
    assert_eq!(found, Ok(None));
}

/// `T = (1 + 1/m) B` over the scores that each completed table has by itself, and the gap that is filled
/// is near the line `b = 2 a` on which the others lie.
#[test]
fn the_variance_is_that_of_rubin() {
    let framework = drawn();
    let observations = observations(&framework, &data(&rows()));
    let (node, b) = (framework.find("n").unwrap(), framework.find("b").unwrap());
    let runs: Vec<(f64, f64)> = (0..REPLICATES)
        .map(|number| {
            let options = ScoreOptions::default().replicate(number);
            let card = score_as(&framework, &observations, &options).unwrap();
            let period = card.period(None).unwrap();
            (period.score(node).get(3).unwrap(), period.raw(b).get(3).unwrap())
        })
        .collect();
    let m = f64::from(REPLICATES);
    let mean = runs.iter().map(|(score, _)| score).sum::<f64>() / m;
    let between = runs.iter().map(|(score, _)| (score - mean).powi(2)).sum::<f64>() / (m - 1.0);
    let found = replicates(&framework, &observations, &ScoreOptions::default(), None, node);
    let pooled = found.unwrap().unwrap().pooled();
    let gap = pooled[3].unwrap();
    assert!((gap.estimate - mean).abs() < 1e-14);
    assert!((gap.variance - (1.0 + 1.0 / m) * between).abs() < 1e-14, "{gap:?}");
    assert!(gap.variance > 0.0 && gap.within == 0.0);
    // Draws differ, and lie where the noise of 0.6 puts them.
    let drawn: Vec<f64> = runs.iter().map(|(_, value)| *value).collect();
    assert!(drawn.iter().all(|value| (value - 6.0).abs() < 4.0), "{drawn:?}");
    assert!(drawn.windows(2).all(|pair| pair[0] != pair[1]), "{drawn:?}");
}

/// The scorecard itself has what the distribution expects, as `em` has it, and marks it as filled in.
#[test]
fn a_scorecard_has_what_is_expected() {
    let (multiple, em) = (drawn(), framework("'em'"));
    let node = em.find("n").unwrap();
    let of = |framework: &Framework| {
        let card = score(framework, &observations(framework, &data(&rows())));
        card.period(None).unwrap().score(node).clone()
    };
    assert_eq!(of(&multiple), of(&em));
}

/// Neither the order of rows nor the number of threads changes a bit.
#[test]
fn order_and_threads_change_nothing() {
    let framework = drawn();
    let (units, found) = of(&framework, &data(&rows()));
    let mut turned = rows();
    turned.reverse();
    turned.swap(2, 7);
    let (others, other) = of(&framework, &data(&turned));
    assert_eq!(units, others);
    assert_eq!(found, other);
    #[cfg(feature = "parallel")]
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| of(&framework, &data(&rows()))).1, found, "{threads}");
    }
}

/// Nodes and periods have draws of their own.
#[test]
fn tables_do_not_share_draws() {
    let framework = drawn();
    let b = framework.find("b").unwrap();
    let years: Vec<String> = ["2020", "2021"]
        .iter()
        .flat_map(|year| {
            rows().into_iter().map(move |row| row.replacen(',', &format!(",{year},"), 1))
        })
        .collect();
    let observations =
        observations(&framework, &format!("unit,period,a,b\n{}\n", years.join("\n")));
    let card = score_as(&framework, &observations, &ScoreOptions::default().replicate(0)).unwrap();
    let [first, second] = card.periods() else { panic!("two periods") };
    assert_ne!(first.raw(b).get(3), second.raw(b).get(3));
}

#[test]
fn one_table_is_no_multiple_imputation() {
    let text = "code = 't'\ntitle = 'T'\n[[node]]\ncode = 'n'\n[[indicator]]\ncode = 'a'\nparent = 'n'\n\
                impute = { method = 'multiple', replicates = 1 }\n";
    let found = Framework::parse(text, FileFormat::Toml).unwrap_err();
    assert!(found.iter().any(|finding| finding.code() == "FWK-003"), "{found:?}");
}
