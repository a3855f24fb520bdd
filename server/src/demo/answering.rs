//! Answers that come in through the same three doors as everybody's: the invitation is opened, the
//! codes of all assignments are issued in one request, and each answer is sealed as the browser seals
//! it and dropped into the box.

use std::collections::HashMap;

use ballot::code::OneTimeCode;
use ballot::envelope::{self, Content};
use contract::ballots::{Answers, CodeHash, IssueRequest};
use contract::error::AppError;
use contract::ids::{CampaignId, SubjectId};
use contract::invitations::{InvitationSheet, InvitationSlip, Task, TaskList};
use tokio::task::JoinSet;

use super::comments::Comments;
use super::opinions::Rating;
use super::{Step, Tell};
use crate::ballots::session::{self, Rater};
use crate::ballots::{issue_to_browser, submit, tasks};
use crate::rng;
use crate::state::App;

/// People whose answers arrive together; then the progress is told.
const AT_ONCE: usize = 50;

/// How a campaign is answered.
pub(super) struct Answering<'a> {
    /// Name of the campaign's draws.
    pub campaign: &'a str,
    /// The share of people who answer.
    pub response: f64,
    /// Whether somebody is left for whoever tries the demo.
    pub is_left_out: &'a dyn Fn(&str) -> bool,
}

impl Answering<'_> {
    /// Has everybody on the list answer who does; answers how many answers were given.
    pub async fn run(
        &self,
        app: &App,
        sheet: &InvitationSheet,
        tell: &Tell<'_>,
    ) -> Result<u64, AppError> {
        let codes = staff_codes(app, sheet.campaign.id).await?;
        let mut comments = Comments::new()?;
        let n_people = sheet.slips.len();
        let mut n_asked = 0;
        let mut n_answers = 0;
        for slips in sheet.slips.chunks(AT_ONCE) {
            let mut sealed = Vec::new();
            for slip in slips {
                if !(self.is_left_out)(&slip.staff_code) {
                    sealed.extend(self.one(app, slip, &codes, &mut comments).await?);
                }
            }
            n_asked += slips.len();
            n_answers += sealed.len() as u64;
            submit_together(app, sheet.campaign.id, sealed).await?;
            if n_asked < n_people {
                tell(Step::Answering {
                    n_asked,
                    n_people,
                    n_answers,
                });
            }
        }
        Ok(n_answers)
    }

    /// The envelopes of one person. The session stays open until the campaign closes, as when a
    /// browser is simply left.
    async fn one(
        &self,
        app: &App,
        slip: &InvitationSlip,
        codes: &HashMap<SubjectId, String>,
        comments: &mut Comments,
    ) -> Result<Vec<Vec<u8>>, AppError> {
        let code = slip.link.rsplit('#').next().unwrap_or_default();
        let opened = session::open_by_link(&app.roster, code).await?;
        let list = tasks::task_list(&app.roster, &app.keys, &opened.rater).await?;
        let mut given = Vec::new();
        for task in &list.tasks {
            let subject = codes
                .get(&task.subject)
                .ok_or_else(|| AppError::internal("a task about nobody"))?;
            let rating = Rating {
                campaign: self.campaign,
                rater: &slip.staff_code,
                subject,
                relation: task.relation,
            };
            if rating.is_given(self.response) {
                given.push((task, rating.answers(&list.instrument, comments)));
            }
        }
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let browser = Browser::issue(app, &opened.rater, &list).await?;
        let seal = |(task, answers): &(&Task, Answers)| browser.seal(task, &list, answers);
        given.iter().map(seal).collect()
    }
}

/// Envelopes that arrive in the same moment share a commit.
async fn submit_together(
    app: &App,
    campaign: CampaignId,
    sealed: Vec<Vec<u8>>,
) -> Result<(), AppError> {
    let mut arriving = JoinSet::new();
    for bytes in sealed {
        let app = app.clone();
        arriving.spawn(async move { submit::submit(&app.ballots, campaign, bytes).await });
    }
    while let Some(arrived) = arriving.join_next().await {
        arrived.map_err(AppError::internal)??;
    }
    Ok(())
}

async fn staff_codes(
    app: &App,
    campaign: CampaignId,
) -> Result<HashMap<SubjectId, String>, AppError> {
    let subjects = app.roster.subjects(campaign.0).await;
    let subjects = subjects.map_err(AppError::internal)?.into_iter();
    Ok(subjects
        .map(|subject| (SubjectId(subject.id), subject.staff_code))
        .collect())
}

/// What a rater's browser holds after it has been issued its codes.
pub(super) struct Browser {
    codes: HashMap<SubjectId, OneTimeCode>,
}

impl Browser {
    pub async fn issue(app: &App, rater: &Rater, list: &TaskList) -> Result<Self, AppError> {
        let mut codes = HashMap::new();
        let mut hashes = Vec::with_capacity(list.tasks.len());
        for task in &list.tasks {
            let code = OneTimeCode::new(rng::bytes().map_err(AppError::internal)?);
            hashes.push(CodeHash {
                subject: task.subject,
                relation: task.relation,
                hash: code.hash().to_hex(),
            });
            codes.insert(task.subject, code);
        }
        let key: [u8; 32] = rng::bytes().map_err(AppError::internal)?;
        let request = IssueRequest {
            key: hex::encode(key),
            codes: hashes,
        };
        issue_to_browser(app, rater, &request).await?;
        Ok(Self { codes })
    }

    /// An envelope as the browser's encoder makes it, which checks the answers first.
    fn seal(&self, task: &Task, list: &TaskList, answers: &Answers) -> Result<Vec<u8>, AppError> {
        answers
            .check(&list.instrument, task.relation)
            .map_err(AppError::internal)?;
        let json = serde_json::to_vec(answers).map_err(AppError::internal)?;
        let code = self.codes.get(&task.subject);
        let content = Content {
            code: code
                .cloned()
                .ok_or_else(|| AppError::internal("no code for a task"))?,
            subject: task.subject.0,
            relation: task.relation.code(),
            version: 1,
            answers: &json,
        };
        envelope::seal(&content, list.envelope_bytes as usize).map_err(AppError::internal)
    }
}
