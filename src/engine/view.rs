//! Answers about maps, roles, resources and tags, as plain values.

use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, ContentRole, Evidence, Field, Resource,
};
use crate::framework::{CompetencyIndex, Framework, RoleOverlay};
use crate::pack::PackMap;
use crate::tagging::{Tagged, TextFields, because};
use serde::Serialize;
use std::borrow::Cow;

/// The unit of offsets into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode scalar values, as most languages count characters.
    Characters,
    /// UTF-16 code units, as JavaScript counts them.
    Utf16,
}

impl OffsetUnit {
    /// Turns offsets in characters of `text` into this unit.
    pub(super) fn convert(self, text: &str, start: u32, end: u32) -> (u32, u32) {
        if self == Self::Characters || text.is_ascii() {
            return (start, end);
        }
        let (mut at, mut from, mut to) = (0, start, end);
        for (count, character) in (0..).zip(text.chars()) {
            if count == start {
                from = at;
            }
            if count == end {
                return (from, at);
            }
            at += character.len_utf16() as u32;
        }
        if end >= start {
            to = at;
        }
        (from.min(to), to)
    }
}

/// A map in a few words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MapInfo {
    /// The identifier of its document.
    pub id: String,
    /// What a person calls it.
    pub title: String,
    /// One or two sentences about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The publisher's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// BCP 47 language.
    pub language: String,
    /// Address of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The labels of levels 0 to 4.
    pub levels: Vec<String>,
    /// All items, headings and those of roles included.
    pub competencies: usize,
    /// Items with nothing under them.
    pub leaves: usize,
}

impl MapInfo {
    pub(super) fn of(map: &PackMap) -> Self {
        let framework = map.framework();
        let document = framework.document();
        Self {
            id: document.identifier.clone(),
            title: document.title.clone(),
            description: document.description.clone(),
            version: document.version.clone(),
            language: document.language.clone(),
            license: document.license.clone(),
            levels: framework.scale().labels.clone(),
            competencies: framework.len(),
            leaves: framework.leaves().count(),
        }
    }
}

/// A map with all its competencies.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MapDetail {
    /// The map in a few words.
    #[serde(flatten)]
    pub info: MapInfo,
    /// Its items, each heading directly before what stands under it.
    pub items: Vec<CompetencyView>,
}

impl MapDetail {
    pub(super) fn of(map: &PackMap) -> Self {
        let framework = map.framework();
        let items = crate::coverage::outline(framework)
            .into_iter()
            .map(|index| CompetencyView::of(framework, index))
            .collect();
        Self {
            info: MapInfo::of(map),
            items,
        }
    }
}

/// A competency, as a page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CompetencyView {
    /// Globally unique identifier.
    pub id: String,
    /// How tags, plans and learners name it: its code, else its identifier.
    pub code: String,
    /// The full statement.
    pub statement: String,
    /// A few words for it.
    pub label: String,
    /// The kind of item, such as `Standard`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The code of the heading above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// How many headings stand above it.
    pub depth: usize,
    /// Whether nothing stands under it.
    pub leaf: bool,
    /// The role that adds it; absent for the base map's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Cue phrases.
    pub keywords: Vec<String>,
    /// What each level looks like.
    pub rubric: Vec<RubricView>,
    /// Something to try in one's own class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_prompt: Option<String>,
    /// Questions to reflect on.
    pub reflection: Vec<String>,
    /// The codes of what comes directly before it.
    pub prerequisites: Vec<String>,
}

/// What one level of a competency looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RubricView {
    /// The level.
    pub score: f64,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// What can be observed.
    pub description: String,
}

impl CompetencyView {
    fn of(framework: &Framework, index: CompetencyIndex) -> Self {
        let own = framework.competency(index);
        let name = |index: CompetencyIndex| framework.competency(index).name().to_owned();
        Self {
            id: own.identifier.clone(),
            code: own.name().to_owned(),
            statement: own.statement.clone(),
            label: own.label().to_owned(),
            kind: own.kind.clone(),
            parent: framework.parent(index).map(name),
            depth: framework.depth(index),
            leaf: framework.is_leaf(index),
            role: own.role.clone(),
            keywords: own.keywords.clone(),
            rubric: own
                .rubric
                .iter()
                .map(|level| RubricView {
                    score: level.score,
                    quality: level.quality.clone(),
                    description: level.description.clone(),
                })
                .collect(),
            practice_prompt: own.practice_prompt.clone(),
            reflection: own.reflection.clone(),
            prerequisites: framework
                .prerequisites(index)
                .iter()
                .copied()
                .map(name)
                .collect(),
        }
    }
}

/// A role, as a page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RoleInfo {
    /// Its short name, such as `teacher-leader`.
    pub id: String,
    /// What a person calls it.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// The identifier of the map it extends.
    pub map: String,
    /// What it asks for, where that differs from the usual.
    pub targets: Vec<TargetView>,
    /// The codes of the competencies it adds.
    pub adds: Vec<String>,
}

/// A role's target for one competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TargetView {
    /// The competency's code.
    pub competency: String,
    /// The level to reach.
    pub target: f64,
    /// How much it matters; 1 is usual.
    pub weight: f64,
}

