//! What the screen found, as it is printed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use stats::careless::{
    FEWEST_BALLOTS, FEWEST_ITEMS, Mahalanobis, Pace, PersonTotal, Respondent, Screened,
    SingularCovariance, Synonyms, even_odd, irv, longstring, mean_run,
};

use super::input::Input;
use crate::output::Warning;

/// Indices that look at all ballots first.
pub struct Fitted {
    pub synonyms: Synonyms,
    pub totals: PersonTotal,
    pub distance: Result<Mahalanobis, SingularCovariance>,
}

/// A screened campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Ballots in the file.
    pub n_ballots: usize,
    /// Items of the form.
    pub n_items: usize,
    /// `seconds`, `speed_class` or `none`.
    pub time: String,
    /// Estimated shares of the kinds of respondent; null where there are too few ballots.
    pub kinds: Option<Kinds>,
    /// Points of the indices over simulated attentive ballots.
    pub null: Option<NullPoints>,
    /// How many of the flagged ballots are attentive, by their posterior.
    pub expected_false_positives: f64,
    /// Ballots that lose weight.
    pub flagged: usize,
    /// Their share of all ballots.
    pub flagged_share: f64,
    /// Pairs of items that correlate above the critical value.
    pub synonym_pairs: Vec<(String, String)>,
    /// By relation, where its column is named.
    pub relations: Vec<Count>,
    /// By subject, where its column is named.
    pub subjects: Vec<Count>,
    /// One entry a ballot, in the order of the file.
    pub ballots: Vec<Ballot>,
    /// What a reader should know.
    pub warnings: Vec<Warning>,
}

/// Shares that sum to 1.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Kinds {
    pub attentive: f64,
    pub straight: f64,
    pub random: f64,
    pub patterned: f64,
}

/// Points of the simulated null.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NullPoints {
    /// 99.5 % point.
    pub longstring: f64,
    /// 99.5 % point.
    pub irv: f64,
    /// 0.5 % point.
    pub irv_low: f64,
    /// 99.5 % point; null where the covariance has no inverse.
    pub mahalanobis: Option<f64>,
    /// Ballots simulated.
    pub n: usize,
}

/// Ballots that lose weight, of a relation or a subject.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Count {
    pub name: String,
    pub n: usize,
    pub flagged: usize,
}

/// One ballot.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ballot {
    pub ballot: String,
    pub longstring: usize,
    pub mean_run: Option<f64>,
    pub irv: Option<f64>,
    pub even_odd: Option<f64>,
    pub synonyms: Option<f64>,
    pub person_total: Option<f64>,
    pub mahalanobis: Option<f64>,
    pub seconds_per_item: Option<f64>,
    pub speed_class: Option<u8>,
    /// P(attentive | answers, time).
    pub p_attentive: f64,
    /// 1, or `p_attentive` where two kinds of evidence agree.
    pub weight: f64,
    /// The most probable kind of respondent.
    pub kind: String,
    /// Why weight is lost: the kinds of evidence joined by `+`, or `none`.
    pub reason: String,
    /// The kinds of evidence that speak, whether or not weight is lost.
    pub evidence: String,
}

impl Report {
    pub fn new(input: &Input, screened: &Screened, fitted: &Fitted) -> Self {
        let name = |item: usize| input.items[item].clone();
        let pairs = fitted.synonyms.pairs().iter();
        let n = input.sheet.n_ballots();
        let share = if n == 0 {
            0.0
        } else {
            screened.flagged as f64 / n as f64
        };
        Self {
            n_ballots: n,
            n_items: input.sheet.n_items(),
            time: match input.time {
                Pace::Unknown => "none",
                Pace::Seconds(_) => "seconds",
                Pace::Classes(_) => "speed_class",
            }
            .to_owned(),
            kinds: screened
                .kinds
                .map(|[attentive, straight, random, patterned]| Kinds {
                    attentive,
                    straight,
                    random,
                    patterned,
                }),
            null: screened.null.map(|null| NullPoints {
                longstring: null.longstring,
                irv: null.irv,
                irv_low: null.irv_low,
                mahalanobis: null.mahalanobis,
                n: null.n,
            }),
            expected_false_positives: screened.expected_false_positives,
            flagged: screened.flagged,
            flagged_share: share,
            synonym_pairs: pairs
                .map(|pair| (name(pair.first), name(pair.second)))
                .collect(),
            relations: counts(input.relations.as_deref(), screened),
            subjects: counts(input.subjects.as_deref(), screened),
            ballots: (0..n)
                .map(|at| ballot(at, input, screened, fitted))
                .collect(),
            warnings: warnings(input, screened, fitted),
        }
    }
}

fn ballot(at: usize, input: &Input, screened: &Screened, fitted: &Fitted) -> Ballot {
    let answers = input.sheet.ballot(at);
    let verdict = screened.verdicts[at];
    let evidence = verdict.evidence.text();
    Ballot {
        ballot: input.ballots[at].clone(),
        longstring: longstring(answers),
        mean_run: mean_run(answers),
        irv: irv(answers),
        even_odd: even_odd(answers, &input.competencies),
        synonyms: fitted.synonyms.within(answers),
        person_total: fitted.totals.without_itself(answers),
        mahalanobis: fitted
            .distance
            .as_ref()
            .ok()
            .and_then(|d| d.distance(answers)),
        seconds_per_item: match &input.time {
            Pace::Seconds(seconds) => seconds[at],
            _ => None,
        },
        speed_class: match &input.time {
            Pace::Classes(classes) => Some(classes[at]).filter(|class| *class > 0),
            _ => None,
        },
        p_attentive: verdict.p_attentive,
        weight: verdict.weight,
        kind: verdict.kind.name().to_owned(),
        reason: if verdict.is_flagged() {
            evidence.clone()
        } else {
            "none".to_owned()
        },
        evidence,
    }
}

fn counts(names: Option<&[String]>, screened: &Screened) -> Vec<Count> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, verdict) in names.unwrap_or(&[]).iter().zip(&screened.verdicts) {
        let count = counts.entry(name).or_default();
        count.0 += 1;
        count.1 += usize::from(verdict.is_flagged());
    }
    let each = counts.into_iter();
    each.map(|(name, (n, flagged))| Count {
        name: name.to_owned(),
        n,
        flagged,
    })
    .collect()
}

fn warnings(input: &Input, screened: &Screened, fitted: &Fitted) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if screened.kinds.is_none() {
        warnings.push(Warning::new(
            "too_few_ballots",
            format!("fewer than {FEWEST_BALLOTS} ballots with an answer: nothing is fitted and no weight changes"),
        ));
    }
    if input.sheet.n_items() < FEWEST_ITEMS {
        warnings.push(Warning::new(
            "short_form",
            format!("fewer than {FEWEST_ITEMS} items show only straight lines and haste"),
        ));
    }
    if matches!(input.time, Pace::Unknown) {
        warnings.push(Warning::new(
            "no_time",
            "without times only ballots that are out of order and do not fit lose weight: straight lines and random answers keep theirs",
        ));
    }
    if let Err(error) = &fitted.distance {
        warnings.push(Warning::new("singular_covariance", error.to_string()));
    }
    warnings
}

/// The kinds in the order of the report.
pub const KINDS: [Respondent; 4] = Respondent::ALL;
