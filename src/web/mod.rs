//! The JavaScript boundary: decode, call the engine, encode. No logic lives here.
//!
//! Requests come in as plain JavaScript values and answers go out as such (serde-wasm-bindgen); the TypeScript
//! types are generated from the Rust types that are read and written, so they cannot drift. An error is a
//! JavaScript `Error` with `code`, `path` and `hint`. Offsets into text are UTF-16 code units.

mod convert;
mod found;
mod slices;

use crate::engine::{Engine, OffsetUnit, TagOptions, TagText};
use crate::learner::LearnerData;
use crate::pack::{Pack, Stage, delta, format};
use convert::{decode, encode, encode_large, encode_text, throw};
use found::Shown;
use js_sys::{Function, Promise};
use std::cell::{RefCell, RefMut};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// An opened pack. See the package's documentation for every method.
#[wasm_bindgen(js_name = Gapwise)]
pub struct Gapwise(Rc<RefCell<Engine>>, Shown);

/// Called once, when the module is loaded.
#[wasm_bindgen(start)]
fn start() {
    slices::tell_of_panics();
}

impl Gapwise {
    fn of(engine: Engine) -> Self {
        Self(Rc::new(RefCell::new(engine)), Shown::default())
    }

    /// The engine, to change the pack.
    fn changing(&mut self) -> RefMut<'_, Engine> {
        self.1.forget();
        self.0.borrow_mut()
    }
}

#[wasm_bindgen(js_class = Gapwise)]
impl Gapwise {
    /// Opens a `.gwpack`.
    pub fn open(bytes: Vec<u8>) -> Result<Gapwise, JsValue> {
        let pack = Pack::open(bytes).map_err(|error| throw(&error))?;
        Ok(Self::of(Engine::new(pack, OffsetUnit::Utf16)))
    }

