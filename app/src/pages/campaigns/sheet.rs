//! The print sheet: one slip for each person who is invited.

use contract::invitations::{InvitationSheet, InvitationSlip, QrCode};
use contract::locale::Lang;
use leptos::prelude::*;

use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::protocol_hash::ProtocolHash;
use crate::format;
use crate::page::{Frame, Page, PageContext};
use crate::words::{campaigns as words, common};

/// Modules of white around a QR code that its readers ask for.
const QUIET: u32 = 4;

/// The page.
pub fn page(context: &PageContext, sheet: &InvitationSheet) -> Page {
    let lang = context.lang;
    let title = words::sheet_title(lang, sheet.campaign.title.get(lang));
    let slips: Vec<_> = sheet
        .slips
        .iter()
        .map(|one| slip(lang, sheet, one))
        .collect();
    let lead = words::sheet_lead(lang, sheet.slips.len() as u64);
    let main = view! {
        <div class="sheet-front">
            <PageHeading title=title.clone() subtitle=lead />
            <Notice kind=NoticeKind::Danger title=words::invitations_warning_title(lang)>
                <p>{words::invitations_warning(lang)}</p>
            </Notice>
            <ProtocolHash lang=lang hash=sheet.campaign.protocol_hash.clone() />
        </div>
        <div class="slips">{slips}</div>
    };
    Page {
        title,
        frame: Frame::Print,
        section: None,
        islands: false,
        main: main.into_any(),
    }
}

fn slip(lang: Lang, sheet: &InvitationSheet, slip: &InvitationSlip) -> impl IntoView + use<> {
    let campaign = &sheet.campaign;
    let closes = format::iso_date(lang, &campaign.closes_on);
    let place = format!("{} · {}", slip.unit_path, slip.staff_code);
    let purpose = common::purpose(lang, campaign.purpose);
    let protocol = format::short_hash(&campaign.protocol_hash);
    view! {
        <article class="slip">
            <h2>{slip.full_name.clone()}</h2>
            <p class="slip-place">{place}</p>
            <p>
                <strong>{words::slip_title(lang)}": "{campaign.title.get(lang).to_owned()}</strong>
            </p>
            <p>
                {words::slip_tasks(lang, slip.n_tasks, &closes)}" "
                {words::slip_purpose(lang, purpose)}
            </p>
            <div class="slip-ways">
                {qr(lang, &slip.qr)}
                <div>
                    <p>{words::slip_scan(lang)}</p>
                    <p class="slip-link">{slip.link.clone()}</p>
                    <p>{words::slip_without_script(lang)}</p>
                    <p class="slip-link">{sheet.short_code_address.clone()}</p>
                    <p>{words::slip_short_code(lang)}": "
                        <strong class="slip-code">{slip.short_code.clone()}</strong>
                    </p>
                </div>
            </div>
            <p class="slip-promise">{words::confidential(lang, campaign.k)}</p>
            <p class="slip-promise">{words::slip_personal(lang)}</p>
            <p class="slip-promise">{words::slip_protocol(lang, &protocol)}</p>
        </article>
    }
}

fn qr(lang: Lang, code: &QrCode) -> impl IntoView + use<> {
    let side = code.width + 2 * QUIET;
    let view_box = format!("0 0 {side} {side}");
    let shift = format!("translate({QUIET} {QUIET})");
    view! {
        <svg class="slip-qr" viewBox=view_box role="img" aria-label=words::slip_qr_alt(lang)
            shape-rendering="crispEdges"
        >
            <rect width=side.to_string() height=side.to_string() fill="#FFFFFF" />
            <path transform=shift d=code.path.clone() fill="#000000" />
        </svg>
    }
}
