//! The one gate out: turns what `stats` released into the contract's `Disclosed`, and writes it to
//! the release ledger. Nothing else in the house makes a shown figure.
//!
//! A release can be interrupted and run again: lines that stand in the ledger stay, the rest is
//! computed from the same answers. Who may release, and when, `campaigns` decides.

use std::collections::HashMap;
use std::sync::Arc;

use contract::ids::{CampaignId, SubjectId};
use contract::instruments::{Instrument, Prompt, Wording};
use contract::locale::{Lang, Localized};
use contract::profiles::{
    Cell, Comments, CompetencyFigures, Disclosed, Interval, ItemFigures, Overall, ProfileFigures,
    Withheld, WithheldRelation,
};
use rand::Rng;
use rand::seq::SliceRandom;
use stats::disclosure::{CellRelease, CommentLabel, Outcome, Released, SubjectRelease};
use store::ballots::{ReleasedProfile, StoredComment};
use store::{Ballots, StoreError};
use tokio::sync::mpsc;

use super::convert;
use super::load::{LoadError, Loaded, load};

/// Subjects that are computed, disclosed and written together.
const AT_ONCE: usize = 200;

/// What a release came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Subjects in the ledger.
    pub n_subjects: u64,
    /// Salted SHA-256 of the answers.
    pub data_hash: [u8; 32],
}

