//! How the made-up people answer: a simple model whose parts are known.
//!
//! What somebody thinks of an act of a leader is the sum of: how the leader does in general and in
//! this competency, how this act falls out for everybody, how the relation sees it, how lenient this
//! rater is, what he thinks of this leader and of this competency of his, and noise. Leaders see
//! themselves somewhat better. The forced choice follows from the answers. Each part is drawn under its own name, so an answer depends on who answers about whom,
//! never on the order of answering.

use contract::ballots::{Answers, ItemAnswer};
use contract::instruments::Instrument;
use contract::raters::Relation;

use super::comments::{Comments, Writer};
use super::draw::Draw;

/// Where leaders stand on average, on the five levels.
const ORDINARY_LEVEL: f64 = 3.85;

/// Somebody who answers about somebody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rating<'a> {
    /// Name of the campaign's draws.
    pub campaign: &'a str,
    /// Staff code.
    pub rater: &'a str,
    /// Staff code.
    pub subject: &'a str,
    /// How they stand to each other.
    pub relation: Relation,
}

impl Rating<'_> {
    /// Whether this one is answered at all, when so many are.
    pub fn is_given(&self, response: f64) -> bool {
        let mut draw = Draw::of(&[self.campaign, "response", self.rater]);
        let takes_part = draw.chance(match self.relation {
            Relation::Oneself | Relation::Superior => response.sqrt(),
            Relation::Peer | Relation::Subordinate => response,
        });
        let mut draw = Draw::of(&[self.campaign, "response", self.rater, self.subject]);
        takes_part && draw.chance(0.97)
    }

    /// What is answered.
    pub fn answers(&self, instrument: &Instrument, comments: &mut Comments) -> Answers {
        let mut draw = Draw::of(&[self.campaign, "answers", self.rater, self.subject]);
        let familiarity = self.familiarity(&mut draw);
        let general = self.general();
        let views: Vec<f64> = instrument
            .competencies
            .iter()
            .map(|of| general + self.of_competency(&of.id))
            .collect();
        let mut thought: Vec<Vec<f64>> = vec![Vec::new(); views.len()];
        let mut items = Vec::with_capacity(instrument.items.len());
        for item in &instrument.items {
            let mut competencies = instrument.competencies.iter();
            let Some(at) = competencies.position(|of| of.id == item.competency) else {
                items.push(ItemAnswer::Blank);
                continue;
            };
            let opinion = views[at] + self.of_item(&item.id) + draw.normal(0.0, 0.5);
            let level = opinion.round().clamp(
                f64::from(instrument.scale.min),
                f64::from(instrument.scale.max),
            );
            let cannot_judge = self.cannot_judge(familiarity);
            items.push(match draw.share() {
                share if share < 0.015 => ItemAnswer::Blank,
                share if share < 0.015 + cannot_judge => ItemAnswer::CannotJudge,
                _ => {
                    thought[at].push(level);
                    ItemAnswer::Level(level as u8)
                }
            });
        }
        let order = by_strength(&thought, &mut draw);
        let chooses = instrument.forced_choice.is_some() && draw.chance(0.92);
        let (Some(&strongest), Some(&weakest)) = (order.first(), order.last()) else {
            return Answers::blank(instrument);
        };
        let n_strongest = instrument
            .forced_choice
            .as_ref()
            .map_or(0, |choice| choice.strongest.count);
        Answers {
            familiarity,
            items,
            strongest: if chooses {
                let named = order.iter().take(usize::from(n_strongest));
                named.map(|at| *at as u8).collect()
            } else {
                Vec::new()
            },
            improve_first: chooses.then_some(weakest as u8),
            comments: comments.write(
                instrument,
                Writer {
                    campaign: self.campaign,
                    rater: self.rater,
                    subject: self.subject,
                    relation: self.relation,
                    strongest,
                    weakest,
                },
            ),
        }
    }

    /// What this rater thinks of this leader in general.
    fn general(&self) -> f64 {
        let shift = match self.relation {
            Relation::Oneself => 0.3 + part(&["self", self.subject], 0.3),
            Relation::Superior => 0.1,
            Relation::Peer => -0.05,
            Relation::Subordinate => -0.1,
        };
        ORDINARY_LEVEL
            + shift
            + part(&["leader", self.subject], 0.28)
            + part(&["lenient", self.rater], 0.3)
            + part(&["halo", self.rater, self.subject], 0.3)
    }

    /// What a competency adds.
    fn of_competency(&self, competency: &str) -> f64 {
        let relation = self.relation.as_str();
        part(&["leader", self.subject, competency], 0.3)
            + part(&["relation", self.subject, relation, competency], 0.15)
            + part(&["view", self.rater, self.subject, competency], 0.25)
    }

    /// What an act adds.
    fn of_item(&self, item: &str) -> f64 {
        part(&["leader", self.subject, item], 0.18) + part(&["item", item], 0.18)
    }

    /// Index of the answer to how well they know each other; nobody is asked about himself.
    fn familiarity(&self, draw: &mut Draw) -> Option<u8> {
        let (often, sometimes) = match self.relation {
            Relation::Oneself => return None,
            Relation::Superior => (0.8, 0.2),
            Relation::Peer => (0.35, 0.5),
            Relation::Subordinate => (0.75, 0.2),
        };
        let share = draw.share();
        Some(match share {
            share if share < often => 0,
            share if share < often + sometimes => 1,
            _ => 2,
        })
    }

    /// How often he has not seen an act.
    fn cannot_judge(&self, familiarity: Option<u8>) -> f64 {
        match familiarity {
            None => 0.01,
            Some(0) => 0.03,
            Some(1) => 0.09,
            Some(_) => 0.3,
        }
    }
}

