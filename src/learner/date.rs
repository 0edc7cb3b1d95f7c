//! Calendar days, without a clock or a time zone.

/// A day of the (proleptic) Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    days: i32,
}

impl Date {
    /// From `YYYY-MM-DD`, or from the start of an ISO 8601 date and time such as `2026-11-22T09:30:00Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = (text.get(..10)?, &text[10..]);
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        let bytes = day.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            let part = &bytes[range];
            part.iter().all(u8::is_ascii_digit).then(|| {
                part.iter()
                    .fold(0, |number, &digit| number * 10 + i32::from(digit - b'0'))
            })
        };
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
        let date = Self::from_civil(year, month, day);
        (date.to_civil() == (year, month, day)).then_some(date)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        self.days
    }

    /// The day that is this many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Self {
        Self { days }
    }

    /// Days from civil dates, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    fn from_civil(year: i32, month: i32, day: i32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self {
            days: era * 146_097 + day_of_era - 719_468,
        }
    }

    fn to_civil(self) -> (i32, i32, i32) {
        let shifted = self.days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = (shifted_month + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.to_civil();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_of_the_calendar_are_read_and_no_others() {
        assert_eq!(Date::parse("1970-01-01").map(Date::days), Some(0));
        assert_eq!(
            Date::parse("2024-02-29T08:00:00Z").map(Date::days),
            Some(19_782)
        );
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "22.11.2026",
            "",
            "2026-11-22x",
            "2026-11-2é",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_prints_as_it_is_read() {
        for days in (-800_000..800_000).step_by(37) {
            let date = Date::from_days(days);
            let text = date.to_string();
            if text.len() == 10 && !text.starts_with('-') {
                assert_eq!(Date::parse(&text), Some(date), "{text}");
            }
        }
    }
}
