//! The weights of a campaign's ballots: careless responding always, signals where the protocol says so.

use super::ballots::CampaignBallots;
use super::protocol::{OnSignal, Protocol};
use super::signals::Signals;
use crate::careless::{self, Evidence, ScreenError, ScreenSettings, Screened};

/// Why a ballot has the weight that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What speaks for carelessness, where at least two kinds of evidence agree.
    pub careless: Option<Evidence>,
    /// It is all praise or all blame in a cell with a signal, and the protocol weighs signals.
    pub signal: bool,
}

impl Reason {
    /// As results name it: `none`, `careless:haste+sequence`, `signal`, or both joined by `,`.
    pub fn text(&self) -> String {
        let careless = self
            .careless
            .map(|evidence| format!("careless:{}", evidence.text()));
        let signal = self.signal.then(|| "signal".to_owned());
        let parts: Vec<String> = [careless, signal].into_iter().flatten().collect();
        if parts.is_empty() {
            "none".to_owned()
        } else {
            parts.join(",")
        }
    }
}

/// What the screen and the signals did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// Ballots that lost weight for carelessness.
    pub flagged: usize,
    /// How many of these are attentive, by their own posterior.
    pub expected_false_positives: f64,
    /// Ballots whose weight a signal lowered.
    pub lowered_by_signals: usize,
}

/// Ballots of the simulated null (statistics.md §1).
const NULL_BALLOTS: usize = 2_000;

pub(super) fn screen(
    ballots: &CampaignBallots,
    competencies: &[Vec<usize>],
    protocol: &Protocol,
) -> Result<Screened, ScreenError> {
    let settings = ScreenSettings {
        null_ballots: NULL_BALLOTS,
        seed: protocol.seed(),
    };
    careless::screen(&ballots.sheet, competencies, &ballots.pace, &settings)
}

/// A signal lowers a weight noticeably from here on.
const NOTICEABLE: f64 = 0.05;

/// Weights, their reasons, and what they add up to. `kept` is what signals would leave.
pub(super) fn weigh(
    screened: &Screened,
    signals: &Signals,
    kept: &[f64],
    on_signal: OnSignal,
) -> (Vec<f64>, Vec<Reason>, Screening) {
    let weighs = on_signal == OnSignal::Weigh;
    let mut screening = Screening {
        flagged: screened.flagged,
        expected_false_positives: screened.expected_false_positives,
        lowered_by_signals: 0,
    };
    let mut weights = Vec::with_capacity(kept.len());
    let mut reasons = Vec::with_capacity(kept.len());
    for ((verdict, kept), extreme) in screened.verdicts.iter().zip(kept).zip(&signals.extreme) {
        let lowered = weighs && *extreme > NOTICEABLE;
        screening.lowered_by_signals += usize::from(lowered);
        weights.push(if weighs {
            verdict.weight * kept
        } else {
            verdict.weight
        });
        reasons.push(Reason {
            careless: verdict.is_flagged().then_some(verdict.evidence),
            signal: lowered,
        });
    }
    (weights, reasons, screening)
}
