//! Random histories against a model: raters issue, retry, answer by either way, edit, send twice,
//! send late, send rubbish and other people's codes, while shuffles go on. What is counted is what
//! the plain reading of the rules says.

use std::collections::HashMap;

use ballot::code::OneTimeCode;
use ballot::envelope::MARK;
use ballot::receipt::receipt;
use ballot::request::RequestKey;
use ballot::tally::{Counts, Standing};
use contract::ballots::{Answers, ItemAnswer};
use contract::ids::SubjectId;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rstest::rstest;
use store::Engine;
use store::ballots::Reach;

use super::world::{Ticket, World, levels, request, seal};
use crate::ballots::form::{Form, Sent, send};
use crate::ballots::issue::{IssuedCode, bind_form};
use crate::ballots::{close, codes, issue_to_browser, submit};
use crate::rng;

const STEPS: usize = 160;

/// What the model knows of one code.
#[derive(Default)]
struct Known {
    /// Everything that was sent under it and fits: standing and levels.
    sent: Vec<(Standing, Vec<u8>)>,
}

struct Model<'a> {
    world: &'a World,
    rng: ChaCha20Rng,
    /// Tickets of each rater who issued, by way.
    browsers: Vec<(usize, Vec<Ticket>)>,
    forms: Vec<(Ticket, u32)>,
    taken: Vec<bool>,
    codes: HashMap<[u8; 16], Known>,
    counts: Counts,
}

#[rstest]
#[case(1)]
#[case(2)]
#[tokio::test]
async fn what_is_counted_is_what_the_rules_say(
    #[case] seed: u64,
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, 3, 14).await;
    let mut model = Model {
        world: &world,
        rng: ChaCha20Rng::seed_from_u64(seed),
        browsers: Vec::new(),
        forms: Vec::new(),
        taken: vec![false; world.raters.len()],
        codes: HashMap::new(),
        counts: Counts::default(),
    };
    for _ in 0..STEPS {
        match model.rng.random_range(0..12) {
            0..3 => model.somebody_begins().await,
            3..7 => model.a_browser_sends().await,
            7..9 => model.a_form_is_sent().await,
            9 => model.rubbish_arrives().await,
            10 => model.a_code_is_misused().await,
            _ => {
                let reach = *[Reach::Hour, Reach::All].choose(&mut model.rng).unwrap();
                world
                    .app
                    .ballots
                    .shuffle(world.campaign.0, reach, &mut model.rng)
                    .await
                    .unwrap();
            }
        }
    }
    let (expected, counts) = model.reckon();
    assert!(
        counts.counted > 10,
        "the history is too short to say anything"
    );
    let tallied = close(&world.app, world.campaign).await.unwrap();
    assert!(tallied.add_up());
    assert_eq!(tallied, counts);
    let mut found: Vec<(SubjectId, Vec<u8>)> = world
        .ballots()
        .await
        .iter()
        .map(|row| (SubjectId(row.subject), levels(row)))
        .collect();
    found.sort();
    assert_eq!(found, expected);
}

