//! All campaigns.

use contract::campaigns::CampaignLine;
use contract::locale::Lang;
use leptos::prelude::*;

use super::{address, staff_page, state_tag, title_of};
use crate::components::empty_state::EmptyState;
use crate::components::heading::PageHeading;
use crate::components::table::Table;
use crate::components::tag::Tag;
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::campaigns as words;

/// The page.
pub fn page(context: &PageContext, lines: &[CampaignLine]) -> Page {
    let lang = context.lang;
    let new = view! { <a class="button" href="/campaigns/new">{words::new(lang)}</a> };
    let content = if lines.is_empty() {
        view! {
            <EmptyState title=words::none_yet(lang) text=words::none_yet_hint(lang)>{new}</EmptyState>
        }
        .into_any()
    } else {
        view! {
            <div class="button-row">{new}</div>
            <div class="card">{table(lang, lines)}</div>
        }
        .into_any()
    };
    let main = view! {
        <PageHeading title=words::title(lang) subtitle=words::lead(lang) />
        <div class="stack">{content}</div>
    };
    staff_page(words::title(lang).to_owned(), main)
}

fn table(lang: Lang, lines: &[CampaignLine]) -> impl IntoView {
    let rows: Vec<_> = lines.iter().map(|line| row(lang, line)).collect();
    view! {
        <Table id="campaigns-caption" caption=words::list_caption(lang)>
            <thead>
                <tr>
                    <th scope="col">{words::column_campaign(lang)}</th>
                    <th scope="col">{words::column_state(lang)}</th>
                    <th scope="col">{words::column_purpose(lang)}</th>
                    <th scope="col">{words::column_dates(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn row(lang: Lang, line: &CampaignLine) -> impl IntoView + use<> {
    let purpose = line.purpose.map_or_else(
        || words::not_decided(lang),
        |purpose| words::purpose(lang, purpose),
    );
    let day = |day: Option<time::Date>| {
        day.map_or_else(
            || words::not_decided(lang).to_owned(),
            |day| format::date(lang, day),
        )
    };
    let dates = words::dates_line(lang, &day(line.opens_on), &day(line.closes_on));
    let imported = line
        .imported
        .then(|| view! { <Tag label=words::imported_tag(lang) /> });
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=address(&line.code, "")>{title_of(lang, &line.title)}</a>
                <span class="cell-note">{line.code.clone()}</span>
            </th>
            <td>{state_tag(lang, line.state)}{imported}</td>
            <td>{purpose}</td>
            <td>{dates}</td>
        </tr>
    }
}
