//! Why a gap is what it is, in plain sentences.

use super::goals::Aimed;
use super::mastery::{PRIOR_MEAN, freshness};
use super::read::Piece;
use super::{Date, Estimate, Learner};
use crate::framework::{CompetencyIndex, DEFAULT_TARGET, Framework};

/// How many pieces of evidence are told one by one.
const TOLD: usize = 3;

/// The sentences for one leaf. `pieces` are those on the leaf or above it, newest first.
pub(super) fn sentences(
    framework: &Framework,
    learner: &Learner,
    leaf: CompetencyIndex,
    pieces: &[&Piece],
    estimate: Estimate,
    aimed: &Aimed,
    today: Date,
) -> Vec<String> {
    let mut sentences = Vec::new();
    let deviation = libm::sqrt(estimate.variance);
    if pieces.is_empty() && learner.pieces.is_empty() {
        sentences.push(format!(
            "Nothing is known of it yet: the estimate is the usual starting level, {PRIOR_MEAN:.1}, give or take {deviation:.1}."
        ));
    } else if pieces.is_empty() {
        sentences.push(format!(
            "Nothing is known of it directly: the estimate, {:.1} give or take {deviation:.1}, comes from the usual starting level, {PRIOR_MEAN:.1}, and what is known of its neighbours.",
            estimate.mean
        ));
    }
    for piece in pieces.iter().take(TOLD) {
        sentences.push(told(framework, learner, leaf, piece, today));
    }
    if pieces.len() > TOLD {
        sentences.push(format!(
            "{} older pieces of evidence count as well.",
            pieces.len() - TOLD
        ));
    }
    if !pieces.is_empty() {
        sentences.push(format!(
            "Together with the usual starting level, {PRIOR_MEAN:.1}, and neighbouring competencies that makes {:.1}, give or take {deviation:.1}.",
            estimate.mean
        ));
    }
    if aimed.reasons.is_empty() {
        sentences.push(format!(
            "The target is the usual one, level {DEFAULT_TARGET:.1}."
        ));
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
) -> String {
    let on = if piece.competency == leaf {
        String::new()
    } else {
        format!(" of {}", framework.competency(piece.competency).name())
    };
    let source = learner.data().evidence[piece.entry]
        .source
        .as_deref()
        .map_or(String::new(), |source| format!(" by {source}"));
    let weight = 100.0 * piece.confidence * freshness(piece, today);
    let why = if piece.linked {
        "on another map and at its age"
    } else {
        "at its age"
    };
    let verb = if piece.presumed { "presumes" } else { "says" };
    let mut sentence = format!(
        "{}{on}{source} of {} {verb} level {:.1}; {why} it counts {weight:.0} %.",
        piece.kind.phrase(),
        piece.date,
        piece.level
    );
    if let Some(first) = sentence.get(..1).map(str::to_uppercase) {
        sentence.replace_range(..1, &first);
    }
    sentence
}