impl RoleInfo {
    pub(super) fn of(role: &RoleOverlay) -> Self {
        Self {
            id: role.id.clone(),
            title: role.title.clone(),
            description: role.description.clone(),
            map: role.extends.clone(),
            targets: role
                .targets
                .iter()
                .map(|target| TargetView {
                    competency: target.competency.clone(),
                    target: target.target.value(),
                    weight: target.weight,
                })
                .collect(),
            adds: role
                .adds()
                .iter()
                .map(|own| own.name().to_owned())
                .collect(),
        }
    }
}

/// That a resource teaches a competency, and why we think so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Tag {
    /// The competency's code.
    pub competency: String,
    /// A few words for it.
    pub label: String,
    /// How sure it is, 0..1.
    pub score: f64,
    /// Who says so.
    pub source: AlignmentSource,
    /// What has become of it.
    pub status: AlignmentStatus,
    /// What in the text speaks for it, most telling first.
    pub evidence: Vec<Evidence>,
    /// The same as a sentence.
    pub because: String,
    /// The codes of competencies under the same heading that it may as well be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub close: Vec<String>,
}

impl Tag {
    pub(super) fn proposed(
        tagged: Tagged,
        framework: &Framework,
        fields: &TextFields<'_>,
        offsets: OffsetUnit,
    ) -> Self {
        let own = framework.competency(tagged.competency);
        let text = |field| {
            Cow::Borrowed(match field {
                Field::Name => fields.name,
                Field::Description => fields.description,
                Field::Text => fields.text,
                Field::Keywords => fields.keywords,
            })
        };
        Self {
            competency: own.name().to_owned(),
            label: own.label().to_owned(),
            score: tagged.score,
            source: AlignmentSource::Tagger,
            status: AlignmentStatus::Proposed,
            because: because(&tagged.evidence),
            evidence: in_unit(tagged.evidence, text, offsets),
            close: tagged
                .close
                .iter()
                .map(|&other| framework.competency(other).name().to_owned())
                .collect(),
        }
    }

    fn of(
        alignment: &Alignment,
        framework: &Framework,
        resource: &Resource,
        offsets: OffsetUnit,
    ) -> Self {
        let own = framework.competency(alignment.competency);
        let because = match alignment.source {
            AlignmentSource::Publisher => "stated by its publisher".to_owned(),
            AlignmentSource::Curator => "set by a curator".to_owned(),
            AlignmentSource::Tagger => because(&alignment.evidence),
        };
        Self {
            competency: own.name().to_owned(),
            label: own.label().to_owned(),
            score: alignment.score,
            source: alignment.source,
            status: alignment.status,
            evidence: in_unit(
                alignment.evidence.clone(),
                |field| resource.field(field),
                offsets,
            ),
            because,
            close: Vec::new(),
        }
    }
}

fn in_unit<'a>(
    mut evidence: Vec<Evidence>,
    text: impl Fn(Field) -> Cow<'a, str>,
    offsets: OffsetUnit,
) -> Vec<Evidence> {
    for span in &mut evidence {
        (span.start, span.end) = offsets.convert(&text(span.field), span.start, span.end);
    }
    evidence
}

/// A resource, as a page shows it. All texts are plain text, whatever they look like.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ResourceView {
    /// Its identifier.
    pub id: String,
    /// Where to open it: always http(s); absent where there is no such address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The title.
    pub name: String,
    /// The summary.
    pub description: String,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The kind, such as `article`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What it is for in a teacher's learning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_role: Option<ContentRole>,
    /// The levels it serves; empty when it suits any.
    pub levels: Vec<u8>,
    /// The time it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Whether the time is an estimate.
    pub minutes_estimated: bool,
    /// BCP 47 languages.
    pub languages: Vec<String>,
    /// The licence's address or name; absent where it is not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Whether it costs nothing; absent where it is not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    /// Whether it can be kept and used without a network.
    pub offline: bool,
    /// Topic phrases.
    pub keywords: Vec<String>,
    /// The roles it is meant for.
    pub audience: Vec<String>,
    /// What it teaches, surest first.
    pub tags: Vec<Tag>,
}

impl ResourceView {
    pub(super) fn of(
        resource: &Resource,
        alignments: &[(&Framework, &[Alignment])],
        offsets: OffsetUnit,
    ) -> Self {
        let tags = alignments.iter().flat_map(|(framework, alignments)| {
            alignments
                .iter()
                .filter(|own| own.status != AlignmentStatus::Rejected)
                .map(|own| Tag::of(own, framework, resource, offsets))
        });
        Self {
            id: resource.id.clone(),
            address: resource.address.clone(),
            name: resource.name.clone(),
            description: resource.description.clone(),
            publisher: resource.publisher.clone(),
            kind: resource.kind.clone(),
            content_role: resource.content_role,
            levels: resource.levels.clone(),
            minutes: resource.minutes.map(|minutes| minutes.0),
            minutes_estimated: resource.minutes_estimated,
            languages: resource.languages.clone(),
            license: resource.license.clone(),
            free: resource.free,
            offline: resource.offline,
            keywords: resource.keywords.clone(),
            audience: resource.audience.clone(),
            tags: tags.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetUnit;

    #[test]
    fn offsets_count_as_javascript_does() {
        let text = "a😀b𝑑c";
        assert_eq!(OffsetUnit::Characters.convert(text, 2, 4), (2, 4));
        assert_eq!(OffsetUnit::Utf16.convert(text, 2, 4), (3, 6));
        assert_eq!(OffsetUnit::Utf16.convert(text, 1, 5), (1, 7));
        assert_eq!(OffsetUnit::Utf16.convert("plain", 1, 3), (1, 3));
    }
}
