//! Quantiles and tails of the laws behind intervals and p values, by `statrs`.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// z of a two-sided 95 % interval: the 97.5 % point of the standard normal law.
pub(crate) const Z_95: f64 = 1.959_963_984_540_054;

/// From here on the t law is the normal law to four digits of its 97.5 % point.
const DF_NORMAL: f64 = 1e5;

/// Half-width of a 95 % interval in standard errors: the 97.5 % point of Student's t with `df`
/// degrees of freedom. Fewer than one count as one, since no variance is known worse than that.
pub(crate) fn t_95(df: f64) -> f64 {
    student(df).map_or(Z_95, |law| law.inverse_cdf(0.975))
}

/// [`t_95`] for the degrees of freedom of the pools, computed once: nearly all figures of a campaign
/// need the same few.
#[derive(Debug)]
pub(crate) struct Quantiles {
    /// Degrees of freedom and their quantile.
    known: Vec<(f64, f64)>,
}

impl Quantiles {
    /// Of some degrees of freedom.
    pub(crate) fn of(dfs: impl Iterator<Item = f64>) -> Self {
        let mut dfs: Vec<f64> = dfs.collect();
        dfs.sort_by(f64::total_cmp);
        dfs.dedup();
        Self {
            known: dfs.into_iter().map(|df| (df, t_95(df))).collect(),
        }
    }

    /// Half-width of a 95 % interval in standard errors.
    pub(crate) fn t_95(&self, df: f64) -> f64 {
        let at = self
            .known
            .binary_search_by(|(known, _)| known.total_cmp(&df));
        at.map_or_else(|_| t_95(df), |at| self.known[at].1)
    }
}

/// Two-sided p value of a statistic in standard errors.
pub(crate) fn p_two_sided(t: f64, df: f64) -> f64 {
    let tail = match (student(df), Normal::new(0.0, 1.0)) {
        (Some(law), _) => law.sf(t.abs()),
        (None, Ok(law)) => law.sf(t.abs()),
        (None, Err(_)) => 0.5,
    };
    (2.0 * tail).clamp(0.0, 1.0)
}

fn student(df: f64) -> Option<StudentsT> {
    if df < DF_NORMAL {
        StudentsT::new(0.0, 1.0, df.max(1.0)).ok()
    } else {
        None
    }
}

/// 95 % interval of a share among `n` > 0 people (Wilson 1927, JASA 22:209), as (lower, upper).
pub(crate) fn wilson(share: f64, n: u32) -> (f64, f64) {
    let n = f64::from(n);
    let z2 = Z_95 * Z_95;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_tables() {
        assert!((t_95(9.0) - 2.262_157_162_798_2).abs() < 1e-9);
        assert!((t_95(1.0) - 12.706_204_736_174_7).abs() < 1e-8);
        assert_eq!(t_95(f64::INFINITY), Z_95);
        assert_eq!(t_95(0.2), t_95(1.0));
        assert!((t_95(99_999.0) - Z_95).abs() < 1e-4);
    }

    #[test]
    fn the_table_holds_the_same_quantiles() {
        let table = Quantiles::of([7.5, 30.0, 1.0, 30.0].into_iter());
        for df in [0.0, 1.0, 7.5, 30.0, 31.0, 1e9, f64::INFINITY] {
            assert_eq!(table.t_95(df), t_95(df), "{df}");
        }
    }

    #[test]
    fn p_values_are_twice_the_tail() {
        assert!((p_two_sided(2.262_157_162_798_2, 9.0) - 0.05).abs() < 1e-10);
        assert!((p_two_sided(-Z_95, f64::INFINITY) - 0.05).abs() < 1e-10);
        assert_eq!(p_two_sided(0.0, 5.0), 1.0);
    }

    /// Brown, Cai & DasGupta 2001, Stat. Sci. 16:101: the Wilson interval of 0 of n is [0, z²/(n+z²)].
    #[test]
    fn wilson_of_nobody_ends_where_theory_says() {
        let (lo, hi) = wilson(0.0, 10);
        assert!(lo.abs() < 1e-15);
        assert!((hi - Z_95 * Z_95 / (10.0 + Z_95 * Z_95)).abs() < 1e-12);
        let (lo, hi) = wilson(1.0, 10);
        assert!((hi - 1.0).abs() < 1e-15 && lo > 0.72);
    }
}
