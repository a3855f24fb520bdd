//! `--scale 1:5`.

use stats::Scale;

use crate::refusal::Refusal;

/// The scale that a flag writes as its lowest and highest level.
pub fn parse(text: &str) -> Result<Scale, Refusal> {
    let ends = text.split_once(':').and_then(|(lowest, highest)| {
        let lowest = lowest.trim().parse().ok()?;
        Scale::new(lowest, highest.trim().parse().ok()?).ok()
    });
    ends.ok_or_else(|| {
        Refusal::new(
            format!(
                "--scale: không đọc được “{text}”. Hãy viết mức thấp nhất và cao nhất, như 1:5."
            ),
            format!(
                "--scale: “{text}” cannot be read. Write the lowest and the highest level, as 1:5."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_two_ends_in_order() {
        assert_eq!(parse("1:5").unwrap().max(), 5.0);
        assert_eq!(parse(" 0 : 10 ").unwrap().levels(), 11.0);
        for text in ["5", "5:1", "a:b", "1:5:9", "3:3", "nan:5"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
