//! How a search may go on: completions of the word being typed.

use super::expand::{Answer, completions, expand};
use super::index::OpenIndex;
use super::language::{Language, StopWords};
use super::parse::{AskedWord, Parsed};
use super::words::WordReader;
use crate::order::Arrange;
use std::collections::HashSet;

/// Frequent completions are looked at, this many for each that is wanted.
const CANDIDATES_PER_PLACE: usize = 6;

/// Texts that complete the last word of `text`: those first that most resources have together with the
/// words before it; one of each family of words.
pub(super) fn suggest(index: &OpenIndex, text: &str, limit: usize) -> Vec<String> {
    let mut reader = WordReader::new();
    let language = index.main_language();
    let mut stop_words = StopWords::new(language);
    let parsed = Parsed::read(text, false, &mut reader, |_, _| None);
    let Some((last, before)) = parsed.words.split_last() else {
        return Vec::new();
    };
    if !last.open || last.place.end != text.len() || limit == 0 {
        return Vec::new();
    }
    let mut together: Option<Vec<bool>> = None;
    for word in before
        .iter()
        .filter(|word| !stop_words.contains(&word.text))
    {
        let known = AskedWord {
            text: word.text.clone(),
            count: 1,
            open: false,
            quoted: false,
            place: 0..0,
        };
        let has = having(index, &expand(index, &known, false));
        together = Some(match together {
            None => has,
            Some(together) => together.iter().zip(has).map(|(a, b)| *a && b).collect(),
        });
    }

    let mut candidates = Vec::new();
    for completion in completions(index, &last.text) {
        if completion.word == last.text || stop_words.contains(&completion.word) {
            continue;
        }
        let mut resources = completion.resources;
        if let Some(together) = &together {
            resources = 0;
            for entry in &completion.entries {
                index.occurrences(entry, |ordinals, _| {
                    let known = ordinals.iter().filter_map(|&at| together.get(at as usize));
                    resources += known.map(|&both| u32::from(both)).sum::<u32>();
                });
            }
        }
        candidates.push((u32::MAX - resources, completion.word));
        if candidates.len() >= limit.saturating_mul(CANDIDATES_PER_PLACE) {
            break;
        }
    }
    // What never stands with the words before it is no way to go on, unless nothing else is.
    if candidates.iter().any(|(rest, _)| *rest < u32::MAX) {
        candidates.retain(|(rest, _)| *rest < u32::MAX);
    }
    candidates.arrange_by(Ord::cmp);
    let stem = |word: &str| Language::stem_in(language, word).into_owned();
    let mut families = HashSet::from([stem(&last.text)]);
    candidates.retain(|(_, word)| families.insert(stem(word)));
    candidates.truncate(limit);
    let start = &text[..last.place.start];
    candidates
        .into_iter()
        .map(|(_, word)| format!("{start}{word}"))
        .collect()
}

/// Per resource, whether it has any of the words.
fn having(index: &OpenIndex, answer: &Answer) -> Vec<bool> {
    let mut has = vec![false; index.resources()];
    for variant in answer.variants.values() {
        index.occurrences(&variant.entry, |ordinals, _| {
            for &ordinal in ordinals {
                if let Some(has) = has.get_mut(ordinal as usize) {
                    *has = true;
                }
            }
        });
    }
    has
}
