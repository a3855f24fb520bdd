//! One answer under the logistic law: its log-probability and derivatives.
//!
//! With a = τ_y − η and b = τ_{y−1} − η (±∞ at the ends), F the logistic law and f its density,
//! log P = log(F(a) − F(b)) = log(1 − e^{b−a}) − log(1 + e^{−a}) − log(1 + e^{b}),
//! so that moving η alone leaves the first term, and everything that depends on η is a sum of a part
//! of a and a part of b.

/// The thresholds around each category: −∞, τ₁, …, τ_{C−1}, ∞.
#[derive(Debug, Clone)]
pub(super) struct Thresholds {
    around: Vec<f64>,
    /// Of each category, with d = τ_y − τ_{y−1}: log(1 − e^{−d}), and d/dd log(e^d − 1), which is 1
    /// where d is infinite.
    widths: Vec<(f64, f64)>,
}

impl Thresholds {
    /// `None` where they do not rise.
    pub(super) fn of(parameters: &[f64]) -> Option<Self> {
        let rise = parameters.windows(2).all(|pair| pair[0] < pair[1]);
        if !(rise && parameters.iter().all(|tau| tau.is_finite())) {
            return None;
        }
        let mut around = vec![f64::NEG_INFINITY];
        around.extend_from_slice(parameters);
        around.push(f64::INFINITY);
        let width = |pair: &[f64]| {
            let d = pair[1] - pair[0];
            ((-(-d).exp()).ln_1p(), -1.0 / (-d).exp_m1())
        };
        let widths = around.windows(2).map(width).collect();
        Some(Self { around, widths })
    }

    /// The answer `category` at η.
    pub(super) fn answer(&self, category: u32, eta: f64) -> Answer {
        let at = category as usize;
        let (ln_width, rise) = self.widths[at];
        let upper = Logistic::at(self.around[at + 1] - eta);
        let lower = Logistic::at(self.around[at] - eta);
        Answer {
            log_p: ln_width + upper.ln_below() + lower.ln_above(),
            residual: 1.0 - upper.below - lower.below,
            weight: upper.density + lower.density,
            by_upper: rise - upper.below,
            by_lower: 1.0 - rise - lower.below,
            weight_upper: upper.density,
            weight_lower: lower.density,
            third_upper: upper.density * (1.0 - 2.0 * upper.below),
            third_lower: lower.density * (1.0 - 2.0 * lower.below),
        }
    }
}

/// Derivatives of −log P at one answer, all but the first two by closed form from F(a) and F(b).
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// log P.
    pub(super) log_p: f64,
    /// d(−log P)/dη = 1 − F(a) − F(b).
    pub(super) residual: f64,
    /// d²(−log P)/dη² = f(a) + f(b).
    pub(super) weight: f64,
    /// d log P/dτ_y.
    pub(super) by_upper: f64,
    /// d log P/dτ_{y−1}.
    pub(super) by_lower: f64,
    /// f(a) = −d residual/dτ_y.
    pub(super) weight_upper: f64,
    /// f(b) = −d residual/dτ_{y−1}.
    pub(super) weight_lower: f64,
    /// f'(a) = d weight/dτ_y; d weight/dη is minus the sum of both.
    pub(super) third_upper: f64,
    /// f'(b) = d weight/dτ_{y−1}.
    pub(super) third_lower: f64,
}

impl Answer {
    /// d weight/dη.
    pub(super) fn third(&self) -> f64 {
        -(self.third_upper + self.third_lower)
    }
}

/// Adds what an answer says of the thresholds on either side of it.
pub(super) fn add_by_threshold(by: &mut [f64], category: u32, upper: f64, lower: f64) {
    let at = category as usize;
    if at < by.len() {
        by[at] += upper;
    }
    if at > 0 {
        by[at - 1] += lower;
    }
}

/// The logistic law at one point, from a single exponential.
struct Logistic {
    x: f64,
    /// e^{−|x|}.
    e: f64,
    /// F(x).
    below: f64,
    /// f(x).
    density: f64,
}

impl Logistic {
    fn at(x: f64) -> Self {
        let e = (-x.abs()).exp();
        let inverse = 1.0 / (1.0 + e);
        Self {
            x,
            e,
            below: if x >= 0.0 { inverse } else { e * inverse },
            density: e * inverse * inverse,
        }
    }

    /// log F(x) = −log(1 + e^{−x}).
    fn ln_below(&self) -> f64 {
        -((-self.x).max(0.0) + self.e.ln_1p())
    }

    /// log(1 − F(x)) = −log(1 + eˣ).
    fn ln_above(&self) -> f64 {
        -(self.x.max(0.0) + self.e.ln_1p())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_agree_with_differences() {
        let step = 1e-5;
        let taus = [-1.2, 0.3, 2.0];
        let at = |category, taus: &[f64], eta| Thresholds::of(taus).unwrap().answer(category, eta);
        for category in 0..4 {
            for eta in [-6.0, -0.4, 0.0, 1.7, 9.0] {
                let here = at(category, &taus, eta);
                let slope = |f: &dyn Fn(&Answer) -> f64| {
                    let (up, down) = (
                        at(category, &taus, eta + step),
                        at(category, &taus, eta - step),
                    );
                    (f(&up) - f(&down)) / (2.0 * step)
                };
                let near =
                    |a: f64, b: f64| assert!((a - b).abs() < 1e-8, "{category} {eta}: {a} {b}");
                near(here.residual, -slope(&|a| a.log_p));
                near(here.weight, slope(&|a| a.residual));
                near(here.third(), slope(&|a| a.weight));
                let mut by = [0.0; 3];
                add_by_threshold(&mut by, category, here.by_upper, here.by_lower);
                let mut third = [0.0; 3];
                add_by_threshold(&mut third, category, here.third_upper, here.third_lower);
                for c in 0..3 {
                    let moved = |step: f64| {
                        let mut taus = taus;
                        taus[c] += step;
                        at(category, &taus, eta)
                    };
                    let (up, down) = (moved(step), moved(-step));
                    near(by[c], (up.log_p - down.log_p) / (2.0 * step));
                    near(third[c], (up.weight - down.weight) / (2.0 * step));
                }
            }
        }
    }

    #[test]
    fn probabilities_add_up_and_hold_out_in_the_tails() {
        let thresholds = Thresholds::of(&[-1.0, 0.0, 2.5]).unwrap();
        for eta in [-800.0, -3.0, 0.0, 40.0, 800.0] {
            let answers = (0..4).map(|category| thresholds.answer(category, eta));
            let total: f64 = answers.clone().map(|answer| answer.log_p.exp()).sum();
            assert!((total - 1.0).abs() < 1e-12);
            assert!(answers.clone().all(|answer| answer.log_p.is_finite()));
        }
        assert!(Thresholds::of(&[1.0, 1.0]).is_none());
    }
}
