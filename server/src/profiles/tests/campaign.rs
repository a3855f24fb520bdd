//! A small tallied campaign, row by row, for the tests of this area.

use contract::campaigns::{Mode, Protocol, ProtocolSubject, Purpose, Weights};
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::{
    ChoiceQuestion, Competency, ForcedChoice, Instrument, Item, Prompt, Scale,
};
use contract::locale::Localized;
use contract::raters::Relation;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use store::Ballots;
use store::ballots::entities::{ballot, comment};
use store::ballots::{NewBox, StoredBallot, StoredComment};
use uuid::Uuid;

use crate::canonical::Canonical;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub fn generator(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn text(vi: &str) -> Localized {
    Localized {
        vi: vi.to_owned(),
        en: format!("{vi} (en)"),
    }
}

/// Answers that the tally wrote, under a protocol.
pub struct Campaign {
    pub protocol: Protocol,
    pub instrument: Instrument,
    pub ballots: Vec<StoredBallot>,
    pub comments: Vec<StoredComment>,
}

pub const CAMPAIGN: CampaignId = CampaignId(Uuid::from_u128(1));

/// Of the hash of its answers.
pub const SALT: [u8; 32] = [9; 32];

impl Campaign {
    /// Competencies with their items, on five levels; with wording, a forced choice and one prompt.
    pub fn asked(competencies: &[(&str, &[&str])]) -> Self {
        let mut campaign = Self::imported(competencies);
        for item in &mut campaign.instrument.items {
            item.anchors = (1..=5).map(|level| text(&format!("mức {level}"))).collect();
        }
        let question = |count| ChoiceQuestion {
            question: text("?"),
            self_question: text("?"),
            count,
        };
        campaign.instrument.forced_choice = Some(ForcedChoice {
            strongest: question(2),
            improve_first: question(1),
        });
        campaign.instrument.prompts = vec![Prompt {
            id: "begin".to_owned(),
            question: text("Theo anh/chị, {name} nên bắt đầu làm gì?"),
            self_question: text("Tôi nên bắt đầu làm gì?"),
        }];
        campaign
    }

    /// The same without wording: ratings collected elsewhere.
    pub fn imported(competencies: &[(&str, &[&str])]) -> Self {
        let competency = |(name, _): &(&str, &[&str])| Competency {
            id: (*name).to_owned(),
            title: text(name),
            short: text(name),
            about: text(""),
        };
        let item = |competency: &str, name: &&str| Item {
            id: (*name).to_owned(),
            competency: competency.to_owned(),
            short: text(name),
            stem: text(name),
            self_stem: text(name),
            anchors: Vec::new(),
        };
        let items = competencies
            .iter()
            .flat_map(|(name, items)| items.iter().map(move |of| item(name, of)));
        let instrument = Instrument {
            schema: "toancanh/instrument/1".to_owned(),
            id: "test".to_owned(),
            version: 1,
            title: text("Thử"),
            about: text(""),
            scale: Scale { min: 1, max: 5 },
            instruction: None,
            self_instruction: None,
            familiarity: None,
            cannot_judge: text("Không đủ thông tin để đánh giá"),
            self_cannot_judge: None,
            competencies: competencies.iter().map(competency).collect(),
            items: items.collect(),
            forced_choice: None,
            prompts: Vec::new(),
        };
        let protocol = Protocol {
            schema: "toancanh/protocol/1".to_owned(),
            campaign: CAMPAIGN,
            code: "thu".to_owned(),
            title: text("Kỳ thử"),
            purpose: Purpose::Development,
            mode: Mode::Confidential,
            instrument: instrument.id.clone(),
            instrument_version: 1,
            instrument_hash: String::new(),
            weights: Weights {
                superior_permille: 0,
                peer_permille: 0,
                subordinate_permille: 1000,
            },
            k: 5,
            k_text: 5,
            merge_path: Vec::new(),
            envelope_bytes: 4096,
            opens_on: "2026-09-01".to_owned(),
            closes_on: "2026-09-30".to_owned(),
            method_version: stats::METHOD_VERSION.to_owned(),
            seed: "00".to_owned(),
            subjects: Vec::new(),
        };
        Self {
            protocol,
            instrument,
            ballots: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// A subject with this many people invited.
    pub fn subject(&mut self, n: u128, [superiors, peers, subordinates]: [u32; 3]) {
        self.protocol.subjects.push(ProtocolSubject {
            subject: SubjectId(id(n)),
            n_superiors: superiors,
            n_peers: peers,
            n_subordinates: subordinates,
        });
    }

    /// A ballot; a NaN is a blank.
    pub fn ballot(&mut self, subject: u128, relation: Relation, levels: &[f64]) {
        self.ballots.push(ballot::Model {
            campaign: CAMPAIGN.0,
            id: id(1_000_000 + self.ballots.len() as u128),
            subject: id(subject),
            relation: relation.as_str().to_owned(),
            familiarity: None,
            levels: levels
                .iter()
                .flat_map(|level| level.to_le_bytes())
                .collect(),
            cannot_judge: vec![0; levels.len().div_ceil(8)],
            strongest: 0,
            improve_first: None,
        });
    }

    /// A comment on the one prompt.
    pub fn comment(&mut self, subject: u128, relation: Relation, content: &str) {
        self.comments.push(comment::Model {
            campaign: CAMPAIGN.0,
            id: id(2_000_000 + self.comments.len() as u128),
            subject: id(subject),
            relation: relation.as_str().to_owned(),
            prompt: "begin".to_owned(),
            content: content.to_owned(),
        });
    }

    /// SHA-256 of the protocol as it is kept.
    pub fn protocol_hash(&self) -> [u8; 32] {
        *Canonical::of(&self.protocol).unwrap().hash()
    }

    /// Opens, closes and tallies it in a vault.
    pub async fn tally(&self, ballots: &Ballots) {
        ballots
            .open_box(NewBox {
                campaign: CAMPAIGN.0,
                envelope_bytes: 4096,
                protocol: Canonical::of(&self.protocol).unwrap().into_text(),
                instrument: serde_json::to_string(&self.instrument).unwrap(),
            })
            .await
            .unwrap();
        assert!(ballots.close_box(CAMPAIGN.0).await.unwrap());
        let writer = ballots.begin_tally(CAMPAIGN.0).await.unwrap().unwrap();
        writer.write_ballots(self.ballots.clone()).await.unwrap();
        writer.write_comments(self.comments.clone()).await.unwrap();
        writer.finish("{}", &SALT).await.unwrap();
    }
}
