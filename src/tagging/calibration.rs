//! From strength to a probability.

/// Tags at or above this score are shown.
pub const SHOW: f64 = 0.3;

/// The score of each candidate, in the order of `order` (best first).
pub(super) fn scores(order: &[usize], strengths: &[f64], length: f64) -> Vec<f64> {
    let best = order.first().map_or(0.0, |&at| strengths[at]);
    order
        .iter()
        .map(|&at| {
            if strengths[at] <= 0.0 || length <= 0.0 {
                0.0
            } else {
                0.5 * strengths[at] / best
            }
        })
        .collect()
}
