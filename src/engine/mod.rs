//! The engine: an opened pack and the questions that can be put to it.
//!
//! The command line and the JavaScript boundary are thin layers over [`Engine`]: both decode a request,
//! call one method here, and encode the answer. So native and browser give the same answers by
//! construction. Answers are plain values that name competencies by code and resources by id; they can be
//! kept, sent and compared.
//!
//! The engine adds no judgement of its own: ranking lives in [`search`](crate::search) and
//! [`tagging`](crate::tagging), estimates in [`learner`](crate::learner), choice in
//! [`playlist`](crate::playlist), counting in [`coverage`](mod@crate::coverage).

mod duplicates;
mod error;
mod find;
mod grow;
mod info;
mod map_view;
mod offsets;
mod plans;
mod resource_view;
mod review;

pub use duplicates::NearDuplicate;
pub use error::EngineError;
pub use find::{FacetCount, SearchHit, SearchRequest, SearchResult, SnippetView, SortBy};
pub use grow::BuildInput;
pub use info::PackInfo;
pub use map_view::{CompetencyView, MapDetail, MapInfo, RoleInfo, RubricView, TargetView};
pub use offsets::OffsetUnit;
pub use resource_view::{ResourceView, Tag};
pub use review::{ReviewItem, ReviewRequest};

use crate::catalog::{Alignment, Part, Resource, Sketch, whole_of};
use crate::coverage::{Coverage, coverage};
use crate::framework::{Framework, RoleOverlay};
use crate::learner::{Carried, Gap, GapsRequest, Learner, LearnerData, carry, gaps};
use crate::pack::{Pack, PackMap};
use crate::playlist::Shelf;
use crate::tagging::{MapTagger, Scored, TextFields};
use serde::{Deserialize, Deserializer, Serialize};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Reads a field that may be null or, in JavaScript, undefined: both mean that it is left out.
fn or_default<'de, D, T>(value: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

/// What to count: see [`Engine::coverage`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CoverageRequest {
    /// Also count the competencies that this role adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub role: Option<String>,
    /// Only resources that have one of these values of each facet.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(optional, type = "Record<string, string[]>")
    )]
    pub filters: BTreeMap<String, Vec<String>>,
    /// Leaves with fewer resources are listed as thin.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub min: usize,
}

/// A text to be tagged: see [`Engine::tag`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TagText {
    /// The title.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub name: String,
    /// The summary.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub description: String,
    /// The full text.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub text: String,
    /// Topic phrases.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub keywords: Vec<String>,
}

/// How to tag: see [`Engine::tag`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TagOptions {
    /// The map's identifier; the main map where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub map: Option<String>,
    /// At most this many tags; 0 ranks every competency. 5 where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub top: Option<usize>,
}

/// Where to bring a learner's file: see [`Engine::carry`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CarryRequest {
    /// The identifier of the map in the pack to bring it to; the main map where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub to: Option<String>,
    /// The map that it comes from, as a CASE JSON text, where that is an older edition or not in the pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub from: Option<String>,
}

/// An opened pack, ready for questions.
pub struct Engine {
    pack: Pack,
    /// Compiled when first asked for: opening a pack does not need them.
    taggers: Vec<OnceCell<MapTagger>>,
    offsets: OffsetUnit,
    /// The catalogue as the planner sees it, of the map that was planned for last.
    shelf: RefCell<Option<(usize, Rc<Shelf>)>>,
    /// The wording of each resource, when first asked for.
    sketches: OnceCell<Vec<Sketch>>,
    /// What the tagger of the main map suggests for each resource, when first asked for.
    suggested: OnceCell<Vec<Vec<Scored>>>,
}

impl Engine {
    /// An engine over a pack. `offsets` is the unit of every offset into text that it gives.
    #[must_use]
    pub fn new(pack: Pack, offsets: OffsetUnit) -> Self {
        let taggers = pack.maps().iter().map(|_| OnceCell::new()).collect();
        Self {
            pack,
            taggers,
            offsets,
            shelf: RefCell::new(None),
            sketches: OnceCell::new(),
            suggested: OnceCell::new(),
        }
    }

    /// The pack it works on.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The maps in the pack, the main one first.
    #[must_use]
    pub fn maps(&self) -> Vec<MapInfo> {
        self.pack.maps().iter().map(MapInfo::of).collect()
    }

    /// A map with all its competencies.
    ///
    /// # Errors
    /// When the pack has no such map.
    pub fn map(&self, id: &str) -> Result<MapDetail, EngineError> {
        Ok(MapDetail::of(&self.pack.maps()[self.map_at(Some(id))?]))
    }

    /// The roles of all maps.
    #[must_use]
    pub fn roles(&self) -> Vec<RoleInfo> {
        self.pack
            .maps()
            .iter()
            .flat_map(|map| map.roles().iter().map(RoleInfo::of))
            .collect()
    }

