//! Whom a draft reaches, and what will probably be visible about each.

use contract::campaigns::{Forecast, RelationForecast};
use contract::drafts::Outlook;
use contract::locale::Lang;
use contract::raters::Relation;
use leptos::prelude::*;

use crate::components::card::Card;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::pagination::Pagination;
use crate::components::table::Table;
use crate::components::tag::{Tag, TagKind};
use crate::format;
use crate::words::{campaigns as words, common};

/// The outlook of a draft. `address` leads to a page of it.
pub(super) fn cards(
    lang: Lang,
    outlook: &Outlook,
    expected_permille: u16,
    address: impl Fn(u32) -> String + Send + 'static,
) -> AnyView {
    let lead = words::outlook_lead(
        lang,
        &format::date(lang, outlook.on),
        &words::percent(lang, expected_permille),
    );
    let counts = [
        words::n_subjects(lang, outlook.n_subjects),
        words::n_raters(lang, outlook.n_raters),
        words::n_assignments(lang, outlook.n_assignments.into()),
    ]
    .join(" · ");
    let hard = (outlook.n_hard_to_see > 0).then(|| {
        let text = words::n_hard_to_see(lang, outlook.n_hard_to_see);
        view! { <Notice kind=NoticeKind::Caution><p>{text}</p></Notice> }
    });
    let conversations = (outlook.n_conversations > 0).then(|| {
        let text = words::n_conversations(lang, outlook.n_conversations);
        view! { <Notice><p>{text}</p></Notice> }
    });
    let table = (!outlook.forecasts.is_empty()).then(|| table(lang, &outlook.forecasts));
    let (page, n_pages) = (outlook.page, outlook.n_pages);
    let left_out = left_out(lang, outlook);
    view! {
        <Card id="outlook" title=words::outlook(lang) lead=lead>
            <p>{counts}</p>
            {hard}
            {conversations}
            {table}
            <Pagination lang=lang page=page n_pages=n_pages address=address />
        </Card>
        {left_out}
    }
    .into_any()
}

fn table(lang: Lang, forecasts: &[Forecast]) -> impl IntoView + use<> {
    let heads: Vec<_> = Relation::OTHERS
        .into_iter()
        .map(|relation| view! { <th scope="col">{common::relation(lang, relation)}</th> })
        .collect();
    let rows: Vec<_> = forecasts
        .iter()
        .map(|forecast| row(lang, forecast))
        .collect();
    view! {
        <Table id="forecast-caption" caption=words::forecast_caption(lang)>
            <thead>
                <tr>
                    <th scope="col">{words::column_person(lang)}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn row(lang: Lang, forecast: &Forecast) -> impl IntoView + use<> {
    let cells: Vec<_> = forecast
        .relations
        .iter()
        .map(|relation| view! { <td>{cell(lang, relation)}</td> })
        .collect();
    let conversation = forecast.offer_conversation.then(|| {
        view! { <Tag label=words::conversation_tag(lang) kind=TagKind::Caution /> }
    });
    let place = format!("{} · {}", forecast.post, forecast.unit_path);
    view! {
        <tr>
            <th scope="row">
                {forecast.full_name.clone()}
                <span class="cell-note">{place}</span>
                {conversation}
            </th>
            {cells}
        </tr>
    }
}

fn cell(lang: Lang, relation: &RelationForecast) -> AnyView {
    if relation.n_invited == 0 {
        return words::nobody(lang).into_any();
    }
    let n = words::invited(lang, relation.n_invited);
    let chances = if relation.attributed {
        words::attributed(lang).to_owned()
    } else if relation.alone_pct == relation.after_merge_pct {
        words::chance_alone(lang, relation.alone_pct)
    } else {
        format!(
            "{}, {}",
            words::chance_alone(lang, relation.alone_pct),
            words::chance_merged(lang, relation.after_merge_pct)
        )
    };
    view! {
        {n}
        <span class="cell-note">{chances}</span>
    }
    .into_any()
}

fn left_out(lang: Lang, outlook: &Outlook) -> Option<impl IntoView + use<>> {
    (!outlook.left_out.is_empty()).then(|| {
        let rows: Vec<_> = outlook
            .left_out
            .iter()
            .map(|person| {
                let place = match &person.post {
                    Some(post) => format!("{} · {post}", person.staff_code),
                    None => person.staff_code.clone(),
                };
                view! {
                    <tr>
                        <th scope="row">
                            {person.full_name.clone()}
                            <span class="cell-note">{place}</span>
                        </th>
                        <td>{words::left_out_reason(lang, &person.reason)}</td>
                    </tr>
                }
            })
            .collect();
        view! {
            <Card id="left-out" title=words::left_out(lang) lead=words::left_out_lead(lang)>
                <Table id="left-out-caption" caption=words::left_out_caption(lang)>
                    <thead>
                        <tr>
                            <th scope="col">{words::column_person(lang)}</th>
                            <th scope="col">{words::column_reason(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Card>
        }
    })
}
