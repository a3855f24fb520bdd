//! The foot of a profile: purpose, mode, method, and the two hashes that an appeal is answered with.

use contract::locale::Lang;
use contract::profiles::Profile;
use leptos::prelude::*;

use crate::components::card::{Card, CardKind};
use crate::components::definition_list::DefinitionList;
use crate::format;
use crate::words::common;
use crate::words::profiles as words;

/// The card.
pub fn card(lang: Lang, profile: &Profile, json: String) -> AnyView {
    let (campaign, figures) = (&profile.campaign, &profile.figures);
    let text = |text: String| text.into_any();
    let hash = |hash: &str| view! { <code>{hash.to_owned()}</code> }.into_any();
    let entries = vec![
        (
            words::purpose_and_mode(lang).to_owned(),
            text(format!(
                "{} · {}",
                common::purpose(lang, campaign.purpose),
                common::mode(lang, campaign.mode)
            )),
        ),
        (
            words::period(lang).to_owned(),
            text(common::from_to(
                lang,
                &format::iso_date(lang, &campaign.opens_on),
                &format::iso_date(lang, &campaign.closes_on),
            )),
        ),
        (
            words::method_version(lang).to_owned(),
            text(figures.method_version.clone()),
        ),
        (
            words::protocol_hash(lang).to_owned(),
            hash(&figures.protocol_hash),
        ),
        (words::data_hash(lang).to_owned(), hash(&figures.data_hash)),
    ];
    view! {
        <Card id="provenance" title=words::provenance(lang) lead=words::hash_note(lang) kind=CardKind::Quiet>
            <DefinitionList entries=entries />
            <ul class="link-list small"><li><a href=json>{words::as_json(lang)}</a></li></ul>
        </Card>
    }
    .into_any()
}
