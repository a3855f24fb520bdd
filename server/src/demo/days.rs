//! The calendar of the demo, counted back from the day on which it is filled, so that it is never
//! stale. Times of day do not matter; all that is stored of them is the record of what staff did.

use time::{Date, Duration, OffsetDateTime, Time};

/// Nine in the morning in Vietnam, in UTC.
const MORNING: Time = match Time::from_hms(2, 0, 0) {
    Ok(time) => time,
    Err(_) => Time::MIDNIGHT,
};

/// The days on which things happened, and will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    /// The set-up and the import.
    pub set_up: Date,
    /// First day of the earlier campaign.
    pub opened: Date,
    /// Its last day.
    pub closed: Date,
    /// Its release.
    pub released: Date,
    /// First day of the campaign that is open.
    pub short_opened: Date,
    /// Its last day.
    pub short_closes: Date,
}

impl Days {
    /// Counted from this day.
    pub fn around(today: Date) -> Self {
        Self {
            set_up: today - Duration::days(46),
            opened: today - Duration::days(42),
            closed: today - Duration::days(14),
            released: today - Duration::days(10),
            short_opened: today - Duration::days(5),
            short_closes: today + Duration::days(14),
        }
    }
}

/// A moment of this day.
pub(super) fn morning_of(day: Date) -> OffsetDateTime {
    day.with_time(MORNING).assume_utc()
}
