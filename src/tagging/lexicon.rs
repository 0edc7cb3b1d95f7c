//! The words of a map, numbered.

use super::spelling::Speller;
use super::text::{Known, Seen};
use super::words::each_word;
use std::collections::HashMap;

/// A word of the map, by number. Numbers follow the order of first appearance in the map.
pub(super) type Term = u32;

/// The words of one map and every form under which a text may name them.
pub(super) struct Lexicon {
    speller: Speller,
    /// Key to terms: one, or several where a compound is written as one word (`coordinator` for
    /// `co-ordinator`). Only looked up, never iterated: its order cannot matter.
    forms: HashMap<String, Vec<Term>>,
    terms: u32,
    /// Words that the map does not use but several texts of the background do; a numbering of its own.
    wider: HashMap<String, Wider>,
    /// For each word of the vocabulary, what it is to the map.
    meanings: Vec<Kept>,
    /// The share of words in a text of the background that are neither the map's nor in two other texts.
    unknown: f64,
}

/// A [`Meaning`] that is kept.
enum Kept {
    Nothing,
    Unknown(Option<Wider>),
    Terms(Vec<Term>),
}

/// A word outside the map, by number.
pub(super) type Wider = u32;

impl Lexicon {
    /// An empty lexicon for a BCP 47 language tag.
    pub fn new(language: &str) -> Self {
        Self {
            speller: Speller::new(language),
            forms: HashMap::new(),
            terms: 0,
            wider: HashMap::new(),
            meanings: Vec::new(),
            unknown: 1.0,
        }
    }

    /// Whether the map is in English, as far as it says.
    pub fn is_english(&self) -> bool {
        self.speller.is_english()
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms as usize
    }

    /// The terms of a text of the map, sentence by sentence; unseen ones are added.
    pub fn add(&mut self, text: &str) -> Vec<Vec<Term>> {
        let mut sentences = vec![Vec::new()];
        let mut before = String::new();
        let mut before_terms: Vec<Term> = Vec::new();
        each_word(text, |word, lower| {
            if word.opens_sentence {
                sentences.push(Vec::new());
            }
            let terms: Vec<Term> = match self.speller.key(lower) {
                Some(key) => match self.forms.get(key.as_ref()) {
                    Some(terms) => terms.clone(),
                    None => {
                        let term = self.terms;
                        self.terms += 1;
                        self.forms.insert(key.into_owned(), vec![term]);
                        vec![term]
                    }
                },
                None => Vec::new(),
            };
            if let Some(sentence) = sentences.last_mut() {
                sentence.extend(&terms);
            }
            if word.hyphenated {
                let both: Vec<Term> = before_terms.iter().chain(&terms).copied().collect();
                let joined = format!("{before}{lower}");
                if let (false, Some(key)) = (both.is_empty(), self.speller.key(&joined)) {
                    self.forms.entry(key.into_owned()).or_insert(both);
                }
            }
            before.clear();
            before.push_str(lower);
            before_terms = terms;
        });
        sentences.retain(|sentence| !sentence.is_empty());
        sentences
    }

    /// What a lower-case word of a text is to the map.
    pub fn look_up(&self, lower: &str) -> Meaning<'_> {
        self.meaning_of_key(self.speller.key(lower).as_deref())
    }

    /// What a word of the vocabulary is to the map.
    pub fn meaning(&self, word: Known) -> Meaning<'_> {
        match self.meanings.get(word as usize) {
            None | Some(Kept::Nothing) => Meaning::Nothing,
            Some(Kept::Unknown(wider)) => Meaning::Unknown(*wider),
            Some(Kept::Terms(terms)) => Meaning::Terms(terms),
        }
    }

    fn meaning_of_key(&self, key: Option<&str>) -> Meaning<'_> {
        let Some(key) = key else {
            return Meaning::Nothing;
        };
        match self.forms.get(key) {
            Some(terms) => Meaning::Terms(terms),
            None => Meaning::Unknown(self.wider.get(key).copied()),
        }
    }

    /// Learns what each word of the vocabulary is to the map, and the words outside the map that at least two of its texts
    /// use, numbered in alphabetical order.
    pub fn learn(&mut self, seen: &Seen) {
        let keys = seen.frequency.iter();
        let outside = keys.filter(|&(key, _)| !self.forms.contains_key(key));
        let outside: Vec<(&String, usize)> = outside.map(|(key, &count)| (key, count)).collect();
        let all: usize = seen.frequency.values().sum();
        // Leaving each text out in turn, as a text to come would find the others.
        let rare = outside.iter().filter(|(_, count)| *count <= 2);
        let rare: usize = rare.map(|(_, count)| count).sum();
        self.unknown = (rare as f64 + 1.0) / (all as f64 + 1.0);
        let wider = outside.iter().filter(|(_, count)| *count > 1);
        self.wider = wider.map(|&(key, _)| key.clone()).zip(0..).collect();
        let kept = |key: &Option<String>| match self.meaning_of_key(key.as_deref()) {
            Meaning::Nothing => Kept::Nothing,
            Meaning::Unknown(wider) => Kept::Unknown(wider),
            Meaning::Terms(terms) => Kept::Terms(terms.to_vec()),
        };
        self.meanings = seen.keys.iter().map(kept).collect();
    }

    /// The share of words in a text of the background that are known from nowhere else; 1 without a background.
    pub fn unknown(&self) -> f64 {
        self.unknown
    }

    /// How many words outside the map are known.
    pub fn wider(&self) -> usize {
        self.wider.len()
    }
}

/// What a word is to the map.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'a> {
    /// A word without a topic, such as `the`.
    Nothing,
    /// A word that the map does not use; with its number where it was learnt.
    Unknown(Option<Wider>),
    /// Words of the map.
    Terms(&'a [Term]),
}
