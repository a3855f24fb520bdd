//! The envelope: an answer on its way, always of its campaign's one size.
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 4 | the letters `TCB1`: the format and its version |
//! | 4 | 16 | the one-time code |
//! | 20 | 16 | the subject inside the campaign |
//! | 36 | 1 | the relation |
//! | 37 | 4 | the version of the answer, little-endian |
//! | 41 | 4 | length of the answers, little-endian |
//! | 45 | … | the answers, opaque here |
//! | … | … | zeros up to the one size |
//!
//! There is exactly one encoding of a content: [`open`] refuses every byte that [`seal`] would
//! not have written, so two envelopes with the same content are the same bytes.

use uuid::Uuid;

use crate::code::{CODE_BYTES, OneTimeCode};

const FORMAT: &[u8; 3] = b"TCB";
const FORMAT_VERSION: u8 = b'1';

/// What every envelope begins with, the format and its version: its shape, as far as the box looks.
pub const MARK: [u8; 4] = [FORMAT[0], FORMAT[1], FORMAT[2], FORMAT_VERSION];

/// Bytes before the answers.
pub const HEADER_BYTES: usize = 45;

/// What an envelope holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
    /// The code that gives the right to answer.
    pub code: OneTimeCode,
    /// The subject inside the campaign.
    pub subject: Uuid,
    /// The relation, as a byte.
    pub relation: u8,
    /// Counts up with each edit; the highest is counted.
    pub version: u32,
    /// The answers.
    pub answers: &'a [u8],
}

/// The answers do not fit into the one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answers need {needed_bytes} bytes, the envelope holds {held_bytes}")]
pub struct TooLong {
    /// Bytes needed for the answers.
    pub needed_bytes: usize,
    /// Bytes that an envelope of this size holds.
    pub held_bytes: usize,
}

/// Why bytes are no envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Not of the one size.
    #[error("not of the campaign's one size")]
    Size,
    /// Does not begin like an envelope.
    #[error("not an envelope")]
    Format,
    /// An envelope of a version that we do not read.
    #[error("an envelope of another version")]
    FormatVersion,
    /// The answers reach beyond the end.
    #[error("the answers reach beyond the end")]
    Length,
    /// Something else than zeros after the answers.
    #[error("the padding is not zero")]
    Padding,
}

/// Bytes of answers that an envelope of this size holds.
pub const fn capacity(envelope_bytes: usize) -> usize {
    envelope_bytes.saturating_sub(HEADER_BYTES)
}

/// Puts a content into an envelope of exactly `envelope_bytes`.
pub fn seal(content: &Content<'_>, envelope_bytes: usize) -> Result<Vec<u8>, TooLong> {
    let too_long = TooLong {
        needed_bytes: content.answers.len(),
        held_bytes: capacity(envelope_bytes),
    };
    let length = u32::try_from(content.answers.len()).map_err(|_| too_long)?;
    if envelope_bytes < HEADER_BYTES || content.answers.len() > too_long.held_bytes {
        return Err(too_long);
    }
    let mut bytes = Vec::with_capacity(envelope_bytes);
    bytes.extend_from_slice(FORMAT);
    bytes.push(FORMAT_VERSION);
    bytes.extend_from_slice(content.code.as_bytes());
    bytes.extend_from_slice(content.subject.as_bytes());
    bytes.push(content.relation);
    bytes.extend_from_slice(&content.version.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(content.answers);
    bytes.resize(envelope_bytes, 0);
    Ok(bytes)
}

/// Reads an envelope of exactly `envelope_bytes`. Never panics, whatever the bytes.
pub fn open(bytes: &[u8], envelope_bytes: usize) -> Result<Content<'_>, Malformed> {
    if bytes.len() != envelope_bytes {
        return Err(Malformed::Size);
    }
    let rest = bytes.strip_prefix(FORMAT).ok_or(Malformed::Format)?;
    let (version, rest) = rest.split_first().ok_or(Malformed::Size)?;
    if *version != FORMAT_VERSION {
        return Err(Malformed::FormatVersion);
    }
    let (code, rest) = take::<CODE_BYTES>(rest)?;
    let (subject, rest) = take::<16>(rest)?;
    let (&relation, rest) = rest.split_first().ok_or(Malformed::Size)?;
    let (version, rest) = take::<4>(rest)?;
    let (length, rest) = take::<4>(rest)?;
    let length = usize::try_from(u32::from_le_bytes(length)).map_err(|_| Malformed::Length)?;
    let (answers, padding) = rest.split_at_checked(length).ok_or(Malformed::Length)?;
    if padding.iter().any(|&byte| byte != 0) {
        return Err(Malformed::Padding);
    }
    Ok(Content {
        code: OneTimeCode::new(code),
        subject: Uuid::from_bytes(subject),
        relation,
        version: u32::from_le_bytes(version),
        answers,
    })
}

fn take<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), Malformed> {
    let (head, rest) = bytes.split_first_chunk::<N>().ok_or(Malformed::Size)?;
    Ok((*head, rest))
}
