//! Words of the index within a few slips of a mistyped one.
//!
//! A slip is one letter too many, too few or wrong, or two neighbours swapped: the "optimal string
//! alignment" distance (F. J. Damerau, "A technique for computer detection and correction of spelling
//! errors", Communications of the ACM 7(3), 1964). One slip changes at most one of a word's letters, so nearly
//! all words are ruled out by a look at which letters they have; the others' distances are computed, with a
//! row of the distance table kept for each letter that the next word shares.

use super::dictionary::Dictionary;
use super::index::OpenIndex;
use crate::order::{Arrange, distinct};

/// The letters that begin a word are noted by themselves: so many of them.
const BEGINNING: usize = 8;

/// Which letters words have.
#[derive(Default)]
pub(super) struct LetterTable {
    words: u32,
    /// By the number of letters.
    by_length: Vec<Vec<Letters>>,
}

#[derive(Clone, Copy)]
struct Letters {
    /// Of the word in the dictionary.
    number: u32,
    all: u32,
    /// Those among the first [`BEGINNING`].
    first: u32,
}

impl Letters {
    fn of(word: &str, number: u32) -> (Self, usize) {
        let (mut all, mut first, mut count) = (0, 0, 0);
        for c in word.chars() {
            // A bit for each plain letter; the others share what is left.
            let bit = match c {
                'a'..='z' => u32::from(c) - u32::from('a'),
                _ => 26 + u32::from(c) % 6,
            };
            all |= 1 << bit;
            if count < BEGINNING {
                first |= 1 << bit;
            }
            count += 1;
        }
        (Self { number, all, first }, count)
    }
}

impl LetterTable {
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let mut table = Self::default();
        let mut walk = dictionary.walk();
        while let Some(word) = walk.word() {
            table.add(word);
            walk.advance();
        }
        table
    }

    fn add(&mut self, word: &str) {
        let (letters, count) = Letters::of(word, self.words);
        if self.by_length.len() <= count {
            self.by_length.resize_with(count + 1, Vec::new);
        }
        self.by_length[count].push(letters);
        self.words += 1;
    }

    /// The numbers of all words that may be `most` slips away from a typed one, or with `open` have a
    /// beginning that may be; ascending.
    fn candidates(&self, typed: &str, most: u8, open: bool) -> Vec<u32> {
        let (typed, count) = Letters::of(typed, 0);
        let slips = usize::from(most);
        // A slip costs a word one of the typed letters at most, and brings it one at most.
        let lacks = |here: u32, there: u32| (here & !there).count_ones() > u32::from(most);
        let short = count + slips <= BEGINNING;
        let longest = if open { usize::MAX } else { count + slips };
        let mut candidates = Vec::new();
        for words in self
            .by_length
            .iter()
            .take(longest.saturating_add(1))
            .skip(count.saturating_sub(slips))
        {
            for word in words {
                let have = if short { word.first } else { word.all };
                if !lacks(typed.all, have) && (open || !lacks(word.all, typed.all)) {
                    candidates.push(word.number);
                }
            }
        }
        candidates.sort_unstable();
        candidates
    }
}

/// A word near the one that was typed.
#[derive(Clone)]
pub(super) struct Near {
    pub(super) word: String,
    /// How many resources have it.
    pub(super) resources: u32,
    /// How many slips away.
    pub(super) slips: u8,
}

