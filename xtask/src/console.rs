//! What the developer sees: `==>` lines on stderr, colours only on a terminal.

use std::fmt::Display;
use std::io::{IsTerminal, stderr};
use std::time::Duration;

/// Announces what happens next.
pub fn step(what: impl Display) {
    eprintln!("{} {what}", paint("==>", "1;36"));
}

/// Says something about the step under way.
pub fn note(what: impl Display) {
    eprintln!("    {what}");
}

/// Says what went wrong, and what to do.
pub fn problem(what: impl Display) {
    eprintln!("{} {what}", paint("error:", "1;31"));
}

/// Green text for what went well.
pub fn good(text: &str) -> String {
    paint(text, "32")
}

/// Red text for what did not.
pub fn bad(text: &str) -> String {
    paint(text, "1;31")
}

/// Whether stderr is a person's terminal that wants colours.
pub fn has_colour() -> bool {
    stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn paint(text: &str, code: &str) -> String {
    if has_colour() {
        format!("\x1b[{code}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// A duration as a person says it: `0.4 s`, `2 min 31 s`.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 99.95 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

/// A number of bytes with thin grouping, `1 234 567`, so that sizes can be compared at a glance.
pub fn grouped(bytes: usize) -> String {
    let digits = bytes.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_spoken() {
        assert_eq!(spoken(Duration::from_millis(440)), "0.4 s");
        assert_eq!(spoken(Duration::from_millis(99_960)), "1 min 39 s");
        assert_eq!(spoken(Duration::from_secs(151)), "2 min 31 s");
    }

    #[test]
    fn bytes_are_grouped_in_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1 234 567");
    }
}
