//! The answers of a campaign as columns: one value per ballot in each.
//!
//! Columns: subject (0..n), relation, one `f64` per item on the scale of the instrument, the forced
//! choice, and for each subject how many people were invited and how many commented. A ballot here
//! has no id, no time and no rater: none of the figures needs them.
//!
//! [`RatingsBuilder`] checks each ballot once; what it makes cannot be out of range, and no `NaN` is
//! ever read from it or given out. Edges: no ballots, no items and no competencies are all legal and
//! give empty results.

use std::cmp::Ordering;

use thiserror::Error;

use crate::partition::Counts;
use crate::relation::{N_RELATIONS, Relation};

/// The most competencies an instrument with a forced choice can have: one bit each.
pub const MAX_CHOICE_COMPETENCIES: u16 = 32;

/// The farthest from 0 that a level can be: its square still has room in a double.
pub const SCALE_LIMIT: f64 = 1e12;

/// The lowest and the highest level of the items. Values between the levels are allowed, since
/// imported ratings may be means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    min: f64,
    max: f64,
}

impl Scale {
    /// A scale from `min` to `max`.
    ///
    /// # Errors
    /// [`RatingsError::Scale`] unless both lie within ±[`SCALE_LIMIT`] and at least 1 apart.
    pub fn new(min: f64, max: f64) -> Result<Self, RatingsError> {
        let within = |end: f64| (-SCALE_LIMIT..=SCALE_LIMIT).contains(&end);
        if within(min) && within(max) && max - min >= 1.0 {
            Ok(Self { min, max })
        } else {
            Err(RatingsError::Scale)
        }
    }

    /// The lowest level.
    pub fn min(self) -> f64 {
        self.min
    }

    /// The highest level.
    pub fn max(self) -> f64 {
        self.max
    }

    /// Number of levels A, when they are one unit apart.
    pub fn levels(self) -> f64 {
        self.max - self.min + 1.0
    }

    /// A quarter of the scale: the distance between two of five levels. What the rules say of a
    /// five-point scale holds for every scale in this unit.
    pub fn point(self) -> f64 {
        (self.max - self.min) / 4.0
    }

    /// Variance of a rater who ticks any level with the same probability: (A² − 1)/12
    /// (James, Demaree & Wolf 1984, the uniform null).
    pub fn uniform_variance(self) -> f64 {
        (self.levels() * self.levels() - 1.0) / 12.0
    }
}

/// What a rater said to one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// A value on the scale.
    Value(f64),
    /// "Not enough information to judge", which is not a point of the scale.
    CannotJudge,
    /// Left blank, which is legal.
    Blank,
}

/// The shape of an instrument: what the columns mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Scale of every item.
    pub scale: Scale,
    /// Competency of each item, counted from 0.
    pub item_competency: Vec<u16>,
    /// Number of competencies; each has at least one item.
    pub n_competencies: u16,
    /// Number of open prompts.
    pub n_prompts: u16,
    /// Whether the forced choice is asked.
    pub choice: ChoiceQuestion,
}

/// Whether the instrument asks for the strongest competencies and the one to improve first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceQuestion {
    /// It does.
    Asked,
    /// It does not.
    NotAsked,
}

/// The forced choice of one ballot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// One bit per competency named among the strongest; 0 when blank.
    pub strongest: u32,
    /// The competency to improve first.
    pub improve_first: Option<u16>,
}

/// One ballot on its way into the columns.
#[derive(Clone, Copy, Debug)]
pub struct Ballot<'a> {
    /// Whom it is about.
    pub subject: u32,
    /// In which relation.
    pub relation: Relation,
    /// One answer per item.
    pub answers: &'a [Answer],
    /// The forced choice; empty where it is not asked.
    pub choice: Choice,
}

