//! Reading a resource with the eyes of a map: which of the map's words stand where.

use super::boilerplate::{Sentence, boilerplate, site_words};
use super::fields::TextFields;
use super::lexicon::{Lexicon, Meaning, Term, Wider};
use super::weights::Weights;
use super::words::each_word;
use crate::catalog::Field;

/// A word of the map in a resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub term: Term,
    pub field: Field,
    /// Characters from the start of the field.
    pub start: u32,
    pub end: u32,
    /// Sentences are numbered through all fields.
    pub sentence: u32,
    /// Words with a topic, known or not, are numbered through all fields.
    pub position: u32,
}

/// A resource, read.
#[derive(Default)]
pub(super) struct Reading {
    pub tokens: Vec<Token>,
    /// Words outside the map that the lexicon has learnt, with their field's weight.
    pub wider: Vec<(Wider, f64)>,
    /// Words with a topic, each counted with its field's weight.
    pub length: f64,
    /// All words of title, description and text.
    pub words: usize,
    /// Those of them that any English sentence has and no other language.
    pub english: usize,
}

/// Words that make up a tenth or more of English prose and occur in no other large language.
const ENGLISH: [&str; 12] = [
    "and", "are", "for", "from", "how", "of", "that", "the", "this", "to", "with", "your",
];

impl Reading {
    pub fn of(fields: &TextFields<'_>, lexicon: &Lexicon, weights: &Weights) -> Self {
        let mut reading = Self::default();
        let mut position = 0_u32;
        let mut sentence = 0_u32;
        let mut before = String::new();
        for (field, text) in fields.each() {
            let weight = weights.field(field);
            let site = match field {
                Field::Text => site_sentences(text, lexicon),
                _ => Vec::new(),
            };
            let first_sentence = sentence + 1;
            // What the word before gave: where it started and how many tokens it has.
            let mut start = 0;
            let mut given = 0;
            before.clear();
            each_word(text, |word, lower| {
                if word.opens_sentence {
                    sentence += 1;
                }
                if site.get((sentence - first_sentence) as usize) == Some(&true) {
                    before.clear();
                    given = 0;
                    return;
                }
                if field != Field::Keywords {
                    reading.words += 1;
                    reading.english += usize::from(ENGLISH.contains(&lower));
                }
                let mut begin = word.start;
                let mut meaning = lexicon.look_up(lower);
                if word.hyphenated && !before.is_empty() {
                    before.push_str(lower);
                    if let joined @ Meaning::Terms(_) = lexicon.look_up(&before) {
                        reading.tokens.truncate(reading.tokens.len() - given);
                        begin = start;
                        meaning = joined;
                    }
                }
                given = 0;
                match meaning {
                    Meaning::Nothing => {}
                    Meaning::Unknown(wider) => {
                        reading.wider.extend(wider.map(|wider| (wider, weight)));
                        position += 1;
                        reading.length += weight;
                    }
                    Meaning::Terms(terms) => {
                        for &term in terms {
                            position += 1;
                            reading.length += weight;
                            reading.tokens.push(Token {
                                term,
                                field,
                                start: begin,
                                end: word.end,
                                sentence,
                                position,
                            });
                        }
                        given = terms.len();
                    }
                }
                start = begin;
                before.clear();
                before.push_str(lower);
            });
        }
        reading
    }
}

/// For each sentence of a text, whether it speaks of the site and not of the resource.
fn site_sentences(text: &str, lexicon: &Lexicon) -> Vec<bool> {
    let site = site_words();
    let mut sentences: Vec<Sentence> = Vec::new();
    each_word(text, |word, lower| {
        if word.opens_sentence || sentences.is_empty() {
            sentences.push(Sentence::default());
        }
        let Some(sentence) = sentences.last_mut() else {
            return;
        };
        sentence.words += 1;
        if site.binary_search(&lower).is_err() {
            return;
        }
        sentence.site += 1;
        sentence.foreign |= !matches!(lexicon.look_up(lower), Meaning::Terms(_));
        if sentence.signs.len() < 2 && !sentence.signs.iter().any(|sign| sign == lower) {
            sentence.signs.push(lower.to_owned());
        }
    });
    boilerplate(&sentences)
}
