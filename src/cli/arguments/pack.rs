//! Packs as files.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(in crate::cli) struct Pack {
    #[command(subcommand)]
    pub command: PackCommand,
}

#[derive(Subcommand)]
pub(in crate::cli) enum PackCommand {
    /// What a pack holds, what was left out of it, and how large its sections are; every resource is read
    Info {
        /// The pack
        pack: PathBuf,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Write the difference from an old pack to a new one
    Diff {
        /// The old pack
        old: PathBuf,
        /// The new pack
        new: PathBuf,
        /// The difference to write
        #[arg(short, long, value_name = "FILE.gwdelta")]
        output: PathBuf,
    },
    /// Make the new pack of the old one and the difference
    Apply {
        /// The old pack
        old: PathBuf,
        /// The difference
        delta: PathBuf,
        /// The new pack to write
        #[arg(short, long, value_name = "FILE.gwpack")]
        output: PathBuf,
    },
    /// Write what a server has to hold beside a pack: PACK.json, with its version, and the differences from old packs
    Publish {
        /// The pack
        pack: PathBuf,
        /// A pack that readers may still have
        #[arg(long, value_name = "OLD.gwpack")]
        from: Vec<PathBuf>,
    },
}
