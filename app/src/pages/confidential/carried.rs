//! What the form carries from page to page in hidden fields: the code, the request key and the
//! submission id of its first showing, and every answer so far. Writing and reading stand here
//! side by side, so that what one page sends the next understands.

use contract::answers::tidy_comment;
use contract::ballots::{Answers, ItemAnswer};
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::Instrument;

/// The form, as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The server's name of the rater whose form this is, so that it is not taken for that of
    /// somebody who signs in meanwhile in the same browser.
    pub rater: String,
    /// The campaign, so that a form sent after the close is told so.
    pub campaign: CampaignId,
    /// The subject.
    pub subject: SubjectId,
    /// The one-time code, hex.
    pub code: String,
    /// The request key, hex.
    pub key: String,
    /// The submission id.
    pub submission: String,
    /// Whether it replaces an earlier answer, by its edit code.
    pub edit: bool,
    /// The answers so far.
    pub answers: Answers,
}

/// A form that none of our pages sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// The name of the input that says whose form it is.
pub const RATER: &str = "rater";

/// The name of an item's input.
pub fn item(place: usize) -> String {
    format!("item-{place}")
}

/// The name of a prompt's input.
pub fn comment(place: usize) -> String {
    format!("comment-{place}")
}

/// The name of the familiarity question's input.
pub const FAMILIARITY: &str = "familiarity";
/// The name of the inputs for the strongest competencies.
pub const STRONGEST: &str = "strongest";
/// The name of the input for the competency to improve first.
pub const IMPROVE_FIRST: &str = "improve";

impl Carried {
    /// Everything as name and value, blanks left out.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = vec![
            (RATER.to_owned(), self.rater.clone()),
            ("campaign".to_owned(), self.campaign.to_string()),
            ("subject".to_owned(), self.subject.to_string()),
            ("code".to_owned(), self.code.clone()),
            ("key".to_owned(), self.key.clone()),
            ("submission".to_owned(), self.submission.clone()),
        ];
        if self.edit {
            fields.push(("edit".to_owned(), "1".to_owned()));
        }
        let answers = &self.answers;
        if let Some(level) = answers.familiarity {
            fields.push((FAMILIARITY.to_owned(), level.to_string()));
        }
        for (place, answer) in answers.items.iter().enumerate() {
            if *answer != ItemAnswer::Blank {
                fields.push((item(place), i8::from(*answer).to_string()));
            }
        }
        for place in &answers.strongest {
            fields.push((STRONGEST.to_owned(), place.to_string()));
        }
        if let Some(place) = answers.improve_first {
            fields.push((IMPROVE_FIRST.to_owned(), place.to_string()));
        }
        for (place, text) in answers.comments.iter().enumerate() {
            if !text.is_empty() {
                fields.push((comment(place), text.clone()));
            }
        }
        fields
    }

    /// Reads a form back. Whether the answers fit is asked later: too many choices and too long a
    /// text are the reader's to correct.
    pub fn read(fields: &[(String, String)], instrument: &Instrument) -> Result<Self, Unreadable> {
        let answers = Answers {
            familiarity: number(fields, FAMILIARITY)?,
            items: (0..instrument.items.len())
                .map(|place| match one(fields, &item(place)) {
                    Some(text) => {
                        let code: i8 = text.parse().map_err(|_| Unreadable)?;
                        ItemAnswer::try_from(code).map_err(|_| Unreadable)
                    }
                    None => Ok(ItemAnswer::Blank),
                })
                .collect::<Result<_, _>>()?,
            strongest: strongest(fields)?,
            improve_first: number(fields, IMPROVE_FIRST)?,
            comments: (0..instrument.prompts.len())
                .map(|place| tidy_comment(one(fields, &comment(place)).unwrap_or_default()))
                .collect(),
        };
        let must = |name: &str| one(fields, name).ok_or(Unreadable);
        Ok(Self {
            rater: must(RATER)?.to_owned(),
            campaign: must("campaign")?.parse().map_err(|_| Unreadable)?,
            subject: must("subject")?.parse().map_err(|_| Unreadable)?,
            code: must("code")?.to_owned(),
            key: must("key")?.to_owned(),
            submission: must("submission")?.to_owned(),
            edit: one(fields, "edit").is_some(),
            answers,
        })
    }
}

/// The first value under a name.
pub fn one<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}

/// A number, or none where the field is missing or says blank.
fn number(fields: &[(String, String)], name: &str) -> Result<Option<u8>, Unreadable> {
    match one(fields, name) {
        None | Some("-1") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Unreadable),
    }
}

fn strongest(fields: &[(String, String)]) -> Result<Vec<u8>, Unreadable> {
    let mut places = fields
        .iter()
        .filter(|(name, _)| name == STRONGEST)
        .map(|(_, value)| value.parse::<u8>().map_err(|_| Unreadable))
        .collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}
