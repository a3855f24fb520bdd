//! Vietnamese typed in the fonts of the nineties: TCVN3 (ABC, `.VnTime`) and VNI (`VNI-Times`).
//!
//! Such text is Latin-1 to a computer; only the font made it Vietnamese. It reaches us as bytes of
//! a file that is no UTF-8, or as Latin-1 letters inside a proper UTF-8 file, when a spreadsheet
//! program saved cells typed in such a font. Both look alike once decoded, so this looks at letters.
//!
//! What gives it away are spellings that no language of Vietnam has: in TCVN3 a currency sign or
//! a capital inside a word (`NguyÔn V¨n Thµnh`), in VNI a vowel followed by the letter that stands
//! for its mark (`Nguyeãn Vaên Thaønh`).

/// A font family that is not Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LegacyFont {
    /// ABC fonts, named `.Vn…`.
    Tcvn3,
    /// Fonts named `VNI-…`.
    Vni,
}

/// The font family in which a short text seems to be typed.
pub(super) fn of_text(text: &str) -> Option<LegacyFont> {
    if text.is_ascii() {
        return None;
    }
    let counts = Counts::of(text);
    counts.winner()
}

/// The font family in which most Vietnamese words of a file seem to be typed.
pub(super) fn of_file(text: &str) -> Option<LegacyFont> {
    let counts = Counts::of(text);
    // A file in such a font has next to no Unicode Vietnamese. A few odd cells in a good file
    // are reported one by one, with their row and column.
    let legacy = counts.n_tcvn3.max(counts.n_vni);
    (legacy > counts.n_unicode)
        .then(|| counts.winner())
        .flatten()
}

/// Words by what they look like.
#[derive(Debug, Default)]
struct Counts {
    n_unicode: u64,
    n_tcvn3: u64,
    n_vni: u64,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let separates = |letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic();
        for word in text.split(separates) {
            if word.is_ascii() {
                continue;
            }
            if word.chars().any(is_unicode_vietnamese) {
                counts.n_unicode += 1;
            } else if looks_like_tcvn3(word) {
                counts.n_tcvn3 += 1;
            } else if looks_like_vni(word) {
                counts.n_vni += 1;
            }
        }
        counts
    }

    const fn winner(&self) -> Option<LegacyFont> {
        if self.n_tcvn3 == 0 && self.n_vni == 0 {
            None
        } else if self.n_tcvn3 >= self.n_vni {
            Some(LegacyFont::Tcvn3)
        } else {
            Some(LegacyFont::Vni)
        }
    }
}

/// Letters that Vietnamese has and Latin-1 has not, and marks that combine.
const fn is_unicode_vietnamese(letter: char) -> bool {
    matches!(
        letter,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
            | '\u{1ea0}'..='\u{1ef9}'
            | '\u{300}'..='\u{323}'
    )
}

fn looks_like_tcvn3(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.iter().enumerate().any(|(at, &letter)| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let beside = |neighbour: Option<char>| neighbour.is_some_and(|l| l.is_ascii_alphabetic());
        match letter {
            // ă ư à ả á ạ and so on: signs that hardly ever touch a letter elsewhere
            '¨' | '\u{ad}' | 'µ' | '¶' | '¸' | '¹' | '¼' | '½' | '¬' | 'ª' | '¾' => {
                beside(before) || beside(after)
            }
            // đ begins a word; a trade mark ends one
            '®' => beside(after),
            // â ô ã ằ: quotes and signs that may touch a word from outside
            '©' | '«' | '·' | '»' => beside(before) && beside(after),
            // capitals of Latin-1 inside a word in small letters; the three that Windows-1258
            // uses for its marks prove nothing
            'Ì' | 'Ò' | 'Þ' => false,
            'À'..='Ý' => before.is_some_and(|l| l.is_ascii_lowercase()),
            _ => false,
        }
    })
}

fn looks_like_vni(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(&mark) = letters.peek() else { break };
        let mark = mark.to_lowercase().next().unwrap_or(mark);
        let is_pair = match letter.to_lowercase().next().unwrap_or(letter) {
            'a' => matches!(
                mark,
                'ø' | 'ù'
                    | 'û'
                    | 'õ'
                    | 'ï'
                    | 'â'
                    | 'á'
                    | 'à'
                    | 'å'
                    | 'ã'
                    | 'ä'
                    | 'ê'
                    | 'é'
                    | 'è'
                    | 'ü'
                    | 'ë'
            ),
            'e' => matches!(
                mark,
                'ø' | 'ù' | 'û' | 'õ' | 'ï' | 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä'
            ),
            // "oà", "oá" and "oã" are good Vietnamese as well (hoàng, khoán, doãn)
            'o' => matches!(mark, 'ø' | 'ù' | 'û' | 'õ' | 'ï' | 'â' | 'å' | 'ä'),
            'u' => matches!(mark, 'ø' | 'ù' | 'û' | 'õ' | 'ï'),
            'y' => matches!(mark, 'ø' | 'ù' | 'û' | 'õ'),
            'ô' | 'ö' => matches!(mark, 'ø' | 'ù' | 'û' | 'õ' | 'ï'),
            _ => false,
        };
        if is_pair {
            return true;
        }
    }
    // đ is ñ, and ư is ö: "ñöôïc", "Ñoâng". No word of Vietnam's languages begins with ö.
    word.starts_with(['ñ', 'Ñ']) && word.chars().nth(1).is_some_and(|l| "aeiouyôö".contains(l))
}

#[cfg(test)]
pub(super) mod samples {
    //! Real sentences, encoded by table.

