//! Secrets that a person types: never an argument, which other users see, and never on the screen.

use std::io::{self, BufRead, IsTerminal};

/// Longest line that is read, bytes.
const MAX_LINE: u64 = 4 << 10;

/// Whether a person types: the standard input is a terminal.
pub(super) fn is_typed() -> bool {
    io::stdin().is_terminal()
}

/// A secret: typed without being shown where a person types, else the next line of the standard input.
///
/// # Errors
/// In words, when nothing can be read.
pub(super) fn ask(prompt: &str) -> Result<String, String> {
    if is_typed() {
        return rpassword::prompt_password(prompt).map_err(|why| format!("nothing can be typed here: {why}"));
    }
    line(io::stdin().lock())
}

fn line(from: impl BufRead) -> Result<String, String> {
    let mut line = String::new();
    from.take(MAX_LINE).read_line(&mut line).map_err(|why| format!("the standard input cannot be read: {why}"))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_input_is_taken_without_its_end_and_never_more_than_is_allowed() {
        assert_eq!(line(&b"quatre mots\r\nrest"[..]), Ok("quatre mots".to_owned()));
        assert_eq!(line(&b" spaces stay \n"[..]), Ok(" spaces stay ".to_owned()));
        assert_eq!(line(&b""[..]), Ok(String::new()));
        assert_eq!(line(&vec![b'x'; 10_000][..]).map(|line| line.len()), Ok(MAX_LINE as usize));
        assert!(line(&b"\xff\xfe\n"[..]).is_err(), "not UTF-8");
    }
}
