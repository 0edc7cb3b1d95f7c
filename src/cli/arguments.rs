//! What can be written on the command line.

use clap::{Args, Parser, Subcommand};
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
    /// Check competency maps
    Map(Map),
    /// Measure the tagger or the search against judgements
    Eval(Eval),
}

#[derive(Args)]
pub(super) struct Build {
    /// Folder with maps/*.json, roles/*.json and catalog/*.jsonl
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
}

#[derive(Args)]
pub(super) struct Eval {
    #[command(subcommand)]
    pub command: EvalCommand,
}

#[derive(Subcommand)]
pub(super) enum EvalCommand {
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
