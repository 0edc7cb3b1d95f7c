//! Answers about resources and their tags, as plain values.

use super::OffsetUnit;
use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, ContentRole, Evidence, Field, Minutes, Part,
    Resource,
};
use crate::framework::Framework;
use crate::tagging::{Tagged, TextFields, because};
use serde::Serialize;
use std::borrow::Cow;

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
    /// How many parts it is made of, which are planned one by one; 1 where it is not, and for a part.
    pub parts: u32,
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
            parts: resource.parts.max(1),
            languages: resource.languages.clone(),
            license: resource.license.clone(),
            free: resource.free,
            offline: resource.offline,
            keywords: resource.keywords.clone(),
            audience: resource.audience.clone(),
            tags: tags.collect(),
        }
    }

    /// One part of it in place of the whole.
    pub(super) fn of_part(self, part: Part) -> Self {
        let minutes = self.minutes.map(|own| part.minutes(Minutes(own)).0);
        Self {
            id: part.id(&self.id),
            name: part.name(&self.name),
            minutes,
            parts: 1,
            ..self
        }
    }
}
