//! An open campaign with raters, for tests: what a campaign's opening leaves in both vaults.

use app::page::Bundle;
use ballot::code::OneTimeCode;
use ballot::envelope::{self, Content};
use contract::ballots::{Answers, CodeHash, IssueRequest, ItemAnswer, Scope};
use contract::campaigns::{Mode, Protocol, ProtocolSubject, Purpose, Weights};
use contract::ids::{CampaignId, PersonId, SubjectId};
use contract::instruments::Instrument;
use contract::locale::Localized;
use contract::raters::Relation;
use sea_orm_migration::sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use store::Engine;
use store::ballots::NewBox;
use store::ballots::entities::{ballot as ballot_row, comment as comment_row};
use store::fixture::{Vaults, fresh};
use store::roster::audit::AuditEntry;
use store::roster::campaigns::Opening;
use store::roster::entities::{assignment, invitation, person, subject};
use uuid::Uuid;

use crate::ballots::close;
use crate::ballots::session::Rater;
use crate::canonical::Canonical;
use crate::clock::Clock;
use crate::fixture::{Browser, NOW};
use crate::http;
use crate::instruments;
use crate::invitations::code::{LinkCode, ShortCode};
use crate::invitations::hash::{link_hash, short_hash};
use crate::keys::Keys;
use crate::rng;
use crate::state::{App, Parts};

/// One size for all: the shipped short form has prompts.
pub const ENVELOPE_BYTES: u32 = contract::ballots::ENVELOPE_WITH_COMMENTS_BYTES;

/// An open campaign.
pub struct World {
    pub app: App,
    pub campaign: CampaignId,
    pub instrument: Instrument,
    pub subjects: Vec<SubjectId>,
    pub raters: Vec<Invited>,
    pub vaults: Vaults,
}

/// Somebody with an invitation.
pub struct Invited {
    pub rater: Rater,
    pub link: LinkCode,
    pub short: ShortCode,
}

/// A one-time code and what it is good for.
#[derive(Clone)]
pub struct Ticket {
    pub code: OneTimeCode,
    pub scope: Scope,
}

impl World {
    /// Everybody is asked about every subject, as a peer.
    pub async fn new(engine: Engine, n_subjects: usize, n_raters: usize) -> Self {
        let vaults = fresh(engine).await;
        let app = App::new(Parts {
            roster: vaults.roster.clone(),
            ballots: vaults.ballots.clone(),
            clock: Clock::Fixed(NOW),
            keys: Keys::draw().unwrap(),
            bundle: Bundle::default(),
            public_url: "http://toancanh.example".to_owned(),
        });
        instruments::keep_shipped(&app.roster).await.unwrap();
        let instrument = instruments::find(&app.roster, "quarterly-short", 1)
            .await
            .unwrap()
            .unwrap();
        let campaign = CampaignId(rng::id().unwrap());
        let mut subjects = draw_ids(n_subjects);
        subjects.sort_unstable();
        let people = draw_ids(n_raters);
        for (n, id) in people.iter().enumerate() {
            keep_person(&app, *id, n).await;
        }
        open(&app, &instrument, campaign, &subjects, &people).await;
        let raters = invite(&app, campaign, &people).await;
        Self {
            app,
            campaign,
            instrument,
            subjects: subjects.into_iter().map(SubjectId).collect(),
            raters,
            vaults,
        }
    }

    pub fn scope(&self, nth_subject: usize) -> Scope {
        Scope {
            campaign: self.campaign,
            subject: self.subjects[nth_subject],
            relation: Relation::Peer,
        }
    }

    /// Tickets for all subjects, drawn as a browser draws them.
    pub fn draw_tickets(&self) -> Vec<Ticket> {
        (0..self.subjects.len())
            .map(|nth| Ticket {
                code: OneTimeCode::new(rng::bytes().unwrap()),
                scope: self.scope(nth),
            })
            .collect()
    }

    /// Answers with this level everywhere.
    pub fn answers(&self, level: u8) -> Answers {
        Answers {
            items: vec![ItemAnswer::Level(level); self.instrument.items.len()],
            ..Answers::blank(&self.instrument)
        }
    }

    /// Closes the campaign and counts, as the administrator's step does.
    pub async fn close_and_count(&self) {
        let record = record();
        let closed = self.app.roster.close_campaign(self.campaign.0, &record);
        assert!(closed.await.unwrap());
        close(&self.app, self.campaign).await.unwrap();
    }

    /// What was counted: one line per ballot, sorted.
    pub async fn ballots(&self) -> Vec<ballot_row::Model> {
        let mut rows = ballot_row::Entity::find()
            .all(self.app.ballots.vault().reader())
            .await
            .unwrap();
        rows.sort_by(|one, other| {
            (one.subject, &one.levels, &one.cannot_judge).cmp(&(
                other.subject,
                &other.levels,
                &other.cannot_judge,
            ))
        });
        rows
    }

    pub async fn comments(&self) -> Vec<comment_row::Model> {
        comment_row::Entity::find()
            .all(self.app.ballots.vault().reader())
            .await
            .unwrap()
    }

    pub fn browser(&self) -> Browser {
        Browser::new(http::router(self.app.clone()))
    }
}

/// The request of a browser for these tickets.
pub fn request(key: [u8; 32], tickets: &[Ticket]) -> IssueRequest {
    IssueRequest {
        key: hex::encode(key),
        codes: tickets
            .iter()
            .map(|ticket| CodeHash {
                subject: ticket.scope.subject,
                relation: ticket.scope.relation,
                hash: ticket.code.hash().to_hex(),
            })
            .collect(),
    }
}

