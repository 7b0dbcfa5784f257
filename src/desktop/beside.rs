//! Work on a thread beside the window: a stick, a table or a passphrase may take longer than a frame.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// What a thread will give once. The lock is never waited for: it lets a resource hold the receiver.
#[derive(Debug)]
pub struct Beside<T>(Mutex<Receiver<T>>);

/// The thread ended without giving anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl<T: Send + 'static> Beside<T> {
    /// Does something beside the window.
    pub fn run(what: impl FnOnce() -> T + Send + 'static) -> Beside<T> {
        let (tell, told) = channel();
        std::thread::spawn(move || {
            // Nobody waits any more where the page was left.
            let _ = tell.send(what());
        });
        Beside(Mutex::new(told))
    }

    /// What came of it; none while it is still to come.
    pub fn hear(&mut self) -> Option<Result<T, Lost>> {
        let told = self.0.get_mut().unwrap_or_else(|poisoned| poisoned.into_inner());
        match told.try_recv() {
            Ok(came) => Some(Ok(came)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(Lost)),
        }
    }

    /// The same of what may run or not; once it came, nothing runs any more.
    pub fn take(running: &mut Option<Beside<T>>) -> Option<Result<T, Lost>> {
        let heard = running.as_mut()?.hear()?;
        *running = None;
        Some(heard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once<T: Send + 'static>(mut running: Option<Beside<T>>) -> Result<T, Lost> {
        loop {
            if let Some(heard) = Beside::take(&mut running) {
                assert!(running.is_none(), "it is taken once");
                return heard;
            }
            assert!(running.is_some(), "what is still to come is kept");
            std::thread::yield_now();
        }
    }

    #[test]
    fn what_a_thread_gives_is_taken_once_and_a_thread_that_fails_is_lost() {
        assert_eq!(once(Some(Beside::run(|| 7))), Ok(7));
        assert_eq!(once(Some(Beside::<u32>::run(|| std::panic::resume_unwind(Box::new(()))))), Err(Lost));
        assert_eq!(Beside::<u32>::take(&mut None), None);
    }
}