/// Why a campaign could not be released.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Its answers could not be read.
    #[error("the answers could not be read")]
    Load(#[from] LoadError),
    /// The ledger could not be written.
    #[error("the release ledger could not be written")]
    Store(#[from] StoreError),
    /// A profile could not be written as JSON.
    #[error("a profile could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The computation ended early.
    #[error("the computation ended early")]
    Computation(#[from] tokio::task::JoinError),
}

/// Computes all profiles of a tallied campaign and writes them to the ledger. The generator decides
/// the order of comments, and nothing else.
pub async fn publish(
    ballots: &Ballots,
    campaign: CampaignId,
    rng: &mut (impl Rng + Send),
) -> Result<Published, PublishError> {
    let loaded = Arc::new(load(ballots, campaign).await?);
    let (sender, mut computed) = mpsc::channel::<Vec<(SubjectId, SubjectRelease)>>(2);
    let computation = tokio::task::spawn_blocking({
        let loaded = Arc::clone(&loaded);
        move || compute(&loaded, &sender)
    });
    while let Some(releases) = computed.recv().await {
        let ids: Vec<uuid::Uuid> = releases.iter().map(|(subject, _)| subject.0).collect();
        let mut written: HashMap<SubjectId, Vec<StoredComment>> = HashMap::new();
        for comment in ballots.comments_about(campaign.0, &ids).await? {
            written
                .entry(SubjectId(comment.subject))
                .or_default()
                .push(comment);
        }
        let mut lines = Vec::with_capacity(releases.len());
        for (subject, release) in releases {
            let comments = written.remove(&subject).unwrap_or_default();
            let figures = profile_figures(&loaded, subject, release, comments, rng);
            lines.push(ReleasedProfile {
                campaign: campaign.0,
                subject: subject.0,
                figures: serde_json_canonicalizer::to_string(&figures)?,
                data_hash: loaded.data_hash.to_vec(),
            });
        }
        ballots.keep_released(lines).await?;
    }
    computation.await?;
    Ok(Published {
        n_subjects: ballots.n_released(campaign.0).await?,
        data_hash: loaded.data_hash,
    })
}

/// Computes the figures of all subjects and hands them on, some at a time.
fn compute(loaded: &Loaded, sender: &mpsc::Sender<Vec<(SubjectId, SubjectRelease)>>) {
    let analysis = stats::analyse(&loaded.ratings, &loaded.settings);
    let numbered: Vec<(u32, SubjectId)> = (0..).zip(loaded.subjects.iter().copied()).collect();
    for some in numbered.chunks(AT_ONCE) {
        let releases = some
            .iter()
            .filter_map(|(at, subject)| Some((*subject, analysis.release(*at)?)))
            .collect();
        if sender.blocking_send(releases).is_err() {
            return; // nobody listens any more: the ledger could not be written
        }
    }
}

/// A value that passed the gate of `stats`, as the contract's type for it.
#[expect(clippy::disallowed_methods, reason = "this is the one gate out")]
fn shown<T, U>(value: Released<T>, convert: impl FnOnce(T) -> U) -> Disclosed<U> {
    Disclosed::shown(convert(value.into_inner()))
}

fn disclosed<T, U>(outcome: Outcome<T>, convert: impl FnOnce(T) -> U) -> Disclosed<U> {
    match outcome {
        Outcome::Released(value) => shown(value, convert),
        Outcome::Withheld(reason) => Disclosed::withheld(convert::withheld(reason)),
    }
}

/// Everything that may be seen of one subject, ready for the ledger.
fn profile_figures(
    loaded: &Loaded,
    subject: SubjectId,
    release: SubjectRelease,
    written: Vec<StoredComment>,
    rng: &mut impl Rng,
) -> ProfileFigures {
    let Loaded {
        protocol,
        instrument,
        ..
    } = loaded;
    let SubjectRelease {
        cells,
        withheld,
        merged,
        gaps,
        choices,
        comments,
        overall,
    } = release;
    ProfileFigures {
        schema: super::SCHEMA.to_owned(),
        subject,
        cells: cells.iter().map(cell).collect(),
        withheld: withheld
            .into_iter()
            .map(|(relation, reason)| WithheldRelation {
                relation: convert::relation_shown(relation),
                reason: convert::withheld(reason),
            })
            .collect(),
        competencies: competencies(instrument, cells, merged, gaps),
        overall: overall.map(|overall| Overall {
            cells: overall
                .cells
                .into_iter()
                .map(|of| disclosed(of, convert::figure))
                .collect(),
            merged: disclosed(overall.merged, convert::figure),
        }),
        forced_choice: match choices {
            Some(outcome) => disclosed(outcome, convert::choices),
            None => Disclosed::withheld(Withheld::NotAsked),
        },
        comments: instrument
            .prompts
            .iter()
            .zip(comments)
            .flat_map(|(prompt, release)| prompt_comments(prompt, release, &written, rng))
            .collect(),
        weights: protocol.weights,
        data_hash: hex::encode(loaded.data_hash),
        protocol_hash: hex::encode(loaded.protocol_hash),
        method_version: stats::METHOD_VERSION.to_owned(),
        scale: Interval {
            lo: instrument.scale.min.into(),
            hi: instrument.scale.max.into(),
        },
    }
}

fn cell(release: &CellRelease) -> Cell {
    Cell {
        relations: convert::relations_shown(release.relations),
        attributed: release.attributed,
        n: shown(release.n, |n| n),
    }
}

/// The figures of the cells, turned around: by competency and item, as the page reads them.
fn competencies(
    instrument: &Instrument,
    cells: Vec<CellRelease>,
    merged: Vec<Outcome<stats::disclosure::Figure>>,
    gaps: Vec<Outcome<stats::disclosure::Gap>>,
) -> Vec<CompetencyFigures> {
    let mut items: Vec<ItemFigures> = instrument
        .items
        .iter()
        .map(|item| ItemFigures {
            id: item.id.clone(),
            short: item.short.clone(),
            cells: Vec::new(),
            zones: Vec::new(),
            cannot_judge: Vec::new(),
        })
        .collect();
    let mut competencies: Vec<CompetencyFigures> = instrument
        .competencies
        .iter()
        .zip(merged.into_iter().zip(gaps))
        .map(|(competency, (merged, gap))| CompetencyFigures {
            id: competency.id.clone(),
            title: competency.title.clone(),
            short: competency.short.clone(),
            cells: Vec::new(),
            merged: disclosed(merged, convert::figure),
            gap: disclosed(gap, convert::gap),
            alpha: Vec::new(),
            rwg_j: Vec::new(),
            items: Vec::new(),
        })
        .collect();
    for cell in cells {
        for (figures, release) in items.iter_mut().zip(cell.items) {
            figures.cells.push(disclosed(release.mean, convert::figure));
            figures
                .zones
                .push(disclosed(release.distribution, convert::zones));
            figures
                .cannot_judge
                .push(disclosed(release.cannot_judge, |n| n));
        }
        for (figures, release) in competencies.iter_mut().zip(cell.competencies) {
            figures.cells.push(disclosed(release.mean, convert::figure));
            figures.alpha.push(disclosed(release.alpha, |alpha| alpha));
            figures.rwg_j.push(disclosed(release.rwg_j, |rwg_j| rwg_j));
        }
    }
    for (item, figures) in instrument.items.iter().zip(items) {
        let own = competencies
            .iter_mut()
            .find(|competency| competency.id == item.competency);
        if let Some(competency) = own {
            competency.items.push(figures);
        }
    }
    competencies
}

/// The comments on one prompt: each group that may be shown, shuffled, and the rest withheld.
fn prompt_comments(
    prompt: &Prompt,
    release: stats::disclosure::CommentRelease,
    written: &[StoredComment],
    rng: &mut impl Rng,
) -> Vec<Comments> {
    let question = without_name(prompt);
    let mut all = Vec::new();
    for group in release.groups {
        let (CommentLabel::From(set) | CommentLabel::Pooled(set)) = *group.get();
        let relations = convert::relations_shown(set);
        let mut texts: Vec<String> = written
            .iter()
            .filter(|comment| comment.prompt == prompt.id)
            .filter(|comment| relations.iter().any(|of| of.as_str() == comment.relation))
            .map(|comment| comment.content.clone())
            .collect();
        texts.shuffle(rng);
        all.push(Comments {
            prompt: prompt.id.clone(),
            question: question.clone(),
            relations,
            texts: shown(group, |_| texts),
        });
    }
    if let Some((set, reason)) = release.rest {
        all.push(Comments {
            prompt: prompt.id.clone(),
            question,
            relations: convert::relations_shown(set),
            texts: Disclosed::withheld(convert::withheld(reason)),
        });
    }
    all
}

/// The question of a prompt with "the one who is rated" where the form had a name: no name stands in
/// the ballot vault.
fn without_name(prompt: &Prompt) -> Localized {
    let fill = |lang| {
        let name = match lang {
            Lang::Vi => "người được góp ý",
            Lang::En => "this leader",
        };
        Wording {
            name,
            full_name: name,
            post: "",
            lang,
        }
        .fill(&prompt.question)
    };
    Localized {
        vi: fill(Lang::Vi),
        en: fill(Lang::En),
    }
}
