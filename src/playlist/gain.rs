//! How much of a gap a resource can close: the parameters of the model, see the module's documentation.

use super::Mix;
use crate::catalog::{ContentRole, Resource};

/// The most that one resource closes of a step, however long and fitting.
pub(super) const MOST: f64 = 0.6;
/// Minutes on one competency after which half of that is reached.
pub(super) const HALF_MINUTES: f64 = 45.0;
/// Level fit of a resource that does not say which level it serves.
const ANY_LEVEL_FIT: f64 = 0.8;
/// A prerequisite counts as met from this level on.
pub(super) const PREREQUISITE_BAR: f64 = 1.25;

/// Per kind of resource: how much of its time is spent doing rather than reading (1 for the most active),
/// and the minutes to assume where it does not say.
fn kind(resource: &Resource) -> (f64, u32) {
    let kind = resource.kind.as_deref().unwrap_or_default();
    match kind.replace(['-', '_'], " ").as_str() {
        "course" => (1.0, 240),
        "micro credential" => (1.0, 600),
        "module" => (1.0, 90),
        "toolkit" => (0.9, 45),
        "guide" => (0.85, 30),
        "lesson plan" => (0.9, 30),
        "case study" => (0.85, 20),
        "video" => (0.8, 15),
        "webinar" => (0.8, 60),
        "podcast" => (0.7, 30),
        "article" => (0.75, 15),
        "research summary" => (0.75, 20),
        "community" => (0.7, 30),
        _ => (0.8, 30),
    }
}

/// The time a resource takes, and whether that is an estimate: its own, or the usual of its kind.
pub(super) fn minutes(resource: &Resource) -> (u32, bool) {
    match resource.minutes {
        Some(minutes) => (minutes.0.max(1), resource.minutes_estimated),
        None => (kind(resource).1, true),
    }
}

/// The part of q that depends on the resource alone: kind, role and the teacher's wishes.
pub(super) fn quality(resource: &Resource, mix: &Mix) -> f64 {
    // Understanding or planning alone changes less than a method that is used (Sims and others 2021).
    let role = match resource.content_role {
        Some(ContentRole::Insight | ContentRole::Goal) => 0.85,
        Some(ContentRole::Technique | ContentRole::Practice) => 1.0,
        None => 0.9,
    };
    kind(resource).0 * role * mix.wish(resource.content_role)
}

impl Mix {
    /// 1 for the role that is wanted most, less for the others in proportion; their mean for a resource
    /// of no stated role.
    fn wish(&self, role: Option<ContentRole>) -> f64 {
        let wishes = [self.insight, self.goal, self.technique, self.practice]
            .map(|wish| wish.unwrap_or(1.0));
        let most = wishes.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 {
            return 1.0;
        }
        let wish = match role {
            Some(ContentRole::Insight) => wishes[0],
            Some(ContentRole::Goal) => wishes[1],
            Some(ContentRole::Technique) => wishes[2],
            Some(ContentRole::Practice) => wishes[3],
            None => wishes.iter().sum::<f64>() / 4.0,
        };
        wish / most
    }
}

/// How well a resource's levels fit the step from `top − 1` to `top`: 1 where one of them is at either
/// end of the step, 1 / (1 + d²) at a distance of d levels.
pub(super) fn level_fit(levels: &[u8], top: f64) -> f64 {
    let distance = |&level: &u8| {
        let level = f64::from(level);
        (level - top).max(top - 1.0 - level).max(0.0)
    };
    levels
        .iter()
        .map(distance)
        .min_by(f64::total_cmp)
        .map_or(ANY_LEVEL_FIT, |distance| 1.0 / (1.0 + distance * distance))
}

/// The share that this much time on one competency makes of what more time could.
pub(super) fn dose(minutes: f64) -> f64 {
    1.0 - libm::exp2(-minutes / HALF_MINUTES)
}
