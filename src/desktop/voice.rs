//! Sentences read aloud by the system's own voice, where it has one, as a program beside ours that can be cut short.
//!
//! Text goes to it by standard input or as one argument behind `--`, never through a shell.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::app::Chosen;
use super::panels::aloud::{self, Aloud};
use super::screens::Panels;
use crate::locale::Lang;

/// Longest text that is read, characters: a sentence, not a book.
const MOST: usize = 700;
/// How often a voice that speaks is asked whether it is done.
const ASKS: Duration = Duration::from_millis(200);

/// What reads aloud on this system.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Engine {
    /// Speech Dispatcher, which speaks as the person set it up.
    Dispatcher(PathBuf),
    /// eSpeak NG, or eSpeak.
    Espeak(PathBuf),
    /// `say` of macOS.
    Say(PathBuf),
    /// The speech of Windows, through PowerShell.
    Windows(PathBuf),
}

/// A program to be run, and whether the text is given to its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    program: PathBuf,
    arguments: Vec<String>,
    by_input: bool,
}

/// Reads what it is given; the language is the only thing that is put into it.
fn powershell(culture: &str) -> String {
    format!(
        "Add-Type -AssemblyName System.Speech; $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
         try {{ $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]::GetCultureInfo('{culture}')) }} \
         catch {{ }}; \
         $text = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8); \
         $voice.Speak($text.ReadToEnd())"
    )
}

impl Engine {
    /// The voice of this system, if it has one: looked for in the folders of its programs, nothing is run.
    fn find() -> Option<Engine> {
        let folders: Vec<PathBuf> =
            env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
        let program = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        if cfg!(target_os = "macos") {
            return program("say").map(Engine::Say);
        }
        if cfg!(windows) {
            return program("powershell.exe").map(Engine::Windows);
        }
        let espeak = || program("espeak-ng").or_else(|| program("espeak"));
        program("spd-say").map(Engine::Dispatcher).or_else(|| espeak().map(Engine::Espeak))
    }

    /// How it is told to speak. The text itself is in it only where the program takes none from its input.
    fn order(&self, text: &str, lang: Lang) -> Order {
        let (short, culture, name) = match lang {
            Lang::Fr => ("fr", "fr-FR", "Thomas"),
            Lang::En => ("en", "en-GB", "Daniel"),
        };
        let (program, arguments, by_input): (&Path, Vec<&str>, bool) = match self {
            Engine::Dispatcher(program) => (program, vec!["--wait", "--language", short, "--", text], false),
            Engine::Espeak(program) => (program, vec!["-v", short, "--stdin"], true),
            Engine::Say(program) => (program, vec!["-v", name, "-f", "-"], true),
            Engine::Windows(program) => {
                let arguments = ["-NoProfile", "-NonInteractive", "-Command", &powershell(culture)];
                let arguments = arguments.map(str::to_owned).to_vec();
                return Order { program: program.clone(), arguments, by_input: true };
            }
        };
        let arguments = arguments.into_iter().map(str::to_owned).collect();
        Order { program: program.to_owned(), arguments, by_input }
    }

    /// What must be run, too, so that it falls silent: the dispatcher speaks on when its client is gone.
    fn hush(&self) -> Option<Order> {
        let Engine::Dispatcher(program) = self else { return None };
        Some(Order { program: program.clone(), arguments: vec!["--cancel".to_owned()], by_input: false })
    }
}

/// A text as it is read: plain spaces, no signs that a voice would spell.
fn readable(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{202f}' | '\u{a0}' => ' ',
        '«' | '»' | '“' | '”' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().take(MOST).map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn command(order: &Order) -> Command {
    let mut command = Command::new(&order.program);
    command.args(&order.arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.stdin(if order.by_input { Stdio::piped() } else { Stdio::null() });
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        // No console window may flash up.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command
}

/// The one sentence that is being read.
#[derive(Default)]
struct Mouth(Option<Child>);

impl Mouth {
    /// Cuts short what is being read; how that ended, if something was.
    fn stop(&mut self) -> Option<ExitStatus> {
        let mut child = self.0.take()?;
        if let Ok(Some(done)) = child.try_wait() {
            return Some(done);
        }
        // It may have ended by itself in between.
        let _ = child.kill();
        child.wait().ok()
    }

    /// Begins to read; what was being read is cut short. A program that cannot be run is silence.
    fn speak(&mut self, order: &Order, text: &str) -> Option<ExitStatus> {
        let stopped = self.stop();
        let Ok(mut child) = command(order).spawn() else { return stopped };
        if let Some(mut input) = child.stdin.take() {
            // A sentence fits into the pipe; a program that reads nothing is done already.
            let _ = input.write_all(text.as_bytes());
        }
        self.0 = Some(child);
        stopped
    }

    fn is_done(&mut self) -> bool {
        match &mut self.0 {
            None => true,
            Some(child) => {
                let done = !matches!(child.try_wait(), Ok(None));
                if done {
                    self.0 = None;
                }
                done
            }
        }
    }
}

enum Ask {
    Speak(String, Lang),
    Stop,
}

/// The system's voice.
#[derive(Resource)]
pub struct Voice {
    asks: Option<Sender<Ask>>,
    /// It was told to read and not to stop since.
    reads: bool,
}

impl Voice {
    /// The voice of this system, silent.
    pub fn new() -> Voice {
        let asks = Engine::find().and_then(|engine| {
            let (asks, heard) = mpsc::channel();
            let started = thread::Builder::new().name("voice".to_owned()).spawn(move || serve(&engine, &heard));
            started.ok().map(|_| asks)
        });
        Voice { asks, reads: false }
    }

    /// Whether this system has a voice.
    pub fn is_there(&self) -> bool {
        self.asks.is_some()
    }

    /// Reads a text; what was being read is cut short.
    pub fn read(&mut self, text: &str, lang: Lang) {
        self.reads = true;
        let text = readable(text);
        if let Some(asks) = self.asks.as_ref().filter(|_| !text.is_empty()) {
            // A thread that is gone is a system without a voice.
            let _ = asks.send(Ask::Speak(text, lang));
        }
    }

    /// Falls silent.
    pub fn stop(&mut self) {
        if !std::mem::take(&mut self.reads) {
            return;
        }
        if let Some(asks) = &self.asks {
            let _ = asks.send(Ask::Stop);
        }
    }
}

fn serve(engine: &Engine, heard: &Receiver<Ask>) {
    let mut mouth = Mouth::default();
    loop {
        let ask = if mouth.is_done() {
            heard.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            heard.recv_timeout(ASKS)
        };
        // Of many that came at once the last is the one that counts.
        let ask = ask.map(|ask| heard.try_iter().last().unwrap_or(ask));
        match ask {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                hush(engine, &mut mouth);
                return;
            }
            Ok(Ask::Stop) => hush(engine, &mut mouth),
            Ok(Ask::Speak(text, lang)) => {
                hush(engine, &mut mouth);
                mouth.speak(&engine.order(&text, lang), &text);
            }
        }
    }
}

fn hush(engine: &Engine, mouth: &mut Mouth) {
    let spoke = !mouth.is_done();
    mouth.stop();
    if spoke && let Some(order) = engine.hush() {
        // Waited for, or it would cut the next sentence short as well.
        let _ = command(&order).status();
    }
}

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Voice::new())
        .add_systems(EguiPrimaryContextPass, tell.before(Panels))
        .add_systems(EguiPrimaryContextPass, read.after(Panels));
}