/// Why columns were refused. Positions count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum RatingsError {
    /// The scale is no interval.
    #[error("a scale needs two ends at least 1 apart, the lower one first, within 1e12")]
    Scale,
    /// An item points to a competency that does not exist.
    #[error("item {item} belongs to competency {competency}, but there are {n_competencies}")]
    ItemCompetency {
        /// The item.
        item: usize,
        /// The competency it names.
        competency: u16,
        /// How many there are.
        n_competencies: u16,
    },
    /// A competency without an item.
    #[error("competency {competency} has no item")]
    EmptyCompetency {
        /// The competency.
        competency: u16,
    },
    /// More competencies than a forced choice can hold.
    #[error("a forced choice holds {MAX_CHOICE_COMPETENCIES} competencies, not {n_competencies}")]
    TooManyCompetencies {
        /// How many there are.
        n_competencies: u16,
    },
    /// A subject outside 0..n.
    #[error("subject {subject} does not exist: there are {n_subjects}")]
    UnknownSubject {
        /// The subject.
        subject: u32,
        /// How many there are.
        n_subjects: u32,
    },
    /// A prompt outside 0..n.
    #[error("prompt {prompt} does not exist: there are {n_prompts}")]
    UnknownPrompt {
        /// The prompt.
        prompt: u16,
        /// How many there are.
        n_prompts: u16,
    },
    /// A ballot with more or fewer answers than items.
    #[error("ballot {ballot} has {given} answers to {expected} items")]
    AnswerCount {
        /// Position of the ballot in the order of pushing.
        ballot: usize,
        /// Answers it has.
        given: usize,
        /// Items there are.
        expected: usize,
    },
    /// A value that is no number on the scale.
    #[error("ballot {ballot}, item {item}: {value} is not between {min} and {max}")]
    OffScale {
        /// Position of the ballot.
        ballot: usize,
        /// The item.
        item: usize,
        /// The value.
        value: f64,
        /// Lowest level.
        min: f64,
        /// Highest level.
        max: f64,
    },
    /// A choice that names no competency, or answers a question that is not asked.
    #[error("ballot {ballot}: the forced choice names a competency that cannot be chosen")]
    Choice {
        /// Position of the ballot.
        ballot: usize,
    },
    /// More ballots than people invited.
    #[error("subject {subject}, {relation:?}: {ballots} ballots of {invited} invited")]
    MoreThanInvited {
        /// The subject.
        subject: u32,
        /// The relation.
        relation: Relation,
        /// Ballots received.
        ballots: u32,
        /// People invited.
        invited: u32,
    },
    /// More than one self rating.
    #[error("subject {subject} has more than one self rating")]
    SelfTwice {
        /// The subject.
        subject: u32,
    },
    /// More commenters than ballots.
    #[error("subject {subject}, {relation:?}: {commenters} commenters in {ballots} ballots")]
    MoreCommentersThanBallots {
        /// The subject.
        subject: u32,
        /// The relation.
        relation: Relation,
        /// Commenters on one prompt.
        commenters: u32,
        /// Ballots received.
        ballots: u32,
    },
}

/// Collects ballots into columns.
#[derive(Clone, Debug)]
pub struct RatingsBuilder {
    ratings: Ratings,
}

/// The columns. Made by [`RatingsBuilder`].
#[derive(Clone, Debug)]
pub struct Ratings {
    instrument: Instrument,
    invited: Vec<Counts>,
    ballots: Vec<Counts>,
    commenters: Vec<u32>,
    subject: Vec<u32>,
    relation: Vec<Relation>,
    items: Vec<Vec<f64>>,
    choices: Vec<Choice>,
}

/// Stands in an item's column for "cannot judge". Columns are private to this file.
const CANNOT_JUDGE: f64 = f64::INFINITY;
/// Stands in an item's column for a blank.
const BLANK: f64 = f64::NAN;

impl RatingsBuilder {
    /// Columns for `n_subjects` subjects, none of whom has anybody invited yet.
    ///
    /// # Errors
    /// [`RatingsError`] when the shape of the instrument contradicts itself.
    pub fn new(instrument: Instrument, n_subjects: u32) -> Result<Self, RatingsError> {
        let n_competencies = instrument.n_competencies;
        for (item, &competency) in instrument.item_competency.iter().enumerate() {
            if competency >= n_competencies {
                return Err(RatingsError::ItemCompetency {
                    item,
                    competency,
                    n_competencies,
                });
            }
        }
        if let Some(competency) =
            (0..n_competencies).find(|c| !instrument.item_competency.contains(c))
        {
            return Err(RatingsError::EmptyCompetency { competency });
        }
        let asked = instrument.choice == ChoiceQuestion::Asked;
        if asked && n_competencies > MAX_CHOICE_COMPETENCIES {
            return Err(RatingsError::TooManyCompetencies { n_competencies });
        }
        let n = n_subjects as usize;
        let commenters = n * N_RELATIONS * usize::from(instrument.n_prompts);
        let items = vec![Vec::new(); instrument.item_competency.len()];
        Ok(Self {
            ratings: Ratings {
                instrument,
                invited: vec![[0; N_RELATIONS]; n],
                ballots: vec![[0; N_RELATIONS]; n],
                commenters: vec![0; commenters],
                subject: Vec::new(),
                relation: Vec::new(),
                items,
                choices: Vec::new(),
            },
        })
    }

