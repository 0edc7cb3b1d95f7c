//! From strength to a probability.
//!
//! A candidate's strength means little by itself: long texts are strong in everything. What tells is how
//! far it stands out among all candidates of the same text, in standard deviations. A logistic curve over
//! that (Platt, "Probabilistic outputs for support vector machines", 1999) was fitted on the 33 labelled
//! sessions, full and short together. A second curve over the best strength asks whether the text is about
//! the map at all; it was set between sessions for teachers and courses on everything else.
//!
//! Leaving each session out in turn, the expected calibration error is .006 over all candidates and .032 over
//! the ten best of each text. What publishers did not label counts as wrong in these figures:
//!
//! | threshold | tags per session | right | of the labels found |
//! |---|---|---|---|
//! | .15 ([`SUGGEST`]) | 10.2 | .26 | .52 |
//! | .40 ([`SHOW`]) | 1.4 | .68 | .19 |
//! | .50 | 0.7 | .73 | .11 |
//!
//! Printed, with the reliability table, by `cargo test --release --test tagging_calibration -- --nocapture`.
//!
//! [`SHOW`] was set by a person's judgement of 215 tags that the shipped catalogue gets on the base map
//! (`tests/tagging_judged.rs`): of the 59 with a score of .30 to .40, 42 were wrong; of the 156 above, 12. But of the 5
//! among the 59 that were the best of their resource none was wrong, hence [`SHOW_BEST`].

/// Tags at or above this score are shown.
pub const SHOW: f64 = 0.4;
/// The best tag of a resource is shown from here: of a text that says little, the first guess is still seldom wrong.
pub const SHOW_BEST: f64 = 0.3;
/// Tags at or above this score are worth a curator's look.
pub const SUGGEST: f64 = 0.15;

/// Where and how steeply standing out becomes likely to be right.
const STANDING_OUT: (f64, f64) = (-4.65, 1.35);
/// A smaller map is filled up with candidates of strength 0: among five, none can stand out far.
const FEWEST_CANDIDATES: usize = 100;
/// The best strength at which a text is as likely as not about a map of [`FEWEST_CANDIDATES`] or more, and
/// how steeply that changes. Words tell less in a smaller map (a word's weight grows with the logarithm of
/// the number of candidates), so less is asked for there.
const ABOUT_THE_MAP: (f64, f64) = (2.0, 2.5);

/// The score of each candidate, in the order of `order` (best first). Rises with strength.
pub(super) fn scores(order: &[usize], strengths: &[f64]) -> Vec<f64> {
    let best = order.first().map_or(0.0, |&at| strengths[at]);
    let count = strengths.len().max(FEWEST_CANDIDATES) as f64;
    let mean = strengths.iter().sum::<f64>() / count;
    let squares = strengths
        .iter()
        .map(|strength| strength * strength)
        .sum::<f64>()
        / count;
    let deviation = libm::sqrt((squares - mean * mean).max(0.0));
    if best <= 0.0 || deviation <= 0.0 {
        // Nothing of the map in the text, or no candidate to tell from another.
        return vec![0.0; order.len()];
    }
    let scale =
        (libm::log1p(strengths.len() as f64) / libm::log1p(FEWEST_CANDIDATES as f64)).min(1.0);
    let about = logistic(ABOUT_THE_MAP.1 * (best / scale - ABOUT_THE_MAP.0));
    order
        .iter()
        .map(|&at| {
            let standing_out = (strengths[at] - mean) / deviation;
            about * logistic(STANDING_OUT.0 + STANDING_OUT.1 * standing_out)
        })
        .collect()
}

fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-value))
}
