use super::*;
use crate::recipe::Direction;
use proptest::prelude::*;

fn table(width: usize) -> impl Strategy<Value = Vec<Column>> {
    let cells = proptest::collection::vec(proptest::option::weighted(0.8, -50.0..50.0_f64), 12);
    let column = cells.prop_map(|cells| cells.into_iter().collect::<Column>());
    proptest::collection::vec(column, width)
}

/// What was there is there, and just the new values are marked.
fn keeps(before: &Column, after: &Imputed) -> bool {
    before.len() == after.column.len()
        && before.len() == after.filled.len()
        && before.iter().zip(after.column.iter()).zip(&after.filled).all(|((b, a), filled)| {
            if b.is_some() { a == b && !filled } else { a.is_some() == *filled }
        })
}

#[test]
fn what_cannot_be_filled_stays() {
    let empty = Column::absent(3);
    let some: Column = [Some(1.0), Some(2.0), None].into_iter().collect();
    assert_eq!(impute_column(&empty, Centre::Median).filled, [false; 3]);
    assert_eq!(impute_groups(&some, &[Some(7)], Centre::Mean).filled, [false; 3]);
    assert_eq!(impute_regression(&some, &[&empty]).filled, [false; 3]);
    // A unit without any value says nothing.
    let two = [some.clone(), empty.clone()];
    assert_eq!(
        impute_rows(&two, &[], Centre::Mean).iter().map(|i| i.column.present()).sum::<usize>(),
        2
    );
    assert_eq!(impute_nearest(&two, 3)[0].filled, [false; 3]);
    let em = impute_em(&two, 1e-9, 50);
    assert_eq!((em.columns[0].column.present(), em.columns[1].column.present()), (2, 0));
    assert_eq!(impute_nearest(&[some], 0)[0].filled, [false; 3]);
    assert!(impute_em(&[], 1e-9, 5).columns.is_empty());
    assert!(impute_series(&[], &[], SeriesRule::Linear).columns.is_empty());
}

#[test]
fn equal_values_by_row() {
    let columns: [Column; 2] = [
        [Some(4.0), Some(4.0), None].into_iter().collect(),
        [Some(0.0), Some(1.0), Some(0.5)].into_iter().collect(),
    ];
    let imputed = impute_rows(&columns, &[], Centre::Median);
    assert_eq!(imputed[0].column.get(2), Some(4.0));
}

#[test]
fn series_with_one_observation() {
    let columns: Vec<Column> = [None, Some(3.0), None].map(|x| [x].into_iter().collect()).into();
    let times = [1.0, 2.0, 3.0];
    let of = |rule| -> Vec<Option<f64>> {
        impute_series(&times, &columns, rule).columns.iter().map(|c| c.get(0)).collect()
    };
    assert_eq!(of(SeriesRule::Latest { max_steps: None }), [None, Some(3.0), Some(3.0)]);
    assert_eq!(of(SeriesRule::Latest { max_steps: Some(0) }), [None, Some(3.0), None]);
    assert_eq!(of(SeriesRule::Constant), [Some(3.0); 3]);
    assert_eq!(of(SeriesRule::Linear), [None, Some(3.0), None]);
    assert_eq!(of(SeriesRule::LinearConstant), [Some(3.0); 3]);
}

#[test]
fn growth_needs_the_group_at_both_times() {
    let columns: Vec<Column> =
        [Some(2.0), None, None, None].map(|x| [x, x].into_iter().collect()).into();
    let group = vec![Some(10.0), None, Some(15.0), Some(20.0)];
    let grown = impute_growth(&columns, &[Some(0), None], &[group], Some(2));
    let of = |unit| -> Vec<Option<f64>> { grown.columns.iter().map(|c| c.get(unit)).collect() };
    assert_eq!(of(0), [Some(2.0), None, Some(3.0), None]);
    assert_eq!(of(1), [Some(2.0), None, None, None]);
    assert_eq!(grown.source(2, 0), Some(Source { from: 0, to: 0 }));
}

