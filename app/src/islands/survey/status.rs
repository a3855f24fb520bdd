//! How far a task has come, in this browser's own view: the server knows only which way it is
//! answered.

use contract::invitations::Way;

/// What the task list says of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Chưa làm.
    NotStarted,
    /// Đang làm: there is a draft here.
    Doing,
    /// Đã gửi.
    Sent,
    /// Sent before, and being answered anew; what was sent still counts.
    Editing,
    /// The rater chose not to answer.
    Stopped,
    /// Its code was drawn in another browser, or erased from this one.
    OtherBrowser,
    /// Answered with the plain form.
    Form,
}

/// How a task ended in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The box has confirmed it.
    Sent,
    /// Stopped without answering.
    Stopped,
}

impl Ending {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Stopped => "stopped",
        }
    }

    /// The inverse of [`Ending::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sent, Self::Stopped]
            .into_iter()
            .find(|ending| ending.as_str() == text)
    }
}

/// What this browser keeps of one task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its one-time code.
    pub has_code: bool,
    /// A draft.
    pub has_draft: bool,
    /// How it ended, if it did.
    pub ending: Option<Ending>,
}

impl Status {
    /// From what the server says and what this browser keeps.
    pub const fn of(way: Way, kept: Kept) -> Self {
        match (way, kept) {
            (Way::Form, _) => Self::Form,
            (
                Way::Browser,
                Kept {
                    has_code: false, ..
                },
            ) => Self::OtherBrowser,
            (
                _,
                Kept {
                    has_draft: true,
                    ending: Some(Ending::Sent),
                    ..
                },
            ) => Self::Editing,
            (
                _,
                Kept {
                    has_draft: true, ..
                },
            ) => Self::Doing,
            (
                _,
                Kept {
                    ending: Some(Ending::Sent),
                    ..
                },
            ) => Self::Sent,
            (
                _,
                Kept {
                    ending: Some(Ending::Stopped),
                    ..
                },
            ) => Self::Stopped,
            _ => Self::NotStarted,
        }
    }

    /// Whether this browser may answer it, for the first time or again.
    pub const fn may_answer(self) -> bool {
        !matches!(self, Self::OtherBrowser | Self::Form)
    }

    /// Whether there is a draft to show.
    pub const fn has_draft(self) -> bool {
        matches!(self, Self::Doing | Self::Editing)
    }

    /// Whether it still waits for this rater's answer here.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::NotStarted | Self::Doing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: Kept = Kept {
        has_code: true,
        has_draft: false,
        ending: None,
    };

    #[test]
    fn a_task_taken_elsewhere_is_not_offered_here() {
        let nothing = Kept::default();
        assert_eq!(Status::of(Way::Open, nothing), Status::NotStarted);
        assert_eq!(Status::of(Way::Browser, nothing), Status::OtherBrowser);
        assert_eq!(Status::of(Way::Form, CODE), Status::Form);
        assert!(!Status::OtherBrowser.may_answer() && !Status::Form.may_answer());
    }

    #[test]
    fn a_code_whose_registration_got_no_answer_is_still_this_browsers() {
        assert_eq!(Status::of(Way::Open, CODE), Status::NotStarted);
        assert_eq!(Status::of(Way::Browser, CODE), Status::NotStarted);
    }

    #[test]
    fn answering_again_keeps_saying_that_something_was_sent() {
        let sent = Kept {
            ending: Some(Ending::Sent),
            ..CODE
        };
        assert_eq!(Status::of(Way::Browser, sent), Status::Sent);
        let editing = Kept {
            has_draft: true,
            ..sent
        };
        assert_eq!(Status::of(Way::Browser, editing), Status::Editing);
    }

    #[test]
    fn who_stopped_may_still_answer() {
        let stopped = Kept {
            ending: Some(Ending::Stopped),
            ..CODE
        };
        assert_eq!(Status::of(Way::Browser, stopped), Status::Stopped);
        assert!(Status::Stopped.may_answer());
        let resumed = Kept {
            has_draft: true,
            ..stopped
        };
        assert_eq!(Status::of(Way::Browser, resumed), Status::Doing);
    }
}
