//! Which faults a world has.

use std::str::FromStr;

/// The scenarios of the design, S0 to S6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scenario {
    /// Clean.
    S0,
    /// Careless ballots.
    S1,
    /// Cliques that praise.
    S2,
    /// Retaliation.
    S3,
    /// Selective non-response.
    S4,
    /// All of S1 to S4.
    S5,
    /// Honest, nearly unanimous criticism of a few leaders.
    S6,
}

impl Scenario {
    /// All scenarios in order.
    pub const ALL: [Self; 7] = [
        Self::S0,
        Self::S1,
        Self::S2,
        Self::S3,
        Self::S4,
        Self::S5,
        Self::S6,
    ];

    /// Name as the design writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::S0 => "S0",
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
            Self::S4 => "S4",
            Self::S5 => "S5",
            Self::S6 => "S6",
        }
    }

    /// Whether some ballots are careless.
    pub const fn is_careless(self) -> bool {
        matches!(self, Self::S1 | Self::S5)
    }

    /// Whether there are cliques.
    pub const fn has_cliques(self) -> bool {
        matches!(self, Self::S2 | Self::S5)
    }

    /// Whether there is retaliation.
    pub const fn has_retaliation(self) -> bool {
        matches!(self, Self::S3 | Self::S5)
    }

    /// Whether response depends on stratum, unit and opinion.
    pub const fn is_selective(self) -> bool {
        matches!(self, Self::S4 | Self::S5)
    }

    /// Whether a few leaders are honestly criticised.
    pub const fn has_criticism(self) -> bool {
        matches!(self, Self::S6)
    }
}

impl FromStr for Scenario {
    type Err = String;

    /// Reads `S0` … `S6`, in either case.
    fn from_str(text: &str) -> Result<Self, String> {
        let named = |scenario: &Self| scenario.name().eq_ignore_ascii_case(text.trim());
        let found = Self::ALL.into_iter().find(named);
        found.ok_or_else(|| format!("no scenario {text}: they are S0 to S6"))
    }
}
