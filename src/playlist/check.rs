//! The numbers and names of a request, checked.

use super::{PlanError, PlanRequest};
use crate::learner::Date;
use std::ops::RangeInclusive;

/// The time there is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// Minutes of a week, for items and reviews.
    pub week: u32,
    /// Weeks in all.
    pub weeks: u32,
    /// Weeks that are over.
    pub over: u32,
    /// Minutes of each week kept free for reviews.
    pub review: u32,
}

impl Time {
    /// Minutes per week that items may take.
    pub fn rooms(&self) -> Vec<u32> {
        let room = self.week - self.review;
        (0..self.weeks)
            .map(|week| if week < self.over { 0 } else { room })
            .collect()
    }
}

/// Checks a request and reads the time it gives.
pub(super) fn request(request: &PlanRequest) -> Result<Time, PlanError> {
    let week = whole(
        request.minutes_per_week,
        5..=6000,
        "5 to 6000",
        "minutesPerWeek",
    )?;
    let weeks = whole(request.weeks, 1..=104, "1 to 104", "weeks")?;
    let review = request.review_minutes.unwrap_or(0.0);
    let review = whole(
        review,
        0..=week - 5,
        "0 to 5 less than a week has",
        "reviewMinutes",
    )?;
    if let Some(most) = request.max_in_row {
        whole(most, 1..=100, "1 to 100", "maxInRow")?;
    }
    let mix = request.mix.unwrap_or_default();
    let wishes = [
        ("mix.insight", mix.insight),
        ("mix.goal", mix.goal),
        ("mix.technique", mix.technique),
        ("mix.practice", mix.practice),
    ];
    for (path, wish) in wishes {
        within(wish, 100.0, "0 to 100", path)?;
    }
    within(request.stability, 1.0, "0 to 1", "stability")?;
    within(request.continuity, 1.0, "0 to 1", "continuity")?;
    within(request.stop_at, 1.0, "0 to 1", "stopAt")?;
    for (at, placed) in request.placed.iter().flatten().enumerate() {
        let path = format!("placed[{at}].week");
        whole(
            f64::from(placed.week),
            1..=weeks,
            "the weeks of the plan",
            &path,
        )?;
    }
    let out = [&request.skipped, &request.too_easy, &request.too_hard];
    let out = || out.iter().filter_map(|list| list.as_ref()).flatten();
    let placed = request.placed.iter().flatten().map(|own| &own.resource);
    let locked = request.locked.iter().flatten().enumerate();
    let locked = locked.map(|(at, id)| (format!("locked[{at}]"), id));
    let placed = placed
        .enumerate()
        .map(|(at, id)| (format!("placed[{at}].resource"), id));
    for (path, id) in locked.chain(placed) {
        if out().any(|other| other == id) {
            return Err(PlanError::LockedAndSkipped {
                path,
                resource: id.clone(),
            });
        }
    }
    let over = match (
        date(&request.start, "start")?,
        date(&request.today, "today")?,
    ) {
        (Some(start), Some(today)) => {
            let days = u32::try_from(today.days() - start.days()).unwrap_or(0);
            (days / 7).min(weeks)
        }
        _ => 0,
    };
    Ok(Time {
        week,
        weeks,
        over,
        review,
    })
}

fn date(text: &Option<String>, path: &str) -> Result<Option<Date>, PlanError> {
    let Some(text) = text else { return Ok(None) };
    let bad = || PlanError::BadDate {
        path: path.to_owned(),
        value: text.chars().take(40).collect(),
    };
    Date::parse(text).map(Some).ok_or_else(bad)
}

fn out_of_range(value: f64, expected: &'static str, path: &str) -> PlanError {
    PlanError::OutOfRange {
        path: path.to_owned(),
        value: value.to_string(),
        expected,
    }
}

fn whole(
    value: f64,
    range: RangeInclusive<u32>,
    expected: &'static str,
    path: &str,
) -> Result<u32, PlanError> {
    if value >= f64::from(*range.start()) && value <= f64::from(*range.end()) {
        return Ok(value as u32);
    }
    Err(out_of_range(value, expected, path))
}

fn within(
    value: Option<f64>,
    most: f64,
    expected: &'static str,
    path: &str,
) -> Result<(), PlanError> {
    match value.filter(|value| !(0.0..=most).contains(value)) {
        Some(value) => Err(out_of_range(value, expected, path)),
        None => Ok(()),
    }
}

/// All resources that a request names.
pub(super) fn named(request: &PlanRequest) -> Vec<&str> {
    let lists = [
        &request.locked,
        &request.skipped,
        &request.too_easy,
        &request.too_hard,
    ];
    let lists = lists.into_iter().flatten().flatten().map(String::as_str);
    let placed = [&request.placed, &request.previous];
    let placed = placed.into_iter().flatten().flatten();
    lists
        .chain(placed.map(|own| own.resource.as_str()))
        .collect()
}
