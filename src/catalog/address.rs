//! What may be a resource's address.

/// What an `id` or `url` turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A web address that can be offered as a link.
    Web,
    /// A name without a scheme, or a URN: good as an identifier, never a link.
    Opaque,
    /// An address with another scheme (`javascript:`, `data:`, `file:` …): refused.
    Refused,
}

/// So much of an address is looked at to find its scheme.
const LOOKED_AT: usize = 64;

/// Judges an address the way a browser would read it: browsers drop control characters, tabs and line
/// breaks inside a scheme and white space before it, so `java\nscript:` is `javascript:`.
pub(super) fn judge(text: &str) -> Address {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        // Nothing in it is dropped.
        return judge_seen(&text[..text.len().min(LOOKED_AT)], true);
    }
    let seen: String = text
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c))
        .take(LOOKED_AT)
        .collect();
    let dropped = |c: char| c.is_control() || c.is_whitespace();
    judge_seen(&seen, !text.trim().contains(dropped))
}

/// Judges what a browser sees of an address; `clean` where it is all there is.
fn judge_seen(seen: &str, clean: bool) -> Address {
    let Some((scheme, rest)) = seen.split_once(':') else {
        return Address::Opaque;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is = |names: &[&str]| names.iter().any(|name| scheme.eq_ignore_ascii_case(name));
    if !is_scheme || is(&["urn", "doi", "isbn"]) {
        return Address::Opaque;
    }
    let host = rest.strip_prefix("//").unwrap_or_default();
    let has_host = !host.is_empty() && !host.starts_with(['/', '?', '#']);
    if is(&["http", "https"]) && has_host && clean {
        Address::Web
    } else {
        Address::Refused
    }
}

/// Zero-width and direction-changing characters, which hide what an address is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{Address, judge};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_browser_drops_makes_no_difference(text in "[!-~]{0,80}|(HTTP|https|urn|data|a{62,66}):(//)?[/?#a-z:]{0,9}") {
            prop_assert_eq!(judge(&text), judge(&format!("\u{200b}{text}")));
        }
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(judge("https://example.org/a?b=c:d"), Address::Web);
        assert_eq!(judge("HTTP://example.org"), Address::Web);
        assert_eq!(judge("lesson-12"), Address::Opaque);
        assert_eq!(judge("ecf/ucl/week 2: routines"), Address::Opaque);
        assert_eq!(judge("urn:uuid:1"), Address::Opaque);
        for hostile in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{200b}script:alert(1)",
            "DATA:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "https:",
            "https:///nohost",
            "https://exa\nmple.org",
        ] {
            assert_eq!(judge(hostile), Address::Refused, "{hostile:?}");
        }
    }
}
