//! Commands for Open Badges: make one of a passed attempt, check one.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use ed25519_dalek::SigningKey;

use crate::badge::{self, About, Recipient};
use crate::calendar;
use crate::library::{self, Library};
use crate::lrs::attempt::Told;
use crate::pack::key;
use crate::scenario::error::printable;

use super::{Outcome, located, lrs, say};

/// Bytes of chance in a salt.
const SALT: usize = 16;

/// What can be done with badges.
#[derive(Debug, Subcommand)]
pub(super) enum BadgeCommand {
    /// Make a badge (Open Badges 3.0) of a passed attempt, signed with this user's key.
    Make {
        /// The journal, with its mark beside it, or a sealed attempt.
        attempt: PathBuf,
        /// File of the session that sealed it.
        #[arg(long)]
        session: Option<PathBuf>,
        /// The badge, by custom NAME.badge.json.
        #[arg(long)]
        out: PathBuf,
        /// Name of the school that issues it.
        #[arg(long)]
        issuer: String,
        /// Who receives it: an e-mail address or a pseudonym, of which the badge holds a salted hash; the attempt's
        /// pseudonym without it.
        #[arg(long)]
        recipient: Option<String>,
        /// A synthetic hand's attempt, too.
        #[arg(long)]
        synthetic: bool,
    },
    /// Check a badge of this program: that no byte was changed, and whose key signed it. No network.
    Verify {
        /// The badge.
        file: PathBuf,
        /// The key that must have signed it, as `did:key:…`.
        #[arg(long)]
        issuer: Option<String>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Print the key that signs this user's badges, for those who check them.
    Key,
}

pub(super) fn run(command: BadgeCommand) -> Outcome {
    match command {
        BadgeCommand::Make { attempt, session, out, issuer, recipient, synthetic } => {
            let key = key::author_key(&library::data_folder()).map_err(located)?;
            make(&attempt, session.as_deref(), &out, &key, issuer, recipient, synthetic)
        }
        BadgeCommand::Verify { file, issuer, json } => verify(&file, issuer.as_deref(), json),
        BadgeCommand::Key => {
            let key = key::author_key(&library::data_folder()).map_err(located)?;
            say(badge::did(&key.verifying_key()))
        }
    }
}

fn make(
    path: &Path,
    session: Option<&Path>,
    out: &Path,
    key: &SigningKey,
    issuer: String,
    recipient: Option<String>,
    synthetic: bool,
) -> Outcome {
    let told = Told { who: recipient.as_deref(), synthetic };
    let keys = session.map(lrs::session_key).transpose()?;
    let attempt = lrs::attempt(path, keys.as_slice(), told);
    let mut attempt = attempt.map_err(|why| format!("{}: {why}", path.display()))?;
    let library = Library::open().map_err(located)?;
    if let Ok(loaded) = library.load(&library.scenario_file(&attempt.exercise)) {
        attempt.explain(&loaded.scenario, &loaded.hash, &library.catalogue.catalogue);
    }
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|why| format!("no chance for a salt: {why}"))?;
    let salt = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    let who = recipient.unwrap_or_else(|| attempt.who.clone());
    let about = About { issuer, issuer_did: badge::did(&key.verifying_key()), recipient: Recipient { who, salt } };
    let credential = badge::credential(&attempt, &about)?;
    let badge = badge::sign(&credential, calendar::now_s(), key).map_err(|why| why.to_string())?;
    super::packs::write(out, badge.as_bytes()).map_err(|why| format!("{}: {why}", out.display()))?;
    say(format!("{}: signed by {}", out.display(), about.issuer_did))
}

fn verify(file: &Path, issuer: Option<&str>, json: bool) -> Outcome {
    let told = |why: &dyn std::fmt::Display| format!("{}: {why}", file.display());
    let bytes = read(file).map_err(|why| told(&why))?;
    let good = badge::verify(&bytes, issuer).map_err(|why| told(&why))?;
    if json {
        return say(serde_json::json!({
            "issuer": good.issuer, "issuer_name": good.issuer_name, "name": good.name, "valid_from": good.valid_from,
        }));
    }
    say(format!("good: {}", printable(&good.name)))?;
    say(format!("issued by {} from {}", printable(&good.issuer_name), printable(&good.valid_from)))?;
    say(format!("signed by {}", printable(&good.issuer)))?;
    if issuer.is_none() {
        say("whose key that is only the school can say: ask it, and give --issuer")?;
    }
    Ok(())
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::other("this is not a file"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(badge::MAX_BADGE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