    /// A resource by its id; by that of a part, the part.
    #[must_use]
    pub fn resource(&self, id: &str) -> Option<ResourceView> {
        let resources = self.pack.resources();
        if let Some(at) = resources.place(id) {
            return Some(self.view(at));
        }
        let (whole, number) = whole_of(id)?;
        let at = resources.place(whole)?;
        let of = resources.figures(at).parts;
        let part = (of > 1 && (1..=of).contains(&number)).then_some(Part { number, of })?;
        Some(self.view(at).of_part(part))
    }

    /// Tags a text that need not be in the catalogue.
    ///
    /// # Errors
    /// When the pack has no map, or not the one asked for.
    pub fn tag(&self, text: &TagText, options: &TagOptions) -> Result<Vec<Tag>, EngineError> {
        let at = self.map_at(options.map.as_deref())?;
        let map = &self.pack.maps()[at];
        let keywords = text.keywords.join("; ");
        let fields = TextFields {
            name: &text.name,
            description: &text.description,
            text: &text.text,
            keywords: &keywords,
        };
        let tagged = self.tagger(at).tag(&fields, options.top.unwrap_or(5));
        Ok(tagged
            .into_iter()
            .map(|tagged| Tag::proposed(tagged, map.framework(), &fields, self.offsets))
            .collect())
    }

    /// Mastery, target and gap of every competency in view, the largest weighted gap first.
    ///
    /// # Errors
    /// When the learner is measured on another map, or the request cannot be met.
    pub fn gaps(
        &self,
        learner: LearnerData,
        request: &GapsRequest,
    ) -> Result<Vec<Gap>, EngineError> {
        let map = self.map_of(&learner)?;
        let role = role_of(map, request.role.as_deref().or(learner.role.as_deref()))?;
        let learner = Learner::from_data(learner, map.framework())?;
        Ok(gaps(map.framework(), role, &learner, request)?)
    }

    /// A learner's file brought to another map of the pack, or to the edition of its map that is in the pack, with a
    /// report. What a crosswalk in the pack links counts there.
    ///
    /// # Errors
    /// When the old map cannot be read or is not the learner's, or the pack has no such map.
    pub fn carry(
        &self,
        learner: &LearnerData,
        request: &CarryRequest,
    ) -> Result<Carried, EngineError> {
        let to = self.pack.maps()[self.map_at(request.to.as_deref())?].framework();
        Ok(match &request.from {
            Some(old) => carry(learner, &Framework::parse(old)?, to, &[])?,
            None => carry(learner, self.map_of(learner)?.framework(), to, &[])?,
        })
    }

    /// What the catalogue covers of the main map.
    ///
    /// # Errors
    /// When the pack has no map, or not the role asked for.
    pub fn coverage(&self, request: &CoverageRequest) -> Result<Coverage, EngineError> {
        let at = self.map_at(None)?;
        let map = &self.pack.maps()[at];
        let role = role_of(map, request.role.as_deref())?;
        let wanted = self.matching(&request.filters);
        let resources = self
            .aligned(at)
            .enumerate()
            .filter(|(at, _)| wanted.as_ref().is_none_or(|wanted| wanted[*at]))
            .map(|(_, aligned)| aligned);
        Ok(coverage(map.framework(), role, resources, request.min))
    }

    fn aligned(&self, map: usize) -> impl Iterator<Item = (&Resource, &[Alignment])> {
        let resources = self.pack.resources().iter().enumerate();
        resources.map(move |(at, resource)| (resource, self.pack.alignments(map, at)))
    }

    fn tagger(&self, map: usize) -> &MapTagger {
        self.taggers[map].get_or_init(|| self.pack.tagger(map))
    }

    /// The resource at a place in the catalogue.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn view(&self, resource: usize) -> ResourceView {
        let alignments: Vec<_> = self
            .pack
            .maps()
            .iter()
            .enumerate()
            .map(|(at, map)| (map.framework(), self.pack.alignments(at, resource)))
            .collect();
        ResourceView::of(&self.pack.resources()[resource], &alignments, self.offsets)
    }

    /// The place of a map by its identifier; the main one where none is named.
    fn map_at(&self, id: Option<&str>) -> Result<usize, EngineError> {
        let maps = self.pack.maps();
        let Some(id) = id else {
            return if maps.is_empty() {
                Err(EngineError::NoMap)
            } else {
                Ok(0)
            };
        };
        maps.iter()
            .position(|map| map.framework().document().identifier == id)
            .ok_or_else(|| EngineError::UnknownMap {
                map: id.to_owned(),
                known: maps
                    .iter()
                    .map(|map| map.framework().document().identifier.clone())
                    .collect(),
            })
    }

    fn map_of(&self, learner: &LearnerData) -> Result<&PackMap, EngineError> {
        let at = self
            .map_at(Some(&learner.map))
            .map_err(|error| match error {
                EngineError::UnknownMap { map, known } => {
                    EngineError::LearnerOfOtherMap { map, known }
                }
                other => other,
            })?;
        Ok(&self.pack.maps()[at])
    }
}

fn role_of<'a>(map: &'a PackMap, id: Option<&str>) -> Result<Option<&'a RoleOverlay>, EngineError> {
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    map.role(id)
        .map(Some)
        .ok_or_else(|| EngineError::UnknownRole {
            role: id.to_owned(),
            known: map.roles().iter().map(|role| role.id.clone()).collect(),
        })
}
