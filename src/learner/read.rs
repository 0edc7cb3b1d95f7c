//! Tying a learner's file to a map: everything is checked here, and never again.

use super::carry::speaks_for;
use super::data::{FORMAT, VERSION};
use super::{
    Date, EvidenceKind, EvidenceWeight, LearnerData, LearnerError, LearnerEvidence, Owner, kinds,
};
use crate::diagnostic::{json_detail, json_type};
use crate::framework::{CompetencyIndex, Framework, MAX_LEVEL};
use crate::order::{Arrange, Gather};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// A learner's file that fits a map: every competency is found, every level and date is one.
#[derive(Clone, Debug)]
pub struct Learner {
    data: LearnerData,
    /// In the order of competency, day, corrections last, id: sums over it come out the same however the file was ordered.
    pub(super) pieces: Vec<Piece>,
    pub(super) aims: Vec<Aim>,
    /// Places in the file of evidence on other maps that nothing links to this one.
    waiting: Vec<usize>,
    weights: [EvidenceWeight; 6],
}

/// A piece of evidence after checking.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub competency: CompetencyIndex,
    pub kind: EvidenceKind,
    pub level: f64,
    /// The level is presumed from the kind and so never lowers an estimate.
    pub presumed: bool,
    pub confidence: f64,
    pub date: Date,
    /// It speaks for a competency of another map, and counts less here.
    pub linked: bool,
    /// Its place in the file.
    pub entry: usize,
}

/// A goal after checking.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    pub competency: CompetencyIndex,
    pub target: f64,
    pub owner: Owner,
    pub weight: f64,
    pub due: Option<Date>,
    /// Its place in the file.
    pub entry: usize,
}

impl LearnerData {
    /// Reads a learner's file, without a map to check it against.
    ///
    /// # Errors
    /// When it is no learner's file or of a newer version, or an entry has not the right form.
    pub fn parse(json: &str) -> Result<Self, LearnerError> {
        let value: Value =
            serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
                LearnerError::NotJson {
                    line: error.line(),
                    column: error.column(),
                    detail: json_detail(&error),
                }
            })?;
        read(value)
    }
}

impl Learner {
    /// Reads a learner's file against a map (with its roles, see [`Framework::extend`]).
    ///
    /// # Errors
    /// When it is no learner's file, of a newer version or another map, or an entry cannot be right.
    pub fn parse(json: &str, framework: &Framework) -> Result<Self, LearnerError> {
        Self::from_data(LearnerData::parse(json)?, framework)
    }

    /// Ties a learner's file that is already in memory to a map.
    ///
    /// # Errors
    /// As [`Learner::parse`].
    pub fn from_data(data: LearnerData, framework: &Framework) -> Result<Self, LearnerError> {
        identify(&data.format, u64::from(data.version))?;
        let expected = &framework.document().identifier;
        if data.map != *expected {
            return Err(LearnerError::OtherMap {
                found: data.map,
                expected: expected.clone(),
            });
        }
        unique("evidence", data.evidence.iter().map(|piece| &piece.id))?;
        unique("goals", data.goals.iter().map(|goal| &goal.id))?;
        let weights = kinds::weights(framework)?;
        let mut pieces = Vec::with_capacity(data.evidence.len());
        let mut waiting = Vec::new();
        for (entry, piece) in data.evidence.iter().enumerate() {
            let path = |field: &str| format!("evidence[{entry}].{field}");
            let places = match piece.map {
                Some(_) => speaks_for(framework, &piece.competency),
                None => vec![(
                    find(framework, &piece.competency, || path("competency"))?,
                    None,
                )],
            };
            let level = optional(piece.level, MAX_LEVEL, "0 to 4", || path("level"))?;
            let score = optional(piece.score, 1.0, "0 to 1", || path("score"))?;
            let confidence = optional(piece.confidence, 1.0, "0 to 1", || path("confidence"))?;
            let stated = level.or(score.map(|score| score * MAX_LEVEL));
            let presumed = weights[piece.kind as usize].presumed;
            let Some(level) = stated.or(presumed) else {
                return Err(LearnerError::NoLevel {
                    path: format!("evidence[{entry}]"),
                });
            };
            let date = date(&piece.date, || path("date"))?;
            if places.is_empty() {
                waiting.push(entry);
            }
            pieces.extend(places.into_iter().map(|(competency, trust)| Piece {
                competency,
                kind: piece.kind,
                level,
                presumed: stated.is_none(),
                confidence: confidence.unwrap_or(1.0) * trust.unwrap_or(1.0),
                date,
                linked: trust.is_some(),
                entry,
            }));
        }
        pieces.arrange_by(|a, b| {
            let key = |piece: &Piece| {
                let entry = &data.evidence[piece.entry];
                (
                    piece.competency,
                    piece.date,
                    piece.kind == EvidenceKind::Contest,
                    &entry.date,
                    &entry.id,
                )
            };
            key(a).cmp(&key(b))
        });
        let mut aims = Vec::with_capacity(data.goals.len());
        for (entry, goal) in data.goals.iter().enumerate() {
            if goal.map.is_some() && framework.find(&goal.competency).is_none() {
                continue;
            }
            let path = |field: &str| format!("goals[{entry}].{field}");
            aims.push(Aim {
                competency: find(framework, &goal.competency, || path("competency"))?,
                target: number(goal.target, MAX_LEVEL, "0 to 4", || path("target"))?,
                owner: goal.owner,
                weight: number(goal.weight, 10.0, "0 to 10", || path("weight"))?,
                due: match &goal.due {
                    Some(due) => Some(date(due, || path("due"))?),
                    None => None,
                },
                entry,
            });
        }
        // Which goal of several is named in a reason must not depend on the file's order.
        aims.arrange_by_key(|aim: &Aim| (aim.competency, &data.goals[aim.entry].id));
        Ok(Self {
            data,
            pieces,
            aims,
            waiting,
            weights,
        })
    }