/// An envelope as the browser makes it.
pub fn seal(ticket: &Ticket, version: u32, answers: &Answers) -> Vec<u8> {
    let json = serde_json::to_vec(answers).unwrap();
    let content = Content {
        code: ticket.code.clone(),
        subject: ticket.scope.subject.0,
        relation: ticket.scope.relation.code(),
        version,
        answers: &json,
    };
    envelope::seal(&content, ENVELOPE_BYTES as usize).unwrap()
}

/// The levels of a counted ballot, blanks as 0.
pub fn levels(row: &ballot_row::Model) -> Vec<u8> {
    row.levels
        .chunks_exact(8)
        .map(|bytes| {
            let level = f64::from_le_bytes(bytes.try_into().unwrap());
            if level.is_nan() { 0 } else { level as u8 }
        })
        .collect()
}

fn draw_ids(n: usize) -> Vec<Uuid> {
    (0..n).map(|_| rng::id().unwrap()).collect()
}

async fn keep_person(app: &App, id: Uuid, n: usize) {
    let row = person::Model {
        id,
        staff_code: format!("CB{n:04}"),
        full_name: format!("Nguyễn Văn {n}"),
        address_form: None,
        email: None,
        search_text: String::new(),
        sort_key: Vec::new(),
        active: true,
    };
    row.into_active_model()
        .insert(app.roster.vault().writer())
        .await
        .unwrap();
}

async fn open(
    app: &App,
    instrument: &Instrument,
    campaign: CampaignId,
    subjects: &[Uuid],
    people: &[Uuid],
) {
    let n_peers = people.len() as u32;
    let protocol = Canonical::of(&protocol(instrument, campaign, subjects, n_peers)).unwrap();
    app.roster
        .create_draft(campaign.0, "2026-q4", "{}")
        .await
        .unwrap();
    let opening = Opening {
        campaign: campaign.0,
        draft: "{}".to_owned(),
        protocol: protocol.text().to_owned(),
        protocol_hash: protocol.hash().to_vec(),
        closes_on: "2026-10-31".to_owned(),
        subjects: subjects
            .iter()
            .enumerate()
            .map(|(n, id)| subject::Model {
                id: *id,
                campaign_id: campaign.0,
                person_id: None,
                staff_code: format!("LD{n:03}"),
                full_name: format!("Trần Thị Hạnh {n}"),
                name: format!("đồng chí Hạnh {n}"),
                post: "Trưởng phòng".to_owned(),
                unit_path: "Sở Nội vụ/Phòng Tổ chức".to_owned(),
                sort_key: vec![n as u8],
            })
            .collect(),
        assignments: people
            .iter()
            .flat_map(|person| subjects.iter().map(move |subject| (*person, *subject)))
            .map(|(person_id, subject_id)| assignment::Model {
                id: rng::id().unwrap(),
                campaign_id: campaign.0,
                subject_id,
                person_id,
                relation: Relation::Peer.as_str().to_owned(),
                unit_id: Uuid::nil(),
                way: 0,
                digest: None,
            })
            .collect(),
    };
    assert!(app.roster.open_campaign(&opening, &record()).await.unwrap());
    let new_box = NewBox {
        campaign: campaign.0,
        envelope_bytes: ENVELOPE_BYTES,
        protocol: protocol.into_text(),
        instrument: Canonical::of(instrument).unwrap().into_text(),
    };
    app.ballots.open_box(new_box).await.unwrap();
}

fn protocol(
    instrument: &Instrument,
    campaign: CampaignId,
    subjects: &[Uuid],
    n_peers: u32,
) -> Protocol {
    Protocol {
        schema: "toancanh/protocol/1".to_owned(),
        campaign,
        code: "2026-q4".to_owned(),
        title: Localized {
            vi: "Kỳ lấy ý kiến quý IV".to_owned(),
            en: "Fourth quarter".to_owned(),
        },
        purpose: Purpose::Development,
        mode: Mode::Confidential,
        instrument: instrument.id.clone(),
        instrument_version: instrument.version,
        instrument_hash: String::new(),
        weights: Weights {
            superior_permille: 300,
            peer_permille: 300,
            subordinate_permille: 400,
        },
        k: 5,
        k_text: 5,
        merge_path: Vec::new(),
        envelope_bytes: ENVELOPE_BYTES,
        opens_on: "2026-10-01".to_owned(),
        closes_on: "2026-10-31".to_owned(),
        method_version: "1".to_owned(),
        seed: "00".to_owned(),
        subjects: subjects
            .iter()
            .map(|id| ProtocolSubject {
                subject: SubjectId(*id),
                n_superiors: 0,
                n_peers,
                n_subordinates: 0,
            })
            .collect(),
    }
}

/// What the record says of a step that a test takes.
pub fn record() -> AuditEntry {
    AuditEntry {
        at: NOW.unix_timestamp(),
        actor: "test".to_owned(),
        action: "test".to_owned(),
        detail: String::new(),
    }
}

async fn invite(app: &App, campaign: CampaignId, people: &[Uuid]) -> Vec<Invited> {
    let raters: Vec<Invited> = people
        .iter()
        .map(|id| Invited {
            rater: Rater {
                campaign,
                person: PersonId(*id),
            },
            link: LinkCode::draw().unwrap(),
            short: ShortCode::draw().unwrap(),
        })
        .collect();
    let rows: Vec<_> = raters
        .iter()
        .map(|invited| invitation::Model {
            campaign_id: campaign.0,
            person_id: invited.rater.person.0,
            link_hash: link_hash(&invited.link).to_vec(),
            short_hash: short_hash(&app.keys, &invited.short).to_vec(),
        })
        .collect();
    assert!(
        app.roster
            .hand_out_invitations(campaign.0, &rows, &record())
            .await
            .unwrap()
    );
    raters
}
