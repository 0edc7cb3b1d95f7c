//! `gapwise cohort`: several learners at once.

use super::arguments::Cohort as Arguments;
use super::failure::Failure;
use super::learners::{learner, readable_plan, today};
use super::{Outcome, files, print, print_json};
use gapwise::playlist::{Cohort, PlanRequest};
use std::fmt::Write;

/// Gaps of the group that are listed.
const SHOWN: usize = 15;

pub(super) fn cohort(arguments: &Arguments) -> Result<Outcome, Failure> {
    let engine = files::engine(&arguments.pack)?;
    let learners = arguments.learners.iter().map(|path| learner(path));
    let learners = learners.collect::<Result<Vec<_>, _>>()?;
    let request = PlanRequest {
        minutes_per_week: arguments.minutes,
        weeks: arguments.weeks,
        role: arguments.role.clone(),
        today: Some(today(arguments.today.as_deref())),
        ..PlanRequest::new(0, 0)
    };
    let found = engine
        .cohort(learners, &request)
        .map_err(|error| Failure::of(&error))?;
    if arguments.json {
        print_json(&found)?;
    } else {
        print(&readable(&found))?;
    }
    Ok(Outcome::Done)
}

fn readable(cohort: &Cohort) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} learners\n{:>7} {:>6} {:>5} {:>8} {:>5}",
        cohort.size, "mastery", "± sd", "gap", "weighted", "open"
    );
    for gap in cohort.gaps.iter().take(SHOWN) {
        let _ = writeln!(
            out,
            "{:>7.1} {:>6.1} {:>5.1} {:>8.2} {:>5}  {} {}",
            gap.mastery, gap.spread, gap.gap, gap.weighted, gap.open, gap.competency, gap.label
        );
    }
    for (at, group) in (1..).zip(&cohort.groups) {
        let members: Vec<String> = group
            .members
            .iter()
            .map(|at| (at + 1).to_string())
            .collect();
        let _ = writeln!(
            out,
            "\nGroup {at}: learners {}; common gaps: {}\n{}",
            members.join(", "),
            group.common.join(", "),
            readable_plan(&group.playlist)
        );
    }
    out
}
