//! The screen: how probable it is that a ballot was written attentively, and what follows.
//!
//! A ballot comes from one of four kinds of respondent. Attentive people follow a rating model that
//! allows honest halo; the careless draw a straight line, answer anything or follow a pattern; each
//! side has its pace. EM gives the shares of the kinds and the posterior of every ballot.
//!
//! The posterior alone lowers no weight. A ballot loses weight only where at least two independent
//! kinds of [`Evidence`] agree, so that a fast but varied ballot, or an honest straight line at an
//! ordinary pace, keeps all of it. Who is rated and what others said of the same person is not an
//! input: agreement with other ballots is never evidence, and dissent never suspicion.

use rayon::prelude::*;

use super::mahalanobis::Mahalanobis;
use super::runs::longstring;
use super::sheet::Sheet;
use crate::numeric::sum;

mod attentive;
mod kinds;
mod mixture;
mod null;
mod pace;

pub(crate) use attentive::Attentive;
use mixture::{Mixture, Posterior};
pub use null::Null;
pub use pace::Pace;
use pace::PaceModel;

/// Ballots of a chunk that one thread takes; fixed, so that sums do not depend on threads.
const CHUNK: usize = 4096;
/// Fewest ballots that a rating model can be fitted to.
pub const FEWEST_BALLOTS: usize = 30;
/// Fewest items that show more than straight lines.
pub const FEWEST_ITEMS: usize = 10;
/// A time speaks when it is this many times as probable under carelessness.
const SPEAKS: f64 = 3.0;
/// A ballot is acted on only below this posterior.
const DOUBTFUL: f64 = 0.5;

/// Who wrote a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Respondent {
    /// Reads and says what he or she thinks.
    Attentive,
    /// One answer to everything.
    Straight,
    /// Any answer.
    Random,
    /// Answers that come round.
    Patterned,
}

impl Respondent {
    /// All kinds; the order of [`Screened::kinds`].
    pub const ALL: [Self; 4] = [
        Self::Attentive,
        Self::Straight,
        Self::Random,
        Self::Patterned,
    ];

    /// Name as results write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attentive => "attentive",
            Self::Straight => "straight",
            Self::Random => "random",
            Self::Patterned => "patterned",
        }
    }
}

/// Which independent kinds of evidence speak for carelessness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The time is at least three times as probable if careless.
    pub haste: bool,
    /// The order of answers: a line or a pattern explains it better than it explains 95 % of attentive
    /// ballots, or the longest run lies above the 99.5 % point of its null.
    pub sequence: bool,
    /// The answers do not fit the items: chance explains them better than it explains 95 % of
    /// attentive ballots, or D² lies above the 99.5 % point of its null.
    pub misfit: bool,
}

impl Evidence {
    /// How many kinds speak.
    pub fn count(self) -> u32 {
        u32::from(self.haste) + u32::from(self.sequence) + u32::from(self.misfit)
    }

    /// The kinds that speak, joined by `+`; `none` where none does.
    pub fn text(self) -> String {
        let named = [
            (self.haste, "haste"),
            (self.sequence, "sequence"),
            (self.misfit, "misfit"),
        ];
        let names: Vec<&str> = named
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| *name)
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join("+")
        }
    }
}

/// What the screen says of one ballot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// P(attentive | answers, time).
    pub p_attentive: f64,
    /// 1, or the posterior where at least two kinds of evidence agree and it is below one half.
    pub weight: f64,
    /// The most probable kind.
    pub kind: Respondent,
    /// What speaks for carelessness.
    pub evidence: Evidence,
}

impl Verdict {
    /// A ballot about which nothing is said.
    const UNTOUCHED: Self = Self {
        p_attentive: 1.0,
        weight: 1.0,
        kind: Respondent::Attentive,
        evidence: Evidence {
            haste: false,
            sequence: false,
            misfit: false,
        },
    };

    /// Whether the ballot loses weight.
    pub fn is_flagged(&self) -> bool {
        self.weight < 1.0
    }
}

/// How the screen is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenSettings {
    /// Ballots of the simulated null; 2,000 in the design.
    pub null_ballots: usize,
    /// Seed of the null.
    pub seed: u64,
}

/// Why a campaign cannot be screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScreenError {
    /// The times are not one a ballot.
    #[error("{times} times for {ballots} ballots")]
    Times {
        /// Number of times.
        times: usize,
        /// Number of ballots.
        ballots: usize,
    },
    /// The competencies do not hold every item once.
    #[error("the competencies do not hold each of the {items} items once")]
    Competencies {
        /// Items of the form.
        items: usize,
    },
}

