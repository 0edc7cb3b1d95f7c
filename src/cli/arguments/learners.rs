//! What is asked about learners.

use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct Gaps {
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
pub(in crate::cli) struct Plan {
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
pub(in crate::cli) struct Cohort {
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
