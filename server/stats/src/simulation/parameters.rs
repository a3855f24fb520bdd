//! The constants of the simulated campaign, each with its reason.

/// In which role a rater of a simulated campaign rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Two people above the unit, who rate all its leaders.
    Superior,
    /// Other leaders of the unit.
    Peer,
    /// People under the leader.
    Subordinate,
    /// People who were served.
    Citizen,
}

/// How many groups there are.
pub const N_GROUPS: usize = 4;

impl Group {
    /// All groups in canonical order; `ALL[g.index()] == g`.
    pub const ALL: [Self; N_GROUPS] =
        [Self::Superior, Self::Peer, Self::Subordinate, Self::Citizen];

    /// Position in per-group arrays.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Name as files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Superior => "superior",
            Self::Peer => "peer",
            Self::Subordinate => "subordinate",
            Self::Citizen => "citizen",
        }
    }
}

/// Items of the form.
pub const N_ITEMS: usize = 20;
/// Dimensions of the form, five items each, in order.
pub const N_DIMENSIONS: usize = 4;
/// Levels of the scale.
pub const N_LEVELS: usize = 5;
/// Vignettes of a ballot, where there are any.
pub const N_VIGNETTES: usize = 2;

/// Where the latent opinion is cut into 1..5: skewed to the left, as ratings of leaders are.
pub const CUTS: [f64; N_LEVELS - 1] = [-1.8, -0.9, 0.1, 1.2];

/// Policy weights w_g of the truth: a decision, the one of the reference campaign.
pub const POLICY: [f64; N_GROUPS] = [0.30, 0.20, 0.25, 0.25];

/// Weight c_g of leadership: solves r = .34 (superior-peer), .22 (superior-subordinate), .22
/// (peer-subordinate) of Conway & Huffcutt 1997; citizens assumed.
pub const LEADERSHIP: [f64; N_GROUPS] = [0.583, 0.583, 0.377, 0.35];
/// Reliability of one rater (Conway & Huffcutt 1997); citizens assumed.
pub const RELIABILITY: [f64; N_GROUPS] = [0.50, 0.37, 0.30, 0.25];
/// Common leniency of a group: people below are kinder, citizens stricter (assumed).
pub const SHIFT: [f64; N_GROUPS] = [0.0, 0.2, 0.3, -0.2];

/// Variance of the leader's own dimension, in the latent opinion.
pub const DIMENSION_VARIANCE: f64 = 0.10;
/// Variance of the rater's view of one dimension of one leader.
pub const DYAD_DIMENSION_VARIANCE: f64 = 0.15;
/// Variance of a single answer.
pub const ITEM_VARIANCE: f64 = 0.60;
/// Standard deviation of the difficulty of items.
pub const ITEM_DIFFICULTY_SD: f64 = 0.25;
/// Standard deviation of log style: some people use the whole scale, some its middle.
pub const LOG_STYLE_SD: f64 = 0.2;
/// Share of severity in what is left of the variance of one ballot, the rest being the dyad's halo:
/// Scullen, Mount & Goff 2000 find 53 to 62 % idiosyncratic, of which about half is the rater's own.
pub const SEVERITY_SHARE: f64 = 0.45;

/// Variance p_g² of the group's own view: reliability less c_g².
pub fn perspective_variance(group: Group) -> f64 {
    let at = group.index();
    RELIABILITY[at] - LEADERSHIP[at] * LEADERSHIP[at]
}

/// What one ballot of unit variance has left for its rater: 1 − reliability − the item parts of a
/// mean over the form.
fn rest(group: Group) -> f64 {
    let dimensions = (DIMENSION_VARIANCE + DYAD_DIMENSION_VARIANCE) / N_DIMENSIONS as f64;
    1.0 - RELIABILITY[group.index()] - dimensions - ITEM_VARIANCE / N_ITEMS as f64
}

/// Variance l_g² of severity.
pub fn severity_variance(group: Group) -> f64 {
    SEVERITY_SHARE * rest(group)
}

/// Variance h_g² of the dyad's halo.
pub fn halo_variance(group: Group) -> f64 {
    (1.0 - SEVERITY_SHARE) * rest(group)
}

