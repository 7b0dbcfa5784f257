//! Arithmetic in scenarios: `ceil(n / 12)`, worked out with what the seed drew. Bounded, and the same on every build.

use std::ops::Range;

/// Deepest nesting of brackets and signs.
const MAX_DEPTH: u32 = 32;

/// What is wrong with a text, in words, and the bytes of it that are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Why, without a full stop.
    pub why: String,
    /// Bytes of the text.
    pub at: Range<usize>,
    /// The name that stands for nothing, where that is what is wrong.
    pub unknown: Option<String>,
}

/// The value of `text` with the named values of `known`.
///
/// # Errors
/// What is wrong with it and where; a value that is no finite number included.
pub fn value(text: &str, known: &dyn Fn(&str) -> Option<f64>) -> Result<f64, Wrong> {
    let mut reader = Reader { whole: text.len(), rest: text.trim_start(), known, depth: 0 };
    let value = reader.sum()?;
    if !reader.rest.is_empty() {
        return Err(reader.wrong(format!("expected an operator, found `{}`", first(reader.rest))));
    }
    let all = text.len() - text.trim_start().len()..text.trim_end().len();
    let infinite = || Wrong { why: "its value is no finite number".to_string(), at: all, unknown: None };
    value.is_finite().then_some(value).ok_or_else(infinite)
}

struct Reader<'t> {
    whole: usize,
    rest: &'t str,
    known: &'t dyn Fn(&str) -> Option<f64>,
    depth: u32,
}

fn first(text: &str) -> String {
    text.chars().take(12).collect()
}

