//! What the catalogue covers, and what it lacks: for curators.
//!
//! For every competency of a map, [`coverage`] counts the resources aligned to it, by level, role of
//! content, kind and source. A heading counts each resource under it once. What falls below a minimum is
//! listed by name, and so are the resources that teach nothing on the map. Rejected alignments never
//! count. This module judges nothing: it counts.

use crate::catalog::{Alignment, AlignmentSource, AlignmentStatus, ContentRole, Resource};
use crate::framework::{CompetencyIndex, Framework, RoleOverlay};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many resources cover one competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CoverageRow {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for it.
    pub label: String,
    /// The full statement.
    pub statement: String,
    /// Whether nothing stands under it.
    pub leaf: bool,
    /// How many headings stand above it.
    pub depth: usize,
    /// The heading above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Resources aligned to it, or to anything under it.
    pub total: usize,
    /// The same by level; entry 0 counts those that suit any level, 1..=4 those that serve that level. A
    /// resource for two levels counts in both.
    pub by_level: [usize; 5],
    /// The same by role of content; those that state none are in no entry.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<ContentRole, number>"))]
    pub by_role: BTreeMap<ContentRole, usize>,
    /// The same by kind, such as `article`; those that state none are in no entry.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub by_kind: BTreeMap<String, usize>,
    /// Minutes of all of them together, where stated.
    pub minutes: u64,
    /// How many are aligned by their publisher.
    pub publisher: usize,
    /// How many by the tagger alone.
    pub tagger: usize,
    /// How many by a curator.
    pub curator: usize,
    /// Whether it is a leaf with fewer than the minimum.
    pub below: bool,
}

/// What a catalogue covers of a map.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Coverage {
    /// Resources looked at.
    pub resources: usize,
    /// Those aligned to at least one competency.
    pub tagged: usize,
    /// The ids of those aligned to none.
    pub untagged: Vec<String>,
    /// Leaves of the map that are in view.
    pub leaves: usize,
    /// Leaves with at least one resource.
    pub covered: usize,
    /// The minimum asked for.
    pub min: usize,
    /// One row per competency in view, in the order of the map, headings before what stands under them.
    pub rows: Vec<CoverageRow>,
    /// The leaves below the minimum.
    pub thin: Vec<String>,
}

/// Counts what a catalogue covers.
///
/// `resources` and `alignments` run side by side. With a role, the role's own competencies are counted
/// too; without one, only the base map's. `min` is the number of resources below which a leaf is listed
/// as thin; 0 lists none.
#[must_use]
pub fn coverage<'a>(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    resources: impl IntoIterator<Item = (&'a Resource, &'a [Alignment])>,
    min: usize,
) -> Coverage {
    let in_view = |index: CompetencyIndex| {
        let of = framework.competency(index).role.as_deref();
        of.is_none() || of == role.map(|role| role.id.as_str())
    };
    let mut counts: Vec<Count> = (0..framework.len()).map(|_| Count::default()).collect();
    let (mut seen, mut untagged) = (0, Vec::new());
    for (resource, alignments) in resources {
        seen += 1;
        let mut touched: Vec<(CompetencyIndex, AlignmentSource)> = Vec::new();
        for alignment in alignments {
            if alignment.status == AlignmentStatus::Rejected || !in_view(alignment.competency) {
                continue;
            }
            let upward = framework.ancestors(alignment.competency);
            for index in std::iter::once(alignment.competency).chain(upward) {
                match touched.iter_mut().find(|own| own.0 == index) {
                    Some((_, source)) => *source = stronger(*source, alignment.source),
                    None => touched.push((index, alignment.source)),
                }
            }
        }
        if touched.is_empty() {
            untagged.push(resource.id.clone());
        }
        for (index, source) in touched {
            counts[index.get()].add(resource, source);
        }
    }
    let mut rows = Vec::with_capacity(framework.len());
    for index in outline(framework)
        .into_iter()
        .filter(|&index| in_view(index))
    {
        let competency = framework.competency(index);
        let leaf = framework.is_leaf(index);
        let count = std::mem::take(&mut counts[index.get()]);
        rows.push(CoverageRow {
            competency: competency.name().to_owned(),
            label: competency.label().to_owned(),
            statement: competency.statement.clone(),
            leaf,
            depth: framework.depth(index),
            parent: framework
                .parent(index)
                .map(|up| framework.competency(up).name().to_owned()),
            total: count.total,
            by_level: count.by_level,
            by_role: count.by_role,
            by_kind: count.by_kind,
            minutes: count.minutes,
            publisher: count.publisher,
            tagger: count.tagger,
            curator: count.curator,
            below: leaf && count.total < min,
        });
    }
    let leaves = rows.iter().filter(|row| row.leaf);
    Coverage {
        resources: seen,
        tagged: seen - untagged.len(),
        untagged,
        leaves: leaves.clone().count(),
        covered: leaves.clone().filter(|row| row.total > 0).count(),
        min,
        thin: leaves
            .filter(|row| row.below)
            .map(|row| row.competency.clone())
            .collect(),
        rows,
    }
}

#[derive(Default)]
struct Count {
    total: usize,
    by_level: [usize; 5],
    by_role: BTreeMap<ContentRole, usize>,
    by_kind: BTreeMap<String, usize>,
    minutes: u64,
    publisher: usize,
    tagger: usize,
    curator: usize,
}

impl Count {
    fn add(&mut self, resource: &Resource, source: AlignmentSource) {
        self.total += 1;
        if resource.levels.is_empty() {
            self.by_level[0] += 1;
        }
        for &level in &resource.levels {
            self.by_level[usize::from(level)] += 1;
        }
        if let Some(role) = resource.content_role {
            *self.by_role.entry(role).or_default() += 1;
        }
        if let Some(kind) = &resource.kind {
            *self.by_kind.entry(kind.clone()).or_default() += 1;
        }
        self.minutes += resource.minutes.map_or(0, |minutes| u64::from(minutes.0));
        match source {
            AlignmentSource::Publisher => self.publisher += 1,
            AlignmentSource::Tagger => self.tagger += 1,
            AlignmentSource::Curator => self.curator += 1,
        }
    }
}

/// Of two sources for one alignment, the one that weighs more: a curator over a publisher over the tagger.
fn stronger(a: AlignmentSource, b: AlignmentSource) -> AlignmentSource {
    let weight = |source| match source {
        AlignmentSource::Tagger => 0,
        AlignmentSource::Publisher => 1,
        AlignmentSource::Curator => 2,
    };
    if weight(b) > weight(a) { b } else { a }
}

/// Every competency, each heading directly before what stands under it.
#[must_use]
pub fn outline(framework: &Framework) -> Vec<CompetencyIndex> {
    let mut order = Vec::with_capacity(framework.len());
    let mut seen = vec![false; framework.len()];
    for top in framework
        .indices()
        .filter(|&index| framework.parent(index).is_none())
    {
        let mut open = vec![top];
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next.get()], true) {
                order.push(next);
                open.extend(framework.children(next).iter().rev());
            }
        }
    }
    order
}
