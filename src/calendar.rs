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
}
