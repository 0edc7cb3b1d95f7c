//! Bringing a learner's file to another map: a newer edition of its own, or one that a crosswalk links.

use super::{Goal, LearnerData, LearnerError, LearnerEvidence};
use crate::framework::{AssociationKind, CompetencyIndex, Crosswalk, Framework, Link, partners};
use serde::Serialize;
use std::collections::HashMap;

/// How far evidence on a competency of another map is trusted where the two say the same. Judgement: the wording
/// and the levels of two maps never agree altogether.
const TRUST_IF_SAME: f64 = 0.8;
/// The same where the two only touch.
const TRUST_IF_RELATED: f64 = 0.25;

/// What a competency of another map says about this one: which competencies, and how far to trust it.
pub(super) fn speaks_for(
    framework: &Framework,
    identifier: &str,
) -> Vec<(CompetencyIndex, Option<f64>)> {
    if let Some(here) = framework.find(identifier) {
        return vec![(here, None)];
    }
    let links = framework.links(identifier);
    let heirs = |link: &&Link| link.kind == AssociationKind::ReplacedBy;
    let shares = links.iter().filter(heirs).count().max(1) as f64;
    let trust = |link: &Link| match link.kind {
        AssociationKind::ExactMatchOf => TRUST_IF_SAME,
        AssociationKind::ReplacedBy => 1.0 / shares,
        _ => TRUST_IF_RELATED,
    };
    links
        .iter()
        .map(|link| (link.competency, Some(trust(link))))
        .collect()
}

/// How an entry came to where it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Way {
    /// Its competency is in the new map too, perhaps under another code.
    Same,
    /// The new map says what takes its competency's place. Shared evenly where that is several.
    Replaced,
    /// The new edition has a competency that says the same.
    ExactMatch,
    /// It stays where it was, and counts on the new map through a crosswalk, discounted.
    Linked,
    /// It waited in the file for this map.
    Returned,
}

/// An entry of a learner's file that found its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Carry {
    /// The `id` of the evidence or goal.
    pub id: String,
    /// Its competency in the old map.
    pub from: String,
    /// Its competencies in the new map.
    pub to: Vec<String>,
    /// How.
    pub way: Way,
}

/// An entry that has no place in the new map. It is still in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Left {
    /// The `id` of the evidence or goal.
    pub id: String,
    /// Its competency in the old map.
    pub competency: String,
    /// Why it has no place.
    pub reason: String,
}

/// A learner's file on its new map, and what became of each entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Carried {
    /// The file, with every entry of the old one.
    pub learner: LearnerData,
    /// The entries that count on the new map, in the order of the file: evidence, then goals.
    pub carried: Vec<Carry>,
    /// The entries that count for nothing there, in the same order.
    pub left: Vec<Left>,
}

/// Where one entry goes.
enum Place {
    /// To competencies of the new map, by name; with this trust in each.
    To(Vec<String>, f64, Way),
    /// Nowhere: it stays with its own map, under its identifier.
    Stays {
        identifier: String,
        map: String,
        through: Vec<String>,
    },
}

/// Where things go from one map to another.
struct Carrier<'a> {
    from: &'a Framework,
    to: &'a Framework,
    partners: Vec<Option<CompetencyIndex>>,
    /// By identifier: what follows it, as identifiers, and how.
    heirs: HashMap<String, (Way, Vec<String>)>,
}

/// Brings a learner's file from its map to another.
///
/// In a newer edition of the same map (one document identifier) entries move: to the same competency, else along
/// `replacedBy`, else along `exactMatchOf`. An entry that several competencies share is written once for each, with
/// its confidence divided among them. To another map only what is identical moves; all else stays under the
/// identifier of its old map, and counts where `to` is linked to it, see [`Framework::linked`].
///
/// # Errors
/// When the file does not belong to `from`, or names a competency that `from` does not have.
pub fn carry(
    data: &LearnerData,
    from: &Framework,
    to: &Framework,
    crosswalks: &[Crosswalk],
) -> Result<Carried, LearnerError> {
    let expected = &from.document().identifier;
    if data.map != *expected {
        return Err(LearnerError::OtherMap {
            found: data.map.clone(),
            expected: expected.clone(),
        });
    }
    let carrier = Carrier::new(from, to, crosswalks);
    let mut learner = data.clone();
    learner.map.clone_from(&to.document().identifier);
    let mut report = Carried {
        learner,
        carried: Vec::new(),
        left: Vec::new(),
    };
    report.learner.evidence = report.bring(&carrier, &data.evidence, "evidence")?;
    report.learner.goals = report.bring(&carrier, &data.goals, "goals")?;
    Ok(report)
}

