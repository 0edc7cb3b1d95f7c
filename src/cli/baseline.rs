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
    /// What a search engine over the resources does, asked for each statement: words as they are, Okapi BM25.
    Bm25,
    /// Stems without stop words, (1 + ln tf) · idf over the statements, cosine.
    TfIdf,
}

type Words = BTreeMap<String, f64>;

/// For each resource every candidate, best first; equal ones in the order of the map.
pub(super) fn rank(
    framework: &Framework,
    resources: &[Resource],
    method: Baseline,
) -> Vec<Vec<CompetencyIndex>> {
    let candidates: Vec<CompetencyIndex> = framework.leaves().collect();
    let count = |text: &str| match method {
        Baseline::Bm25 => words(text),
        Baseline::TfIdf => stems(text),
    };
    let statements: Vec<Words> = candidates
        .iter()
        .map(|&index| count(&framework.competency(index).statement))
        .collect();
    let texts: Vec<Words> = resources
        .iter()
        .map(|own| count(&format!("{} {} {}", own.name, own.description, own.text)))
        .collect();
    let scores: Vec<Vec<f64>> = match method {
        Baseline::Bm25 => bm25(&statements, &texts),
        Baseline::TfIdf => cosine(&statements, &texts),
    };
    scores
        .into_iter()
        .map(|scores| {
            let mut order: Vec<usize> = (0..scores.len()).collect();
            order.sort_by(|&one, &other| {
                scores[other].total_cmp(&scores[one]).then(one.cmp(&other))
            });
            order.into_iter().map(|at| candidates[at]).collect()
        })
        .collect()
}

fn bm25(statements: &[Words], texts: &[Words]) -> Vec<Vec<f64>> {
    let count = texts.len() as f64;
    let frequency = frequency(texts);
    let length = |text: &Words| text.values().sum::<f64>();
    let mean = texts.iter().map(length).sum::<f64>() / count;
    let score = |statement: &Words, text: &Words| -> f64 {
        let norm = K1 * (1.0 - B + B * length(text) / mean);
        statement
            .iter()
            .filter_map(|(word, times)| {
                let found = text.get(word)?;
                let idf = (1.0 + (count - frequency[word] + 0.5) / (frequency[word] + 0.5)).ln();
                Some(times * idf * found * (K1 + 1.0) / (found + norm))
            })
            .sum()
    };
    let row = |text| statements.iter().map(|own| score(own, text)).collect();
    texts.iter().map(row).collect()
}

fn cosine(statements: &[Words], texts: &[Words]) -> Vec<Vec<f64>> {
    let count = statements.len() as f64;
    let frequency = frequency(statements);
    let weighed = |words: &Words| -> Words {
        let known = words
            .iter()
            .filter(|(word, _)| frequency.contains_key(*word));
        known
            .map(|(word, times)| {
                let idf = ((1.0 + count) / (1.0 + frequency[word])).ln() + 1.0;
                (word.clone(), (1.0 + times.ln()) * idf)
            })
            .collect()
    };
    // The text's own length is the same for all candidates.
    let unit = |words: Words| -> Words {
        let norm = words.values().map(|own| own * own).sum::<f64>().sqrt();
        words
            .into_iter()
            .map(|(word, own)| (word, own / norm))
            .collect()
    };
    let statements: Vec<Words> = statements.iter().map(|own| unit(weighed(own))).collect();
    let row = |text: &Words| {
        let text = weighed(text);
        let product = |own: &Words| {
            own.iter()
                .filter_map(|(word, one)| Some(one * text.get(word)?))
                .sum()
        };
        statements.iter().map(product).collect()
    };
    texts.iter().map(row).collect()
}

fn frequency(texts: &[Words]) -> Words {
    let mut frequency = Words::new();
    for word in texts.iter().flat_map(BTreeMap::keys) {
        *frequency.entry(word.clone()).or_insert(0.0) += 1.0;
    }
    frequency
}

fn words(text: &str) -> Words {
    let mut counts = Words::new();
    for word in text
        .to_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
    {
        if !word.is_empty() {
            *counts.entry(word.to_owned()).or_insert(0.0) += 1.0;
        }
    }
    counts
}

fn stems(text: &str) -> Words {
    let stemmer = Stemmer::new(Algorithm::English);
    let stop: BTreeSet<&str> = STOP_WORDS.split_whitespace().collect();
    let mut counts = Words::new();
    for (word, times) in words(text) {
        if word.len() > 1 && !stop.contains(word.as_str()) {
            *counts
                .entry(stemmer.stem(&word).into_owned())
                .or_insert(0.0) += times;
        }
    }
    counts
}
