//! What can go wrong when an index is built or opened. Searching itself never fails.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// Why an index could not be built or opened.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum SearchError {
    /// The engine refused a step of building.
    #[error("the search index could not be built: {detail}")]
    Build {
        /// What the engine said.
        detail: String,
    },
    /// There are more resources than ordinals.
    #[error("{count} resources are too many for one search index")]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// A file of the index is absent.
    #[error("the search index lacks its file `{file}`")]
    MissingFile {
        /// The file's name.
        file: String,
    },
    /// A file is there, but is not what was written.
    #[error("the search index is damaged: `{file}`: {detail}")]
    Damaged {
        /// The file's name.
        file: String,
        /// What does not fit.
        detail: String,
    },
    /// The index was written in another layout.
    #[error("the search index has layout {found}, this version reads layout {expected}")]
    Version {
        /// The layout found.
        found: u32,
        /// The layout that can be read.
        expected: u32,
    },
}

impl SearchError {
    pub(super) fn damaged(file: &str, detail: impl Into<String>) -> Self {
        Self::Damaged {
            file: file.to_owned(),
            detail: detail.into(),
        }
    }

    pub(super) fn build(error: impl std::fmt::Display) -> Self {
        Self::Build {
            detail: error.to_string(),
        }
    }
}

impl Diagnostic for SearchError {
    fn code(&self) -> &'static str {
        match self {
            Self::Build { .. } => "search-build-failed",
            Self::TooMany { .. } => "search-too-many-resources",
            Self::MissingFile { .. } => "search-file-missing",
            Self::Damaged { .. } => "search-index-damaged",
            Self::Version { .. } => "search-index-version",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::MissingFile { file } | Self::Damaged { file, .. } => Some(file.clone()),
            _ => None,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Build { .. } => {
                "Build again with fewer or shorter texts; if it fails still, report it with the catalogue."
                    .into()
            }
            Self::TooMany { .. } => "Split the catalogue into several packs.".into(),
            Self::MissingFile { .. } | Self::Damaged { .. } => {
                "Fetch the pack again, or build it again from the catalogue.".into()
            }
            Self::Version { .. } => {
                "Build the pack again with this version of Gapwise, or use the version that wrote it.".into()
            }
        }
    }
}
