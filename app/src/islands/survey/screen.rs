//! Where in the survey somebody is, and where each step leads. The same screens stand in the
//! browser's history, so that its Back works.

use super::status::Status;

/// One screen. Tasks are named by their place in the task list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Whom this person is asked about.
    Tasks,
    /// What to know before the first question about a subject, and how well one knows him.
    Start(usize),
    /// A page of questions: task, and part of the instrument.
    Part(usize, usize),
    /// What was answered and what was not.
    Review(usize),
    /// The answers have arrived.
    Receipt(usize),
    /// Asks before it erases.
    Erase,
}

impl Screen {
    /// The task that the screen is about.
    pub const fn task(self) -> Option<usize> {
        match self {
            Self::Start(task) | Self::Part(task, _) | Self::Review(task) | Self::Receipt(task) => {
                Some(task)
            }
            Self::Tasks | Self::Erase => None,
        }
    }

    /// What "Tiếp tục" leads to, in a form of so many parts.
    pub const fn next(self, n_parts: usize) -> Self {
        match self {
            Self::Start(task) if n_parts == 0 => Self::Review(task),
            Self::Start(task) => Self::Part(task, 0),
            Self::Part(task, part) if part + 1 < n_parts => Self::Part(task, part + 1),
            Self::Part(task, _) => Self::Review(task),
            // What follows the review is decided by the box, not by a click.
            Self::Review(task) => Self::Review(task),
            Self::Tasks | Self::Receipt(_) | Self::Erase => Self::Tasks,
        }
    }

    /// What "Quay lại" leads to.
    pub const fn back(self, n_parts: usize) -> Self {
        match self {
            Self::Part(task, 0) => Self::Start(task),
            Self::Part(task, part) => Self::Part(task, part - 1),
            Self::Review(task) if n_parts == 0 => Self::Start(task),
            Self::Review(task) => Self::Part(task, n_parts - 1),
            Self::Tasks | Self::Start(_) | Self::Receipt(_) | Self::Erase => Self::Tasks,
        }
    }

    /// The screen to show for one that the browser's history asks for: questions are shown only
    /// while there is a draft, a receipt only for what was sent, a start only for what this browser
    /// may answer. `status` is `None` when there is no such task.
    pub fn admit(self, status: Option<Status>, n_parts: usize) -> Self {
        let Some(task) = self.task() else { return self };
        let Some(status) = status else {
            return Self::Tasks;
        };
        match self {
            Self::Part(_, part) if part >= n_parts => Self::Start(task),
            Self::Part(..) | Self::Review(_) if status.has_draft() => self,
            Self::Receipt(_) if status == Status::Sent => self,
            Self::Start(_) if status.may_answer() => self,
            _ => Self::Tasks,
        }
    }

    /// As it stands in the browser's history. It never leaves the browser.
    pub fn token(self) -> String {
        match self {
            Self::Tasks => "tasks".to_owned(),
            Self::Start(task) => format!("start.{task}"),
            Self::Part(task, part) => format!("part.{task}.{part}"),
            Self::Review(task) => format!("review.{task}"),
            Self::Receipt(task) => format!("receipt.{task}"),
            Self::Erase => "erase".to_owned(),
        }
    }

    /// The inverse of [`Screen::token`]; `None` for anything that it never wrote.
    pub fn parse(token: &str) -> Option<Self> {
        let mut words = token.split('.');
        let name = words.next()?;
        let mut number = || words.next().and_then(|word| word.parse().ok());
        let screen = match name {
            "tasks" => Self::Tasks,
            "start" => Self::Start(number()?),
            "part" => Self::Part(number()?, number()?),
            "review" => Self::Review(number()?),
            "receipt" => Self::Receipt(number()?),
            "erase" => Self::Erase,
            _ => return None,
        };
        words.next().is_none().then_some(screen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N_PARTS: usize = 6;

    #[test]
    fn continue_walks_from_the_start_through_all_parts_to_the_review() {
        let mut screen = Screen::Start(3);
        for part in 0..N_PARTS {
            screen = screen.next(N_PARTS);
            assert_eq!(screen, Screen::Part(3, part));
        }
        assert_eq!(screen.next(N_PARTS), Screen::Review(3));
    }

    #[test]
    fn back_undoes_continue() {
        for screen in [Screen::Start(0), Screen::Part(0, 0), Screen::Part(0, 5)] {
            assert_eq!(screen.next(N_PARTS).back(N_PARTS), screen);
        }
    }

    #[test]
    fn the_review_is_left_only_by_sending() {
        assert_eq!(Screen::Review(0).next(N_PARTS), Screen::Review(0));
    }

    #[test]
    fn after_sending_the_browsers_back_shows_no_questions() {
        for screen in [Screen::Part(0, 2), Screen::Review(0)] {
            assert_eq!(screen.admit(Some(Status::Sent), N_PARTS), Screen::Tasks);
        }
        let receipt = Screen::Receipt(0);
        assert_eq!(receipt.admit(Some(Status::Sent), N_PARTS), receipt);
    }

    #[test]
    fn a_reload_in_mid_form_returns_to_the_same_page() {
        let screen = Screen::Part(1, 4);
        assert_eq!(screen.admit(Some(Status::Doing), N_PARTS), screen);
        assert_eq!(screen.admit(Some(Status::Editing), N_PARTS), screen);
    }

    #[test]
    fn a_task_of_another_browser_cannot_be_reached_by_the_history() {
        let start = Screen::Start(1);
        assert_eq!(
            start.admit(Some(Status::OtherBrowser), N_PARTS),
            Screen::Tasks
        );
        assert_eq!(start.admit(None, N_PARTS), Screen::Tasks);
    }

    #[test]
    fn tokens_read_back_and_nothing_else_does() {
        for screen in [
            Screen::Tasks,
            Screen::Start(7),
            Screen::Part(12, 3),
            Screen::Review(0),
            Screen::Receipt(2),
            Screen::Erase,
        ] {
            assert_eq!(Screen::parse(&screen.token()), Some(screen));
        }
        for token in ["", "part.1", "part.1.2.3", "start.-1", "start.x", "other"] {
            assert_eq!(Screen::parse(token), None);
        }
    }
}