/// Superiors of a unit.
pub const SUPERIORS: u32 = 2;
/// Peers asked about a leader (fewer in a unit of fewer than seven).
pub const PEERS: u32 = 6;
/// Subordinates of a leader are exp N(log 9, .45), within the range.
pub const SUBORDINATES_MEDIAN: f64 = 9.0;
/// See [`SUBORDINATES_MEDIAN`].
pub const SUBORDINATES_LOG_SD: f64 = 0.45;
/// Fewest and most subordinates of a leader.
pub const SUBORDINATES_RANGE: (f64, f64) = (4.0, 25.0);
/// Share of subordinates that rate a second leader of the unit.
pub const SUBORDINATES_TWICE: f64 = 0.5;
/// Citizens invited for a leader.
pub const CITIZENS: u32 = 60;
/// Share of citizens that are asked about a second leader, anywhere: the bridges.
pub const CITIZENS_TWICE: f64 = 0.5;
/// Share of invitations that come back.
pub const RESPONSE: [f64; N_GROUPS] = [0.95, 0.70, 0.55, 0.10];

/// Strata of citizens: name, share of the population, shift of the opinion.
pub const STRATA: [(&str, f64, f64); 3] = [
    ("young", 0.40, -0.5),
    ("middle", 0.35, 0.0),
    ("old", 0.25, 0.5),
];
/// Selective non-response: what citizens of each stratum return.
pub const STRATUM_RESPONSE: [f64; 3] = [0.03, 0.08, 0.25];
/// Selective non-response: log standard deviation of the units' reach.
pub const UNIT_RESPONSE_LOG_SD: f64 = 0.5;
/// Selective non-response: what one standard deviation of a subordinate's own opinion adds to the
/// logit.
pub const OPINION_RESPONSE: f64 = 0.5;

/// Days a campaign is open.
pub const OPEN_MINUTES: u32 = 14 * 24 * 60;
/// Median seconds an item of people who read.
pub const SECONDS: f64 = 5.0;
/// Log standard deviation of the seconds of a ballot, for everybody.
pub const SECONDS_LOG_SD: f64 = 0.35;
/// Median seconds an item of careless people: under the floor of 2 s of Huang et al. 2012.
pub const SECONDS_CARELESS: f64 = 1.3;
/// Median seconds an item of a clique: they know what to answer, but read where to click.
pub const SECONDS_CLIQUE: f64 = 3.0;

/// Share of careless ballots.
pub const CARELESS: f64 = 0.15;
/// Careless ballots: share of straight lines, then of random answers; the rest follow the pattern.
pub const CARELESS_KINDS: (f64, f64) = (0.5, 0.25);
/// How often an answer of a straight line stays on the line; else it is a neighbour.
pub const STRAIGHT_STAYS: f64 = 0.95;
/// The zigzag of patterned ballots.
pub const PATTERN: [u8; 8] = [1, 2, 3, 4, 5, 4, 3, 2];

/// Share of leaders with a clique, all of the lower half by G.
pub const CLIQUE_LEADERS: f64 = 0.05;
/// A clique writes this share of the peers' and subordinates' ballots, and at least five.
pub const CLIQUE_SHARE: f64 = 0.40;
/// See [`CLIQUE_SHARE`].
pub const CLIQUE_LEAST: usize = 5;
/// How often a clique answers 5; else 4.
pub const CLIQUE_TOP: f64 = 0.95;
/// Minutes in which a clique votes.
pub const CLIQUE_MINUTES: u32 = 15;

/// Share of leaders that suffer retaliation, all of the upper half by G.
pub const RETALIATION_LEADERS: f64 = 0.10;
/// Share of the subordinates' ballots that retaliate.
pub const RETALIATION_SHARE: f64 = 0.25;
/// How often retaliation answers 1; else 2.
pub const RETALIATION_BOTTOM: f64 = 0.90;

/// Share of leaders whom most subordinates honestly criticise.
pub const CRITICISM_LEADERS: f64 = 0.03;
/// Range of the share of their subordinates who do.
pub const CRITICISM_SHARE: (f64, f64) = (0.6, 1.0);
/// How much lower these think of the leader: a mean near 2 where it would be near 3.6, with each
/// critic's own severity, halo and answers, so that no two ballots look alike.
pub const CRITICISM_SHIFT: f64 = -1.8;

/// Latent levels ζ_v of the two hypothetical leaders of the vignettes: one weak, one good, both
/// well inside the scale so that severe and lenient raters have room.
pub const VIGNETTES: [f64; N_VIGNETTES] = [-0.7, 0.7];
/// Variance of a rater's own reading of a vignette (the same on all the rater's ballots): as large
/// as the reading of a dimension of a real leader.
pub const VIGNETTE_READING_VARIANCE: f64 = DYAD_DIMENSION_VARIANCE;
/// Variance of a single vignette rating: as any single answer.
pub const VIGNETTE_VARIANCE: f64 = ITEM_VARIANCE;