    /// The file as it was read.
    #[must_use]
    pub fn data(&self) -> &LearnerData {
        &self.data
    }

    /// What evidence of a kind is worth on the learner's map.
    #[must_use]
    pub fn weight(&self, kind: EvidenceKind) -> EvidenceWeight {
        self.weights[kind as usize]
    }

    /// The day of the newest evidence.
    #[must_use]
    pub fn newest(&self) -> Option<Date> {
        self.pieces.iter().map(|piece| piece.date).max()
    }

    /// Evidence on other maps that nothing links to this one: it is kept, and counts for nothing here.
    pub fn waiting(&self) -> impl Iterator<Item = &LearnerEvidence> {
        self.waiting.iter().map(|&entry| &self.data.evidence[entry])
    }

    /// The resources that the teacher has worked through, by their `id`.
    #[must_use]
    pub fn completed(&self) -> BTreeSet<&str> {
        let done = |piece: &&LearnerEvidence| piece.kind == EvidenceKind::Completion;
        let evidence = self.data.evidence.iter();
        evidence
            .filter(done)
            .filter_map(|piece| piece.resource.as_deref())
            .gather()
    }
}

/// The parts of a file one by one, so that an error knows where it stands.
fn read(value: Value) -> Result<LearnerData, LearnerError> {
    let Value::Object(mut fields) = value else {
        return Err(LearnerError::NotALearner {
            detail: format!("expected an object, found {}", json_type(&value)),
        });
    };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let format = text(fields.get("format")).ok_or_else(|| LearnerError::NotALearner {
        detail: "`format` is missing".into(),
    })?;
    let version = fields.get("version").and_then(Value::as_u64);
    let version = version.ok_or_else(|| LearnerError::Unreadable {
        path: "version".into(),
        detail: "expected a whole number".into(),
    })?;
    identify(&format, version)?;
    let evidence = entries(fields.remove("evidence"), "evidence")?;
    let goals = entries(fields.remove("goals"), "goals")?;
    let mut data: LearnerData = one(Value::Object(fields), "learner")?;
    data.evidence = evidence;
    data.goals = goals;
    Ok(data)
}

fn identify(format: &str, version: u64) -> Result<(), LearnerError> {
    if format != FORMAT {
        return Err(LearnerError::NotALearner {
            detail: format!("its format is `{format}`"),
        });
    }
    match version {
        0 => Err(LearnerError::OutOfRange {
            path: "version".into(),
            value: "0".into(),
            expected: "1 to 1",
        }),
        found if found > u64::from(VERSION) => Err(LearnerError::NewerVersion {
            found,
            supported: VERSION,
        }),
        _ => Ok(()),
    }
}

fn one<T: DeserializeOwned>(value: Value, path: &str) -> Result<T, LearnerError> {
    serde_json::from_value(value).map_err(|error| LearnerError::Unreadable {
        path: path.to_owned(),
        detail: error.to_string(),
    })
}

fn entries<T: DeserializeOwned>(value: Option<Value>, field: &str) -> Result<Vec<T>, LearnerError> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(entries)) => entries
            .into_iter()
            .enumerate()
            .map(|(at, entry)| one(entry, &format!("{field}[{at}]")))
            .collect(),
        Some(other) => Err(LearnerError::Unreadable {
            path: field.to_owned(),
            detail: format!("expected an array, found {}", json_type(&other)),
        }),
    }
}

fn unique<'a>(field: &str, ids: impl Iterator<Item = &'a String>) -> Result<(), LearnerError> {
    let mut seen = HashMap::new();
    for (at, id) in ids.enumerate() {
        if let Some(first) = seen.insert(id, at) {
            return Err(LearnerError::DuplicateId {
                path: format!("{field}[{at}].id"),
                id: id.clone(),
                first: format!("{field}[{first}].id"),
            });
        }
    }
    Ok(())
}

fn find(
    framework: &Framework,
    name: &str,
    path: impl Fn() -> String,
) -> Result<CompetencyIndex, LearnerError> {
    framework
        .find(name)
        .ok_or_else(|| LearnerError::UnknownCompetency {
            path: path(),
            competency: name.to_owned(),
        })
}

pub(super) fn number(
    value: f64,
    most: f64,
    expected: &'static str,
    path: impl Fn() -> String,
) -> Result<f64, LearnerError> {
    if (0.0..=most).contains(&value) {
        Ok(value)
    } else {
        Err(LearnerError::OutOfRange {
            path: path(),
            value: value.to_string(),
            expected,
        })
    }
}

fn optional(
    value: Option<f64>,
    most: f64,
    expected: &'static str,
    path: impl Fn() -> String,
) -> Result<Option<f64>, LearnerError> {
    value
        .map(|value| number(value, most, expected, path))
        .transpose()
}

pub(super) fn date(text: &str, path: impl Fn() -> String) -> Result<Date, LearnerError> {
    Date::parse(text).ok_or_else(|| LearnerError::BadDate {
        path: path(),
        value: text.chars().take(40).collect(),
    })
}