/// Evidence or a goal.
trait Entry: Clone {
    /// Whether it counts on another map through what links the two: what is known speaks for its neighbours, what is
    /// wanted does not.
    const LINKED: bool;

    /// Its id, its competency, and the map of that where it is another than the file's.
    fn parts(&self) -> (&str, &str, Option<&str>);
    /// The same on another competency; with this trust where several share it.
    fn moved(&self, id: String, on: String, map: Option<String>, trust: Option<f64>) -> Self;
}

impl Entry for LearnerEvidence {
    const LINKED: bool = true;

    fn parts(&self) -> (&str, &str, Option<&str>) {
        (&self.id, &self.competency, self.map.as_deref())
    }

    fn moved(&self, id: String, on: String, map: Option<String>, trust: Option<f64>) -> Self {
        let shared = trust.map(|trust| trust * self.confidence.unwrap_or(1.0));
        Self {
            id,
            competency: on,
            map,
            confidence: shared.or(self.confidence),
            ..self.clone()
        }
    }
}

impl Entry for Goal {
    const LINKED: bool = false;

    fn parts(&self) -> (&str, &str, Option<&str>) {
        (&self.id, &self.competency, self.map.as_deref())
    }

    fn moved(&self, id: String, on: String, map: Option<String>, _: Option<f64>) -> Self {
        Self {
            id,
            competency: on,
            map,
            ..self.clone()
        }
    }
}

impl Carried {
    /// The entries of a list of the file in their new places; notes what became of each.
    fn bring<T: Entry>(
        &mut self,
        carrier: &Carrier<'_>,
        entries: &[T],
        list: &str,
    ) -> Result<Vec<T>, LearnerError> {
        let mut brought = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let (id, competency, map) = entry.parts();
            let mut place =
                carrier.place(competency, map, || format!("{list}[{at}].competency"))?;
            if let Place::Stays { through, .. } = &mut place
                && !T::LINKED
            {
                through.clear();
            }
            self.note(id, competency, &place);
            match place {
                Place::To(names, trust, _) => {
                    let shared = names.len() > 1;
                    brought.extend(names.into_iter().map(|name| {
                        let own = if shared {
                            format!("{id} ({name})")
                        } else {
                            id.to_owned()
                        };
                        entry.moved(own, name, None, shared.then_some(trust))
                    }));
                }
                Place::Stays {
                    identifier, map, ..
                } => brought.push(entry.moved(id.to_owned(), identifier, Some(map), None)),
            }
        }
        Ok(brought)
    }

    fn note(&mut self, id: &str, from: &str, place: &Place) {
        let (to, way) = match place {
            Place::To(names, _, way) => (names.clone(), *way),
            Place::Stays { through, .. } => (through.clone(), Way::Linked),
        };
        if to.is_empty() {
            self.left.push(Left {
                id: id.to_owned(),
                competency: from.to_owned(),
                reason: "the new map has no competency that is the same or takes its place, and nothing links the two"
                    .into(),
            });
        } else {
            self.carried.push(Carry {
                id: id.to_owned(),
                from: from.to_owned(),
                to,
                way,
            });
        }
    }
}