/// Whether a name may go on with this.
fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl Reader<'_> {
    /// Something wrong with what comes next: a word, a number or a sign.
    fn wrong(&self, why: String) -> Wrong {
        let end = self.rest.find(|c: char| !in_name(c) && c != '.').unwrap_or(self.rest.len());
        let length = end.max(self.rest.chars().next().map_or(0, char::len_utf8));
        self.wrong_at(self.rest, length, why)
    }

    /// Something wrong with so many bytes from `from` on, which is what was left once.
    fn wrong_at(&self, from: &str, length: usize, why: String) -> Wrong {
        let start = self.whole - from.len();
        Wrong { why, at: start..start + length, unknown: None }
    }

    fn takes(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Result<f64, Wrong> {
        let mut value = self.product()?;
        loop {
            if self.takes('+') {
                value += self.product()?;
            } else if self.takes('-') {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, Wrong> {
        let mut value = self.single()?;
        loop {
            if self.takes('*') {
                value *= self.single()?;
            } else if self.takes('/') {
                value /= self.single()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn single(&mut self) -> Result<f64, Wrong> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.wrong("too many brackets".to_string()));
        }
        let from = self.rest;
        let value = if self.takes('-') {
            self.single().map(|value| -value)
        } else if self.takes('(') {
            let value = self.sum()?;
            let closed = self.takes(')').then_some(value);
            closed.ok_or_else(|| self.wrong_at(from, 1, "a bracket is not closed".to_string()))
        } else if from.starts_with(|c: char| c.is_ascii_digit()) {
            let end = from.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(from.len());
            let (number, rest) = from.split_at(end);
            self.rest = rest.trim_start();
            number.parse().map_err(|_| self.wrong_at(from, end, format!("`{}` is no number", first(number))))
        } else {
            self.named()
        };
        self.depth -= 1;
        value
    }

    fn named(&mut self) -> Result<f64, Wrong> {
        let from = self.rest;
        let end = from.find(|c: char| !in_name(c)).unwrap_or(from.len());
        let (name, rest) = from.split_at(end);
        if name.is_empty() {
            return Err(self.wrong(match first(from).as_str() {
                "" => "it ends where a value is expected".to_string(),
                found => format!("expected a value, found `{found}`"),
            }));
        }
        self.rest = rest.trim_start();
        if !self.takes('(') {
            return (self.known)(name).ok_or_else(|| self.nothing_is_called(from, end));
        }
        let one = self.sum()?;
        let two = if self.takes(',') { Some(self.sum()?) } else { None };
        if !self.takes(')') {
            return Err(self.wrong_at(from, end + 1, format!("the bracket of `{}` is not closed", first(name))));
        }
        match (name, two) {
            ("ceil", None) => Ok(libm::ceil(one)),
            ("floor", None) => Ok(libm::floor(one)),
            ("round", None) => Ok(libm::round(one)),
            ("abs", None) => Ok(one.abs()),
            ("log10", None) => Ok(libm::log10(one)),
            ("min", Some(two)) => Ok(one.min(two)),
            ("max", Some(two)) => Ok(one.max(two)),
            ("mod", Some(two)) => Ok(one - two * libm::floor(one / two)),
            ("pow", Some(two)) => Ok(libm::pow(one, two)),
            _ => {
                let why = format!("there is no function `{}` with so many values", first(name));
                Err(self.wrong_at(from, end, why))
            }
        }
    }

    /// The name at `from`, so many bytes long, is unknown. One with dashes is told whole: a dash is a minus here.
    fn nothing_is_called(&self, from: &str, end: usize) -> Wrong {
        let dashed = from[end..].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        let (length, hint) = match dashed {
            true => (
                from.find(|c: char| !in_name(c) && c != '-').unwrap_or(from.len()),
                ": `-` is a minus here, a name has `_` instead",
            ),
            false => (end, ""),
        };
        let name = &from[..length];
        let short: String = name.chars().take(40).collect();
        let wrong = self.wrong_at(from, length, format!("nothing is called `{short}`{hint}"));
        Wrong { unknown: Some(name.to_string()), ..wrong }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wrong, value};

    fn of(text: &str) -> Result<f64, Wrong> {
        value(text, &|name| (name == "n").then_some(77.0))
    }

    #[test]
    fn the_tube_and_the_fibre_of_a_number_are_worked_out() {
        assert_eq!(of("ceil(n / 12)"), Ok(7.0));
        assert_eq!(of("n - 12 * (ceil(n/12) - 1)"), Ok(5.0));
        assert_eq!(of("-(2 + 3) * 4 / 8"), Ok(-2.5));
        assert_eq!(of("10 * log10(2 * 50)"), Ok(20.0));
        assert_eq!(of("mod(n, 12) + min(1, 2) + max(1, 2)"), Ok(8.0));
    }

    #[test]
    fn what_is_no_arithmetic_is_said_and_never_panics() {
        for (text, said) in [
            ("", "ends where"),
            ("n n", "operator"),
            ("m", "nothing is called `m`"),
            ("1 / 0", "finite"),
            ("(1", "not closed"),
            ("ceil(1, 2)", "no function"),
            ("1..2", "no number"),
            ("é(", "ends where"),
            ("*", "expected a value"),
        ] {
            let error = of(text).expect_err(text);
            assert!(error.why.contains(said), "{text}: {error:?}");
            assert!(text.get(error.at.clone()).is_some(), "{text}: {error:?}");
        }
        assert!(of(&"(".repeat(10_000)).is_err());
        assert!(of(&"-".repeat(10_000)).is_err());
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        for (text, at) in [
            ("ceil(n / 12) + m * 2", "m"),
            ("  n + tube-count", "tube-count"),
            ("n - 1..2", "1..2"),
            ("2 * (n + 1", "("),
            ("max(n, 2", "max("),
            ("n + root(2)", "root"),
            ("n + é", "é"),
            ("n n", "n"),
            (" n / 0 ", "n / 0"),
            ("n + ", ""),
        ] {
            let error = of(text).expect_err(text);
            assert_eq!(&text[error.at.clone()], at, "{text}: {error:?}");
        }
        assert_eq!(of("n n").expect_err("two").at, 2..3);
    }

    #[test]
    fn a_dash_after_what_is_known_is_a_minus_and_in_an_unknown_name_it_is_explained() {
        assert_eq!(of("n-7"), Ok(70.0));
        assert_eq!(of("n-n"), Ok(0.0));
        let error = of("2 * tube-count").expect_err("no such name");
        assert_eq!(error.unknown.as_deref(), Some("tube-count"));
        assert!(error.why.contains("`-` is a minus here"), "{}", error.why);
    }
}