    /// Says how many people were invited to rate a subject in a relation.
    ///
    /// # Errors
    /// [`RatingsError::UnknownSubject`].
    pub fn invite(
        &mut self,
        subject: u32,
        relation: Relation,
        people: u32,
    ) -> Result<(), RatingsError> {
        self.known(subject)?;
        self.ratings.invited[subject as usize][relation.index()] = people;
        Ok(())
    }

    /// Adds one ballot.
    ///
    /// # Errors
    /// [`RatingsError`] says what about it is wrong; nothing of it is kept then.
    pub fn push(&mut self, ballot: Ballot<'_>) -> Result<(), RatingsError> {
        self.known(ballot.subject)?;
        let columns = &mut self.ratings;
        let at = columns.subject.len();
        let (given, expected) = (ballot.answers.len(), columns.items.len());
        if given != expected {
            return Err(RatingsError::AnswerCount {
                ballot: at,
                given,
                expected,
            });
        }
        let Scale { min, max } = columns.instrument.scale;
        for (item, answer) in ballot.answers.iter().enumerate() {
            if let Answer::Value(value) = *answer
                && !(min..=max).contains(&value)
            {
                return Err(RatingsError::OffScale {
                    ballot: at,
                    item,
                    value,
                    min,
                    max,
                });
            }
        }
        if !columns.instrument.can_choose(ballot.choice) {
            return Err(RatingsError::Choice { ballot: at });
        }
        for (column, answer) in columns.items.iter_mut().zip(ballot.answers) {
            column.push(match *answer {
                Answer::Value(value) => value,
                Answer::CannotJudge => CANNOT_JUDGE,
                Answer::Blank => BLANK,
            });
        }
        if columns.instrument.choice == ChoiceQuestion::Asked {
            columns.choices.push(ballot.choice);
        }
        columns.subject.push(ballot.subject);
        columns.relation.push(ballot.relation);
        columns.ballots[ballot.subject as usize][ballot.relation.index()] += 1;
        Ok(())
    }

    /// Says how many people of a relation wrote something to a prompt.
    ///
    /// # Errors
    /// [`RatingsError::UnknownSubject`] or [`RatingsError::UnknownPrompt`].
    pub fn comment(
        &mut self,
        subject: u32,
        relation: Relation,
        prompt: u16,
        commenters: u32,
    ) -> Result<(), RatingsError> {
        self.known(subject)?;
        let n_prompts = self.ratings.instrument.n_prompts;
        if prompt >= n_prompts {
            return Err(RatingsError::UnknownPrompt { prompt, n_prompts });
        }
        let at = self.ratings.comment_at(subject, relation, prompt);
        self.ratings.commenters[at] = commenters;
        Ok(())
    }

    /// The columns, once all ballots are in.
    ///
    /// # Errors
    /// [`RatingsError`] when there are more ballots than invitations, more than one self rating, or
    /// more commenters than ballots.
    pub fn build(self) -> Result<Ratings, RatingsError> {
        let columns = self.ratings;
        for subject in 0..columns.n_subjects() {
            let (invited, ballots) = (columns.invited(subject), columns.ballots(subject));
            for relation in Relation::ALL {
                let (invited, ballots) = (invited[relation.index()], ballots[relation.index()]);
                if ballots > invited {
                    return Err(RatingsError::MoreThanInvited {
                        subject,
                        relation,
                        ballots,
                        invited,
                    });
                }
                for prompt in 0..columns.instrument.n_prompts {
                    let commenters = columns.commenters(subject, relation, prompt);
                    if commenters > ballots {
                        return Err(RatingsError::MoreCommentersThanBallots {
                            subject,
                            relation,
                            commenters,
                            ballots,
                        });
                    }
                }
            }
            if ballots[Relation::Oneself.index()] > 1 {
                return Err(RatingsError::SelfTwice { subject });
            }
        }
        Ok(columns)
    }

    fn known(&self, subject: u32) -> Result<(), RatingsError> {
        let n_subjects = self.ratings.n_subjects();
        if subject < n_subjects {
            Ok(())
        } else {
            Err(RatingsError::UnknownSubject {
                subject,
                n_subjects,
            })
        }
    }
}