    /// Builds a pack from maps and resources and opens it. `onProgress` is called with the steps done,
    /// the steps in all and the name of the stage.
    pub fn build(
        #[wasm_bindgen(unchecked_param_type = "BuildInput")] input: JsValue,
        #[wasm_bindgen(
            js_name = onProgress,
            unchecked_optional_param_type = "(done: number, total: number, stage: \"read\" | \"tag\" | \"index\" | \"write\") => void"
        )]
        on_progress: Option<Function>,
    ) -> Result<Gapwise, JsValue> {
        let mut thrown = None;
        let engine = Engine::build(
            decode(input, "input")?,
            OffsetUnit::Utf16,
            &mut |progress| {
                let Some(call) = &on_progress else { return };
                let stage = match progress.stage {
                    Stage::Read => "read",
                    Stage::Tag => "tag",
                    Stage::Index => "index",
                    Stage::Write => "write",
                };
                let (done, total) = (progress.done as f64, progress.total as f64);
                if let Err(error) =
                    call.call3(&JsValue::NULL, &done.into(), &total.into(), &stage.into())
                {
                    thrown.get_or_insert(error);
                }
            },
        );
        match thrown {
            Some(error) => Err(error),
            None => engine.map(Self::of).map_err(|error| throw(&error)),
        }
    }

    /// What the pack says about itself.
    #[wasm_bindgen(unchecked_return_type = "PackInfo")]
    pub fn info(&self) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().info())
    }

    /// The competency maps in the pack, the main one first.
    #[wasm_bindgen(unchecked_return_type = "MapInfo[]")]
    pub fn maps(&self) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().maps())
    }

    /// A map with all its competencies.
    #[wasm_bindgen(unchecked_return_type = "MapDetail")]
    pub fn map(&self, id: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().map(id).map_err(|error| throw(&error))?)
    }

    /// The roles of all maps.
    #[wasm_bindgen(unchecked_return_type = "RoleInfo[]")]
    pub fn roles(&self) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().roles())
    }

    /// Searches the catalogue; no text can make it fail. Gives the hits in all, whether (1) or not (0) there is more to be
    /// [`told`](Self::told), then of each hit the place of its resource, its score and whether it is fuzzy.
    pub fn search(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SearchRequest")] request: JsValue,
    ) -> Result<Vec<f64>, JsValue> {
        let engine = self.0.borrow();
        let request = decode(request, "request")?;
        self.1.pack(&engine, engine.places(&request))
    }

    /// What there is to say beside the numbers of the last search, as JSON, with the resources that were not given before.
    /// After a change of the pack all come anew.
    pub fn told(&self) -> Option<String> {
        self.1.told()
    }

    /// Ways to finish the word being typed, the commonest first.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn suggest(&self, prefix: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().suggest(prefix))
    }

    /// Tags a text that need not be in the catalogue.
    #[wasm_bindgen(unchecked_return_type = "Tag[]")]
    pub fn tag(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TagText")] text: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TagOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let tags = self
            .0
            .borrow()
            .tag(&decode(text, "text")?, &decode(options, "options")?);
        encode(&tags.map_err(|error| throw(&error))?)
    }

    /// As `tag`, for many texts: a promise. The page goes on meanwhile; `onProgress` is called with the texts done and
    /// the texts in all, and `signal` gives it up.
    #[wasm_bindgen(js_name = tagAll, unchecked_return_type = "Promise<Tag[][]>")]
    pub fn tag_all(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TagText[]")] texts: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TagOptions")] options: JsValue,
        #[wasm_bindgen(
            js_name = onProgress,
            unchecked_optional_param_type = "(done: number, total: number) => void"
        )]
        on_progress: Option<Function>,
        #[wasm_bindgen(unchecked_optional_param_type = "AbortSignal")] signal: Option<AbortSignal>,
    ) -> Result<Promise, JsValue> {
        let texts: Vec<TagText> = decode(texts, "texts")?;
        let options: TagOptions = decode(options, "options")?;
        let total = texts.len();
        let engine = Rc::clone(&self.0);
        let step = move |at: usize| {
            let tags = engine.borrow().tag(&texts[at], &options);
            encode(&tags.map_err(|error| throw(&error))?)
        };
        Ok(slices::in_slices(total, step, on_progress, signal))
    }

    /// A resource by its id; undefined where there is none.
    #[wasm_bindgen(unchecked_return_type = "ResourceView | undefined")]
    pub fn resource(&self, id: &str) -> Result<JsValue, JsValue> {
        encode(&self.0.borrow().resource(id))
    }

    /// Mastery, target and gap per competency, the largest weighted gap first.
    #[wasm_bindgen(unchecked_return_type = "Gap[]")]
    pub fn gaps(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GapsRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let gaps = self
            .0
            .borrow()
            .gaps(decode(learner, "learner")?, &decode(request, "request")?);
        encode(&gaps.map_err(|error| throw(&error))?)
    }

    /// A learner's file brought to another map of the pack or to another edition, with a report.
    #[wasm_bindgen(unchecked_return_type = "Carried")]
    pub fn carry(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CarryRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let learner = decode(learner, "learner")?;
        let carried = self
            .0
            .borrow()
            .carry(&learner, &decode(request, "request")?);
        encode(&carried.map_err(|error| throw(&error))?)
    }

    /// A playlist for a learner.
    #[wasm_bindgen(unchecked_return_type = "Playlist")]
    pub fn plan(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let plan = self
            .0
            .borrow()
            .plan(decode(learner, "learner")?, &decode(request, "request")?);
        encode_large(&plan.map_err(|error| throw(&error))?)
    }

    /// Takes a curator's decision on a tag, or takes it back; gives the decision that it replaces.
    #[wasm_bindgen(unchecked_return_type = "Decision | undefined")]
    pub fn review(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ReviewRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let request = decode(request, "request")?;
        let before = self.changing().review(request);
        encode(&before.map_err(|error| throw(&error))?)
    }

    /// All curator's decisions, one JSON object per line.
    pub fn decisions(&self) -> String {
        self.0.borrow().decisions()
    }

    /// Takes decisions in place of those that stand, and tags the catalogue again by what is learnt from them.
    pub fn decide(&mut self, lines: &str) -> Result<(), JsValue> {
        let done = self.changing().decide(lines);
        done.map_err(|error| throw(&error))
    }

    /// Proposed tags in the order in which a decision teaches most.
    #[wasm_bindgen(js_name = reviewQueue, unchecked_return_type = "ReviewItem[]")]
    pub fn review_queue(&self, limit: usize) -> Result<JsValue, JsValue> {
        let queue = self.0.borrow().review_queue(limit);
        encode(&queue.map_err(|error| throw(&error))?)
    }

    /// Puts a new edition of a map in the place of the one with the same identifier and tags the catalogue by it; gives
    /// the ids of the resources that are tagged otherwise now.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn revise(&mut self, map: &str) -> Result<JsValue, JsValue> {
        let changed = self.changing().revise(map);
        encode(&changed.map_err(|error| throw(&error))?)
    }

    /// Resources that say nearly the same as this one, those that share most first.
    #[wasm_bindgen(js_name = nearDuplicates, unchecked_return_type = "NearDuplicate[]")]
    pub fn near_duplicates(&self, resource: &str) -> Result<JsValue, JsValue> {
        let found = self.0.borrow().near_duplicates(resource);
        encode(&found.map_err(|error| throw(&error))?)
    }

    /// The plan after a change, with what is different; `request.previous` is the plan before.
    #[wasm_bindgen(unchecked_return_type = "Replanned")]
    pub fn replan(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Change")] change: JsValue,
    ) -> Result<JsValue, JsValue> {
        let replanned = self.0.borrow().replan(
            decode(learner, "learner")?,
            &decode(request, "request")?,
            &decode(change, "change")?,
        );
        encode_large(&replanned.map_err(|error| throw(&error))?)
    }

    /// Three resources that could stand in the place of one of the plan `request.previous`.
    #[wasm_bindgen(unchecked_return_type = "Alternative[]")]
    pub fn alternatives(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: JsValue,
        resource: &str,
    ) -> Result<JsValue, JsValue> {
        let found = self.0.borrow().alternatives(
            decode(learner, "learner")?,
            &decode(request, "request")?,
            resource,
        );
        encode(&found.map_err(|error| throw(&error))?)
    }

    /// A curator's path beside the best plan.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ExpertPath")] path: JsValue,
    ) -> Result<JsValue, JsValue> {
        let compared = self.0.borrow().compare(
            decode(learner, "learner")?,
            &decode(request, "request")?,
            &decode(path, "path")?,
        );
        encode_large(&compared.map_err(|error| throw(&error))?)
    }

    /// The three self-ratings that would tell most.
    #[wasm_bindgen(unchecked_return_type = "Question[]")]
    pub fn questions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData")] learner: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "GapsRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let found = self
            .0
            .borrow()
            .questions(decode(learner, "learner")?, &decode(request, "request")?);
        encode(&found.map_err(|error| throw(&error))?)
    }

    /// Several learners: their gaps, groups with common gaps, and a plan for each group.
    #[wasm_bindgen(unchecked_return_type = "Cohort")]
    pub fn cohort(
        &self,
        #[wasm_bindgen(unchecked_param_type = "LearnerData[]")] learners: JsValue,
        #[wasm_bindgen(unchecked_param_type = "PlanRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let cohort = self
            .0
            .borrow()
            .cohort(decode(learners, "learners")?, &decode(request, "request")?);
        encode_large(&cohort.map_err(|error| throw(&error))?)
    }

    /// What the catalogue covers of the main map.
    #[wasm_bindgen(unchecked_return_type = "Coverage")]
    pub fn coverage(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CoverageRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let coverage = self.0.borrow().coverage(&decode(request, "request")?);
        encode(&coverage.map_err(|error| throw(&error))?)
    }

    /// The pack as bytes, to be kept or sent.
    pub fn save(&self) -> Result<Vec<u8>, JsValue> {
        self.0.borrow().save().map_err(|error| throw(&error))
    }

    /// Adds resources, or replaces those with the same id; gives how many were replaced.
    pub fn add(&mut self, resources: &str) -> Result<usize, JsValue> {
        self.changing()
            .add(resources)
            .map_err(|error| throw(&error))
    }

    /// Removes the resources with these ids; gives how many there were.
    pub fn remove(&mut self, ids: Vec<String>) -> Result<usize, JsValue> {
        self.changing().remove(ids).map_err(|error| throw(&error))
    }
}

