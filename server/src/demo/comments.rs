//! What people write: lines of `comments.tsv` and `self_comments.tsv`, each about an act. In one
//! profile no line stands twice under the same question.

use std::collections::HashMap;

use contract::error::AppError;
use contract::instruments::Instrument;
use contract::raters::Relation;

use super::draw::Draw;

const ABOUT_OTHERS: &str = include_str!("../../demo/comments.tsv");
const ABOUT_ONESELF: &str = include_str!("../../demo/self_comments.tsv");
/// The question that asks what to keep; its answers follow the strongest competency, those of the
/// others the one to improve.
const CONTINUE: &str = "continue";

/// From whom a line can come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Anybody,
    Above,
    Below,
}

#[derive(Debug)]
struct Line {
    prompt: &'static str,
    competency: &'static str,
    origin: Origin,
    text: &'static str,
}

/// The lines, and which were used about whom.
pub(super) struct Comments {
    about_others: Vec<Line>,
    about_oneself: Vec<Line>,
    /// Lines left for a campaign, a subject and a prompt, in the order in which they are used.
    left: HashMap<String, Vec<usize>>,
}

/// Who writes, and about what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer<'a> {
    /// Name of the campaign's draws.
    pub campaign: &'a str,
    /// Staff code of the rater.
    pub rater: &'a str,
    /// Staff code of the subject.
    pub subject: &'a str,
    /// How they stand to each other.
    pub relation: Relation,
    /// The competency that he finds strongest.
    pub strongest: usize,
    /// The competency that he finds weakest.
    pub weakest: usize,
}

impl Comments {
    /// None used yet.
    pub fn new() -> Result<Self, AppError> {
        Ok(Self {
            about_others: read(ABOUT_OTHERS)?,
            about_oneself: read(ABOUT_ONESELF)?,
            left: HashMap::new(),
        })
    }

    /// One text per prompt, many of them empty.
    pub fn write(&mut self, instrument: &Instrument, writer: Writer<'_>) -> Vec<String> {
        let mut draw = Draw::of(&[writer.campaign, "comments", writer.rater, writer.subject]);
        let talks = draw.chance(match writer.relation {
            Relation::Oneself | Relation::Superior => 0.8,
            Relation::Peer => 0.5,
            Relation::Subordinate => 0.7,
        });
        let prompts = instrument.prompts.iter();
        prompts
            .map(|prompt| {
                let writes = draw.chance(0.72);
                if talks && writes {
                    self.one(instrument, &prompt.id, writer).to_owned()
                } else {
                    String::new()
                }
            })
            .collect()
    }

    fn one(&mut self, instrument: &Instrument, prompt: &str, writer: Writer<'_>) -> &'static str {
        let about = match prompt {
            CONTINUE => writer.strongest,
            _ => writer.weakest,
        };
        let about = instrument.competencies.get(about);
        let about = about.map_or("", |of| of.id.as_str());
        match writer.relation {
            Relation::Oneself => self.about_oneself(prompt, about, writer),
            Relation::Superior | Relation::Peer | Relation::Subordinate => {
                self.about_somebody(prompt, about, writer)
            }
        }
    }

    /// One writes once about oneself under each question, so nothing can stand twice.
    fn about_oneself(&self, prompt: &str, about: &str, writer: Writer<'_>) -> &'static str {
        let fits = |line: &&Line| line.prompt == prompt && line.competency == about;
        let fitting: Vec<&Line> = self.about_oneself.iter().filter(fits).collect();
        let mut draw = Draw::of(&[writer.campaign, "own line", writer.subject, prompt]);
        let drawn = fitting.get(draw.below(fitting.len()));
        drawn.map_or("", |line| line.text)
    }

    /// The next line about this competency that comes from where the writer stands; when all are
    /// used, one about another; when those are, nothing.
    fn about_somebody(&mut self, prompt: &str, about: &str, writer: Writer<'_>) -> &'static str {
        let lines = &self.about_others;
        let place = [writer.campaign, writer.subject, prompt];
        let left = self.left.entry(place.join(" ")).or_insert_with(|| {
            let mut order: Vec<usize> = (0..lines.len()).collect();
            order.retain(|at| lines[*at].prompt == prompt);
            Draw::of(&["lines", &place.join(" ")]).shuffle(&mut order);
            order
        });
        let can_come = |at: &usize| match lines[*at].origin {
            Origin::Anybody => true,
            Origin::Above => writer.relation == Relation::Superior,
            Origin::Below => writer.relation == Relation::Subordinate,
        };
        let fits = |at: &usize| can_come(at) && lines[*at].competency == about;
        let next = left.iter().position(fits);
        let next = next.or_else(|| left.iter().position(can_come));
        next.map_or("", |next| lines[left.remove(next)].text)
    }
}

fn read(file: &'static str) -> Result<Vec<Line>, AppError> {
    let broken = |line: &str| AppError::internal(format!("a line of comments: {line:?}"));
    file.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [prompt, competency, origin, text] = fields[..] else {
                return Err(broken(line));
            };
            let origin = match origin {
                "any" => Origin::Anybody,
                "above" => Origin::Above,
                "below" => Origin::Below,
                _ => return Err(broken(line)),
            };
            Ok(Line {
                prompt,
                competency,
                origin,
                text,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::*;

    fn instrument() -> Instrument {
        crate::instruments::shipped().unwrap().remove(0)
    }

    #[test]
    fn every_line_is_about_a_prompt_and_a_competency_that_exist() {
        let instrument = instrument();
        let comments = Comments::new().unwrap();
        for line in comments.about_others.iter().chain(&comments.about_oneself) {
            assert!(instrument.prompts.iter().any(|of| of.id == line.prompt));
            assert!(
                instrument
                    .competencies
                    .iter()
                    .any(|of| of.id == line.competency)
            );
            assert!(
                is_nfc(line.text) && line.text.ends_with('.'),
                "{}",
                line.text
            );
        }
    }

    #[test]
    fn no_line_stands_twice_under_a_question_about_one_leader() {
        let instrument = instrument();
        let mut comments = Comments::new().unwrap();
        let mut begin = Vec::new();
        for n in 0..60 {
            let rater = n.to_string();
            let writer = Writer {
                campaign: "a",
                rater: &rater,
                subject: "DS0001",
                relation: Relation::Subordinate,
                strongest: 0,
                weakest: n % 4,
            };
            begin.extend(comments.write(&instrument, writer).into_iter().next());
        }
        begin.retain(|text| !text.is_empty());
        assert!(begin.len() > 20, "{begin:?}");
        let n = begin.len();
        begin.sort_unstable();
        begin.dedup();
        assert_eq!(begin.len(), n);
    }
}
