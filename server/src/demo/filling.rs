//! The filling: everything goes through the use cases that people's clicks go through, as of the
//! days on which it would have happened. No row is written past them.

use contract::accounts::Role;
use contract::drafts::DraftForm;
use contract::error::AppError;
use contract::invitations::InvitationSheet;
use store::ballots::Reach;
use time::Date;

use super::answering::Answering;
use super::campaigns::{earlier, short};
use super::cast::Cast;
use super::days::{Days, morning_of};
use super::ministry::Ministry;
use super::{Step, Tell, people_file, standing};
use crate::accounts::{self, Actor, LinkFor};
use crate::ballots;
use crate::campaigns::{self, Confirmed};
use crate::invitations::{self, Before, ListKey};
use crate::people;
use crate::state::App;

/// The share of people who answered in the earlier campaign, and who have answered so far.
const RESPONSE: f64 = 0.87;
const RESPONSE_SO_FAR: f64 = 0.4;

/// Fills two vaults that hold nothing. Whoever stops it leaves vaults that are marked as made up
/// and not as filled; [`standing`] tells them from all others.
pub(super) async fn fill(app: &App, tell: &Tell<'_>) -> Result<(), AppError> {
    accounts::mark_as_fictitious(app).await?;
    tell(Step::Marked);
    let days = Days::around(app.clock.today());
    let ministry = Ministry::found()?;
    let on = |day: Date| app.at(morning_of(day));
    set_up(&on(days.set_up), &ministry).await?;
    import(&on(days.set_up), &ministry, tell).await?;
    fill_earlier(app, &ministry, &days, tell).await?;
    let campaign = fill_short(app, &ministry, &days, tell).await?;
    let cast = Cast {
        campaign,
        ..ministry.cast
    };
    standing::mark_as_filled(app, &cast).await?;
    tell(Step::Filled);
    Ok(())
}

/// What the administrator does first: signs in with a link and names the organisation.
async fn set_up(app: &App, ministry: &Ministry) -> Result<(), AppError> {
    let administrator = LinkFor::Role(Role::Administrator);
    let link = accounts::make(app, &Actor::System, &administrator).await?;
    let (staff, token) = accounts::redeem(app, &link.url).await?;
    let actor = Actor::Staff(staff);
    accounts::set_up(app, &actor, &ministry.name, "Quản trị thử").await?;
    accounts::end(app, &token).await
}

async fn import(app: &App, ministry: &Ministry, tell: &Tell<'_>) -> Result<(), AppError> {
    let files = people_file::files(ministry, app.clock.today())?;
    let seen = people::dry_run(app, &Actor::System, files.clone()).await?;
    if let Some(fault) = seen.faults.first.first() {
        return Err(AppError::internal(format!(
            "the demo's own file: {fault:?}"
        )));
    }
    let done = people::apply(app, &Actor::System, files, &seen.hash).await?;
    tell(Step::Imported {
        n_people: done.additions.n,
        n_units: done.new_units.n,
    });
    Ok(())
}

async fn fill_earlier(
    app: &App,
    ministry: &Ministry,
    days: &Days,
    tell: &Tell<'_>,
) -> Result<(), AppError> {
    let opened = &app.at(morning_of(days.opened));
    let form = earlier(ministry, days);
    let sheet = open(opened, &form, tell).await?;
    let answering = Answering {
        campaign: "earlier",
        response: RESPONSE,
        is_left_out: &|_| false,
    };
    let n_answers = answering.run(opened, &sheet, tell).await?;
    tell(Step::Answered { n_answers });
    let code = &form.code;
    campaigns::close(&app.at(morning_of(days.closed)), &Actor::System, code).await?;
    tell(Step::Counted);
    campaigns::release(&app.at(morning_of(days.released)), &Actor::System, code).await?;
    let n_profiles = app.ballots.n_released(sheet.campaign.id.0).await;
    tell(Step::Released {
        n_profiles: n_profiles.map_err(AppError::internal)?,
    });
    Ok(())
}

async fn fill_short(
    app: &App,
    ministry: &Ministry,
    days: &Days,
    tell: &Tell<'_>,
) -> Result<String, AppError> {
    let opened = &app.at(morning_of(days.short_opened));
    let sheet = open(opened, &short(ministry, days), tell).await?;
    let answering = Answering {
        campaign: "short",
        response: RESPONSE_SO_FAR,
        is_left_out: &|code| ministry.cast.waits_for(code),
    };
    let n_answers = answering.run(opened, &sheet, tell).await?;
    // What the nights since the opening would have done.
    ballots::jobs::shuffle(&app.ballots, Reach::All).await;
    tell(Step::Answered { n_answers });
    Ok(sheet.campaign.code)
}

/// Drafts and opens a campaign, and hands its invitations out.
async fn open(app: &App, form: &DraftForm, tell: &Tell<'_>) -> Result<InvitationSheet, AppError> {
    let actor = &Actor::System;
    let code = campaigns::create(app, actor, form).await?;
    campaigns::open(app, actor, &code, Confirmed::Unseen).await?;
    let sheet = hand_out(app, &code).await?;
    let id = sheet.campaign.id.0;
    tell(Step::Opened {
        title: sheet.campaign.title.clone(),
        n_subjects: app
            .roster
            .n_subjects(id)
            .await
            .map_err(AppError::internal)?,
        n_people: sheet.slips.len(),
        n_assignments: app
            .roster
            .n_assignments(id)
            .await
            .map_err(AppError::internal)?,
    });
    Ok(sheet)
}

/// The list of a campaign of the demo, the same at every start: its key follows from the secret of
/// the installation. Drafts and codes that a browser keeps belong to the link, so fresh links would
/// cut everybody off from what he has begun. Refused once the administrator has replaced the list.
pub(super) async fn hand_out(app: &App, code: &str) -> Result<InvitationSheet, AppError> {
    let key = ListKey::of_the_demo(&app.keys, code);
    invitations::hand_out(app, &Actor::System, code, &key, Before::Stands).await
}
