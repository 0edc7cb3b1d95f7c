//! `gapwise coverage`: what the catalogue covers, for people, programs and checks.

use super::arguments::Coverage;
use super::failure::Failure;
use super::{Outcome, files, print, print_json};
use gapwise::engine::CoverageRequest;
use std::fmt::Write;

pub(super) fn coverage(arguments: &Coverage) -> Result<Outcome, Failure> {
    let engine = files::engine(&arguments.pack)?;
    let request = CoverageRequest {
        role: arguments.role.clone(),
        min: arguments.min.unwrap_or(1),
        ..CoverageRequest::default()
    };
    let coverage = engine
        .coverage(&request)
        .map_err(|error| Failure::of(&error))?;
    if arguments.json {
        print_json(&coverage)?;
    } else {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{} resources, {} of them tagged; {} of {} competencies covered\n",
            coverage.resources, coverage.tagged, coverage.covered, coverage.leaves
        );
        let _ = writeln!(
            out,
            "{:>9}  {:>4} {:>4} {:>4} {:>4} {:>4}",
            "resources", "any", "1", "2", "3", "4"
        );
        for row in &coverage.rows {
            let [any, one, two, three, four] = row.by_level;
            let mark = if row.below { "  < thin" } else { "" };
            let _ = writeln!(
                out,
                "{:>9}  {any:>4} {one:>4} {two:>4} {three:>4} {four:>4}  {}{} {}{mark}",
                row.total,
                "  ".repeat(row.depth),
                row.competency,
                row.label,
            );
        }
        print(&out)?;
    }
    if arguments.min.is_some() && !coverage.thin.is_empty() {
        eprintln!(
            "{} competencies have fewer than {} resources: {}",
            coverage.thin.len(),
            coverage.min,
            coverage.thin.join(", ")
        );
        return Ok(Outcome::CheckFailed);
    }
    Ok(Outcome::Done)
}
