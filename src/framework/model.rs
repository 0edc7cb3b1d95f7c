//! The map itself: competencies in a hierarchy, and what connects them.

use super::{FrameworkError, LevelScale, Link, RoleOverlay, check, role, write};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A competency's place in [`Framework::competencies`]. Only valid for the framework it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CompetencyIndex(pub u32);

impl CompetencyIndex {
    /// As an index into a slice that has one entry per competency.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

/// The head of a map (CASE `CFDocument`).
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Globally unique identifier; learners and packs are tied to it.
    pub identifier: String,
    /// Where the document can be resolved, or a URN.
    pub uri: String,
    /// What a person calls the map.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// BCP 47 language of the statements; `en` where the file does not say.
    pub language: String,
    /// The publisher's own version, such as `1.0`.
    pub version: Option<String>,
    /// Address of the licence, where given.
    pub license: Option<String>,
    /// All other fields of the file, kept for export.
    pub extra: Map<String, Value>,
}

/// One statement of what a teacher knows or does, or a heading above such statements (CASE `CFItem`).
#[derive(Clone, Debug, PartialEq)]
pub struct Competency {
    /// Globally unique identifier.
    pub identifier: String,
    /// Where the item can be resolved, or a URN.
    pub uri: String,
    /// The short code a person uses, such as `6a` (CASE `humanCodingScheme`).
    pub code: Option<String>,
    /// The full statement, free of markup.
    pub statement: String,
    /// A few words for charts and lists (CASE `abbreviatedStatement`).
    pub short: Option<String>,
    /// The kind of item, such as `Standard` or `Competency` (CASE `CFItemType`).
    pub kind: Option<String>,
    /// Words and phrases that resources on it would use (CASE `conceptKeywords`).
    pub keywords: Vec<String>,
    /// Notes by the map's author.
    pub notes: Option<String>,
    /// What each level looks like in a classroom; empty where the map has no rubric for it.
    pub rubric: Vec<RubricLevel>,
    /// How much it matters where no role says otherwise; 1 is usual, range 0..=10 (`gapwise:weight`).
    pub weight: f64,
    /// Something to try in one's own class.
    pub practice_prompt: Option<String>,
    /// Questions to reflect on.
    pub reflection: Vec<String>,
    /// The role overlay that adds this competency; none for the base map's own.
    pub role: Option<String>,
    /// All other fields of the file, kept for export.
    pub extra: Map<String, Value>,
}

impl Competency {
    /// How the competency is named in tags, plans and learners: its code, else its identifier.
    #[must_use]
    pub fn name(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.identifier)
    }

    /// A few words for a chart: the short statement where there is one, else the statement.
    #[must_use]
    pub fn label(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.statement)
    }
}

/// What one level of a competency looks like (CASE `CFRubricCriterionLevel`).
#[derive(Clone, Debug, PartialEq)]
pub struct RubricLevel {
    /// The level on the map's scale.
    pub score: f64,
    /// The level's label, such as `Developing`.
    pub quality: Option<String>,
    /// What can be observed at this level.
    pub description: String,
}

/// The kinds of association that Gapwise acts on; all others are kept under their own name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AssociationKind {
    /// The origin is a part of the destination.
    IsChildOf,
    /// The origin is to be learnt before the destination.
    Precedes,
    /// Origin and destination say the same.
    ExactMatchOf,
    /// Origin and destination touch.
    IsRelatedTo,
    /// The destination takes the place of the origin.
    ReplacedBy,
    /// Any other kind, by its CASE name.
    Other(String),
}

impl AssociationKind {
    /// From the CASE name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "isChildOf" => Self::IsChildOf,
            "precedes" => Self::Precedes,
            "exactMatchOf" => Self::ExactMatchOf,
            "isRelatedTo" => Self::IsRelatedTo,
            "replacedBy" => Self::ReplacedBy,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The CASE name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::IsChildOf => "isChildOf",
            Self::Precedes => "precedes",
            Self::ExactMatchOf => "exactMatchOf",
            Self::IsRelatedTo => "isRelatedTo",
            Self::ReplacedBy => "replacedBy",
            Self::Other(name) => name,
        }
    }
}

/// Where an association starts or ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Endpoint {
    /// A competency of this map.
    Competency(CompetencyIndex),
    /// The map's own document: the root of the hierarchy.
    Document,
    /// A competency or resource outside this map, by identifier.
    External(String),
}

/// A connection between two competencies (CASE `CFAssociation`).
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// What the connection means.
    pub kind: AssociationKind,
    /// Where it starts.
    pub origin: Endpoint,
    /// Where it ends.
    pub destination: Endpoint,
    /// The order among siblings, where given.
    pub sequence: Option<i64>,
    /// The whole association as it stood in the file, kept for export.
    pub source: Map<String, Value>,
}

