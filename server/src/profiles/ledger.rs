//! What was released, read back. Ballot vault only.

use contract::error::AppError;
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::Instrument;
use contract::locale::Localized;
use contract::profiles::ProfileFigures;
use store::Ballots;

/// The figures of some subjects of a campaign, in the order asked; who is not in the ledger is left
/// out.
pub async fn figures(
    ballots: &Ballots,
    campaign: CampaignId,
    subjects: &[SubjectId],
) -> Result<Vec<ProfileFigures>, AppError> {
    let ids: Vec<uuid::Uuid> = subjects.iter().map(|subject| subject.0).collect();
    let lines = ballots
        .released(campaign.0, &ids)
        .await
        .map_err(AppError::internal)?;
    let mut figures = Vec::with_capacity(lines.len());
    for subject in ids {
        if let Some(line) = lines.iter().find(|line| line.subject == subject) {
            figures.push(serde_json::from_str(&line.figures).map_err(AppError::internal)?);
        }
    }
    Ok(figures)
}

/// Short titles of the competencies that a campaign asked about.
pub async fn short_titles(
    ballots: &Ballots,
    campaign: CampaignId,
) -> Result<Vec<Localized>, AppError> {
    let kept = ballots
        .find_box(campaign.0)
        .await
        .map_err(AppError::internal)?;
    let kept = kept.ok_or_else(|| AppError::internal("a released campaign without a box"))?;
    let instrument: Instrument =
        serde_json::from_str(&kept.instrument).map_err(AppError::internal)?;
    Ok(instrument
        .competencies
        .into_iter()
        .map(|competency| competency.short)
        .collect())
}
