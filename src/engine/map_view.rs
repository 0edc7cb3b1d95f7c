//! Answers about maps and roles, as plain values.

use crate::framework::{CompetencyIndex, Framework, RoleOverlay};
use crate::pack::PackMap;
use serde::Serialize;

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
