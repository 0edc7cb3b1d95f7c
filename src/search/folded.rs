//! The words of a resource as one text, the form in which tantivy takes them while an index is built.
//!
//! A space follows each word and a line break each of the resource's texts, the name being the first.

use super::IndexedResource;
use super::rank::NAME_WEIGHT;
use super::words::WordReader;
use std::ops::ControlFlow;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// All words of a resource.
pub(super) fn folded(indexed: &IndexedResource<'_>, reader: &mut WordReader) -> String {
    let mut folded = String::new();
    let mut add = |text: &str| {
        reader.each(text, |word, _| {
            folded.push_str(word);
            folded.push(' ');
            ControlFlow::Continue(())
        });
        folded.push('\n');
        false
    };
    indexed.resource.any_text(&mut add);
    for label in &indexed.competency_labels {
        add(label);
    }
    folded
}

/// Cuts what [`folded`] has joined, each word of the name as often as it counts.
#[derive(Clone, Default)]
pub(super) struct FoldedWords {
    token: Token,
}

pub(super) struct FoldedStream<'a> {
    token: &'a mut Token,
    rest: &'a str,
    /// How often a word counts here.
    weight: usize,
    /// How often the word at hand is still to be given.
    left: usize,
}

impl Tokenizer for FoldedWords {
    type TokenStream<'a> = FoldedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedStream<'a> {
        self.token.reset();
        FoldedStream {
            token: &mut self.token,
            rest: text,
            weight: NAME_WEIGHT,
            left: 0,
        }
    }
}

impl TokenStream for FoldedStream<'_> {
    fn advance(&mut self) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return true;
        }
        while let Some(rest) = self.rest.strip_prefix('\n') {
            self.rest = rest;
            self.weight = 1;
        }
        let Some((word, rest)) = self.rest.split_once(' ') else {
            return false;
        };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(word);
        self.left = self.weight - 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::{FoldedWords, TokenStream, Tokenizer};

    #[test]
    fn words_of_the_name_count_more() {
        let mut words = FoldedWords::default();
        let mut stream = words.token_stream("big idea \n\nan idea \n");
        let mut given = Vec::new();
        while stream.advance() {
            given.push(stream.token().text.clone());
        }
        let expected = ["big", "big", "big", "idea", "idea", "idea", "an", "idea"];
        assert_eq!(given, expected);
    }
}
