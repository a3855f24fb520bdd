//! Single fields of a row: dates, marks, post types, e-mail addresses, codes, paths.
//! Each comes in as cleaned text and goes out as a type that cannot be wrong.

use contract::people::{ImportFaultKind, PostType};
use time::{Date, Month};

use super::columns::excerpt;
use super::names;

/// Limits in characters. The longest real values lie far below.
pub(super) mod limit {
    pub const STAFF_CODE: u32 = 64;
    pub const FULL_NAME: u32 = 200;
    pub const ADDRESS_FORM: u32 = 50;
    pub const EMAIL: u32 = 254;
    pub const UNIT_PATH: u32 = 500;
    pub const POST: u32 = 200;
    pub const FIELD: u32 = 300;
}

/// Refuses a text longer than a limit.
pub(super) fn within(text: &str, limit_chars: u32) -> Result<(), ImportFaultKind> {
    // A character has at least one byte, so short texts need no count.
    if text.len() > limit_chars as usize && text.chars().count() > limit_chars as usize {
        return Err(ImportFaultKind::TooLong { limit_chars });
    }
    Ok(())
}

/// A staff code: one word that "reports to" can name.
pub(super) fn staff_code(text: &str) -> Result<&str, ImportFaultKind> {
    if text.is_empty() {
        return Err(ImportFaultKind::Missing);
    }
    within(text, limit::STAFF_CODE)?;
    if text.contains(separates_codes) {
        return Err(ImportFaultKind::UnreadableCode {
            text: excerpt(text),
        });
    }
    Ok(text)
}

/// The codes of "reports to".
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(separates_codes).filter(|code| !code.is_empty())
}

fn separates_codes(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ';' | '|' | ',')
}

/// A path with `/` between levels, written one way: no empty level, no space at the ends of one.
pub(super) fn unit_path(text: &str) -> String {
    let levels: Vec<&str> = text
        .split('/')
        .map(str::trim)
        .filter(|level| !level.is_empty())
        .collect();
    levels.join("/")
}

/// A date: day first with `/`, `-` or `.`, or year first with `-`. Empty is open.
pub(crate) fn date(text: &str) -> Result<Option<Date>, ImportFaultKind> {
    if text.is_empty() {
        return Ok(None);
    }
    parse_date(text)
        .map(Some)
        .ok_or_else(|| ImportFaultKind::UnreadableDate {
            text: excerpt(text),
        })
}

