//! The people on the roster, by name or by unit.

use contract::locale::Lang;
use contract::people::{PeopleOrder, PeoplePage, PersonView, PostView};
use leptos::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::field::{Field, Input};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::pagination::Pagination;
use crate::components::table::Table;
use crate::components::tag::{Tag, TagKind};
use crate::format;
use crate::page::{Frame, Page, PageContext, encode_query_value};
use crate::words::people as words;

/// What an import that was just applied did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// People who are new.
    pub added: u64,
    /// People who changed.
    pub changed: u64,
    /// People who left.
    pub removed: u64,
}

/// The page.
pub fn page(context: &PageContext, list: &PeoplePage, applied: Option<Applied>) -> Page {
    let lang = context.lang;
    let content = match (list.people.is_empty(), list.search.is_empty()) {
        (true, true) => view! {
            <EmptyState title=words::nobody_title(lang) text=words::nobody(lang)>
                <a class="button" href="/people/import">{words::to_import(lang)}</a>
            </EmptyState>
        }
        .into_any(),
        (true, false) => view! {
            {search(lang, list)}
            <EmptyState title=words::nobody_found_title(lang) text=words::nobody_found(lang)>
                <a class="button-secondary" href="/people">{words::show_everybody(lang)}</a>
            </EmptyState>
        }
        .into_any(),
        (false, _) => found(lang, list),
    };
    let main = view! {
        <PageHeading title=words::title(lang) subtitle=words::lead(lang) />
        {applied.map(|applied| done(lang, applied))}
        <div class="stack">{content}</div>
    };
    Page {
        title: words::title(lang).to_owned(),
        frame: Frame::Staff,
        section: Some("/people"),
        islands: false,
        main: main.into_any(),
    }
}

fn done(lang: Lang, applied: Applied) -> AnyView {
    let text = words::applied(
        lang,
        &format::count(lang, applied.added),
        &format::count(lang, applied.changed),
        &format::count(lang, applied.removed),
    );
    view! { <Notice kind=NoticeKind::Done><p>{text}</p></Notice> }.into_any()
}

fn search(lang: Lang, list: &PeoplePage) -> AnyView {
    let orders = [
        (PeopleOrder::Name, words::order_name(lang)),
        (PeopleOrder::Unit, words::order_unit(lang)),
    ]
    .map(|(order, label)| (order.as_str().to_owned(), label.to_owned()));
    view! {
        <form class="search-form" method="get" action="/people" role="search">
            <Field
                lang=lang name="search" label=words::search(lang) hint=words::search_hint(lang)
                input=Input::Search value=list.search.clone()
            />
            <Field
                lang=lang name="order" label=words::order(lang)
                input=Input::Select(orders.to_vec()) value=list.order.as_str()
            />
            <button class="button" type="submit">{words::search_button(lang)}</button>
            <a class="button-secondary" href="/people/import">{words::to_import(lang)}</a>
        </form>
    }
    .into_any()
}

fn found(lang: Lang, list: &PeoplePage) -> AnyView {
    let query = encode_query_value(&list.search);
    let order = list.order.as_str();
    let address = move |page: u32| format!("/people?search={query}&order={order}&page={page}");
    view! {
        {search(lang, list)}
        <div class="card">
            {table(lang, list)}
            <Pagination lang=lang page=list.page n_pages=list.n_pages address=address />
        </div>
    }
    .into_any()
}

fn table(lang: Lang, list: &PeoplePage) -> AnyView {
    let count = format::count(lang, list.n_total);
    let by_unit = list.order == PeopleOrder::Unit;
    let caption = if by_unit {
        words::n_posts_found(lang, list.n_total, &count)
    } else {
        words::n_found(lang, list.n_total, &count)
    };
    let mut body: Vec<AnyView> = Vec::new();
    let mut unit: Option<Option<&str>> = None;
    for person in &list.people {
        // The order comes from the list; the name of a unit stands once above its people.
        let of_person = person.posts.first().map(|post| post.unit_path.as_str());
        if by_unit && unit != Some(of_person) {
            unit = Some(of_person);
            let path = of_person.unwrap_or_else(|| words::no_unit(lang)).to_owned();
            body.push(
                view! {
                    <tr class="group-row"><th scope="colgroup" colspan="3">{path}</th></tr>
                }
                .into_any(),
            );
        }
        body.push(row(lang, person, !by_unit));
    }
    view! {
        <Table id="people-caption" caption=caption>
            <thead>
                <tr>
                    <th scope="col">{words::full_name(lang)}</th>
                    <th scope="col">{words::staff_code(lang)}</th>
                    <th scope="col">{words::post(lang)}</th>
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </Table>
    }
    .into_any()
}

fn row(lang: Lang, person: &PersonView, with_unit: bool) -> AnyView {
    let posts: Vec<AnyView> = person
        .posts
        .iter()
        .map(|held| post(lang, held, with_unit))
        .collect();
    let none = posts.is_empty().then(|| words::no_post(lang));
    view! {
        <tr>
            <th scope="row">{person.full_name.clone()}</th>
            <td>{person.staff_code.clone()}</td>
            <td>{posts}{none}</td>
        </tr>
    }
    .into_any()
}

fn post(lang: Lang, post: &PostView, with_unit: bool) -> AnyView {
    let mut parts = vec![post.title.clone()];
    if post.post_type != contract::people::PostType::Regular {
        parts.push(words::post_type(lang, post.post_type).to_lowercase());
    }
    parts.extend(post.field.clone());
    if with_unit {
        parts.push(post.unit_path.clone());
    }
    parts.extend(
        post.from
            .map(|day| words::since(lang, &format::date(lang, day))),
    );
    parts.extend(
        post.to
            .map(|day| words::until(lang, &format::date(lang, day))),
    );
    let head = post.is_head.then(|| {
        view! { " "<Tag label=words::head_of_unit(lang) kind=TagKind::Brand /> }
    });
    view! { <div>{parts.join(" · ")}{head}</div> }.into_any()
}
