//! Looks, in the browser only, for what could tell others who wrote a comment: telephone numbers,
//! e-mail addresses, names of people. It hints and forbids nothing, so it may be wrong now and then.

/// What a text seems to contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A telephone number or the number of an identity card.
    Number,
    /// An e-mail address.
    Email,
    /// The name of somebody other than the subject.
    Name,
}

/// Words before a name.
const ADDRESSES: [&str; 18] = [
    "anh",
    "chị",
    "em",
    "ông",
    "bà",
    "cô",
    "chú",
    "bác",
    "thầy",
    "đồng chí",
    "đ/c",
    "mr",
    "mrs",
    "ms",
    "sếp",
    "cháu",
    "cụ",
    "dì",
];

/// The family names of about nine in ten Vietnamese.
const FAMILY_NAMES: [&str; 24] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Đoàn", "Mai", "Trương", "Lâm", "Cao", "Tạ",
];

/// What `text` seems to contain, each kind once. The words of `subject`, his full name, are no hint:
/// everybody knows whom the form is about.
pub fn hints(text: &str, subject: &str) -> Vec<Hint> {
    let mut found = Vec::new();
    if has_number(text) {
        found.push(Hint::Number);
    }
    if text.split_whitespace().any(is_email) {
        found.push(Hint::Email);
    }
    if has_name(text, subject) {
        found.push(Hint::Name);
    }
    found
}

/// Nine to twelve digits in a row, with the separators that telephone numbers are written with,
/// when they begin like a telephone number, or without any separator like a card's.
fn has_number(text: &str) -> bool {
    let separates = |letter: char| matches!(letter, ' ' | '.' | '-' | '(' | ')');
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '+' || separates(letter)))
        .any(|run| {
            let run = run.trim_matches(separates);
            let digits: String = run.chars().filter(char::is_ascii_digit).collect();
            let like_telephone =
                run.starts_with('0') || run.starts_with("+84") || run.starts_with("84");
            let unbroken = digits.len() == run.len();
            matches!(digits.len(), 9..=12) && (like_telephone || unbroken)
        })
}

fn is_email(word: &str) -> bool {
    match word.split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && host
                    .trim_end_matches(|letter: char| !letter.is_alphanumeric())
                    .contains('.')
        }
        None => false,
    }
}

/// A form of address before a capital letter, or a family name before one.
fn has_name(text: &str, subject: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let of_subject = |word: &str| subject.split_whitespace().any(|name| name == word);
    words.windows(2).enumerate().any(|(at, pair)| {
        let [before, name] = pair else { return false };
        if !starts_with_capital(name) || of_subject(name) {
            return false;
        }
        let one_word = ADDRESSES.iter().any(|address| is_word(before, address));
        let two_words = at > 0 && is_word(before, "chí") && is_word(words[at - 1], "đồng");
        one_word || two_words || (FAMILY_NAMES.contains(before) && !of_subject(before))
    })
}

/// Whether this is that word, which is written small, with a capital at the beginning or not.
fn is_word(written: &str, small: &str) -> bool {
    let (mut written, mut small) = (written.chars(), small.chars());
    written.next().map(to_small) == small.next() && written.eq(small)
}

fn starts_with_capital(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|letter| to_small(letter) != letter)
}

/// The small letter of a capital, for the letters of Vietnamese and English. (The tables of the
/// standard library, for all scripts, weigh more than the rest of this file.)
const fn to_small(letter: char) -> char {
    let code = letter as u32;
    let small = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => code + 32,
        // in these ranges capital and small letter take turns
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' => code | 1,
        'Ư' => 'ư' as u32,
        'Ạ'..='ỹ' => code | 1,
        _ => code,
    };
    match char::from_u32(small) {
        Some(small) => small,
        None => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: &str = "Trần Thị Minh Hạnh";

    #[test]
    fn telephone_numbers_are_seen_however_they_are_written() {
        for text in [
            "gọi 0912 345 678 nhé",
            "+84 91-234-5678",
            "(024) 3825.1234",
            "CCCD 001234567890",
        ] {
            assert_eq!(hints(text, SUBJECT), [Hint::Number], "{text}");
        }
    }

    #[test]
    fn years_amounts_and_decrees_are_no_telephone_numbers() {
        for text in [
            "2024-2025",
            "1.000.000.000 đồng",
            "Nghị định 73/2023/NĐ-CP",
            "12/05/2026",
            "5 - 7 người",
        ] {
            assert_eq!(hints(text, SUBJECT), [], "{text}");
        }
    }

    #[test]
    fn email_addresses_are_seen() {
        assert_eq!(
            hints("viết cho lan.nt@bo.example.vn.", SUBJECT),
            [Hint::Email]
        );
        assert_eq!(hints("họp lúc 9h @ phòng 2", SUBJECT), []);
    }

    #[test]
    fn names_of_others_are_seen_and_the_subjects_is_not() {
        for text in [
            "nên nghe anh Nam hơn",
            "Nguyễn Văn An làm rất tốt",
            "ask Mr. Bình",
            "giao cho đồng chí Lan",
        ] {
            assert_eq!(hints(text, SUBJECT), [Hint::Name], "{text}");
        }
        for text in [
            "đồng chí Hạnh nên họp ngắn hơn",
            "Trần Thị Minh Hạnh",
            "Vụ Tổ chức cán bộ",
            "anh/chị em trong phòng",
        ] {
            assert_eq!(hints(text, SUBJECT), [], "{text}");
        }
    }

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        let letters = "AZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";
        for letter in letters.chars() {
            let small = letter.to_lowercase().next().unwrap();
            assert_eq!(to_small(letter), small);
            assert_eq!(to_small(small), small);
        }
        assert_eq!(to_small('7'), '7');
    }

    #[test]
    fn each_kind_is_named_once() {
        let text = "anh Nam 0912345678, chị Lan 0987654321";
        assert_eq!(hints(text, SUBJECT), [Hint::Number, Hint::Name]);
    }
}
