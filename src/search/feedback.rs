//! Pseudo-relevance feedback: a query of several words is enriched with what its best answers talk about.
//!
//! Rocchio's idea (J. J. Rocchio, "Relevance feedback in information retrieval", 1971) with the weights of
//! BM25: a word's weight is the mean, over the best answers by their scores, of its saturated count, times
//! its idf. The
//! words of highest weight are added to the query, and the resources that match already are ranked anew;
//! none is added, so a feedback word alone never brings a result.

use super::index::{Entry, OpenIndex};
use super::language::StopWords;
use super::rank::{NAME_WEIGHT, Scores, idf, saturation};
use super::stems::StemLookup;
use super::words::WordReader;
use crate::catalog::Resource;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Queries of fewer words are left as they are: their first answers are too mixed.
pub(super) const LEAST_WORDS: usize = 3;
/// The best answers that are read.
const ANSWERS: usize = 5;
/// The words that are added.
const WORDS: usize = 20;
/// What all added words together count, beside the query's own.
const WEIGHT: f64 = 0.5;
/// The resources that are ranked anew.
const RERANKED: usize = 1000;
/// Of a long text, this many words are read.
const WORDS_READ: usize = 1000;

/// A family of words with one stem.
#[derive(Default)]
struct Family {
    weight: f64,
    words: Vec<String>,
}

/// Ranks the best answers anew. `total_weight` is the sum of the asked words' numbers of mention.
pub(super) fn apply(
    index: &OpenIndex,
    lookup: &mut StemLookup<'_>,
    stop_words: &mut StopWords,
    reader: &mut WordReader,
    resources: &[Resource],
    scores: &mut Scores<'_>,
    total_weight: f64,
) {
    let best = scores.best(RERANKED);
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    let answers = &best[..best.len().min(ANSWERS)];
    for &ordinal in answers {
        let Some(resource) = resources.get(ordinal as usize) else {
            continue;
        };
        let length = index.relative_length(ordinal as usize);
        for (stem, (count, words)) in read(resource, lookup, stop_words, reader) {
            let family = families.entry(stem).or_default();
            family.weight += scores.score(ordinal) * saturation(count, length);
            family.words.extend(words);
        }
    }

    let mut weighted: Vec<(f64, Vec<Entry>)> = Vec::new();
    for (_, family) in families {
        let mut words: Vec<String> = family
            .words
            .iter()
            .flat_map(|word| lookup.family(word))
            .collect();
        words.extend(family.words);
        words.sort_unstable();
        words.dedup();
        let entries: Vec<Entry> = words.iter().filter_map(|word| index.entry(word)).collect();
        let with = entries
            .iter()
            .fold(0_usize, |sum, entry| sum + entry.resources() as usize);
        weighted.push((family.weight * idf(index.resources(), with), entries));
    }
    // The sort is stable: words of equal weight stay in the order of their stems.
    weighted.sort_by(|a, b| b.0.total_cmp(&a.0));
    weighted.truncate(WORDS);
    let sum: f64 = weighted.iter().map(|(weight, _)| weight).sum();

    let mut applies = vec![false; index.resources()];
    best.iter()
        .for_each(|&ordinal| applies[ordinal as usize] = true);
    for (weight, entries) in &weighted {
        let with = entries
            .iter()
            .fold(0_usize, |sum, entry| sum + entry.resources() as usize);
        let weight = WEIGHT * total_weight * weight / sum * idf(index.resources(), with);
        scores.add_among(&applies, entries.iter(), weight);
    }
}

/// The families of words of a resource: by stem, how often (the name's words with their weight), and which.
fn read(
    resource: &Resource,
    lookup: &mut StemLookup<'_>,
    stop_words: &mut StopWords,
    reader: &mut WordReader,
) -> BTreeMap<String, (f64, Vec<String>)> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let keywords = resource.keywords.iter().map(|keyword| (keyword, 1.0));
    let texts = [
        (&resource.name, f64::from(NAME_WEIGHT)),
        (&resource.description, 1.0),
    ]
    .into_iter()
    .chain(keywords)
    .chain([(&resource.text, 1.0)]);
    let mut left = WORDS_READ;
    for (text, weight) in texts {
        reader.each(text, |word, _| {
            if left == 0 {
                return ControlFlow::Break(());
            }
            left -= 1;
            match counts.get_mut(word) {
                Some(count) => *count += weight,
                None => {
                    counts.insert(word.to_owned(), weight);
                }
            }
            ControlFlow::Continue(())
        });
    }
    let mut families: BTreeMap<String, (f64, Vec<String>)> = BTreeMap::new();
    for (word, count) in counts {
        if stop_words.contains(&word) || word.chars().count() < 2 {
            continue;
        }
        let family = families.entry(lookup.stem(&word)).or_default();
        family.0 += count;
        family.1.push(word);
    }
    families
}
