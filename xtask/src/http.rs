//! The parts of HTTP that a file server decides by: which file, what type, which encoding, which range. Pure.

use std::ops::Range;
use std::path::PathBuf;

/// The file that a request's address names, relative to the served folder; none if the address is malformed or leaves it.
pub fn file_of(address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let mut file = PathBuf::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            // A colon is a drive or a stream, a backslash a separator, where the developer uses Windows.
            ".." => return None,
            name if name.contains(['\\', ':', '\0']) => return None,
            name => file.push(name),
        }
    }
    Some(file)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// The type of a file by the end of its name.
pub fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether compressing files of a type makes them smaller; a pack is of the last type.
pub fn is_compressible(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.ends_with("json")
        || matches!(
            media_type,
            "application/wasm" | "image/svg+xml" | "application/octet-stream"
        )
}

/// How the bytes of a file are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Encoding {
    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The best encoding under an `Accept-Encoding` header (RFC 9110, 12.5.3): the client's preference, then the smallest.
    pub fn negotiated(accept: &str) -> Self {
        let weight = |encoding: Self| {
            let mut any = 0.0;
            for item in accept.split(',') {
                let (name, parameter) = item.split_once(';').unwrap_or((item, ""));
                let weight = match parameter.trim().strip_prefix("q=") {
                    Some(number) => number.trim().parse().unwrap_or(0.0),
                    None => 1.0,
                };
                if name.trim().eq_ignore_ascii_case(encoding.name()) {
                    return weight;
                }
                if name.trim() == "*" {
                    any = weight;
                }
            }
            any
        };
        let (brotli, gzip): (f32, f32) = (weight(Self::Brotli), weight(Self::Gzip));
        if brotli > 0.0 && brotli >= gzip {
            Self::Brotli
        } else if gzip > 0.0 {
            Self::Gzip
        } else {
            Self::Identity
        }
    }
}

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything; also where the header is one that we need not understand.
    Whole,
    /// These bytes.
    Bytes(Range<usize>),
    /// Bytes beyond the end.
    Beyond,
}

impl Part {
    /// Reads a `Range` header (RFC 9110, 14.2) for a file of `length` bytes. Several ranges at once get the whole.
    pub fn asked(header: &str, length: usize) -> Self {
        let Some((first, last)) = header
            .trim()
            .strip_prefix("bytes=")
            .and_then(|range| range.split_once('-'))
        else {
            return Self::Whole;
        };
        let (first, last) = (first.trim(), last.trim());
        if first.is_empty() {
            return match last.parse() {
                Ok(0) => Self::Beyond,
                Ok(_) if length == 0 => Self::Beyond,
                Ok(suffix) => Self::Bytes(length.saturating_sub(suffix)..length),
                Err(_) => Self::Whole,
            };
        }
        let Ok(first) = first.parse::<usize>() else {
            return Self::Whole;
        };
        let end = match last {
            "" => Some(length),
            last => last
                .parse::<usize>()
                .ok()
                .map(|last| last.saturating_add(1).min(length)),
        };
        match end {
            _ if first >= length => Self::Beyond,
            Some(end) if first < end => Self::Bytes(first..end),
            _ => Self::Whole,
        }
    }
}

/// Whether an `If-None-Match` or `If-Range` header names this tag.
pub fn names_tag(header: &str, tag: &str) -> bool {
    header
        .split(',')
        .map(|item| item.trim().trim_start_matches("W/"))
        .any(|item| item == "*" || item == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_below_the_folder() {
        assert_eq!(file_of("/"), Some(PathBuf::new()));
        assert_eq!(file_of("/lms/"), Some(PathBuf::from("lms")));
        assert_eq!(
            file_of("/a%20b/./c.js?v=1#x"),
            Some(PathBuf::from("a b/c.js"))
        );
        assert_eq!(file_of("/caf%C3%A9"), Some(PathBuf::from("café")));
    }

    #[test]
    fn no_address_leaves_the_folder() {
        for address in [
            "/..",
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/%2E%2e%2fx",
            "/..%5cx",
            "/a\\b",
            "/C:/x",
            "/a%00b",
            "x",
            "",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
        ] {
            assert_eq!(file_of(address), None, "{address}");
        }
    }

    #[test]
    fn types_follow_the_name() {
        assert_eq!(media_type("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("gapwise_bg.wasm"), "application/wasm");
        assert_eq!(media_type("app.js.map"), "application/json");
        assert_eq!(media_type("app.webmanifest"), "application/manifest+json");
        assert_eq!(media_type("content.gwpack"), "application/octet-stream");
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn pictures_and_fonts_are_not_compressed_twice() {
        assert!(is_compressible(media_type("a.wasm")));
        assert!(is_compressible(media_type("a.webmanifest")));
        assert!(is_compressible(media_type("a.gwpack")));
        assert!(!is_compressible(media_type("a.png")));
        assert!(!is_compressible(media_type("a.woff2")));
    }

    #[test]
    fn the_encoding_is_what_the_client_likes_best() {
        use Encoding::{Brotli, Gzip, Identity};
        for (accept, encoding) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip", Gzip),
            ("GZIP;q=0.5", Gzip),
            ("br;q=0.2, gzip;q=0.8", Gzip),
            ("br;q=0, gzip;q=0", Identity),
            ("br; q=1", Brotli),
            ("*", Brotli),
            ("*, br;q=0", Gzip),
            ("deflate", Identity),
            ("", Identity),
        ] {
            assert_eq!(Encoding::negotiated(accept), encoding, "{accept}");
        }
    }

    #[test]
    fn a_range_is_a_part_of_the_file() {
        for (header, part) in [
            ("bytes=0-3", Part::Bytes(0..4)),
            ("bytes=4-", Part::Bytes(4..10)),
            ("bytes=4-99", Part::Bytes(4..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-30", Part::Bytes(0..10)),
            ("bytes=9-9", Part::Bytes(9..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=5-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=x-y", Part::Whole),
            ("lines=0-1", Part::Whole),
        ] {
            assert_eq!(Part::asked(header, 10), part, "{header}");
        }
        assert_eq!(Part::asked("bytes=0-", 0), Part::Beyond);
        assert_eq!(
            Part::asked("bytes=0-18446744073709551615", 10),
            Part::Bytes(0..10)
        );
    }

    #[test]
    fn a_tag_is_found_in_a_list() {
        assert!(names_tag("\"a\"", "\"a\""));
        assert!(names_tag("\"b\", W/\"a\"", "\"a\""));
        assert!(names_tag("*", "\"a\""));
        assert!(!names_tag("\"b\"", "\"a\""));
    }
}
