//! What an invitation opens: the rater's task list.

use serde::{Deserialize, Serialize};

use crate::campaigns::CampaignHead;
use crate::ids::SubjectId;
use crate::instruments::Instrument;
use crate::raters::Relation;

/// `POST /api/invitations/open`: the code of the link's fragment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenInvitation {
    /// The link code as it stands in the fragment.
    pub code: String,
}

/// The header by which a tab names the rater whose drafts it shows ([`TaskList::rater`]). The cookie
/// is the whole browser's: when somebody else opens an invitation in another tab, this tells that
/// the session is no longer this tab's.
pub const RATER_HEADER: &str = "toancanh-rater";

/// Everything the survey page needs, in one answer, so that answering makes no further calls
/// that would tell where somebody is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TaskList {
    /// An opaque name of this rater in this campaign, the same for every link and short code he is
    /// given. Drafts and codes are kept under it in the browser. It goes with what the session
    /// asks for and never with an answer, and the server computes it anew instead of keeping it.
    pub rater: String,
    /// The campaign, as every page about it shows it.
    pub campaign: CampaignHead,
    /// The questions.
    pub instrument: Instrument,
    /// The one size of an envelope, in bytes.
    pub envelope_bytes: u32,
    /// Whom this person is asked about.
    pub tasks: Vec<Task>,
}

/// One assignment as the rater sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The subject's id inside this campaign.
    pub subject: SubjectId,
    /// The rater's own relation to the subject.
    pub relation: Relation,
    /// The subject's name.
    pub full_name: String,
    /// How the wording calls him: form of address and given name, or the full name.
    pub name: String,
    /// His post.
    pub post: String,
    /// His unit.
    pub unit: String,
    /// How many people are invited in this relation to this subject.
    pub n_invited: u32,
    /// Whether this relation is attributed (self, or the only superior invited).
    pub attributed: bool,
    /// Where the assignment stands on the server: which way it is answered, nothing more.
    pub way: Way,
}

/// Which way an assignment is answered. Once taken, it does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Not issued yet.
    Open,
    /// In the browser page, with a code drawn there.
    Browser,
    /// With the plain form.
    Form,
}

/// The one list of links and codes, as the print sheet shows it. It exists while it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationSheet {
    /// The campaign.
    pub campaign: CampaignHead,
    /// Where raters without a link enter their short code.
    pub short_code_address: String,
    /// The slips, unit by unit, by name.
    pub slips: Vec<InvitationSlip>,
}

/// One person's invitation on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationSlip {
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// E-mail, where there is one.
    pub email: Option<String>,
    /// Path of the unit.
    pub unit_path: String,
    /// How many assignments the person has.
    pub n_tasks: u32,
    /// The link, with its code in the fragment.
    pub link: String,
    /// The short code, as printed.
    pub short_code: String,
    /// The link as a QR code.
    pub qr: QrCode,
}

/// A QR code, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules along one side, without the quiet zone.
    pub width: u32,
    /// The dark modules as an SVG path, one unit per module.
    pub path: String,
}

/// The page that hands the list out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOutView {
    /// The campaign.
    pub campaign: CampaignHead,
    /// How many people are invited.
    pub n_people: u32,
    /// Whether a list was handed out before.
    pub handed_out: bool,
    /// The key of the list that the buttons of this page give. It stands nowhere else.
    pub key: String,
}
