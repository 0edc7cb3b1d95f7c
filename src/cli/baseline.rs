//! What a textbook method makes of the same task, so that the tagger is compared in one run.

use frostem::{Algorithm, Stemmer};
use gapwise::catalog::Resource;
use gapwise::framework::{CompetencyIndex, Framework};
use std::collections::{BTreeMap, BTreeSet};

/// English words without a topic, for tf-idf.
const STOP_WORDS: &str = "a about after all also an and any are as at be because been before being between both but by \
can do does during each for from had has have how if in into is it its may more most must no not of on or other our out \
over should so some such than that the their them then there these they this those through to up use was we were what \
when where which while who will with would you your";
/// Robertson and Zaragoza's usual constants.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// A textbook method.
#[derive(Clone, Copy)]
pub(super) enum Baseline {
    /// Words as they are, Okapi BM25 over the statements, every word of the text a query word.
    Bm25,
    /// Stems without stop words, (1 + ln tf) · idf over the statements, cosine.
    TfIdf,
}

/// A map, ready to rank by a baseline.
pub(super) struct BaselineRanker {
    method: Baseline,
    stemmer: Stemmer,
    candidates: Vec<CompetencyIndex>,
    /// For each word, the statements that have it and how much it weighs there.
    postings: BTreeMap<String, Vec<(usize, f64)>>,
    /// For each word, what it weighs in a text.
    idf: BTreeMap<String, f64>,
}

impl BaselineRanker {
    pub fn new(framework: &Framework, method: Baseline) -> Self {
        let mut ranker = Self {
            method,
            stemmer: Stemmer::new(Algorithm::English),
            candidates: framework.leaves().collect(),
            postings: BTreeMap::new(),
            idf: BTreeMap::new(),
        };
        let statements: Vec<BTreeMap<String, f64>> = ranker
            .candidates
            .iter()
            .map(|&index| ranker.count(&framework.competency(index).statement))
            .collect();
        let count = statements.len() as f64;
        for (at, statement) in statements.iter().enumerate() {
            for (word, &times) in statement {
                ranker
                    .postings
                    .entry(word.clone())
                    .or_default()
                    .push((at, times));
            }
        }
        for (word, postings) in &ranker.postings {
            let found = postings.len() as f64;
            let idf = match method {
                Baseline::Bm25 => (1.0 + (count - found + 0.5) / (found + 0.5)).ln(),
                Baseline::TfIdf => ((1.0 + count) / (1.0 + found)).ln() + 1.0,
            };
            ranker.idf.insert(word.clone(), idf);
        }
        let lengths: Vec<f64> = statements
            .iter()
            .map(|statement| match method {
                Baseline::Bm25 => statement.values().sum(),
                Baseline::TfIdf => statement
                    .iter()
                    .map(|(word, times)| ((1.0 + times.ln()) * ranker.idf[word]).powi(2))
                    .sum::<f64>()
                    .sqrt(),
            })
            .collect();
        let mean = lengths.iter().sum::<f64>() / count;
        for (word, postings) in &mut ranker.postings {
            for (at, weight) in postings {
                *weight = match method {
                    Baseline::Bm25 => {
                        let norm = K1 * (1.0 - B + B * lengths[*at] / mean);
                        ranker.idf[word] * *weight * (K1 + 1.0) / (*weight + norm)
                    }
                    Baseline::TfIdf => (1.0 + weight.ln()) * ranker.idf[word] / lengths[*at],
                };
            }
        }
        ranker
    }

    /// Every candidate, best first; equal ones in the order of the map.
    pub fn rank(&self, resource: &Resource) -> Vec<CompetencyIndex> {
        let text = format!(
            "{} {} {}",
            resource.name, resource.description, resource.text
        );
        let mut scores = vec![0.0; self.candidates.len()];
        for (word, times) in self.count(&text) {
            let own = match self.method {
                Baseline::Bm25 => times,
                Baseline::TfIdf => (1.0 + times.ln()) * self.idf.get(&word).copied().unwrap_or(0.0),
            };
            for &(at, weight) in self.postings.get(&word).into_iter().flatten() {
                scores[at] += own * weight;
            }
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]).then(one.cmp(&other)));
        order.into_iter().map(|at| self.candidates[at]).collect()
    }

    fn count(&self, text: &str) -> BTreeMap<String, f64> {
        let stop: BTreeSet<&str> = STOP_WORDS.split_whitespace().collect();
        let mut counts = BTreeMap::new();
        for word in text
            .to_lowercase()
            .split(|sign: char| !sign.is_alphanumeric())
        {
            let word = match self.method {
                Baseline::Bm25 => word.to_owned(),
                Baseline::TfIdf if stop.contains(word) || word.len() < 2 => continue,
                Baseline::TfIdf => self.stemmer.stem(word).into_owned(),
            };
            if !word.is_empty() {
                *counts.entry(word).or_insert(0.0) += 1.0;
            }
        }
        counts
    }
}
