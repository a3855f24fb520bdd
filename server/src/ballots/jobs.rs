//! What runs beside the requests: the shuffles of every hour and every night, with them the order
//! of sessions that is destroyed on the roster, and the completion of what a crash left.

use std::time::Duration;

use contract::campaigns::CampaignState;
use contract::error::AppError;
use contract::ids::CampaignId;
use store::Ballots;
use store::ballots::{BoxState, Reach};
use time::{Date, OffsetDateTime};

use super::session;
use crate::clock::Clock;
use crate::rng;
use crate::state::App;

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(20);

/// Completes what was cut, then shuffles until the task is dropped. A failure is logged and tried
/// again at the next hour; it never stops the program.
pub async fn run(app: App) {
    if let Err(error) = complete(&app).await {
        tell("completing a tally", &error);
    }
    // At once: the program may have been down when an hour ended.
    mix(&app, Reach::Hour).await;
    let mut last = Mark::of(&app.clock);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = Mark::of(&app.clock);
        if let Some(reach) = now.since(last) {
            mix(&app, reach).await;
            last = now;
        }
    }
}

/// Completes tallies that were cut: of every campaign that is closed, the box is closed, counted
/// and swept.
pub async fn complete(app: &App) -> Result<(), AppError> {
    let campaigns = app.roster.campaigns().await.map_err(AppError::internal)?;
    for campaign in campaigns {
        if campaign.state == CampaignState::Closed.as_str() && !campaign.imported {
            super::close(app, CampaignId(campaign.id)).await?;
        }
    }
    Ok(())
}

async fn mix(app: &App, reach: Reach) {
    shuffle(&app.ballots, reach).await;
    if let Err(error) = session::forget_order(&app.roster).await {
        tell("forgetting the order of sessions", &error);
    }
}

/// Shuffles every open box.
pub async fn shuffle(ballots: &Ballots, reach: Reach) {
    if let Err(error) = shuffle_all(ballots, reach).await {
        tell("shuffling", &error);
    }
}

async fn shuffle_all(ballots: &Ballots, reach: Reach) -> Result<(), AppError> {
    let mut order = rng::generator().map_err(AppError::internal)?;
    let open = ballots
        .boxes_in(BoxState::Open)
        .await
        .map_err(AppError::internal)?;
    for campaign in &open {
        ballots
            .shuffle(*campaign, reach, &mut order)
            .await
            .map_err(AppError::internal)?;
    }
    if !open.is_empty() {
        ballots.sweep(reach).await.map_err(AppError::internal)?;
    }
    Ok(())
}

/// The hour, as the shuffles count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    day: Date,
    hour: i64,
}

impl Mark {
    fn of(clock: &Clock) -> Self {
        Self::at(clock.today(), clock.now())
    }

    const fn at(day: Date, now: OffsetDateTime) -> Self {
        Self {
            day,
            hour: now.unix_timestamp().div_euclid(3_600),
        }
    }

    /// What is due since `last`.
    fn since(self, last: Self) -> Option<Reach> {
        if self.day != last.day {
            Some(Reach::All)
        } else if self.hour != last.hour {
            Some(Reach::Hour)
        } else {
            None
        }
    }
}

/// The cause only: no campaign, no count.
fn tell(what: &str, error: &AppError) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::error!(
        "{what} failed: {error}{}",
        cause.map(|c| format!(": {c}")).unwrap_or_default()
    );
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn every_hour_shuffles_the_day_and_every_night_everything() {
        let evening = Mark::at(date!(2026 - 10 - 05), datetime!(2026-10-05 15:59:59 UTC));
        let later = Mark::at(date!(2026 - 10 - 05), datetime!(2026-10-05 16:00 UTC));
        let night = Mark::at(date!(2026 - 10 - 06), datetime!(2026-10-05 17:00 UTC));
        assert_eq!(evening.since(evening), None);
        assert_eq!(later.since(evening), Some(Reach::Hour));
        assert_eq!(night.since(later), Some(Reach::All));
        assert_eq!(night.since(evening), Some(Reach::All));
    }
}
