//! A search box's text into what is asked. Every text means something; nothing is an error.
//!
//! `"two words"` asks for the words one after the other, `-word` and `-"two words"` leave out,
//! `kind:video` and `publisher:"Some name"` filter by a facet if it has that value. All else is words,
//! among them quotes that do not close, so that nothing vanishes while they are being typed.

use super::words::{WordReader, is_dense};
use super::{facet, phrase};
use std::ops::{ControlFlow, Range};

/// What lies beyond is not read. In bytes.
const LONGEST_TEXT: usize = 16 * 1024;
/// Further distinct words are not searched for.
const MOST_WORDS: usize = 64;
/// Further phrases, exclusions and filters are treated as absent.
const MOST_CLAUSES: usize = 32;
/// So are further words of all phrases and exclusions together.
const MOST_PHRASED: usize = phrase::LONGEST;

/// A query's text, understood.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parsed {
    /// Distinct words in the order of their first mention.
    pub(super) words: Vec<AskedWord>,
    /// Words that must stand one after the other. They are among `words` too.
    pub(super) phrases: Vec<Vec<String>>,
    /// Words, or words one after the other, that must not be there.
    pub(super) excluded: Vec<Vec<String>>,
    /// Facets, by their place, with the value.
    pub(super) filters: Vec<(usize, String)>,
    /// Whether something was passed over because there is too much.
    pub(super) shortened: bool,
}

/// A word that is asked for.
#[derive(Debug, PartialEq)]
pub(super) struct AskedWord {
    /// Folded.
    pub(super) text: String,
    /// How often it is mentioned.
    pub(super) count: u32,
    /// Whether more letters may follow: it is the last word and is still being typed.
    pub(super) open: bool,
    /// Whether it stands in a phrase, which is taken to the letter.
    pub(super) quoted: bool,
    /// Where it is mentioned first, in bytes of the text.
    pub(super) place: Range<usize>,
}

