//! A drawn world: what an engine sees, and what only the scorer knows.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::answers::{Dyad, attentive, opinion, vignettes};
use super::attacks::{by_subject, careless, cliques, leaders, retaliation, seconds};
use super::organisation::{Organisation, normal};
use super::parameters::{self as p, Group, N_DIMENSIONS, N_ITEMS, N_VIGNETTES};
use super::response::responds;
use super::scenario::Scenario;
use super::truth::{Expectation, LeaderTruth};

/// Most leaders of one world: its invitations must fit in memory.
const MOST_LEADERS: u64 = 100_000;

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    /// Which faults the world has.
    pub scenario: Scenario,
    /// Seed of everything.
    pub seed: u64,
    /// Units; 30 in the design.
    pub units: u32,
    /// Leaders of each unit; 10 in the design.
    pub leaders_per_unit: u32,
    /// Whether each ballot also rates the two vignettes.
    pub vignettes: bool,
}

/// Why there is no world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// No unit or no leader in it.
    #[error("a world needs at least one unit and one leader in each")]
    NoLeaders,
    /// More leaders than fit.
    #[error("a world has at most 100,000 leaders, not {0}")]
    TooManyLeaders(u64),
}

/// Where a ballot comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An attentive, honest ballot.
    Genuine,
    /// Straight, random or patterned, and hasty.
    Careless,
    /// Praise by a clique.
    Clique,
    /// Revenge.
    Retaliation,
    /// Attentive, honest, and far below the usual opinion.
    Criticism,
}

impl Kind {
    /// Name as files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Careless => "careless",
            Self::Clique => "clique",
            Self::Retaliation => "retaliation",
            Self::Criticism => "criticism",
        }
    }

    /// Whether the rater wrote attentively what he or she thinks.
    pub const fn is_honest(self) -> bool {
        matches!(self, Self::Genuine | Self::Criticism)
    }
}

/// A known share of a stratum in the population of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Population {
    /// Group.
    pub group: Group,
    /// Stratum, a position in [`super::STRATA`].
    pub stratum: u8,
    /// Its share; the shares of a group sum to 1.
    pub share: f64,
}

/// Ballots as columns (one entry a ballot), with truth and labels.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Who is rated, 0 to the number of leaders.
    pub subject: Vec<u32>,
    /// Unit of the subject.
    pub unit: Vec<u32>,
    /// Group of the rater.
    pub group: Vec<Group>,
    /// Pseudonym of the rater in this campaign.
    pub rater: Vec<u32>,
    /// Stratum of a citizen, a position in [`super::STRATA`].
    pub stratum: Vec<Option<u8>>,
    /// Minute since opening.
    pub minute: Vec<u32>,
    /// Seconds taken for the form.
    pub seconds: Vec<f64>,
    /// Answers in rows of [`N_ITEMS`], values 1..5.
    pub answers: Vec<u8>,
    /// Ratings of the vignettes, where the design has them.
    pub vignettes: Option<Vec<[u8; N_VIGNETTES]>>,
    /// Where each ballot comes from.
    pub kind: Vec<Kind>,
    /// Known shares of strata.
    pub population: Vec<Population>,
    /// Truth by subject.
    pub truth: Vec<LeaderTruth>,
}

/// Each part of the world has its own stream of the generator.
#[derive(Clone, Copy)]
enum Stream {
    Organisation,
    Opinions,
    Response,
    Criticism,
    Answers,
    Pace,
    Careless,
    Cliques,
    Retaliation,
    Readings,
    Vignettes,
    Order,
}

fn stream(design: &Design, stream: Stream) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(design.seed);
    rng.set_stream(stream as u64);
    rng
}

impl World {
    /// Draws the world of a design; the same design gives the same world on any machine.
    ///
    /// # Errors
    /// [`SimulationError`] where there is no leader, or too many.
    pub fn draw(design: &Design) -> Result<Self, SimulationError> {
        let n = u64::from(design.units) * u64::from(design.leaders_per_unit);
        match n {
            0 => return Err(SimulationError::NoLeaders),
            1..=MOST_LEADERS => {}
            _ => return Err(SimulationError::TooManyLeaders(n)),
        }
        let from = |part| stream(design, part);
        let organisation = Organisation::draw(design, &mut from(Stream::Organisation));
        let mut world = Self::attentive(design, &organisation);
        if design.scenario.is_careless() {
            careless(&mut world, &mut from(Stream::Careless));
        }
        if design.scenario.has_cliques() {
            cliques(&mut world, &mut from(Stream::Cliques));
        }
        if design.scenario.has_retaliation() {
            retaliation(&mut world, &mut from(Stream::Retaliation));
        }
        Ok(world)
    }

