//! The words of a map, numbered.

use super::fields::TextFields;
use super::spelling::Speller;
use super::words::each_word;
use std::collections::{BTreeMap, HashMap};

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
        match self.speller.key(lower) {
            None => Meaning::Nothing,
            Some(key) => match self.forms.get(key.as_ref()) {
                Some(terms) => Meaning::Terms(terms),
                None => Meaning::Unknown(self.wider.get(key.as_ref()).copied()),
            },
        }
    }

    /// Learns the words outside the map that at least two of the texts use, numbered in alphabetical order.
    pub fn learn(&mut self, texts: &[TextFields<'_>]) {
        let mut frequency: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (at, text) in (1..).zip(texts) {
            for (_, text) in text.each() {
                each_word(text, |_, lower| {
                    let Some(key) = self.speller.key(lower) else {
                        return;
                    };
                    if self.forms.contains_key(key.as_ref()) {
                        return;
                    }
                    let (last, count) = match frequency.get_mut(key.as_ref()) {
                        Some(found) => found,
                        None => frequency.entry(key.into_owned()).or_default(),
                    };
                    if *last != at {
                        *last = at;
                        *count += 1;
                    }
                });
            }
        }
        frequency.retain(|_, &mut (_, count)| count > 1);
        self.wider = frequency.into_keys().zip(0..).collect();
    }

    /// How many words outside the map are known.
    pub fn wider(&self) -> usize {
        self.wider.len()
    }
}

/// What a word is to the map.
pub(super) enum Meaning<'a> {
    /// A word without a topic, such as `the`.
    Nothing,
    /// A word that the map does not use; with its number where it was learnt.
    Unknown(Option<Wider>),
    /// Words of the map.
    Terms(&'a [Term]),
}