impl Parsed {
    /// Understands `text`. `complete` says that the last word is finished. `value` gives a facet's value
    /// as it is written in the catalogue, from what was typed.
    pub(super) fn read(
        text: &str,
        complete: bool,
        reader: &mut WordReader,
        value: impl Fn(usize, &str) -> Option<String>,
    ) -> Self {
        let mut end = text.len().min(LONGEST_TEXT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // A word is not cut in two, unless it is all there is.
        if end < text.len() {
            end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
        }
        let mut parser = Parser {
            text: &text[..end],
            open_end: (!complete && end == text.len()).then_some(end),
            reader,
            phrased: 0,
            parsed: Self {
                shortened: end < text.len(),
                ..Self::default()
            },
        };
        parser.run(&value);
        parser.parsed
    }

    /// Whether it asks for nothing: then everything is shown.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

struct Parser<'a> {
    text: &'a str,
    /// Where a word must end to be still open.
    open_end: Option<usize>,
    reader: &'a mut WordReader,
    /// The words of all phrases and exclusions.
    phrased: usize,
    parsed: Parsed,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

impl Parser<'_> {
    fn run(&mut self, value: &impl Fn(usize, &str) -> Option<String>) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (excluded, from) = match self.text[at..].strip_prefix('-') {
                Some(rest) if rest.starts_with(|c: char| is_quote(c) || c.is_alphanumeric()) => {
                    (true, at + 1)
                }
                _ => (false, at),
            };
            if let Some((inner, next)) = self.quoted(from) {
                self.clause(inner, excluded);
                at = next;
                continue;
            }
            if !excluded && let Some((filter, next)) = self.filter(from, value) {
                let filters = &mut self.parsed.filters;
                self.parsed.shortened |= !push_within(filters, filter);
                at = next;
                continue;
            }
            // A run up to white space or a quote; a quote that opens nothing is passed over.
            let start = if self.text[from..].starts_with(is_quote) {
                from + quote_length(self.text, from)
            } else {
                from
            };
            let rest = &self.text[start..];
            let length = rest
                .find(|c: char| c.is_whitespace() || is_quote(c))
                .unwrap_or(rest.len());
            let run = start..start + length;
            at = run.end;
            if excluded {
                self.exclude(run);
            } else {
                self.words(run, false);
            }
        }
    }

    /// The inside of the quotes that open at `from`, and what follows them.
    fn quoted(&self, from: usize) -> Option<(Range<usize>, usize)> {
        if !self.text[from..].starts_with(is_quote) {
            return None;
        }
        let start = from + quote_length(self.text, from);
        let end = start + self.text[start..].find(is_quote)?;
        Some((start..end, end + quote_length(self.text, end)))
    }

    fn clause(&mut self, inner: Range<usize>, excluded: bool) {
        if excluded {
            return self.exclude(inner);
        }
        let phrase = self.phrase(inner.clone());
        self.words(inner, true);
        if phrase.len() > 1 {
            let phrases = &mut self.parsed.phrases;
            self.parsed.shortened |= !push_within(phrases, phrase);
        }
    }

    fn exclude(&mut self, inner: Range<usize>) {
        let phrase = self.phrase(inner);
        if !phrase.is_empty() {
            let excluded = &mut self.parsed.excluded;
            self.parsed.shortened |= !push_within(excluded, phrase);
        }
    }

    /// The words of a phrase. A lone last character of a script without spaces is left out: in a longer
    /// text it would be the beginning of a pair.
    fn phrase(&mut self, inner: Range<usize>) -> Vec<String> {
        let mut words = self.reader.all(&self.text[inner]);
        let ends_alone = |word: &String| is_dense(word) && word.chars().count() == 1;
        if words.len() > 1 && words.last().is_some_and(ends_alone) {
            words.pop();
        }
        let left = MOST_PHRASED - self.phrased;
        self.parsed.shortened |= words.len() > left;
        words.truncate(left);
        self.phrased += words.len();
        words
    }

    /// `facet:value`, where the facet has that value.
    fn filter(
        &self,
        from: usize,
        value: &impl Fn(usize, &str) -> Option<String>,
    ) -> Option<((usize, String), usize)> {
        // No further than a name reaches: a text is read in time that grows with its length.
        let text = &self.text[from..];
        let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
        let rest = text[end..].strip_prefix(':')?;
        let facet = facet::position(&text[..end])?;
        let start = self.text.len() - rest.len();
        let (inner, next) = self.quoted(start).unwrap_or_else(|| {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (start..start + length, start + length)
        });
        let value = value(facet, self.text[inner].trim())?;
        Some(((facet, value), next))
    }

    fn words(&mut self, range: Range<usize>, quoted: bool) {
        let Self {
            text,
            open_end,
            reader,
            parsed,
            ..
        } = self;
        let mut dense_before = None;
        reader.each(&text[range.clone()], |word, place| {
            let place = range.start + place.start..range.start + place.end;
            let lone = is_dense(word) && word.chars().count() == 1;
            // The last character of a dense run is inside the pair before it.
            if lone && dense_before == Some(place.end) {
                return ControlFlow::Continue(());
            }
            dense_before = is_dense(word).then_some(place.end);
            let open = !quoted && (*open_end == Some(place.end) || lone);
            if let Some(known) = parsed.words.iter_mut().find(|known| known.text == word) {
                known.count += 1;
                known.open |= open;
                known.quoted &= quoted;
            } else if parsed.words.len() < MOST_WORDS {
                parsed.words.push(AskedWord {
                    text: word.to_owned(),
                    count: 1,
                    open,
                    quoted,
                    place,
                });
            } else {
                parsed.shortened = true;
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
    }
}

/// Adds a clause that is not there yet, unless there are too many; says whether it is there then.
fn push_within<T: PartialEq>(clauses: &mut Vec<T>, clause: T) -> bool {
    let known = clauses.contains(&clause);
    let fits = clauses.len() < MOST_CLAUSES;
    if fits && !known {
        clauses.push(clause);
    }
    fits || known
}

fn quote_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::{Parsed, WordReader};

    fn read(text: &str) -> Parsed {
        Parsed::read(text, false, &mut WordReader::new(), |facet, value| {
            (facet == 1 && value.eq_ignore_ascii_case("video")).then(|| "Video".to_owned())
        })
    }

    fn words(parsed: &Parsed) -> Vec<(&str, u32, bool)> {
        parsed
            .words
            .iter()
            .map(|word| (word.text.as_str(), word.count, word.open))
            .collect()
    }

    #[test]
    fn words_are_counted_and_the_last_is_open() {
        assert_eq!(
            words(&read("Play to PLAY lear")),
            [("play", 2, false), ("to", 1, false), ("lear", 1, true)]
        );
        assert_eq!(words(&read("learn ")), [("learn", 1, false)]);
    }

    #[test]
    fn quotes_and_minus() {
        let parsed = read("a “big idea” -video -\"old one\" well-being - end");
        assert_eq!(parsed.phrases, [["big", "idea"]]);
        assert_eq!(parsed.excluded, [vec!["video"], vec!["old", "one"]]);
        let texts: Vec<_> = words(&parsed)
            .into_iter()
            .map(|(text, _, _)| text)
            .collect();
        assert_eq!(texts, ["a", "big", "idea", "well", "being", "end"]);
    }

    #[test]
    fn a_quote_that_does_not_close_is_nothing() {
        assert_eq!(
            words(&read("\"big ide")),
            [("big", 1, false), ("ide", 1, true)]
        );
        assert_eq!(words(&read("big\"")), [("big", 1, false)]);
    }

    #[test]
    fn facets_filter_only_by_values_that_exist() {
        let parsed = read("kind:VIDEO maths");
        assert_eq!(parsed.filters, [(1, "Video".to_owned())]);
        assert_eq!(words(&parsed), [("maths", 1, true)]);
        assert_eq!(
            words(&read("kind:unheard")),
            [("kind", 1, false), ("unheard", 1, true)]
        );
        assert_eq!(
            words(&read("time: now")),
            [("time", 1, false), ("now", 1, true)]
        );
    }

    #[test]
    fn dense_scripts_are_asked_for_in_pairs() {
        assert_eq!(
            words(&read("学習者")),
            [("学習", 1, false), ("習者", 1, true)]
        );
        assert_eq!(words(&read("学")), [("学", 1, true)]);
    }

    #[test]
    fn anything_is_read() {
        for text in [
            "", "\"", "-", "--", "\"\"", "-\"", "kind:", "kind:\"", "\u{0}", "🙂", "“”", "- -\" \"",
        ] {
            assert!(
                read(text).words.is_empty() || text.starts_with("kind"),
                "{text:?}"
            );
        }
        let long = "a".repeat(1 << 20);
        assert!(read(&long).is_empty());
        let long = read(&"ab ".repeat(1 << 19));
        assert!(long.words.len() == 1 && long.shortened);
    }

    #[test]
    fn too_much_is_shortened() {
        let many: Vec<String> = (0..100).map(|at| format!("word{at}")).collect();
        let parsed = read(&many.join(" "));
        assert!(parsed.words.len() == 64 && parsed.shortened);
        let parsed = read(&format!("\"{}\"", many.join(" ")));
        assert!(parsed.phrases[0].len() == 32 && parsed.shortened);
        assert!(!read(&many[..64].join(" ")).shortened);
    }
}
