//! The kinds of evidence and what each is worth.

use serde::{Deserialize, Serialize};

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum EvidenceKind {
    /// The teacher's own rating.
    SelfAssessment,
    /// Someone saw the teacher teach.
    Observation,
    /// A test or scored task.
    Assessment,
    /// A resource was worked through.
    Completion,
    /// A badge or certificate.
    Credential,
    /// The teacher corrects an estimate ("I know this already").
    Contest,
}

/// What one piece of evidence of a kind is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvidenceWeight {
    /// Variance of one fresh reading, in squared levels: its precision is one over this.
    pub variance: f64,
    /// Days after which its precision has halved.
    pub half_life: f64,
    /// The level it speaks for when it names neither level nor score; none where it has to name one.
    pub presumed: Option<f64>,
}

impl EvidenceKind {
    /// The table of weights. Standard deviations in levels: a contest 0.2, an observation or assessment
    /// 0.35, a self-assessment or credential 0.5, a completion 1.2.
    #[must_use]
    pub fn weight(self) -> EvidenceWeight {
        let (deviation, half_life, presumed) = match self {
            Self::SelfAssessment => (0.5, 365.0, None),
            Self::Observation | Self::Assessment => (0.35, 730.0, None),
            Self::Completion => (1.2, 365.0, Some(2.0)),
            Self::Credential => (0.5, 1460.0, Some(3.0)),
            Self::Contest => (0.2, 365.0, None),
        };
        EvidenceWeight {
            variance: deviation * deviation,
            half_life,
            presumed,
        }
    }

    /// Whether it is the teacher's own word on her level. Of all those on one item only the newest counts, on one day
    /// a correction before a rating: a teacher who rates herself again has changed her mind.
    #[must_use]
    pub fn is_own_word(self) -> bool {
        matches!(self, Self::SelfAssessment | Self::Contest)
    }

    /// In a sentence, such as "a self-assessment".
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Self::SelfAssessment => "a self-assessment",
            Self::Observation => "an observation",
            Self::Assessment => "an assessment",
            Self::Completion => "a completed resource",
            Self::Credential => "a credential",
            Self::Contest => "your own correction",
        }
    }
}
