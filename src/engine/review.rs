//! A curator's work on an open pack: decide on tags, see what to decide next, let the tagger learn.

use super::{Engine, EngineError, NearDuplicate, Tag};
use crate::catalog::{Field, Resource};
use crate::pack::PackMap;
use crate::tagging::{Decision, Decisions, MapTagger, Review, SUGGEST, TextFields, Verdict};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

/// What a curator says of a resource and a competency: see [`Engine::review`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReviewRequest {
    /// The resource's `id`.
    pub resource: String,
    /// The competency's code, identifier or uri.
    pub competency: String,
    /// What was decided; left out to take the decision back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub verdict: Option<Verdict>,
    /// Why, in the curator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub note: Option<String>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub by: Option<String>,
    /// When: a date, or a date and time (ISO 8601).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub at: Option<String>,
}

/// A proposed tag that waits for a curator: see [`Engine::review_queue`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReviewItem {
    /// The resource's `id`.
    pub resource: String,
    /// Its title.
    pub name: String,
    /// The tag in question, with the words that speak for it.
    pub tag: Tag,
    /// The competency in full.
    pub statement: String,
    /// How uncertain the tagger is: 0 sure, 1 it could be either.
    pub uncertainty: f64,
    /// How many resources have the competency for certain.
    pub supported: usize,
    /// Resources that say nearly the same: what is decided here may hold there.
    pub near_duplicates: Vec<NearDuplicate>,
}

impl Engine {
    /// Takes a curator's decision, or takes it back: it holds at once wherever the resource's tags are shown, and
    /// against every later tagging. Other tags stay as they are; [`Engine::decide`] lets the tagger learn from it. What it replaces is given back, so that it can be undone.
    ///
    /// # Errors
    /// When the pack has no such resource, or none of its maps such a competency; then nothing is changed.
    pub fn review(&mut self, request: ReviewRequest) -> Result<Option<Decision>, EngineError> {
        let Some(at) = self.pack.resources().place(&request.resource) else {
            return Err(EngineError::UnknownResource {
                resource: request.resource,
            });
        };
        let frameworks = || self.pack.maps().iter().map(PackMap::framework);
        let found = frameworks().find_map(|framework| {
            let index = framework.find(&request.competency)?;
            Some(framework.competency(index).identifier.clone())
        });
        let Some(competency) = found else {
            return Err(EngineError::UnknownCompetency {
                competency: request.competency,
            });
        };
        if self.pack.has_tags() {
            for (map, framework) in frameworks().enumerate() {
                if framework.find(&competency).is_some() {
                    self.tagger(map);
                }
            }
        }
        let decision = request.verdict.map(|verdict| Decision {
            resource: request.resource.clone(),
            competency: competency.clone(),
            verdict,
            note: request.note,
            by: request.by,
            at: request.at,
        });
        let taggers: Vec<_> = self.taggers.iter().map(OnceCell::get).collect();
        let before = self.pack.decide(at, &competency, decision, &taggers)?;
        self.shelf.take();
        let catalogue = self.pack.resources();
        if catalogue.place(&request.resource) != Some(at) {
            // It is the last now. What is known of its text still holds, and of all others.
            if let Some(sketches) = self.sketches.get_mut() {
                sketches[at..].rotate_left(1);
            }
            if let Some(suggested) = self.suggested.get_mut() {
                suggested[at..].rotate_left(1);
            }
        }
        Ok(before)
    }

    /// All decisions that stand, one JSON object per line: what `gapwise build --decisions` reads.
    #[must_use]
    pub fn decisions(&self) -> String {
        self.pack.decisions().to_lines()
    }

    /// Takes decisions, one JSON object per line as [`Engine::decisions`] gives them, in place of those that stand, and
    /// tags the whole catalogue again by what the tagger learns from them and from the resources that are there now: as a
    /// pack that is built afresh has it.
    ///
    /// # Errors
    /// When a line is no decision, or the index cannot be built; then nothing is changed.
    pub fn decide(&mut self, lines: &str) -> Result<(), EngineError> {
        let decisions =
            Decisions::parse_lines(lines).map_err(|(line, error)| EngineError::BadDecision {
                line,
                detail: error.to_string(),
            })?;
        let mut taggers = self.pack.retag(decisions)?.into_iter();
        for cell in &mut self.taggers {
            *cell = taggers.next().map(OnceCell::from).unwrap_or_default();
        }
        self.refresh();
        Ok(())
    }

    /// Proposed tags of the main map in the order in which a decision teaches most, at most `limit`.
    ///
    /// # Errors
    /// When the pack has no map.
    pub fn review_queue(&self, limit: usize) -> Result<Vec<ReviewItem>, EngineError> {
        let at = self.map_at(None)?;
        let (map, tagger) = (&self.pack.maps()[at], self.tagger(at));
        let suggested = self.suggested.get_or_init(|| {
            let suggestions = |resource: &Resource| {
                let keywords = resource.field(Field::Keywords);
                let mut scored = tagger.rank(&TextFields::of(resource, &keywords));
                scored.retain(|own| own.score >= SUGGEST);
                scored
            };
            self.pack.resources().iter().map(suggestions).collect()
        });
        let catalogue = self
            .aligned(at)
            .zip(suggested)
            .map(|((resource, own), scored)| (resource.id.as_str(), scored.as_slice(), own));
        let queue = self
            .pack
            .decisions()
            .review_queue(map.framework(), catalogue);
        Ok(queue
            .into_iter()
            .take(limit)
            .filter_map(|review| self.item(review, map, tagger))
            .collect())
    }

    fn item(&self, review: Review, map: &PackMap, tagger: &MapTagger) -> Option<ReviewItem> {
        let resources = self.pack.resources();
        let resource = &resources[resources.place(&review.resource)?];
        let keywords = resource.field(Field::Keywords);
        let text = TextFields::of(resource, &keywords);
        let tagged = tagger.explain(&text, review.competency)?;
        let near_duplicates = self.near_duplicates(&review.resource).ok()?;
        Some(ReviewItem {
            resource: review.resource,
            name: resource.name.clone(),
            tag: Tag::proposed(tagged, map.framework(), &text, self.offsets),
            statement: map
                .framework()
                .competency(review.competency)
                .statement
                .clone(),
            uncertainty: review.uncertainty,
            supported: review.supported,
            near_duplicates,
        })
    }
}
