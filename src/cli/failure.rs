//! An error as the command line shows it: what, where, and what to do.

use gapwise::diagnostic::Diagnostic;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a command could not be carried out.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    hint: String,
    closed_pipe: bool,
}

impl Failure {
    /// A failure with a remedy.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
            closed_pipe: false,
        }
    }

    /// From a library error about a file.
    pub fn at(file: &str, error: &dyn Diagnostic) -> Self {
        Self::new(format!("{file}: {error}"), error.hint())
    }

    /// From a library error that names its own place.
    pub fn of(error: &dyn Diagnostic) -> Self {
        Self::new(error.to_string(), error.hint())
    }

    /// A file that cannot be read.
    pub fn reading(file: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "Check the name and the folder.",
            io::ErrorKind::PermissionDenied => "Check the permissions of the file.",
            io::ErrorKind::InvalidData => "The file must be text in UTF-8.",
            _ => "Check the file and try again.",
        };
        Self::new(format!("{}: cannot be read: {error}", file.display()), hint)
    }

    /// A file that cannot be written.
    pub fn writing(file: &Path, error: &io::Error) -> Self {
        Self::new(
            format!("{}: cannot be written: {error}", file.display()),
            "Check that the folder exists and can be written to.",
        )
    }

    /// Standard output that cannot be written to.
    pub fn output(error: io::Error) -> Self {
        Self {
            closed_pipe: error.kind() == io::ErrorKind::BrokenPipe,
            ..Self::new(
                format!("cannot write the result: {error}"),
                "Check where it is sent to.",
            )
        }
    }

    /// Whether the reader of our output has simply had enough (`gapwise … | head`).
    pub fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  help: {}", self.message, self.hint)
    }
}
