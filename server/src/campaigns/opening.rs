//! The opening: what was decided is frozen, once, with the people as they are that day.
//!
//! Who opens has seen a plan and sends its hash along; if the draft, the roster or the day changed
//! in between, nothing is opened. The roster vault freezes everything in one transaction. Then the
//! ballot vault sets up the box; if the program stops between the two, [`super::settle`] completes
//! it at the next start.

use std::collections::BTreeMap;

use contract::campaigns::{CampaignState, ProtocolSubject};
use contract::drafts::{DraftView, OpeningPlan};
use contract::error::{AppError, Refusal};
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::Instrument;
use contract::raters::Relation;
use serde::Serialize;
use store::ballots::NewBox;
use store::roster::assignments::StoredAssignment;
use store::roster::campaigns::{Opening, StoredCampaign};
use store::roster::subjects::StoredSubject;
use time::Date;

use super::decided::{Decided, decided};
use super::drafts::{must_be_draft, outlook_of};
use super::kept;
use super::protocol::{FrozenProtocol, ProtocolParts, freeze, iso};
use crate::accounts::Actor;
use crate::accounts::permissions::{Action, Resource};
use crate::canonical::Canonical;
use crate::raters::{self, Asked, Chart, Selection, call_name};
use crate::state::App;
use crate::{audit, instruments, rng};

/// Who confirms an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed<'a> {
    /// Somebody who looked at the plan with this hash.
    Plan(&'a str),
    /// A command that opens whatever the draft holds.
    Unseen,
}

/// What the opening would freeze today, to be looked at before it is confirmed.
pub async fn plan(app: &App, actor: &Actor, code: &str) -> Result<OpeningPlan, AppError> {
    actor.may(Action::Decide, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    let prepared = Prepared::make(app, &row).await?;
    let selection = prepared.selection()?;
    Ok(OpeningPlan {
        plan_hash: prepared.hash(&selection)?,
        opens_on: prepared.today,
        view: DraftView {
            id: CampaignId(row.id),
            missing: Vec::new(),
            outlook: Some(outlook_of(&prepared.draft, &selection, prepared.today, 1)?),
            instrument: Some(prepared.instrument),
            draft: prepared.draft,
        },
    })
}

/// Opens a campaign; answers the hash of its protocol, hex.
pub async fn open(
    app: &App,
    actor: &Actor,
    code: &str,
    confirmed: Confirmed<'_>,
) -> Result<String, AppError> {
    actor.may(Action::Decide, Resource::Campaigns)?;
    let row = kept::find(&app.roster, code).await?;
    if kept::state(&row)? == CampaignState::Open {
        // An opening that was cut is completed; what is frozen stays as it is.
        set_up_box(app, &row).await?;
    }
    let prepared = Prepared::make(app, &row).await?;
    let selection = prepared.selection()?;
    if let Confirmed::Plan(seen) = confirmed
        && seen != prepared.hash(&selection)?
    {
        return Err(Refusal::OpeningIsStale.into());
    }
    let (opening, frozen) = prepared.opening(&row, &selection)?;
    let record = audit::entry(
        app,
        actor,
        "campaign_opened",
        &format!("{code} {}", frozen.canonical.hash_hex()),
    );
    let opened = app
        .roster
        .open_campaign(&opening, &record)
        .await
        .map_err(AppError::internal)?;
    if !opened {
        return Err(Refusal::OpeningIsStale.into());
    }
    let row = kept::find(&app.roster, code).await?;
    set_up_box(app, &row).await?;
    Ok(frozen.canonical.hash_hex())
}

/// Sets up the box of a campaign whose protocol is frozen. A box that stands is left as it is.
pub(super) async fn set_up_box(app: &App, row: &StoredCampaign) -> Result<(), AppError> {
    let protocol = kept::protocol(row)?;
    let instrument = instruments::find(
        &app.roster,
        &protocol.instrument,
        protocol.instrument_version,
    )
    .await?
    .ok_or_else(|| AppError::internal("the instrument of a frozen protocol is missing"))?;
    let instrument = Canonical::of(&instrument).map_err(AppError::internal)?;
    if instrument.hash_hex() != protocol.instrument_hash {
        return Err(AppError::internal(
            "the instrument is not the one that the protocol froze",
        ));
    }
    app.ballots
        .open_box(NewBox {
            campaign: row.id,
            envelope_bytes: protocol.envelope_bytes,
            protocol: row.protocol.clone().unwrap_or_default(),
            instrument: instrument.into_text(),
        })
        .await
        .map_err(AppError::internal)
}

/// A draft with nothing missing, and the people around it.
struct Prepared {
    draft: contract::campaigns::Draft,
    decided: Decided,
    instrument: Instrument,
    chart: Chart,
    today: Date,
}

impl Prepared {
    async fn make(app: &App, row: &StoredCampaign) -> Result<Self, AppError> {
        must_be_draft(row)?;
        let draft = kept::draft(row)?;
        let today = app.clock.today();
        let decided = decided(&draft, today).map_err(AppError::Invalid)?;
        let unknown = raters::unknown_names(&app.roster, &decided.subjects).await?;
        if !unknown.is_empty() {
            return Err(AppError::Invalid(unknown));
        }
        let instrument = instruments::newest(&app.roster, &decided.instrument)
            .await?
            .ok_or_else(|| {
                AppError::field(
                    "instrument",
                    contract::error::Fault::Unknown {
                        value: decided.instrument.clone(),
                    },
                )
            })?;
        let chart = raters::load(&app.roster, &decided.subjects).await?;
        Ok(Self {
            draft,
            decided,
            instrument,
            chart,
            today,
        })
    }

    fn selection(&self) -> Result<Selection<'_>, AppError> {
        let selection = raters::select(&self.chart, &self.decided.subjects, self.today);
        if selection.asked.is_empty() {
            return Err(Refusal::NobodyToAsk.into());
        }
        Ok(selection)
    }

    /// SHA-256 over everything that the opening freezes, save what it draws by lot.
    fn hash(&self, selection: &Selection<'_>) -> Result<String, AppError> {
        let subjects = selection
            .asked
            .iter()
            .map(|asked| PlannedSubject::of(&self.chart, asked))
            .collect();
        let document = PlanDocument {
            schema: "toancanh/plan/1",
            parts: &self.draft,
            instrument: Canonical::of(&self.instrument)
                .map_err(AppError::internal)?
                .hash_hex(),
            method_version: stats::METHOD_VERSION,
            opens_on: iso(self.today)?,
            subjects,
        };
        let canonical = Canonical::of(&document).map_err(AppError::internal)?;
        Ok(canonical.hash_hex())
    }

    fn opening(
        &self,
        row: &StoredCampaign,
        selection: &Selection<'_>,
    ) -> Result<(Opening, FrozenProtocol), AppError> {
        let mut in_protocol = Vec::new();
        let mut subjects = Vec::new();
        let mut assignments = Vec::new();
        for asked in &selection.asked {
            let subject = rng::id().map_err(AppError::internal)?;
            in_protocol.push(ProtocolSubject {
                subject: SubjectId(subject),
                n_superiors: asked.n_invited(Relation::Superior),
                n_peers: asked.n_invited(Relation::Peer),
                n_subordinates: asked.n_invited(Relation::Subordinate),
            });
            subjects.push(StoredSubject {
                id: subject,
                campaign_id: row.id,
                person_id: Some(asked.person.id.0),
                staff_code: asked.person.staff_code.clone(),
                full_name: asked.person.full_name.clone(),
                name: call_name(asked.person),
                post: asked.post.title.clone(),
                unit_path: asked.post.unit.path.clone(),
                sort_key: sort_key(asked),
            });
            for rater in &asked.raters {
                assignments.push(StoredAssignment {
                    id: rng::id().map_err(AppError::internal)?,
                    campaign_id: row.id,
                    subject_id: subject,
                    person_id: rater.person.0,
                    relation: rater.relation.as_str().to_owned(),
                    unit_id: rater.unit.0,
                    way: 0,
                    digest: None,
                });
            }
        }
        let frozen = freeze(ProtocolParts {
            campaign: CampaignId(row.id),
            code: &self.draft.code,
            title: &self.draft.title,
            purpose: self.decided.purpose,
            instrument: &self.instrument,
            weights: self.decided.weights,
            k: self.draft.k,
            merge_path: self.decided.merge_path.clone(),
            opens_on: self.today,
            closes_on: self.decided.closes_on,
            seed: rng::bytes().map_err(AppError::internal)?,
            subjects: in_protocol,
        })?;
        let opening = Opening {
            campaign: row.id,
            draft: row.draft.clone(),
            protocol: frozen.canonical.text().to_owned(),
            protocol_hash: frozen.canonical.hash().to_vec(),
            closes_on: frozen.protocol.closes_on.clone(),
            subjects,
            assignments,
        };
        Ok((opening, frozen))
    }
}