#[test]
fn regression_on_two_predictors_one_of_them_useless() {
    let a: Column = [1.0, 2.0, 3.0, 4.0, 6.0].map(Some).into_iter().collect();
    let b: Column = [4.0, 1.0, 0.0, 2.0, 5.0].map(Some).into_iter().collect();
    let twice: Column = a.map(|x| Some(2.0 * x + 1.0));
    let constant: Column = a.map(|_| Some(0.1));
    let y: Column = (0..5)
        .map(|u| (u < 4).then(|| 1e6 + 3.0 * a.get(u).unwrap() - 2.0 * b.get(u).unwrap()))
        .collect();
    let expected = 1e6 + 18.0 - 10.0;
    for predictors in [vec![&a, &b], vec![&constant, &a, &b], vec![&a, &twice, &b]] {
        let filled = impute_regression(&y, &predictors).column.get(4).unwrap();
        assert!((filled - expected).abs() < 1e-6, "{filled}");
    }
}

#[test]
fn em_with_two_columns_is_maximum_likelihood() {
    // With a monotone pattern the estimate is known: the regression of the complete units.
    let x: Column = [1.0, 2.0, 4.0, 5.0, 7.0, 9.0].map(Some).into_iter().collect();
    let y: Column = [Some(2.0), Some(1.0), Some(5.0), Some(4.0), None, None].into_iter().collect();
    let em = impute_em(&[x.clone(), y.clone()], 1e-12, 5000);
    let line = impute_regression(&y, &[&x]);
    assert!(em.converged);
    for unit in 4..6 {
        let (a, b) = (em.columns[1].column.get(unit).unwrap(), line.column.get(unit).unwrap());
        assert!((a - b).abs() < 1e-7, "{a} {b}");
    }
    assert!(!impute_em(&[x, y], 0.0, 3).converged);
}

