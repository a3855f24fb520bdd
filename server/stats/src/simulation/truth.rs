//! The score that an unlimited panel of attentive raters would give.

use statrs::function::erf::erfc;

use super::answers::systematic;
use super::organisation::Organisation;
use super::parameters::{self as p, Group, N_DIMENSIONS, N_GROUPS, N_ITEMS};
use super::quadrature::gauss_hermite;

/// Nodes over style: the integrand is smooth and nearly linear in log style; 15 agree with 31 to
/// 1e-12.
const NODES: usize = 15;

/// Truth of one leader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeaderTruth {
    /// Leadership G, standard normal.
    pub leadership: f64,
    /// The four dimensions D, standard normal.
    pub dimensions: [f64; N_DIMENSIONS],
    /// T = Σ_g w_g T_g on 1..5, with the policy weights of [`super::parameters::POLICY`].
    pub score: f64,
    /// T_g on 1..5 by [`Group::index`].
    pub parts: [f64; N_GROUPS],
}

/// Expected categories by position of the systematic part, style integrated out.
pub(super) struct Expectation {
    styles: Vec<(f64, f64)>,
}

impl Expectation {
    pub(super) fn new() -> Self {
        let style = |(x, w): (f64, f64)| ((p::LOG_STYLE_SD * x).exp(), w);
        let styles = gauss_hermite(NODES).into_iter().map(style).collect();
        Self { styles }
    }

    /// E of the category where the latent opinion is N(mean, variance) times style:
    /// `1 + Σ_c E_style Φ((mean − cut_c/style)/√variance)`.
    fn category(&self, mean: f64, sd: f64) -> f64 {
        let over = |style: f64| -> f64 {
            let above = |cut: &f64| 0.5 * erfc(-(mean - cut / style) / (sd * 2f64.sqrt()));
            p::CUTS.iter().map(above).sum()
        };
        1.0 + self
            .styles
            .iter()
            .map(|(style, w)| w * over(*style))
            .sum::<f64>()
    }

    /// Truth of one leader; `criticism` is the share of subordinates who honestly think much less of
    /// this leader: an unlimited panel holds them in that share.
    pub(super) fn of(
        &self,
        organisation: &Organisation,
        subject: u32,
        criticism: f64,
    ) -> LeaderTruth {
        let mut parts = [0.0; N_GROUPS];
        for group in Group::ALL {
            let part = &mut parts[group.index()];
            if group == Group::Citizen {
                for (stratum, (_, share, _)) in p::STRATA.iter().enumerate() {
                    let stratum = Some(stratum as u8);
                    *part += share * self.panel(organisation, subject, group, stratum, 0.0);
                }
            } else {
                *part = self.panel(organisation, subject, group, None, 0.0);
            }
            if group == Group::Subordinate && criticism > 0.0 {
                let critics = self.panel(organisation, subject, group, None, p::CRITICISM_SHIFT);
                *part += criticism * (critics - *part);
            }
        }
        let leader = &organisation.leaders[subject as usize];
        LeaderTruth {
            leadership: leader.g,
            dimensions: leader.dimensions,
            score: p::POLICY.iter().zip(&parts).map(|(w, part)| w * part).sum(),
            parts,
        }
    }

    /// Mean over items of what a group (and stratum) would answer.
    fn panel(
        &self,
        organisation: &Organisation,
        subject: u32,
        group: Group,
        stratum: Option<u8>,
        shift: f64,
    ) -> f64 {
        let variance = p::severity_variance(group)
            + p::halo_variance(group)
            + p::DYAD_DIMENSION_VARIANCE
            + p::ITEM_VARIANCE;
        let item = |j: usize| {
            let k = j * N_DIMENSIONS / N_ITEMS;
            let mean = systematic(organisation, subject, group, stratum, k)
                + organisation.difficulties[j]
                + shift;
            self.category(mean, variance.sqrt())
        };
        (0..N_ITEMS).map(item).sum::<f64>() / N_ITEMS as f64
    }
}
