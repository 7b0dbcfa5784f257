//! Durations as xAPI writes them, ISO 8601.

use crate::catalogue::vocabulary::TICKS_PER_SECOND;

/// Ticks as an ISO 8601 duration in seconds, to the hundredth that xAPI compares.
pub fn duration(ticks: u32) -> String {
    let hundredths = u64::from(ticks) * 100 / u64::from(TICKS_PER_SECOND);
    format!("PT{}.{:02}S", hundredths / 100, hundredths % 100)
}

/// Whether a text is an ISO 8601 duration: `P`, then days, `T`, hours, minutes, seconds, the last with a fraction.
pub fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P').filter(|rest| rest.is_ascii() && rest.len() < 40) else { return false };
    let (days, time) = match rest.split_once('T') {
        Some((_, "")) => return false,
        Some((days, time)) => (days, time),
        None => (rest, ""),
    };
    let mut any = false;
    let mut units = |mut text: &str, units: &str| -> bool {
        for unit in units.chars() {
            let Some((number, rest)) = text.split_once(unit) else { continue };
            let whole = number.split_once('.').map_or(Some(number), |(whole, fraction)| {
                (unit == 'S' && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())).then_some(whole)
            });
            if !whole.is_some_and(|whole| !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())) {
                return false;
            }
            (text, any) = (rest, true);
        }
        text.is_empty()
    };
    units(days, "YMWD") && units(time, "HMS") && any
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_are_told_from_other_words() {
        assert_eq!(duration(120 * 61 + 60), "PT61.50S");
        for good in ["PT0.00S", "PT61.50S", "P1D", "PT1H2M3S", "P1DT2M", "PT8S", "P2W"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "P1", "1S", "PT1", "PT.5S", "PT1.S", "PT1.5M", "P1S", "PT1S2M", "P1DT", "PT1Sx"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_duration_of_ours_is_one_and_any_text_is_read(ticks in any::<u32>(), text in ".{0,45}") {
            prop_assert!(is_duration(&duration(ticks)));
            let _ = is_duration(&text);
        }
    }
}
