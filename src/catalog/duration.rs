//! Time a resource takes.

use serde::{Deserialize, Serialize};

/// Whole minutes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    /// From an ISO 8601 duration such as `PT45M`, `PT1H30M` or `P2D`. A day counts as six hours of work,
    /// a week as five days, seconds are rounded up; months and years say nothing about working time and
    /// give nothing.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (date, time) = match text.strip_prefix('P')?.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date.to_owned(), time.to_owned()),
            Some(_) => return None,
            None => (text[1..].to_owned(), String::new()),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let date = sum(&date, &[('W', 5.0 * 6.0 * 60.0), ('D', 6.0 * 60.0)])?;
        let time = sum(&time, &[('H', 60.0), ('M', 1.0), ('S', 1.0 / 60.0)])?;
        let minutes = libm::ceil(date + time - 1e-9).max(0.0);
        (minutes <= f64::from(u32::MAX)).then_some(Self(minutes as u32))
    }

    /// As an ISO 8601 duration: `PT90M`.
    #[must_use]
    pub fn to_iso(self) -> String {
        format!("PT{}M", self.0)
    }
}

/// Adds up `number unit` pairs whose units come in the given order; nothing if something else is there.
fn sum(text: &str, units: &[(char, f64)]) -> Option<f64> {
    let mut rest = text;
    let mut total = 0.0;
    for &(unit, worth) in units {
        let Some(end) = rest.find(unit) else { continue };
        let number = &rest[..end];
        if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        total += number.parse::<f64>().ok()? * worth;
        rest = &rest[end + 1..];
    }
    rest.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::Minutes;

    #[test]
    fn iso_durations_become_minutes() {
        for (text, minutes) in [
            ("PT45M", 45),
            ("PT1H30M", 90),
            ("P1DT2H", 480),
            ("PT90S", 2),
            ("P1W", 1800),
            ("pt0.5h", 30),
        ] {
            assert_eq!(Minutes::from_iso(text), Some(Minutes(minutes)), "{text}");
        }
        for text in [
            "", "P", "PT", "45", "PT45", "PTM", "P1Y", "PT1M2H", "PT-5M", "PT1e9H",
        ] {
            assert_eq!(Minutes::from_iso(text), None, "{text}");
        }
    }
}
