//! What has changed between two editions of a map.

use super::crosswalk::partners;
use super::model::{AssociationKind, Competency, CompetencyIndex, Endpoint, Framework};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;

/// A competency as a person names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Its identifier.
    pub identifier: String,
    /// Its code, else its identifier.
    pub name: String,
    /// Its statement.
    pub statement: String,
}

/// A competency whose wording has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reworded {
    /// Its name in the new map.
    pub name: String,
    /// The statement in the old map.
    pub before: String,
    /// The statement in the new map.
    pub after: String,
}

/// A competency that stands under another heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Its name in the new map.
    pub name: String,
    /// The heading in the old map; none at the top.
    pub from: Option<String>,
    /// The heading in the new map; none at the top.
    pub to: Option<String>,
}

/// A competency with another code. What is tied to the old code has to be carried over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recoded {
    /// Its name in the old map.
    pub before: String,
    /// Its name in the new map.
    pub after: String,
}

/// A competency that the new map says is replaced (`replacedBy`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replaced {
    /// Its name in the old map.
    pub name: String,
    /// What takes its place: names in the new map, or identifiers outside it.
    pub by: Vec<String>,
}

/// All changes from one edition of a map to the next. Empty lists throughout mean no change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// In the new map only.
    pub added: Vec<Named>,
    /// In the old map only, and not replaced.
    pub removed: Vec<Named>,
    /// In both, with another statement.
    pub reworded: Vec<Reworded>,
    /// In both, under another heading.
    pub moved: Vec<Moved>,
    /// In both, with another code.
    pub recoded: Vec<Recoded>,
    /// In the old map, with a `replacedBy` association in the new one (or already in the old).
    pub replaced: Vec<Replaced>,
}

impl Difference {
    /// Whether the two maps have the same competencies in the same places.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two editions of a map, in the order of their files. Competencies are the same when their
/// identifiers are; where no identifier fits, when their codes are.
#[must_use]
pub fn diff(old: &Framework, new: &Framework) -> Difference {
    let partner = partners(old, new);
    let mut taken = vec![false; new.len()];
    for &at in partner.iter().flatten() {
        taken[at.get()] = true;
    }
    let replacement = replacements(old, new);
    let mut found = Difference::default();
    for at in old.indices() {
        let before = old.competency(at);
        if let Some(by) = replacement.get(before.identifier.as_str()) {
            found.replaced.push(Replaced {
                name: before.name().to_owned(),
                by: by.clone(),
            });
        }
        let Some(now) = partner[at.get()] else {
            if !replacement.contains_key(before.identifier.as_str()) {
                found.removed.push(named(before));
            }
            continue;
        };
        let after = new.competency(now);
        let name = after.name().to_owned();
        if before.statement != after.statement {
            found.reworded.push(Reworded {
                name: name.clone(),
                before: before.statement.clone(),
                after: after.statement.clone(),
            });
        }
        if before.code != after.code {
            found.recoded.push(Recoded {
                before: before.name().to_owned(),
                after: name.clone(),
            });
        }
        let (from, to) = (old.parent(at), new.parent(now));
        if from.and_then(|from| partner[from.get()]) != to || from.is_some() != to.is_some() {
            let label = |map: &Framework, parent: Option<CompetencyIndex>| {
                parent.map(|parent| map.competency(parent).name().to_owned())
            };
            found.moved.push(Moved {
                name,
                from: label(old, from),
                to: label(new, to),
            });
        }
    }
    let added = new.indices().filter(|at| !taken[at.get()]);
    found.added = added.map(|at| named(new.competency(at))).collect();
    found
}

fn named(competency: &Competency) -> Named {
    Named {
        identifier: competency.identifier.clone(),
        name: competency.name().to_owned(),
        statement: competency.statement.clone(),
    }
}

/// What replaces what, by the identifier of the replaced, from both maps.
fn replacements(old: &Framework, new: &Framework) -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for map in [new, old] {
        for association in map.associations() {
            if association.kind != AssociationKind::ReplacedBy {
                continue;
            }
            let identifier = |end: &Endpoint| match end {
                Endpoint::Competency(at) => Some(map.competency(*at).identifier.clone()),
                Endpoint::External(identifier) => Some(identifier.clone()),
                Endpoint::Document => None,
            };
            let (Some(from), Some(to)) = (
                identifier(&association.origin),
                identifier(&association.destination),
            ) else {
                continue;
            };
            let to = new
                .find(&to)
                .map_or(to, |at| new.competency(at).name().to_owned());
            let by = found.entry(from).or_default();
            if !by.contains(&to) {
                by.push(to);
            }
        }
    }
    found
}

impl fmt::Display for Difference {
    /// For a person: one line per change, grouped by kind.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(out, "no change");
        }
        let group = |out: &mut fmt::Formatter<'_>, title: &str, lines: Vec<String>| {
            if lines.is_empty() {
                return Ok(());
            }
            writeln!(out, "{title} ({})", lines.len())?;
            lines.iter().try_for_each(|line| writeln!(out, "  {line}"))
        };
        let named = |list: &[Named]| -> Vec<String> {
            let line = |one: &Named| format!("{}  {}", one.name, one.statement);
            list.iter().map(line).collect()
        };
        let top = |heading: &Option<String>| heading.clone().unwrap_or_else(|| "the top".into());
        group(out, "added", named(&self.added))?;
        group(out, "removed", named(&self.removed))?;
        let reworded =
            |one: &Reworded| format!("{}  {}\n      → {}", one.name, one.before, one.after);
        group(
            out,
            "reworded",
            self.reworded.iter().map(reworded).collect(),
        )?;
        let moved = |one: &Moved| format!("{}  {} → {}", one.name, top(&one.from), top(&one.to));
        group(out, "moved", self.moved.iter().map(moved).collect())?;
        let recoded = |one: &Recoded| format!("{} → {}", one.before, one.after);
        group(out, "recoded", self.recoded.iter().map(recoded).collect())?;
        let replaced = |one: &Replaced| format!("{}  by {}", one.name, one.by.join(", "));
        group(
            out,
            "replaced",
            self.replaced.iter().map(replaced).collect(),
        )
    }
}
