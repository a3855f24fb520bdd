//! The laws behind p values and intervals: tails and quantiles to ten digits.
//!
//! Tails come from `statrs`, through its regularised incomplete beta and gamma functions. Measured
//! against R 4.2.2 (`tests/reference/dist_grid.json`): its error function is good to about
//! 5·10⁻¹¹ only, so the normal law goes through the gamma function here; its quantiles lose the far
//! lower tail (qchisq(1e-8, 1) by a factor 6·10⁶, qbeta by up to 81, qt(1e-8, 1) by 9 %), so
//! quantiles of the beta and gamma laws take its value as a start and are polished by Newton's method
//! on the logarithms of tail and argument, where both tails are close to straight lines.
//!
//! Every function gives `None` outside the domain of its law, never NaN.

use statrs::distribution::{
    Binomial, ChiSquared, ContinuousCDF, DiscreteCDF, Hypergeometric, Normal,
};
use statrs::function::beta::{beta_reg, inv_beta_reg, ln_beta};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

use crate::root;

/// Logarithm of the smallest argument looked at.
const LN_TINY: f64 = -745.0;

/// A step of the logarithm of an argument that no longer matters.
const LN_STEP: f64 = 1e-16;

/// From here on the t law is taken from the normal law by Wallace's transformation, whose error is
/// of order 1/df²; the incomplete beta function loses digits in proportion to df.
const DF_NEARLY_NORMAL: f64 = 1e6;

/// Φ(x) = P(Z ≤ x), Z standard normal. x = ±∞ gives 1 or 0; NaN gives `None`.
pub fn normal_cdf(x: f64) -> Option<f64> {
    normal_sf(-x)
}

/// 1 − Φ(x), exact in the far tail: Q(½, x²/2)/2 for x > 0, Q the upper regularised gamma function.
pub fn normal_sf(x: f64) -> Option<f64> {
    if x.is_nan() {
        return None;
    }
    let half = 0.5 * x * x;
    Some(if x <= 0.0 {
        0.5 + 0.5 * lower_gamma(0.5, half)
    } else {
        0.5 * upper_gamma(0.5, half)
    })
}

/// z with Φ(z) = p, 0 < p < 1.
pub fn normal_quantile(p: f64) -> Option<f64> {
    let inside = p > 0.0 && p < 1.0;
    if !inside {
        return None;
    }
    let start = Normal::standard().inverse_cdf(p);
    // One Newton step on the smaller tail carries statrs's ten digits to the last one.
    let density = (-0.5 * start * start).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let miss = if p < 0.5 {
        p - normal_cdf(start)?
    } else {
        normal_sf(start)? - (1.0 - p)
    };
    Some(start + miss / density)
}

/// P(T > t), Student's t with `df` > 0 degrees of freedom: ½ I_y(df/2, ½) with y = df/(df + t²) for
/// t > 0 (Abramowitz & Stegun 1964, 26.7.1). `df` = ∞ is the normal law.
pub fn t_sf(t: f64, df: f64) -> Option<f64> {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return None;
    }
    if df.is_infinite() {
        return normal_sf(t);
    }
    let square = t * t;
    if square.is_infinite() {
        return Some(if t > 0.0 { 0.0 } else { 1.0 });
    }
    if df > DF_NEARLY_NORMAL {
        // Wallace 1959, Ann. Math. Stat. 30:1121.
        let z = (8.0 * df + 1.0) / (8.0 * df + 3.0) * (df * (square / df).ln_1p()).sqrt();
        return normal_sf(if t > 0.0 { z } else { -z });
    }
    // Near zero df/(df + t²) is close to 1 and would lose its distance from it; further out the
    // difference from ½ would lose the tail.
    let tail = if square < 1.0 {
        0.5 - 0.5 * regular_beta(0.5, df / 2.0, square / (df + square))
    } else {
        0.5 * regular_beta(df / 2.0, 0.5, df / (df + square))
    };
    Some(if t > 0.0 { tail } else { 1.0 - tail })
}

/// Two-sided p value 2 P(T > |t|).
pub fn t_two_sided(t: f64, df: f64) -> Option<f64> {
    Some((2.0 * t_sf(t.abs(), df)?).min(1.0))
}

/// t with P(T ≤ t) = p, 0 < p < 1, `df` > 0; `df` = ∞ is the normal law.
pub fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if df.is_infinite() && df > 0.0 {
        return normal_quantile(p);
    }
    let tail = p.min(1.0 - p);
    if tail == 0.5 && df > 0.0 {
        return Some(0.0);
    }
    if df > DF_NEARLY_NORMAL {
        let z = normal_quantile(p)? * (8.0 * df + 3.0) / (8.0 * df + 1.0);
        let size = (df * (z * z / df).exp_m1()).sqrt();
        return Some(if p < 0.5 { -size } else { size });
    }
    let (inside, outside) = beta_quantile_pair(2.0 * tail, 1.0 - 2.0 * tail, df / 2.0, 0.5)?;
    let size = (df * outside / inside).sqrt();
    Some(if p < 0.5 { -size } else { size })
}

/// P(F > f), Fisher's F with `df1`, `df2` > 0 degrees of freedom: I_y(df2/2, df1/2) with
/// y = df2/(df2 + df1 f) (Abramowitz & Stegun 1964, 26.6.2). 1 for f ≤ 0.
pub fn f_sf(f: f64, df1: f64, df2: f64) -> Option<f64> {
    let ratio = df1 * f;
    if ratio.is_nan() || !is_shape(df1) || !is_shape(df2) {
        return None;
    }
    if f <= 0.0 || ratio.is_infinite() {
        return Some(if f <= 0.0 { 1.0 } else { 0.0 });
    }
    Some(if f < 1.0 {
        1.0 - regular_beta(df1 / 2.0, df2 / 2.0, ratio / (df2 + ratio))
    } else {
        regular_beta(df2 / 2.0, df1 / 2.0, df2 / (df2 + ratio))
    })
}

