//! Randomised response: a share of "yes" to a sensitive question that no single answer gives away.
//!
//! λ is the share of yes (or of "same") among n answers. Each design has P(yes) = a + b π, so that
//! π̂ = (λ − a)/b with Var = λ(1 − λ)/(n − 1)/b² (unbiased). π̂ may leave [0, 1]; clip it only to show.
//! ε is the local privacy of one answer, the logarithm of the largest ratio by which it can move the
//! odds (Dwork, McSherry, Nissim & Smith 2006; Evfimievski, Gehrke & Srikant 2003).
//!
//! Edges: probabilities outside [0, 1], a design whose answer does not depend on π (b = 0), and fewer
//! than two answers are errors.

use thiserror::Error;

/// How an answer is randomised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Randomisation {
    /// With probability p the question, else its opposite: π = (λ − (1 − p))/(2p − 1) (Warner 1965,
    /// JASA 60:63).
    Warner {
        /// p.
        direct: f64,
    },
    /// A die says "answer yes", "answer no", or "answer truly": π = (λ − p_yes)/(1 − p_yes − p_no)
    /// (Boruch 1971, Am. Sociol. 6:308).
    Forced {
        /// p_yes.
        yes: f64,
        /// p_no.
        no: f64,
    },
    /// "Are your answers to this and to an innocent question of known prevalence q the same?":
    /// π = (λ + q − 1)/(2q − 1) (Yu, Tian & Tang 2008, Metrika 67:251).
    Crosswise {
        /// q.
        innocent: f64,
    },
    /// With probability p the question, else an innocent one of known prevalence π_u:
    /// π = (λ − (1 − p) π_u)/p (Greenberg, Abul-Ela, Simmons & Horvitz 1969, JASA 64:520).
    Unrelated {
        /// p.
        sensitive: f64,
        /// π_u.
        innocent: f64,
    },
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RandomisationError {
    /// A probability outside [0, 1], or two that sum to more.
    #[error("a probability of the design is outside [0, 1]")]
    Probability,
    /// The answer says nothing about the question.
    #[error("answers under this design do not depend on the question")]
    Uninformative,
    /// Below two, or more yes than answers.
    #[error("the counts are not those of at least two answers")]
    Counts,
}

/// A share with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prevalence {
    /// λ.
    pub yes_share: f64,
    /// π̂, unbiased and not clipped.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
}

impl Randomisation {
    /// P(yes) of those without and with the trait: a and a + b.
    fn yes(self) -> Result<(f64, f64), RandomisationError> {
        let (probabilities, without, with) = match self {
            Self::Warner { direct: p } => ([p, 0.0], 1.0 - p, p),
            Self::Forced { yes, no } => ([yes, no], yes, 1.0 - no),
            Self::Crosswise { innocent: q } => ([q, 0.0], 1.0 - q, q),
            Self::Unrelated {
                sensitive: p,
                innocent: u,
            } => ([p, u], (1.0 - p) * u, p + (1.0 - p) * u),
        };
        let within = |p: &f64| (0.0..=1.0).contains(p);
        let ordered = !matches!(self, Self::Forced { yes, no } if yes + no > 1.0);
        if !(probabilities.iter().all(within) && ordered) {
            return Err(RandomisationError::Probability);
        }
        if (with - without).abs() < 1e-12 {
            return Err(RandomisationError::Uninformative);
        }
        Ok((without, with))
    }

    /// π̂ from `yes` of `n` answers.
    ///
    /// # Errors
    /// [`RandomisationError`] for probabilities and counts that cannot be, and uninformative designs.
    pub fn estimate(self, yes: u32, n: u32) -> Result<Prevalence, RandomisationError> {
        let (without, with) = self.yes()?;
        if n < 2 || yes > n {
            return Err(RandomisationError::Counts);
        }
        let (share, slope) = (f64::from(yes) / f64::from(n), with - without);
        let variance = share * (1.0 - share) / f64::from(n - 1);
        Ok(Prevalence {
            yes_share: share,
            estimate: (share - without) / slope,
            se: variance.sqrt() / slope.abs(),
        })
    }

    /// ε; infinite where an answer can give its writer away.
    ///
    /// # Errors
    /// As [`Self::estimate`], except for counts.
    pub fn epsilon(self) -> Result<f64, RandomisationError> {
        let (without, with) = self.yes()?;
        let ratio = |a: f64, b: f64| (a / b).max(b / a);
        let most = ratio(with, without).max(ratio(1.0 - with, 1.0 - without));
        Ok(if most.is_nan() {
            f64::INFINITY
        } else {
            most.ln()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designs_that_cannot_be_have_a_name() {
        let of = |design: Randomisation| design.estimate(3, 10).map(|found| found.estimate);
        assert_eq!(
            of(Randomisation::Warner { direct: 0.5 }),
            Err(RandomisationError::Uninformative)
        );
        assert_eq!(
            of(Randomisation::Warner { direct: 1.5 }),
            Err(RandomisationError::Probability)
        );
        assert_eq!(
            of(Randomisation::Forced { yes: 0.6, no: 0.5 }),
            Err(RandomisationError::Probability)
        );
        let nobody = Randomisation::Unrelated {
            sensitive: 0.0,
            innocent: 0.3,
        };
        assert_eq!(of(nobody), Err(RandomisationError::Uninformative));
        let warner = Randomisation::Warner { direct: 0.7 };
        assert_eq!(warner.estimate(1, 1), Err(RandomisationError::Counts));
        assert_eq!(warner.estimate(3, 2), Err(RandomisationError::Counts));
    }

    #[test]
    fn the_open_question_is_the_share_itself_and_private_to_nobody() {
        let open = Randomisation::Warner { direct: 1.0 };
        assert_eq!(open.estimate(3, 10).unwrap().estimate, 0.3);
        assert_eq!(open.epsilon(), Ok(f64::INFINITY));
    }

    /// Expected answers of a known share give that share back, under every design.
    #[test]
    fn what_is_expected_is_returned() {
        for design in [
            Randomisation::Warner { direct: 0.7 },
            Randomisation::Forced { yes: 0.1, no: 0.2 },
            Randomisation::Crosswise { innocent: 0.25 },
            Randomisation::Unrelated {
                sensitive: 0.6,
                innocent: 0.3,
            },
        ] {
            let (without, with) = design.yes().unwrap();
            let yes = (1e6 * (0.2 * with + 0.8 * without)).round() as u32;
            assert!((design.estimate(yes, 1_000_000).unwrap().estimate - 0.2).abs() < 1e-5);
        }
    }
}
