//! Small random campaigns for the laws, made from a seed, and changed row by row.

use rand::{Rng, RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use stats::disclosure::SubjectRelease;
use stats::{
    Analysis, Answer, Ballot, Choice, ChoiceQuestion, Instrument, MergeStep, N_RELATIONS, Purpose,
    Ratings, RatingsBuilder, Relation, Scale, Settings, SettingsParts, SoleSuperior,
};

/// One ballot.
#[derive(Clone, Debug)]
pub struct Row {
    pub subject: u32,
    pub relation: Relation,
    pub answers: Vec<Answer>,
    pub choice: Choice,
}

/// A campaign, row by row.
#[derive(Clone, Debug)]
pub struct World {
    pub instrument: Instrument,
    pub invited: Vec<[u32; N_RELATIONS]>,
    pub rows: Vec<Row>,
    /// Subject, relation, prompt, commenters.
    pub comments: Vec<(u32, Relation, u16, u32)>,
    pub settings: SettingsParts,
}

/// How a world is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub subjects: u32,
    /// Most people of one relation of one subject.
    pub most_raters: u32,
    /// Share of answers that are no value, in per cent.
    pub missing_pct: u32,
    pub scale: (f64, f64),
    /// Values are drawn between these; whole numbers if the scale is short.
    pub values: (f64, f64),
}

/// Five levels, four to eight per group, some answers missing.
pub const ORDINARY: Shape = Shape {
    subjects: 6,
    most_raters: 14,
    missing_pct: 12,
    scale: (1.0, 5.0),
    values: (1.0, 5.0),
};

pub fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

impl World {
    /// Draws a world.
    pub fn draw(seed: u64, shape: Shape) -> Self {
        let rng = &mut rng(seed);
        let n_competencies = rng.random_range(1..=3_u16);
        let mut item_competency: Vec<u16> = (0..n_competencies).collect();
        item_competency
            .extend((0..rng.random_range(0..4)).map(|_| rng.random_range(0..n_competencies)));
        item_competency.sort_unstable();
        let instrument = Instrument {
            scale: Scale::new(shape.scale.0, shape.scale.1).unwrap(),
            item_competency,
            n_competencies,
            n_prompts: 1,
            choice: ChoiceQuestion::Asked,
        };
        let mut world = Self {
            instrument,
            invited: Vec::new(),
            rows: Vec::new(),
            comments: Vec::new(),
            settings: draw_settings(rng),
        };
        for subject in 0..shape.subjects {
            let superiors = [0, 1, 1, 2, 6][rng.random_range(0..5)];
            let mut most = || rng.random_range(0..=shape.most_raters);
            let invited = [1, superiors.min(shape.most_raters), most(), most()];
            world.invited.push(invited);
            for relation in Relation::ALL {
                let answered = (0..invited[relation.index()])
                    .filter(|_| rng.random_range(0..10) < 8)
                    .count();
                for _ in 0..answered {
                    let row = world.draw_row(rng, subject, relation, shape);
                    world.rows.push(row);
                }
                let commenters = rng.random_range(0..=answered as u32);
                world.comments.push((subject, relation, 0, commenters));
            }
        }
        world
    }

    fn draw_row(
        &self,
        rng: &mut ChaCha8Rng,
        subject: u32,
        relation: Relation,
        shape: Shape,
    ) -> Row {
        let answers = self
            .instrument
            .item_competency
            .iter()
            .map(|_| draw_answer(rng, shape))
            .collect();
        let n = self.instrument.n_competencies;
        let mut strongest = 0;
        for _ in 0..2 {
            strongest |= 1 << rng.random_range(0..n);
        }
        let choice = if rng.random_range(0..10) == 0 {
            Choice::default()
        } else {
            Choice {
                strongest,
                improve_first: Some(rng.random_range(0..n)),
            }
        };
        Row {
            subject,
            relation,
            answers,
            choice,
        }
    }

    pub fn ratings(&self) -> Ratings {
        let mut builder =
            RatingsBuilder::new(self.instrument.clone(), self.invited.len() as u32).unwrap();
        for (subject, invited) in self.invited.iter().enumerate() {
            for relation in Relation::ALL {
                builder
                    .invite(subject as u32, relation, invited[relation.index()])
                    .unwrap();
            }
        }
        for Row {
            subject,
            relation,
            answers,
            choice,
        } in &self.rows
        {
            let ballot = Ballot {
                subject: *subject,
                relation: *relation,
                answers,
                choice: *choice,
            };
            builder.push(ballot).unwrap();
        }
        for (subject, relation, prompt, commenters) in &self.comments {
            builder
                .comment(*subject, *relation, *prompt, *commenters)
                .unwrap();
        }
        builder.build().unwrap()
    }

    /// Everything that leaves the gate, subject by subject.
    pub fn released(&self) -> Vec<SubjectRelease> {
        let ratings = self.ratings();
        let settings = Settings::new(self.settings.clone()).unwrap();
        let analysis: Analysis<'_> = stats::analyse(&ratings, &settings);
        (0..analysis.n_subjects())
            .map(|s| analysis.release(s).unwrap())
            .collect()
    }
}

pub fn draw_answer(rng: &mut ChaCha8Rng, shape: Shape) -> Answer {
    let (lo, hi) = shape.values;
    match rng.random_range(0..100) {
        roll if roll < shape.missing_pct / 2 => Answer::Blank,
        roll if roll < shape.missing_pct => Answer::CannotJudge,
        _ if hi - lo < 100.0 => {
            Answer::Value(lo + f64::from(rng.random_range(0..=(hi - lo) as u32)))
        }
        _ => Answer::Value(rng.random_range(lo..hi)),
    }
}

fn draw_settings(rng: &mut impl Rng) -> SettingsParts {
    let superior = rng.random_range(0..=500_u16);
    let peer = rng.random_range(0..=500_u16);
    let steps: [&[Relation]; 3] = [
        &[Relation::Peer, Relation::Subordinate],
        &[Relation::Superior, Relation::Peer],
        &[Relation::Superior, Relation::Peer, Relation::Subordinate],
    ];
    let mut path: Vec<MergeStep> = steps
        .into_iter()
        .filter(|_| rng.random_range(0..2) == 0)
        .map(|step| MergeStep {
            relations: step.iter().copied().collect(),
        })
        .collect();
    path.shuffle(rng);
    SettingsParts {
        k: rng.random_range(4..=5),
        k_text: 5,
        weights_permille: [0, superior, peer, 1000 - superior - peer],
        merge_path: path,
        sole_superior: [SoleSuperior::Attributed, SoleSuperior::Protected][rng.random_range(0..2)],
        purpose: [Purpose::Development, Purpose::Reference][rng.random_range(0..2)],
    }
}
