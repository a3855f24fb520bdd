//! One question in both languages, as raters will read it.

use contract::drafts::Outlook;
use contract::instruments::{Instrument, Item, Wording};
use contract::locale::Lang;
use leptos::prelude::*;

use crate::components::card::Card;
use crate::words::campaigns as words;

/// The first item, about the first subject.
pub(super) fn card(
    lang: Lang,
    instrument: &Instrument,
    outlook: Option<&Outlook>,
) -> Option<impl IntoView + use<>> {
    let item = instrument.items.first()?;
    let someone = outlook.and_then(|outlook| outlook.forecasts.first());
    let (name, post) = someone.map_or_else(
        || {
            (
                words::preview_someone(lang).to_owned(),
                words::preview_post(lang).to_owned(),
            )
        },
        |someone| (someone.name.clone(), someone.post.clone()),
    );
    let both: Vec<_> = [Lang::Vi, Lang::En]
        .into_iter()
        .map(|of| question(of, instrument, item, &name, &post))
        .collect();
    Some(view! {
        <Card id="preview" title=words::preview(lang)>
            <div class="columns">{both}</div>
        </Card>
    })
}

fn question(
    lang: Lang,
    instrument: &Instrument,
    item: &Item,
    name: &str,
    post: &str,
) -> impl IntoView + use<> {
    let wording = Wording {
        name,
        full_name: name,
        post,
        lang,
    };
    let anchors: Vec<_> = item
        .anchors
        .iter()
        .map(|anchor| view! { <li>{wording.fill(anchor)}</li> })
        .collect();
    view! {
        <div lang=lang.tag()>
            <p><strong>{wording.fill(&item.stem)}</strong></p>
            <ol>{anchors}</ol>
            <p>{wording.fill(&instrument.cannot_judge)}</p>
        </div>
    }
}
