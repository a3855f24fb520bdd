//! What every request and command gets: the two vaults, the clock, the client bundle.

use std::sync::Arc;

use app::page::Bundle;
use store::{Ballots, Roster};
use time::OffsetDateTime;

use crate::clock::Clock;
use crate::keys::Keys;

/// The running program. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// People, campaigns, assignments, accounts.
    pub roster: Roster,
    /// Envelopes, answers, released figures.
    pub ballots: Ballots,
    /// The time.
    pub clock: Clock,
    /// The secret under which codes are hashed.
    pub keys: Keys,
    /// Where the client bundle lies.
    pub bundle: Bundle,
    /// Address under which people reach this server, without a slash at the end.
    pub public_url: String,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The same program at another moment: what the demo's people did in the past.
    pub fn at(&self, moment: OffsetDateTime) -> Self {
        Self::new(Parts {
            roster: self.roster.clone(),
            ballots: self.ballots.clone(),
            clock: Clock::Fixed(moment),
            keys: self.keys.clone(),
            bundle: self.bundle.clone(),
            public_url: self.public_url.clone(),
        })
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
