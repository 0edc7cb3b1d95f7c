//! The facets: what a resource can be filtered and counted by, and its values.

use crate::catalog::{ContentRole, Resource};

/// The facet of competency codes; a heading's code stands for everything under it.
pub const COMPETENCY: &str = "competency";

/// All facets, in the order of their columns (part of the index format).
pub const FACETS: [&str; 11] = [
    COMPETENCY,
    "kind",
    "contentRole",
    "level",
    "publisher",
    "language",
    "license",
    "free",
    "offline",
    "minutes",
    "audience",
];

/// The bands of minutes, shortest first.
pub const MINUTES: [&str; 5] = ["0-15", "16-30", "31-60", "61-180", "181+"];

/// The place of a facet in [`FACETS`].
pub(super) fn position(facet: &str) -> Option<usize> {
    FACETS.iter().position(|known| *known == facet)
}

/// The values of one facet in the order in which they are shown where the order is the facet's own;
/// nothing where the most frequent comes first.
pub(super) fn own_order(facet: usize) -> Option<&'static [&'static str]> {
    match FACETS[facet] {
        "contentRole" => Some(&["insight", "goal", "technique", "practice"]),
        "level" => Some(&["1", "2", "3", "4"]),
        "free" => Some(&["yes", "no", "unknown"]),
        "offline" => Some(&["yes", "no"]),
        "minutes" => Some(&MINUTES),
        _ => None,
    }
}

/// The values of a resource for the facet at a place in [`FACETS`], `competencies` being its codes with
/// their ancestors.
pub(super) fn values(facet: usize, resource: &Resource, competencies: &[String]) -> Vec<String> {
    let one = |value: &str| vec![value.to_owned()];
    let maybe = |value: &Option<String>| value.iter().cloned().collect();
    match FACETS[facet] {
        COMPETENCY => competencies.to_vec(),
        "kind" => maybe(&resource.kind),
        "contentRole" => resource
            .content_role
            .iter()
            .map(|role| role_name(*role).to_owned())
            .collect(),
        "level" => resource.levels.iter().map(ToString::to_string).collect(),
        "publisher" => maybe(&resource.publisher),
        "language" => resource.languages.clone(),
        "license" => maybe(&resource.license),
        "free" => one(match resource.free {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        }),
        "offline" => one(if resource.offline { "yes" } else { "no" }),
        "minutes" => resource
            .minutes
            .iter()
            .map(|minutes| minutes_band(minutes.0).to_owned())
            .collect(),
        _ => resource.audience.clone(),
    }
}

fn role_name(role: ContentRole) -> &'static str {
    match role {
        ContentRole::Insight => "insight",
        ContentRole::Goal => "goal",
        ContentRole::Technique => "technique",
        ContentRole::Practice => "practice",
    }
}

fn minutes_band(minutes: u32) -> &'static str {
    match minutes {
        0..=15 => MINUTES[0],
        16..=30 => MINUTES[1],
        31..=60 => MINUTES[2],
        61..=180 => MINUTES[3],
        _ => MINUTES[4],
    }
}