impl Instrument {
    fn can_choose(&self, choice: Choice) -> bool {
        match self.choice {
            ChoiceQuestion::NotAsked => choice == Choice::default(),
            ChoiceQuestion::Asked => {
                let beyond = u64::from(choice.strongest) >> self.n_competencies;
                beyond == 0 && choice.improve_first.is_none_or(|c| c < self.n_competencies)
            }
        }
    }

    /// The items of a competency.
    pub fn items_of(&self, competency: u16) -> impl Iterator<Item = usize> {
        let of = self.item_competency.iter().enumerate();
        of.filter(move |(_, c)| **c == competency)
            .map(|(item, _)| item)
    }
}

impl Ratings {
    /// The shape of the instrument.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// Number of subjects.
    pub fn n_subjects(&self) -> u32 {
        self.ballots.len() as u32
    }

    /// Number of ballots.
    pub fn n_ballots(&self) -> usize {
        self.subject.len()
    }

    /// Number of items.
    pub fn n_items(&self) -> usize {
        self.items.len()
    }

    /// The values that an item got about a subject in one relation, for the plain estimators of
    /// [`crate::agreement`]; none for a subject or an item that does not exist. O(ballots).
    pub fn values(&self, subject: u32, relation: Relation, item: usize) -> Vec<f64> {
        let Some(column) = self.items.get(item) else {
            return Vec::new();
        };
        let of = |at: &usize| self.subject[*at] == subject && self.relation[*at] == relation;
        (0..column.len())
            .filter(of)
            .map(|at| column[at])
            .filter(|value| value.is_finite())
            .collect()
    }

    /// People invited to rate a subject, by relation.
    pub(crate) fn invited(&self, subject: u32) -> &Counts {
        &self.invited[subject as usize]
    }

    /// Ballots received about a subject, by relation.
    pub(crate) fn ballots(&self, subject: u32) -> &Counts {
        &self.ballots[subject as usize]
    }

    /// People of a relation who wrote something to a prompt.
    pub(crate) fn commenters(&self, subject: u32, relation: Relation, prompt: u16) -> u32 {
        self.commenters[self.comment_at(subject, relation, prompt)]
    }

    /// Subject of a ballot.
    pub(crate) fn subject_of(&self, ballot: usize) -> u32 {
        self.subject[ballot]
    }

    /// Relation of a ballot.
    pub(crate) fn relation_of(&self, ballot: usize) -> Relation {
        self.relation[ballot]
    }

    /// What a ballot says to an item.
    pub(crate) fn answer(&self, ballot: usize, item: usize) -> Answer {
        match self.items[item][ballot] {
            value if value.is_finite() => Answer::Value(value),
            CANNOT_JUDGE => Answer::CannotJudge,
            _ => Answer::Blank,
        }
    }

    /// The forced choice of a ballot; empty where it is not asked or blank.
    pub(crate) fn choice(&self, ballot: usize) -> Choice {
        self.choices.get(ballot).copied().unwrap_or_default()
    }

    /// An order of ballots by what they say alone, so that nothing depends on the order of rows.
    pub(crate) fn by_content(&self, a: usize, b: usize) -> Ordering {
        let mut values = self
            .items
            .iter()
            .map(|column| column[a].total_cmp(&column[b]));
        values.find(|order| order.is_ne()).unwrap_or_else(|| {
            let [a, b] = [a, b].map(|at| self.choice(at));
            (a.strongest, a.improve_first).cmp(&(b.strongest, b.improve_first))
        })
    }

