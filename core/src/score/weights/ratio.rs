//! Which row of a programme a move reaches first.

/// How far behind a row may be and still count as reached, relative to the value.
const REACH: f64 = 1e-13;

/// The row that becomes tight before `far`, and where. Of rows that do so at nearly one place the
/// fastest is taken, which keeps the next system well-conditioned; by Bland's rule the first.
pub(super) fn first_row(
    slacks: &[f64],
    speeds: &[f64],
    far: f64,
    value: f64,
    bland: bool,
) -> Option<(usize, f64)> {
    let slowest = -1e-11 * value.abs().max(1.0);
    let reach = if bland { 0.0 } else { REACH * value.abs().max(1.0) };
    let mut limit = far;
    for (slack, speed) in slacks.iter().zip(speeds) {
        if *speed < slowest && slack + reach < limit * -speed {
            limit = (slack + reach) / -speed;
        }
    }
    let mut best: Option<(usize, f64, f64)> = None;
    for (row, (slack, speed)) in slacks.iter().zip(speeds).enumerate() {
        if *speed < slowest && *slack <= limit * -speed && *slack < far * -speed {
            let faster = best.is_none_or(|(_, _, fastest)| !bland && *speed < fastest);
            if faster {
                best = Some((row, *slack, *speed));
            }
        }
    }
    best.map(|(row, slack, speed)| (row, (slack / -speed).max(0.0)))
}