impl<'a> Carrier<'a> {
    fn new(from: &'a Framework, to: &'a Framework, crosswalks: &[Crosswalk]) -> Self {
        let own = [Crosswalk::of(to), Crosswalk::of(from)];
        let is_edition = from.document().identifier == to.document().identifier;
        let mut heirs: HashMap<String, (Way, Vec<String>)> = HashMap::new();
        let all = || {
            own.iter()
                .chain(crosswalks)
                .flat_map(|one| &one.associations)
        };
        let mut add = |way: Way, old: &String, new: &String| {
            let (kept, of) = heirs.entry(old.clone()).or_insert((way, Vec::new()));
            if *kept == way && !of.contains(new) {
                of.push(new.clone());
            }
        };
        for (kind, old, new) in all() {
            if *kind == AssociationKind::ReplacedBy {
                add(Way::Replaced, old, new);
            }
        }
        if is_edition {
            for (kind, one, other) in all() {
                if *kind == AssociationKind::ExactMatchOf {
                    add(Way::ExactMatch, one, other);
                    add(Way::ExactMatch, other, one);
                }
            }
        }
        Self {
            partners: if is_edition {
                partners(from, to)
            } else {
                let same = |own: &crate::framework::Competency| to.find(&own.identifier);
                from.competencies().iter().map(same).collect()
            },
            from,
            to,
            heirs,
        }
    }

    fn place(
        &self,
        name: &str,
        map: Option<&str>,
        path: impl Fn() -> String,
    ) -> Result<Place, LearnerError> {
        let own = &self.from.document().identifier;
        let found = match map {
            Some(map) if map != own => None,
            _ => self.from.find(name),
        };
        let at = match (found, map) {
            (Some(at), _) => at,
            (None, Some(map)) => return Ok(self.waited(name, map)),
            (None, None) => {
                return Err(LearnerError::UnknownCompetency {
                    path: path(),
                    competency: name.to_owned(),
                });
            }
        };
        let identifier = &self.from.competency(at).identifier;
        if let Some(at) = self.partners[at.get()] {
            let name = self.to.competency(at).name().to_owned();
            return Ok(Place::To(vec![name], 1.0, Way::Same));
        }
        if let Some((way, ends)) = self.ends(identifier) {
            let trust = 1.0 / ends.len() as f64;
            return Ok(Place::To(ends, trust, way));
        }
        Ok(self.stays(identifier, own))
    }

    /// Where an entry goes that was kept for another map, or another edition, than the one we come from.
    fn waited(&self, identifier: &str, map: &str) -> Place {
        if map != self.to.document().identifier {
            return self.stays(identifier, map);
        }
        if let Some(at) = self.to.find(identifier) {
            let name = self.to.competency(at).name().to_owned();
            return Place::To(vec![name], 1.0, Way::Returned);
        }
        self.ends(identifier).map_or_else(
            || self.stays(identifier, map),
            |(way, ends)| {
                let trust = 1.0 / ends.len() as f64;
                Place::To(ends, trust, way)
            },
        )
    }

    fn stays(&self, identifier: &str, map: &str) -> Place {
        let name = |(at, _): (CompetencyIndex, _)| self.to.competency(at).name().to_owned();
        Place::Stays {
            identifier: identifier.to_owned(),
            map: map.to_owned(),
            through: speaks_for(self.to, identifier)
                .into_iter()
                .map(name)
                .collect(),
        }
    }

    /// The competencies of the new map that one follows the heirs to, over any number of editions.
    fn ends(&self, identifier: &str) -> Option<(Way, Vec<String>)> {
        let (way, _) = self.heirs.get(identifier)?;
        let (mut ends, mut seen) = (Vec::new(), vec![identifier]);
        let mut next = 0;
        while let Some(&old) = seen.get(next) {
            next += 1;
            for heir in self.heirs.get(old).map_or(&[][..], |(_, of)| of) {
                if seen.contains(&heir.as_str()) {
                    continue;
                }
                match self.to.find(heir) {
                    Some(at) => {
                        let name = self.to.competency(at).name().to_owned();
                        if !ends.contains(&name) {
                            ends.push(name);
                        }
                    }
                    None => seen.push(heir),
                }
            }
        }
        (!ends.is_empty()).then_some((*way, ends))
    }
}
