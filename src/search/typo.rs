//! Words of the index within a few slips of a mistyped one.
//!
//! A slip is one letter too many, too few or wrong, or two neighbours swapped: the "optimal string
//! alignment" distance (F. J. Damerau, "A technique for computer detection and correction of spelling
//! errors", Communications of the ACM 7(3), 1964). The walk goes through the sorted words once, keeps a
//! row of the distance table per letter, and jumps over all words with a beginning that is already too far.

use super::index::OpenIndex;

/// Words too far from any beginning are passed one by one so many times before it is worth a jump.
const STEPS_BEFORE_JUMP: usize = 8;

/// A word near the one that was typed.
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
    for slips in 1..=forgiven {
        walk(index, &letters, slips, open, &mut found);
        if !found.is_empty() {
            break;
        }
    }
    let first = letters.first().copied();
    found.sort_by_key(|near| {
        let other_first = near.word.chars().next() != first;
        (near.slips, other_first, u32::MAX - near.resources)
    });
    found
}

fn walk(index: &OpenIndex, letters: &[char], most: u8, open: bool, found: &mut Vec<Near>) {
    let mut table = Table::new(letters, most, open);
    let mut words = index.words_from("");
    let mut dead_steps = 0;
    while let Some((word, resources)) = words.next() {
        match table.judge(word) {
            Verdict::Near(slips) => {
                dead_steps = 0;
                found.push(Near {
                    word: word.to_owned(),
                    resources,
                    slips,
                });
            }
            Verdict::Far => dead_steps = 0,
            Verdict::Dead(beginning) => {
                dead_steps += 1;
                if dead_steps > STEPS_BEFORE_JUMP {
                    dead_steps = 0;
                    let Some(next) = after(beginning) else { return };
                    words.seek(&next);
                }
            }
        }
    }
}

/// The least text that comes after all texts with this beginning.
fn after(beginning: &str) -> Option<String> {
    let mut next = beginning.to_owned();
    while let Some(last) = next.pop() {
        let following = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(following) = following {
            next.push(following);
            return Some(next);
        }
    }
    None
}

enum Verdict<'w> {
    Near(u8),
    Far,
    /// No word with this beginning can be near.
    Dead(&'w str),
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

    fn judge<'w>(&mut self, word: &'w str) -> Verdict<'w> {
        let shared = self
            .word
            .iter()
            .zip(word.chars())
            .take_while(|(a, b)| **a == *b)
            .count();
        self.word.truncate(shared);
        self.cells.truncate((shared + 1) * (self.letters.len() + 1));
        self.least.truncate(shared + 1);
        // For a word still being typed: the fewest slips from any beginning of this one.
        let mut best: Option<u8> = None;
        // Rows of shared letters were alive, or this beginning would have been jumped over.
        for (at, (byte, c)) in word.char_indices().enumerate() {
            if at >= shared {
                self.push(c);
            }
            let slips = self.slips(at + 1);
            if self.open && slips <= self.most {
                best = Some(best.map_or(slips, |best| best.min(slips)));
            }
            if self.is_dead(at + 1) {
                let dead = Verdict::Dead(&word[..byte + c.len_utf8()]);
                return best.map_or(dead, Verdict::Near);
            }
        }
        match (best, self.slips(self.word.len())) {
            (Some(slips), _) => Verdict::Near(slips),
            (None, slips) if slips <= self.most => Verdict::Near(slips),
            _ => Verdict::Far,
        }
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
    use super::{Table, Verdict, after};

    fn slips(typed: &str, word: &str, open: bool) -> Option<u8> {
        let letters: Vec<char> = typed.chars().collect();
        match Table::new(&letters, 2, open).judge(word) {
            Verdict::Near(slips) => Some(slips),
            _ => None,
        }
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

    #[test]
    fn the_text_after_a_beginning() {
        assert_eq!(after("ab").as_deref(), Some("ac"));
        assert_eq!(after(&char::MAX.to_string()), None);
    }
}
