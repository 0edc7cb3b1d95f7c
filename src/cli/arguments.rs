//! What can be written on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Tags open resources against a teacher competency map, searches them, and plans a playlist from a
/// teacher's gaps.
#[derive(Parser)]
#[command(name = "gapwise", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Validate, tag and index a catalogue, and write one pack
    Build(Build),
    /// Find the competencies of resources: resource lines in, tags out
    Tag(Tag),
    /// Search a pack
    Search(Search),
    /// What the catalogue covers, and what it lacks
    Coverage(Coverage),
    /// A learner's mastery, targets and gaps
    Gaps(Gaps),
    /// A playlist for a learner
    Plan(Plan),
    /// Several learners: their gaps, groups with common gaps, and a playlist for each group
    Cohort(Cohort),
    /// Check, import, export and compare competency maps, and bring learners from one to another
    Map(Map),
    /// Import and export catalogues
    Catalog(Catalog),
    /// Everything in a content folder that a person should look at
    Check(Check),
    /// Measure the tagger or the search against judgements
    Eval(Eval),
}

#[derive(Args)]
pub(super) struct Build {
    /// Folder with maps/, roles/ and crosswalks/ (*.json), catalog/ and decisions/ (*.jsonl)
    pub content: Option<PathBuf>,
    /// The pack to write
    #[arg(short, long, value_name = "FILE.gwpack")]
    pub output: PathBuf,
    /// A catalogue, beside or instead of the folder's
    #[arg(long, value_name = "FILE.jsonl")]
    pub catalog: Vec<PathBuf>,
    /// A competency map, beside or instead of the folder's
    #[arg(long, value_name = "FILE.json")]
    pub map: Vec<PathBuf>,
    /// A role overlay, beside or instead of the folder's
    #[arg(long, value_name = "FILE.json")]
    pub role: Vec<PathBuf>,
    /// What competencies of one map are in another, beside or instead of the folder's
    #[arg(long, value_name = "FILE.json")]
    pub crosswalk: Vec<PathBuf>,
    /// A curator's decisions on tags, beside or instead of the folder's decisions/*.jsonl
    #[arg(long, value_name = "FILE.jsonl")]
    pub decisions: Vec<PathBuf>,
    /// Index only; keep no tags but the publishers' own
    #[arg(long)]
    pub no_tag: bool,
    /// Write the summary as JSON to standard output
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Tag {
    /// The competency map (CASE JSON)
    #[arg(long, value_name = "MAP.json")]
    pub map: PathBuf,
    /// At most so many tags per resource; 0 ranks every competency
    #[arg(long, default_value_t = 5)]
    pub top: usize,
    /// Resource lines; standard input where left out
    #[arg(default_value = "-")]
    pub resources: PathBuf,
}

#[derive(Args)]
pub(super) struct Search {
    /// The pack to search
    #[arg(long)]
    pub pack: PathBuf,
    /// What to look for
    #[arg(default_value = "")]
    pub text: String,
    /// Only hits with this value of a facet; values of one facet widen, facets narrow
    #[arg(long, value_name = "FACET=VALUE")]
    pub filter: Vec<String>,
    /// Hits to show
    #[arg(long)]
    pub limit: Option<usize>,
    /// Hits to pass over
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
    /// One JSON document
    #[arg(long, conflicts_with = "trec")]
    pub json: bool,
    /// A file of queries, one JSON object with `id` and `text` per line
    #[arg(long, value_name = "Q.jsonl", requires = "trec")]
    pub queries: Option<PathBuf>,
    /// Write TREC run lines
    #[arg(long, requires = "queries")]
    pub trec: bool,
}

#[derive(Args)]
pub(super) struct Coverage {
    /// The pack to look at
    #[arg(long)]
    pub pack: PathBuf,
    /// Also count what this role adds
    #[arg(long)]
    pub role: Option<String>,
    /// Fail, and name the competencies, where fewer resources than this are found
    #[arg(long)]
    pub min: Option<usize>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Gaps {
    /// The pack with the learner's map
    #[arg(long)]
    pub pack: PathBuf,
    /// The learner file
    #[arg(long, value_name = "L.json")]
    pub learner: PathBuf,
    /// The role to measure against, instead of the learner's own
    #[arg(long)]
    pub role: Option<String>,
    /// The date to judge the age of evidence by; today where left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Plan {
    /// The pack to choose from
    #[arg(long)]
    pub pack: PathBuf,
    /// The learner file
    #[arg(long, value_name = "L.json")]
    pub learner: PathBuf,
    /// Minutes per week
    #[arg(long, allow_negative_numbers = true)]
    pub minutes: f64,
    /// Weeks
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true)]
    pub weeks: f64,
    /// Fill all the time there is, however little that closes
    #[arg(long)]
    pub fill: bool,
    /// The role to plan for, instead of the learner's own
    #[arg(long)]
    pub role: Option<String>,
    /// Only such resources: any of `free`, `offline`, `lang=CODE`, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "free,offline,lang=en")]
    pub only: Vec<String>,
    /// The first day of the plan; today where left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// A curator's path to set beside the playlist
    #[arg(long, value_name = "PATH.json")]
    pub path: Option<PathBuf>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Cohort {
    /// The pack to choose from
    #[arg(long)]
    pub pack: PathBuf,
    /// The learners' files
    #[arg(required = true, value_name = "L.json")]
    pub learners: Vec<PathBuf>,
    /// Minutes per week
    #[arg(long, default_value_t = 60.0, allow_negative_numbers = true)]
    pub minutes: f64,
    /// Weeks
    #[arg(long, default_value_t = 6.0, allow_negative_numbers = true)]
    pub weeks: f64,
    /// The role to measure against, instead of the learners' own
    #[arg(long)]
    pub role: Option<String>,
    /// The date to judge the age of evidence by; today where left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Map {
    #[command(subcommand)]
    pub command: MapCommand,
}

#[derive(Subcommand)]
pub(super) enum MapCommand {
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
pub(super) struct MapImport {
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
pub(super) enum MapInput {
    /// CASE 1.0 or 1.1
    Case,
    /// CTDL-ASN JSON-LD
    Ctdl,
    /// A spreadsheet of comma-separated values
    Csv,
}

/// The forms in which maps are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MapOutput {
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
pub(super) struct Catalog {
    #[command(subcommand)]
    pub command: CatalogCommand,
}

#[derive(Subcommand)]
pub(super) enum CatalogCommand {
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
pub(super) struct CatalogImport {
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
pub(super) enum CatalogInput {
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
pub(super) enum CatalogOutput {
    /// AMB records, one per line
    Amb,
}

#[derive(Args)]
pub(super) struct Check {
    /// Folder with maps/, roles/, crosswalks/, catalog/, credentials/ and learners/
    pub content: PathBuf,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(super) struct Eval {
    #[command(subcommand)]
    pub command: EvalCommand,
}

#[derive(Subcommand)]
pub(super) enum EvalCommand {
    /// Search for judged queries and compare
    Search(super::evaluate_search::EvalSearch),
    /// Rank the competencies of labelled resources and compare
    Tags {
        /// The competency map
        #[arg(long)]
        map: PathBuf,
        /// Resource lines with the right competencies under `labels`
        #[arg(long)]
        gold: PathBuf,
        /// `full`, or `short` for the title and the first 600 characters only
        #[arg(long, default_value = "full", value_parser = ["full", "short"])]
        fields: String,
        /// Words near each competency in meaning, from content/maps/expansion/expand.py
        #[arg(long, value_name = "WORDS.json")]
        near: Option<PathBuf>,
        /// Rank with a textbook method instead: `bm25` or `tf-idf`
        #[arg(long, value_parser = ["bm25", "tf-idf"], conflicts_with = "near")]
        baseline: Option<String>,
        /// Switch each ingredient off in turn, full and short, with cross-validated figures
        #[arg(long, conflicts_with_all = ["baseline", "fields", "json"])]
        ablation: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Plan for learners, and follow simpler ways to choose beside it
    Plan {
        /// The pack to choose from
        #[arg(long)]
        pack: PathBuf,
        /// The learners' files
        #[arg(required = true, value_name = "L.json")]
        learners: Vec<PathBuf>,
        /// Curators' paths; one of the learner's role is set beside the plan
        #[arg(long, value_name = "PATH.json")]
        path: Vec<PathBuf>,
        /// Minutes per week
        #[arg(long, default_value_t = 90.0)]
        minutes: f64,
        /// Weeks
        #[arg(long, default_value_t = 8.0)]
        weeks: f64,
        /// The date to judge the age of evidence by; that of the newest evidence where left out
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}