fn parse_date(text: &str) -> Option<Date> {
    let separator = text
        .chars()
        .find(|letter| matches!(letter, '/' | '-' | '.'))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = if first.len() == 4 && separator == '-' {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let digits = |text: &str, most: usize| {
        ((1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u16>().ok())
            .flatten()
    };
    // Two digits of a year say too little, and 0226 is a slip of the finger.
    let year = digits(year, 4).filter(|year| (1900..=2200).contains(year))?;
    let month = Month::try_from(u8::try_from(digits(month, 2)?).ok()?).ok()?;
    let day = u8::try_from(digits(day, 2)?).ok()?;
    Date::from_calendar_date(i32::from(year), month, day).ok()
}

/// A mark in a column of x.
pub(super) fn mark(text: &str) -> Result<bool, ImportFaultKind> {
    match names::fold(text).as_str() {
        "" | "khong" | "no" | "0" | "false" => Ok(false),
        "x" | "co" | "yes" | "1" | "true" => Ok(true),
        _ => Err(ImportFaultKind::UnreadableMark {
            text: excerpt(text),
        }),
    }
}

/// How a post is held; empty is the ordinary way.
pub(super) fn post_type(text: &str) -> Result<PostType, ImportFaultKind> {
    let folded = names::fold(text).replace(['_', '-'], " ");
    Ok(match folded.as_str() {
        "" | "chinh thuc" | "regular" => PostType::Regular,
        "quyen" | "acting" => PostType::Acting,
        "phu trach" | "in charge" => PostType::InCharge,
        "kiem nhiem" | "concurrent" => PostType::Concurrent,
        "biet phai" | "seconded" | "secondment" => PostType::Seconded,
        _ => {
            return Err(ImportFaultKind::UnknownPostType {
                text: excerpt(text),
            });
        }
    })
}

/// An e-mail address, in its everyday shape. Empty is none.
pub(super) fn email(text: &str) -> Result<Option<&str>, ImportFaultKind> {
    if text.is_empty() {
        return Ok(None);
    }
    within(text, limit::EMAIL)?;
    let is_good = text.is_ascii()
        && !text.contains([' ', ',', ';', '<', '>', '"', '(', ')', ':'])
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.len() <= 64
                && domain.contains('.')
                && !domain.contains('@')
                && domain.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && label
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                })
        });
    if is_good {
        Ok(Some(text))
    } else {
        Err(ImportFaultKind::UnreadableEmail {
            text: excerpt(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date as day;

    use super::*;

    #[test]
    fn dates_are_read_day_first_or_year_first() {
        for text in [
            "05/10/2026",
            "5/10/2026",
            "2026-10-05",
            "05-10-2026",
            "05.10.2026",
        ] {
            assert_eq!(date(text).unwrap(), Some(day!(2026 - 10 - 05)), "{text}");
        }
        assert_eq!(date("").unwrap(), None);
    }

    #[test]
    fn what_is_no_date_is_said_and_not_guessed() {
        for text in [
            "31/02/2026",
            "10/31/2026",
            "5/10/26",
            "2026/10/05",
            "hôm nay",
            "45000",
            "05/10/2026 00:00",
            "05/10",
            "--",
            "05-10-0226",
            "+5/10/2026",
            "05/１0/2026",
        ] {
            assert_eq!(
                date(text),
                Err(ImportFaultKind::UnreadableDate { text: text.into() }),
                "{text}"
            );
        }
    }

    #[test]
    fn post_types_are_known_in_both_languages() {
        for (text, kind) in [
            ("Chính thức", PostType::Regular),
            ("", PostType::Regular),
            ("QUYỀN", PostType::Acting),
            ("phụ trách", PostType::InCharge),
            ("in_charge", PostType::InCharge),
            ("Kiêm nhiệm", PostType::Concurrent),
            ("biet phai", PostType::Seconded),
        ] {
            assert_eq!(post_type(text), Ok(kind), "{text}");
        }
        assert!(post_type("hợp đồng").is_err());
    }

    #[test]
    fn an_email_address_has_one_at_sign_and_a_dotted_domain() {
        for good in ["an.nv@bo.gov.vn", "a+b@x-y.vn"] {
            assert_eq!(email(good), Ok(Some(good)));
        }
        assert_eq!(email(""), Ok(None));
        for bad in [
            "an",
            "an@",
            "@bo.vn",
            "an@bo",
            "an@@bo.vn",
            "an nv@bo.vn",
            "an@bo..vn",
            "ân@bo.vn",
            "a@b.vn;c@d.vn",
            "an@bo.vn.",
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_code_is_one_word() {
        assert_eq!(staff_code("CB-001/TC"), Ok("CB-001/TC"));
        for bad in ["CB 001", "CB;1", "CB|1", "CB,1", ""] {
            assert!(staff_code(bad).is_err(), "{bad}");
        }
        assert_eq!(
            codes(" CB1; CB2|CB3  CB4 ").collect::<Vec<_>>(),
            ["CB1", "CB2", "CB3", "CB4"]
        );
    }

    #[test]
    fn a_path_is_written_one_way() {
        assert_eq!(unit_path("/Bộ / Vụ A//Phòng 1/ "), "Bộ/Vụ A/Phòng 1");
        assert_eq!(unit_path(" / "), "");
    }

    #[test]
    fn marks_are_x_or_yes_and_nothing_else() {
        assert_eq!(mark("X"), Ok(true));
        assert_eq!(mark("có"), Ok(true));
        assert_eq!(mark(""), Ok(false));
        assert!(mark("trưởng phòng").is_err());
    }
}
