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

/// Judges an address the way a browser would read it: browsers drop control characters, tabs and line
/// breaks inside a scheme and white space before it, so `java\nscript:` is `javascript:`.
pub(super) fn judge(text: &str) -> Address {
    let seen: String = text
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c))
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    let Some((scheme, rest)) = seen.split_once(':') else {
        return Address::Opaque;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    match scheme {
        _ if !is_scheme => Address::Opaque,
        "http" | "https" => {
            let host = rest.strip_prefix("//").unwrap_or_default();
            let clean = !text
                .trim()
                .chars()
                .any(|c| c.is_control() || c.is_whitespace());
            if host.is_empty() || host.starts_with(['/', '?', '#']) || !clean {
                Address::Refused
            } else {
                Address::Web
            }
        }
        "urn" | "doi" | "isbn" => Address::Opaque,
        _ => Address::Refused,
    }
}

/// Zero-width and direction-changing characters, which hide what an address is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{Address, judge};

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
