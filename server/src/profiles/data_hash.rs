//! The hash of the data that profiles were computed from: with the protocol's hash it says that a
//! re-run on another machine started from the same answers.
//!
//! It covers a whole campaign, never one subject, and does not depend on the order or the ids of
//! rows: SHA-256 of each record, sorted, and SHA-256 over the sorted list. Numbers are little-endian,
//! every part of variable length is preceded by its length in bytes as u32.
//!
//! - ballot: `toancanh/ballot/1`, subject (16 bytes), relation, one f64 per item (NaN: no value; one
//!   bit pattern for it and for zero), the bits of "cannot judge", strongest (i32), improve first
//!   (i16, −1 when blank);
//! - comment: `toancanh/comment/1`, subject, relation, prompt, text;
//! - all: `toancanh/data/2`, the salt (32 bytes), number of records (u64), the sorted hashes.
//!
//! The hash is public, and a few answers are soon guessed: who knows all ballots about him but one
//! could try out that one until the hash is the printed one, although its cell is withheld. So the
//! tally draws a salt of 256 bits from the operating system's randomness and keeps it in the ballot
//! vault, beside the answers and nowhere else: a re-run on the vault or a backup of it gives the same
//! hash, and nobody else can try anything out. It is never exported, shown or logged; whoever could
//! read it there reads the answers themselves.

use sha2::{Digest, Sha256};
use store::ballots::{StoredBallot, StoredComment};

/// Collects records. Never printed: it holds the salt.
pub struct DataHash {
    salt: [u8; 32],
    records: Vec<[u8; 32]>,
}

impl DataHash {
    /// No records yet. The salt is that of the campaign.
    pub const fn new(salt: [u8; 32]) -> Self {
        Self {
            salt,
            records: Vec::new(),
        }
    }

    /// Adds a ballot.
    pub fn ballot(&mut self, row: &StoredBallot) {
        let levels: Vec<u8> = row.levels.chunks(8).flat_map(one_pattern).collect();
        let mut record = Record::new(b"toancanh/ballot/1");
        record.part(row.subject.as_bytes());
        record.part(row.relation.as_bytes());
        record.part(&levels);
        record.part(&row.cannot_judge);
        record.part(&row.strongest.to_le_bytes());
        record.part(&row.improve_first.unwrap_or(-1).to_le_bytes());
        self.records.push(record.finish());
    }

    /// Adds a comment.
    pub fn comment(&mut self, row: &StoredComment) {
        let mut record = Record::new(b"toancanh/comment/1");
        record.part(row.subject.as_bytes());
        record.part(row.relation.as_bytes());
        record.part(row.prompt.as_bytes());
        record.part(row.content.as_bytes());
        self.records.push(record.finish());
    }

    /// The hash of all records.
    pub fn finish(mut self) -> [u8; 32] {
        self.records.sort_unstable();
        let mut all = Sha256::new();
        all.update(b"toancanh/data/2");
        all.update(self.salt);
        all.update((self.records.len() as u64).to_le_bytes());
        for record in &self.records {
            all.update(record);
        }
        all.finalize().into()
    }
}

/// The bytes of a level with one pattern for all NaN and one for both zeros.
fn one_pattern(bytes: &[u8]) -> Vec<u8> {
    match <[u8; 8]>::try_from(bytes).map(f64::from_le_bytes) {
        Ok(level) if level.is_nan() => f64::NAN.to_le_bytes().to_vec(),
        Ok(level) => (level + 0.0).to_le_bytes().to_vec(),
        Err(_) => bytes.to_vec(),
    }
}

struct Record(Sha256);

impl Record {
    fn new(kind: &[u8]) -> Self {
        let mut record = Self(Sha256::new());
        record.part(kind);
        record
    }

    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u32).to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ballot(n: u128, level: f64) -> StoredBallot {
        StoredBallot {
            campaign: Uuid::from_u128(1),
            id: Uuid::from_u128(n),
            subject: Uuid::from_u128(2),
            relation: "peer".to_owned(),
            familiarity: None,
            levels: level.to_le_bytes().to_vec(),
            cannot_judge: vec![0],
            strongest: 3,
            improve_first: None,
        }
    }

    fn hash(ballots: &[StoredBallot]) -> [u8; 32] {
        salted([9; 32], ballots)
    }

    fn salted(salt: [u8; 32], ballots: &[StoredBallot]) -> [u8; 32] {
        let mut hash = DataHash::new(salt);
        ballots.iter().for_each(|row| hash.ballot(row));
        hash.finish()
    }

    #[test]
    fn neither_order_nor_ids_of_rows_change_the_hash() {
        let there = hash(&[ballot(1, 4.0), ballot(2, 5.0)]);
        assert_eq!(hash(&[ballot(9, 5.0), ballot(8, 4.0)]), there);
    }

    #[test]
    fn whoever_knows_all_answers_but_not_the_salt_cannot_make_the_hash() {
        let all = [ballot(1, 4.0), ballot(2, 5.0)];
        let there = salted([9; 32], &all);
        assert_eq!(salted([9; 32], &all), there);
        for bit in 0..256 {
            let mut other = [9; 32];
            other[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(salted(other, &all), there, "bit {bit}");
        }
    }

    #[test]
    fn one_other_answer_or_one_more_ballot_changes_it() {
        let there = hash(&[ballot(1, 4.0)]);
        assert_ne!(hash(&[ballot(1, 3.0)]), there);
        assert_ne!(hash(&[ballot(1, 4.0), ballot(2, 4.0)]), there);
        let said = StoredBallot {
            cannot_judge: vec![1],
            ..ballot(1, 4.0)
        };
        assert_ne!(hash(&[said]), there);
        assert_ne!(hash(&[]), there);
    }

    #[test]
    fn every_nan_is_the_same_missing_answer() {
        let odd = f64::from_bits(f64::NAN.to_bits() ^ 1);
        assert!(odd.is_nan());
        assert_eq!(hash(&[ballot(1, odd)]), hash(&[ballot(1, f64::NAN)]));
    }

    #[test]
    fn what_stands_in_one_field_cannot_pass_for_another() {
        let row = |prompt: &str, content: &str| StoredComment {
            campaign: Uuid::from_u128(1),
            id: Uuid::from_u128(5),
            subject: Uuid::from_u128(2),
            relation: "peer".to_owned(),
            prompt: prompt.to_owned(),
            content: content.to_owned(),
        };
        let one = |row: StoredComment| {
            let mut hash = DataHash::new([9; 32]);
            hash.comment(&row);
            hash.finish()
        };
        assert_ne!(one(row("ab", "c")), one(row("a", "bc")));
    }
}
