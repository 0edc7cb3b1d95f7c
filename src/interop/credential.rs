//! Micro-credentials as Open Badges 3.0 *Achievements*: what is shown, why it matters, how it is judged, and
//! which competencies it is aligned to.
//!
//! Gapwise's own fields beside those of the standard: `gapwise:why`, `gapwise:evidence` (what to hand in),
//! `gapwise:rubric` (criteria in four levels), `gapwise:requires` (credentials that must be held before: a stack).

use crate::framework::Framework;
use serde::Deserialize;
use std::collections::HashSet;

/// A micro-credential that can be worked towards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Credential {
    /// Unique, a URI.
    pub id: String,
    /// What is written on it.
    pub name: String,
    /// What its holder does, in a sentence.
    pub description: String,
    /// What has to be done for it.
    pub criteria: Criteria,
    /// The competencies it speaks for.
    pub alignment: Vec<CredentialAlignment>,
    /// Why it matters.
    #[serde(rename = "gapwise:why")]
    pub why: String,
    /// What is to be handed in.
    #[serde(rename = "gapwise:evidence")]
    pub evidence: Vec<String>,
    /// How it is judged.
    #[serde(rename = "gapwise:rubric")]
    pub rubric: Vec<CredentialCriterion>,
    /// The `id`s of credentials that must be held before.
    #[serde(rename = "gapwise:requires", default)]
    pub requires: Vec<String>,
}

/// What has to be done for a credential.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Criteria {
    /// In Markdown.
    pub narrative: String,
}

/// A competency that a credential speaks for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialAlignment {
    /// The competency's label.
    pub target_name: String,
    /// Its code, where it has one.
    pub target_code: Option<String>,
    /// Its uri.
    pub target_url: String,
}

/// One criterion and what each level of it looks like.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CredentialCriterion {
    /// What is looked at.
    pub criterion: String,
    /// Level 1.
    pub emerging: String,
    /// Level 2.
    pub developing: String,
    /// Level 3.
    pub proficient: String,
    /// Level 4.
    pub expert: String,
}

impl Credential {
    /// Reads an Achievement.
    ///
    /// # Errors
    /// What is missing or of the wrong type, with line and column.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json.trim_start_matches('\u{feff}'))
    }
}

/// Everything that keeps a set of credentials from hanging together: the place in the list and what is wrong.
#[must_use]
pub fn check(credentials: &[Credential], maps: &[Framework]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut ids = HashSet::new();
    for (at, credential) in credentials.iter().enumerate() {
        if !ids.insert(credential.id.as_str()) {
            found.push((at, format!("the id `{}` is used twice", credential.id)));
        }
        let lists = [
            ("alignment", credential.alignment.is_empty()),
            ("gapwise:evidence", credential.evidence.is_empty()),
            ("gapwise:rubric", credential.rubric.is_empty()),
        ];
        for (field, _) in lists.iter().filter(|(_, is_empty)| *is_empty) {
            found.push((at, format!("`{field}` is empty")));
        }
        for aligned in &credential.alignment {
            let by_url = maps.iter().find_map(|map| {
                let at = map.find(&aligned.target_url)?;
                Some(map.competency(at))
            });
            match (by_url, &aligned.target_code) {
                (None, _) if !maps.is_empty() => found.push((
                    at,
                    format!(
                        "`{}` is in no map: {}",
                        aligned.target_url, aligned.target_name
                    ),
                )),
                (Some(own), Some(code)) if own.code.as_ref() != Some(code) => found.push((
                    at,
                    format!(
                        "the code of `{}` is `{}`, not `{code}`",
                        aligned.target_url,
                        own.name()
                    ),
                )),
                _ => {}
            }
        }
        for other in &credential.requires {
            if !credentials.iter().any(|one| one.id == *other) {
                found.push((at, format!("it requires `{other}`, which is not there")));
            }
        }
    }
    found
}
