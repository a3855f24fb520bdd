//! From opinions to answers on 1..5.

use rand::{Rng, RngExt};

use super::organisation::{Invitation, Organisation, normal};
use super::parameters::{self as p, Group, N_DIMENSIONS, N_ITEMS, N_VIGNETTES};

/// What one rater thinks of one leader beyond the leader's truth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dyad {
    halo: f64,
    dimensions: [f64; N_DIMENSIONS],
}

impl Dyad {
    pub(super) fn draw(rng: &mut impl Rng) -> Self {
        Self {
            halo: normal(rng),
            dimensions: [0.0; N_DIMENSIONS].map(|_| normal(rng)),
        }
    }
}

/// Category of a latent opinion.
pub(super) fn cut(latent: f64) -> u8 {
    1 + p::CUTS.iter().filter(|cut| latent > **cut).count() as u8
}

/// Part of the opinion that all raters of a group (and stratum) share, on one dimension.
pub(super) fn systematic(
    organisation: &Organisation,
    subject: u32,
    group: Group,
    stratum: Option<u8>,
    dimension: usize,
) -> f64 {
    let (leader, at) = (&organisation.leaders[subject as usize], group.index());
    p::LEADERSHIP[at] * leader.g
        + p::DIMENSION_VARIANCE.sqrt() * leader.dimensions[dimension]
        + p::perspective_variance(group).sqrt() * leader.perspectives[at]
        + p::SHIFT[at]
        + stratum.map_or(0.0, |stratum| p::STRATA[usize::from(stratum)].2)
}

/// The rater's opinion of each dimension, without style and single answers.
pub(super) fn opinion(
    organisation: &Organisation,
    invitation: Invitation,
    dyad: &Dyad,
) -> [f64; N_DIMENSIONS] {
    let rater = &organisation.raters[invitation.rater as usize];
    let own = p::severity_variance(rater.group).sqrt() * rater.severity
        + p::halo_variance(rater.group).sqrt() * dyad.halo;
    let mut opinion = [0.0; N_DIMENSIONS];
    for (k, of) in opinion.iter_mut().enumerate() {
        *of = systematic(
            organisation,
            invitation.subject,
            rater.group,
            rater.stratum,
            k,
        ) + own
            + p::DYAD_DIMENSION_VARIANCE.sqrt() * dyad.dimensions[k];
    }
    opinion
}

/// An attentive ballot.
pub(super) fn attentive(
    organisation: &Organisation,
    style: f64,
    opinion: &[f64; N_DIMENSIONS],
    rng: &mut impl Rng,
) -> [u8; N_ITEMS] {
    let mut answers = [0; N_ITEMS];
    for (j, answer) in answers.iter_mut().enumerate() {
        let single = organisation.difficulties[j] + p::ITEM_VARIANCE.sqrt() * normal(rng);
        *answer = cut(style * (opinion[j * N_DIMENSIONS / N_ITEMS] + single));
    }
    answers
}

/// A straight line: the answer, or now and then a neighbour.
pub(super) fn straight(line: u8, rng: &mut impl Rng) -> u8 {
    if rng.random::<f64>() < p::STRAIGHT_STAYS {
        line
    } else {
        let up = rng.random_bool(0.5);
        if up && line < 5 || line == 1 {
            line + 1
        } else {
            line - 1
        }
    }
}

/// Attentive ratings of the vignettes: the rater's severity and style, no halo of any dyad.
pub(super) fn vignettes(
    group: Group,
    severity: f64,
    style: f64,
    reading: &[f64; N_VIGNETTES],
    rng: &mut impl Rng,
) -> [u8; N_VIGNETTES] {
    let mut ratings = [0; N_VIGNETTES];
    for (v, rating) in ratings.iter_mut().enumerate() {
        let latent = p::VIGNETTES[v]
            + p::severity_variance(group).sqrt() * severity
            + p::VIGNETTE_READING_VARIANCE.sqrt() * reading[v]
            + p::VIGNETTE_VARIANCE.sqrt() * normal(rng);
        *rating = cut(style * latent);
    }
    ratings
}
