//! The many-facet rating-scale model by joint maximum likelihood.
//!
//! log P_c/P_{c−1} = B_i − C_r − D_j − … − F_c (Linacre 1989, Many-Facet Rasch Measurement, eq. 5.1; the
//! rating scale of Andrich 1978, Psychometrika 43:561): B_i the measure of an element of the free
//! facet (subjects), C, D, … severities of the others (raters, items), F_c the threshold of category c.
//! Unit: logits. Severities of a facet sum to 0, and so do the thresholds. All facets are fixed, so
//! that the likelihood is concave and its score equations say "observed = expected" for each element.
//!
//! Joint estimates are too wide by about L/(L − 1), L the answers of an element (Wright & Douglas
//! 1977); nothing is corrected.
//!
//! - infit = Σ res²/Σ var, outfit = mean of res²/var (Wright & Masters 1982, Rating Scale Analysis,
//!   ch. 5); 1 is what the model expects.
//! - fair average = the rating that the model expects for an element, the other facets at their mean.
//! - Standard errors are those of the whole information matrix under the sums of zero.
//!
//! Edges: elements with only the lowest or only the highest category have no finite measure; they are
//! set aside, again and again until none is left. Categories that nobody uses do not exist for the
//! model. Elements that are not linked through others have no common origin: an error names the
//! subsets.

mod blocks;
mod design;
mod information;
mod likelihood;
mod newton;

use thiserror::Error;

use crate::numeric::{mean, sum};
use design::Design;
pub use design::{End, Extreme};
use likelihood::{Scale, row_moments};

/// One way in which ratings are sorted: who, by whom, on what.
#[derive(Clone, Copy, Debug)]
pub struct Facet<'a> {
    /// The element of each rating, from 0.
    pub elements: &'a [u32],
    /// Number of elements.
    pub n: usize,
}

/// Why there are no measures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FacetsError {
    /// No facet, or none with as many elements as there are ratings.
    #[error("each facet needs an element for each rating, below its number of elements")]
    Shape,
    /// Every element is extreme, or there are fewer than two categories.
    #[error("nothing is left that is not all lowest or all highest")]
    NothingLeft,
    /// Elements of two facets fall into parts that no rating joins.
    #[error("facets {0} and {1} fall into {count} subsets that no rating joins", count = .2.len())]
    Disconnected(
        usize,
        usize,
        #[doc = "The elements of both facets in each."] Vec<Subset>,
    ),
    /// Connected pair by pair, but not in all facets together.
    #[error("the ratings do not determine the measures of all facets")]
    NotIdentified,
    /// More elements outside the largest facet than memory allows.
    #[error("{0} elements outside the largest facet are more than {most}", most = MOST_DENSE)]
    TooLarge(usize),
}

/// Elements that hang together: those of the first facet of a pair, and those of the second.
pub type Subset = (Vec<u32>, Vec<u32>);

/// Most parameters outside the largest facet: their matrix is dense.
pub const MOST_DENSE: usize = 8_000;

/// An element that was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Element {
    /// Measure (free facet) or severity (others).
    pub measure: f64,
    /// Its standard error.
    pub se: f64,
    /// Mean square of residuals weighted by information.
    pub infit: f64,
    /// Mean square of standardised residuals.
    pub outfit: f64,
    /// Ratings.
    pub n: usize,
    /// Mean category.
    pub observed_average: f64,
    /// Category that is expected with the other facets at their mean.
    pub fair_average: f64,
}

/// The point where two categories that follow each other are equally likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The upper of the two.
    pub category: u32,
    /// F.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetsFit {
    /// By facet and element; `None` where it is extreme or has no rating.
    pub facets: Vec<Vec<Option<Element>>>,
    /// Between the categories in use, in their order.
    pub thresholds: Vec<Threshold>,
    /// Ratings in the fit.
    pub n: usize,
    /// Log-likelihood of them.
    pub log_likelihood: f64,
    /// Newton steps.
    pub iterations: usize,
    /// Largest |observed − expected| of any parameter.
    pub max_score: f64,
    /// Whether that is below 1e-6.
    pub converged: bool,
    /// Elements set aside.
    pub extreme: Vec<Extreme>,
}

