//! Arithmetic in scenarios: `ceil(n / 12)`, worked out with what the seed drew. Bounded, and the same on every build.

/// Deepest nesting of brackets and signs.
const MAX_DEPTH: u32 = 32;

/// The value of `text` with the named values of `known`.
///
/// # Errors
/// What is wrong with it, in words; a value that is no finite number included.
pub fn value(text: &str, known: &dyn Fn(&str) -> Option<f64>) -> Result<f64, String> {
    let mut reader = Reader { rest: text.trim_start(), known, depth: 0 };
    let value = reader.sum()?;
    if !reader.rest.is_empty() {
        return Err(format!("expected an operator, found `{}`", first(reader.rest)));
    }
    if value.is_finite() { Ok(value) } else { Err("its value is no finite number".to_string()) }
}

struct Reader<'t> {
    rest: &'t str,
    known: &'t dyn Fn(&str) -> Option<f64>,
    depth: u32,
}

fn first(text: &str) -> String {
    text.chars().take(12).collect()
}

impl Reader<'_> {
    fn takes(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Result<f64, String> {
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

    fn product(&mut self) -> Result<f64, String> {
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

    fn single(&mut self) -> Result<f64, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("too many brackets".to_string());
        }
        let value = if self.takes('-') {
            self.single().map(|value| -value)
        } else if self.takes('(') {
            let value = self.sum()?;
            if self.takes(')') { Ok(value) } else { Err("a bracket is not closed".to_string()) }
        } else if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest.trim_start();
            number.parse().map_err(|_| format!("`{}` is no number", first(number)))
        } else {
            self.named()
        };
        self.depth -= 1;
        value
    }

    fn named(&mut self) -> Result<f64, String> {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if name.is_empty() {
            return Err(match first(self.rest).as_str() {
                "" => "it ends where a value is expected".to_string(),
                found => format!("expected a value, found `{found}`"),
            });
        }
        self.rest = rest.trim_start();
        if !self.takes('(') {
            return (self.known)(name).ok_or_else(|| format!("nothing is called `{}`", first(name)));
        }
        let one = self.sum()?;
        let two = if self.takes(',') { Some(self.sum()?) } else { None };
        if !self.takes(')') {
            return Err(format!("the bracket of `{}` is not closed", first(name)));
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
            _ => Err(format!("there is no function `{}` with so many values", first(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    fn of(text: &str) -> Result<f64, String> {
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
            assert!(error.contains(said), "{text}: {error}");
        }
        assert!(of(&"(".repeat(10_000)).is_err());
        assert!(of(&"-".repeat(10_000)).is_err());
    }
}
