//! Maps and catalogues from and to the formats of others.
//!
//! Each format has a module of its own that names its standard, reads leniently and writes strictly:
//!
//! | module | standard | in | out |
//! |---|---|---|---|
//! | [`case`] | 1EdTech CASE 1.0 and 1.1 packages | maps | maps |
//! | [`ctdl`] | CTDL-ASN JSON-LD of the Credential Engine | maps | maps |
//! | [`csv`] | spreadsheets (RFC 4180) | maps | maps |
//! | [`amb`] | AMB, the German profile of schema.org `LearningResource` | check | catalogues |
//! | [`lrmi`] | schema.org/LRMI JSON-LD, also inside HTML | catalogues | – |
//! | [`table`] | spreadsheets with a mapping of columns | catalogues | – |
//! | [`lom`] | OAI-PMH answers with LOM or Dublin Core records | catalogues | – |
//! | [`cartridge`] | 1EdTech Common Cartridge manifests | catalogues | – |
//! | [`credential`] | Open Badges 3.0 Achievements | micro-credentials | – |
//!
//! Nothing that was read gets lost: what our model has no field for is kept and written again. Catalogue
//! imports take what they can and [report](Import) what they passed over, and why. No clock and no
//! randomness: identifiers that are missing are made from names, dates are arguments.

pub mod amb;
mod amb_fields;
mod amb_form;
mod association;
pub mod cartridge;
pub mod case;
mod case_fields;
pub mod credential;
pub mod csv;
mod csv_cells;
mod csv_rows;
mod csv_rubrics;
mod csv_write;
pub mod ctdl;
mod ctdl_fields;
mod ctdl_nodes;
mod ctdl_write;
mod error;
mod identifier;
pub mod lom;
mod lom_texts;
pub mod lrmi;
mod report;
pub mod table;
mod xml;

pub use error::MapImportError;
pub use identifier::uuid_of;
pub use report::{Import, ImportError, Skipped};
