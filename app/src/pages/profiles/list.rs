//! The analyst's list of one campaign: by unit and name, never by a score.

use contract::locale::Lang;
use contract::profiles::{ProfileLine, ProfileList};
use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::field::{Field, Input};
use crate::components::figure::{Reasons, figure_cell};
use crate::components::heading::PageHeading;
use crate::components::pagination::Pagination;
use crate::components::protocol_hash::ProtocolHash;
use crate::components::table::Table;
use crate::page::{Frame, Page, PageContext, encode_query_value};
use crate::words::common;
use crate::words::profiles as words;

/// The page.
pub fn page(context: &PageContext, list: &ProfileList) -> Page {
    let lang = context.lang;
    let campaign = &list.campaign;
    let title = words::list_title(lang, campaign.title.get(lang));
    let address = format!("/profiles/{}", campaign.code);
    let back = ("/profiles".to_owned(), words::back_to_home(lang).to_owned());
    let lead = words::list_lead(lang, common::purpose(lang, campaign.purpose));
    let clear = (!list.search.is_empty()).then(|| {
        view! { <a class="button-link" href=address.clone()>{words::list_search_clear(lang)}</a> }
    });
    let content = if list.lines.is_empty() {
        view! { <EmptyState title=words::list_nobody(lang) text=words::list_nobody_hint(lang) /> }
            .into_any()
    } else {
        let query = encode_query_value(&list.search);
        let page_address = move |page: u32| {
            if query.is_empty() {
                format!("{address}?page={page}")
            } else {
                format!("{address}?search={query}&page={page}")
            }
        };
        view! {
            <div class="card">
                {table(lang, list)}
                <Pagination lang=lang page=list.page n_pages=list.n_pages address=page_address />
            </div>
        }
        .into_any()
    };
    let main = view! {
        <PageHeading title=title.clone() subtitle=lead back=Some(back) />
        <div class="stack">
            <form class="search-form" method="get" role="search">
                <Field
                    lang=lang name="search" label=words::list_search(lang)
                    input=Input::Search value=list.search.clone()
                />
                <button class="button" type="submit">{words::list_search_button(lang)}</button>
                {clear}
            </form>
            {content}
            <ProtocolHash lang=lang hash=campaign.protocol_hash.clone() />
        </div>
    };
    Page {
        title,
        frame: Frame::Staff,
        section: Some("/profiles"),
        islands: false,
        main: main.into_any(),
    }
}

fn table(lang: Lang, list: &ProfileList) -> AnyView {
    let overall = list.campaign.purpose.allows_overall();
    let overall_head = overall.then(|| {
        view! { <th scope="col" class="number">{words::overall(lang)}</th> }
    });
    let head: Vec<AnyView> = list
        .competencies
        .iter()
        .map(|title| {
            view! { <th scope="col" class="number">{title.get(lang).to_owned()}</th> }.into_any()
        })
        .collect();
    let mut reasons = Reasons::default();
    let mut body: Vec<AnyView> = Vec::new();
    let mut unit: Option<&str> = None;
    let n_columns = 1 + list.competencies.len() + usize::from(overall);
    for line in &list.lines {
        // People of one unit stand below its name; the order comes from the list itself.
        if unit != Some(&line.subject.unit_path) {
            unit = Some(&line.subject.unit_path);
            // Subjects of imported ratings may have no unit.
            let path = line.subject.unit_path.clone();
            body.extend((!path.is_empty()).then(|| {
                view! {
                    <tr class="group-row"><th scope="colgroup" colspan=n_columns.to_string()>{path}</th></tr>
                }
                .into_any()
            }));
        }
        body.push(row(lang, &list.campaign.code, line, overall, &mut reasons));
    }
    let caption = format!(
        "{} · {}",
        words::list_found(lang, list.n_total),
        words::list_caption(lang)
    );
    view! {
        <Table id="list-caption" caption=caption>
            <thead>
                <tr>
                    <th scope="col">{words::person(lang)}</th>
                    {head}
                    {overall_head}
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </Table>
        {reasons.list(lang)}
    }
    .into_any()
}

fn row(
    lang: Lang,
    campaign: &str,
    line: &ProfileLine,
    overall: bool,
    reasons: &mut Reasons,
) -> AnyView {
    let address = super::address(campaign, &line.subject.staff_code);
    let merged: Vec<AnyView> = line
        .merged
        .iter()
        .map(|figure| figure_cell(lang, figure, reasons))
        .collect();
    let overall = overall.then(|| match &line.overall {
        Some(figure) => figure_cell(lang, figure, reasons),
        None => view! { <td class="number">"–"</td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=address>{line.subject.full_name.clone()}</a>
                <span class="cell-note">{line.subject.post.clone()}</span>
            </th>
            {merged}
            {overall}
        </tr>
    }
    .into_any()
}
