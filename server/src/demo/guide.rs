//! Where to begin: sign-in links for each role, and invitations to the campaign that is open.
//!
//! Sign-in links are fresh at every start, since each works once. Invitations stay the same, so that
//! a browser finds what it has begun. A demo that is started after its last day finds the campaign
//! closed by its date, as in real life: the administrator can release it, and there is nothing to
//! answer until somebody begins the demo anew in another folder.

use contract::accounts::Role;
use contract::campaigns::{CampaignHead, CampaignState};
use contract::error::{AppError, Refusal};
use contract::invitations::InvitationSlip;

use super::cast::Cast;
use super::filling::hand_out;
use super::standing;
use crate::accounts::{self, Actor, LinkFor, SignInLink};
use crate::campaigns::kept;
use crate::state::App;

/// What is told to whoever has started the demo. The administrator may have changed everything
/// meanwhile, so parts can be missing.
#[derive(Debug)]
pub struct Guide {
    /// Sign-in links, one for each role.
    pub sign_in: Vec<(Part, SignInLink)>,
    /// The campaign that was open when the demo was filled.
    pub running: Running,
}

/// Whom a link signs in as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The administrator.
    Administrator,
    /// The analyst.
    Analyst,
    /// A leader who has a profile.
    Leader,
    /// An employee.
    Employee,
}

/// How that campaign stands.
#[derive(Debug)]
pub enum Running {
    /// It is open.
    Open {
        /// The campaign.
        campaign: CampaignHead,
        /// The employee's invitation, and that of somebody who is asked about several leaders and
        /// has not answered yet.
        invitations: Vec<Invitation>,
    },
    /// It is open, and the administrator has made new codes in place of those that the demo knows.
    ListReplaced(CampaignHead),
    /// Its last day is over, or it was closed by hand.
    Over(CampaignHead),
}

/// An invitation to be opened by whoever tries the demo.
pub struct Invitation {
    /// Whose it is.
    pub full_name: String,
    /// How many leaders he is asked about.
    pub n_tasks: u32,
    /// The link.
    pub link: String,
    /// The short code for the way without JavaScript.
    pub short_code: String,
}

/// What opens something never reaches a log by way of `{:?}`.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation")
            .field("n_tasks", &self.n_tasks)
            .finish_non_exhaustive()
    }
}

/// Makes the links of this start.
pub(super) async fn guide(app: &App) -> Result<Guide, AppError> {
    let cast = standing::cast(app).await?;
    let mut sign_in = Vec::new();
    for (part, whom) in [
        (Part::Administrator, LinkFor::Role(Role::Administrator)),
        (Part::Analyst, LinkFor::Role(Role::Analyst)),
        (Part::Leader, LinkFor::StaffCode(cast.leader.clone())),
        (Part::Employee, LinkFor::StaffCode(cast.employee.clone())),
    ] {
        match accounts::make(app, &Actor::System, &whom).await {
            Ok(link) => sign_in.push((part, link)),
            // He has left the roster.
            Err(AppError::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Guide {
        sign_in,
        running: running(app, &cast).await?,
    })
}

async fn running(app: &App, cast: &Cast) -> Result<Running, AppError> {
    let row = kept::find(&app.roster, &cast.campaign).await?;
    let campaign = kept::head(&row)?;
    if kept::state(&row)? != CampaignState::Open {
        return Ok(Running::Over(campaign));
    }
    let slips = match hand_out(app, &row.code).await {
        Ok(sheet) => sheet.slips,
        Err(AppError::Refused(Refusal::InvitationsAlreadyHandedOut)) => {
            return Ok(Running::ListReplaced(campaign));
        }
        Err(error) => return Err(error),
    };
    let mut shown = vec![&cast.employee];
    for code in &cast.raters {
        if shown.len() < 2 && has_not_answered(app, row.id, code).await? {
            shown.push(code);
        }
    }
    let of = |code: &String| slips.iter().find(|slip| slip.staff_code == *code);
    Ok(Running::Open {
        campaign,
        invitations: shown.into_iter().filter_map(of).map(invitation).collect(),
    })
}

fn invitation(slip: &InvitationSlip) -> Invitation {
    Invitation {
        full_name: slip.full_name.clone(),
        n_tasks: slip.n_tasks,
        link: slip.link.clone(),
        short_code: slip.short_code.clone(),
    }
}

async fn has_not_answered(app: &App, campaign: uuid::Uuid, code: &str) -> Result<bool, AppError> {
    let person = app.roster.person_of_staff_code(code).await;
    let Some(person) = person.map_err(AppError::internal)? else {
        return Ok(false);
    };
    let asked = app.roster.assignments_of_person(campaign, person.id).await;
    let asked = asked.map_err(AppError::internal)?;
    Ok(!asked.is_empty() && asked.iter().all(|(assignment, _)| assignment.way == 0))
}
