//! The sentences of a plan, as templates. Every number in them comes from the plan.

use super::PlanItem;
use super::case::Case;
use super::weeks::Draft;
use crate::learner::{Message, Template};
use crate::order::Arrange;

macro_rules! templates {
    ($($name:ident: $id:literal, $english:literal;)*) => {
        $(pub(super) const $name: &Template = &Template { id: $id, english: $english };)*
        /// The sentences that a plan may have, in English: what a translation has to cover.
        pub const TEMPLATES: &[&Template] = &[$($name),*];
    };
}

templates! {
    LOCKED: "plan.locked", "You locked it.";
    CLOSES_NOTHING: "plan.closesNothing", "It closes no gap; it takes {minutes} minutes.";
    CLOSES: "plan.closes", "In {minutes} minutes it closes {parts}.";
    CLOSES_ONE_MORE: "plan.closesAndOne", "In {minutes} minutes it closes {parts}, and a part of one more gap.";
    CLOSES_MORE: "plan.closesAndMore", "In {minutes} minutes it closes {parts}, and parts of {more} more gaps.";
    PART: "plan.part", "{closed:2} of the {before:2} levels missing in {competency} ({label})";
    LEVEL: "plan.level", "It serves level {levels}; your way there is from {mastery:1} to {target:1}.";
    INSTEAD: "plan.instead", "Beside the rest of the plan it adds {gain:2}; the next best that fits in its place, “{other}”, would add {otherGain:2}.";
    ALONE: "plan.alone", "Beside the rest of the plan it adds {gain:2}; nothing else that is worth its minutes fits in its place.";
    PREPARES: "plan.prepares", "It prepares for “{other}”, which builds on {competency} ({label}).";
    PREPARES_RESOURCE: "plan.preparesResource", "It prepares for “{other}”, which asks for it.";
    LOCKED_UNKNOWN: "plan.lockedUnknown", "The locked resource {resource} is not in this catalogue and was left out.";
    LOCKED_TOO_LONG: "plan.lockedTooLong", "The locked resource “{name}” takes {minutes} minutes and a week has {week}: it was left out.";
    LOCKED_NO_ROOM: "plan.lockedNoRoom", "The locked resource “{name}” ({minutes} minutes) does not fit beside the others and was left out.";
    LOCKED_IN_ROW: "plan.lockedInRow", "Your locked resources leave more than {most} of a kind in a row.";
    NO_GAP: "plan.noGap", "There is no gap: every target is reached.";
    NOTHING_FITS: "plan.nothingFits", "Nothing fits: no resource that closes a gap can be had within {week} minutes a week under these filters.";
    OVER: "plan.over", "All {weeks} weeks of the plan are over.";
    ROOM_LEFT: "plan.roomLeft", "Your weeks have {free} minutes left: an hour of what else there is would close less than {percent} % of what your best hour does.";
    RATE_YOURSELF: "plan.rateYourself", "Nothing is known of you yet. Rating yourself on {names} would tell most.";
    ESTIMATED: "plan.estimated", "The minutes of {estimated} of {items} items are estimates by kind of resource.";
    REVIEWS_LEFT_OUT: "plan.reviewsLeftOut", "{reviews} reviews found no room in their weeks.";
    NO_RESOURCE: "plan.noResource", "The catalogue has nothing on {competency}.";
    CLOSES_TOO_LITTLE: "plan.closesTooLittle", "What there is on {competency} would close too little for its time.";
    ADD_RESOURCE: "plan.addResource", "Add a resource on {competency} to the catalogue.";
    LEFT_OUT: "plan.leftOut", "Your choices leave out all {resources} resources on {competency}.";
    LEFT_OUT_LEVEL: "plan.leftOutLevel", "Your choices leave out all {resources} resources on {competency}; they serve up to level {level}.";
    LEFT_OUT_ONE: "plan.leftOutOne", "Your choices leave out the only resource on {competency}.";
    LEFT_OUT_ONE_LEVEL: "plan.leftOutOneLevel", "Your choices leave out the only resource on {competency}; it serves up to level {level}.";
    TO_HAVE: "plan.toHave", "To have “{name}”: {changes}.";
    TAKE_BACK: "plan.wish.skipped", "take it off the skipped ones";
    ONCE_MORE: "plan.wish.completed", "do it once more: lock it";
    ALLOW_PAID: "plan.wish.free", "allow resources that cost something or do not say";
    ALLOW_ONLINE: "plan.wish.offline", "allow resources that need a network";
    ALLOW_LANGUAGE: "plan.wish.language", "allow another language";
    ALLOW_PUBLISHER: "plan.wish.publisher", "allow its publisher";
    ALLOW_IN_ROW: "plan.wish.inRow", "allow more of a kind in a row";
    ALLOW_ROLE: "plan.wish.mix", "give its content role a weight above 0";
    SHORTEST: "plan.shortest", "The shortest resource on {competency}, “{name}”, takes {minutes} minutes; a week has {week}.";
    ROOM_FOR_IT: "plan.roomForIt", "{more} more minutes a week would make room for it.";
    BUILDS_ON: "plan.buildsOn", "What there is on {competency} builds on {names}, which is not in this plan.";
    COMPETENCY: "plan.competency", "{competency} ({label})";
    RESOURCE: "plan.resource", "“{name}”";
    FILL_BELOW: "plan.fillBelow", "Add a resource on {names}, or rate yourself there if you know it already.";
    MAKE_ROOM_BELOW: "plan.makeRoomBelow", "Give the plan more time, lock a resource on {names}, or rate yourself there if you know it already.";
    TOO_MANY_IN_ROW: "plan.tooManyInRow", "What there is on {competency} would leave more than {most} of a kind in a row.";
    OTHERS_CLOSE_MORE: "plan.othersCloseMore", "Other gaps close more in the {budget} minutes there are.";
    LOCK_IT: "plan.lockIt", "“{name}” ({minutes} minutes) would fit on {competency}: lock it to have it.";
    MORE_MINUTES: "plan.moreMinutes", "{more} more minutes a week would make room for “{name}” ({minutes} minutes) on {competency}.";
    ADDED: "plan.added", "“{name}” comes in, in week {week} ({minutes} minutes).";
    REMOVED: "plan.removed", "“{name}” goes out ({minutes} minutes).";
    MOVED: "plan.moved", "“{name}” moves from week {from} to week {week}.";
    GAINS: "plan.gains", "The plan closes {after:2} of the weighted gap, {more:2} more than before.";
    LOSES: "plan.loses", "The plan closes {after:2} of the weighted gap, {less:2} less than before.";
    SAME: "plan.same", "Nothing changes.";
    NOTHING_LIKE_IT: "plan.nothingLikeIt", "There is nothing more like “{name}” that closes a gap and fits.";
}

