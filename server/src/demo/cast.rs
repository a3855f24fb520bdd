//! Who plays which part for whoever tries the demo. Kept with the mark that the filling is done, so
//! that a later start, by a later program too, finds the same people.

use serde::{Deserialize, Serialize};

/// People by their staff codes, and the campaign that they are asked in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cast {
    /// Code of the campaign that is open when the demo is filled.
    pub campaign: String,
    /// A leader whose profile shows everything that a profile can show.
    pub leader: String,
    /// An ordinary employee, who has not answered in the open campaign.
    pub employee: String,
    /// People who are asked about their head and at least three other leaders, and have not
    /// answered in the open campaign.
    pub raters: Vec<String>,
}

impl Cast {
    /// Whether the open campaign waits for this person's answers.
    pub fn waits_for(&self, staff_code: &str) -> bool {
        self.employee == staff_code || self.raters.iter().any(|code| code == staff_code)
    }
}
