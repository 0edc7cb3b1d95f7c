//! `gapwise`, the command line: decode arguments and files, call the library, encode the answer.
//!
//! Results go to standard output, progress and messages to standard error. Exit code 0: done; 1: a check
//! did not pass; 2: bad usage or bad input. An output file appears whole or not at all. The commands and
//! their shapes are a contract that others rely on.

mod ablation;
mod arguments;
mod baseline;
mod build;
mod catalogs;
mod check;
mod cohort;
mod compare;
mod evaluate;
mod evaluate_search;
mod exchange;
mod failure;
mod files;
mod learners;
mod maps;
mod packs;
mod report;
mod search;
mod tags;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use std::io::Write;
use std::process::ExitCode;

/// How a command ended, when nothing went wrong.
enum Outcome {
    /// All is well.
    Done,
    /// A check that the user asked for did not pass.
    CheckFailed,
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Tag(arguments) => tags::tag(&arguments),
        Command::Search(arguments) => search::search(&arguments),
        Command::Coverage(arguments) => report::coverage(&arguments),
        Command::Gaps(arguments) => learners::gaps(&arguments),
        Command::Plan(arguments) => learners::plan(&arguments),
        Command::Cohort(arguments) => cohort::cohort(&arguments),
        Command::Map(arguments) => maps::map(&arguments),
        Command::Catalog(arguments) => catalogs::catalog(&arguments),
        Command::Pack(arguments) => packs::pack(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Eval(arguments) => evaluate::evaluate(&arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CheckFailed) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::from(2)
        }
    }
}

/// Writes a value as one JSON document to standard output.
fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Failure::output(error.into()))?;
    print(&(text + "\n"))
}

/// Writes a text to standard output.
fn print(text: &str) -> Result<(), Failure> {
    std::io::stdout()
        .lock()
        .write_all(text.as_bytes())
        .map_err(Failure::output)
}
