//! The third door: opening the envelopes of a closed box, all together. Ballot vault only.
//!
//! Two passes. The first reads every envelope page by page and remembers, per code, which one
//! counts: a few dozen bytes each. The second writes the answers in one transaction, in an order
//! drawn from the randomness it is given, and comments in another order, so that nothing ties them
//! to a ballot; the salt of their hash is drawn there too. Cut anywhere before that transaction's commit, it has done nothing that counts.

use std::collections::HashMap;

use ballot::code::CodeHash;
use ballot::envelope;
use ballot::receipt::receipt;
use ballot::tally::{Chosen, Counts, Discard, Offer, Standing};
use contract::ballots::{Answers, ItemAnswer};
use contract::error::AppError;
use contract::ids::CampaignId;
use contract::instruments::Instrument;
use contract::raters::Relation;
use rand::CryptoRng;
use rand::seq::SliceRandom;
use store::Ballots;
use store::ballots::entities::{ballot as ballot_row, comment as comment_row};
use store::ballots::{BallotBox, BoxState, Reach, TallyWriter};
use uuid::Uuid;

/// Envelopes held in memory at a time.
const PAGE: usize = 200;
/// Codes read at a time.
const CODES: u64 = 5_000;

/// Closes the box, counts and writes the answers. Called again, it completes what was cut, and
/// answers with the same counts. What it removed stays in the files until [`sweep`].
pub async fn tally(
    ballots: &Ballots,
    campaign: CampaignId,
    order: &mut (impl CryptoRng + Send),
) -> Result<Counts, AppError> {
    ballots
        .close_box(campaign.0)
        .await
        .map_err(AppError::internal)?;
    let stands = ballots
        .find_box(campaign.0)
        .await
        .map_err(AppError::internal)?
        .ok_or(AppError::NotFound)?;
    match stands.state {
        BoxState::Tallied => written(&stands),
        BoxState::Open | BoxState::Closed => count(ballots, &stands, order).await,
    }
}

/// Whether the box of a campaign was swept after its tally.
pub async fn is_swept(ballots: &Ballots, campaign: CampaignId) -> Result<bool, AppError> {
    let stands = ballots
        .find_box(campaign.0)
        .await
        .map_err(AppError::internal)?;
    Ok(stands.is_some_and(|stands| stands.swept))
}

/// Sweeps what the tally removed out of the files. It writes the whole vault anew and nobody else
/// can write meanwhile, so the caller does it once, and notes it with [`note_swept`].
pub async fn sweep(ballots: &Ballots) -> Result<bool, AppError> {
    ballots.vacuum().await.map_err(AppError::internal)
}

/// Notes that everything of this campaign is swept.
pub async fn note_swept(ballots: &Ballots, campaign: CampaignId) -> Result<(), AppError> {
    ballots
        .note_swept(campaign.0)
        .await
        .map_err(AppError::internal)
}

async fn count(
    ballots: &Ballots,
    stands: &BallotBox,
    order: &mut (impl CryptoRng + Send),
) -> Result<Counts, AppError> {
    ballots
        .shuffle(stands.campaign, Reach::All, order)
        .await
        .map_err(AppError::internal)?;
    let reader = Reader::new(ballots, stands).await?;
    let (mut counts, mut found) = choose(ballots, &reader).await?;
    found.shuffle(order);
    counts.counted = found.len() as u64;
    let writer = ballots
        .begin_tally(stands.campaign)
        .await
        .map_err(AppError::internal)?;
    let Some(writer) = writer else {
        // Somebody else wrote it meanwhile.
        let stands = ballots
            .find_box(stands.campaign)
            .await
            .map_err(AppError::internal)?
            .ok_or(AppError::NotFound)?;
        return written(&stands);
    };
    write_ballots(&writer, &reader, &found, order).await?;
    write_comments(&writer, &reader, &found, order).await?;
    let text = serde_json::to_string(&counts).map_err(AppError::internal)?;
    let mut salt = [0; 32];
    order.fill_bytes(&mut salt);
    writer
        .finish(&text, &salt)
        .await
        .map_err(AppError::internal)?;
    Ok(counts)
}

