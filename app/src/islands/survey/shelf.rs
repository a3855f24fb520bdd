//! What this browser keeps for one rater, key by key, and what it says about his tasks.
//!
//! | key | text |
//! |---|---|
//! | `codes` | the one-time codes and the pending request, JSON |
//! | `draft.{subject}.{relation}` | answers not sent yet, JSON |
//! | `version.{subject}.{relation}` | the version of the last attempt to send |
//! | `ending.{subject}.{relation}` | how the task ended, one word |
//!
//! Each has its own key, so that two tabs that answer about two subjects do not overwrite each
//! other. There is no time among them.

use contract::ids::CampaignId;
use contract::invitations::Task;

use super::codes::Codes;
use super::status::{Ending, Kept};

/// The key of the codes.
pub const CODES: &str = "codes";

/// The key of a task's draft.
pub fn draft(task: &Task) -> String {
    key("draft", task)
}

/// The key of a task's version.
pub fn version(task: &Task) -> String {
    key("version", task)
}

/// The key of a task's ending.
pub fn ending(task: &Task) -> String {
    key("ending", task)
}

fn key(kind: &str, task: &Task) -> String {
    [
        kind,
        ".",
        &task.subject.to_string(),
        ".",
        task.relation.as_str(),
    ]
    .concat()
}

/// What all keys of one rater in one campaign begin with. `rater` is the name that the server has
/// for him: it stays when he is given a new link, and so does all that is kept here.
pub fn prefix(campaign: CampaignId, rater: &str) -> String {
    [&campaign.to_string(), "/", rater, "/"].concat()
}

/// What is kept of each task.
pub fn kept(entries: &[(String, String)], tasks: &[Task]) -> Vec<Kept> {
    let find = |key: &str| {
        entries
            .iter()
            .find(|(kept, _)| kept == key)
            .map(|(_, text)| text)
    };
    let codes = codes(find(CODES).map(String::as_str));
    tasks
        .iter()
        .map(|task| Kept {
            has_code: codes.of(task).is_some(),
            has_draft: find(&draft(task)).is_some(),
            ending: find(&ending(task)).and_then(|text| Ending::parse(text)),
        })
        .collect()
}

/// The codes from what is kept.
pub fn codes(text: Option<&str>) -> Codes {
    text.and_then(Codes::read).unwrap_or_default()
}

/// The version of the next attempt to send. It goes up with every attempt, received or not: of two
/// envelopes under one code the later one must win.
pub fn next_version(last: Option<&str>) -> u32 {
    last.and_then(|text| text.parse::<u32>().ok())
        .map_or(1, |last| last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use contract::invitations::Way;

    use super::*;
    use crate::islands::survey::builders::task;
    use crate::islands::survey::codes::Drawn;
    use crate::islands::survey::status::Status;

    #[test]
    fn what_is_kept_tells_the_tasks_apart() {
        let tasks = [task(1, Way::Browser), task(2, Way::Browser)];
        let mut kept_codes = Codes::default();
        let open = [task(1, Way::Open)];
        let drawn = vec![Drawn {
            code: "c".to_owned(),
            hash: "h".to_owned(),
        }];
        kept_codes.take_up("key".to_owned(), &kept_codes.missing(&open), drawn);
        let entries = [
            (
                CODES.to_owned(),
                serde_json::to_string(&kept_codes).unwrap(),
            ),
            (draft(&tasks[0]), "{}".to_owned()),
            (ending(&tasks[0]), Ending::Sent.as_str().to_owned()),
        ];
        let kept = kept(&entries, &tasks);
        assert_eq!(Status::of(tasks[0].way, kept[0]), Status::Editing);
        assert_eq!(Status::of(tasks[1].way, kept[1]), Status::OtherBrowser);
    }

    #[test]
    fn each_attempt_to_send_has_a_version_of_its_own() {
        assert_eq!(next_version(None), 1);
        assert_eq!(next_version(Some("1")), 2);
        assert_eq!(next_version(Some(&u32::MAX.to_string())), u32::MAX);
    }

    #[test]
    fn one_raters_keys_never_begin_like_anothers() {
        let campaign = "11111111-1111-4111-8111-111111111111".parse().unwrap();
        let (one, other) = (prefix(campaign, "ab"), prefix(campaign, "abc"));
        assert!(!other.starts_with(&one) && !one.starts_with(&other));
    }
}