impl Model<'_> {
    async fn somebody_begins(&mut self) {
        let nth = self.rng.random_range(0..self.world.raters.len());
        if self.taken[nth] {
            return;
        }
        self.taken[nth] = true;
        if self.rng.random_bool(0.6) {
            self.begin_in_the_browser(nth).await;
        } else {
            self.begin_with_forms(nth).await;
        }
    }

    async fn begin_in_the_browser(&mut self, nth: usize) {
        let rater = &self.world.raters[nth].rater;
        let tickets = self.world.draw_tickets();
        let asked = request(rng::bytes().unwrap(), &tickets);
        for _ in 0..self.rng.random_range(1..4) {
            issue_to_browser(&self.world.app, rater, &asked)
                .await
                .unwrap();
        }
        let other = request(rng::bytes().unwrap(), &self.world.draw_tickets());
        assert!(
            issue_to_browser(&self.world.app, rater, &other)
                .await
                .is_err()
        );
        for ticket in &tickets {
            self.codes.insert(*ticket.code.as_bytes(), Known::default());
        }
        self.browsers.push((nth, tickets));
    }

    async fn begin_with_forms(&mut self, nth: usize) {
        let rater = &self.world.raters[nth].rater;
        for ticket in self.world.draw_tickets() {
            let key = RequestKey::new(rng::bytes().unwrap());
            let code = IssuedCode {
                code_hash: ticket.code.hash(),
                subject: ticket.scope.subject,
                relation: ticket.scope.relation,
            };
            let issued = bind_form(&self.world.app.roster, rater, &key, code)
                .await
                .unwrap();
            codes::register(&self.world.app.ballots, &issued)
                .await
                .unwrap();
            self.codes.insert(*ticket.code.as_bytes(), Known::default());
            self.forms.push((ticket, 0));
        }
    }

    async fn a_browser_sends(&mut self) {
        let Some((_, tickets)) = self.browsers.choose(&mut self.rng) else {
            return;
        };
        let ticket = tickets.choose(&mut self.rng).unwrap().clone();
        // Small, so that versions repeat and late ones come after newer ones.
        let version = self.rng.random_range(1..4);
        let answers = self.draw_answers();
        let envelope = seal(&ticket, version, &answers);
        for _ in 0..self.rng.random_range(1..3) {
            self.put(envelope.clone()).await;
            self.note(&ticket, version, &envelope, &answers);
        }
    }

    async fn a_form_is_sent(&mut self) {
        if self.forms.is_empty() {
            return;
        }
        let nth = self.rng.random_range(0..self.forms.len());
        let answers = self.draw_answers();
        let (ticket, version) = &mut self.forms[nth];
        *version += 1;
        let (ticket, version) = (ticket.clone(), *version);
        let form = Form {
            submission: rng::id().unwrap(),
            code: ticket.code.clone(),
            scope: ticket.scope,
            answers: answers.clone(),
        };
        let app = &self.world.app;
        let size = super::world::ENVELOPE_BYTES;
        assert_eq!(send(&app.ballots, &form, size).await.unwrap(), Sent::Now);
        let envelope = seal(&ticket, version, &answers);
        self.counts.received += 1;
        self.note(&ticket, version, &envelope, &answers);
        if self.rng.random_bool(0.5) {
            assert_eq!(send(&app.ballots, &form, size).await.unwrap(), Sent::Before);
        }
        if self.rng.random_bool(0.3) {
            let mut other = answers;
            other.items[0] = match other.items[0] {
                ItemAnswer::Blank => ItemAnswer::CannotJudge,
                _ => ItemAnswer::Blank,
            };
            let changed = Form {
                answers: other,
                ..form
            };
            let sent = send(&app.ballots, &changed, size).await.unwrap();
            assert_eq!(sent, Sent::BeforeWithOtherAnswers);
        }
    }

    async fn rubbish_arrives(&mut self) {
        let mut bytes = vec![0; super::world::ENVELOPE_BYTES as usize];
        bytes[..MARK.len()].copy_from_slice(&MARK);
        // A length beyond the end, so that it never opens by chance.
        self.rng.fill(&mut bytes[MARK.len()..64]);
        bytes[41..45].fill(0xFF);
        self.put(bytes).await;
        self.counts.malformed += 1;
    }

    async fn a_code_is_misused(&mut self) {
        let answers = self.draw_answers();
        if self.rng.random_bool(0.4) {
            let unknown = Ticket {
                code: OneTimeCode::new(rng::bytes().unwrap()),
                scope: self.world.scope(0),
            };
            self.put(seal(&unknown, 9, &answers)).await;
            self.counts.unknown_code += 1;
            return;
        }
        let Some((_, tickets)) = self.browsers.choose(&mut self.rng) else {
            return;
        };
        let mut ticket = tickets[0].clone();
        if self.rng.random_bool(0.5) {
            // A good code, for somebody else than it was issued for.
            ticket.scope.subject = tickets[1].scope.subject;
            self.put(seal(&ticket, 9, &answers)).await;
            self.counts.other_scope += 1;
        } else {
            // The highest version, and answers that do not fit: it does not wipe out the others.
            let mut unfit = answers;
            unfit.items[0] = ItemAnswer::Level(6);
            self.put(seal(&ticket, 9, &unfit)).await;
            self.counts.unfit_answers += 1;
        }
    }

    async fn put(&mut self, envelope: Vec<u8>) {
        submit::submit(&self.world.app.ballots, self.world.campaign, envelope)
            .await
            .unwrap();
        self.counts.received += 1;
    }

    fn draw_answers(&mut self) -> Answers {
        let mut answers = self.world.answers(1);
        for item in &mut answers.items {
            *item = match self.rng.random_range(0..7) {
                0 => ItemAnswer::Blank,
                1 => ItemAnswer::CannotJudge,
                level => ItemAnswer::Level(level - 1),
            };
        }
        answers
    }

    fn note(&mut self, ticket: &Ticket, version: u32, envelope: &[u8], answers: &Answers) {
        let standing = Standing {
            version,
            receipt: receipt(envelope),
        };
        let levels = answers
            .items
            .iter()
            .map(|item| match item {
                ItemAnswer::Level(level) => *level,
                ItemAnswer::Blank | ItemAnswer::CannotJudge => 0,
            })
            .collect();
        let known = self.codes.get_mut(ticket.code.as_bytes()).unwrap();
        known.sent.push((standing, levels));
    }

    /// What must be counted: of each code the highest version, of equal ones the lower hash.
    fn reckon(mut self) -> (Vec<(SubjectId, Vec<u8>)>, Counts) {
        let tickets: Vec<Ticket> = self
            .browsers
            .iter()
            .flat_map(|(_, tickets)| tickets.iter().cloned())
            .chain(self.forms.iter().map(|(ticket, _)| ticket.clone()))
            .collect();
        let mut expected = Vec::new();
        for ticket in tickets {
            let mut sent = self.codes.remove(ticket.code.as_bytes()).unwrap().sent;
            sent.sort_by_key(|(standing, _)| {
                (std::cmp::Reverse(standing.version), standing.receipt)
            });
            if let Some((_, levels)) = sent.first() {
                expected.push((ticket.scope.subject, levels.clone()));
                self.counts.counted += 1;
                self.counts.replaced += sent.len() as u64 - 1;
            }
        }
        expected.sort();
        (expected, self.counts)
    }
}