/// The counts that an earlier run wrote.
fn written(stands: &BallotBox) -> Result<Counts, AppError> {
    let text = stands
        .counts
        .as_deref()
        .ok_or_else(|| AppError::internal("a tallied box has no counts"))?;
    serde_json::from_str(text).map_err(AppError::internal)
}

/// An envelope that counts, as far as the second pass needs to find it.
struct Found {
    id: Uuid,
    /// Prompts it answers, by place.
    comments: Vec<u8>,
}

/// First pass: which envelope of each code counts, and why the others do not.
async fn choose(ballots: &Ballots, reader: &Reader) -> Result<(Counts, Vec<Found>), AppError> {
    let mut counts = Counts::default();
    let mut chosen = Chosen::default();
    let mut after = None;
    loop {
        let page = ballots
            .envelopes_after(reader.campaign, after, PAGE as u64)
            .await
            .map_err(AppError::internal)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for envelope in page {
            counts.received += 1;
            match reader.read(&envelope.bytes) {
                Ok(read) => {
                    let standing = Standing {
                        version: read.version,
                        receipt: receipt(&envelope.bytes),
                    };
                    let found = Found {
                        id: envelope.id,
                        comments: answered_prompts(&read.answers),
                    };
                    if chosen.offer(read.code_hash, standing, found) == Offer::OneIsOut {
                        counts.discard(Discard::Replaced);
                    }
                }
                Err(reason) => counts.discard(reason),
            }
        }
    }
    Ok((counts, chosen.into_found()))
}

/// Second pass: the ballots, in the order given.
async fn write_ballots(
    writer: &TallyWriter,
    reader: &Reader,
    found: &[Found],
    order: &mut (impl CryptoRng + Send),
) -> Result<(), AppError> {
    for chunk in found.chunks(PAGE) {
        let ids: Vec<Uuid> = chunk.iter().map(|found| found.id).collect();
        let envelopes = writer.envelopes(&ids).await.map_err(AppError::internal)?;
        let mut rows = Vec::with_capacity(chunk.len());
        for id in &ids {
            let read = read_again(reader, &envelopes, id)?;
            rows.push(reader.row(&read, fresh_id(order)));
        }
        writer
            .write_ballots(rows)
            .await
            .map_err(AppError::internal)?;
    }
    Ok(())
}

/// Second pass: the comments, each by itself, in an order of their own.
async fn write_comments(
    writer: &TallyWriter,
    reader: &Reader,
    found: &[Found],
    order: &mut (impl CryptoRng + Send),
) -> Result<(), AppError> {
    let mut places: Vec<(Uuid, u8)> = found
        .iter()
        .flat_map(|found| found.comments.iter().map(|&prompt| (found.id, prompt)))
        .collect();
    places.shuffle(order);
    for chunk in places.chunks(PAGE) {
        let mut ids: Vec<Uuid> = chunk.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let envelopes = writer.envelopes(&ids).await.map_err(AppError::internal)?;
        let mut rows = Vec::with_capacity(chunk.len());
        for (id, place) in chunk {
            let mut read = read_again(reader, &envelopes, id)?;
            let place = usize::from(*place);
            rows.push(comment_row::Model {
                campaign: reader.campaign,
                id: fresh_id(order),
                subject: read.subject,
                relation: read.relation.as_str().to_owned(),
                prompt: reader.instrument.prompts[place].id.clone(),
                content: std::mem::take(&mut read.answers.comments[place]),
            });
        }
        writer
            .write_comments(rows)
            .await
            .map_err(AppError::internal)?;
    }
    Ok(())
}

