//! What can go wrong with a pack, when it is built and when it is opened.

use crate::catalog::CatalogError;
use crate::diagnostic::Diagnostic;
use crate::framework::FrameworkError;
use crate::search::SearchError;
use thiserror::Error;

/// A problem with a pack or with what it is built from.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackError {
    /// There are no bytes at all.
    #[error("the pack is empty (0 bytes)")]
    Empty,
    /// The file is something else.
    #[error("this is not a Gapwise pack: it does not start as one")]
    NotAPack,
    /// The file ends too early.
    #[error("the pack is cut off: {expected} bytes expected, {found} found")]
    Truncated { expected: u64, found: u64 },
    /// Bytes are not what they were when the pack was written.
    #[error("the pack is damaged in its section `{section}` (near byte {offset})")]
    Damaged { section: String, offset: usize },
    /// The pack was written by a later version.
    #[error("the pack has format version {found}; this Gapwise reads version {known}")]
    Newer { found: u32, known: u32 },
    /// The pack was written by an earlier version, whose form is not read any more.
    #[error("the pack has format version {found}; this Gapwise reads version {known}")]
    Older { found: u32, known: u32 },
    /// The bytes are something else than a difference of packs.
    #[error("this is not a difference between two packs: it does not start as one")]
    NotADelta,
    /// A difference of packs is not what it was when it was written.
    #[error("the difference between two packs is damaged")]
    DeltaDamaged,
    /// A difference of packs was written by a later version.
    #[error(
        "the difference between two packs has version {found}; this Gapwise reads version {known}"
    )]
    DeltaNewer { found: u32, known: u32 },
    /// The difference is one from another pack.
    #[error("the difference is from the pack {expected}; the pack at hand is {found}")]
    DeltaOfOther { expected: String, found: String },
    /// A section that this version needs is not there.
    #[error("the pack has no section `{section}`")]
    MissingSection { section: String },
    /// A map or role file is broken.
    #[error("{file}: {error}")]
    Map { file: String, error: FrameworkError },
    /// A catalogue file is broken.
    #[error("{file}: {error}")]
    Catalog { file: String, error: CatalogError },
    /// Two catalogue files carry one id.
    #[error("{file}: line {line}: the id `{id}` is already used in {first}")]
    DuplicateAcrossFiles {
        file: String,
        line: usize,
        id: String,
        first: String,
    },
    /// Two map files are one map.
    #[error("{file}: the map `{identifier}` is already given by {first}")]
    DuplicateMap {
        file: String,
        identifier: String,
        first: String,
    },
    /// A role extends a map that is not built in.
    #[error("{file}: the role extends the map `{extends}`, which is not among the maps given")]
    RoleWithoutMap { file: String, extends: String },
    /// A file of curators' decisions is broken.
    #[error("{file}: line {line}: {error}")]
    Decisions {
        file: String,
        line: usize,
        error: serde_json::Error,
    },
    /// There is nothing to build from.
    #[error("nothing to build a pack from: no map and no resource was found")]
    NothingToBuild,
    /// The index could not be built or opened.
    #[error(transparent)]
    Index(#[from] SearchError),
}

impl Diagnostic for PackError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "pack-empty",
            Self::NotAPack => "pack-not-a-pack",
            Self::Truncated { .. } => "pack-truncated",
            Self::Damaged { .. } => "pack-damaged",
            Self::Newer { .. } => "pack-newer",
            Self::Older { .. } => "pack-older",
            Self::NotADelta => "delta-not-a-delta",
            Self::DeltaDamaged => "delta-damaged",
            Self::DeltaNewer { .. } => "delta-newer",
            Self::DeltaOfOther { .. } => "delta-other-pack",
            Self::MissingSection { .. } => "pack-missing-section",
            Self::Map { error, .. } => error.code(),
            Self::Catalog { error, .. } => error.code(),
            Self::DuplicateAcrossFiles { .. } => "resource-duplicate-id",
            Self::DuplicateMap { .. } => "map-duplicate",
            Self::RoleWithoutMap { .. } => "role-without-map",
            Self::Decisions { .. } => "decision-malformed",
            Self::NothingToBuild => "pack-nothing-to-build",
            Self::Index(error) => error.code(),
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::Map { file, error } => Some(join(file, error.path())),
            Self::Catalog { file, error } => Some(join(file, error.path())),
            Self::DuplicateAcrossFiles { file, line, .. } | Self::Decisions { file, line, .. } => {
                Some(format!("{file}: line {line}"))
            }
            Self::DuplicateMap { file, .. } | Self::RoleWithoutMap { file, .. } => {
                Some(file.clone())
            }
            Self::Damaged { section, offset } => Some(format!("section {section}, byte {offset}")),
            Self::MissingSection { section } => Some(format!("section {section}")),
            Self::Truncated { found, .. } => Some(format!("byte {found}")),
            Self::Index(error) => error.path(),
            Self::Empty
            | Self::NotAPack
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::NotADelta
            | Self::DeltaDamaged
            | Self::DeltaNewer { .. }
            | Self::DeltaOfOther { .. }
            | Self::NothingToBuild => None,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Empty | Self::Truncated { .. } | Self::Damaged { .. } => {
                "Fetch or build the pack again; the copy at hand is incomplete or changed.".into()
            }
            Self::NotAPack => "Give a .gwpack file, as written by `gapwise build`.".into(),
            Self::Newer { .. } => {
                "Update Gapwise, or build the pack again with the version at hand.".into()
            }
            Self::Older { .. } | Self::MissingSection { .. } => {
                "Build the pack again with this version of Gapwise.".into()
            }
            Self::NotADelta => "Give a .gwdelta file, as written by `gapwise pack diff`.".into(),
            Self::DeltaDamaged | Self::DeltaNewer { .. } | Self::DeltaOfOther { .. } => {
                "Fetch the whole pack instead.".into()
            }
            Self::Map { error, .. } => error.hint(),
            Self::Catalog { error, .. } => error.hint(),
            Self::DuplicateAcrossFiles { .. } => {
                "Remove one of the two lines, or correct its `id`.".into()
            }
            Self::DuplicateMap { .. } => {
                "Give each map once; a changed copy needs an identifier of its own.".into()
            }
            Self::RoleWithoutMap { .. } => {
                "Add the base map, or set `gapwise:extends` to the identifier of one that is there."
                    .into()
            }
            Self::Decisions { .. } => {
                "A decision is one line: {\"resource\": its id, \"competency\": its CASE identifier, \"verdict\": \
                 \"accepted\", \"rejected\" or \"added\"}, and if you like `note`, `by` and `at`."
                    .into()
            }
            Self::NothingToBuild => {
                "Give a content folder with maps/ and catalog/, or --map and --catalog files."
                    .into()
            }
            Self::Index(error) => error.hint(),
        }
    }
}

fn join(file: &str, path: Option<String>) -> String {
    path.map_or_else(|| file.to_owned(), |path| format!("{file}: {path}"))
}