/// Sentences about a plan as a whole.
#[derive(Default)]
pub(super) struct Notes(Vec<Message>);

impl Notes {
    pub fn add(&mut self, message: Message) {
        self.0.push(message);
    }

    /// In English, and as data.
    pub fn told(self) -> (Vec<String>, Vec<Message>) {
        (self.0.iter().map(Message::english).collect(), self.0)
    }
}

/// What else there is to know about the plan.
pub(super) fn about_plan(case: &Case<'_>, plan: &Draft<'_>, told: &[PlanItem], notes: &mut Notes) {
    if case.time.over >= case.time.weeks {
        notes.add(OVER.with([("weeks", case.time.weeks.into())]));
    } else if case.gaps.iter().all(|gap| gap.weighted == 0.0) {
        notes.add(NO_GAP.with([]));
    } else if told.is_empty() {
        notes.add(NOTHING_FITS.with([("week", case.time.week.into())]));
    }
    if plan.leaves_room() {
        let percent = libm::round(100.0 * case.stop_at).into();
        notes.add(ROOM_LEFT.with([("free", plan.spare.into()), ("percent", percent)]));
    }
    if case.learner.data().evidence.is_empty() {
        let mut standards: Vec<(&str, f64)> = Vec::new();
        for gap in case.gaps {
            let name = gap.standard.as_deref().unwrap_or(&gap.competency);
            let worth = gap.weight * gap.uncertainty;
            match standards.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += worth,
                None => standards.push((name, worth)),
            }
        }
        standards.arrange_by(|a, b| b.1.total_cmp(&a.1));
        let names: Vec<&str> = standards.iter().take(3).map(|&(name, _)| name).collect();
        if !names.is_empty() {
            notes.add(RATE_YOURSELF.with([("names", names.join(", ").into())]));
        }
    }
    let estimated = told.iter().filter(|item| item.minutes_estimated).count();
    if estimated > 0 {
        let items = told.len().into();
        notes.add(ESTIMATED.with([("estimated", estimated.into()), ("items", items)]));
    }
}
