//! Who answers: at random, or selectively.

use rand::{Rng, RngExt};

use super::organisation::{Organisation, normal};
use super::parameters::{self as p, Group};
use super::world::Design;

/// Highest response that luck of a unit can reach.
const MOST: f64 = 0.95;

/// Which invitations come back. `opinions` holds what each would say on the whole (latent).
pub(super) fn responds(
    design: &Design,
    organisation: &Organisation,
    opinions: &[f64],
    rng: &mut impl Rng,
) -> Vec<bool> {
    let reach: Vec<f64> = (0..design.units)
        .map(|_| (p::UNIT_RESPONSE_LOG_SD * normal(rng)).exp())
        .collect();
    let (centre, spread) = subordinates(organisation, opinions);
    let invitations = organisation.invitations.iter().zip(opinions);
    invitations
        .map(|(invitation, opinion)| {
            let rater = &organisation.raters[invitation.rater as usize];
            let plain = p::RESPONSE[rater.group.index()];
            let rate = match (rater.group, rater.stratum, design.scenario.is_selective()) {
                (Group::Citizen, Some(stratum), true) => {
                    let unit = invitation.subject / design.leaders_per_unit;
                    let rate = p::STRATUM_RESPONSE[usize::from(stratum)];
                    (rate * reach[unit as usize]).min(MOST)
                }
                (Group::Subordinate, _, true) => {
                    let z = (opinion - centre) / spread;
                    let logit = (plain / (1.0 - plain)).ln() + p::OPINION_RESPONSE * z;
                    1.0 / (1.0 + (-logit).exp())
                }
                _ => plain,
            };
            rng.random::<f64>() < rate
        })
        .collect()
}

/// Mean and standard deviation of what the invited subordinates think.
fn subordinates(organisation: &Organisation, opinions: &[f64]) -> (f64, f64) {
    let all = organisation.invitations.iter().zip(opinions);
    let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for (invitation, opinion) in all {
        if organisation.raters[invitation.rater as usize].group == Group::Subordinate {
            n += 1.0;
            sum += opinion;
            squares += opinion * opinion;
        }
    }
    // Every leader has at least four subordinates.
    let centre = sum / n;
    (centre, (squares / n - centre * centre).sqrt())
}
