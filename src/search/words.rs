//! Text into words: the one way in which resources, queries and snippets are cut and folded.
//!
//! A word is a run of letters, digits and the marks that belong to them, in lower case, without accents
//! (Latin), vowel points (Hebrew, Arabic) or invisible joiners. Scripts that are written without spaces
//! (Han, kana, Thai and their neighbours) are cut into overlapping pairs of characters, and a lone last
//! character, so that every character starts a word.

use std::ops::{ControlFlow, Range};
use tantivy::tokenizer::{AsciiFoldingFilter, RawTokenizer, TextAnalyzer, TokenStream};

/// Longer runs are no words (encoded data, rows of underscores) and are passed over. In bytes.
pub(super) const LONGEST_WORD: usize = 80;

/// Cuts text into folded words. Holds buffers, so make one and reuse it.
pub(super) struct WordReader {
    /// Made for the first word with an accent.
    folding: Option<TextAnalyzer>,
    word: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a spaced word.
    Letter,
    /// A character of a script without spaces.
    Dense,
    /// Belongs to the word it stands in, but is not kept.
    Dropped,
    /// Between words.
    Gap,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Class::Letter
        } else {
            Class::Gap
        };
    }
    match c {
        // Soft hyphen, joiners, combining accents, Hebrew points, Arabic vowel signs and tatweel.
        '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'
        | '\u{5c2}'
        | '\u{5c4}'
        | '\u{5c5}'
        | '\u{5c7}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}' => Class::Dropped,
        // Thai to Myanmar, Khmer; kana; Han with its extensions; half-width kana.
        '\u{e01}'..='\u{e3a}'
        | '\u{e40}'..='\u{e4e}'
        | '\u{e80}'..='\u{edf}'
        | '\u{1000}'..='\u{1049}'
        | '\u{1780}'..='\u{17d3}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}' => Class::Dense,
        // The dandas are punctuation; the other signs of the Indic blocks belong to their word.
        '\u{964}' | '\u{965}' => Class::Gap,
        '\u{900}'..='\u{dff}' => Class::Letter,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Gap,
    }
}

impl WordReader {
    pub(super) fn new() -> Self {
        Self {
            folding: None,
            word: String::new(),
        }
    }

    /// Calls `visit` with each word, folded, and the bytes of `text` it stands in, until told to stop.
    pub(super) fn each(
        &mut self,
        text: &str,
        mut visit: impl FnMut(&str, Range<usize>) -> ControlFlow<()>,
    ) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            // Most words are plain: letters and digits up to some other plain character.
            let plain = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric());
            at += plain.count();
            if at > start && bytes.get(at).is_none_or(u8::is_ascii) {
                if at - start > LONGEST_WORD {
                    continue;
                }
                self.word.clear();
                self.word.push_str(&text[start..at]);
                self.word.make_ascii_lowercase();
                if visit(&self.word, start..at).is_break() {
                    return;
                }
                continue;
            }
            if at == start && byte.is_ascii() {
                at += 1;
                continue;
            }
            let mut characters = text[start..].char_indices();
            let Some((_, c)) = characters.next() else {
                return;
            };
            at = start + c.len_utf8();
            let flow = match class(c) {
                Class::Gap | Class::Dropped => continue,
                Class::Dense => {
                    self.word.clear();
                    self.word.push(c);
                    let next = characters.next().map(|(_, next)| next);
                    let next = next.filter(|&next| class(next) == Class::Dense);
                    self.word.extend(next);
                    visit(&self.word, start..at + next.map_or(0, char::len_utf8))
                }
                Class::Letter => {
                    self.word.clear();
                    push_folded(&mut self.word, c);
                    for (from, next) in characters {
                        match class(next) {
                            Class::Letter => push_folded(&mut self.word, next),
                            Class::Dropped => {}
                            Class::Dense | Class::Gap => break,
                        }
                        at = start + from + next.len_utf8();
                    }
                    if self.word.len() > LONGEST_WORD {
                        continue;
                    }
                    self.fold_accents();
                    visit(&self.word, start..at)
                }
            };
            if flow.is_break() {
                return;
            }
        }
    }

    /// The words of a text, folded.
    pub(super) fn all(&mut self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        self.each(text, |word, _| {
            words.push(word.to_owned());
            ControlFlow::Continue(())
        });
        words
    }

    fn fold_accents(&mut self) {
        let is_accented = |c: char| matches!(c, '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}');
        if self.word.chars().any(is_accented) {
            let folding = self.folding.get_or_insert_with(|| {
                TextAnalyzer::builder(RawTokenizer::default())
                    .filter(AsciiFoldingFilter)
                    .build()
            });
            let mut stream = folding.token_stream(&self.word);
            if stream.advance() {
                let folded = std::mem::take(&mut stream.token_mut().text);
                drop(stream);
                self.word = folded;
            }
        }
    }
}

/// Appends a character in lower case; full-width forms become plain ones, Arabic alefs one alef.
fn push_folded(word: &mut String, c: char) {
    match c {
        _ if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        '\u{ff10}'..='\u{ff5a}' => {
            let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            word.extend(plain.to_lowercase());
        }
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => word.push('\u{627}'),
        '\u{649}' => word.push('\u{64a}'),
        _ => word.extend(c.to_lowercase().filter(|&c| class(c) != Class::Dropped)),
    }
}

/// Whether a word consists of a script without spaces, so that one character of it is a beginning.
pub(super) fn is_dense(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| class(c) == Class::Dense)
}

#[cfg(test)]
mod tests {
    use super::WordReader;

    fn words(text: &str) -> Vec<String> {
        WordReader::new().all(text)
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(
            words("Élan, co\u{ad}operate: the Straße's ＡＢＣ e\u{301}"),
            ["elan", "cooperate", "the", "strasse", "s", "abc", "e"]
        );
    }

    #[test]
    fn dense_scripts_become_pairs() {
        assert_eq!(words("学習者 ok"), ["学習", "習者", "者", "ok"]);
    }

    #[test]
    fn right_to_left_words_lose_their_points() {
        assert_eq!(words("שָׁלוֹם"), ["שלום"]);
        assert_eq!(words("مُعَلِّم أحمد"), ["معلم", "احمد"]);
    }

    #[test]
    fn nothing_but_signs_is_no_word() {
        assert_eq!(words("🙂 \u{0} -- \u{202e}"), Vec::<String>::new());
    }
}
