//! The start page: what this is, for whoever comes by; where to go, for who is signed in.

use contract::accounts::{Role, Viewer};
use contract::locale::Lang;
use leptos::prelude::*;

use crate::components::card::{Card, CardKind};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::page::{Frame, Page, PageContext};
use crate::words::{accounts as words, common};

/// The page.
pub fn page(context: &PageContext) -> Page {
    match &context.viewer {
        Some(viewer) => signed_in(context, viewer),
        None => signed_out(context),
    }
}

fn signed_out(context: &PageContext) -> Page {
    let lang = context.lang;
    let organisation = (!context.organisation.is_empty())
        .then(|| vec![words::start_of(lang, &context.organisation)]);
    Page {
        title: words::start_title(lang).to_owned(),
        frame: Frame::Rater,
        section: None,
        islands: false,
        main: view! {
            <PageHeading title=words::start_title(lang) kicker=organisation.unwrap_or_default() />
            <div class="stack">
                <BundleMissing context=context.clone() />
                <p>{words::start_lead(lang)}</p>
                <Card id="invited" title=words::invited_title(lang) kind=CardKind::First>
                    <p>{words::invited(lang)}</p>
                    <div class="button-row">
                        <a class="button-secondary" href="/confidential">{words::invited_form(lang)}</a>
                    </div>
                </Card>
                <Card id="staff" title=words::staff_title(lang)>
                    <p>{words::staff(lang)}</p>
                    <div class="button-row">
                        <a class="button-secondary" href="/signin">{common::sign_in(lang)}</a>
                    </div>
                </Card>
                <Card id="promise" title=words::promise_title(lang) kind=CardKind::Quiet>
                    <p>{words::promise(lang)}</p>
                    <ul class="link-list">
                        <li><a href="/privacy">{words::promise_more(lang)}</a></li>
                        <li><a href="/method">{words::method_more(lang)}</a></li>
                    </ul>
                </Card>
            </div>
        }
        .into_any(),
    }
}

fn signed_in(context: &PageContext, viewer: &Viewer) -> Page {
    let lang = context.lang;
    let hello = if viewer.display_name.is_empty() {
        words::hello_nameless(lang).to_owned()
    } else {
        words::hello(lang, &viewer.display_name)
    };
    let places = places(lang, viewer.role);
    let member = viewer.role == Role::Member;
    Page {
        title: hello.clone(),
        frame: Frame::Staff,
        section: None,
        islands: false,
        main: view! {
            <PageHeading title=hello kicker=vec![context.organisation.clone()] />
            <div class="stack">
                <BundleMissing context=context.clone() />
                <div class="card-grid">
                    {places.into_iter().map(|(href, title, text)| view! {
                        <section class="card card-link">
                            <h2><a href=href>{title}</a></h2>
                            <p>{text}</p>
                        </section>
                    }).collect_view()}
                </div>
                {member.then(|| view! {
                    <Notice kind=NoticeKind::Quiet><p>{words::member_invited(lang)}</p></Notice>
                })}
            </div>
        }
        .into_any(),
    }
}

/// Where each role has something to do: address, title, one sentence.
fn places(lang: Lang, role: Role) -> Vec<(&'static str, &'static str, &'static str)> {
    let profiles = |text| ("/profiles", common::nav_profiles(lang), text);
    let mut places = match role {
        Role::Administrator => vec![
            (
                "/people",
                common::nav_people(lang),
                words::card_people(lang),
            ),
            (
                "/campaigns",
                common::nav_campaigns(lang),
                words::card_campaigns(lang),
            ),
        ],
        Role::Analyst => vec![profiles(words::card_profiles_analyst(lang))],
        Role::Member => vec![profiles(words::card_profiles_member(lang))],
    };
    places.push((
        "/method",
        common::nav_method(lang),
        words::card_method(lang),
    ));
    places
}

/// Says so where the server was built without the client bundle.
#[component]
fn BundleMissing(context: PageContext) -> impl IntoView {
    let lang = context.lang;
    context.bundle.css.is_none().then(|| {
        view! {
            <Notice kind=NoticeKind::Caution title=words::bundle_missing_title(lang)>
                <p>{words::bundle_missing(lang)}</p>
            </Notice>
        }
    })
}
