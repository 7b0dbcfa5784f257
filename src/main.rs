//! `epissure`: no argument opens the desktop; subcommands for authors and examiners.

use std::process::ExitCode;

fn main() -> ExitCode {
    epissure::cli::run()
}
