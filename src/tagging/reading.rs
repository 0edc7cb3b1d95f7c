//! Reading a resource with the eyes of a map: which of the map's words stand where.

use super::boilerplate::{Sign, Worth};
use super::lexicon::{Lexicon, Meaning, Term, Wider};
use super::text::{Spoken, Text};
use super::weights::Weights;
use crate::catalog::Field;
use std::collections::BTreeSet;
use std::ops::Range;

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
    /// All words of title, description and text, read or not.
    pub words: usize,
    /// Those of them that any English sentence has and no other language.
    pub english: usize,
}

impl Reading {
    pub fn of(text: &Text<'_>, lexicon: &Lexicon, weights: &Weights) -> Self {
        let mut reading = Self::default();
        let meanings = text
            .words
            .each_ref()
            .map(|(_, words)| meanings(words, text, lexicon));
        let passage = passage(text, &meanings, lexicon);
        let mut position = 0_u32;
        let mut sentence = 0_u32;
        for ((field, words), meanings) in text.words.iter().zip(&meanings) {
            let (field, weight) = (*field, weights.field(*field));
            let first_sentence = sentence + 1;
            // The word before, and what it gave: where it started and how many tokens it has.
            let mut before: Option<&Spoken> = None;
            let mut start = 0;
            let mut given = 0;
            for (spoken, &meaning) in words.iter().zip(meanings) {
                let word = spoken.word;
                if word.opens_sentence {
                    sentence += 1;
                }
                if field != Field::Keywords {
                    reading.words += 1;
                    reading.english += usize::from(spoken.english);
                }
                let own = (sentence - first_sentence) as usize;
                if field == Field::Text && !passage.contains(&own) {
                    before = None;
                    given = 0;
                    continue;
                }
                let mut begin = word.start;
                let mut meaning = meaning;
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

/// What each of some words of a text is to the map.
fn meanings<'a>(words: &[Spoken], text: &Text<'_>, lexicon: &'a Lexicon) -> Vec<Meaning<'a>> {
    let meaning = |spoken: &Spoken| match spoken.known {
        Some(known) => lexicon.meaning(known),
        None => lexicon.look_up(text.letters(spoken)),
    };
    words.iter().map(meaning).collect()
}

/// What a word is called in whatever form it is met.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Name<'a> {
    Term(Term),
    Wider(Wider),
    Other(&'a str),
}

/// The sentences of a full text that speak of the resource.
fn passage(text: &Text<'_>, meanings: &[Vec<Meaning<'_>>; 4], lexicon: &Lexicon) -> Range<usize> {
    let has = |wanted| {
        let mut fields = text.words.iter();
        fields.any(|(field, words)| *field == wanted && !words.is_empty())
    };
    let described = has(Field::Description);
    if !has(Field::Text) {
        return 0..0;
    }
    let mut named: BTreeSet<Name<'_>> = BTreeSet::new();
    let mut worth = Worth::new(lexicon.unknown());
    for ((field, words), meanings) in text.words.iter().zip(meanings) {
        for (spoken, meaning) in words.iter().zip(meanings) {
            let name = match *meaning {
                Meaning::Nothing => None,
                Meaning::Unknown(Some(wider)) => Some(Name::Wider(wider)),
                Meaning::Unknown(None) => Some(Name::Other(text.letters(spoken))),
                Meaning::Terms(terms) => terms.first().map(|&term| Name::Term(term)),
            };
            if *field != Field::Text {
                // A description has words enough to do without the common ones, a title has not.
                named.extend(name.filter(|_| !described || !spoken.common));
                continue;
            }
            let sign = match name {
                None => Sign::Nothing,
                Some(name) if named.contains(&name) => Sign::Named,
                _ if spoken.site => Sign::Site,
                Some(Name::Other(_)) => Sign::Unknown,
                Some(_) => Sign::Known,
            };
            worth.add(spoken.word.opens_sentence, sign);
        }
    }
    worth.passage(described)
}
