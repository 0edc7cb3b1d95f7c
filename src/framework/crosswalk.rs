//! What a competency of one map is in another: the links that let evidence count beyond the map it was
//! gathered on.

use super::case;
use super::model::{AssociationKind, Competency, CompetencyIndex, Endpoint, Framework};
use super::{FrameworkError, check};
use serde_json::Value;
use std::collections::HashMap;

/// Associations between the competencies of different maps: a CASE package without items of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosswalk {
    /// What a person calls it.
    pub title: String,
    /// Kind, identifier of the origin, identifier of the destination; in the order of the file.
    pub associations: Vec<(AssociationKind, String, String)>,
}

/// What a competency of another map says about one of this map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The competency of this map.
    pub competency: CompetencyIndex,
    /// `ExactMatchOf`, `IsRelatedTo` or `ReplacedBy`.
    pub kind: AssociationKind,
}

impl Crosswalk {
    /// Reads a CASE package of associations. Items in it, if any, are not looked at.
    ///
    /// # Errors
    /// When it is not JSON or no package, or an association lacks its kind or an end.
    pub fn parse(json: &str) -> Result<Self, FrameworkError> {
        Self::from_package(&check::json(json).map_err(check::first)?)
    }

    /// Reads a crosswalk that is JSON already.
    ///
    /// # Errors
    /// As [`Crosswalk::parse`].
    pub fn from_package(package: &Value) -> Result<Self, FrameworkError> {
        let mut problems = Vec::new();
        let read = Self::read(package, &mut problems);
        match (read, problems.is_empty()) {
            (Some(read), true) => Ok(read),
            _ => Err(check::first(problems)),
        }
    }

    fn read(value: &Value, problems: &mut check::Problems) -> Option<Self> {
        let (package, document) = check::package(value, problems)?;
        let title = document.required("title", problems);
        let mut associations = Vec::new();
        for node in package.objects("CFAssociations", problems) {
            let kind = AssociationKind::from_name(&node.required("associationType", problems));
            let mut end = |uri, plain| case::link(&node, uri, plain, problems);
            let origin = end("originNodeURI", "originNodeIdentifier");
            let destination = end("destinationNodeURI", "destinationNodeIdentifier");
            if let (Some(origin), Some(destination)) = (origin, destination) {
                associations.push((kind, origin.identifier, destination.identifier));
            }
        }
        Some(Self {
            title,
            associations,
        })
    }

    /// The associations of a map with competencies outside it, and those among its own that say what
    /// takes the place of what.
    #[must_use]
    pub fn of(map: &Framework) -> Self {
        let identifier = |end: &Endpoint| match end {
            Endpoint::Competency(at) => Some(map.competency(*at).identifier.clone()),
            Endpoint::External(identifier) => Some(identifier.clone()),
            Endpoint::Document => None,
        };
        let associations = map
            .associations()
            .iter()
            .filter_map(|own| {
                Some((
                    own.kind.clone(),
                    identifier(&own.origin)?,
                    identifier(&own.destination)?,
                ))
            })
            .collect();
        Self {
            title: map.document().title.clone(),
            associations,
        }
    }

    /// The ends that are in none of these maps, with the place of their association in the file.
    #[must_use]
    pub fn loose_ends(&self, maps: &[Framework]) -> Vec<(usize, &str)> {
        let known = |name: &str| maps.iter().any(|map| map.find(name).is_some());
        self.associations
            .iter()
            .enumerate()
            .flat_map(|(at, (_, from, to))| [(at, from.as_str()), (at, to.as_str())])
            .filter(|(_, end)| !known(end))
            .collect()
    }
}

impl Framework {
    /// This map with links to competencies elsewhere, from crosswalks and from its own associations.
    /// Exact matches and relations are read in both directions, replacements from old to new.
    #[must_use]
    pub fn linked(mut self, crosswalks: &[Crosswalk]) -> Self {
        let own = Crosswalk::of(&self);
        let mut links: HashMap<String, Vec<Link>> = HashMap::new();
        for (kind, from, to) in crosswalks
            .iter()
            .chain([&own])
            .flat_map(|c| &c.associations)
        {
            let both = match kind {
                AssociationKind::ExactMatchOf | AssociationKind::IsRelatedTo => true,
                AssociationKind::ReplacedBy => false,
                _ => continue,
            };
            let ends = [(from, to), (to, from)];
            for (elsewhere, here) in ends.into_iter().take(if both { 2 } else { 1 }) {
                if self.find(elsewhere).is_some() {
                    continue;
                }
                if let Some(competency) = self.find(here) {
                    let found = links.entry(elsewhere.clone()).or_default();
                    if !found.iter().any(|link| link.competency == competency) {
                        found.push(Link {
                            competency,
                            kind: kind.clone(),
                        });
                    }
                }
            }
        }
        self.links = links;
        self
    }

    /// What a competency of another map, by its identifier, says about this map: see [`Framework::linked`].
    #[must_use]
    pub fn links(&self, identifier: &str) -> &[Link] {
        self.links.get(identifier).map_or(&[], Vec::as_slice)
    }
}

/// For each competency of an old map, the same one in a newer one: by identifier, and where no
/// identifier fits, by code.
#[must_use]
pub fn partners(old: &Framework, new: &Framework) -> Vec<Option<CompetencyIndex>> {
    let by = |key: fn(&Competency) -> Option<&str>| -> HashMap<&str, CompetencyIndex> {
        new.indices()
            .filter_map(|at| Some((key(new.competency(at))?, at)))
            .collect()
    };
    let identifiers = by(|own| Some(&own.identifier));
    let codes = by(|own| own.code.as_deref());
    let old_identifiers: HashMap<&str, ()> = old
        .competencies()
        .iter()
        .map(|own| (own.identifier.as_str(), ()))
        .collect();
    old.competencies()
        .iter()
        .map(|own| {
            let same = identifiers.get(own.identifier.as_str()).copied();
            same.or_else(|| {
                let at = *codes.get(own.code.as_deref()?)?;
                let is_free = !old_identifiers.contains_key(new.competency(at).identifier.as_str());
                is_free.then_some(at)
            })
        })
        .collect()
}