    pub const SENTENCES: [&str; 8] = [
        "Nguyễn Văn Thành",
        "Trần Thị Hồng Nhung",
        "Phó Vụ trưởng Vụ Tổ chức cán bộ",
        "Đơn vị trực thuộc Bộ",
        "Lê Hoàng Đức",
        "chuyên viên phòng Kế hoạch",
        "Phạm Quốc Khánh, Vụ Pháp chế",
        "Độc lập, tự do, hạnh phúc",
    ];

    /// Small letters of TCVN3 with their codes in Latin-1; capitals with tones have none of their
    /// own (they come from a capital font), so capitals map to the bare capital vowel.
    const TCVN3: &str = "ă¨â©êªô«ơ¬ư\u{ad}đ®àµả¶ã·á¸ạ¹ằ»ẳ¼ẵ½ắ¾ặÆầÇẩÈẫÉấÊậËèÌẻÎẽÏéÐẹÑềÒểÓễÔếÕệÖì×ỉØĩÜíÝịÞòßỏáõâóãọäồåổæỗçốèộéờêởëỡìớíợîùïủñũòúóụôừõửöữ÷ứøựùỳúỷûỹüýýỵþĂ¡Â¢Ê£Ô¤Ơ¥Ư¦Đ§";

    const VNI: [(&str, &str); 5] = [
        // letters that one code stands for
        ("đĐơưịỉĩíìỵ", "ñÑôöòæóíìî"),
        // marks on a e o u y ơ ư
        ("áàảãạ", "ùøûõï"),
        // circumflex
        ("âấầẩẫậ", "âáàåãä"),
        // breve
        ("ăắằẳẵặ", "êéèúüë"),
        ("", ""),
    ];

    pub fn tcvn3(text: &str) -> String {
        let table: Vec<char> = TCVN3.chars().collect();
        text.chars()
            .map(|letter| {
                table
                    .chunks(2)
                    .find(|pair| pair[0] == letter)
                    .map_or(letter, |pair| pair[1])
            })
            .collect()
    }

    pub fn vni(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        text.chars()
            .map(|letter| {
                if let Some(at) = VNI[0].0.chars().position(|known| known == letter) {
                    return VNI[0].1.chars().nth(at).unwrap().to_string();
                }
                let parts: Vec<char> = letter.nfd().collect();
                let base = parts[0];
                let tone = parts.iter().find_map(|mark| {
                    "\u{301}\u{300}\u{309}\u{303}\u{323}"
                        .find(*mark)
                        .map(|byte| byte / 2)
                });
                let row = if parts.contains(&'\u{302}') {
                    2
                } else if parts.contains(&'\u{306}') {
                    3
                } else {
                    1
                };
                let column = match (row, tone) {
                    (1, None) => {
                        // ơ and ư have codes of their own; with a tone the mark follows them
                        return letter.to_string();
                    }
                    (1, Some(tone)) => tone,
                    (_, None) => 0,
                    (_, Some(tone)) => tone + 1,
                };
                let base = if parts.contains(&'\u{31b}') {
                    if base == 'o' { 'ô' } else { 'ö' }
                } else {
                    base
                };
                format!("{base}{}", VNI[row].1.chars().nth(column).unwrap())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{SENTENCES, tcvn3, vni};
    use super::*;

    #[test]
    fn the_tables_give_what_the_fonts_gave() {
        assert_eq!(tcvn3("Nguyễn Văn Thành"), "NguyÔn V¨n Thµnh");
        assert_eq!(tcvn3("Phó Vụ trưởng"), "Phã Vô tr\u{ad}ëng");
        assert_eq!(vni("Nguyễn Văn Thành"), "Nguyeãn Vaên Thaønh");
        assert_eq!(vni("được Đông trưởng"), "ñöôïc Ñoâng tröôûng");
    }

    #[test]
    fn sentences_in_abc_fonts_are_told_from_unicode() {
        for sentence in SENTENCES {
            assert_eq!(
                of_text(&tcvn3(sentence)),
                Some(LegacyFont::Tcvn3),
                "{sentence}"
            );
        }
    }

    #[test]
    fn sentences_in_vni_fonts_are_told_from_unicode() {
        for sentence in SENTENCES {
            assert_eq!(of_text(&vni(sentence)), Some(LegacyFont::Vni), "{sentence}");
        }
    }

    #[test]
    fn unicode_vietnamese_and_foreign_names_are_left_alone() {
        use unicode_normalization::UnicodeNormalization;
        for sentence in SENTENCES {
            assert_eq!(of_text(sentence), None, "{sentence}");
            let decomposed: String = sentence.nfd().collect();
            assert_eq!(of_text(&decomposed), None, "{sentence}");
        }
        for name in [
            "Hoàng Khoán",
            "Doãn Hoà",
            "Thuý Oanh",
            "Y Bliă Niê",
            "H’Hen Niê",
            "Müller",
            "José Peña",
            "François",
            "«Sao Vàng»",
            "Tổ 1 · Phòng 2",
            "Hoàng Hoà Bình",
            "TRẦN HOÀNG OÁNH",
            "LÒ VÀ LÝ",
            "ĐẠO",
            "2 m²",
        ] {
            assert_eq!(of_text(name), None, "{name}");
        }
    }

    #[test]
    fn a_file_with_one_odd_cell_is_not_refused_as_a_whole() {
        let mut text = SENTENCES.join("\n");
        text.push_str(&tcvn3("Nguyễn Văn Thành"));
        assert_eq!(of_file(&text), None);
        assert_eq!(of_file(&tcvn3(&text)), Some(LegacyFont::Tcvn3));
        assert_eq!(of_file(&vni(&SENTENCES.join("\n"))), Some(LegacyFont::Vni));
    }
}
