//! The whole way from ballots to leader profiles, as `analyse profile` shows it and as the product
//! computes it before its disclosure gate.
//!
//! Order (statistics.md): screening weights → non-response weights by strata → rater-effect model →
//! reliability gate → composite with interval → signals of collusion and retaliation, with and
//! without. Each step leaves its own figure, so that what moved a leader's composite can be told step
//! by step. Nothing is deleted: a ballot has a weight and a reason.

mod ballots;
mod cells;
mod connectivity;
mod difference;
mod gate;
mod means;
mod protocol;
mod run;
mod screening;
mod signals;
mod top_tenth;
mod vignettes;

pub use ballots::{CampaignBallots, CampaignBallotsError, Strata};
pub use connectivity::Connectivity;
pub use difference::Difference;
pub use gate::{Gate, INDICATIVE, SCORE};
pub use protocol::{OnSignal, Protocol, ProtocolError};
pub use run::{CampaignProfile, RelationProfile, Steps, SubjectProfile, run};
pub use screening::{Reason, Screening};
pub use signals::Signal;
