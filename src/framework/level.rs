//! Levels of mastery.

use serde::{Deserialize, Serialize};

/// The highest level of the default scale.
pub const MAX_LEVEL: f64 = 4.0;

/// A level of mastery between 0 (not yet) and [`MAX_LEVEL`] (expert). Fractions are estimates between
/// two levels.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Level(f64);

impl Level {
    /// The level, or nothing if the number is outside 0..=4 or not a number.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=MAX_LEVEL).contains(&value).then_some(Self(value))
    }

    /// The nearest level to a number; what is not a number counts as 0.
    #[must_use]
    pub fn clamped(value: f64) -> Self {
        if value.is_nan() {
            Self(0.0)
        } else {
            Self(value.clamp(0.0, MAX_LEVEL))
        }
    }

    /// The level as a number, 0..=4.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }
}

/// What a map calls its levels, from the lowest (0) up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelScale {
    /// One label per whole level, starting at 0.
    pub labels: Vec<String>,
}

impl Default for LevelScale {
    fn default() -> Self {
        let labels = ["Not yet", "Emerging", "Developing", "Proficient", "Expert"];
        Self {
            labels: labels.map(String::from).to_vec(),
        }
    }
}
