//! Values that tie with a threshold on paper.

use super::{assessed, constructed, levels};
use std::fmt::Write;

/// Bands at paper ties: sums of decimals that are 89.5, 89.995 and 70.0 on paper land where each
/// rounding rule says. The scheme is constructed; the expected stars follow from arithmetic on paper.
#[test]
fn bands_at_paper_ties() {
    // Each sum is not the decimal in binary, in one order or the other.
    let sums = [
        ("89.5", [29.9, 29.7, 29.9]),
        ("89.995", [0.1, 0.2, 89.695]),
        ("70", [0.1, 0.2, 69.7]),
        ("69.995", [23.1, 23.2, 23.695]),
        ("90", [29.9, 30.3, 29.8]),
        ("89.4999", [29.9, 29.7, 29.8999]),
    ];
    let star = |points: f64| {
        if points >= 90.0 {
            "5"
        } else if points >= 70.0 {
            "4"
        } else {
            "3"
        }
    };
    // What each value becomes on paper, by rule and digits.
    let cases: [(&str, &str, [f64; 6]); 17] = [
        ("", "unrounded", [89.5, 89.995, 70.0, 69.995, 90.0, 89.4999]),
        ("digits = 0, rule = 'half_up'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'half_even'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'truncate'", "rounded", [89.0, 89.0, 70.0, 69.0, 90.0, 89.0]),
        ("digits = 0, rule = 'r'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'exact'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 1, rule = 'half_up'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 1, rule = 'half_even'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 1, rule = 'truncate'", "rounded", [89.5, 89.9, 70.0, 69.9, 90.0, 89.4]),
        ("digits = 1, rule = 'r'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 1, rule = 'exact'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        // `exact` and `r` look at the binary value of the sum, as Python's `round` does, and there is no tie:
        // 0.1 + 0.2 + 89.695 lies 9.7e-15 below 89.995, and 23.1 + 23.2 + 23.695 lies 4.5e-15 above 69.995.
        ("digits = 2, rule = 'r'", "rounded", [89.5, 89.99, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'exact'", "rounded", [89.5, 89.99, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'half_up'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'half_even'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'truncate'", "rounded", [89.5, 89.99, 70.0, 69.99, 90.0, 89.49]),
        ("digits = 0, rule = 'half_up'", "unrounded", [89.5, 89.995, 70.0, 69.995, 90.0, 89.4999]),
    ];
    for (rounding, on, on_paper) in cases {
        let rounding = match rounding {
            "" => String::new(),
            keys => format!("rounding = {{ {keys} }}\n"),
        };
        let framework = constructed(&format!(
            "indicator = [{{ code = 'a', parent = 'points' }}, {{ code = 'b', parent = 'points' }}, {{ code = 'c', parent = 'points' }}]\n\
             [[node]]\ncode = 'points'\naggregate = 'sum'\n{rounding}[[scheme]]\ncode = 'stars'\nnode = 'points'\non = '{on}'\n\
             level = [{{ code = '3', at_least = 50 }}, {{ code = '4', at_least = 70 }}, {{ code = '5', at_least = 90 }}]\n"
        ));
        let mut csv = String::from("unit,a,b,c\n");
        for (n, (_, [a, b, c])) in sums.iter().enumerate() {
            writeln!(csv, "u{n},{a},{b},{c}\nv{n},{c},{b},{a}\nw{n},{b},{c},{a}").unwrap();
        }
        let assessment = assessed(&framework, &csv);
        for (n, (written, _)) in sums.iter().enumerate() {
            for order in ["u", "v", "w"] {
                let found = levels(&assessment, &format!("{order}{n}"), "stars").0;
                assert_eq!(
                    found,
                    star(on_paper[n]),
                    "{written} with `{rounding}` on {on}, {order}"
                );
            }
        }
    }
}
