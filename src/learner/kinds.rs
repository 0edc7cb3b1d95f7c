//! The kinds of evidence and what each is worth.

use super::LearnerError;
use super::read::number;
use crate::framework::{Framework, MAX_LEVEL};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// All kinds, in the order of the table of weights.
    pub const ALL: [Self; 6] = [
        Self::SelfAssessment,
        Self::Observation,
        Self::Assessment,
        Self::Completion,
        Self::Credential,
        Self::Contest,
    ];

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
}

/// Where a map's document says what evidence is worth there.
const EXTENSION: &str = "gapwise:evidence";

/// The table of weights for a map: the usual one ([`EvidenceKind::weight`]), changed where the map's document has the
/// extension `gapwise:evidence`, such as `{"observation": {"deviation": 0.3, "halfLife": 900}}`. `deviation` is the
/// standard deviation of one fresh reading in levels (0.05 to 4), `halfLife` days (1 to 36500), and `presumed` the level (0 to 4)
/// of a completion or credential that names none.
pub(super) fn weights(framework: &Framework) -> Result<[EvidenceWeight; 6], LearnerError> {
    let mut table = EvidenceKind::ALL.map(EvidenceKind::weight);
    let extensions = framework.document().extra.get("extensions");
    let Some(own) = extensions.and_then(|all| all.get(EXTENSION)) else {
        return Ok(table);
    };
    for (kind, weight) in EvidenceKind::ALL.into_iter().zip(&mut table) {
        let name = serde_json::to_value(kind).unwrap_or_default();
        let Some(changed) = name.as_str().and_then(|name| own.get(name)) else {
            continue;
        };
        let read = |field: &str, least: f64, most: f64, expected: &'static str| {
            let path = || {
                format!(
                    "CFDocument.extensions.{EXTENSION}.{}.{field}",
                    name.as_str().unwrap_or_default()
                )
            };
            let Some(value) = changed.get(field) else {
                return Ok(None);
            };
            let value = value
                .as_f64()
                .filter(|value| *value >= least)
                .unwrap_or(f64::NAN);
            number(value, most, expected, path).map(Some)
        };
        if let Some(deviation) = read("deviation", 0.05, 4.0, "0.05 to 4")? {
            weight.variance = deviation * deviation;
        }
        if let Some(days) = read("halfLife", 1.0, 36_500.0, "1 to 36500")? {
            weight.half_life = days;
        }
        if changed.get("presumed").is_some_and(Value::is_number) && weight.presumed.is_some() {
            weight.presumed = read("presumed", 0.0, MAX_LEVEL, "0 to 4")?;
        }
    }
    Ok(table)
}
