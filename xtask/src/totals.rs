//! Counts tests in what the test runners print.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// How many tests passed, failed, and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Did what they claim.
    pub passed: usize,
    /// Did not.
    pub failed: usize,
    /// Were not run.
    pub skipped: usize,
}

impl Totals {
    /// One check that holds.
    pub const ONE: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
}

impl Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Sum for Totals {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// A program that runs tests and says how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// `cargo test`, and wasm-bindgen's runner, which imitates it.
    Cargo,
    /// `node --test`, in its `tap` and its `spec` form.
    Node,
    /// Playwright's list, line and dot reporters.
    Playwright,
}

impl Runner {
    /// The sum over all that a runner printed: each test binary has its own summary.
    pub fn count(self, printed: &str) -> Totals {
        let read = match self {
            Self::Cargo => cargo_line,
            Self::Node => node_line,
            Self::Playwright => playwright_line,
        };
        printed
            .lines()
            .filter_map(|line| read(&without_colours(line)))
            .sum()
    }
}

/// `test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn cargo_line(line: &str) -> Option<Totals> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(
        counts
            .split(';')
            .filter_map(|count| {
                let (number, what) = count.trim().split_once(' ')?;
                totals(what, number.parse().ok()?)
            })
            .sum(),
    )
}

/// `# pass 12` or `ℹ pass 12`, at the start of a line: nested reports are indented.
fn node_line(line: &str) -> Option<Totals> {
    let count = line
        .strip_prefix("# ")
        .or_else(|| line.strip_prefix("ℹ "))?;
    let (what, number) = count.trim_end().split_once(' ')?;
    totals(what, number.parse().ok()?)
}

/// `  12 passed (5.1s)`
fn playwright_line(line: &str) -> Option<Totals> {
    let (number, what) = line.trim().split_once(' ')?;
    let what = what.split(" (").next()?;
    totals(what, number.parse().ok()?)
}

fn totals(what: &str, number: usize) -> Option<Totals> {
    let none = Totals::default();
    match what {
        // `flaky`: passed when tried again.
        "passed" | "pass" | "flaky" => Some(Totals {
            passed: number,
            ..none
        }),
        "failed" | "fail" | "cancelled" | "interrupted" => Some(Totals {
            failed: number,
            ..none
        }),
        "ignored" | "skipped" | "todo" | "did not run" => Some(Totals {
            skipped: number,
            ..none
        }),
        _ => None,
    }
}

fn without_colours(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\x1b' {
            characters.by_ref().find(|&end| end.is_ascii_alphabetic());
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Totals {
        Totals {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn cargo_test_has_a_summary_per_binary() {
        let printed = "running 2 tests\ntest a ... ok\n\
            test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 1 filtered out; finished in 0.01s\n\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(Runner::Cargo.count(printed), counts(13, 2, 3));
    }

    #[test]
    fn colours_do_not_matter() {
        let printed = "test result: \x1b[32mok\x1b[0m. 2 passed; 0 failed; 0 ignored";
        assert_eq!(Runner::Cargo.count(printed), counts(2, 0, 0));
        assert_eq!(
            Runner::Node.count("\x1b[34mℹ pass 4\x1b[39m\n"),
            counts(4, 0, 0)
        );
    }

    #[test]
    fn node_reports_in_two_forms() {
        let tap = "# tests 9\n# suites 1\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n    # pass 99\n";
        assert_eq!(Runner::Node.count(tap), counts(5, 2, 2));
        let spec = "ℹ tests 7\nℹ pass 7\nℹ fail 0\nℹ duration_ms 41.2\n";
        assert_eq!(Runner::Node.count(spec), counts(7, 0, 0));
    }

    #[test]
    fn playwright_counts_at_the_end() {
        let printed = "Running 8 tests using 1 worker\n  ok 1 a.spec.ts:3:1 › loads (1.2s)\n\n  1 failed\n    \
            a.spec.ts:9:1 › plans\n  1 flaky\n  2 skipped\n  1 did not run\n  3 passed (5.1s)\n";
        assert_eq!(Runner::Playwright.count(printed), counts(4, 1, 3));
    }

    #[test]
    fn the_last_line_names_what_was_left_out_only_if_something_was() {
        assert_eq!(counts(12, 0, 0).to_string(), "12 passed, 0 failed");
        assert_eq!(
            counts(12, 1, 3).to_string(),
            "12 passed, 1 failed, 3 skipped"
        );
    }
}
