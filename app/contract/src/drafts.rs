//! A campaign before it opens: what was typed, who would be rated, and what would be visible.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::campaigns::{CampaignState, Draft, Forecast, MergeStep};
use crate::error::FieldFault;
use crate::ids::CampaignId;
use crate::instruments::Instrument;
use crate::raters::Relation;

/// The merge paths that a draft can choose from. The protocol holds the steps themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeChoice {
    /// A small relation is withheld.
    None,
    /// Peers and subordinates become "others".
    Others,
    /// Peers and subordinates become "others"; if still small, superiors join them.
    OthersThenSuperiors,
    /// All three at once.
    All,
}

impl MergeChoice {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::None,
        Self::Others,
        Self::OthersThenSuperiors,
        Self::All,
    ];

    /// As sent by the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Others => "others",
            Self::OthersThenSuperiors => "others_then_superiors",
            Self::All => "all",
        }
    }

    /// The inverse of [`MergeChoice::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }

    /// The steps that it stands for.
    pub fn steps(self) -> Vec<MergeStep> {
        let others = || MergeStep {
            relations: vec![Relation::Peer, Relation::Subordinate],
        };
        let all = || MergeStep {
            relations: vec![Relation::Superior, Relation::Peer, Relation::Subordinate],
        };
        match self {
            Self::None => Vec::new(),
            Self::Others => vec![others()],
            Self::OthersThenSuperiors => vec![others(), all()],
            Self::All => vec![all()],
        }
    }

    /// Which choice a path is, if it is one of them.
    pub fn of(steps: &[MergeStep]) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.steps() == steps)
    }
}

/// The form of a draft as it is typed. Nothing is filled in that the organisation must decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftForm {
    /// Short code.
    pub code: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// `development` or `reference`.
    pub purpose: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Weight of superiors in per cent.
    pub weight_superior: String,
    /// Weight of peers in per cent.
    pub weight_peer: String,
    /// Weight of subordinates in per cent.
    pub weight_subordinate: String,
    /// k.
    pub k: String,
    /// A [`MergeChoice`].
    pub merge: String,
    /// How subjects are chosen: `heads_of`, `posts_in` or `people`.
    pub subjects: String,
    /// Unit paths, one a line.
    pub units: String,
    /// Titles of posts, one a line.
    pub titles: String,
    /// Staff codes, separated by spaces, commas or lines.
    pub people: String,
    /// First day.
    pub opens_on: String,
    /// Last day.
    pub closes_on: String,
    /// Expected response in per cent, for the forecast.
    pub expected_response: String,
}

/// Who was chosen and is not a subject all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// Post, where one was found.
    pub post: Option<String>,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why somebody is not a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LeftOutReason {
    /// The post is held for less than six months on the first day.
    PostTooNew {
        /// Since when.
        since: Date,
    },
    /// No post on the first day.
    NoPost,
    /// Nobody but himself would be asked.
    NobodyToAsk,
}

/// A draft as its page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// The campaign.
    pub id: CampaignId,
    /// What is decided so far.
    pub draft: Draft,
    /// What is still missing or wrong before it can open, by the field of the form.
    pub missing: Vec<FieldFault>,
    /// The instrument, once chosen.
    pub instrument: Option<Instrument>,
    /// Who is rated and what will be visible, once subjects are chosen.
    pub outlook: Option<Outlook>,
}

/// Whom a draft reaches, as the roster is today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The first day that it is reckoned for.
    pub on: Date,
    /// Subjects.
    pub n_subjects: u32,
    /// Different people who would be asked.
    pub n_raters: u32,
    /// Assignments.
    pub n_assignments: u32,
    /// Subjects for whom at least one relation is more likely hidden than shown, after the merge.
    pub n_hard_to_see: u32,
    /// Subjects with three subordinates or fewer.
    pub n_conversations: u32,
    /// The forecasts of this page of the list.
    pub forecasts: Vec<Forecast>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
    /// Who was chosen and is left out.
    pub left_out: Vec<LeftOut>,
}

/// What the opening would freeze, for the page that asks to confirm it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpeningPlan {
    /// The draft, with nothing missing.
    pub view: DraftView,
    /// SHA-256 over everything that is to be frozen, hex. The opening asks for it again, and is
    /// refused if anything changed in between.
    pub plan_hash: String,
    /// The day of the opening.
    pub opens_on: Date,
}

/// What the page of a campaign after its opening shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignView {
    /// Head, with the hash of the protocol.
    pub head: crate::campaigns::CampaignHead,
    /// State.
    pub state: CampaignState,
    /// Whether it was imported from ratings collected elsewhere.
    pub imported: bool,
    /// The frozen protocol.
    pub protocol: crate::campaigns::Protocol,
    /// Title of the instrument.
    pub instrument_title: crate::locale::Localized,
    /// How it goes; `None` for imported ratings.
    pub progress: Option<crate::campaigns::Progress>,
    /// Whether the one list of links and codes was handed out.
    pub handed_out: bool,
    /// Whether the tally is done, so that the results can be released.
    pub tallied: bool,
}
