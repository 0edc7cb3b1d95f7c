//! What is measured.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct Eval {
    #[command(subcommand)]
    pub command: EvalCommand,
}

#[derive(Subcommand)]
pub(in crate::cli) enum EvalCommand {
    /// Search for judged queries and compare
    Search(crate::cli::evaluate_search::EvalSearch),
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
