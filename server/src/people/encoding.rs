//! From the bytes of an uploaded file to text, or to the reason why not.
//! UTF-8 with or without a byte order mark, and UTF-16 with one, are read;
//! everything else is named and refused with advice.

use std::borrow::Cow;

use contract::people::ImportFaultKind;

use super::legacy_fonts::{self, LegacyFont};

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const ZIP_MARK: &[u8] = b"PK\x03\x04";
const OLE_MARK: &[u8] = b"\xd0\xcf\x11\xe0";

/// The text of a file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ImportFaultKind> {
    if bytes.starts_with(ZIP_MARK) || bytes.starts_with(OLE_MARK) {
        return Err(ImportFaultKind::Workbook);
    }
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
            let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
            if had_errors {
                return Err(ImportFaultKind::EncodingUtf16);
            }
            text
        }
        _ => {
            let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
            if has_zeros_like_utf16(bytes) {
                return Err(ImportFaultKind::EncodingUtf16);
            }
            match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => return Err(name_of_other(bytes)),
            }
        }
    };
    if let Some(font) = legacy_fonts::of_file(&text) {
        return Err(fault(font));
    }
    if text.trim().is_empty() {
        return Err(ImportFaultKind::EmptyFile);
    }
    Ok(text)
}

/// The fault that names a font family.
pub(super) const fn fault(font: LegacyFont) -> ImportFaultKind {
    match font {
        LegacyFont::Tcvn3 => ImportFaultKind::EncodingTcvn3,
        LegacyFont::Vni => ImportFaultKind::EncodingVni,
    }
}

fn name_of_other(bytes: &[u8]) -> ImportFaultKind {
    // Old fonts gave their shapes to the code page of Western Europe.
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    legacy_fonts::of_file(&text).map_or(ImportFaultKind::EncodingUnknown, fault)
}

/// UTF-16 without its mark: in ASCII passages every other byte is zero.
fn has_zeros_like_utf16(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4_096)).unwrap_or(bytes);
    let n_zeros = head.iter().filter(|byte| **byte == 0).count();
    n_zeros > 0 && n_zeros * 5 > head.len()
}

#[cfg(test)]
mod tests {
    use super::super::legacy_fonts::samples::{SENTENCES, tcvn3, vni};
    use super::*;

    fn latin1(text: &str) -> Vec<u8> {
        text.chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect()
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff_u16);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    fn file() -> String {
        format!("Mã,Họ và tên\r\n1,{}\r\n", SENTENCES.join("\r\n2,"))
    }

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        let text = file();
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        let marked = [UTF8_MARK, text.as_bytes()].concat();
        assert_eq!(decode(&marked).unwrap(), text);
    }

    #[test]
    fn utf16_is_read_with_its_mark_and_named_without() {
        let text = file();
        for little in [true, false] {
            assert_eq!(decode(&utf16(&text, little, true)).unwrap(), text);
            assert_eq!(
                decode(&utf16(&text, little, false)),
                Err(ImportFaultKind::EncodingUtf16)
            );
        }
        let mut cut = utf16(&text, true, true);
        cut.pop();
        assert_eq!(decode(&cut), Err(ImportFaultKind::EncodingUtf16));
    }

    #[test]
    fn abc_fonts_are_named_as_bytes_and_inside_utf8() {
        let text = tcvn3(&file());
        assert_eq!(decode(&latin1(&text)), Err(ImportFaultKind::EncodingTcvn3));
        assert_eq!(decode(text.as_bytes()), Err(ImportFaultKind::EncodingTcvn3));
    }

    #[test]
    fn vni_fonts_are_named_as_bytes_and_inside_utf8() {
        let text = vni(&file());
        assert_eq!(decode(&latin1(&text)), Err(ImportFaultKind::EncodingVni));
        assert_eq!(decode(text.as_bytes()), Err(ImportFaultKind::EncodingVni));
    }

    #[test]
    fn windows_1258_is_refused_as_unknown_and_not_as_an_old_font() {
        let text = "Mã,Họ và tên\n1,Nguyễn Văn Thành\n2,Trần Thị Hường, Phó Vụ trưởng\n";
        let bytes = windows_1258(text);
        assert_eq!(decode(&bytes), Err(ImportFaultKind::EncodingUnknown));
    }

    #[test]
    fn a_workbook_and_an_empty_file_are_named() {
        assert_eq!(decode(b"PK\x03\x04rest"), Err(ImportFaultKind::Workbook));
        assert_eq!(
            decode(b"\xd0\xcf\x11\xe0rest"),
            Err(ImportFaultKind::Workbook)
        );
        assert_eq!(decode(b""), Err(ImportFaultKind::EmptyFile));
        assert_eq!(
            decode(b"\xef\xbb\xbf \r\n"),
            Err(ImportFaultKind::EmptyFile)
        );
    }

    /// Base letters with hat, breve or horn as one byte, tones as a byte that follows.
    fn windows_1258(text: &str) -> Vec<u8> {
        use unicode_normalization::UnicodeNormalization;
        const TONES: [(char, u8); 5] = [
            ('\u{300}', 0xcc),
            ('\u{309}', 0xd2),
            ('\u{303}', 0xde),
            ('\u{301}', 0xec),
            ('\u{323}', 0xf2),
        ];
        let mut bytes = Vec::new();
        for letter in text.chars() {
            let parts: Vec<char> = letter.nfd().collect();
            let tone = TONES.iter().find(|(tone, _)| parts.contains(tone));
            let bare: String = parts
                .into_iter()
                .filter(|part| tone.is_none_or(|(tone, _)| tone != part))
                .nfc()
                .collect();
            let (encoded, _, unmappable) = encoding_rs::WINDOWS_1258.encode(&bare);
            assert!(!unmappable, "{letter}");
            bytes.extend_from_slice(&encoded);
            bytes.extend(tone.map(|(_, byte)| *byte));
        }
        bytes
    }
}
