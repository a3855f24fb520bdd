//! Numbers and dates as each language writes them: decimal comma and dd/MM/yyyy in Vietnamese.

use contract::locale::Lang;
use time::{Date, OffsetDateTime};

/// A number with a fixed count of decimals, thousands grouped.
pub fn number(lang: Lang, value: f64, decimals: usize) -> String {
    let (comma, group) = match lang {
        Lang::Vi => (',', '.'),
        Lang::En => ('.', ','),
    };
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + 4);
    // A true minus sign, and none before a number that rounds to zero.
    if value < 0.0
        && plain
            .bytes()
            .any(|byte| byte.is_ascii_digit() && byte != b'0')
    {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(comma);
        text.push_str(fraction);
    }
    text
}

/// A count.
pub fn count(lang: Lang, value: u64) -> String {
    let group = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let plain = value.to_string();
    let mut text = String::with_capacity(plain.len() + plain.len() / 3);
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    text
}

/// A signed difference: the sign is always written, save for zero.
pub fn signed(lang: Lang, value: f64, decimals: usize) -> String {
    let text = number(lang, value, decimals);
    let is_zero = !text
        .bytes()
        .any(|byte| byte.is_ascii_digit() && byte != b'0');
    if value > 0.0 && !is_zero {
        format!("+{text}")
    } else {
        text
    }
}

/// A released figure on the scale of the items: one decimal, or two where it was rounded to a
/// quarter or a hundredth.
pub fn figure(lang: Lang, value: f64) -> String {
    number(lang, value, figure_decimals(value))
}

/// A released difference, signed.
pub fn difference(lang: Lang, value: f64) -> String {
    signed(lang, value, figure_decimals(value))
}

/// The two ends of an interval.
pub fn interval(lang: Lang, lo: f64, hi: f64) -> String {
    let decimals = figure_decimals(lo).max(figure_decimals(hi));
    format!(
        "{}–{}",
        number(lang, lo, decimals),
        number(lang, hi, decimals)
    )
}

/// The two ends of the interval of a difference: they have signs, so a word stands between them.
pub fn difference_interval(lang: Lang, lo: f64, hi: f64) -> String {
    let decimals = figure_decimals(lo).max(figure_decimals(hi));
    let (lo, hi) = (signed(lang, lo, decimals), signed(lang, hi, decimals));
    crate::words::common::from_to(lang, &lo, &hi)
}

fn figure_decimals(value: f64) -> usize {
    let tenths = value * 10.0;
    if (tenths - tenths.round()).abs() < 1e-6 {
        1
    } else {
        2
    }
}

/// Whole per cent.
pub fn percent(lang: Lang, value: u8) -> String {
    match lang {
        Lang::Vi => format!("{value}\u{a0}%"),
        Lang::En => format!("{value}%"),
    }
}

/// Thousandths as per cent; with a decimal only where there is one.
pub fn permille(lang: Lang, value: u16) -> String {
    let text = number(
        lang,
        f64::from(value) / 10.0,
        usize::from(!value.is_multiple_of(10)),
    );
    match lang {
        Lang::Vi => format!("{text}\u{a0}%"),
        Lang::En => format!("{text}%"),
    }
}

/// Several things in one sentence: "a, b và c". Things that hold commas are set apart by semicolons.
pub fn list(lang: Lang, things: &[String]) -> String {
    let comma = if things.iter().any(|thing| thing.contains(',')) {
        "; "
    } else {
        ", "
    };
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!(
            "{} {} {last}",
            first.join(comma),
            crate::words::common::and(lang)
        ),
    }
}

/// The first sixteen digits of a hash in groups of four: as much as people compare on paper.
pub fn short_hash(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(16).collect();
    let groups = digits.chunks(4).map(String::from_iter);
    groups.collect::<Vec<String>>().join(" ")
}

/// A date.
pub fn date(lang: Lang, date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match lang {
        Lang::Vi => format!("{day:02}/{month:02}/{year:04}"),
        Lang::En => format!("{day} {} {year:04}", date.month()),
    }
}

