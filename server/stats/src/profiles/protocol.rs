//! What the frozen protocol decides about a profile.

use thiserror::Error;

/// What a signal of collusion or retaliation does (statistics.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnSignal {
    /// It is shown beside the figure and changes nothing.
    Report,
    /// It lowers weights, by no more than the cap.
    Weigh,
}

impl OnSignal {
    /// What it does not do.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Report => Self::Weigh,
            Self::Weigh => Self::Report,
        }
    }
}

/// Settings of a run. Made by [`Protocol::new`].
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    weights: Vec<f64>,
    on_signal: OnSignal,
    weigh_cap: f64,
    seed: u64,
}

/// Why settings were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProtocolError {
    /// Weights that are negative or do not sum to 1.
    #[error("policy weights must be 0 or more and sum to 1")]
    Weights,
    /// A cap outside [0, 1].
    #[error("the cap on what signals may take lies between 0 and 1")]
    Cap,
}

/// How far the sum of policy weights may lie from 1.
const WEIGHT_TOLERANCE: f64 = 1e-9;

impl Protocol {
    /// Policy weights by relation; what signals do; the largest share of the weight of one relation
    /// of one subject that signals may take; the seed of what is drawn.
    ///
    /// # Errors
    /// [`ProtocolError`] when weights or cap cannot be.
    pub fn new(
        weights: Vec<f64>,
        on_signal: OnSignal,
        weigh_cap: f64,
        seed: u64,
    ) -> Result<Self, ProtocolError> {
        let sum: f64 = weights.iter().sum();
        let good = weights.iter().all(|weight| *weight >= 0.0);
        if !good || (sum - 1.0).abs().is_nan() || (sum - 1.0).abs() > WEIGHT_TOLERANCE {
            return Err(ProtocolError::Weights);
        }
        if !(0.0..=1.0).contains(&weigh_cap) {
            return Err(ProtocolError::Cap);
        }
        Ok(Self {
            weights,
            on_signal,
            weigh_cap,
            seed,
        })
    }

    /// Policy weight of each relation.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What signals do.
    pub fn on_signal(&self) -> OnSignal {
        self.on_signal
    }

    /// The largest share of a cell's weight that signals may take.
    pub fn weigh_cap(&self) -> f64 {
        self.weigh_cap
    }

    /// Seed of what is drawn.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}