/// Unit first, then the person, each in Vietnamese order.
fn sort_key(asked: &Asked<'_>) -> Vec<u8> {
    let mut key = asked.post.unit.sort_key.clone();
    key.push(0);
    key.extend_from_slice(&asked.person.sort_key);
    key
}

/// What somebody who confirms an opening has looked at.
#[derive(Serialize)]
struct PlanDocument<'a> {
    schema: &'static str,
    parts: &'a contract::campaigns::Draft,
    instrument: String,
    method_version: &'static str,
    opens_on: String,
    subjects: Vec<PlannedSubject<'a>>,
}

#[derive(Serialize)]
struct PlannedSubject<'a> {
    staff_code: &'a str,
    full_name: &'a str,
    post: &'a str,
    unit: &'a str,
    /// Staff codes by relation.
    raters: BTreeMap<Relation, Vec<&'a str>>,
}

impl<'a> PlannedSubject<'a> {
    fn of(chart: &'a Chart, asked: &Asked<'a>) -> Self {
        let mut raters: BTreeMap<Relation, Vec<&'a str>> = BTreeMap::new();
        for rater in &asked.raters {
            if let Some(person) = chart.person(rater.person) {
                let staff_code = person.staff_code.as_str();
                raters.entry(rater.relation).or_default().push(staff_code);
            }
        }
        Self {
            staff_code: &asked.person.staff_code,
            full_name: &asked.person.full_name,
            post: &asked.post.title,
            unit: &asked.post.unit.path,
            raters,
        }
    }
}
