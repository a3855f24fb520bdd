//! The words of a formula, each with the place where it stands.

use super::faulty;
use crate::refusal::Refusal;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Name of a column; between backquotes it may hold anything.
    Name(String),
    /// A number, of which a formula knows 0 and 1.
    Number(String),
    /// One of `~ + - : * / | ( )`.
    Sign(char),
}

/// The words with their places, counted in letters from 1.
pub(super) fn tokens(formula: &str) -> Result<Vec<(usize, Token)>, Refusal> {
    let letters: Vec<char> = formula.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let letter = letters[at];
        let run = |keep: fn(char) -> bool| {
            let rest = &letters[start..];
            rest.iter().take_while(|letter| keep(**letter)).count()
        };
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        let token = if letter == '`' {
            let length = letters[at + 1..].iter().position(|letter| *letter == '`');
            let Some(length) = length else {
                return Err(faulty(
                    format!("dấu ` ở ký tự {} không được đóng lại", at + 1),
                    format!("the ` at letter {} is never closed", at + 1),
                ));
            };
            at += length + 2;
            Token::Name(letters[start + 1..start + 1 + length].iter().collect())
        } else if letter.is_ascii_digit() {
            at += run(|letter| letter.is_ascii_digit() || letter == '.');
            Token::Number(letters[start..at].iter().collect())
        } else if letter.is_alphabetic() || letter == '_' || letter == '.' {
            at += run(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
            Token::Name(letters[start..at].iter().collect())
        } else if "~+-:*/|()".contains(letter) {
            at += 1;
            Token::Sign(letter)
        } else {
            return Err(faulty(
                format!(
                    "không hiểu “{letter}” ở ký tự {}. Tên cột có dấu cách hay dấu khác thì đặt \
                     giữa hai dấu `",
                    at + 1
                ),
                format!(
                    "“{letter}” at letter {} means nothing here. Put a name with spaces or other \
                     signs between backquotes",
                    at + 1
                ),
            ));
        };
        tokens.push((start + 1, token));
    }
    Ok(tokens)
}
