//! Statements without markup.
//!
//! Statements in the wild carry HTML, entities or Markdown. HTML is layout, and goes; Markdown reads as
//! text, and stays, line breaks included. [`escaped`] is the way back: what it writes, [`plain`] reads
//! as the same text, so that a statement *about* `<b>` survives a round trip.

/// A statement without HTML: tags and comments go, entities become their characters. White space is
/// folded only where there was markup, for only then does it carry no meaning.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&', '\r']) {
        return text.to_owned();
    }
    let (bare, had_markup) = without_tags(text);
    let decoded = decoded(&bare);
    if had_markup {
        decoded.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        decoded.replace("\r\n", "\n").trim().to_owned()
    }
}

/// Text that [`plain`] reads back as given: unchanged where it is safe, else with entities.
pub(super) fn escaped(text: &str) -> String {
    if plain(text) == text {
        text.to_owned()
    } else {
        text.replace('&', "&amp;").replace('<', "&lt;")
    }
}

fn without_tags(text: &str) -> (String, bool) {
    let mut bare = String::with_capacity(text.len());
    let mut had_markup = false;
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        bare.push_str(before);
        let is_tag =
            tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match tag.find('>') {
            Some(close) if is_tag => {
                bare.push(' ');
                had_markup = true;
                rest = &tag[close + 1..];
            }
            _ => {
                bare.push('<');
                rest = &tag[1..];
            }
        }
    }
    bare.push_str(rest);
    (bare, had_markup)
}

/// Replaces character references, each once and from left to right; what is none stays as it is.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest
            .find(';')
            .filter(|&end| end <= 10)
            .and_then(|end| Some((character(&rest[1..end])?, end)));
        if let Some((character, end)) = reference {
            out.push(character);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The character that a reference such as `amp`, `#8217` or `#x2019` stands for.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "times" => '×',
        "divide" => '÷',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        "deg" => '°',
        "pi" => 'π',
        "eacute" => 'é',
        "egrave" => 'è',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        "szlig" => 'ß',
        "ntilde" => 'ñ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};
    use proptest::prelude::*;

    #[test]
    fn markup_goes_and_comparison_signs_stay() {
        assert_eq!(
            plain("<p>Plans <b>backwards</b> &amp; well</p>"),
            "Plans backwards & well"
        );
        assert_eq!(plain("pupils aged < 7 and > 3"), "pupils aged < 7 and > 3");
        assert_eq!(plain("the teacher&#8217;s R&D"), "the teacher’s R&D");
    }

    #[test]
    fn markdown_stays_with_its_line_breaks() {
        assert_eq!(plain("*Plan*:\n- aim\n- check"), "*Plan*:\n- aim\n- check");
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_as_given(text in "[ -~\n]{0,40}") {
            let text = text.trim();
            prop_assert_eq!(plain(&escaped(text)), text);
        }
    }
}
