//! The protocol: everything that decides a figure, in one document with one hash.

use contract::ballots::{ENVELOPE_BYTES, ENVELOPE_WITH_COMMENTS_BYTES};
use contract::campaigns::{
    K_TEXT_FLOOR, MergeStep, Mode, Protocol, ProtocolSubject, Purpose, Weights,
};
use contract::error::AppError;
use contract::ids::CampaignId;
use contract::instruments::Instrument;
use contract::locale::Localized;
use time::Date;
use time::macros::format_description;

use crate::canonical::Canonical;

/// The schema that a protocol names.
pub const PROTOCOL_SCHEMA: &str = "toancanh/protocol/1";

/// What goes into a protocol.
#[derive(Debug, Clone)]
pub struct ProtocolParts<'a> {
    /// The campaign.
    pub campaign: CampaignId,
    /// Short code.
    pub code: &'a str,
    /// Title.
    pub title: &'a Localized,
    /// What it is for.
    pub purpose: Purpose,
    /// The instrument.
    pub instrument: &'a Instrument,
    /// Weights of the relations.
    pub weights: Weights,
    /// k for figures.
    pub k: u16,
    /// Merge path.
    pub merge_path: Vec<MergeStep>,
    /// First day.
    pub opens_on: Date,
    /// Last day.
    pub closes_on: Date,
    /// Seed of everything random in the statistics; never of the order of answers.
    pub seed: [u8; 32],
    /// Subjects, in any order.
    pub subjects: Vec<ProtocolSubject>,
}

/// A protocol with its canonical form.
#[derive(Debug, Clone)]
pub struct FrozenProtocol {
    /// The document.
    pub protocol: Protocol,
    /// Its bytes and hash.
    pub canonical: Canonical,
}

/// Freezes a protocol.
pub fn freeze(parts: ProtocolParts<'_>) -> Result<FrozenProtocol, AppError> {
    let instrument = Canonical::of(parts.instrument).map_err(AppError::internal)?;
    let mut subjects = parts.subjects;
    subjects.sort_by_key(|subject| subject.subject);
    let protocol = Protocol {
        schema: PROTOCOL_SCHEMA.to_owned(),
        campaign: parts.campaign,
        code: parts.code.to_owned(),
        title: parts.title.clone(),
        purpose: parts.purpose,
        mode: Mode::Confidential,
        instrument: parts.instrument.id.clone(),
        instrument_version: parts.instrument.version,
        instrument_hash: instrument.hash_hex(),
        weights: parts.weights,
        k: parts.k,
        k_text: parts.k.max(K_TEXT_FLOOR),
        merge_path: parts.merge_path,
        envelope_bytes: if parts.instrument.has_comments() {
            ENVELOPE_WITH_COMMENTS_BYTES
        } else {
            ENVELOPE_BYTES
        },
        opens_on: iso(parts.opens_on)?,
        closes_on: iso(parts.closes_on)?,
        method_version: stats::METHOD_VERSION.to_owned(),
        seed: hex::encode(parts.seed),
        subjects,
    };
    let canonical = Canonical::of(&protocol).map_err(AppError::internal)?;
    Ok(FrozenProtocol {
        protocol,
        canonical,
    })
}

/// A date as documents and tables hold it: yyyy-MM-dd.
pub fn iso(date: Date) -> Result<String, AppError> {
    date.format(format_description!("[year]-[month]-[day]"))
        .map_err(AppError::internal)
}

/// The inverse of [`iso`].
pub fn parse_iso(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use contract::drafts::MergeChoice;
    use contract::ids::SubjectId;
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    fn subject(n: u128) -> ProtocolSubject {
        ProtocolSubject {
            subject: SubjectId(Uuid::from_u128(n)),
            n_superiors: 1,
            n_peers: 6,
            n_subordinates: 12,
        }
    }

    fn frozen(instrument: &Instrument, subjects: Vec<ProtocolSubject>) -> FrozenProtocol {
        freeze(ProtocolParts {
            campaign: CampaignId(Uuid::from_u128(1)),
            code: "2026-q4",
            title: &Localized {
                vi: "Quý IV".to_owned(),
                en: "Fourth quarter".to_owned(),
            },
            purpose: Purpose::Development,
            instrument,
            weights: Weights {
                superior_permille: 400,
                peer_permille: 300,
                subordinate_permille: 300,
            },
            k: 4,
            merge_path: MergeChoice::Others.steps(),
            opens_on: date!(2026 - 10 - 05),
            closes_on: date!(2026 - 10 - 31),
            seed: [7; 32],
            subjects,
        })
        .unwrap()
    }

    fn instrument() -> Instrument {
        crate::instruments::shipped().unwrap().remove(0)
    }

    #[test]
    fn the_order_of_the_subjects_does_not_change_the_hash() {
        let form = instrument();
        let one = frozen(&form, vec![subject(1), subject(2), subject(3)]);
        let other = frozen(&form, vec![subject(3), subject(1), subject(2)]);
        assert_eq!(one.canonical.hash(), other.canonical.hash());
    }

    #[test]
    fn a_protocol_reads_back_from_its_canonical_form() {
        let frozen = frozen(&instrument(), vec![subject(1)]);
        let back: Protocol = serde_json::from_str(frozen.canonical.text()).unwrap();
        assert_eq!(back, frozen.protocol);
        assert_eq!(Canonical::of(&back).unwrap(), frozen.canonical);
    }

    #[test]
    fn comments_need_five_people_also_where_figures_need_four() {
        assert_eq!(frozen(&instrument(), vec![]).protocol.k_text, 5);
    }

    #[test]
    fn the_envelope_is_small_where_nothing_can_be_written() {
        let mut form = instrument();
        assert_eq!(frozen(&form, vec![]).protocol.envelope_bytes, 16_384);
        form.prompts.clear();
        assert_eq!(frozen(&form, vec![]).protocol.envelope_bytes, 4_096);
    }

    #[test]
    fn the_canonical_form_is_pinned() {
        // A change here changes the hash of every protocol, and so needs a new schema name.
        let form = instrument();
        let text = frozen(&form, vec![subject(1)])
            .canonical
            .into_text()
            .replace(Canonical::of(&form).unwrap().hash_hex().as_str(), "HASH")
            .replace(stats::METHOD_VERSION, "METHOD");
        insta::assert_snapshot!(text, @r#"{"campaign":"00000000-0000-0000-0000-000000000001","closes_on":"2026-10-31","code":"2026-q4","envelope_bytes":16384,"instrument":"leadership-public-service","instrument_hash":"HASH","instrument_version":1,"k":4,"k_text":5,"merge_path":[{"relations":["peer","subordinate"]}],"method_version":"METHOD","mode":"confidential","opens_on":"2026-10-05","purpose":"development","schema":"toancanh/protocol/1","seed":"0707070707070707070707070707070707070707070707070707070707070707","subjects":[{"n_peers":6,"n_subordinates":12,"n_superiors":1,"subject":"00000000-0000-0000-0000-000000000001"}],"title":{"en":"Fourth quarter","vi":"Quý IV"},"weights":{"peer_permille":300,"subordinate_permille":300,"superior_permille":400}}"#);
    }
}
