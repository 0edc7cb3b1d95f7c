//! The piece of a resource's text that shows why it was found, with the found words marked.

use super::words::{WordReader, is_dense};
use crate::catalog::{Field, Resource};
use crate::order::distinct;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

/// About how long a piece is, in characters.
const LENGTH: usize = 200;
/// How many of them may stand ahead of the first found word.
const LEAD: usize = LENGTH / 4;
/// How much of a text is looked through. In bytes.
const LONGEST_LOOK: usize = 40_000;

/// A piece of text with marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Which field it is from.
    pub field: Field,
    /// The piece; an ellipsis stands where the text goes on.
    pub text: String,
    /// The found words, as half-open ranges of characters (Unicode scalar values) of `text`, ascending,
    /// without overlap.
    pub highlights: Vec<(u32, u32)>,
}

/// Which words count as found, each with the number of the asked word that it answers.
#[derive(Default)]
pub(super) struct Found {
    /// Only asked whether they hold a word.
    pub(super) words: BTreeMap<String, usize>,
    /// Any word with one of these beginnings.
    pub(super) beginnings: Vec<(String, usize)>,
}

impl Found {
    /// How many asked words can be found.
    fn asked(&self) -> usize {
        let beginnings = self.beginnings.iter().map(|(_, asked)| asked);
        distinct(self.words.values().chain(beginnings)).len()
    }
}

/// A found word in a text.
struct Mark {
    /// Where, in bytes.
    place: Range<usize>,
    /// How many characters stand before it.
    before: usize,
    /// The number of the asked word.
    asked: usize,
}

/// The name in full, then the better of description and text, the description where they are equal.
pub(super) fn snippets(
    resource: &Resource,
    found: &Found,
    reader: &mut WordReader,
) -> Vec<Snippet> {
    let marks = marks(&resource.name, found, reader);
    let mut snippets = vec![cut(
        Field::Name,
        &resource.name,
        0..resource.name.len(),
        &marks,
    )];
    let pieces = [
        (Field::Description, &resource.description),
        (Field::Text, &resource.text),
    ];
    let mut best: Option<(usize, Snippet)> = None;
    for (field, text) in pieces {
        // A piece with all words is not bettered: a long text need not be read then.
        let is_best = |&(worth, _): &(usize, Snippet)| worth >= found.asked();
        if text.trim().is_empty() || best.as_ref().is_some_and(is_best) {
            continue;
        }
        let marks = self::marks(text, found, reader);
        let (worth, range) = window(text, &marks);
        if best.as_ref().is_none_or(|(known, _)| worth > *known) {
            best = Some((worth, cut(field, text, range, &marks)));
        }
    }
    snippets.extend(best.map(|(_, snippet)| snippet));
    snippets
}

