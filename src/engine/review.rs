//! A curator's work on an open pack: decide on tags, see what to decide next, let the tagger learn.

use super::{Engine, EngineError, Tag};
use crate::catalog::Field;
use crate::pack::PackMap;
use crate::tagging::{Decision, Decisions, MapTagger, Review, TextFields, Verdict};
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
}

impl Engine {
    /// Takes a curator's decision, or takes it back: it holds at once wherever the resource's tags are shown, and
    /// against every later tagging. What it replaces is given back, so that it can be undone.
    ///
    /// # Errors
    /// When the pack has no such resource, or none of its maps such a competency.
    pub fn review(&mut self, request: ReviewRequest) -> Result<Option<Decision>, EngineError> {
        let Some(at) = self.pack.resources().place(&request.resource) else {
            return Err(EngineError::UnknownResource {
                resource: request.resource,
            });
        };
        let found = self.pack.maps().iter().enumerate().find_map(|(map, own)| {
            let index = own.framework().find(&request.competency)?;
            Some((map, own.framework().competency(index).identifier.clone()))
        });
        let Some((map, competency)) = found else {
            return Err(EngineError::UnknownCompetency {
                competency: request.competency,
            });
        };
        let mut decisions = self.pack.decisions().clone();
        let before = match request.verdict {
            Some(verdict) => decisions.record(Decision {
                resource: request.resource,
                competency,
                verdict,
                note: request.note,
                by: request.by,
                at: request.at,
            }),
            None => decisions.withdraw(&request.resource, &competency),
        };
        let tagger = self.taggers[map]
            .take()
            .unwrap_or_else(|| self.compile(map, &decisions));
        let changed = self.pack.realign(map, at, &tagger, decisions);
        // It was taken out of its cell: there is none in it.
        let _ = self.taggers[map].set(tagger);
        changed?;
        self.shelf.take();
        Ok(before)
    }

    /// All decisions that stand, one JSON object per line: what `gapwise build --decisions` reads.
    #[must_use]
    pub fn decisions(&self) -> String {
        self.pack.decisions().to_lines()
    }

    /// Takes decisions, one JSON object per line as [`Engine::decisions`] gives them, in place of those that stand, and
    /// tags the whole catalogue again by what the tagger learns from them.
    ///
    /// # Errors
    /// When a line is no decision; then nothing is changed.
    pub fn decide(&mut self, lines: &str) -> Result<(), EngineError> {
        let decisions =
            Decisions::parse_lines(lines).map_err(|(line, error)| EngineError::BadDecision {
                line,
                detail: error.to_string(),
            })?;
        let taggers: Vec<MapTagger> = (0..self.taggers.len())
            .map(|map| self.compile(map, &decisions))
            .collect();
        self.pack.realign_all(&taggers, decisions)?;
        self.shelf.take();
        self.taggers = taggers.into_iter().map(OnceCell::from).collect();
        Ok(())
    }

    /// Proposed tags of the main map in the order in which a decision teaches most, at most `limit`.
    ///
    /// # Errors
    /// When the pack has no map.
    pub fn review_queue(&self, limit: usize) -> Result<Vec<ReviewItem>, EngineError> {
        let at = self.map_at(None)?;
        let (map, tagger) = (&self.pack.maps()[at], self.tagger(at));
        let scored: Vec<_> = self
            .pack
            .resources()
            .iter()
            .map(|resource| {
                let keywords = resource.field(Field::Keywords);
                tagger.rank(&TextFields::of(resource, &keywords))
            })
            .collect();
        let catalogue = self
            .aligned(at)
            .zip(&scored)
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
        let tagged = tagger
            .tag(&text, 0)
            .into_iter()
            .find(|tagged| tagged.competency == review.competency)?;
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
        })
    }

    /// A tagger for one map, that knows the catalogue and the curator's decisions.
    pub(super) fn compile(&self, map: usize, decisions: &Decisions) -> MapTagger {
        let framework = self.pack.maps()[map].framework();
        MapTagger::compile(framework, self.pack.resources(), decisions)
    }
}
