//! Why a gap is what it is, in sentences.

use super::goals::Aimed;
use super::mastery::{PRIOR_MEAN, freshness};
use super::read::Piece;
use super::{Date, Estimate, EvidenceKind, Learner, Message, Owner, Param, Template};
use crate::framework::{CompetencyIndex, DEFAULT_TARGET, Framework};

/// How many pieces of evidence are told one by one.
const TOLD: usize = 3;

macro_rules! templates {
    ($($name:ident: $id:literal, $english:literal;)*) => {
        $(pub(super) const $name: &Template = &Template { id: $id, english: $english };)*
        /// The sentences that a gap may have, in English: what a translation has to cover.
        pub const TEMPLATES: &[&Template] = &[$($name),*];
    };
}

templates! {
    NOTHING: "gap.nothingKnown", "Nothing is known of it yet: the estimate is the usual starting level, {prior:1}, give or take {deviation:1}.";
    INDIRECT: "gap.indirect", "Nothing is known of it directly: the estimate, {mean:1} give or take {deviation:1}, comes from the usual starting level, {prior:1}, and what is known of its neighbours.";
    OLDER: "gap.older", "{pieces} older pieces of evidence count as well.";
    TOGETHER: "gap.together", "Together with the usual starting level, {prior:1}, and neighbouring competencies that makes {mean:1}, give or take {deviation:1}.";
    USUAL_TARGET: "gap.usualTarget", "The target is the usual one, level {target:1}.";
    MAP_WEIGHT: "gap.mapWeight", "The map gives it the weight {weight:1}.";
    ROLE: "gap.role", "The role {role} asks for level {target:1} and gives it the weight {weight:1}.";
    SAYS: "gap.says", "{kind}{on}{elsewhere}{source} of {date} says level {level:1}; at its age it counts {percent} %.";
    PRESUMES: "gap.presumes", "{kind}{on}{elsewhere}{source} of {date} presumes level {level:1}; at its age it counts {percent} %.";
    SELF_ASSESSMENT: "gap.kind.selfAssessment", "A self-assessment";
    OBSERVATION: "gap.kind.observation", "An observation";
    ASSESSMENT: "gap.kind.assessment", "An assessment";
    COMPLETION: "gap.kind.completion", "A completed resource";
    CREDENTIAL: "gap.kind.credential", "A credential";
    CONTEST: "gap.kind.contest", "Your own correction";
    OF: "gap.of", " of {competency}";
    ELSEWHERE: "gap.elsewhere", " on another map";
    BY: "gap.by", " by {source}";
    OWN_GOAL: "gap.goal.teacher", "Your own goal{on} (level {target:1}{due}) adds {times:2} to its weight.";
    SCHOOL_GOAL: "gap.goal.school", "Your school's goal{on} (level {target:1}{due}) adds {times:2} to its weight.";
    DISTRICT_GOAL: "gap.goal.district", "Your district's goal{on} (level {target:1}{due}) adds {times:2} to its weight.";
    FOR: "gap.for", " for {competency}";
    DUE: "gap.due", ", due {date}";
}

/// The template for a goal of an owner.
pub(super) fn goal(owner: Owner) -> &'static Template {
    match owner {
        Owner::Teacher => OWN_GOAL,
        Owner::School => SCHOOL_GOAL,
        Owner::District => DISTRICT_GOAL,
    }
}

/// A part of a sentence that may be missing.
pub(super) fn maybe(part: Option<Message>) -> Param {
    Param::List(part.into_iter().collect())
}

/// The sentences for one leaf. `pieces` are those on the leaf or above it, newest first.
pub(super) fn sentences(
    framework: &Framework,
    learner: &Learner,
    leaf: CompetencyIndex,
    pieces: &[&Piece],
    estimate: Estimate,
    aimed: &Aimed,
    today: Date,
) -> Vec<Message> {
    let mut sentences = Vec::new();
    let prior = || ("prior", PRIOR_MEAN.into());
    let mean = || ("mean", estimate.mean.into());
    let deviation = || ("deviation", libm::sqrt(estimate.variance).into());
    if pieces.is_empty() && learner.pieces.is_empty() {
        sentences.push(NOTHING.with([prior(), deviation()]));
    } else if pieces.is_empty() {
        sentences.push(INDIRECT.with([mean(), deviation(), prior()]));
    }
    for piece in pieces.iter().take(TOLD) {
        sentences.push(told(framework, learner, leaf, piece, today));
    }
    if pieces.len() > TOLD {
        sentences.push(OLDER.with([("pieces", (pieces.len() - TOLD).into())]));
    }
    if !pieces.is_empty() {
        sentences.push(TOGETHER.with([prior(), mean(), deviation()]));
    }
    if aimed.reasons.is_empty() {
        sentences.push(USUAL_TARGET.with([("target", DEFAULT_TARGET.into())]));
    }
    sentences.extend(aimed.reasons.iter().cloned());
    sentences
}

fn told(
    framework: &Framework,
    learner: &Learner,
    leaf: CompetencyIndex,
    piece: &Piece,
    today: Date,
) -> Message {
    let on = (piece.competency != leaf).then(|| {
        let name = framework.competency(piece.competency).name();
        OF.with([("competency", name.into())])
    });
    let source = learner.data().evidence[piece.entry].source.as_deref();
    let source = source.map(|source| BY.with([("source", source.into())]));
    let kind = match piece.kind {
        EvidenceKind::SelfAssessment => SELF_ASSESSMENT,
        EvidenceKind::Observation => OBSERVATION,
        EvidenceKind::Assessment => ASSESSMENT,
        EvidenceKind::Completion => COMPLETION,
        EvidenceKind::Credential => CREDENTIAL,
        EvidenceKind::Contest => CONTEST,
    };
    let template = if piece.presumed { PRESUMES } else { SAYS };
    let percent = 100.0 * piece.confidence * freshness(learner, piece, today);
    template.with([
        ("kind", Param::List(vec![kind.with([])])),
        ("on", maybe(on)),
        ("elsewhere", maybe(piece.linked.then(|| ELSEWHERE.with([])))),
        ("source", maybe(source)),
        ("date", piece.date.to_string().into()),
        ("level", piece.level.into()),
        ("percent", libm::round(percent).into()),
    ])
}
