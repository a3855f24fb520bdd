//! The first door: which assignments a browser, or a form, may answer. Roster vault only.
//!
//! The rule is `ballot::issue`. Here it meets the rows: each assignment moves from not issued to
//! its way in one transaction, or none does. No time stands beside it, and the key that binds a
//! retry is forgotten when this returns.

use ballot::code::CodeHash;
use ballot::issue::{Assignment, Verdict, Way, judge_browser, judge_form};
use ballot::request::{Entry, RequestDigest, RequestKey};
use contract::ballots::IssueRequest;
use contract::error::{AppError, Fault, Refusal};
use contract::ids::{CampaignId, SubjectId};
use contract::raters::Relation;
use store::Roster;
use store::roster::StoredWay;
use uuid::Uuid;

use super::session::Rater;
use super::tasks::relation;

/// What crosses to the other vault: the public scope and hashes, and nothing of who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The campaign.
    pub campaign: CampaignId,
    /// The codes to register, in the order of their hashes.
    pub codes: Vec<IssuedCode>,
}

/// A code to register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedCode {
    /// Its hash.
    pub code_hash: CodeHash,
    /// The subject it is good for.
    pub subject: SubjectId,
    /// The relation it is good for.
    pub relation: Relation,
}

/// Binds the assignments of a rater to the request of the browser page.
pub async fn bind(
    roster: &Roster,
    rater: &Rater,
    request: &IssueRequest,
) -> Result<Issued, AppError> {
    let key = RequestKey::from_hex(&request.key).ok_or_else(|| wrong("key"))?;
    let codes = request
        .codes
        .iter()
        .map(|code| {
            Ok(IssuedCode {
                code_hash: CodeHash::from_hex(&code.hash).ok_or_else(|| wrong("codes"))?,
                subject: code.subject,
                relation: code.relation,
            })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    bind_to(roster, rater, &key, codes, StoredWay::Browser).await
}

/// Binds one assignment of a rater to a form.
pub async fn bind_form(
    roster: &Roster,
    rater: &Rater,
    key: &RequestKey,
    code: IssuedCode,
) -> Result<Issued, AppError> {
    bind_to(roster, rater, key, vec![code], StoredWay::Form).await
}

async fn bind_to(
    roster: &Roster,
    rater: &Rater,
    key: &RequestKey,
    mut codes: Vec<IssuedCode>,
    way: StoredWay,
) -> Result<Issued, AppError> {
    codes.sort_unstable_by_key(|code| code.code_hash);
    let entries: Vec<Entry> = codes.iter().map(entry).collect();
    let digest = RequestDigest::new(key, rater.campaign.0, &entries);
    // Somebody may issue between the look and the step; then the second look sees it.
    for _ in 0..2 {
        let (ids, assignments) = assignments(roster, rater).await?;
        let verdict = match (way, entries.as_slice()) {
            (StoredWay::Form, [entry]) => judge_form(&assignments, *entry, &digest),
            _ => judge_browser(&assignments, &entries, &digest),
        };
        match verdict {
            Verdict::Issue(places) => {
                let chosen: Vec<Uuid> = places.into_iter().map(|place| ids[place]).collect();
                let done = roster.issue(&chosen, way, digest.as_bytes()).await;
                if done.map_err(AppError::internal)? {
                    return Ok(issued(rater, codes));
                }
            }
            Verdict::Again => return Ok(issued(rater, codes)),
            refused => return Err(refusal(&refused, way)),
        }
    }
    Err(AppError::internal("an assignment changed twice meanwhile"))
}

const fn issued(rater: &Rater, codes: Vec<IssuedCode>) -> Issued {
    Issued {
        campaign: rater.campaign,
        codes,
    }
}

async fn assignments(
    roster: &Roster,
    rater: &Rater,
) -> Result<(Vec<Uuid>, Vec<Assignment>), AppError> {
    let rows = roster
        .assignments_of_person(rater.campaign.0, rater.person.0)
        .await
        .map_err(AppError::internal)?;
    let mut ids = Vec::with_capacity(rows.len());
    let mut assignments = Vec::with_capacity(rows.len());
    for (row, _) in rows {
        ids.push(row.id);
        assignments.push(Assignment {
            subject: row.subject_id,
            relation: relation(&row)?.code(),
            way: match StoredWay::from_number(row.way).map_err(AppError::internal)? {
                StoredWay::Open => Way::Open,
                StoredWay::Browser => Way::Browser,
                StoredWay::Form => Way::Form,
                StoredWay::Over => return Err(Refusal::CampaignClosed.into()),
            },
            digest: row.digest,
        });
    }
    Ok((ids, assignments))
}

fn entry(code: &IssuedCode) -> Entry {
    Entry {
        subject: code.subject.0,
        relation: code.relation.code(),
        code_hash: code.code_hash,
    }
}

fn refusal(verdict: &Verdict, way: StoredWay) -> AppError {
    match verdict {
        Verdict::TakenByForm => AppError::Refused(Refusal::AnsweredWithTheForm),
        Verdict::TakenByBrowser if way == StoredWay::Form => {
            AppError::Refused(Refusal::AnsweredInTheBrowser)
        }
        Verdict::TakenByBrowser => AppError::Refused(Refusal::BoundToAnotherBrowser),
        Verdict::LeavesOut => AppError::field("codes", Fault::Missing),
        Verdict::NotYours | Verdict::Issue(_) | Verdict::Again => {
            AppError::field("codes", Fault::WrongCode)
        }
    }
}

fn wrong(field: &str) -> AppError {
    AppError::field(field, Fault::WrongCode)
}
