//! What is usual: how often texts of a kind use each feature, whatever they are about.

use super::features::Counts;
use super::profile::Profiles;

/// The map's own use of words counts as this many texts.
const PRIOR_TEXTS: f64 = 3.0;

/// How often each feature is to be expected per word, from the texts seen; with none, from the map alone.
pub(super) fn expected_rates(profiles: &Profiles, texts: &[Counts]) -> Vec<f64> {
    let mut rates: Vec<f64> = profiles
        .prior
        .iter()
        .map(|rate| rate * PRIOR_TEXTS)
        .collect();
    let mut weight = PRIOR_TEXTS;
    for text in texts.iter().filter(|text| text.length > 0.0) {
        for &(feature, count) in &text.features {
            rates[feature as usize] += count / text.length;
        }
        weight += 1.0;
    }
    for rate in &mut rates {
        *rate /= weight;
    }
    rates
}
