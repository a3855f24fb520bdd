//! Names as Vietnamese usage has them: one field, kept in NFC, found without marks, and sorted by
//! the given name, which is the last word, then by the rest from the family name on.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Text as it is kept: NFC, inner white space as one space, none at the ends, and none of the
/// invisible characters that copying from web pages and word processors leaves behind.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut space_due = false;
    for letter in text.nfc() {
        if letter.is_whitespace() {
            space_due = !cleaned.is_empty();
        } else if !is_invisible(letter) {
            if space_due {
                cleaned.push(' ');
                space_due = false;
            }
            cleaned.push(letter);
        }
    }
    // Where an invisible character stood between a letter and its mark, they meet only now.
    if is_nfc(&cleaned) {
        Cow::Owned(cleaned)
    } else {
        Cow::Owned(cleaned.nfc().collect())
    }
}

/// Most fields of most files are clean; they need no copy.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        if is_invisible(letter) || (letter.is_whitespace() && (letter != ' ' || before == ' ')) {
            return false;
        }
        before = letter;
    }
    (text.is_empty() || before != ' ') && (text.is_ascii() || is_nfc(text))
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        )
}

/// Text as the search sees it: lower case, without marks, đ as d.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// What the search looks in for a person.
pub fn search_text(full_name: &str, staff_code: &str) -> String {
    let mut text = fold(full_name);
    text.push(' ');
    text.push_str(&fold(staff_code));
    text
}

/// Makes keys that, compared byte by byte, give Vietnamese order.
///
/// Each word has a key of its own, ended by a zero byte (which no key contains), because
/// Vietnamese compares word by word: a tone in the first word counts before any letter of the
/// second.
pub struct SortKeys {
    collator: CollatorBorrowed<'static>,
    words: HashMap<Arc<str>, Arc<[u8]>>,
}

impl std::fmt::Debug for SortKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SortKeys")
            .field("words", &self.words.len())
            .finish_non_exhaustive()
    }
}

/// The collation data of Vietnamese are not part of this program.
#[derive(Debug, thiserror::Error)]
#[error("no collation data for Vietnamese")]
pub struct NoCollation;

/// More distinct words than this are not remembered.
const WORDS_REMEMBERED: usize = 50_000;

impl SortKeys {
    /// Loads the order.
    pub fn new() -> Result<Self, NoCollation> {
        let mut preferences = CollatorPreferences::from(&icu_locale_core::locale!("vi"));
        // "Phòng 2" before "Phòng 10".
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::NonIgnorable);
        let collator = CollatorBorrowed::try_new(preferences, options).map_err(|_| NoCollation)?;
        Ok(Self {
            collator,
            words: HashMap::new(),
        })
    }

    /// Key of a person: the given name, then the rest.
    pub fn person(&mut self, full_name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(64);
        let (rest, given) = full_name
            .trim()
            .rsplit_once(' ')
            .unwrap_or(("", full_name.trim()));
        self.push_words(given, &mut key);
        self.push_words(rest, &mut key);
        key
    }

    /// Key of a unit: level by level, so that a unit is followed by the units below it.
    pub fn unit(&mut self, path: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(64);
        for level in path.split('/') {
            self.push_words(level, &mut key);
            key.push(0);
        }
        key
    }

    fn push_words(&mut self, text: &str, key: &mut Vec<u8>) {
        for word in text.split_whitespace() {
            if let Some(known) = self.words.get(word) {
                key.extend_from_slice(known);
            } else {
                let mut of_word = Vec::with_capacity(16);
                let Ok(()) = self.collator.write_sort_key_to(word, &mut of_word);
                of_word.push(0);
                key.extend_from_slice(&of_word);
                if self.words.len() < WORDS_REMEMBERED {
                    self.words.insert(Arc::from(word), Arc::from(of_word));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
        let mut keys = SortKeys::new().unwrap();
        let mut names: Vec<_> = names
            .iter()
            .map(|name| (keys.person(name), *name))
            .collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn people_are_sorted_by_given_name_then_family_name() {
        assert_eq!(
            sorted(&[
                "Trần Văn Bình",
                "Lê Thị Ân",
                "Nguyễn Văn An",
                "Đỗ Văn Bình",
                "Lê Văn An"
            ]),
            [
                "Lê Văn An",
                "Nguyễn Văn An",
                "Lê Thị Ân",
                "Đỗ Văn Bình",
                "Trần Văn Bình"
            ]
        );
    }

    #[test]
    fn d_with_stroke_comes_after_d_and_before_e() {
        assert_eq!(
            sorted(&["Lê Én", "Lê Đào", "Lê Dung", "Lê Duyên"]),
            ["Lê Dung", "Lê Duyên", "Lê Đào", "Lê Én"]
        );
    }

    #[test]
    fn a_tone_in_the_given_name_counts_before_the_family_name() {
        // Level before hook, tilde, acute and so on; all of one given name stand together.
        assert_eq!(
            sorted(&["Vũ Hà", "An Há", "An Hà", "Vũ Ha"]),
            ["Vũ Ha", "An Hà", "Vũ Hà", "An Há"]
        );
    }

    #[test]
    fn a_unit_is_followed_by_its_own_and_numbers_go_by_value() {
        let mut keys = SortKeys::new().unwrap();
        let mut paths = [
            "Bộ/Phòng 10",
            "Bộ/Phòng 2",
            "Bộ",
            "Bộ/Phòng 2/Tổ 1",
            "Bộ Tư lệnh",
        ];
        paths.sort_by_key(|path| keys.unit(path));
        assert_eq!(
            paths,
            [
                "Bộ",
                "Bộ/Phòng 2",
                "Bộ/Phòng 2/Tổ 1",
                "Bộ/Phòng 10",
                "Bộ Tư lệnh"
            ]
        );
    }

    #[test]
    fn the_search_ignores_marks_and_case_and_d_with_stroke() {
        assert_eq!(fold("Đỗ Thị HƯỜNG"), "do thi huong");
        assert_eq!(fold("đồng"), fold("ĐO\u{302}\u{300}NG"));
    }

    #[test]
    fn cleaned_text_is_nfc_with_single_spaces_and_nothing_invisible() {
        assert_eq!(
            clean("  Nguye\u{302}\u{303}n\u{a0} \u{200b}Va\u{306}n\r\nAn\u{feff}\0 "),
            "Nguyễn Văn An"
        );
        assert_eq!(clean(" \u{200b} "), "");
    }
}
