//! Pseudo-relevance feedback: a query of several words is enriched with what its best answers talk about.
//!
//! Rocchio's idea (J. J. Rocchio, "Relevance feedback in information retrieval", 1971) with the weights of
//! BM25: a word's weight is the mean, over the best answers by their scores, of its saturated count, times
//! its idf. The words of highest weight are added to the query, and the resources that match already are ranked anew;
//! none is added, so a feedback word alone never brings a result.

use super::answer::ResourceAt;
use super::index::{Entry, OpenIndex};
use super::language::{Language, StopWords};
use super::rank::{NAME_WEIGHT, Scores, idf, saturation};
use super::words::WordReader;
use crate::catalog::Resource;
use crate::order::Arrange;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Queries of fewer words are left as they are: their first answers are too mixed, and reading them takes
/// several times as long as all else.
pub(super) const LEAST_WORDS: usize = 4;
/// The best answers that are read.
const ANSWERS: usize = 5;
/// The words that are added.
const WORDS: usize = 20;
/// What all added words together count, beside the query's own.
const WEIGHT: f64 = 0.5;
/// The resources that are ranked anew.
const RERANKED: usize = 1000;
/// Of a long text, this many words are read.
const WORDS_READ: usize = 250;

/// Words of the best answers with one stem.
struct Family {
    stem: String,
    /// Of the answers that have it.
    languages: Vec<Option<Language>>,
    weight: f64,
    /// In the answer at hand.
    count: f64,
}

impl Family {
    /// The words of the index that belong to it.
    fn entries(&self, index: &OpenIndex) -> Vec<Entry> {
        let mut entries: Vec<Entry> = index.find(&self.stem).collect();
        for &language in self.languages.iter().flatten() {
            entries.extend(index.of_stem(language, &self.stem));
        }
        entries.arrange_by_key(|entry| entry.word);
        entries.dedup_by_key(|entry| entry.word);
        entries
    }
}

/// A word that is added, with all of its family.
struct Added {
    weight: f64,
    idf: f64,
    stem: String,
    entries: Vec<Entry>,
}

/// Ranks the best answers anew. `total_weight` is the sum of the asked words' numbers of mention.
pub(super) fn apply(
    index: &OpenIndex,
    stop_words: &mut StopWords,
    reader: &mut WordReader,
    resource: ResourceAt<'_>,
    scores: &mut Scores<'_>,
    total_weight: f64,
) {
    let best = scores.choose(RERANKED);
    let mut families = Families::default();
    for answer in best.iter().take(ANSWERS) {
        let Some(resource) = resource(answer.ordinal) else {
            continue;
        };
        let drag = index.drag(answer.ordinal);
        for at in families.read(resource, stop_words, reader) {
            let family = &mut families.all[at];
            let count = std::mem::take(&mut family.count);
            family.weight += answer.score * saturation(count, drag);
        }
    }
    let added = heaviest(index, families.all);
    let sum: f64 = added.iter().map(|word| word.weight).sum();
    for word in &added {
        let weight = WEIGHT * total_weight * word.weight / sum * word.idf;
        scores.add_to_chosen(word.entries.iter(), weight);
    }
}

/// The families of highest weight, times the inverse document frequency of a word that stands for all of
/// theirs; in the order of their stems where they are equal, whatever the order they were met in.
fn heaviest(index: &OpenIndex, mut families: Vec<Family>) -> Vec<Added> {
    families.arrange_by(|a, b| b.weight.total_cmp(&a.weight));
    let rarest = idf(index.resources(), 0);
    let mut added: Vec<Added> = Vec::with_capacity(WORDS + 1);
    for family in families {
        // No word is rarer than one that no resource has: those that follow cannot be among the heaviest.
        let least = added.get(WORDS - 1).map(|word| word.weight);
        if least.is_some_and(|least| family.weight * rarest < least) {
            break;
        }
        let entries = family.entries(index);
        let with = |sum: usize, entry: &Entry| sum + entry.resources() as usize;
        let idf = idf(index.resources(), entries.iter().fold(0, with));
        added.push(Added {
            weight: family.weight * idf,
            idf,
            stem: family.stem,
            entries,
        });
        added.arrange_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.stem.cmp(&b.stem))
        });
        added.truncate(WORDS);
    }
    added
}

#[derive(Default)]
struct Families {
    all: Vec<Family>,
    by_stem: HashMap<String, usize>,
    /// Nothing for a word that says nothing.
    by_word: HashMap<String, Option<usize>>,
}

impl Families {
    /// Counts the words of a resource, those of the name with their weight; gives the families it has.
    fn read(
        &mut self,
        resource: &Resource,
        stop_words: &mut StopWords,
        reader: &mut WordReader,
    ) -> Vec<usize> {
        let mut met = Vec::new();
        let mut left = WORDS_READ;
        let language = Language::of(&resource.languages);
        let keywords = resource.keywords.iter().map(|keyword| (keyword, 1.0));
        let texts = [
            (&resource.name, NAME_WEIGHT as f64),
            (&resource.description, 1.0),
        ];
        let all = texts.into_iter().chain(keywords);
        for (text, weight) in all.chain([(&resource.text, 1.0)]) {
            reader.each(text, |word, _| {
                if left == 0 {
                    return ControlFlow::Break(());
                }
                left -= 1;
                if let Some(at) = self.of(language, word, stop_words) {
                    if self.all[at].count == 0.0 {
                        met.push(at);
                    }
                    self.all[at].count += weight;
                }
                ControlFlow::Continue(())
            });
        }
        met
    }

    /// The family of a word of a language.
    fn of(
        &mut self,
        language: Option<Language>,
        word: &str,
        stop_words: &mut StopWords,
    ) -> Option<usize> {
        if let Some(&known) = self.by_word.get(word) {
            return known;
        }
        let says_nothing = stop_words.contains(word) || word.chars().count() < 2;
        let family = (!says_nothing).then(|| {
            let stem = Language::stem_in(language, word).into_owned();
            let at = *self.by_stem.entry(stem.clone()).or_insert_with(|| {
                self.all.push(Family {
                    stem,
                    languages: Vec::new(),
                    weight: 0.0,
                    count: 0.0,
                });
                self.all.len() - 1
            });
            let languages = &mut self.all[at].languages;
            if !languages.contains(&language) {
                languages.push(language);
            }
            at
        });
        self.by_word.insert(word.to_owned(), family);
        family
    }
}
