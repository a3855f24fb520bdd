//! Careless responding: indices of a ballot, and the screen that weighs them.
//!
//! The indices look at one ballot on a [`Sheet`] of answers: runs and spread
//! ([`longstring`], [`mean_run`], [`irv`]), consistency ([`even_odd`], [`Synonyms`],
//! [`PersonTotal`]), distance from the others ([`Mahalanobis`]), fit to a model ([`person_fit`]).
//! Kinds of carelessness lie at opposite ends of them: a straight line has the longest run, random
//! answers the shortest. So no index is summed with another. What a campaign acts on is the screen,
//! a likelihood over kinds of respondent.
//!
//! Reviews: Meade & Craig 2012, Psychological Methods 17:437; Curran 2016, Journal of Experimental
//! Social Psychology 66:4; Ward & Meade 2023, Annual Review of Psychology 74:577.

mod auc;
mod consistency;
mod correlation;
mod mahalanobis;
mod person_fit;
mod runs;
mod screen;
mod sheet;
mod synonyms;

pub use auc::auc;
pub use consistency::{PersonTotal, even_odd};
pub use mahalanobis::{Mahalanobis, SingularCovariance};
pub use person_fit::person_fit;
pub use runs::{irv, longstring, mean_run};
pub(crate) use screen::Attentive;
pub use screen::{
    Evidence, FEWEST_BALLOTS, FEWEST_ITEMS, Null, Pace, Respondent, ScreenError, ScreenSettings,
    Screened, Verdict, screen,
};
pub use sheet::{Sheet, SheetError};
pub use synonyms::{Pair, Synonyms};