/// A competency map that has been checked: see the [module's documentation](super).
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    pub(super) document: Document,
    pub(super) competencies: Vec<Competency>,
    pub(super) associations: Vec<Association>,
    pub(super) scale: LevelScale,
    /// Package fields other than document, items and associations, kept for export.
    pub(super) package_extra: Map<String, Value>,
    pub(super) parents: Vec<Option<CompetencyIndex>>,
    pub(super) children: Vec<Vec<CompetencyIndex>>,
    pub(super) prerequisites: Vec<Vec<CompetencyIndex>>,
    pub(super) by_name: HashMap<String, CompetencyIndex>,
    /// By the identifier of a competency elsewhere; empty until [`Framework::linked`].
    pub(super) links: HashMap<String, Vec<Link>>,
}

impl Framework {
    /// Reads a CASE `CFPackage`, version 1.0 or 1.1.
    ///
    /// # Errors
    /// The first problem that [`Framework::check`] would list.
    pub fn parse(json: &str) -> Result<Self, FrameworkError> {
        check::read(json, None).map_err(check::first)
    }

    /// Reads a CASE `CFPackage` that is JSON already.
    ///
    /// # Errors
    /// The first problem that [`Framework::check`] would list.
    pub fn from_package(package: &Value) -> Result<Self, FrameworkError> {
        check::read_value(package, None).map_err(check::first)
    }

    /// The map as a CASE `CFPackage` with every field it was read with: reading it again gives an equal
    /// map. It is as valid as what was read; `interop::case` makes it valid where it can.
    #[must_use]
    pub fn to_package(&self) -> Value {
        write::package(self)
    }

    /// Everything that is wrong with a map; empty when it can be used. For a role overlay, `base` is the
    /// map it extends.
    #[must_use]
    pub fn check(json: &str, base: Option<&Framework>) -> Vec<FrameworkError> {
        check::read(json, base).err().unwrap_or_default()
    }

    /// The map's head.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// All items, headings included, in the order of the file.
    #[must_use]
    pub fn competencies(&self) -> &[Competency] {
        &self.competencies
    }

    /// One item.
    ///
    /// # Panics
    /// If the index comes from another framework and is out of range.
    #[must_use]
    pub fn competency(&self, index: CompetencyIndex) -> &Competency {
        &self.competencies[index.get()]
    }

    /// All associations, `isChildOf` included, in the order of the file.
    #[must_use]
    pub fn associations(&self) -> &[Association] {
        &self.associations
    }

    /// What the map calls its levels.
    #[must_use]
    pub fn scale(&self) -> &LevelScale {
        &self.scale
    }

    /// The number of items, headings included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.competencies.len()
    }

    /// Whether the map has no item at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.competencies.is_empty()
    }

    /// Every index, in the order of the file.
    pub fn indices(&self) -> impl Iterator<Item = CompetencyIndex> + use<> {
        (0..u32::try_from(self.competencies.len()).unwrap_or(u32::MAX)).map(CompetencyIndex)
    }

    /// The competency with this code, identifier or uri.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<CompetencyIndex> {
        self.by_name.get(name).copied()
    }

    /// The heading a competency stands under; none at the top.
    #[must_use]
    pub fn parent(&self, index: CompetencyIndex) -> Option<CompetencyIndex> {
        self.parents[index.get()]
    }

    /// What stands directly under a heading, in sequence.
    #[must_use]
    pub fn children(&self, index: CompetencyIndex) -> &[CompetencyIndex] {
        &self.children[index.get()]
    }

    /// From the parent up to the top.
    pub fn ancestors(&self, index: CompetencyIndex) -> impl Iterator<Item = CompetencyIndex> + '_ {
        std::iter::successors(self.parent(index), |&above| self.parent(above))
    }

    /// How many headings stand above: 0 at the top.
    #[must_use]
    pub fn depth(&self, index: CompetencyIndex) -> usize {
        self.ancestors(index).count()
    }

    /// Whether nothing stands under it: leaves are what resources teach and learners are measured on.
    #[must_use]
    pub fn is_leaf(&self, index: CompetencyIndex) -> bool {
        self.children[index.get()].is_empty()
    }

    /// All leaves, in the order of the file.
    pub fn leaves(&self) -> impl Iterator<Item = CompetencyIndex> + '_ {
        self.indices().filter(|&index| self.is_leaf(index))
    }

    /// The leaves at or under an item.
    #[must_use]
    pub fn leaves_under(&self, index: CompetencyIndex) -> Vec<CompetencyIndex> {
        let mut leaves = Vec::new();
        let mut open = vec![index];
        while let Some(next) = open.pop() {
            if self.is_leaf(next) {
                leaves.push(next);
            }
            open.extend(self.children(next).iter().rev());
        }
        leaves
    }

    /// What is to be learnt directly before a competency (`precedes`).
    #[must_use]
    pub fn prerequisites(&self, index: CompetencyIndex) -> &[CompetencyIndex] {
        &self.prerequisites[index.get()]
    }

    /// This map with the extra competencies of some roles added under their base standards. Indices of
    /// the base map stay as they are.
    ///
    /// # Errors
    /// When a role extends another map, or two maps use one code or identifier.
    pub fn extend(&self, roles: &[RoleOverlay]) -> Result<Self, FrameworkError> {
        role::join(self, roles)
    }
}
