//! Codes that people carry: the link code of an invitation, its short code for paper, and the
//! one-time code as an edit code. Only their hashes are kept.
//!
//! All are written in Crockford's base32: no I, L, O or U, so nothing is confused when it is read
//! aloud or typed off paper. What is read back forgives case, spaces, hyphens, and the letters
//! that were left out.

use std::fmt;

use crate::canonical::sha256;
use crate::rng::{self, NoRandomness};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LINK_CHARS: usize = 26;
const SHORT_CHARS: usize = 12;
const SHORT_GROUP: usize = 4;

/// The code of an invitation link: 128 random bits, 26 characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LinkCode([u8; 16]);

/// The code printed in an invitation: 60 random bits, written XXXX-XXXX-XXXX.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShortCode(u64);

/// A one-time code as people see it, for editing an answer given with the plain form:
/// 128 bits in groups of four and a last group of two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EditCode([u8; 16]);

/// What was typed has not the shape of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the shape of a code")]
pub struct NotACode;

impl LinkCode {
    /// Draws one.
    pub fn draw() -> Result<Self, NoRandomness> {
        Ok(Self(rng::bytes()?))
    }

    /// Takes the first 128 of 256 random bits.
    pub fn from_random(bits: &[u8; 32]) -> Self {
        let mut code = [0; 16];
        code.copy_from_slice(&bits[..16]);
        Self(code)
    }

    /// Reads one back.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let digits = read::<LINK_CHARS>(text)?;
        join128(&digits).map(Self)
    }

    /// What is kept of it. 128 random bits need no salt: nobody can try them all.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&self.0)
    }
}

impl fmt::Display for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write::<LINK_CHARS>(u128::from_be_bytes(self.0), 0))
    }
}

impl ShortCode {
    /// Draws one.
    pub fn draw() -> Result<Self, NoRandomness> {
        Ok(Self(u64::from_be_bytes(rng::bytes()?) >> 4))
    }

    /// Takes the first 60 of 256 random bits.
    pub fn from_random(bits: &[u8; 32]) -> Self {
        let mut code = [0; 8];
        code.copy_from_slice(&bits[..8]);
        Self(u64::from_be_bytes(code) >> 4)
    }

    /// Reads one back.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let digits = read::<SHORT_CHARS>(text)?;
        Ok(Self(
            digits
                .iter()
                .fold(0, |bits, digit| (bits << 5) | u64::from(*digit)),
        ))
    }

    /// The bits, for a hash with the server's pepper: 60 bits alone could be tried out by
    /// whoever holds the hashes.
    pub const fn bytes(&self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write::<SHORT_CHARS>(u128::from(self.0), SHORT_GROUP))
    }
}

impl EditCode {
    /// Shows a one-time code.
    pub const fn of(code: [u8; 16]) -> Self {
        Self(code)
    }

    /// Reads one back.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let digits = read::<LINK_CHARS>(text)?;
        join128(&digits).map(Self)
    }

    /// The one-time code.
    pub const fn code(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for EditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write::<LINK_CHARS>(
            u128::from_be_bytes(self.0),
            SHORT_GROUP,
        ))
    }
}

/// A code never reaches a log by way of `{:?}`.
macro_rules! hidden_in_logs {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
hidden_in_logs!(LinkCode, ShortCode, EditCode);

/// `N` base32 digits of the lowest bits, most significant first, with a hyphen after each group.
fn write<const N: usize>(bits: u128, group: usize) -> String {
    let mut text = String::with_capacity(N + N / 4);
    for position in 0..N {
        if group > 0 && position > 0 && position % group == 0 {
            text.push('-');
        }
        let digit = (bits >> (5 * (N - 1 - position))) & 31;
        text.push(char::from(ALPHABET[digit as usize]));
    }
    text
}

fn read<const N: usize>(text: &str) -> Result<[u8; N], NotACode> {
    let mut digits = [0; N];
    let mut n = 0;
    for letter in text.chars() {
        let letter = match letter.to_ascii_uppercase() {
            // Dashes that word processors and phones make of a hyphen.
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => continue,
            space if space.is_whitespace() => continue,
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digit = ALPHABET
            .iter()
            .position(|known| char::from(*known) == letter);
        let (Some(digit), Some(place)) = (digit, digits.get_mut(n)) else {
            return Err(NotACode);
        };
        *place = digit as u8;
        n += 1;
    }
    if n == N { Ok(digits) } else { Err(NotACode) }
}

/// 26 digits hold 130 bits; the first two must be zero, or the text is none of ours.
fn join128(digits: &[u8; LINK_CHARS]) -> Result<[u8; 16], NotACode> {
    if digits[0] > 7 {
        return Err(NotACode);
    }
    let bits = digits
        .iter()
        .fold(0_u128, |bits, digit| (bits << 5) | u128::from(*digit));
    Ok(bits.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_reads_back_as_it_was_written(bits: u128) {
            let link = LinkCode(bits.to_be_bytes());
            prop_assert_eq!(LinkCode::parse(&link.to_string()), Ok(link));
            let short = ShortCode((bits as u64) >> 4);
            prop_assert_eq!(ShortCode::parse(&short.to_string()), Ok(short));
            let edit = EditCode::of(bits.to_be_bytes());
            prop_assert_eq!(EditCode::parse(&edit.to_string()), Ok(edit));
        }

        #[test]
        fn reading_a_code_never_fails_otherwise_than_by_saying_so(text: String) {
            let _ = LinkCode::parse(&text);
            let _ = EditCode::parse(&text);
            let _ = ShortCode::parse(&text);
        }
    }

    #[test]
    fn a_short_code_is_three_groups_of_four() {
        assert_eq!(ShortCode(0).to_string(), "0000-0000-0000");
        assert_eq!(ShortCode((1 << 60) - 1).to_string(), "ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn typing_off_paper_is_forgiven() {
        let code = ShortCode::parse("01AB-CDEF-GH10").unwrap();
        for typed in [
            "01abcdefgh10",
            " oLab–cdef–ghiO ",
            "0 1 a b c d e f g h 1 0",
            "OIAB CDEF GHL0\n",
        ] {
            assert_eq!(ShortCode::parse(typed), Ok(code), "{typed}");
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_strange_is_no_code() {
        for typed in [
            "",
            "01AB-CDEF-GH1",
            "01AB-CDEF-GH100",
            "01AB-CDEF-GHU0",
            "01AB_CDEF_GH10",
            "đồng-chí-đây",
        ] {
            assert_eq!(ShortCode::parse(typed), Err(NotACode), "{typed}");
        }
        // 130 bits do not fit into 128.
        assert_eq!(LinkCode::parse(&"Z".repeat(26)), Err(NotACode));
    }

    #[test]
    fn drawn_codes_differ() {
        assert_ne!(LinkCode::draw().unwrap(), LinkCode::draw().unwrap());
        assert_ne!(ShortCode::draw().unwrap(), ShortCode::draw().unwrap());
    }

    #[test]
    fn a_code_does_not_show_in_a_log() {
        let code = ShortCode::parse("01AB-CDEF-GH10").unwrap();
        assert_eq!(format!("{code:?}"), "ShortCode(…)");
    }
}
