//! Cutting a text into words, each with its place in characters.

use super::markup;

/// Longer words are no words (keys, encoded data, scripts written without spaces): read up to here.
const LONGEST_WORD: usize = 48;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// First character, counted in Unicode scalar values from the start of the text.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Whether a sentence, line item or block begins with it.
    pub opens_sentence: bool,
    /// Whether only a hyphen stands between the word before and this one.
    pub hyphenated: bool,
}

/// Calls `visit` with each word and its lower-case letters, without possessive `'s` and soft hyphens.
/// Markup, entities and web addresses are stepped over. Linear in the length of the text.
pub(super) fn each_word(text: &str, mut visit: impl FnMut(Word, &str)) {
    let mut lower = String::with_capacity(LONGEST_WORD);
    let mut no_hidden_end = false;
    let mut at = 0; // in bytes
    let mut place = 0_u32; // in characters
    let mut opens_sentence = true;
    let mut hyphenated = false;
    let mut newlines = 0;
    let mut stop = false;
    while let Some(sign) = text[at..].chars().next() {
        if sign.is_alphanumeric() {
            let start = place;
            let begin = at;
            lower.clear();
            let mut letters = 0;
            while let Some(next) = text[at..].chars().next() {
                let width = next.len_utf8();
                if next.is_alphanumeric() || is_combining(next) {
                    if letters < LONGEST_WORD {
                        lower.extend(next.to_lowercase());
                    }
                    letters += 1;
                } else if is_apostrophe(next)
                    && text[at + width..]
                        .chars()
                        .next()
                        .is_some_and(char::is_alphanumeric)
                {
                    lower.push('\'');
                } else if !is_invisible(next) {
                    break;
                }
                at += width;
                place += 1;
            }
            if is_address(&text[begin..], &lower) {
                let length = address_length(&text[begin..]).max(at - begin);
                place = start + count(&text[begin..begin + length]);
                at = begin + length;
            } else {
                if letters > LONGEST_WORD {
                    lower.clear();
                }
                if let Some(cut) = lower.find('\'') {
                    lower.truncate(cut.max(1));
                }
                visit(
                    Word {
                        start,
                        end: place,
                        opens_sentence,
                        hyphenated,
                    },
                    &lower,
                );
                opens_sentence = false;
            }
            hyphenated = false;
            newlines = 0;
            stop = false;
            continue;
        }
        if let Some(skipped) = markup::skip(&text[at..], &mut no_hidden_end) {
            place += count(&text[at..at + skipped.bytes]);
            at += skipped.bytes;
            opens_sentence |= skipped.ends_sentence;
            hyphenated = false;
            continue;
        }
        // A sentence ends at `.!?;:` before a space, at an empty line, at a bullet and at a table cell.
        opens_sentence |= stop && sign.is_whitespace();
        stop = matches!(sign, '.' | '!' | '?' | ';' | ':' | '…' | '。' | '؟');
        match sign {
            '\n' => newlines += 1,
            '*' | '#' | '-' | '•' | '–' if newlines > 0 => opens_sentence = true,
            '|' | '•' => opens_sentence = true,
            _ => {}
        }
        opens_sentence |= newlines > 1;
        let width = sign.len_utf8();
        hyphenated = is_hyphen(sign)
            && text[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric)
            && text[at + width..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric);
        at += width;
        place += 1;
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | 'ʼ')
}

fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '‐' | '‑')
}

/// Soft hyphens and zero-width signs, which may stand inside a word unseen.
fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Accents written as signs of their own.
fn is_combining(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

fn is_address(rest: &str, first_word: &str) -> bool {
    match first_word {
        "http" | "https" => rest[first_word.len()..].starts_with("://"),
        "www" => rest[3..].starts_with('.'),
        _ => false,
    }
}

fn address_length(rest: &str) -> usize {
    rest.find(|sign: char| {
        sign.is_whitespace() || matches!(sign, ')' | ']' | '>' | '<' | '"' | '\'')
    })
    .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, |_, lower| found.push(lower.to_owned()));
        found
    }

    #[test]
    fn markup_and_addresses_are_no_words() {
        let text = "<p class=\"x\">Exit <b>tickets</b></p><script>var exit;</script> &amp; [more](https://a.org/exit?a=b) <3";
        assert_eq!(words(text), ["exit", "tickets", "more", "3"]);
    }

    #[test]
    fn possessives_and_soft_hyphens_are_dropped() {
        assert_eq!(
            words("Pupils’ teacher's class\u{ad}room"),
            ["pupils", "teacher", "classroom"]
        );
    }

    #[test]
    fn places_count_characters() {
        let mut places = Vec::new();
        each_word("😀 é <b>née</b>", |word, _| {
            places.push((word.start, word.end))
        });
        assert_eq!(places, [(2, 3), (7, 10)]);
    }

    #[test]
    fn sentences_items_and_blocks_are_told_apart() {
        let mut opens = Vec::new();
        each_word(
            "One two. Three\nfour\n- five\n\nsix<p>seven e.g. eight",
            |word, lower| {
                if word.opens_sentence {
                    opens.push(lower.to_owned());
                }
            },
        );
        assert_eq!(opens, ["one", "three", "five", "six", "seven", "eight"]);
    }
}
