//! For tests: a sheet of invented slips.

use contract::campaigns::{CampaignHead, Mode, Purpose};
use contract::ids::CampaignId;
use contract::invitations::{InvitationSheet, InvitationSlip, QrCode};
use contract::locale::Localized;
use uuid::Uuid;

/// One slip.
pub fn slip() -> InvitationSlip {
    InvitationSlip {
        staff_code: "CB01".to_owned(),
        full_name: "Nguyễn Văn An".to_owned(),
        email: Some("an@bo.example".to_owned()),
        unit_path: "Bộ/Vụ Tổ chức".to_owned(),
        n_tasks: 2,
        link: "https://toancanh.example/i#CODE".to_owned(),
        short_code: "0000-0000-0000".to_owned(),
        qr: QrCode {
            width: 21,
            path: "M0 0h7v1h-7z".to_owned(),
        },
    }
}

/// A sheet of these slips.
pub fn sheet(slips: Vec<InvitationSlip>) -> InvitationSheet {
    InvitationSheet {
        campaign: CampaignHead {
            id: CampaignId(Uuid::from_u128(1)),
            code: "2026-q4".to_owned(),
            title: Localized {
                vi: "Quý IV".to_owned(),
                en: "Fourth quarter".to_owned(),
            },
            purpose: Purpose::Development,
            mode: Mode::Confidential,
            k: 5,
            k_text: 5,
            opens_on: "2026-10-05".to_owned(),
            closes_on: "2026-10-31".to_owned(),
            released_on: None,
            protocol_hash: "0".repeat(64),
        },
        short_code_address: "https://toancanh.example/confidential".to_owned(),
        slips,
    }
}