fn tell(mut contexts: EguiContexts, chosen: Res<Chosen>, voice: Res<Voice>) -> Result {
    aloud::tell(contexts.ctx_mut()?, Aloud { found: voice.is_there(), on: chosen.0.voice });
    Ok(())
}

/// Reads what a button asked for, and the guide's sentence whenever it is another.
fn read(
    mut contexts: EguiContexts,
    chosen: Res<Chosen>,
    mut voice: ResMut<Voice>,
    mut followed: Local<Option<String>>,
) -> Result {
    let (asked, current) = aloud::take(contexts.ctx_mut()?);
    let lang = chosen.0.lang;
    match asked {
        _ if !chosen.0.voice => voice.stop(),
        Some(asked) => voice.read(&asked, lang),
        None if current == *followed => {}
        None => match &current {
            Some(sentence) => voice.read(sentence, lang),
            // The guide is hidden, or the bench was left.
            None => voice.stop(),
        },
    }
    *followed = current;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What somebody might write into an exercise.
    const WICKED: &str = "--help; $(reboot) `id` \"'; Remove-Item C:\\ -Recurse";

    fn engines() -> Vec<Engine> {
        let path = PathBuf::from("voice");
        vec![
            Engine::Dispatcher(path.clone()),
            Engine::Espeak(path.clone()),
            Engine::Say(path.clone()),
            Engine::Windows(path),
        ]
    }

    #[test]
    fn a_text_is_never_an_option_nor_part_of_a_command() {
        for engine in engines() {
            for lang in [Lang::Fr, Lang::En] {
                let order = engine.order(WICKED, lang);
                let at = order.arguments.iter().position(|argument| argument.contains("reboot"));
                match at {
                    None => assert!(order.by_input, "{engine:?}"),
                    Some(at) => {
                        assert_eq!((order.arguments[at].as_str(), order.arguments[at - 1].as_str()), (WICKED, "--"));
                        assert_eq!(at, order.arguments.len() - 1);
                    }
                }
            }
        }
    }

    #[test]
    fn every_voice_is_told_the_language() {
        for engine in engines() {
            assert_ne!(engine.order("oui", Lang::Fr), engine.order("oui", Lang::En), "{engine:?}");
        }
    }

    #[test]
    fn signs_that_a_voice_would_spell_are_left_out() {
        assert_eq!(readable("Choisir «\u{a0}Légère\u{a0}»\u{202f}?\n\tOui"), "Choisir Légère ? Oui");
        assert_eq!(readable(&"é".repeat(5_000)).chars().count(), MOST);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_sentence_cuts_the_old_one_short() {
        let order = Order { program: "sleep".into(), arguments: vec!["3600".to_owned()], by_input: false };
        let mut mouth = Mouth::default();
        assert!(mouth.speak(&order, "").is_none(), "nothing was being read");
        assert!(!mouth.is_done());
        let cut = mouth.speak(&order, "").expect("something was being read");
        assert!(!cut.success());
        assert!(mouth.stop().is_some_and(|cut| !cut.success()));
        assert!(mouth.is_done());
    }

    #[cfg(unix)]
    #[test]
    fn a_voice_that_cannot_be_run_is_silence() {
        let order = Order { program: "/nowhere/voice".into(), arguments: Vec::new(), by_input: true };
        let mut mouth = Mouth::default();
        assert!(mouth.speak(&order, "oui").is_none());
        assert!(mouth.is_done());
    }
}
