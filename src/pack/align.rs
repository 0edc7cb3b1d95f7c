//! Which competencies each resource is aligned to: what its publisher says, and what the tagger finds.

use super::PackError;
use super::catalogue::Catalogue;
use super::maps::PackMap;
use crate::catalog::{Alignment, AlignmentSource, AlignmentStatus, CatalogError, Field, Resource};
use crate::framework::{CompetencyIndex, Framework};
use crate::order::Gather;
use crate::search::IndexedResource;
use crate::tagging::{Decisions, MapTagger, TextFields};
use std::collections::{BTreeMap, BTreeSet};

/// The most tags that a pack keeps per resource and map, and per role. A page about more than five things is a portal,
/// and its further tags are rarely right.
const TAGS_KEPT: usize = 5;
/// Scores are kept to so many parts of one: further digits mean nothing, and differ with every change of the catalogue.
pub(super) const SCORE_STEPS: f64 = 1e4;

/// The competencies that a publisher says a resource teaches, per map. Every one must be known to some
/// map; without any map there is nothing to check against. `file` and `line` say where the resource stands.
pub(super) fn claims(
    maps: &[PackMap],
    resource: &Resource,
    file: &str,
    line: usize,
) -> Result<Vec<BTreeSet<CompetencyIndex>>, PackError> {
    let mut claims = vec![BTreeSet::new(); maps.len()];
    for name in &resource.teaches {
        let mut known = maps.is_empty();
        for (map, claims) in maps.iter().zip(&mut claims) {
            if let Some(index) = map.framework().find(name) {
                claims.insert(index);
                known = true;
            }
        }
        if !known {
            return Err(PackError::Catalog {
                file: file.to_owned(),
                error: CatalogError::UnknownCompetency {
                    line,
                    field: "teaches",
                    competency: name.clone(),
                },
            });
        }
    }
    Ok(claims)
}

/// The alignments of a resource to one map: publishers' claims, then the tagger's, if there is one, and over both the
/// curator's decisions.
pub(super) fn align(
    map: &PackMap,
    tagger: Option<&MapTagger>,
    decisions: &Decisions,
    resource: &Resource,
    claims: &BTreeSet<CompetencyIndex>,
) -> Vec<Alignment> {
    let claimed = |&competency: &CompetencyIndex| {
        let alignment = Alignment {
            competency,
            score: 1.0,
            source: AlignmentSource::Publisher,
            status: AlignmentStatus::Accepted,
            evidence: Vec::new(),
        };
        (competency, alignment)
    };
    let mut of: BTreeMap<CompetencyIndex, Alignment> = claims.iter().map(claimed).gather();
    let keywords = resource.field(Field::Keywords);
    let text = TextFields::of(resource, &keywords);
    for tagged in tagger
        .iter()
        .flat_map(|tagger| tagger.tag_apart(&text, TAGS_KEPT))
    {
        let alignment = of.entry(tagged.competency).or_insert_with(|| Alignment {
            competency: tagged.competency,
            score: (tagged.score * SCORE_STEPS).round() / SCORE_STEPS,
            source: AlignmentSource::Tagger,
            status: AlignmentStatus::Proposed,
            evidence: Vec::new(),
        });
        alignment.evidence = tagged.evidence;
    }
    decisions.apply(map.framework(), &resource.id, of.into_values().collect())
}

/// A resource as it is indexed: with the codes of its competencies, ancestors included, and their labels.
pub(super) fn indexed<'a>(
    catalogue: &'a Catalogue,
    maps: &[PackMap],
    at: usize,
) -> IndexedResource<'a> {
    let (mut codes, mut labels) = (BTreeSet::new(), BTreeSet::new());
    for (map, alignments) in maps.iter().zip(catalogue.alignments(at)) {
        let framework: &Framework = map.framework();
        let stands = |own: &&Alignment| own.status != AlignmentStatus::Rejected;
        for alignment in alignments.iter().filter(stands) {
            let own = framework.competency(alignment.competency);
            labels.insert(own.label().to_owned());
            codes.insert(own.name().to_owned());
            for above in framework.ancestors(alignment.competency) {
                codes.insert(framework.competency(above).name().to_owned());
            }
        }
    }
    IndexedResource {
        resource: &catalogue[at],
        competencies: codes.into_iter().collect(),
        competency_labels: labels.into_iter().collect(),
    }
}