/// Fits the model; the first facet is the free one.
///
/// `categories` holds the category of each rating, an integer on the scale; the averages are on the
/// same scale.
///
/// # Errors
/// [`FacetsError`] where facets and ratings do not fit together, nothing is left, the design is not
/// connected, or it is too large.
pub fn fit_facets(facets: &[Facet], categories: &[u32]) -> Result<FacetsFit, FacetsError> {
    let design = Design::of(facets, categories)?;
    design.refuse_disconnected()?;
    let found = newton::maximise(&design)?;
    let variances = found.blocks.variances(&design);
    let scale = Scale::of(&found.parameters.thresholds);
    let mut elements = fit_statistics(&design, &found.parameters, &scale);
    for (facet, list) in elements.iter_mut().enumerate() {
        let measures = &found.parameters.facets[facet];
        let centre = if facet == 0 {
            0.0
        } else {
            mean(&found.parameters.facets[0]).unwrap_or(0.0)
        };
        for (at, element) in list.iter_mut().enumerate() {
            element.measure = measures[at];
            element.se = variances.facets[facet][at].max(0.0).sqrt();
            let location = if facet == 0 {
                measures[at]
            } else {
                centre - measures[at]
            };
            let probabilities = scale.probabilities(location);
            let level = |at: usize| f64::from(design.categories[at]);
            element.fair_average = sum(probabilities
                .iter()
                .enumerate()
                .map(|(at, p)| p * level(at)));
        }
    }
    let thresholds = found.parameters.thresholds.iter().enumerate();
    Ok(FacetsFit {
        thresholds: thresholds
            .map(|(at, value)| Threshold {
                category: design.categories[at + 1],
                value: *value,
                se: variances.thresholds[at].max(0.0).sqrt(),
            })
            .collect(),
        facets: design.spread(&elements),
        n: design.rows.len(),
        log_likelihood: found.log_likelihood,
        iterations: found.iterations,
        max_score: found.max_score,
        converged: found.converged,
        extreme: design.extreme.clone(),
    })
}

/// Infit, outfit, counts and averages; measures are filled in afterwards.
fn fit_statistics(design: &Design, parameters: &Parameters, scale: &Scale) -> Vec<Vec<Element>> {
    let zero = Element {
        measure: 0.0,
        se: 0.0,
        infit: 0.0,
        outfit: 0.0,
        n: 0,
        observed_average: 0.0,
        fair_average: 0.0,
    };
    let mut elements: Vec<Vec<Element>> = design.sizes.iter().map(|n| vec![zero; *n]).collect();
    let mut information: Vec<Vec<f64>> = design.sizes.iter().map(|n| vec![0.0; *n]).collect();
    for row in &design.rows {
        let moments = row_moments(scale, parameters.location(row));
        let residual = row.category as f64 - moments.expected;
        for (facet, element) in row.elements.iter().enumerate() {
            let at = *element as usize;
            let own = &mut elements[facet][at];
            own.n += 1;
            own.infit += residual * residual;
            own.outfit += residual * residual / moments.variance.max(f64::MIN_POSITIVE);
            own.observed_average += f64::from(design.categories[row.category as usize]);
            information[facet][at] += moments.variance;
        }
    }
    for (list, information) in elements.iter_mut().zip(&information) {
        for (own, information) in list.iter_mut().zip(information) {
            let n = own.n as f64;
            own.infit /= information.max(f64::MIN_POSITIVE);
            own.outfit /= n;
            own.observed_average /= n;
        }
    }
    elements
}

/// Measures, severities and thresholds.
#[derive(Clone, Debug)]
struct Parameters {
    facets: Vec<Vec<f64>>,
    thresholds: Vec<f64>,
}

impl Parameters {
    fn zero(design: &Design) -> Self {
        Self {
            facets: design.sizes.iter().map(|n| vec![0.0; *n]).collect(),
            thresholds: vec![0.0; design.categories.len() - 1],
        }
    }

    /// B − C − D − …
    fn location(&self, row: &design::Row) -> f64 {
        let each = row.elements.iter().zip(&self.facets).enumerate();
        each.map(|(facet, (element, values))| {
            let value = values[*element as usize];
            if facet == 0 { value } else { -value }
        })
        .sum()
    }
}