fn read_again(
    reader: &Reader,
    envelopes: &HashMap<Uuid, Vec<u8>>,
    id: &Uuid,
) -> Result<Read, AppError> {
    envelopes
        .get(id)
        .and_then(|bytes| reader.read(bytes).ok())
        .ok_or_else(|| AppError::internal("an envelope changed during the tally"))
}

fn fresh_id(order: &mut impl CryptoRng) -> Uuid {
    let mut bytes = [0; 16];
    order.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn answered_prompts(answers: &Answers) -> Vec<u8> {
    answers
        .comments
        .iter()
        .zip(0_u8..)
        .filter(|(text, _)| !text.trim().is_empty())
        .map(|(_, place)| place)
        .collect()
}

/// What was inside an envelope that may count.
struct Read {
    code_hash: CodeHash,
    subject: Uuid,
    relation: Relation,
    version: u32,
    answers: Answers,
}

/// Everything that is needed to judge an envelope.
struct Reader {
    campaign: Uuid,
    envelope_bytes: usize,
    instrument: Instrument,
    codes: HashMap<CodeHash, (Uuid, Relation)>,
}

impl Reader {
    async fn new(ballots: &Ballots, stands: &BallotBox) -> Result<Self, AppError> {
        let mut codes = HashMap::new();
        let mut after = None;
        loop {
            let page = ballots
                .codes_after(stands.campaign, after, CODES)
                .await
                .map_err(AppError::internal)?;
            let Some(last) = page.last() else { break };
            after = Some(last.code_hash);
            for code in page {
                let relation = Relation::parse(&code.relation)
                    .ok_or_else(|| AppError::internal("a code has an unknown relation"))?;
                codes.insert(CodeHash(code.code_hash), (code.subject, relation));
            }
        }
        Ok(Self {
            campaign: stands.campaign,
            envelope_bytes: usize::try_from(stands.envelope_bytes).map_err(AppError::internal)?,
            instrument: serde_json::from_str(&stands.instrument).map_err(AppError::internal)?,
            codes,
        })
    }

    /// Opens an envelope, or says why it does not count.
    fn read(&self, bytes: &[u8]) -> Result<Read, Discard> {
        let content = envelope::open(bytes, self.envelope_bytes).map_err(|_| Discard::Malformed)?;
        let code_hash = content.code.hash();
        let &(subject, relation) = self.codes.get(&code_hash).ok_or(Discard::UnknownCode)?;
        if content.subject != subject || content.relation != relation.code() {
            return Err(Discard::OtherScope);
        }
        let answers: Answers =
            serde_json::from_slice(content.answers).map_err(|_| Discard::UnfitAnswers)?;
        answers
            .check(&self.instrument, relation)
            .map_err(|_| Discard::UnfitAnswers)?;
        Ok(Read {
            code_hash,
            subject,
            relation,
            version: content.version,
            answers,
        })
    }

    /// The row of a ballot.
    fn row(&self, read: &Read, id: Uuid) -> ballot_row::Model {
        let answers = &read.answers;
        let mut levels = Vec::with_capacity(answers.items.len() * 8);
        let mut cannot_judge = vec![0_u8; answers.items.len().div_ceil(8)];
        for (place, answer) in answers.items.iter().enumerate() {
            let level = match answer {
                ItemAnswer::Level(level) => f64::from(*level),
                ItemAnswer::Blank | ItemAnswer::CannotJudge => f64::NAN,
            };
            levels.extend_from_slice(&level.to_le_bytes());
            if *answer == ItemAnswer::CannotJudge {
                cannot_judge[place / 8] |= 1 << (place % 8);
            }
        }
        ballot_row::Model {
            campaign: self.campaign,
            id,
            subject: read.subject,
            relation: read.relation.as_str().to_owned(),
            familiarity: answers.familiarity.map(i16::from),
            levels,
            cannot_judge,
            strongest: answers
                .strongest
                .iter()
                .fold(0, |bits, place| bits | (1 << place)),
            improve_first: answers.improve_first.map(i16::from),
        }
    }
}
