//! A section of lines, each of which ends with a line feed.

use crate::search::Bytes;
use std::borrow::Cow;

/// A section of lines.
pub(super) struct Lines {
    section: Bytes,
    /// Where each line begins, and one after the last would.
    starts: Vec<u32>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            section: Bytes::empty(),
            starts: vec![0],
        }
    }
}

impl Lines {
    /// None where the last line does not end, or there are more bytes than a pack has.
    pub fn of(section: Bytes) -> Option<Self> {
        let length = u32::try_from(section.len()).ok()?;
        let mut starts = vec![0];
        for end in memchr::memchr_iter(b'\n', &section) {
            starts.push(end as u32 + 1);
        }
        (starts.last() == Some(&length)).then_some(Self { section, starts })
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One of the lines, without its end.
    pub fn at(&self, place: u32) -> &[u8] {
        let place = place as usize;
        let (start, end) = (self.starts[place], self.starts[place + 1]);
        &self.section[start as usize..end as usize - 1]
    }

    /// The section of these lines.
    pub fn section<'a>(lines: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
        let mut section = Vec::new();
        for line in lines {
            section.extend_from_slice(&line);
            section.push(b'\n');
        }
        section
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::search::Bytes;

    #[test]
    fn a_line_that_does_not_end_is_refused() {
        assert!(Lines::of(Bytes::new(b"a".to_vec())).is_none());
        let lines = Lines::of(Bytes::new(b"a\n\nb\n".to_vec())).expect("three lines");
        assert_eq!(
            [0, 1, 2].map(|place| lines.at(place)),
            [&b"a"[..], b"", b"b"]
        );
        assert_eq!(lines.len(), 3);
    }
}
