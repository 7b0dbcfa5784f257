//! Typesetting in a child process: a template of others may loop for ever or fill the memory, and only a process can be
//! stopped.
//!
//! Order and answer are one line of JSON that gives names and lengths, and then the bytes.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::typeset::{Fault, Order, typeset};
use super::{PrintError, Printed};

/// The subcommand that [`serve`]s.
pub const COMMAND: &str = "print-worker";
/// Longest line of JSON, bytes.
const MAX_LINE: u64 = 4 << 20;
/// Largest order, and largest document, bytes.
const MAX_BYTES: u64 = 256 << 20;
/// Most of what a dying worker says that is kept, bytes.
const MAX_SAID: u64 = 16 << 10;
/// Between two looks at whether the worker has ended, ms.
const LOOK_MS: u64 = 10;

/// What a document may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Seconds.
    pub seconds: u64,
    /// Memory of the worker, bytes; kept on Linux alone.
    pub memory: u64,
}

impl Default for Limits {
    /// A minute and 1 GiB: a report with 48 traces takes a few seconds and 200 MiB.
    fn default() -> Limits {
        Limits { seconds: 60, memory: 1 << 30 }
    }
}

#[derive(Serialize, Deserialize)]
struct OrderHead {
    main: String,
    day: u32,
    ident: String,
    memory: u64,
    files: Vec<(String, u64)>,
}

#[derive(Serialize, Deserialize)]
enum AnswerHead {
    Printed { bytes: u64, pages: usize, archival: bool, warnings: Vec<String> },
    Template(Vec<Fault>),
    Other(String),
}

/// Typesets an order in a child of `program`, which is this program.
///
/// # Errors
/// As [`typeset`]; and where the worker does not start, takes too long, or dies.
pub fn print(program: &Path, order: &Order, limits: &Limits) -> Result<Printed, PrintError> {
    let head = OrderHead {
        main: order.main.clone(),
        day: order.day,
        ident: order.ident.clone(),
        memory: limits.memory,
        files: order.files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect(),
    };
    let mut bytes = serde_json::to_vec(&head).map_err(|why| PrintError::Worker(why.to_string()))?;
    bytes.push(b'\n');
    order.files.values().for_each(|file| bytes.extend_from_slice(file));
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PrintError::TooLarge(bytes.len() as u64 >> 20));
    }
    let child = Command::new(program)
        .arg(COMMAND)
        // Two threads do: more would only take more memory.
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|why| PrintError::Worker(format!("{} does not start: {why}", program.display())))?;
    let mut child = Ended(child);
    let deadline = Instant::now() + Duration::from_secs(limits.seconds);
    let (mut stdin, stdout, stderr) = match (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take()) {
        (Some(stdin), Some(stdout), Some(stderr)) => (stdin, stdout, stderr),
        _ => return Err(PrintError::Worker("no pipe".to_owned())),
    };
    // A worker that dies early closes its end: what it said tells why.
    std::thread::spawn(move || stdin.write_all(&bytes));
    let said = reader(stderr, MAX_SAID);
    let answer = reader(stdout, MAX_BYTES + MAX_LINE);
    let late = || PrintError::TooSlow(limits.seconds);
    let left = || deadline.saturating_duration_since(Instant::now());
    let answer = answer.recv_timeout(left()).map_err(|_| late())?;
    let status = loop {
        match child.0.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if left().is_zero() => return Err(late()),
            Ok(None) => std::thread::sleep(Duration::from_millis(LOOK_MS)),
            Err(why) => return Err(PrintError::Worker(why.to_string())),
        }
    };
    match read_answer(&answer) {
        Ok(answer) if status.success() => answer,
        _ => Err(died(status, &said.recv_timeout(left()).unwrap_or_default(), limits)),
    }
}

/// A child that does not outlive its print.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads a pipe to its end, `most` bytes of it at most, while others go on.
fn reader(from: impl Read + Send + 'static, most: u64) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut from = from;
        let _ = from.by_ref().take(most).read_to_end(&mut bytes);
        let _ = send.send(bytes);
        // Who writes on must not wait for ever.
        let _ = io::copy(&mut from, &mut io::sink());
    });
    receive
}

fn died(status: ExitStatus, said: &[u8], limits: &Limits) -> PrintError {
    let said = String::from_utf8_lossy(said);
    if said.contains("memory allocation of") || said.contains("capacity overflow") {
        return PrintError::TooMuchMemory(limits.memory >> 20);
    }
    if said.contains("overflowed its stack") {
        return PrintError::Worker("the template calls itself too deeply".to_owned());
    }
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    PrintError::Worker(format!("{status} {}", crate::scenario::error::printable(last)))
}

fn read_answer(bytes: &[u8]) -> Result<Result<Printed, PrintError>, String> {
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("no answer")?;
    let head: AnswerHead = serde_json::from_slice(&bytes[..end]).map_err(|why| why.to_string())?;
    Ok(match head {
        AnswerHead::Printed { bytes: length, pages, archival, warnings } => {
            let pdf = bytes[end + 1..].to_vec();
            if pdf.len() as u64 != length {
                return Err("cut short".to_owned());
            }
            Ok(Printed { pdf, pages, archival, warnings })
        }
        AnswerHead::Template(faults) => Err(PrintError::Template(faults)),
        AnswerHead::Other(why) => Err(PrintError::Worker(why)),
    })
}

/// The worker: reads one order from standard input, typesets it, writes the answer to standard output.
///
/// # Errors
/// When the pipes break; a template's faults are an answer.
pub fn serve() -> Result<(), String> {
    let mut input = BufReader::new(io::stdin().lock());
    let order = read_order(&mut input)?;
    let (head, pdf) = match typeset(&order) {
        Ok(Printed { pdf, pages, archival, warnings }) => {
            (AnswerHead::Printed { bytes: pdf.len() as u64, pages, archival, warnings }, pdf)
        }
        Err(PrintError::Template(faults)) => (AnswerHead::Template(faults), Vec::new()),
        Err(other) => (AnswerHead::Other(other.to_string()), Vec::new()),
    };
    let mut line = serde_json::to_vec(&head).map_err(|why| why.to_string())?;
    line.push(b'\n');
    let mut output = io::stdout().lock();
    let written = output.write_all(&line).and_then(|()| output.write_all(&pdf)).and_then(|()| output.flush());
    written.map_err(|why| why.to_string())
}

fn read_order(input: &mut impl BufRead) -> Result<Order, String> {
    let mut line = Vec::new();
    input.take(MAX_LINE).read_until(b'\n', &mut line).map_err(|why| why.to_string())?;
    let head: OrderHead = serde_json::from_slice(&line).map_err(|why| format!("this is no order: {why}"))?;
    bound_memory(head.memory)?;
    let mut order = Order { main: head.main, day: head.day, ident: head.ident, ..Order::default() };
    let mut left = MAX_BYTES;
    for (name, length) in head.files {
        left = left.checked_sub(length).ok_or("the order is too large")?;
        let mut bytes = Vec::new();
        input.take(length).read_to_end(&mut bytes).map_err(|why| why.to_string())?;
        if bytes.len() as u64 != length {
            return Err(format!("{name}: cut short"));
        }
        order.files.insert(name, bytes);
    }
    Ok(order)
}

/// Memory that is written to; addresses alone cost nothing.
#[cfg(target_os = "linux")]
fn bound_memory(bytes: u64) -> Result<(), String> {
    rlimit::setrlimit(rlimit::Resource::DATA, bytes, bytes).map_err(|why| why.to_string())
}

#[cfg(not(target_os = "linux"))]
fn bound_memory(_: u64) -> Result<(), String> {
    Ok(())
}