proptest! {
    #[test]
    fn values_are_kept_and_fills_are_marked(
        columns in table(4),
        groups in proptest::collection::vec(proptest::option::of(0_u32..3), 12),
        k in 1_usize..6,
    ) {
        for column in &columns {
            for centre in [Centre::Mean, Centre::Median] {
                prop_assert!(keeps(column, &impute_column(column, centre)));
                prop_assert!(keeps(column, &impute_groups(column, &groups, centre)));
            }
            prop_assert!(keeps(column, &impute_regression(column, &[&columns[0], &columns[1]])));
        }
        let directions = [Direction::Lower, Direction::Higher];
        let tables = [
            impute_rows(&columns, &directions, Centre::Mean),
            impute_nearest(&columns, k),
            impute_em(&columns, 1e-6, 200).columns,
        ];
        for table in &tables {
            for (before, after) in columns.iter().zip(table) {
                prop_assert!(keeps(before, after));
                let range = |c: &Column| (c.numbers().fold(f64::INFINITY, f64::min), c.numbers().fold(f64::NEG_INFINITY, f64::max));
                let (low, high) = range(before);
                if !std::ptr::eq(table, &raw const tables[2]) && before.present() > 0 {
                    prop_assert!(range(&after.column).0 >= low - 1e-9 && range(&after.column).1 <= high + 1e-9);
                }
            }
        }
        let times: Vec<f64> = (0_u32..4).map(f64::from).collect();
        for rule in [SeriesRule::Latest { max_steps: Some(2) }, SeriesRule::Constant, SeriesRule::Linear, SeriesRule::LinearConstant] {
            let filled = impute_series(&times, &columns, rule);
            for (time, (before, after)) in columns.iter().zip(&filled.columns).enumerate() {
                let marks = (0..before.len()).map(|unit| filled.is_filled(time, unit)).collect();
                let after = Imputed { column: after.clone(), filled: marks };
                prop_assert!(keeps(before, &after));
            }
        }
    }

    /// Filled values in another unit of measure, with another zero, are the same values in it. Growth is a
    /// ratio, and has no other zero.
    #[test]
    fn fills_follow_the_unit_of_measure(
        columns in table(4),
        groups in proptest::collection::vec(proptest::option::of(0_u32..3), 12),
        factor in prop::sample::select(vec![0.25, 1.0, 1000.0]),
        offset in prop::sample::select(vec![-64.0, 0.0, 300.0]),
    ) {
        let moved = |by: f64| -> Vec<Column> {
            columns.iter().map(|c| c.map(|x| Some(factor * x + by))).collect()
        };
        let same = |plain: &[Column], other: &[Column], by: f64| {
            plain.iter().zip(other).all(|(plain, other)| {
                plain.iter().zip(other.iter()).all(|cells| match cells {
                    (Some(x), Some(y)) => {
                        let size = 1.0 + y.abs() + factor * x.abs() + by.abs();
                        (factor * x + by - y).abs() <= 1e-6 * size
                    }
                    (x, y) => x.is_none() && y.is_none(),
                })
            })
        };
        let of = |filled: Vec<Imputed>| -> Vec<Column> {
            filled.into_iter().map(|imputed| imputed.column).collect()
        };
        let times: Vec<f64> = (0_u32..4).map(f64::from).collect();
        let directions = [Direction::Lower, Direction::Higher];
        type Fill<'a> = Box<dyn Fn(&[Column]) -> Vec<Column> + 'a>;
        let each = |fill: fn(&Column) -> Imputed| -> Fill<'_> {
            Box::new(move |table| of(table.iter().map(fill).collect()))
        };
        let fills: [(&str, Fill<'_>); 11] = [
            ("mean", each(|column| impute_column(column, Centre::Mean))),
            ("median", each(|column| impute_column(column, Centre::Median))),
            ("group_mean", Box::new(|table| {
                of(table.iter().map(|c| impute_groups(c, &groups, Centre::Mean)).collect())
            })),
            ("group_median", Box::new(|table| {
                of(table.iter().map(|c| impute_groups(c, &groups, Centre::Median)).collect())
            })),
            ("row_mean", Box::new(|table| of(impute_rows(table, &directions, Centre::Mean)))),
            ("row_median", Box::new(|table| of(impute_rows(table, &directions, Centre::Median)))),
            ("nearest", Box::new(|table| of(impute_nearest(table, 2)))),
            ("regression", Box::new(|table| {
                of(vec![impute_regression(&table[0], &[&table[1], &table[2]])])
            })),
            ("latest", Box::new(|table| {
                impute_series(&times, table, SeriesRule::Latest { max_steps: None }).columns
            })),
            ("linear", Box::new(|table| impute_series(&times, table, SeriesRule::Linear).columns)),
            ("linear_constant", Box::new(|table| {
                impute_series(&times, table, SeriesRule::LinearConstant).columns
            })),
        ];
        for (name, fill) in &fills {
            prop_assert!(same(&fill(&columns), &fill(&moved(offset)), offset), "{name}");
        }
        // Positive values, so that growth is defined.
        let level: Vec<Column> =
            columns.iter().map(|c| c.map(|x| Some(x.abs() + 1.0))).collect();
        let scaled: Vec<Column> = level.iter().map(|c| c.map(|x| Some(factor * x))).collect();
        let grown = |table: &[Column]| {
            let series = group_series(table, &groups, 3, Centre::Mean);
            impute_growth(table, &groups, &series, None).columns
        };
        prop_assert!(same(&grown(&level), &grown(&scaled), 0.0));
    }

    #[test]
    fn em_does_not_depend_on_units_of_measurement(columns in table(3)) {
        let scaled: Vec<Column> = columns.iter().map(|c| c.map(|x| Some(1000.0 * x - 7.0))).collect();
        let (a, b) = (impute_em(&columns, 1e-9, 300), impute_em(&scaled, 1e-9, 300));
        for (x, y) in a.columns.iter().zip(&b.columns) {
            for (x, y) in x.column.numbers().zip(y.column.numbers()) {
                prop_assert!((1000.0 * x - 7.0 - y).abs() < 1e-2 * y.abs().max(1.0), "{} {}", x, y);
            }
        }
    }
}
