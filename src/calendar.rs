//! Days since 1970: today's, and their dates.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day.
pub const DAY_S: u32 = 86_400;

/// Today. The clock is read for people at the edge of the program: nothing that marks may ask for it.
pub fn today() -> u32 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| (since.as_secs() / u64::from(DAY_S)) as u32)
}

/// Year, month and day of the month in the proleptic Gregorian calendar, after Howard Hinnant's `civil_from_days`.
pub fn date(day: u32) -> (u32, u32, u32) {
    let day = day.saturating_add(719_468);
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let date = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year_of_era + u32::from(month <= 2), month, date)
}

/// Seconds since 1970 by the machine's clock, read for people at the edge of the program.
pub fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A moment as RFC 3339 in UTC, to the second. Moments after the year 9999 are its last.
pub fn utc(unix_s: u64) -> String {
    let unix_s = unix_s.min(253_402_300_799);
    let (year, month, day) = date((unix_s / u64::from(DAY_S)) as u32);
    let second = unix_s % u64::from(DAY_S);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Seconds since 1970 of a text as [`utc`] writes it, and no other.
pub fn unix_s(utc_text: &str) -> Option<u64> {
    let number = |from: usize, to: usize| utc_text.get(from..to)?.parse::<u64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    // Howard Hinnant's `days_from_civil`.
    let shifted = if month > 2 { year } else { year.checked_sub(1)? };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = shifted % 400 * 365 + shifted % 400 / 4 - shifted % 400 / 100 + day_of_year;
    let days = (shifted / 400 * 146_097 + day_of_era).checked_sub(719_468)?;
    let found = days * u64::from(DAY_S) + hour * 3_600 + minute * 60 + second;
    (utc(found) == utc_text).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(date(20_785), (2026, 11, 28));
        assert!(date(u32::MAX).0 > 1_000_000, "far away is no panic");
        assert!(date(today()).0 >= 2024);
    }

    #[test]
    fn a_moment_is_written_and_read_again() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(1_795_893_187), "2026-11-28T19:13:07Z");
        for at in [0, 951_782_399, 951_782_400, 1_795_893_187, 253_402_300_799] {
            assert_eq!(unix_s(&utc(at)), Some(at), "{}", utc(at));
        }
        assert_eq!(utc(u64::MAX), "9999-12-31T23:59:59Z");
        for text in ["", "2026-02-30T00:00:00Z", "2026-11-28T19:13:07", "2026-11-28 19:13:07Z", "0000-00-00T00:00:00Z"]
        {
            assert_eq!(unix_s(text), None, "{text}");
        }
    }
}
