//! Texts as print sets them: spaces that must not break, dates, times of the attempt.

use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::locale::{Lang, Texts};
use crate::scenario::error::printable;

/// Longest text from outside that is set, characters: a name must not fill a page.
const MAX_OUTSIDE: usize = 600;

/// A text of the program or an author with the spaces that may not break: those of French before high punctuation and
/// inside quotation marks, and the one between a number and its unit, which screens want narrow and paper does not.
pub(super) fn bound(text: &str, texts: &Texts) -> String {
    let french = texts.lang() == Lang::Fr;
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(i + 1).copied();
        out.push(match (c, before, after) {
            (' ', _, Some(';' | '?' | '!')) if french => '\u{202f}',
            (' ', _, Some(':' | '»')) | (' ', Some('«'), _) if french => '\u{a0}',
            (' ' | '\u{202f}', Some(digit), Some(unit))
                if digit.is_ascii_digit() && (unit.is_alphabetic() || matches!(unit, '%' | '°')) =>
            {
                '\u{a0}'
            }
            ('\u{202f}', Some(unit), Some(digit)) if unit.is_alphabetic() && digit.is_ascii_digit() => '\u{a0}',
            _ => c,
        });
    }
    out
}

/// A text from outside: as it is, without what steers a reader, and of bounded length.
pub(super) fn outside(text: &str) -> String {
    let safe = printable(text);
    match safe.char_indices().nth(MAX_OUTSIDE) {
        Some((at, _)) => format!("{}…", &safe[..at]),
        None => safe,
    }
}

/// A time of the attempt.
pub(super) fn time(tick: Tick, texts: &Texts) -> String {
    let written = texts.duration(f64::from(tick) * TICK_S);
    // Under a minute the zero before the seconds is for clocks.
    let short = written.strip_prefix('0').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    bound(short.unwrap_or(&written), texts)
}

/// An RFC 3339 moment in UTC as the language writes it; what is none, as it is.
pub(super) fn moment(text: &str, texts: &Texts) -> String {
    let written = || {
        let (date, clock) = text.split_once('T')?;
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let clock = clock.get(..8)?;
        let plain = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let hour = clock.bytes().all(|b| b.is_ascii_digit() || b == b':');
        let good = plain(year, 4) && plain(month, 2) && plain(day, 2) && hour && text.ends_with('Z');
        good.then(|| {
            texts.with("print-moment", &[("date", format!("{day}/{month}/{year}").into()), ("clock", clock.into())])
        })
    };
    written().map_or_else(|| outside(text), |written| bound(&written, texts))
}

/// A hash in groups of four digits, so that people can compare it.
pub(super) fn grouped(hash: &str) -> String {
    let chars: Vec<char> = outside(hash).chars().collect();
    chars.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_must_not_break_do_not() {
        let (fr, en) = (Texts::new(Lang::Fr), Texts::new(Lang::En));
        assert_eq!(bound("« oui » : 3 mm, vrai ?", &fr), "«\u{a0}oui\u{a0}»\u{a0}: 3\u{a0}mm, vrai\u{202f}?");
        assert_eq!(bound("60 % at 1.5 dB : yes ?", &en), "60\u{a0}% at 1.5\u{a0}dB : yes ?");
    }

    #[test]
    fn times_are_written_as_one_says_them() {
        let fr = Texts::new(Lang::Fr);
        let written = [0, 3 * 120, 59 * 120, 60 * 120, 190 * 120].map(|tick| time(tick, &fr));
        assert_eq!(written, ["0\u{a0}s", "3\u{a0}s", "59\u{a0}s", "1\u{a0}min\u{a0}00", "3\u{a0}min\u{a0}10"]);
    }

    #[test]
    fn moments_are_written_as_the_language_does_and_others_as_they_are() {
        let fr = Texts::new(Lang::Fr);
        assert_eq!(moment("2026-11-28T09:12:44Z", &fr), "28/11/2026\u{a0}à 09:12:44 (UTC)");
        for odd in ["", "yesterday", "2026-11-28", "20é6-11-28T09:12:44Z", "2026-11-28T09:1é:44Z"] {
            assert_eq!(moment(odd, &fr), odd);
        }
    }

    #[test]
    fn a_text_from_outside_is_bounded_and_cannot_turn_the_reading_direction() {
        assert_eq!(outside("a\u{202e}b\u{7}c"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(outside(&"é".repeat(10_000)).chars().count(), MAX_OUTSIDE + 1);
        assert_eq!(grouped("0123456789ab"), "0123 4567 89ab");
    }
}