/// A date that travels as yyyy-MM-dd; left as it is when it is none.
pub fn iso_date(lang: Lang, text: &str) -> String {
    parse_iso_date(text).map_or_else(|| text.to_owned(), |parsed| date(lang, parsed))
}

/// By hand, since `time`'s own parser would be the largest single function of the client module.
fn parse_iso_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: u8 = parts
        .next()
        .filter(|month| month.len() == 2)?
        .parse()
        .ok()?;
    let day = parts.next().filter(|day| day.len() == 2)?.parse().ok()?;
    Date::from_calendar_date(year, month.try_into().ok()?, day).ok()
}

/// A moment, on Vietnam's clocks.
pub fn moment(lang: Lang, moment: OffsetDateTime) -> String {
    let local = moment.to_offset(time::macros::offset!(+7));
    let (hour, minute, day) = (local.hour(), local.minute(), date(lang, local.date()));
    match lang {
        Lang::Vi => format!("{hour:02}:{minute:02} ngày {day}"),
        Lang::En => format!("{hour:02}:{minute:02} on {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_writes_a_decimal_comma_and_dots_between_thousands() {
        assert_eq!(number(Lang::Vi, 1_234_567.25, 2), "1.234.567,25");
        assert_eq!(number(Lang::En, 1_234_567.25, 2), "1,234,567.25");
    }

    #[test]
    fn a_difference_that_rounds_to_zero_has_no_sign() {
        assert_eq!(signed(Lang::Vi, -0.04, 1), "0,0");
        assert_eq!(signed(Lang::Vi, 0.04, 1), "0,0");
        assert_eq!(signed(Lang::Vi, -0.6, 1), "−0,6");
        assert_eq!(signed(Lang::Vi, 1.0, 1), "+1,0");
    }

    #[test]
    fn a_figure_shows_two_decimals_only_where_it_has_them() {
        assert_eq!(figure(Lang::Vi, 3.7), "3,7");
        assert_eq!(figure(Lang::Vi, 3.75), "3,75");
        assert_eq!(figure(Lang::En, 4.0), "4.0");
        assert_eq!(interval(Lang::Vi, 3.46, 3.9), "3,46–3,90");
        assert_eq!(difference(Lang::Vi, -0.25), "−0,25");
    }

    #[test]
    fn the_last_of_several_things_follows_an_and() {
        let things = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(Lang::Vi, &things(&["a", "b", "c"])), "a, b và c");
        assert_eq!(list(Lang::En, &things(&["a", "b"])), "a and b");
        assert_eq!(list(Lang::Vi, &things(&["a, x", "b", "c"])), "a, x; b và c");
        assert_eq!(list(Lang::Vi, &[]), "");
    }

    #[test]
    fn a_moment_is_told_on_vietnams_clocks() {
        let evening = time::macros::datetime!(2026-10-05 18:30 UTC);
        assert_eq!(moment(Lang::Vi, evening), "01:30 ngày 06/10/2026");
    }

    #[test]
    fn dates_follow_the_language() {
        assert_eq!(iso_date(Lang::Vi, "2026-10-05"), "05/10/2026");
        assert_eq!(iso_date(Lang::En, "2026-10-05"), "5 October 2026");
    }

    #[test]
    fn what_is_no_date_is_left_as_it_is() {
        for text in [
            "",
            "2026-13-01",
            "2026-02-30",
            "05/10/2026",
            "2026-1-05",
            "2026-10-05-1",
        ] {
            assert_eq!(iso_date(Lang::Vi, text), text);
        }
    }

    #[test]
    fn a_hash_on_paper_is_four_groups_of_four() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(short_hash(&hash), "0123 4567 89ab cdef");
        assert_eq!(short_hash("0123a"), "0123 a");
        assert_eq!(short_hash(""), "");
    }

    #[test]
    fn counts_group_their_thousands() {
        assert_eq!(count(Lang::Vi, 1_234_567), "1.234.567");
        assert_eq!(count(Lang::En, 123_456), "123,456");
        assert_eq!(count(Lang::Vi, 999), "999");
    }
}
