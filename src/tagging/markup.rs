//! Stepping over what is not language: HTML tags, comments, scripts, entities and addresses.

/// No tag is longer than this; a `<` without an end in sight is an ordinary sign.
const LONGEST_TAG: usize = 4096;
/// Longest entity, such as `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 33;
/// Tags that stand inside a sentence; every other tag ends one.
const INLINE: [&str; 14] = [
    "a", "abbr", "b", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "u",
];

/// What was stepped over.
pub(super) struct Skipped {
    /// Its length in bytes, at least 1.
    pub bytes: usize,
    /// Whether words before and after belong to different sentences.
    pub ends_sentence: bool,
}

/// What stands at the start of `rest`, when it is markup. `hidden_end` remembers that a script or style has
/// no end, so that the rest of a text is searched once only.
pub(super) fn skip(rest: &str, no_hidden_end: &mut bool) -> Option<Skipped> {
    match rest.as_bytes().first()? {
        b'<' => tag(rest, no_hidden_end),
        b'&' => entity(rest),
        _ => None,
    }
}

fn tag(rest: &str, no_hidden_end: &mut bool) -> Option<Skipped> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let window = &comment.as_bytes()[..comment.len().min(LONGEST_TAG)];
        if let Some(end) = window.windows(3).position(|sign| sign == b"-->") {
            return Some(Skipped {
                bytes: end + 7,
                ends_sentence: false,
            });
        }
    }
    let bytes = rest.as_bytes();
    let second = *bytes.get(1)?;
    if !(second.is_ascii_alphabetic() || second == b'/' || second == b'!') {
        return None;
    }
    // A further `<` cannot stand in a tag: stopping there keeps a text full of them linear.
    let end = bytes
        .iter()
        .take(LONGEST_TAG)
        .skip(1)
        .position(|&sign| sign == b'>' || sign == b'<')
        .map(|at| at + 1)
        .filter(|&at| bytes[at] == b'>')?;
    let name: String = rest[1..end]
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let mut length = end + 1;
    if second != b'/' && (name == "script" || name == "style") && !*no_hidden_end {
        match hidden_end(&bytes[length..], name.as_bytes()) {
            Some(hidden) => length += hidden,
            None => *no_hidden_end = true,
        }
    }
    Some(Skipped {
        bytes: length,
        ends_sentence: !INLINE.contains(&name.as_str()),
    })
}

/// Where the closing tag of a script or style starts.
fn hidden_end(bytes: &[u8], name: &[u8]) -> Option<usize> {
    bytes
        .windows(name.len() + 2)
        .position(|window| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name))
}

fn entity(rest: &str) -> Option<Skipped> {
    let bytes = rest.as_bytes();
    let end = bytes
        .iter()
        .take(LONGEST_ENTITY)
        .skip(1)
        .position(|sign| !sign.is_ascii_alphanumeric() && *sign != b'#')
        .map(|at| at + 1)?;
    (end > 1 && bytes[end] == b';').then_some(Skipped {
        bytes: end + 1,
        ends_sentence: false,
    })
}