/// f with P(F ≤ f) = p, 0 < p < 1.
pub fn f_quantile(p: f64, df1: f64, df2: f64) -> Option<f64> {
    let (inside, outside) = beta_quantile_pair(p, 1.0 - p, df1 / 2.0, df2 / 2.0)?;
    Some(df2 / df1 * inside / outside)
}

/// P(X > x), chi-square with `df` > 0 degrees of freedom. 1 for x ≤ 0.
pub fn chi_squared_sf(x: f64, df: f64) -> Option<f64> {
    if x.is_nan() || !is_shape(df) {
        return None;
    }
    Some(if x <= 0.0 {
        1.0
    } else {
        upper_gamma(df / 2.0, x / 2.0)
    })
}

/// x with P(X ≤ x) = p, 0 < p < 1, chi-square with `df` > 0 degrees of freedom.
pub fn chi_squared_quantile(p: f64, df: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && is_shape(df)) {
        return None;
    }
    let a = df / 2.0;
    let start = ChiSquared::new(df).ok()?.inverse_cdf(p) / 2.0;
    let ln_start = if start > 0.0 { start.ln() } else { 0.0 };
    let top = (a + 1e3 + 1e2 * a.sqrt()).ln().max(ln_start + 1.0);
    let ln_x = root::increasing(ln_start, (LN_TINY / a.min(1.0), top), LN_STEP, |ln_x| {
        let x = ln_x.exp();
        let ln_rate = a * ln_x - x - ln_gamma(a);
        tail_miss(p, 1.0 - p, lower_gamma(a, x), upper_gamma(a, x), ln_rate)
    });
    Some(2.0 * ln_x.exp())
}

/// I_x(a, b) = P(B ≤ x), beta law with shapes `a`, `b` > 0. 0 below, 1 above the unit interval.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> Option<f64> {
    (!x.is_nan() && is_shape(a) && is_shape(b)).then(|| regular_beta(a, b, x.clamp(0.0, 1.0)))
}

/// x with I_x(a, b) = p, 0 < p < 1.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    beta_quantile_pair(p, 1.0 - p, a, b).map(|(x, _)| x)
}

/// P(X > k), X the number of successes in `n` trials of probability `p`.
pub fn binomial_sf(k: u64, n: u64, p: f64) -> Option<f64> {
    Binomial::new(p, n).ok().map(|law| law.sf(k))
}

/// P(X ≤ k), X the number of marked among `draws` from `marked` + `unmarked` without replacement.
pub fn hypergeometric_cdf(k: u64, marked: u64, unmarked: u64, draws: u64) -> Option<f64> {
    let population = marked.checked_add(unmarked)?;
    let law = Hypergeometric::new(population, marked, draws).ok()?;
    Some(law.cdf(k))
}

/// A quantile of the beta law and its distance from 1, both to full relative precision.
fn beta_quantile_pair(p: f64, q: f64, a: f64, b: f64) -> Option<(f64, f64)> {
    if !(p > 0.0 && q > 0.0 && is_shape(a) && is_shape(b)) {
        return None;
    }
    let start = inv_beta_reg(a, b, p);
    if start > 0.5 {
        // The nearer end of the interval is 1: look for the distance from it.
        let (outside, inside) = beta_quantile_below_half(q, p, b, a, 1.0 - start);
        Some((inside, outside))
    } else {
        Some(beta_quantile_below_half(p, q, a, b, start))
    }
}

fn beta_quantile_below_half(p: f64, q: f64, a: f64, b: f64, start: f64) -> (f64, f64) {
    let ln_start = if start > 0.0 {
        start.ln()
    } else {
        (p.ln() + a.ln() + ln_beta(a, b)) / a
    };
    let ln_norm = ln_beta(a, b);
    let lowest = LN_TINY / a.min(1.0);
    let ln_x = root::increasing(ln_start, (lowest, -f64::EPSILON), LN_STEP, |ln_x| {
        let x = ln_x.exp();
        let ln_rate = a * ln_x + (b - 1.0) * (-x).ln_1p() - ln_norm;
        let (below, above) = (regular_beta(a, b, x), regular_beta(b, a, 1.0 - x));
        tail_miss(p, q, below, above, ln_rate)
    });
    (ln_x.exp(), -ln_x.exp_m1())
}

/// How far the smaller tail is off, on its logarithm, and how fast that grows with ln x;
/// `ln_rate` = ln(x · density).
fn tail_miss(p: f64, q: f64, below: f64, above: f64, ln_rate: f64) -> (f64, f64) {
    if p <= q {
        let tail = below.max(f64::MIN_POSITIVE);
        (tail.ln() - p.ln(), (ln_rate - tail.ln()).exp())
    } else {
        let tail = above.max(f64::MIN_POSITIVE);
        (q.ln() - tail.ln(), (ln_rate - tail.ln()).exp())
    }
}

fn is_shape(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}

fn regular_beta(a: f64, b: f64, x: f64) -> f64 {
    beta_reg(a, b, x.clamp(0.0, 1.0))
}

fn lower_gamma(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => 0.0,
        x if x.is_infinite() => 1.0,
        x => gamma_lr(a, x),
    }
}

fn upper_gamma(a: f64, x: f64) -> f64 {
    match x {
        x if x <= 0.0 => 1.0,
        x if x.is_infinite() => 0.0,
        x => gamma_ur(a, x),
    }
}
