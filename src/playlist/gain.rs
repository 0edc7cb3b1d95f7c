//! How much of a gap a resource can close: the parameters of the model, see the module's documentation.

use super::Mix;
use crate::catalog::ContentRole;

/// The most that one resource closes of a step, however long and fitting.
pub(super) const MOST: f64 = 0.6;
/// Minutes on one competency after which half of that is reached.
const HALF_MINUTES: f64 = 45.0;
/// Level fit of a resource that does not say which level it serves.
const ANY_LEVEL_FIT: f64 = 0.8;
/// A prerequisite counts as met from this level on.
pub(super) const PREREQUISITE_BAR: f64 = 1.25;
/// A resource that alone would close less of the weighted gap is not worth turning to.
pub(super) const LEAST: f64 = 0.03;
/// What is left of a resource's effect where the teacher found one like it too easy or too hard.
pub(super) const OFF_LEVEL: f64 = 0.5;

/// Per kind of resource: how much of its time is spent doing rather than reading (1 for the most active),
/// and the minutes to assume where it does not say.
pub(super) fn kind(kind: Option<&str>) -> (f64, u32) {
    match kind.unwrap_or_default() {
        "course" => (1.0, 240),
        "micro credential" | "micro-credential" => (1.0, 600),
        "module" => (1.0, 90),
        "toolkit" => (0.9, 45),
        "guide" => (0.85, 30),
        "lesson plan" | "lesson-plan" => (0.9, 30),
        "case study" | "case-study" => (0.85, 20),
        "video" => (0.8, 15),
        "webinar" => (0.8, 60),
        "podcast" => (0.7, 30),
        "article" => (0.75, 15),
        "research summary" | "research-summary" => (0.75, 20),
        "community" => (0.7, 30),
        _ => (0.8, 30),
    }
}

/// Understanding or planning alone changes less than a method that is used (Sims and others 2021).
pub(super) fn role(role: Option<ContentRole>) -> f64 {
    match role {
        Some(ContentRole::Insight | ContentRole::Goal) => 0.85,
        Some(ContentRole::Technique | ContentRole::Practice) => 1.0,
        None => 0.9,
    }
}

/// Where a resource does not say what it is for.
pub(super) const NO_ROLE: u8 = 4;

/// The place of a role in [`Mix::wishes`].
pub(super) fn role_place(role: Option<ContentRole>) -> u8 {
    match role {
        Some(ContentRole::Insight) => 0,
        Some(ContentRole::Goal) => 1,
        Some(ContentRole::Technique) => 2,
        Some(ContentRole::Practice) => 3,
        None => NO_ROLE,
    }
}

impl Mix {
    /// Per role 1 for the one that is wanted most, less for the others in proportion; last their mean, for a
    /// resource of no stated role.
    pub(super) fn wishes(&self) -> [f64; 5] {
        let wishes = [self.insight, self.goal, self.technique, self.practice]
            .map(|wish| wish.unwrap_or(1.0));
        let most = wishes.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 {
            return [1.0; 5];
        }
        let [insight, goal, technique, practice] = wishes.map(|wish| wish / most);
        let mean = (insight + goal + technique + practice) / 4.0;
        [insight, goal, technique, practice, mean]
    }
}

/// How well levels (one bit each) fit the step from `top − 1` to `top`: 1 where one of them is at either
/// end of the step, 1 / (1 + d²) at a distance of d levels.
pub(super) fn level_fit(levels: u8, top: f64) -> f64 {
    let distance = |level: u32| {
        let level = f64::from(level);
        (level - top).max(top - 1.0 - level).max(0.0)
    };
    (0..8)
        .filter(|level| levels >> level & 1 == 1)
        .map(distance)
        .min_by(f64::total_cmp)
        .map_or(ANY_LEVEL_FIT, |distance| 1.0 / (1.0 + distance * distance))
}

/// The share that this much time on one competency makes of what more time could.
pub(super) fn dose(minutes: f64) -> f64 {
    1.0 - libm::exp2(-minutes / HALF_MINUTES)
}
