//! The only place that asks the system for the time. Everything else gets it as an argument.

use time::{Date, OffsetDateTime, UtcOffset};

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The system.
    System,
    /// Stands still: tests and the demo's past campaigns.
    Fixed(OffsetDateTime),
}

/// Vietnam has one time zone and no summer time.
const VIETNAM: UtcOffset = match UtcOffset::from_hms(7, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

impl Clock {
    /// Now, in UTC.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the system"
    )]
    pub fn now(&self) -> OffsetDateTime {
        match self {
            Self::System => std::time::SystemTime::now().into(),
            Self::Fixed(moment) => *moment,
        }
    }

    /// Now, as unix seconds.
    pub fn unix_seconds(&self) -> i64 {
        self.now().unix_timestamp()
    }

    /// Today in Vietnam: campaigns open and close by this day.
    pub fn today(&self) -> Date {
        self.now().to_offset(VIETNAM).date()
    }
}