/// How many slips are forgiven in a word of so many letters.
pub(super) fn forgiven(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The nearest words: only those at the least distance found. Most frequent first, those with the same
/// first letter before the others. With `open`, a word is as near as its nearest beginning.
pub(super) fn near(index: &OpenIndex, typed: &str, open: bool) -> Vec<Near> {
    let letters: Vec<char> = typed.chars().collect();
    let forgiven = forgiven(letters.len());
    if forgiven == 0 || letters.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for most in 1..=forgiven {
        let mut table = Table::new(&letters, most, open);
        let mut words: Vec<(String, u8)> = Vec::new();
        for segment in &index.segments {
            let mut walk = segment.dictionary.walk();
            for number in segment.letters().candidates(typed, most, open) {
                walk.go_to(number);
                let word = walk.word().unwrap_or_default();
                if let Some(slips) = table.slips_to(word) {
                    words.push((word.to_owned(), slips));
                }
            }
        }
        for (word, slips) in distinct(words.into_iter()) {
            let resources = index.find(&word).map(|entry| entry.resources()).sum();
            if resources > 0 {
                found.push(Near {
                    word,
                    resources,
                    slips,
                });
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    let first = letters.first().copied();
    found.arrange_by_key(|near| {
        let other_first = near.word.chars().next() != first;
        (near.slips, other_first, u32::MAX - near.resources)
    });
    found
}

/// The distance table of the typed letters against the word at hand; rows are kept for the letters that
/// the next word shares.
struct Table<'a> {
    letters: &'a [char],
    most: u8,
    open: bool,
    word: Vec<char>,
    /// One after the other, the first for no letters.
    cells: Vec<u8>,
    /// The least cell of each row.
    least: Vec<u8>,
}

impl<'a> Table<'a> {
    fn new(letters: &'a [char], most: u8, open: bool) -> Self {
        Self {
            letters,
            most,
            open,
            word: Vec::new(),
            cells: (0..=letters.len())
                .map(|at| u8::try_from(at).unwrap_or(u8::MAX))
                .collect(),
            least: vec![0],
        }
    }

    /// How many slips the first letters of the word are away from all that was typed.
    fn slips(&self, depth: usize) -> u8 {
        self.cells[(depth + 1) * (self.letters.len() + 1) - 1]
    }

    /// How many slips a word is away, or with `open` its nearest beginning; nothing for too many.
    fn slips_to(&mut self, word: &str) -> Option<u8> {
        let shared = self
            .word
            .iter()
            .zip(word.chars())
            .take_while(|(a, b)| **a == *b)
            .count();
        self.word.truncate(shared);
        self.cells.truncate((shared + 1) * (self.letters.len() + 1));
        self.least.truncate(shared + 1);
        let mut best: Option<u8> = None;
        for (at, c) in word.chars().enumerate() {
            if at >= shared {
                self.push(c);
            }
            let slips = self.slips(at + 1);
            if self.open && slips <= self.most {
                best = Some(best.map_or(slips, |best| best.min(slips)));
            }
            if self.is_dead(at + 1) {
                return best;
            }
        }
        let whole = self.slips(self.word.len());
        best.or_else(|| (whole <= self.most).then_some(whole))
    }

    fn push(&mut self, c: char) {
        let (width, depth) = (self.letters.len() + 1, self.word.len() + 1);
        let (above, row) = ((depth - 1) * width, depth * width);
        let mut least = self.cells[above].saturating_add(1);
        self.cells.push(least);
        for (at, &letter) in self.letters.iter().enumerate() {
            let changed = self.cells[above + at].saturating_add(u8::from(letter != c));
            let mut cell = changed
                .min(self.cells[above + at + 1].saturating_add(1))
                .min(self.cells[row + at].saturating_add(1));
            let swapped = at > 0
                && depth > 1
                && self.letters[at - 1] == c
                && self.word.last() == Some(&letter);
            if swapped {
                cell = cell.min(self.cells[above - width + at - 1].saturating_add(1));
            }
            self.cells.push(cell);
            least = least.min(cell);
        }
        self.least.push(least);
        self.word.push(c);
    }

    /// A later row comes from this one, or by a swap from the one before.
    fn is_dead(&self, depth: usize) -> bool {
        self.least[depth] > self.most && self.least[depth - 1].saturating_add(1) > self.most
    }
}

#[cfg(test)]
mod tests {
    use super::{LetterTable, Table};
    use proptest::prelude::*;

    fn slips(typed: &str, word: &str, open: bool) -> Option<u8> {
        let letters: Vec<char> = typed.chars().collect();
        Table::new(&letters, 2, open).slips_to(word)
    }

    #[test]
    fn slips_are_counted() {
        for (typed, word, expected) in [
            ("feedback", "feedback", Some(0)),
            ("fedback", "feedback", Some(1)),
            ("feeedback", "feedback", Some(1)),
            ("fwedback", "feedback", Some(1)),
            ("efedback", "feedback", Some(1)),
            ("feedabkc", "feedback", Some(2)),
            ("feed", "feedback", None),
        ] {
            assert_eq!(slips(typed, word, false), expected, "{typed}");
        }
        assert_eq!(slips("fede", "feedback", true), Some(1));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_near_word_is_ruled_out(typed in "[a-dé]{4,12}", word in "[a-dé]{2,14}", open: bool, most in 1..3_u8) {
            let letters: Vec<char> = typed.chars().collect();
            if Table::new(&letters, most, open).slips_to(&word).is_some() {
                let mut table = LetterTable::default();
                table.add(&word);
                prop_assert_eq!(table.candidates(&typed, most, open), [0]);
            }
        }
    }
}
