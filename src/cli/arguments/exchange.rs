//! Maps and catalogues in other forms.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct Map {
    #[command(subcommand)]
    pub command: MapCommand,
}

#[derive(Subcommand)]
pub(in crate::cli) enum MapCommand {
    /// List everything that is wrong with maps and role overlays
    Check {
        /// CASE files; overlays are checked against the maps given with them
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Read a map in another form and write it as CASE 1.1
    Import(MapImport),
    /// Write a map in another form
    Export {
        /// The map (CASE 1.0 or 1.1)
        map: PathBuf,
        /// The form to write
        #[arg(long)]
        to: MapOutput,
        /// The file to write; standard output where left out
        #[arg(short, long, default_value = "-")]
        output: PathBuf,
    },
    /// What has changed from one edition of a map to the next
    Diff {
        /// The old edition
        old: PathBuf,
        /// The new edition
        new: PathBuf,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Bring a learner file to a newer edition of its map, or to another map
    Carry {
        /// The map that the learner file is on
        old: PathBuf,
        /// The map to bring it to
        new: PathBuf,
        /// The learner file
        #[arg(long, value_name = "L.json")]
        learner: PathBuf,
        /// What competencies of one map are in the other
        #[arg(long, value_name = "FILE.json")]
        crosswalk: Vec<PathBuf>,
        /// The learner file to write
        #[arg(short, long, value_name = "L.json")]
        output: PathBuf,
        /// Write the report as JSON to standard output
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub(in crate::cli) struct MapImport {
    /// The file to read
    pub file: PathBuf,
    /// Its form; found out from the file where left out
    #[arg(long)]
    pub from: Option<MapInput>,
    /// The map to write
    #[arg(short, long, value_name = "MAP.json")]
    pub output: PathBuf,
    /// The title of the map, for a spreadsheet that does not say; the file's name where left out
    #[arg(long)]
    pub title: Option<String>,
    /// Who made the map, for a spreadsheet that does not say
    #[arg(long, default_value = "")]
    pub creator: String,
    /// The language of the statements, for a spreadsheet that does not say
    #[arg(long, default_value = "en")]
    pub language: String,
    /// The identifier of the map, for a spreadsheet that does not say; made from the title where left out
    #[arg(long)]
    pub identifier: Option<String>,
    /// When the map was last changed, for a spreadsheet that does not say; today where left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub changed: Option<String>,
    /// Write the counts as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

/// The forms in which maps are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MapInput {
    /// CASE 1.0 or 1.1
    Case,
    /// CTDL-ASN JSON-LD
    Ctdl,
    /// A spreadsheet of comma-separated values
    Csv,
}

/// The forms in which maps are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MapOutput {
    /// CASE 1.1
    Case,
    /// CASE 1.0
    #[value(name = "case1.0")]
    Case1_0,
    /// CTDL-ASN JSON-LD
    Ctdl,
    /// A spreadsheet of comma-separated values
    Csv,
}

#[derive(Args)]
pub(in crate::cli) struct Catalog {
    #[command(subcommand)]
    pub command: CatalogCommand,
}

#[derive(Subcommand)]
pub(in crate::cli) enum CatalogCommand {
    /// List everything in a catalogue that a person should look at
    Check {
        /// Resource lines, or one record
        catalog: PathBuf,
        /// A map that the resources may name
        #[arg(long, value_name = "MAP.json")]
        map: Vec<PathBuf>,
        /// Also list what keeps records from being valid by AMB
        #[arg(long)]
        amb: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Read what other catalogues export and write resource lines
    Import(CatalogImport),
    /// Write resource lines as records for other catalogues
    Export {
        /// Resource lines
        catalog: PathBuf,
        /// The form to write
        #[arg(long)]
        to: CatalogOutput,
        /// The file to write; standard output where left out
        #[arg(short, long, default_value = "-")]
        output: PathBuf,
    },
}

#[derive(Args)]
pub(in crate::cli) struct CatalogImport {
    /// The file to read
    pub file: PathBuf,
    /// Its form; found out from the file where left out
    #[arg(long)]
    pub from: Option<CatalogInput>,
    /// The catalogue to write
    #[arg(short, long, value_name = "FILE.jsonl")]
    pub output: PathBuf,
    /// For a spreadsheet: the heading of the column that holds a field; the usual headings where left out
    #[arg(long, value_name = "FIELD=HEADING")]
    pub column: Vec<String>,
    /// For a cartridge: the address under which its files can be opened
    #[arg(long, value_name = "ADDRESS")]
    pub base: Option<String>,
    /// Write the report as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

/// The forms in which catalogues are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CatalogInput {
    /// schema.org/LRMI JSON-LD, also inside an HTML page
    Lrmi,
    /// A spreadsheet of comma-separated values
    Csv,
    /// An OAI-PMH answer with LOM or Dublin Core records
    Lom,
    /// The manifest of a Common Cartridge (imsmanifest.xml)
    Cartridge,
}

/// The forms in which catalogues are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CatalogOutput {
    /// AMB records, one per line
    Amb,
}
