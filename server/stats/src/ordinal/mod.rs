//! Cumulative logit models for ordered answers, with random intercepts.
//!
//! logit P(Yᵢ ≤ c) = τ_c − ηᵢ, ηᵢ = xᵢ'β + Σ_m σ_m u_{m,g_m(i)}, u ~ N(0, I), c = 1 … C − 1
//! (McCullagh 1980, JRSS B 42:109; with random effects Tutz & Hennevogl 1996, CSDA 22:537). A high η
//! means high answers. Thresholds rise: τ₁ < … < τ_{C−1}.

mod crossed;
mod fit;
mod grouped;
mod link;
mod optimise;
mod quadrature;
mod single;

pub use fit::{Effect, OrdinalFit, RandomFit, fit};

/// Most levels of all factors together when factors are crossed: the Hessian of their effects is
/// dense, 8 q² bytes and q³/3 operations a step.
pub const MOST_CROSSED_LEVELS: usize = 4_000;

/// Most nodes of the quadrature.
pub const MOST_NODES: usize = 50;

/// A factor with a random intercept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Level of each row, 0 …
    pub level: Vec<u32>,
    /// Number of levels.
    pub n_levels: usize,
}

/// Answers and what is to explain them.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinalData {
    /// Category of each row, 0 … C − 1.
    pub category: Vec<u32>,
    /// C.
    pub n_categories: usize,
    /// Columns of the fixed part, without the intercept: the thresholds are that.
    pub fixed: Vec<Vec<f64>>,
    /// Grouping factors.
    pub factors: Vec<Factor>,
}

/// Why a model cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrdinalError {
    /// No rows.
    #[error("no rows")]
    Empty,
    /// Columns of unequal length.
    #[error("columns of {0} and {1} rows")]
    Length(usize, usize),
    /// All answers are in one category.
    #[error("all answers are in one category")]
    OneCategory,
    /// A category without an answer, or an answer outside the categories.
    #[error("category {0} has no answers or does not exist")]
    Category(usize),
    /// A column with a value that is not finite.
    #[error("fixed column {0} has a value that is not finite")]
    Value(usize),
    /// A column that is constant or a linear combination of those before it.
    #[error("fixed column {0} is a linear combination of the constant and the columns before it")]
    Dependent(usize),
    /// A level outside the factor.
    #[error("factor {0} has a level that does not exist")]
    Level(usize),
    /// Quadrature with more than one factor, or an impossible number of nodes.
    #[error("quadrature needs one factor and 1 to {MOST_NODES} nodes")]
    Quadrature,
    /// Too many levels for crossed factors.
    #[error("{0} levels of crossed factors, at most {MOST_CROSSED_LEVELS} are fitted")]
    TooManyLevels(usize),
    /// The likelihood cannot be computed in floating point, even at the start.
    #[error("the likelihood cannot be computed in floating point")]
    Numeric,
}

impl OrdinalData {
    fn n(&self) -> usize {
        self.category.len()
    }

    fn n_thresholds(&self) -> usize {
        self.n_categories - 1
    }

    /// Thresholds, fixed effects, standard deviations: the parameters in this order.
    fn n_parameters(&self) -> usize {
        self.n_thresholds() + self.fixed.len() + self.factors.len()
    }

    fn check(&self) -> Result<(), OrdinalError> {
        let n = self.n();
        if n == 0 {
            return Err(OrdinalError::Empty);
        }
        let lengths = self.fixed.iter().map(Vec::len);
        let lengths = lengths.chain(self.factors.iter().map(|factor| factor.level.len()));
        if let Some(length) = lengths.into_iter().find(|length| *length != n) {
            return Err(OrdinalError::Length(length, n));
        }
        let mut counts = vec![0; self.n_categories];
        for &category in &self.category {
            match counts.get_mut(category as usize) {
                Some(count) => *count += 1,
                None => return Err(OrdinalError::Category(category as usize)),
            }
        }
        if self.n_categories < 2 {
            return Err(OrdinalError::OneCategory);
        }
        if let Some(category) = counts.iter().position(|count| *count == 0) {
            return Err(OrdinalError::Category(category));
        }
        let finite = |column: &Vec<f64>| column.iter().all(|x| x.is_finite());
        if let Some(at) = self.fixed.iter().position(|column| !finite(column)) {
            return Err(OrdinalError::Value(at));
        }
        let outside = |factor: &Factor| factor.level.iter().any(|l| *l as usize >= factor.n_levels);
        if let Some(at) = self.factors.iter().position(outside) {
            return Err(OrdinalError::Level(at));
        }
        let constant = vec![1.0; n];
        let mut columns: Vec<&[f64]> = vec![&constant];
        columns.extend(self.fixed.iter().map(Vec::as_slice));
        match crate::mixed::independent_columns(&columns)
            .iter()
            .position(|free| !free)
        {
            Some(at) => Err(OrdinalError::Dependent(at - 1)),
            None => Ok(()),
        }
    }

    /// xᵢ'β of every row.
    fn fixed_part(&self, parameters: &[f64]) -> Vec<f64> {
        let mut eta = vec![0.0; self.n()];
        let betas = &parameters[self.n_thresholds()..];
        for (column, beta) in self.fixed.iter().zip(betas) {
            for (eta, x) in eta.iter_mut().zip(column) {
                *eta += beta * x;
            }
        }
        eta
    }
}