/// A part of an opinion, always the same under its name.
fn part(name: &[&str], deviation: f64) -> f64 {
    Draw::of(name).normal(0.0, deviation)
}

/// Competencies from the strongest to the weakest, as these answers see them. One without answers
/// stands in the middle; equals are told apart by a whim.
fn by_strength(thought: &[Vec<f64>], draw: &mut Draw) -> Vec<usize> {
    let mut seen: Vec<(usize, f64)> = thought
        .iter()
        .map(|levels| match levels.len() {
            0 => ORDINARY_LEVEL,
            n => levels.iter().sum::<f64>() / n as f64,
        })
        .map(|mean| mean + draw.normal(0.0, 0.1))
        .enumerate()
        .collect();
    seen.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    seen.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating<'a>(rater: &'a str, relation: Relation) -> Rating<'a> {
        Rating {
            campaign: "a",
            rater,
            subject: "DS0010",
            relation,
        }
    }

    #[test]
    fn every_answer_fits_the_instrument_and_the_choice_follows_from_the_levels() {
        for instrument in crate::instruments::shipped().unwrap() {
            let mut comments = Comments::new().unwrap();
            let mut agree = 0;
            for n in 0..80 {
                let rater = format!("DS{n:04}");
                let relation = Relation::ALL[n % 4];
                let answers = rating(&rater, relation).answers(&instrument, &mut comments);
                assert_eq!(answers.check(&instrument, relation), Ok(()));
                let mean = |competency: u8| {
                    let of = &instrument.competencies[usize::from(competency)].id;
                    let levels: Vec<f64> = instrument
                        .items_of(of)
                        .filter_map(|at| match answers.items[at] {
                            ItemAnswer::Level(level) => Some(f64::from(level)),
                            _ => None,
                        })
                        .collect();
                    levels.iter().sum::<f64>() / levels.len() as f64
                };
                if let (Some(best), Some(worst)) =
                    (answers.strongest.first(), answers.improve_first)
                {
                    assert!(!answers.strongest.contains(&worst));
                    agree += u32::from(mean(*best) >= mean(worst));
                }
            }
            assert!(agree > 60, "{agree}");
        }
    }

    #[test]
    fn an_answer_does_not_depend_on_what_was_answered_before() {
        let instrument = crate::instruments::shipped().unwrap().remove(0);
        let one = rating("DS0001", Relation::Peer);
        let mut comments = Comments::new().unwrap();
        let first = one.answers(&instrument, &mut comments);
        let _ = rating("DS0002", Relation::Peer).answers(&instrument, &mut comments);
        let mut comments = Comments::new().unwrap();
        let _ = rating("DS0003", Relation::Peer).answers(&instrument, &mut comments);
        let again = one.answers(&instrument, &mut comments);
        assert_eq!(first.items, again.items);
        assert_eq!(first.strongest, again.strongest);
    }
}