    /// The world before anybody is careless or malicious, its ballots in random order.
    fn attentive(design: &Design, organisation: &Organisation) -> Self {
        let from = |part| stream(design, part);
        let mut rng = from(Stream::Opinions);
        let invited = organisation.invitations.iter();
        let opinions: Vec<[f64; N_DIMENSIONS]> = invited
            .map(|&invitation| opinion(organisation, invitation, &Dyad::draw(&mut rng)))
            .collect();
        let overall: Vec<f64> = opinions
            .iter()
            .map(|of| of.iter().sum::<f64>() / N_DIMENSIONS as f64)
            .collect();
        let returned = responds(design, organisation, &overall, &mut from(Stream::Response));
        drop(overall);

        let mut rng = from(Stream::Order);
        let mut order: Vec<usize> = (0..returned.len()).filter(|&at| returned[at]).collect();
        order.shuffle(&mut rng);
        let mut pseudonyms: Vec<u32> = (0..organisation.raters.len() as u32).collect();
        pseudonyms.shuffle(&mut rng);

        let n_leaders = organisation.leaders.len();
        let mut world = Self::empty(design, order.len());
        for &at in &order {
            let invitation = organisation.invitations[at];
            let rater = &organisation.raters[invitation.rater as usize];
            world.subject.push(invitation.subject);
            world
                .unit
                .push(invitation.subject / design.leaders_per_unit);
            world.group.push(rater.group);
            world.rater.push(pseudonyms[invitation.rater as usize]);
            world.stratum.push(rater.stratum);
            world.kind.push(Kind::Genuine);
        }
        let expectation = Expectation::new();
        let truth = |subject| expectation.of(organisation, subject, 0.0);
        world.truth = (0..n_leaders as u32).map(truth).collect();
        if design.scenario.has_criticism() {
            world.criticise(organisation, &expectation, &mut from(Stream::Criticism));
        }

        let (mut rng, mut pace) = (from(Stream::Answers), from(Stream::Pace));
        for (ballot, &at) in order.iter().enumerate() {
            let rater = &organisation.raters[organisation.invitations[at].rater as usize];
            let shift = match world.kind[ballot] {
                Kind::Criticism => p::CRITICISM_SHIFT,
                _ => 0.0,
            };
            let opinion = opinions[at].map(|of| of + shift);
            let answers = attentive(organisation, rater.style, &opinion, &mut rng);
            world.answers.extend(answers);
            world.minute.push(pace.random_range(0..p::OPEN_MINUTES));
            world.seconds.push(seconds(p::SECONDS, N_ITEMS, &mut pace));
        }
        if design.vignettes {
            world.vignettes = Some(world.rate_vignettes(design, organisation, &order));
        }
        world
    }

    fn empty(design: &Design, n: usize) -> Self {
        let shares = p::STRATA.iter().enumerate();
        let population = |(stratum, of): (usize, &(&str, f64, f64))| Population {
            group: Group::Citizen,
            stratum: stratum as u8,
            share: of.1,
        };
        Self {
            subject: Vec::with_capacity(n),
            unit: Vec::with_capacity(n),
            group: Vec::with_capacity(n),
            rater: Vec::with_capacity(n),
            stratum: Vec::with_capacity(n),
            minute: Vec::with_capacity(n),
            seconds: Vec::with_capacity(n),
            answers: Vec::with_capacity(n * N_ITEMS),
            vignettes: None,
            kind: Vec::with_capacity(n),
            population: shares.map(population).collect(),
            truth: Vec::with_capacity((design.units * design.leaders_per_unit) as usize),
        }
    }

    /// Marks the honest critics and moves the truth with them.
    fn criticise(
        &mut self,
        organisation: &Organisation,
        expectation: &Expectation,
        rng: &mut ChaCha8Rng,
    ) {
        let mut ballots = by_subject(self, &[Group::Subordinate]);
        let mut subjects: Vec<usize> = (0..self.truth.len()).collect();
        subjects.shuffle(rng);
        subjects.truncate(leaders(p::CRITICISM_LEADERS, self.truth.len()));
        for subject in subjects {
            let (least, most) = p::CRITICISM_SHARE;
            let share = least + (most - least) * rng.random::<f64>();
            let theirs = &mut ballots[subject];
            let critics = (share * theirs.len() as f64).ceil() as usize;
            theirs.shuffle(rng);
            for &ballot in theirs.iter().take(critics) {
                self.kind[ballot] = Kind::Criticism;
            }
            self.truth[subject] = expectation.of(organisation, subject as u32, share);
        }
    }

    fn rate_vignettes(
        &self,
        design: &Design,
        organisation: &Organisation,
        order: &[usize],
    ) -> Vec<[u8; N_VIGNETTES]> {
        let mut rng = stream(design, Stream::Readings);
        let draw = |_| [0.0; N_VIGNETTES].map(|_| normal(&mut rng));
        let readings: Vec<[f64; N_VIGNETTES]> = organisation.raters.iter().map(draw).collect();
        let mut rng = stream(design, Stream::Vignettes);
        let rate = |&at: &usize| {
            let by = organisation.invitations[at].rater as usize;
            let rater = &organisation.raters[by];
            vignettes(
                rater.group,
                rater.severity,
                rater.style,
                &readings[by],
                &mut rng,
            )
        };
        order.iter().map(rate).collect()
    }

    /// Number of ballots.
    pub fn n_ballots(&self) -> usize {
        self.subject.len()
    }

    /// The answers of one ballot.
    pub fn ballot(&self, ballot: usize) -> &[u8] {
        &self.answers[ballot * N_ITEMS..(ballot + 1) * N_ITEMS]
    }

    /// Replaces the answers of a ballot.
    pub(super) fn write(&mut self, ballot: usize, kind: Kind, answers: &[u8]) {
        self.kind[ballot] = kind;
        self.answers[ballot * N_ITEMS..(ballot + 1) * N_ITEMS].copy_from_slice(answers);
    }
}
