//! The sealing port of the survey, over the crate `ballot`.

use ballot::code::OneTimeCode;
use ballot::envelope::{Content, TooLong, seal};
use ballot::receipt::receipt_hex;
use contract::ballots::{SealError, SealedEnvelope, Sealer, ToSeal};

use crate::random;

/// Codes, envelopes and receipts as `ballot` makes them.
pub struct BallotSealer;

impl Sealer for BallotSealer {
    fn draw_code(&self) -> Result<[u8; 16], SealError> {
        random::bytes()
    }

    fn draw_key(&self) -> Result<[u8; 32], SealError> {
        random::bytes()
    }

    fn hash_code(&self, code: &[u8; 16]) -> String {
        OneTimeCode::new(*code).hash().to_hex()
    }

    fn seal(&self, sealed: &ToSeal<'_>) -> Result<SealedEnvelope, SealError> {
        let held_bytes = sealed.envelope_bytes as usize;
        // Plain numbers and texts always become JSON; the error of an empty answer is honest anyway.
        let answers = serde_json::to_vec(sealed.answers).map_err(|_| SealError::TooLong {
            needed_bytes: usize::MAX,
            held_bytes,
        })?;
        let content = Content {
            code: OneTimeCode::new(*sealed.code),
            subject: sealed.scope.subject.0,
            relation: sealed.scope.relation.code(),
            version: sealed.version,
            answers: &answers,
        };
        let bytes = seal(&content, held_bytes).map_err(
            |TooLong {
                 needed_bytes,
                 held_bytes,
             }| SealError::TooLong {
                needed_bytes,
                held_bytes,
            },
        )?;
        let receipt = receipt_hex(&bytes);
        Ok(SealedEnvelope { bytes, receipt })
    }
}

#[cfg(test)]
mod tests {
    use contract::ballots::{Answers, ENVELOPE_BYTES, ItemAnswer, Scope};
    use contract::ids::{CampaignId, SubjectId};
    use contract::raters::Relation;
    use uuid::Uuid;

    use super::*;

    const CODE: [u8; 16] = [7; 16];

    fn scope() -> Scope {
        Scope {
            campaign: CampaignId(Uuid::from_u128(1)),
            subject: SubjectId(Uuid::from_u128(2)),
            relation: Relation::Subordinate,
        }
    }

    fn sealed(answers: &Answers) -> Result<SealedEnvelope, SealError> {
        BallotSealer.seal(&ToSeal {
            code: &CODE,
            scope: scope(),
            version: 3,
            answers,
            envelope_bytes: ENVELOPE_BYTES,
        })
    }

    #[test]
    fn what_is_sealed_opens_to_the_same_answers() {
        let answers = Answers {
            items: vec![
                ItemAnswer::Level(4),
                ItemAnswer::CannotJudge,
                ItemAnswer::Blank,
            ],
            comments: vec!["Nên họp ngắn hơn".to_owned()],
            ..Answers::default()
        };
        let envelope = sealed(&answers).unwrap();
        assert_eq!(envelope.bytes.len(), ENVELOPE_BYTES as usize);
        let content = ballot::envelope::open(&envelope.bytes, ENVELOPE_BYTES as usize).unwrap();
        assert_eq!(content.code, OneTimeCode::new(CODE));
        assert_eq!(content.subject, scope().subject.0);
        assert_eq!(
            Relation::from_code(content.relation),
            Some(Relation::Subordinate)
        );
        assert_eq!(content.version, 3);
        assert_eq!(
            serde_json::from_slice::<Answers>(content.answers).unwrap(),
            answers
        );
        assert_eq!(envelope.receipt, receipt_hex(&envelope.bytes));
    }

    #[test]
    fn answers_longer_than_the_envelope_are_refused() {
        let answers = Answers {
            comments: vec!["ệ".repeat(2_000)],
            ..Answers::default()
        };
        assert!(matches!(sealed(&answers), Err(SealError::TooLong { .. })));
    }
}