/// A screened campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct Screened {
    /// One verdict a ballot.
    pub verdicts: Vec<Verdict>,
    /// Estimated shares of the kinds, as in [`Respondent::ALL`]; `None` where too few ballots
    /// (fewer than [`FEWEST_BALLOTS`] with an answer) leave everything untouched.
    pub kinds: Option<[f64; 4]>,
    /// Null of the indices; `None` likewise.
    pub null: Option<Null>,
    /// Ballots that lose weight.
    pub flagged: usize,
    /// How many of these are attentive, by their posterior.
    pub expected_false_positives: f64,
    /// Correlation of answers of one ballot in the fitted model: items of different competencies.
    pub shared_correlation: Option<f64>,
    /// The fitted model of attentive ballots; `None` likewise.
    pub(crate) attentive: Option<Attentive>,
}

/// Screens ballots (rows of `sheet`, items in the order of the form). `competencies` hold every item
/// once.
///
/// With fewer than [`FEWEST_ITEMS`] items only straight lines and time are looked at. Without times
/// at least two kinds of evidence must come from the content. A ballot without answers, and every
/// ballot of a campaign that is too small to fit, keeps its weight.
///
/// # Errors
/// [`ScreenError`] where the inputs do not fit each other.
pub fn screen(
    sheet: &Sheet,
    competencies: &[Vec<usize>],
    pace: &Pace,
    settings: &ScreenSettings,
) -> Result<Screened, ScreenError> {
    let (n, items) = (sheet.n_ballots(), sheet.n_items());
    let times = match pace {
        Pace::Unknown => n,
        Pace::Seconds(seconds) => seconds.len(),
        Pace::Classes(classes) => classes.len(),
    };
    if times != n {
        return Err(ScreenError::Times { times, ballots: n });
    }
    let mut seen = vec![0_u32; items];
    for item in competencies.iter().flatten() {
        if let Some(times) = seen.get_mut(*item) {
            *times += 1;
        }
    }
    let listed: usize = competencies.iter().map(Vec::len).sum();
    if listed != items || seen.contains(&0) {
        return Err(ScreenError::Competencies { items });
    }
    let answered = |ballot: &[u8]| ballot.iter().any(|level| *level > 0);
    if sheet.ballots().filter(|ballot| answered(ballot)).count() < FEWEST_BALLOTS {
        return Ok(Screened {
            verdicts: vec![Verdict::UNTOUCHED; n],
            kinds: None,
            null: None,
            flagged: 0,
            expected_false_positives: 0.0,
            shared_correlation: None,
            attentive: None,
        });
    }
    let only_lines = items < FEWEST_ITEMS;
    let mixture = Mixture::fit(sheet, competencies, PaceModel::new(pace), only_lines);
    let simulated = null::simulate(&mixture.attentive, settings.null_ballots, settings.seed);
    let distance = Mahalanobis::fit(sheet).ok();
    let null = Null::of(&simulated, distance.as_ref(), &mixture);
    let judge = |at: usize| {
        let ballot = sheet.ballot(at);
        if answered(ballot) {
            let distance = distance.as_ref().and_then(|d| d.distance(ballot));
            verdict(&mixture.posterior(at), ballot, distance, &null, only_lines)
        } else {
            Verdict::UNTOUCHED
        }
    };
    let verdicts: Vec<Verdict> = (0..n)
        .into_par_iter()
        .with_min_len(CHUNK)
        .map(judge)
        .collect();
    let acted = || verdicts.iter().filter(|verdict| verdict.is_flagged());
    let n_levels = sheet.n_levels();
    let shares = &mixture.shares;
    Ok(Screened {
        kinds: Some([
            shares[0],
            sum(shares[1..=n_levels].iter().copied()),
            shares[n_levels + 1],
            shares[n_levels + 2],
        ]),
        null: Some(null),
        flagged: acted().count(),
        expected_false_positives: sum(acted().map(|verdict| verdict.p_attentive)),
        shared_correlation: Some(mixture.attentive.shared),
        attentive: Some(mixture.attentive),
        verdicts,
    })
}

fn verdict(
    posterior: &Posterior,
    ballot: &[u8],
    distance: Option<f64>,
    null: &Null,
    only_lines: bool,
) -> Verdict {
    let far = matches!((distance, null.mahalanobis), (Some(d), Some(point)) if d > point);
    let evidence = Evidence {
        haste: posterior.haste > SPEAKS.ln(),
        sequence: posterior.sequence > null.sequence || longstring(ballot) as f64 > null.longstring,
        misfit: !only_lines && (posterior.misfit > null.misfit || far),
    };
    let p_attentive = posterior.kinds[0];
    let mut kind = 0;
    for at in 1..4 {
        if posterior.kinds[at] > posterior.kinds[kind] {
            kind = at;
        }
    }
    let acts = p_attentive < DOUBTFUL && evidence.count() >= 2;
    Verdict {
        p_attentive,
        weight: if acts { p_attentive } else { 1.0 },
        kind: Respondent::ALL[kind],
        evidence,
    }
}
