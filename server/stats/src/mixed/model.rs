//! What is fitted, and what cannot be.

/// A grouping factor: each row belongs to one level.
#[derive(Debug, Clone, Copy)]
pub struct Factor<'a> {
    /// Index of the level of each row.
    pub levels: &'a [u32],
    /// Number of levels. One without a row is allowed: its effect is 0, its variance σ_m².
    pub n_levels: usize,
}

/// y = Xβ + Σ_m Z_m b_m + ε, b_m ~ N(0, σ_m² I), ε_i ~ N(0, σ²/w_i), all independent.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    /// Response, one value a row.
    pub y: &'a [f64],
    /// Columns of X, of full rank (see [`independent_columns`](super::independent_columns)).
    pub x: &'a [&'a [f64]],
    /// Grouping factors, crossed or nested in any way.
    pub factors: &'a [Factor<'a>],
    /// Precisions w_i > 0; `None` is 1 for all.
    pub weights: Option<&'a [f64]>,
    /// Sets of effects, as (factor, level), whose covariances will be asked of
    /// [`Fit::covariance`](super::Fit::covariance). Only a hint: what is named here costs a look-up
    /// later, what is not may cost a solution of the equations.
    pub together: &'a [Vec<(usize, u32)>],
}

/// Which likelihood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Restricted maximum likelihood (Patterson & Thompson 1971).
    Reml,
    /// Maximum likelihood.
    Ml,
}

/// How the equations are solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// [`Exact`](Self::Exact) where its factors fit into 512 MiB, else [`Linear`](Self::Linear).
    Auto,
    /// Cholesky factors, exact criterion and gradient.
    Exact,
    /// Moments, then Monte Carlo steps with conjugate gradients: cost linear in the rows.
    Linear,
}

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Which likelihood.
    pub criterion: Criterion,
    /// How the equations are solved.
    pub method: Method,
    /// Seed of the probes of [`Method::Linear`].
    pub seed: u64,
}

impl Settings {
    /// REML by the method that fits.
    pub const REML: Self = Self {
        criterion: Criterion::Reml,
        method: Method::Auto,
        seed: 1,
    };
}

/// Why there is no fit. Rows, columns and factors are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MixedError {
    /// Columns of unequal length, or a level beyond `n_levels`.
    #[error("the columns do not fit together: {0}")]
    Shape(&'static str),
    /// A value that is no finite number.
    #[error("row {row} holds a value that is no finite number")]
    NotFinite {
        /// The row.
        row: usize,
    },
    /// A weight that is zero, negative or no number.
    #[error("the weight of row {row} is not positive")]
    Weight {
        /// The row.
        row: usize,
    },
    /// A column of X that is a combination of those before it.
    #[error("column {column} of the fixed part is a linear combination of those before it")]
    Dependent {
        /// The column.
        column: usize,
    },
    /// Not more rows than columns of X.
    #[error("{n} rows cannot carry {p} fixed coefficients and a variance")]
    TooFewRows {
        /// Rows.
        n: usize,
        /// Columns of X.
        p: usize,
    },
    /// A factor all of whose rows lie in one level: its variance is not identified.
    #[error("factor {factor} has one level only, so it has no variance between levels")]
    OneLevel {
        /// The factor.
        factor: usize,
    },
    /// A factor with as many levels as rows: its variance cannot be told from the residual.
    #[error("factor {factor} has a level for every row, so it cannot be told from the residual")]
    LevelPerRow {
        /// The factor.
        factor: usize,
    },
    /// Two factors that part the rows in the same way: their variances cannot be told apart.
    #[error("factors {first} and {second} part the rows in the same way")]
    SameFactor {
        /// The first of the two.
        first: usize,
        /// The second.
        second: usize,
    },
    /// The fixed part explains the response without a rest, as where the response is constant.
    #[error("the fixed part leaves no variation to explain")]
    NoVariation,
    /// The exact method was asked for and its factors do not fit.
    #[error("an exact factorisation of {levels} levels does not fit into memory")]
    TooLarge {
        /// Levels of the factors that are not eliminated.
        levels: usize,
    },
    /// The equations could not be factorised.
    #[error("the mixed-model equations are singular to working precision")]
    Singular,
}

impl Model<'_> {
    /// Number of rows.
    pub(super) fn n(&self) -> usize {
        self.y.len()
    }

    /// The weight of a row.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }

    /// Refuses what cannot be fitted.
    pub(super) fn check(&self) -> Result<(), MixedError> {
        let (n, p) = (self.n(), self.x.len());
        if self.x.iter().any(|column| column.len() != n) {
            return Err(MixedError::Shape(
                "a column of the fixed part has another length",
            ));
        }
        if self.weights.is_some_and(|weights| weights.len() != n) {
            return Err(MixedError::Shape("the weights have another length"));
        }
        for factor in self.factors {
            if factor.levels.len() != n {
                return Err(MixedError::Shape("a factor has another length"));
            }
            if factor
                .levels
                .iter()
                .any(|level| *level as usize >= factor.n_levels)
            {
                return Err(MixedError::Shape("a level is beyond the number of levels"));
            }
        }
        let finite = |row: &usize| {
            self.y[*row].is_finite() && self.x.iter().all(|column| column[*row].is_finite())
        };
        if let Some(row) = (0..n).find(|row| !finite(row)) {
            return Err(MixedError::NotFinite { row });
        }
        let positive = |row: &usize| {
            let weight = self.weight(*row);
            weight > 0.0 && weight.is_finite()
        };
        if let Some(row) = (0..n).find(|row| !positive(row)) {
            return Err(MixedError::Weight { row });
        }
        if n <= p {
            return Err(MixedError::TooFewRows { n, p });
        }
        for (at, factor) in self.factors.iter().enumerate() {
            let mut used = vec![false; factor.n_levels];
            for level in factor.levels {
                used[*level as usize] = true;
            }
            match used.iter().filter(|used| **used).count() {
                0 | 1 => return Err(MixedError::OneLevel { factor: at }),
                levels if levels >= n => return Err(MixedError::LevelPerRow { factor: at }),
                _ => {}
            }
        }
        for (second, b) in self.factors.iter().enumerate() {
            for (first, a) in self.factors[..second].iter().enumerate() {
                if refines(a, b) && refines(b, a) {
                    return Err(MixedError::SameFactor { first, second });
                }
            }
        }
        Ok(())
    }
}

/// Whether every level of `fine` lies within one level of `coarse`.
fn refines(fine: &Factor<'_>, coarse: &Factor<'_>) -> bool {
    let mut parent = vec![u32::MAX; fine.n_levels];
    fine.levels.iter().zip(coarse.levels).all(|(level, above)| {
        let parent = &mut parent[*level as usize];
        if *parent == u32::MAX {
            *parent = *above;
        }
        *parent == *above
    })
}
