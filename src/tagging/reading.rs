//! Reading a resource with the eyes of a map: which of the map's words stand where.

use super::boilerplate::{Sentence, boilerplate};
use super::lexicon::{Lexicon, Meaning, Term, Wider};
use super::text::{Spoken, Text};
use super::weights::Weights;
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

impl Reading {
    pub fn of(text: &Text<'_>, lexicon: &Lexicon, weights: &Weights) -> Self {
        let mut reading = Self::default();
        let mut position = 0_u32;
        let mut sentence = 0_u32;
        for (field, words) in &text.words {
            let (field, weight) = (*field, weights.field(*field));
            let site = match field {
                Field::Text => site_sentences(text, words, lexicon),
                _ => Vec::new(),
            };
            let first_sentence = sentence + 1;
            // The word before, and what it gave: where it started and how many tokens it has.
            let mut before: Option<&Spoken> = None;
            let mut start = 0;
            let mut given = 0;
            for spoken in words {
                let word = spoken.word;
                if word.opens_sentence {
                    sentence += 1;
                }
                if site.get((sentence - first_sentence) as usize) == Some(&true) {
                    before = None;
                    given = 0;
                    continue;
                }
                if field != Field::Keywords {
                    reading.words += 1;
                    reading.english += usize::from(spoken.english);
                }
                let mut begin = word.start;
                let mut meaning = match spoken.known {
                    Some(known) => lexicon.meaning(known),
                    None => lexicon.look_up(text.letters(spoken)),
                };
                let hyphenated =
                    |before: &&Spoken| word.hyphenated && !text.letters(before).is_empty();
                if let Some(before) = before.filter(hyphenated) {
                    let joined = lexicon.look_up(text.joined(before, spoken));
                    if matches!(joined, Meaning::Terms(_)) {
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
                before = Some(spoken);
            }
        }
        reading
    }
}

/// For each sentence of a text, whether it speaks of the site and not of the resource.
fn site_sentences(text: &Text<'_>, words: &[Spoken], lexicon: &Lexicon) -> Vec<bool> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for spoken in words {
        if spoken.word.opens_sentence || sentences.is_empty() {
            sentences.push(Sentence::default());
        }
        let Some(sentence) = sentences.last_mut() else {
            continue;
        };
        sentence.words += 1;
        if !spoken.site {
            continue;
        }
        let lower = text.letters(spoken);
        sentence.site += 1;
        sentence.foreign |= !matches!(lexicon.look_up(lower), Meaning::Terms(_));
        if sentence.signs.len() < 2 && !sentence.signs.iter().any(|sign| sign == lower) {
            sentence.signs.push(lower.to_owned());
        }
    }
    boilerplate(&sentences)
}
