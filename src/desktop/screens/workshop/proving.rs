//! Proving in a thread of its own: how far it is, what it found, and the way to stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};

use super::super::super::panels::workshop::ProofModel;
use crate::catalogue::schema::Catalogue;
use crate::hands::proof::Proof;
use crate::locale::{Texts, Value};
use crate::scenario::LoadedScenario;

/// Seeds of a proof in the workshop: few, so that it is done in a minute. The command line plays more.
const SEEDS: u64 = 3;

/// A proof at work.
struct Work {
    heard: Mutex<Receiver<Result<Option<Proof>, String>>>,
    stop: Arc<AtomicBool>,
    done: Arc<(AtomicU64, AtomicU64)>,
    /// Hash of the text that is proven.
    of: String,
}

/// The proof of the workshop.
#[derive(Default)]
pub struct Proving {
    work: Option<Work>,
    found: Option<(Proof, String)>,
    failed: Option<String>,
}

impl Proving {
    /// Starts anew.
    pub fn start(&mut self, loaded: LoadedScenario, catalogue: Catalogue) {
        self.stop();
        self.failed = None;
        let (say, heard) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new((AtomicU64::new(0), AtomicU64::new(0)));
        let (stopped, told) = (stop.clone(), done.clone());
        let of = loaded.hash.clone();
        std::thread::spawn(move || {
            let proof = Proof::watched(&loaded.scenario, &catalogue, SEEDS, |done, all| {
                told.0.store(done, Ordering::Relaxed);
                told.1.store(all, Ordering::Relaxed);
                !stopped.load(Ordering::Relaxed)
            });
            // Nobody listens any more where it was stopped.
            let _ = say.send(proof.map_err(|why| why.to_string()));
        });
        self.work = Some(Work { heard: Mutex::new(heard), stop, done, of });
    }

    /// Stops the thread at its next attempt.
    pub fn stop(&mut self) {
        if let Some(work) = self.work.take() {
            work.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is at work.
    pub fn is_running(&self) -> bool {
        self.work.is_some()
    }

    /// Hears the thread.
    pub fn hear(&mut self, texts: &Texts) {
        let Some(work) = &self.work else { return };
        let Ok(heard) = work.heard.lock().map(|heard| heard.try_recv()) else { return };
        match heard {
            Err(TryRecvError::Empty) => return,
            Ok(Ok(Some(proof))) => self.found = Some((proof, work.of.clone())),
            Ok(Ok(None)) => {}
            Ok(Err(why)) => self.fail(&why, texts),
            Err(TryRecvError::Disconnected) => self.fail("–", texts),
        }
        self.work = None;
    }

    fn fail(&mut self, why: &str, texts: &Texts) {
        self.failed = Some(texts.with("workshop-proof-failed", &[("why", Value::from(why))]));
    }

    /// What the panel shows beside this version of the text; another exercise's proof is not its own.
    pub fn model(&self, good: &LoadedScenario) -> ProofModel<'_> {
        if let Some(work) = &self.work {
            return ProofModel::Running(work.done.0.load(Ordering::Relaxed), work.done.1.load(Ordering::Relaxed));
        }
        if let Some(why) = &self.failed {
            return ProofModel::Failed(why);
        }
        match &self.found {
            Some((proof, of)) if proof.scenario == good.scenario.id => {
                ProofModel::Done { proof, stale: *of != good.hash }
            }
            _ => ProofModel::None,
        }
    }
}