/// The version of a pack's content; every byte is checked.
#[wasm_bindgen(js_name = packVersion)]
pub fn pack_version(pack: &[u8]) -> Result<String, JsValue> {
    format::version(pack).map_err(|error| throw(&error))
}

/// The new pack, from an old one and the difference between the two.
#[wasm_bindgen(js_name = applyDelta)]
pub fn apply_delta(old: &[u8], delta: &[u8]) -> Result<Vec<u8>, JsValue> {
    delta::apply(old, delta).map_err(|error| throw(&error))
}

/// A learner of whom nothing is known yet, measured on a map.
#[wasm_bindgen(js_name = createLearner, unchecked_return_type = "LearnerData")]
pub fn create_learner(map: &str) -> Result<JsValue, JsValue> {
    encode(&LearnerData::create(map))
}

/// Two copies of a learner, from two devices, as one.
#[wasm_bindgen(js_name = mergeLearners, unchecked_return_type = "LearnerData")]
pub fn merge_learners(
    #[wasm_bindgen(unchecked_param_type = "LearnerData")] a: JsValue,
    #[wasm_bindgen(unchecked_param_type = "LearnerData")] b: JsValue,
) -> Result<JsValue, JsValue> {
    let merged = LearnerData::merge(&decode(a, "a")?, &decode(b, "b")?);
    encode(&merged.map_err(|error| throw(&error))?)
}
