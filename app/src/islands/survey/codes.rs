//! The one-time codes of this browser and the request that registers them.
//!
//! Codes and request are saved before they are sent. Until the server has confirmed the request it
//! is repeated as it is, after a failure and after a reload: the server knows it again by its key.
//! Only when the server has refused it, and so has registered nothing, is it thrown away.

use contract::ballots::{CodeHash, IssueRequest};
use contract::ids::SubjectId;
use contract::invitations::Task;
use contract::raters::Relation;
use serde::Serialize;

use super::wire::{self, Node};

/// What this browser keeps of its codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Codes {
    /// One per assignment that this browser answers.
    pub codes: Vec<KeptCode>,
    /// The request that the server has not confirmed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<IssueRequest>,
}

/// The code of one assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptCode {
    /// The subject.
    pub subject: SubjectId,
    /// The relation.
    pub relation: Relation,
    /// 16 bytes, hex.
    pub code: String,
}

/// A code that was just drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// 16 bytes, hex.
    pub code: String,
    /// Its SHA-256, hex.
    pub hash: String,
}

impl Codes {
    /// As they are kept; `None` when that is not what is there.
    pub fn read(text: &str) -> Option<Self> {
        wire::read(text, |node| {
            Some(Self {
                codes: node.list("codes", kept_code)?,
                pending: node.field("pending").and_then(issue_request),
            })
        })
    }

    /// The code of a task.
    pub fn of(&self, task: &Task) -> Option<&str> {
        self.codes
            .iter()
            .find(|kept| kept.subject == task.subject && kept.relation == task.relation)
            .map(|kept| kept.code.as_str())
    }

    /// Tasks that are not issued and have no code here: the next request covers all of them.
    pub fn missing<'a>(&self, tasks: &'a [Task]) -> Vec<&'a Task> {
        tasks
            .iter()
            .filter(|task| task.way == contract::invitations::Way::Open && self.of(task).is_none())
            .collect()
    }

    /// Takes up freshly drawn codes, one for each of `tasks`, and prepares their request.
    pub fn take_up(&mut self, key: String, tasks: &[&Task], drawn: Vec<Drawn>) {
        let mut hashes = Vec::with_capacity(drawn.len());
        for (task, drawn) in tasks.iter().zip(drawn) {
            self.codes.push(KeptCode {
                subject: task.subject,
                relation: task.relation,
                code: drawn.code,
            });
            hashes.push(CodeHash {
                subject: task.subject,
                relation: task.relation,
                hash: drawn.hash,
            });
        }
        self.pending = Some(IssueRequest { key, codes: hashes });
    }

    /// The server has registered the pending request.
    pub fn confirm(&mut self) {
        self.pending = None;
    }

    /// The server has refused the pending request as a whole: its codes are worth nothing.
    pub fn discard_pending(&mut self) {
        if let Some(refused) = self.pending.take() {
            self.codes.retain(|kept| {
                !refused
                    .codes
                    .iter()
                    .any(|code| code.subject == kept.subject && code.relation == kept.relation)
            });
        }
    }
}

fn kept_code(node: Node<'_>) -> Option<KeptCode> {
    Some(KeptCode {
        subject: SubjectId(node.id("subject")?),
        relation: node.relation("relation")?,
        code: node.text("code")?,
    })
}

fn issue_request(node: Node<'_>) -> Option<IssueRequest> {
    Some(IssueRequest {
        key: node.text("key")?,
        codes: node.list("codes", |code| {
            Some(CodeHash {
                subject: SubjectId(code.id("subject")?),
                relation: code.relation("relation")?,
                hash: code.text("hash")?,
            })
        })?,
    })
}

#[cfg(test)]
mod tests {
    use contract::invitations::Way;

    use super::*;
    use crate::islands::survey::builders::task;

    fn drawn(n: u8) -> Vec<Drawn> {
        (0..n)
            .map(|at| Drawn {
                code: format!("code {at}"),
                hash: format!("hash {at}"),
            })
            .collect()
    }

    #[test]
    fn one_request_covers_every_assignment_not_issued_yet() {
        let tasks = [
            task(1, Way::Open),
            task(2, Way::Form),
            task(3, Way::Browser),
            task(4, Way::Open),
        ];
        let mut codes = Codes::default();
        let missing = codes.missing(&tasks);
        assert_eq!(missing.len(), 2);
        codes.take_up("key".to_owned(), &missing, drawn(2));
        let request = codes.pending.clone().unwrap();
        assert_eq!(request.codes[1].subject, tasks[3].subject);
        assert_eq!(request.codes[1].hash, "hash 1");
        assert_eq!(codes.of(&tasks[3]), Some("code 1"));
        assert!(codes.missing(&tasks).is_empty());
    }

    #[test]
    fn a_request_without_an_answer_is_repeated_as_it_is() {
        let tasks = [task(1, Way::Open)];
        let mut codes = Codes::default();
        codes.take_up("key".to_owned(), &codes.missing(&tasks), drawn(1));
        let json = serde_json::to_string(&codes).unwrap();
        let after_reload = Codes::read(&json).unwrap();
        assert_eq!(after_reload.pending, codes.pending);
        assert_eq!(after_reload, codes);
    }

    #[test]
    fn a_refused_request_takes_only_its_own_codes_with_it() {
        let first = [task(1, Way::Open)];
        let mut codes = Codes::default();
        codes.take_up("key".to_owned(), &codes.missing(&first), drawn(1));
        codes.confirm();
        let second = [task(1, Way::Browser), task(2, Way::Open)];
        codes.take_up("other key".to_owned(), &codes.missing(&second), drawn(1));
        codes.discard_pending();
        assert_eq!(codes.pending, None);
        assert_eq!(codes.of(&second[0]), Some("code 0"));
        assert_eq!(codes.of(&second[1]), None);
    }
}
