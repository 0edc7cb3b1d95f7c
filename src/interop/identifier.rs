//! Identifiers and dates for what comes without them.
//!
//! CASE and others ask for a UUID and a date with a time zone where spreadsheets and older files have
//! neither. Both are derived from what is there, so that the same input always gives the same output.

/// A UUID made from a name: version 8 of RFC 9562 ("custom"), over the FNV-1a hash of 128 bits. The
/// same name always gives the same UUID, on every platform.
#[must_use]
pub fn uuid_of(name: &str) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = name.bytes().fold(BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    let version = hash & !(0xf << 76) | (0x8 << 76);
    let bits = version & !(0x3 << 62) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| &hex[from..to];
    [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ]
    .join("-")
}

/// Whether a text has the form of a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// An identifier for something that only has an address: the UUID at its end, else the address.
pub(super) fn identifier_of(address: &str) -> String {
    let last = address.rsplit(['/', ':', '#']).next().unwrap_or_default();
    let last = last.strip_prefix("ce-").unwrap_or(last);
    if is_uuid(last) {
        last.to_owned()
    } else {
        address.to_owned()
    }
}

/// An address for something that only has an identifier.
pub(super) fn uri_of(identifier: &str) -> String {
    if is_uuid(identifier) {
        format!("urn:uuid:{identifier}")
    } else if has_scheme(identifier) {
        identifier.to_owned()
    } else {
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let encoded: String = identifier
            .bytes()
            .map(|byte| match byte {
                byte if safe(byte) => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect();
        format!("urn:gapwise:{encoded}")
    }
}

/// Whether a text is an absolute URI: a scheme, a colon, and no white space or control characters.
pub(super) fn has_scheme(text: &str) -> bool {
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"{}|\\^`".contains(c);
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !rest.is_empty()
            && rest.chars().all(clean)
    })
}

/// Whether a text is a calendar date: `2026-01-31`.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |from: usize, to: usize| -> u32 {
        let digits = text.get(from..to).unwrap_or("x");
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain {
            digits.parse().unwrap_or(u32::MAX)
        } else {
            u32::MAX
        }
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year <= 9999 && (1..=days).contains(&day)
}

/// Whether a text is a date with time and zone (RFC 3339): `2026-01-31T09:00:00Z`.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(zone_at) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, zone) = time.split_at(zone_at);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_clock = |text: &str, fields: usize| {
        let parts: Vec<&str> = text.split(':').collect();
        parts.len() == fields
            && parts.iter().zip([23, 59, 60]).all(|(part, most)| {
                part.len() == 2
                    && part.bytes().all(|byte| byte.is_ascii_digit())
                    && part.parse::<u32>().is_ok_and(|value| value <= most)
            })
    };
    is_date(date)
        && is_clock(clock, 3)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (zone.eq_ignore_ascii_case("z") || is_clock(&zone[1..], 2))
}

/// A date, with or without time and zone, as RFC 3339 has it; a time without a zone is taken as UTC,
/// a year as its first day.
/// Nothing if it is no date at all.
pub(super) fn date_time(text: &str) -> Option<String> {
    let text = text.trim().replacen(' ', "T", 1);
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if year {
        return Some(format!("{text}-01-01T00:00:00+00:00"));
    }
    if is_date(&text) {
        return Some(format!("{text}T00:00:00+00:00"));
    }
    let mut tries = vec![
        text.clone(),
        format!("{text}+00:00"),
        format!("{text}:00+00:00"),
    ];
    if let Some((head, minutes)) = text
        .len()
        .checked_sub(2)
        .and_then(|at| text.split_at_checked(at))
    {
        tries.push(format!("{head}:{minutes}"));
    }
    tries.into_iter().find(|text| is_date_time(text))
}

#[cfg(test)]
mod tests {
    use super::{date_time, is_date, is_date_time, is_uuid, uri_of, uuid_of};

    #[test]
    fn a_name_always_gives_the_same_uuid() {
        let uuid = uuid_of("6a");
        assert!(is_uuid(&uuid), "{uuid}");
        assert_eq!(uuid, uuid_of("6a"));
        assert_ne!(uuid, uuid_of("6b"));
        assert_eq!((&uuid[14..15], "89ab".contains(&uuid[19..20])), ("8", true));
    }

    #[test]
    fn an_identifier_becomes_an_address() {
        let uuid = "d6f0efe0-23e1-54ac-85d3-b0497b7e4605";
        assert_eq!(uri_of(uuid), format!("urn:uuid:{uuid}"));
        assert_eq!(uri_of("http://example.org/a"), "http://example.org/a");
        assert_eq!(uri_of("item 7"), "urn:gapwise:item%207");
    }

    #[test]
    fn dates_get_a_time_and_a_zone() {
        for (text, expected) in [
            ("2016-09-28T21:43:01", Some("2016-09-28T21:43:01+00:00")),
            ("2016-09-28T21:43:01Z", Some("2016-09-28T21:43:01Z")),
            ("2016-09-28 21:43", Some("2016-09-28T21:43:00+00:00")),
            (
                "2016-09-28T21:43:01+0200",
                Some("2016-09-28T21:43:01+02:00"),
            ),
            ("2016-09-28", Some("2016-09-28T00:00:00+00:00")),
            ("2016", Some("2016-01-01T00:00:00+00:00")),
            ("28.9.2016", None),
            ("", None),
        ] {
            assert_eq!(date_time(text).as_deref(), expected, "{text}");
        }
        assert!(is_date("2024-02-29") && !is_date("2023-02-29") && !is_date("2023-1-01"));
        assert!(
            is_date_time("2021-08-31T16:47:25.650296Z") && !is_date_time("2021-08-31T25:00:00Z")
        );
    }
}
