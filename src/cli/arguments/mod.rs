//! What can be written on the command line.

mod evaluate;
mod exchange;
mod learners;
mod pack;

pub(super) use evaluate::{Eval, EvalCommand};
pub(super) use exchange::{
    Catalog, CatalogCommand, CatalogImport, CatalogInput, CatalogOutput, Map, MapCommand,
    MapImport, MapInput, MapOutput,
};
pub(super) use learners::{Cohort, Gaps, Plan};
pub(super) use pack::{Pack, PackCommand};

use clap::{Args, Parser, Subcommand};
use gapwise::pack::Part;
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
    /// Look into packs, and publish them so that who has an old one fetches the difference only
    Pack(Pack),
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
    /// Leave a part out, for a small pack: `text` (the full texts of resources), `evidence` (the words that speak for
    /// each tag), `other-maps` (all maps but the first), `notes` (curators' notes, names and dates)
    #[arg(long, value_delimiter = ',', value_name = "PART", value_parser = part)]
    pub without: Vec<Part>,
    /// Leave out all that a phone can do without: `--without text,evidence,other-maps,notes`
    #[arg(long)]
    pub small: bool,
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
pub(super) struct Check {
    /// Folder with maps/, roles/, crosswalks/, catalog/, credentials/ and learners/
    pub content: PathBuf,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

/// A part by its name.
fn part(name: &str) -> Result<Part, String> {
    let known = Part::ALL.into_iter().find(|part| part.name() == name);
    known.ok_or_else(|| format!("the parts are {}", Part::ALL.map(Part::name).join(", ")))
}
