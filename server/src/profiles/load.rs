//! Reads the answers of a tallied campaign from the ballot vault into columns. Nobody's name is
//! there to be read: a subject is a random id of the campaign.

use std::collections::HashMap;

use contract::campaigns::Protocol;
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::Instrument;
use contract::raters::Relation;
use stats::{Answer, Ballot, Choice, Ratings, RatingsBuilder, Settings};
use store::ballots::{BoxState, StoredBallot, StoredComment};
use store::{Ballots, StoreError};

use super::convert::{self, ConvertError};
use super::data_hash::DataHash;
use crate::canonical::sha256;

/// Rows of one page.
const PAGE: u64 = 5_000;

/// Why a campaign's answers could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The vault failed.
    #[error("the ballot vault failed")]
    Store(#[from] StoreError),
    /// The campaign has no box.
    #[error("the ballot vault does not know this campaign")]
    Unknown,
    /// The tally has not written the answers.
    #[error("the tally is not done")]
    NotTallied,
    /// The protocol or the instrument kept with the answers is not readable.
    #[error("the protocol or the instrument is not readable")]
    Unreadable(#[from] serde_json::Error),
    /// The protocol was frozen with another version of the method, and this program would give other
    /// figures than it promised.
    #[error("the protocol names method {frozen}, and this program computes by method {ours}")]
    Method {
        /// Version that the protocol names.
        frozen: String,
        /// Version of this program.
        ours: &'static str,
    },
    /// They cannot be computed with.
    #[error("the protocol does not fit the method")]
    Convert(#[from] ConvertError),
    /// An answer does not fit them.
    #[error("an answer does not fit the protocol")]
    Ratings(#[from] stats::ratings::RatingsError),
    /// A row does not have the shape that the tally writes.
    #[error("a row of {table} is damaged: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// What is wrong with it, without its content.
        what: &'static str,
    },
}

/// Everything that the figures of a campaign are made from.
#[derive(Debug)]
pub struct Loaded {
    /// The frozen protocol.
    pub protocol: Protocol,
    /// SHA-256 of its canonical JSON.
    pub protocol_hash: [u8; 32],
    /// The instrument it names.
    pub instrument: Instrument,
    /// What of the protocol the method needs.
    pub settings: Settings,
    /// The columns.
    pub ratings: Ratings,
    /// The subjects, in the order of the columns.
    pub subjects: Vec<SubjectId>,
    /// Salted SHA-256 of the answers.
    pub data_hash: [u8; 32],
}

/// Loads a campaign.
pub async fn load(ballots: &Ballots, campaign: CampaignId) -> Result<Loaded, LoadError> {
    let kept = ballots
        .find_box(campaign.0)
        .await?
        .ok_or(LoadError::Unknown)?;
    match kept.state {
        BoxState::Tallied => {}
        BoxState::Open | BoxState::Closed => return Err(LoadError::NotTallied),
    }
    let protocol: Protocol = serde_json::from_str(&kept.protocol)?;
    if protocol.method_version != stats::METHOD_VERSION {
        let frozen = protocol.method_version;
        return Err(LoadError::Method {
            frozen,
            ours: stats::METHOD_VERSION,
        });
    }
    let instrument: Instrument = serde_json::from_str(&kept.instrument)?;
    let settings = convert::settings(&protocol, &instrument)?;

    let subjects: Vec<SubjectId> = protocol.subjects.iter().map(|s| s.subject).collect();
    let mut columns = Columns {
        position: (0..)
            .zip(&subjects)
            .map(|(at, subject)| (*subject, at))
            .collect(),
        n_items: instrument.items.len(),
        builder: RatingsBuilder::new(convert::shape(&instrument)?, protocol.subjects.len() as u32)?,
    };
    for (at, subject) in (0..).zip(&protocol.subjects) {
        for relation in Relation::ALL {
            let invited = subject.n_invited(relation);
            columns
                .builder
                .invite(at, convert::relation(relation), invited)?;
        }
    }

    let salt = ballots.salt_of_answers(campaign.0).await?;
    let salt = salt.ok_or(LoadError::Damaged {
        table: "box_campaign",
        what: "its salt",
    })?;
    let mut hash = DataHash::new(salt);
    let mut after = None;
    loop {
        let page = ballots.ballots_after(campaign.0, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for row in &page {
            hash.ballot(row);
            columns.push(row)?;
        }
    }
    let mut commenters: HashMap<(u32, Relation, u16), u32> = HashMap::new();
    let mut after = None;
    loop {
        let page = ballots.comments_after(campaign.0, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for row in &page {
            hash.comment(row);
            *commenters
                .entry(columns.place_of(row, &instrument)?)
                .or_default() += 1;
        }
    }
    for ((subject, relation, prompt), people) in commenters {
        columns
            .builder
            .comment(subject, convert::relation(relation), prompt, people)?;
    }
    Ok(Loaded {
        protocol_hash: sha256(kept.protocol.as_bytes()),
        ratings: columns.builder.build()?,
        data_hash: hash.finish(),
        protocol,
        instrument,
        settings,
        subjects,
    })
}

struct Columns {
    position: HashMap<SubjectId, u32>,
    n_items: usize,
    builder: RatingsBuilder,
}

impl Columns {
    fn push(&mut self, row: &StoredBallot) -> Result<(), LoadError> {
        let damaged = |what| LoadError::Damaged {
            table: "ballot",
            what,
        };
        let answers = answers(row, self.n_items).ok_or_else(|| damaged("its length"))?;
        let subject = self.position.get(&SubjectId(row.subject));
        let improve_first = row.improve_first.map(u16::try_from).transpose();
        self.builder.push(Ballot {
            subject: *subject.ok_or_else(|| damaged("its subject"))?,
            relation: Relation::parse(&row.relation)
                .map(convert::relation)
                .ok_or_else(|| damaged("its relation"))?,
            answers: &answers,
            choice: Choice {
                strongest: row.strongest.cast_unsigned(),
                improve_first: improve_first.map_err(|_| damaged("its choice"))?,
            },
        })?;
        Ok(())
    }

    fn place_of(
        &self,
        row: &StoredComment,
        instrument: &Instrument,
    ) -> Result<(u32, Relation, u16), LoadError> {
        let damaged = |what| LoadError::Damaged {
            table: "comment",
            what,
        };
        let subject = self.position.get(&SubjectId(row.subject));
        let prompt = (0..)
            .zip(&instrument.prompts)
            .find(|(_, prompt)| prompt.id == row.prompt);
        Ok((
            *subject.ok_or_else(|| damaged("its subject"))?,
            Relation::parse(&row.relation).ok_or_else(|| damaged("its relation"))?,
            prompt.ok_or_else(|| damaged("its prompt"))?.0,
        ))
    }
}

/// The answers of a row; `None` if it is not as long as the instrument.
fn answers(row: &StoredBallot, n_items: usize) -> Option<Vec<Answer>> {
    let (levels, rest) = row.levels.as_chunks::<8>();
    let whole = rest.is_empty() && levels.len() == n_items;
    if !whole || row.cannot_judge.len() != n_items.div_ceil(8) {
        return None;
    }
    let answer = |(item, bytes): (usize, &[u8; 8])| {
        let level = f64::from_le_bytes(*bytes);
        if !level.is_nan() {
            Answer::Value(level)
        } else if row.cannot_judge[item / 8] >> (item % 8) & 1 == 1 {
            Answer::CannotJudge
        } else {
            Answer::Blank
        }
    };
    Some(levels.iter().enumerate().map(answer).collect())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(levels: &[f64], cannot_judge: Vec<u8>) -> StoredBallot {
        StoredBallot {
            campaign: Uuid::nil(),
            id: Uuid::nil(),
            subject: Uuid::nil(),
            relation: "peer".to_owned(),
            familiarity: None,
            levels: levels
                .iter()
                .flat_map(|level| level.to_le_bytes())
                .collect(),
            cannot_judge,
            strongest: 0,
            improve_first: None,
        }
    }

    #[test]
    fn a_level_a_blank_and_cannot_judge_are_told_apart() {
        let mut levels = [f64::NAN; 9];
        levels[1] = 4.0;
        let read = answers(&row(&levels, vec![0b1, 0b1]), 9).unwrap();
        assert_eq!(
            read[..3],
            [Answer::CannotJudge, Answer::Value(4.0), Answer::Blank]
        );
        assert_eq!(read[8], Answer::CannotJudge);
    }

    #[test]
    fn a_row_of_another_length_is_no_row_of_this_instrument() {
        let mut cut = row(&[1.0, 2.0], vec![0]);
        assert!(answers(&cut, 2).is_some());
        assert!(answers(&cut, 3).is_none());
        cut.levels.pop();
        assert!(answers(&cut, 2).is_none());
        assert!(answers(&row(&[1.0, 2.0], vec![0, 0]), 2).is_none());
    }
}
