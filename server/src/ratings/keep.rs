//! The campaign of imported ratings on the roster: closed from the start, with its frozen protocol,
//! its instrument and its subjects, in one transaction. Roster vault only.

use contract::error::{AppError, Fault};
use contract::ids::CampaignId;
use serde::{Deserialize, Serialize};
use store::Roster;
use store::ballots::NewBox;
use store::roster::audit::AuditEntry;
use store::roster::campaigns::{ImportedCampaign, StoredCampaign};
use store::roster::instruments::StoredInstrument;
use uuid::Uuid;

use super::read::{ReadRatings, Ready};
use super::subjects::{self, KnownPeople};
use super::table::FileSubject;
use crate::campaigns::kept;
use crate::campaigns::protocol::{ProtocolParts, freeze, iso};
use crate::canonical::Canonical;
use crate::{instruments, rng};

/// What stands in the place of a draft: where the campaign came from.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    /// `toancanh/imported-ratings/1`.
    schema: String,
    /// SHA-256 of the file and of what was said about it, hex.
    source: String,
}

const ORIGIN_SCHEMA: &str = "toancanh/imported-ratings/1";

/// A campaign on the roster whose answers are to be written.
#[derive(Debug)]
pub(super) struct Kept {
    /// The box for the answers.
    pub new_box: NewBox,
    /// Ids of the subjects, in the order of the file.
    pub subjects: Vec<Uuid>,
}

/// Whether a campaign was made of this source.
pub(super) fn comes_from(row: &StoredCampaign, source: &[u8; 32]) -> bool {
    let origin = serde_json::from_str::<Origin>(&row.draft);
    row.imported && origin.is_ok_and(|origin| origin.source == hex::encode(source))
}

/// Keeps a new one.
pub(super) async fn keep(
    roster: &Roster,
    read: &ReadRatings,
    ready: &Ready,
    known: &KnownPeople,
    record: &AuditEntry,
) -> Result<Kept, AppError> {
    let campaign = rng::id().map_err(AppError::internal)?;
    let in_file = &read.table.subjects;
    let ids = in_file
        .iter()
        .map(|_| rng::id().map_err(AppError::internal))
        .collect::<Result<Vec<_>, _>>()?;
    let Ready {
        decided,
        instrument,
        subject_heading,
    } = ready;
    let frozen = freeze(ProtocolParts {
        campaign: CampaignId(campaign),
        code: &decided.code,
        title: &decided.title,
        purpose: decided.purpose,
        instrument,
        weights: decided.weights,
        k: decided.k,
        merge_path: decided.merge_path.clone(),
        opens_on: decided.from,
        closes_on: decided.to,
        seed: rng::bytes().map_err(AppError::internal)?,
        subjects: read.counts.in_protocol(&ids),
    })?;
    let origin = Origin {
        schema: ORIGIN_SCHEMA.to_owned(),
        source: hex::encode(read.source),
    };
    let canonical = Canonical::of(instrument).map_err(AppError::internal)?;
    let imported = ImportedCampaign {
        campaign: StoredCampaign {
            id: campaign,
            code: decided.code.clone(),
            state: String::new(),
            draft: serde_json::to_string(&origin).map_err(AppError::internal)?,
            protocol: Some(frozen.canonical.text().to_owned()),
            protocol_hash: Some(frozen.canonical.hash().to_vec()),
            closes_on: Some(iso(decided.to)?),
            released_on: None,
            handed_out: false,
            imported: true,
        },
        instrument: StoredInstrument {
            id: instrument.id.clone(),
            version: i32::try_from(instrument.version).map_err(AppError::internal)?,
            content: canonical.text().to_owned(),
            hash: canonical.hash().to_vec(),
        },
        subjects: subjects::rows(campaign, &ids, in_file, subject_heading, known)?,
    };
    let kept = roster
        .keep_imported_campaign(&imported, record)
        .await
        .map_err(AppError::internal)?;
    if !kept {
        // Somebody else took the code since the dry run.
        return Err(AppError::field("code", Fault::Taken));
    }
    Ok(Kept {
        new_box: NewBox {
            campaign,
            envelope_bytes: frozen.protocol.envelope_bytes,
            protocol: frozen.canonical.into_text(),
            instrument: canonical.into_text(),
        },
        subjects: ids,
    })
}

/// One whose import was cut, as it stands on the roster: protocol, instrument and ids stay as they
/// were drawn.
pub(super) async fn kept(
    roster: &Roster,
    row: &StoredCampaign,
    in_file: &[FileSubject],
) -> Result<Kept, AppError> {
    let protocol = kept::protocol(row)?;
    let instrument = instruments::find(roster, &protocol.instrument, protocol.instrument_version)
        .await?
        .ok_or_else(|| AppError::internal("the instrument of a frozen protocol is missing"))?;
    let instrument = Canonical::of(&instrument).map_err(AppError::internal)?;
    Ok(Kept {
        new_box: NewBox {
            campaign: row.id,
            envelope_bytes: protocol.envelope_bytes,
            protocol: row.protocol.clone().unwrap_or_default(),
            instrument: instrument.into_text(),
        },
        subjects: subjects::kept_ids(roster, row.id, in_file).await?,
    })
}
