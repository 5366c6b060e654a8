//! Student's t and the normal distribution, as far as forecasts need them.

/// The distribution function of Student's t with a whole number of degrees of freedom, by the finite
/// sums of Abramowitz and Stegun, 26.7.3 and 26.7.4. Absent with 0 degrees of freedom.
///
/// ```
/// use chuan::track::t_cdf;
/// assert!((t_cdf(1.5, 4).unwrap() - 0.896).abs() < 1e-15);
/// assert_eq!(t_cdf(0.0, 1), Some(0.5));
/// assert_eq!(t_cdf(0.0, 0), None);
/// ```
#[must_use]
pub fn t_cdf(t: f64, freedom: u32) -> Option<f64> {
    if freedom == 0 || t.is_nan() {
        return None;
    }
    let v = f64::from(freedom);
    let theta = (t / v.sqrt()).atan();
    let cos2 = 1.0 / (1.0 + t * t / v);
    let (mut term, mut sum, mut k);
    let two_sided = if freedom % 2 == 1 {
        // cos + 2/3 cos^3 + 2·4/(3·5) cos^5 …, up to cos^(v-2)
        (term, sum, k) = (cos2.sqrt(), 0.0, 1.0);
        while k <= v - 2.0 {
            sum += term;
            term *= cos2 * (k + 1.0) / (k + 2.0);
            k += 2.0;
        }
        2.0 / std::f64::consts::PI * (theta + theta.sin() * sum)
    } else {
        // 1 + 1/2 cos^2 + 1·3/(2·4) cos^4 …, up to cos^(v-2)
        (term, sum, k) = (1.0, 0.0, 0.0);
        while k <= v - 2.0 {
            sum += term;
            term *= cos2 * (k + 1.0) / (k + 2.0);
            k += 2.0;
        }
        theta.sin() * sum
    };
    Some((0.5 + two_sided / 2.0).clamp(0.0, 1.0))
}

/// The quantile of Student's t, by bisection; absent outside of `0 < p < 1` or without degrees of
/// freedom.
///
/// ```
/// use chuan::track::t_quantile;
/// assert!((t_quantile(0.975, 2).unwrap() - 4.302652729749462).abs() < 1e-12);
/// ```
#[must_use]
pub fn t_quantile(p: f64, freedom: u32) -> Option<f64> {
    t_cdf(0.0, freedom)?;
    quantile_of(p, |t| t_cdf(t, freedom).unwrap_or(0.5))
}

/// The distribution function of the normal distribution.
///
/// ```
/// assert!((chuan::track::normal_cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    let x = z.abs();
    let density = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let upper = if x < 4.0 {
        // Φ(x) − 1/2 = φ(x) (x + x³/3 + x⁵/(3·5) + …), Abramowitz and Stegun 26.2.11.
        let (mut term, mut sum, mut k) = (x, x, 1.0);
        while term > sum * 1e-17 && k < 400.0 {
            k += 2.0;
            term *= x * x / k;
            sum += term;
        }
        0.5 - density * sum
    } else {
        // The continued fraction 26.2.14, from behind.
        let tail = (1..=60).rev().fold(x, |tail, k| x + f64::from(k) / tail);
        density / tail
    };
    let upper = upper.clamp(0.0, 0.5);
    if z > 0.0 { 1.0 - upper } else { upper }
}

/// The quantile of the normal distribution, by bisection; absent outside of `0 < p < 1`.
///
/// ```
/// use chuan::track::normal_quantile;
/// assert!((normal_quantile(0.975).unwrap() - 1.959963984540054).abs() < 1e-13);
/// assert_eq!(normal_quantile(1.0), None);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> Option<f64> {
    quantile_of(p, normal_cdf)
}

/// The quantile of a symmetrical distribution about 0.
fn quantile_of(p: f64, cdf: impl Fn(f64) -> f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    if p < 0.5 {
        return quantile_of(1.0 - p, cdf).map(|q| -q);
    }
    let (mut low, mut high) = (0.0, 1.0);
    while cdf(high) < p && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}
