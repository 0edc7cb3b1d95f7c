//! `gapwise gaps` and `gapwise plan`: what a learner lacks, and what to do about it.

use super::arguments::{Gaps, Plan};
use super::failure::Failure;
use super::search::one_line;
use super::{Outcome, files, print, print_json};
use gapwise::engine::{Engine, EngineError};
use gapwise::learner::{Date, Gap, GapsRequest, LearnerData, LearnerError};
use gapwise::playlist::{Comparison, ExpertPath, Only, PlanRequest, Playlist};
use std::fmt::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) fn gaps(arguments: &Gaps) -> Result<Outcome, Failure> {
    let (engine, learner) = open(&arguments.pack, &arguments.learner)?;
    let request = GapsRequest {
        role: arguments.role.clone(),
        today: Some(today(arguments.today.as_deref())),
        ..GapsRequest::default()
    };
    let found = engine
        .gaps(learner, &request)
        .map_err(|error| Failure::at(&files::name(&arguments.learner), &error))?;
    if arguments.json {
        print_json(&found)?
    } else {
        print(&readable_gaps(&found))?
    }
    Ok(Outcome::Done)
}

pub(super) fn plan(arguments: &Plan) -> Result<Outcome, Failure> {
    let only = only(&arguments.only)?;
    let (engine, learner) = open(&arguments.pack, &arguments.learner)?;
    let request = PlanRequest {
        minutes_per_week: arguments.minutes,
        weeks: arguments.weeks,
        role: arguments.role.clone(),
        today: Some(today(arguments.today.as_deref())),
        only: Some(only),
        stop_at: arguments.fill.then_some(0.0),
        ..PlanRequest::new(0, 0)
    };
    let failed = |error: EngineError| Failure::at(&files::name(&arguments.learner), &error);
    if let Some(file) = &arguments.path {
        let compared = engine
            .compare(learner, &request, &path(file)?)
            .map_err(failed)?;
        if arguments.json {
            print_json(&compared)?
        } else {
            print(&(readable_plan(&compared.best) + &readable_path(&compared)))?
        }
        return Ok(Outcome::Done);
    }
    let playlist = engine.plan(learner, &request).map_err(failed)?;
    if arguments.json {
        print_json(&playlist)?
    } else {
        print(&readable_plan(&playlist))?
    }
    Ok(Outcome::Done)
}

fn open(pack: &Path, file: &Path) -> Result<(Engine, LearnerData), Failure> {
    Ok((files::engine(pack)?, learner(file)?))
}

/// A learner's file.
pub(super) fn learner(file: &Path) -> Result<LearnerData, Failure> {
    LearnerData::parse(&files::text(file)?)
        .map_err(|error: LearnerError| Failure::at(&files::name(file), &error))
}

/// A curator's path.
pub(super) fn path(file: &Path) -> Result<ExpertPath, Failure> {
    serde_json::from_str(&files::text(file)?).map_err(|error| {
        Failure::new(
            format!("{}: not a path: {error}", files::name(file)),
            "Compare it with the files in content/paths.",
        )
    })
}

/// The day given, else the day of the system's clock (UTC).
pub(super) fn today(given: Option<&str>) -> String {
    given.map_or_else(
        || {
            let seconds = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |age| age.as_secs());
            Date::from_days(i32::try_from(seconds / 86_400).unwrap_or(0)).to_string()
        },
        str::to_owned,
    )
}

fn only(given: &[String]) -> Result<Only, Failure> {
    let mut only = Only::default();
    for word in given
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty())
    {
        match word.split_once('=') {
            None if word == "free" => only.free = Some(true),
            None if word == "offline" => only.offline = Some(true),
            Some(("lang", code)) if !code.is_empty() => {
                only.languages.get_or_insert_default().push(code.to_owned());
            }
            _ => {
                return Err(Failure::new(
                    format!("--only {word}: not understood"),
                    "Use free, offline, lang=CODE, separated by commas.",
                ));
            }
        }
    }
    Ok(only)
}

fn readable_gaps(gaps: &[Gap]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:>7} {:>6} {:>6} {:>5} {:>6}",
        "mastery", "± sd", "target", "gap", "weight"
    );
    for gap in gaps {
        let _ = writeln!(
            out,
            "{:>7.1} {:>6.1} {:>6.1} {:>5.1} {:>6.2}  {} {}",
            gap.mastery,
            gap.uncertainty,
            gap.target,
            gap.gap,
            gap.weight,
            gap.competency,
            gap.label
        );
    }
    out
}

pub(super) fn readable_plan(plan: &Playlist) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} of {} minutes planned; weighted gap {:.2} before, {:.2} after; at least {:.0} % of the best possible",
        plan.minutes,
        plan.budget,
        plan.gap_before,
        plan.gap_after,
        plan.ratio * 100.0
    );
    for session in &plan.sessions {
        let _ = writeln!(out, "\nWeek {} ({} minutes)", session.week, session.minutes);
        for item in session
            .items
            .iter()
            .filter_map(|&at| plan.items.get(at as usize))
        {
            let about = if item.minutes_estimated { "about " } else { "" };
            let _ = writeln!(
                out,
                "  - {} ({about}{} min)",
                one_line(&item.name),
                item.minutes
            );
            let _ = writeln!(
                out,
                "    {}",
                item.address.as_deref().unwrap_or(&item.resource)
            );
            for reason in &item.reasons {
                let _ = writeln!(out, "    {}", one_line(reason));
            }
        }
        for practice in &session.practice {
            let _ = writeln!(
                out,
                "  * try in class, {} times ({}): {}",
                practice.times, practice.label, practice.prompt
            );
        }
        for review in &session.reviews {
            let _ = writeln!(
                out,
                "  * call back to mind on day {} ({} min): {}",
                review.day + 1,
                review.minutes,
                review.label
            );
        }
    }
    let totals = &plan.totals;
    let _ = writeln!(
        out,
        "\n{:.1} hours planned, {:.1} done (research: more than {:.0}); {} skills, tried {:.0} times each (research: about {:.0})",
        totals.hours_planned,
        totals.hours_done,
        totals.hours_enough,
        totals.skills,
        totals.practice_planned,
        totals.practice_enough
    );
    if !plan.unfilled.is_empty() {
        let _ = writeln!(out, "\nStill open");
    }
    for open in &plan.unfilled {
        let _ = writeln!(
            out,
            "  - {} {}: {} {}",
            open.competency, open.label, open.message, open.remedy
        );
    }
    for note in &plan.notes {
        let _ = writeln!(out, "\n{note}");
    }
    out
}

fn readable_path(compared: &Comparison) -> String {
    let (best, expert) = (&compared.best, &compared.expert);
    let mut out = String::from("\nBeside the curator's path\n");
    let mut line = |name: &str, minutes: u32, closed: f64, per_hour: f64, redundancy: f64| {
        let redundancy = 100.0 * redundancy;
        let _ = writeln!(
            out,
            "  {name:<10} {minutes:>5} minutes, closes {closed:.2}, {per_hour:.2} per hour, {redundancy:.0} % of the minutes where no gap is open"
        );
    };
    line(
        "this plan",
        best.minutes,
        best.closed,
        compared.best_per_hour,
        best.redundancy,
    );
    line(
        "the path",
        expert.minutes,
        expert.closed,
        compared.expert_per_hour,
        expert.redundancy,
    );
    let _ = writeln!(
        out,
        "  {} items in both; {} of the path found no room, {} are done",
        compared.both.len(),
        expert.no_room.len(),
        expert.done.len()
    );
    out
}
