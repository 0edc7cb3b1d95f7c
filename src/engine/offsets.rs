//! Offsets into text, in the unit of whoever asks.

/// The unit of offsets into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode scalar values, as most languages count characters.
    Characters,
    /// UTF-16 code units, as JavaScript counts them.
    Utf16,
}

impl OffsetUnit {
    /// Turns offsets in characters of `text` into this unit.
    pub(super) fn convert(self, text: &str, start: u32, end: u32) -> (u32, u32) {
        if self == Self::Characters || text.is_ascii() {
            return (start, end);
        }
        let (mut at, mut from, mut to) = (0, start, end);
        for (count, character) in (0..).zip(text.chars()) {
            if count == start {
                from = at;
            }
            if count == end {
                return (from, at);
            }
            at += character.len_utf16() as u32;
        }
        if end >= start {
            to = at;
        }
        (from.min(to), to)
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetUnit;

    #[test]
    fn offsets_count_as_javascript_does() {
        let text = "a😀b𝑑c";
        assert_eq!(OffsetUnit::Characters.convert(text, 2, 4), (2, 4));
        assert_eq!(OffsetUnit::Utf16.convert(text, 2, 4), (3, 6));
        assert_eq!(OffsetUnit::Utf16.convert(text, 1, 5), (1, 7));
        assert_eq!(OffsetUnit::Utf16.convert("plain", 1, 3), (1, 3));
    }
}