    fn comment_at(&self, subject: u32, relation: Relation, prompt: u16) -> usize {
        let row = subject as usize * N_RELATIONS + relation.index();
        row * usize::from(self.instrument.n_prompts) + usize::from(prompt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instrument() -> Instrument {
        Instrument {
            scale: Scale::new(1.0, 5.0).unwrap(),
            item_competency: vec![0, 0, 1],
            n_competencies: 2,
            n_prompts: 1,
            choice: ChoiceQuestion::Asked,
        }
    }

    fn ballot(answers: &[Answer]) -> Ballot<'_> {
        Ballot {
            subject: 0,
            relation: Relation::Peer,
            answers,
            choice: Choice::default(),
        }
    }

    fn builder() -> RatingsBuilder {
        let mut builder = RatingsBuilder::new(instrument(), 1).unwrap();
        builder.invite(0, Relation::Peer, 2).unwrap();
        builder
    }

    #[test]
    fn a_blank_and_cannot_judge_are_not_values() {
        let mut builder = builder();
        builder
            .push(ballot(&[
                Answer::Value(4.5),
                Answer::CannotJudge,
                Answer::Blank,
            ]))
            .unwrap();
        let ratings = builder.build().unwrap();
        let answers = [0, 1, 2].map(|item| ratings.answer(0, item));
        assert_eq!(
            answers,
            [Answer::Value(4.5), Answer::CannotJudge, Answer::Blank]
        );
    }

    #[test]
    fn a_value_off_the_scale_is_refused_and_leaves_nothing_behind() {
        for value in [0.99, 5.01, f64::NAN, f64::INFINITY] {
            let mut builder = builder();
            let refused = builder.push(ballot(&[
                Answer::Value(3.0),
                Answer::Value(value),
                Answer::Blank,
            ]));
            assert!(
                matches!(
                    refused,
                    Err(RatingsError::OffScale {
                        ballot: 0,
                        item: 1,
                        ..
                    })
                ),
                "{value}"
            );
            assert_eq!(builder.build().unwrap().n_ballots(), 0);
        }
    }

    #[test]
    fn a_ballot_answers_every_item_of_a_known_subject() {
        let mut builder = builder();
        let short = builder.push(ballot(&[Answer::Blank]));
        assert_eq!(
            short,
            Err(RatingsError::AnswerCount {
                ballot: 0,
                given: 1,
                expected: 3
            })
        );
        let foreign = builder.push(Ballot {
            subject: 1,
            ..ballot(&[Answer::Blank; 3])
        });
        assert_eq!(
            foreign,
            Err(RatingsError::UnknownSubject {
                subject: 1,
                n_subjects: 1
            })
        );
    }

    #[test]
    fn a_choice_names_competencies_of_the_instrument() {
        let mut builder = builder();
        for choice in [
            Choice {
                strongest: 0b100,
                improve_first: None,
            },
            Choice {
                strongest: 0,
                improve_first: Some(2),
            },
        ] {
            let refused = builder.push(Ballot {
                choice,
                ..ballot(&[Answer::Blank; 3])
            });
            assert_eq!(refused, Err(RatingsError::Choice { ballot: 0 }));
        }
        let choice = Choice {
            strongest: 0b11,
            improve_first: Some(1),
        };
        assert!(
            builder
                .push(Ballot {
                    choice,
                    ..ballot(&[Answer::Blank; 3])
                })
                .is_ok()
        );
    }

    #[test]
    fn there_are_never_more_ballots_than_invitations_nor_commenters_than_ballots() {
        let mut builder = builder();
        builder.push(ballot(&[Answer::Blank; 3])).unwrap();
        builder.comment(0, Relation::Peer, 0, 2).unwrap();
        assert!(matches!(
            builder.clone().build(),
            Err(RatingsError::MoreCommentersThanBallots {
                commenters: 2,
                ballots: 1,
                ..
            })
        ));
        for _ in 0..2 {
            builder.push(ballot(&[Answer::Blank; 3])).unwrap();
        }
        assert!(matches!(
            builder.build(),
            Err(RatingsError::MoreThanInvited {
                ballots: 3,
                invited: 2,
                ..
            })
        ));
    }

    #[test]
    fn a_leader_rates_himself_once() {
        let mut builder = builder();
        builder.invite(0, Relation::Oneself, 2).unwrap();
        for _ in 0..2 {
            let own = Ballot {
                relation: Relation::Oneself,
                ..ballot(&[Answer::Blank; 3])
            };
            builder.push(own).unwrap();
        }
        assert_eq!(
            builder.build().unwrap_err(),
            RatingsError::SelfTwice { subject: 0 }
        );
    }

    #[test]
    fn a_shape_that_contradicts_itself_is_refused() {
        let stray = Instrument {
            item_competency: vec![0, 2],
            ..instrument()
        };
        assert!(matches!(
            RatingsBuilder::new(stray, 1),
            Err(RatingsError::ItemCompetency {
                item: 1,
                competency: 2,
                n_competencies: 2
            })
        ));
        let empty = Instrument {
            item_competency: vec![0],
            ..instrument()
        };
        assert!(matches!(
            RatingsBuilder::new(empty, 1),
            Err(RatingsError::EmptyCompetency { competency: 1 })
        ));
        assert_eq!(Scale::new(5.0, 5.0), Err(RatingsError::Scale));
        assert_eq!(Scale::new(f64::NAN, 5.0), Err(RatingsError::Scale));
    }
}