fn marks(text: &str, found: &Found, reader: &mut WordReader) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut before, mut counted) = (0, 0);
    reader.each(text, |word, place| {
        let begun = || {
            let mut beginnings = found.beginnings.iter();
            beginnings.find(|(beginning, _)| word.starts_with(beginning))
        };
        let mut mark = |place: Range<usize>, asked: usize| {
            before += text[counted..place.start].chars().count();
            counted = place.start;
            marks.push(Mark {
                place,
                before,
                asked,
            });
        };
        if let Some(&asked) = found.words.get(word) {
            mark(place.clone(), asked);
        } else if let Some((beginning, asked)) = begun() {
            let end = match is_dense(word) {
                true => (place.start + beginning.len()).min(place.end),
                false => place.end,
            };
            mark(place.start..end, *asked);
        }
        if place.end > LONGEST_LOOK {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    marks
}

/// The first stretch of about [`LENGTH`] characters with words for the most asked ones, and for how many.
fn window(text: &str, marks: &[Mark]) -> (usize, Range<usize>) {
    // A window goes from mark to mark; what stands ahead of the first one takes up to a quarter.
    let reach = LENGTH - LEAD;
    let asked = marks.iter().map(|mark| mark.asked + 1).max().unwrap_or(0);
    let mut counts = vec![0_usize; asked];
    let (mut different, mut next, mut best) = (0, 0, (0, 0));
    for mark in marks {
        while let Some(within) = marks
            .get(next)
            .filter(|within| within.before < mark.before + reach)
        {
            different += usize::from(counts[within.asked] == 0);
            counts[within.asked] += 1;
            next += 1;
        }
        if different > best.0 {
            best = (different, lead(text, mark.place.start));
        }
        counts[mark.asked] -= 1;
        different -= usize::from(counts[mark.asked] == 0);
    }
    let (worth, start) = best;
    let rest = text[start..].char_indices().nth(LENGTH);
    let end = rest.map_or(text.len(), |(at, _)| start + at);
    // No word is cut at the end, unless the last one is all there is.
    let end = match text[start..end].rfind(char::is_whitespace) {
        Some(space) if end < text.len() && space > 0 => start + space,
        _ => end,
    };
    (worth, start..end)
}

/// Where to start so that a word comes with what stands before it: at the start of its sentence if that
/// is near, else a few words ahead.
fn lead(text: &str, at: usize) -> usize {
    let ahead: Vec<(usize, char)> = text[..at].char_indices().rev().take(LEAD).collect();
    if ahead.len() < LEAD {
        return 0;
    }
    let after = |&(at, c): &(usize, char)| at + c.len_utf8();
    let sentence = ahead
        .windows(2)
        .find(|pair| pair[0].1.is_whitespace() && matches!(pair[1].1, '.' | '!' | '?'));
    if let Some(pair) = sentence {
        return after(&pair[0]);
    }
    let space = ahead.iter().rev().find(|(_, c)| c.is_whitespace());
    space.map_or(at, after)
}

/// Cuts a piece out, trims it and puts the marks that lie in it into characters of it.
fn cut(field: Field, text: &str, range: Range<usize>, marks: &[Mark]) -> Snippet {
    let piece = text[range.clone()].trim_start();
    let start = range.end - piece.len();
    let piece = piece.trim_end();
    let end = start + piece.len();
    let ahead = if text[..start].trim().is_empty() {
        ""
    } else {
        "… "
    };
    let behind = if text[end..].trim().is_empty() {
        ""
    } else {
        " …"
    };

    // Pairs of scripts without spaces overlap: what overlaps becomes one.
    let mut places: Vec<Range<usize>> = Vec::new();
    for mark in marks
        .iter()
        .filter(|mark| mark.place.start >= start && mark.place.end <= end)
    {
        match places.last_mut() {
            Some(last) if mark.place.start < last.end => last.end = last.end.max(mark.place.end),
            _ => places.push(mark.place.clone()),
        }
    }
    let (mut at, mut passed) = (start, ahead.chars().count());
    let mut characters_to = |to: usize| {
        passed += text[at..to].chars().count();
        at = to;
        u32::try_from(passed).unwrap_or(u32::MAX)
    };
    let highlights = places
        .iter()
        .map(|place| (characters_to(place.start), characters_to(place.end)))
        .collect();
    Snippet {
        field,
        text: format!("{ahead}{piece}{behind}"),
        highlights,
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, LENGTH, Snippet, snippets};
    use crate::catalog::Resource;
    use crate::search::words::WordReader;
    use serde_json::json;

    fn found(words: &[&str], beginnings: &[&str]) -> Found {
        Found {
            words: words.iter().map(ToString::to_string).zip(0..).collect(),
            beginnings: beginnings
                .iter()
                .map(ToString::to_string)
                .zip(9..)
                .collect(),
        }
    }

    fn of(name: &str, description: &str, found: &Found) -> Vec<Snippet> {
        let line = json!({"id": "a", "name": name, "description": description}).to_string();
        let resource = Resource::parse(&line, 1).expect("a valid resource");
        snippets(&resource, found, &mut WordReader::new())
    }

    fn marked(snippet: &Snippet) -> Vec<String> {
        let characters: Vec<char> = snippet.text.chars().collect();
        let cut =
            |&(from, to): &(u32, u32)| characters[from as usize..to as usize].iter().collect();
        snippet.highlights.iter().map(cut).collect()
    }

    #[test]
    fn names_are_whole_and_marked() {
        let snippets = of("Élan 🙂 für Schüler", "", &found(&["elan"], &["schul"]));
        assert_eq!(snippets.len(), 1);
        assert_eq!(snippets[0].text, "Élan 🙂 für Schüler");
        assert_eq!(marked(&snippets[0]), ["Élan", "Schüler"]);
    }

    #[test]
    fn a_long_description_is_cut_around_the_words() {
        let description = format!(
            "{} Here it is: dialogue in class. {}",
            "Nothing yet. ".repeat(60),
            "More. ".repeat(60)
        );
        let snippets = of("A", &description, &found(&["dialogue"], &[]));
        assert_eq!(marked(&snippets[1]), ["dialogue"]);
        assert!(snippets[1].text.starts_with("… Here it is") && snippets[1].text.ends_with(" …"));
        assert!(snippets[1].text.chars().count() <= LENGTH + 4);
    }

    #[test]
    fn pairs_of_characters_are_marked_as_one() {
        let snippets = of("教師の学習者中心", "", &found(&["学習", "習者"], &["中"]));
        assert_eq!(marked(&snippets[0]), ["学習者", "中"]);
    }
}
