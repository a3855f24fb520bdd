//! What can go wrong between this browser and the server, and its words.

use contract::locale::{Lang, Localized};

use crate::words::survey as words;

/// Something went wrong. Nothing that was typed is lost by any of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No link was opened in this tab.
    NoInvitation,
    /// The link's code is mistyped, or of another server.
    UnknownInvitation,
    /// The session ended; the link opens it again.
    SessionEnded,
    /// Another invitation was opened in this browser; the own link opens this one again.
    OtherInvitation,
    /// The campaign is closed.
    Closed,
    /// Too many wrong codes lately.
    TooManyAttempts,
    /// The browser keeps nothing for us.
    NoStorage,
    /// The code of this assignment is not in this browser.
    NoCode,
    /// An assignment was taken by another browser or by the plain form meanwhile.
    Taken,
    /// The server was not reached, or the connection broke.
    Network,
    /// The server answered, and not as it should.
    Server,
    /// What the box confirmed is not what was sent.
    WrongReceipt,
    /// The answers are longer than the envelope.
    TooLong,
    /// Refused for a reason that the server words itself.
    Refused(Option<Localized>),
}

impl Trouble {
    /// What it is called, and what to do.
    pub fn explain(&self, lang: Lang) -> (&'static str, String) {
        let (title, text) = match self {
            Self::NoInvitation => (words::no_invitation_title(lang), words::no_invitation(lang)),
            Self::UnknownInvitation => (
                words::unknown_invitation_title(lang),
                words::unknown_invitation(lang),
            ),
            Self::SessionEnded => (words::session_ended_title(lang), words::session_ended(lang)),
            Self::OtherInvitation => (
                words::other_invitation_title(lang),
                words::other_invitation(lang),
            ),
            Self::Closed => (words::closed_title(lang), words::closed(lang)),
            Self::TooManyAttempts => (
                words::too_many_attempts_title(lang),
                words::too_many_attempts(lang),
            ),
            Self::NoStorage => (words::no_storage_title(lang), words::no_storage(lang)),
            Self::NoCode | Self::Taken => (words::taken_title(lang), words::taken(lang)),
            Self::Network => (words::network_title(lang), words::network(lang)),
            Self::Server | Self::Refused(None) => (words::server_title(lang), words::server(lang)),
            Self::WrongReceipt => (words::wrong_receipt_title(lang), words::wrong_receipt(lang)),
            Self::TooLong => (words::too_long_title(lang), words::too_long(lang)),
            Self::Refused(Some(message)) => {
                return (words::server_title(lang), message.get(lang).to_owned());
            }
        };
        (title, text.to_owned())
    }

    /// Whether the same step may succeed when it is simply done again.
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::TooManyAttempts
                | Self::NoStorage
                | Self::Network
                | Self::Server
                | Self::WrongReceipt
        )
    }

    /// Whether nothing can go on before the link is opened again, or ever.
    pub const fn ends_the_visit(&self) -> bool {
        matches!(
            self,
            Self::SessionEnded | Self::OtherInvitation | Self::Closed
        )
    }

    /// Whether the plain form is a way out.
    pub const fn offers_the_form(&self) -> bool {
        matches!(
            self,
            Self::NoStorage | Self::NoInvitation | Self::UnknownInvitation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_with_words_of_its_own_is_told_in_them() {
        let message = Localized {
            vi: "Vì lý do này".to_owned(),
            en: "For this reason".to_owned(),
        };
        let trouble = Trouble::Refused(Some(message));
        assert_eq!(trouble.explain(Lang::En).1, "For this reason");
        assert!(!trouble.may_pass());
    }

    #[test]
    fn when_another_invitation_was_opened_only_the_own_link_leads_on() {
        let trouble = Trouble::OtherInvitation;
        assert!(trouble.ends_the_visit() && !trouble.may_pass());
        assert!(trouble.explain(Lang::Vi).1.contains("thư mời của anh/chị"));
    }

    #[test]
    fn a_broken_connection_may_pass_and_a_closed_campaign_does_not() {
        assert!(Trouble::Network.may_pass() && !Trouble::Network.ends_the_visit());
        assert!(!Trouble::Closed.may_pass() && Trouble::Closed.ends_the_visit());
    }
}
