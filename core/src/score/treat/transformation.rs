//! Transformations of a whole column: logarithms and Box-Cox.

use super::Function;
use crate::observe::Column;
use crate::recipe::Transformation;
use crate::score::statistics::{Moments, sorted};

impl Transformation {
    /// What the transformation is for a column. Absent when the column has no value, or when the
    /// formula has no result for one of its values.
    ///
    /// ```
    /// use chuan::score::treat::Transformation;
    ///
    /// let column = [Some(2.0), None, Some(5.0)].into_iter().collect();
    /// let log = Transformation::LogShifted1.learn(&column).unwrap();
    /// assert_eq!(log.value(2.0), Some(0.0));
    /// assert_eq!(log.value(5.0), Some(4_f64.ln()));
    /// assert!(Transformation::BoxCox { lambda: 0.0, shift: false }.learn(&column).is_some());
    /// ```
    #[must_use]
    pub fn learn(&self, column: &Column) -> Option<Function> {
        self.learn_sorted(&sorted(column))
    }

    /// The same from sorted numbers.
    pub(super) fn learn_sorted(&self, sorted: &[f64]) -> Option<Function> {
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let range = max - min;
        let log = |factor, offset| Function::Log { origin: min, factor, offset };
        let function = match *self {
            Self::LogShifted1Pc => log(1.0, 0.01 * range),
            Self::LogSkewDirected => {
                if Moments::of_sorted(sorted).skewness()? > 0.0 {
                    log(1.0, 0.01 * range)
                } else {
                    Function::LogMirrored { origin: max, offset: 0.01 * range }
                }
            }
            Self::LogShifted1 => log(1.0, 1.0),
            Self::LogGii if max <= 1.0 => return None,
            Self::LogGii => log((max - 1.0) / range, 1.0),
            Self::BoxCox { lambda, shift } => {
                let (origin, offset) = if shift { (min, 1.0) } else { (0.0, 0.0) };
                if min - origin + offset <= 0.0 {
                    return None;
                }
                if lambda == 0.0 {
                    Function::Log { origin, factor: 1.0, offset }
                } else {
                    Function::Power { origin, offset, exponent: lambda }
                }
            }
        };
        // The functions are monotone: defined at both ends, they are defined between.
        (function.value(min).is_some() && function.value(max).is_some()).then_some(function)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(v: &[f64]) -> Column {
        v.iter().copied().map(Some).collect()
    }

    fn of(t: Transformation, v: &[f64]) -> Vec<f64> {
        let function = t.learn(&column(v)).unwrap();
        v.iter().map(|x| function.value(*x).unwrap()).collect()
    }

    fn close(a: &[f64], b: &[f64]) {
        assert_eq!(a.len(), b.len());
        for (x, y) in a.iter().zip(b) {
            assert!((x - y).abs() < 1e-12, "{a:?} {b:?}");
        }
    }

    #[test]
    fn formulas() {
        let v = [2.0, 3.0, 12.0];
        let ln = f64::ln;
        close(&of(Transformation::LogShifted1Pc, &v), &[ln(0.1), ln(1.1), ln(10.1)]);
        close(&of(Transformation::LogSkewDirected, &v), &[ln(0.1), ln(1.1), ln(10.1)]);
        close(
            &of(Transformation::LogSkewDirected, &[-2.0, -3.0, -12.0]),
            &[-ln(0.1), -ln(1.1), -ln(10.1)],
        );
        close(&of(Transformation::LogShifted1, &v), &[0.0, ln(2.0), ln(11.0)]);
        close(&of(Transformation::LogGii, &v), &[0.0, ln(2.1), ln(12.0)]);
        let box_cox = |lambda, shift| Transformation::BoxCox { lambda, shift };
        close(&of(box_cox(2.0, true), &v), &[0.0, 1.5, 60.0]);
        close(&of(box_cox(0.0, true), &v), &[0.0, ln(2.0), ln(11.0)]);
        close(&of(box_cox(-1.0, false), &v), &[0.5, 2.0 / 3.0, 11.0 / 12.0]);
    }

    #[test]
    fn where_the_formula_has_no_result() {
        let equal = column(&[4.0, 4.0, 4.0]);
        for t in
            [Transformation::LogShifted1Pc, Transformation::LogSkewDirected, Transformation::LogGii]
        {
            assert_eq!(t.learn(&equal), None);
        }
        assert!(Transformation::LogShifted1.learn(&equal).is_some());
        assert_eq!(Transformation::LogGii.learn(&column(&[0.1, 0.4])), None);
        let plain = Transformation::BoxCox { lambda: 0.5, shift: false };
        assert_eq!(plain.learn(&column(&[0.0, 1.0])), None);
        assert_eq!(plain.learn(&Column::absent(2)), None);
    }

    #[test]
    fn names() {
        let read = |text| serde_json::from_str::<Transformation>(text);
        assert_eq!(read(r#"{"method":"log_shifted_1pc"}"#).unwrap(), Transformation::LogShifted1Pc);
        assert_eq!(read(r#"{"method":"log_gii"}"#).unwrap(), Transformation::LogGii);
        let box_cox = read(r#"{"method":"box_cox","lambda":0.5}"#).unwrap();
        assert_eq!(box_cox, Transformation::BoxCox { lambda: 0.5, shift: true });
        assert!(read(r#"{"method":"box_cox","lambda":0.5,"shft":true}"#).is_err());
    }

    proptest! {
        #[test]
        fn order_is_kept(v in proptest::collection::vec(-1e3..1e3_f64, 3..20), lambda in -2.0..2.0_f64) {
            let mut v = v;
            v.sort_by(f64::total_cmp);
            for t in [Transformation::LogShifted1Pc, Transformation::LogSkewDirected, Transformation::LogShifted1,
                Transformation::LogGii, Transformation::BoxCox { lambda, shift: true }] {
                let Some(function) = t.learn(&column(&v)) else { continue };
                let w: Vec<f64> = v.iter().map(|x| function.value(*x).unwrap()).collect();
                prop_assert!(w.is_sorted(), "{:?}", t);
            }
        }
    }
}
