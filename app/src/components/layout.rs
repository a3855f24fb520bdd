//! The frame of every page.

use contract::accounts::{Role, Viewer};
use contract::locale::Lang;
use leptos::prelude::*;

use crate::page::{Frame, Page, PageContext, encode_query_value};
use crate::words::common as words;

/// The whole document.
#[component]
pub fn Layout(context: PageContext, page: Page) -> impl IntoView {
    let lang = context.lang;
    let title = format!("{} · {}", page.title, words::product(lang));
    let loader = context.bundle.loader.clone().filter(|_| page.islands);
    let body_class = match page.frame {
        Frame::Staff => "frame-staff",
        Frame::Rater => "frame-rater",
        Frame::Print => "frame-print",
    };
    view! {
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <title>{title}</title>
                {context.bundle.css.clone().map(|href| view! { <link rel="stylesheet" href=href /> })}
                {loader.map(|src| view! { <script type="module" src=src></script> })}
            </head>
            <body class=body_class>
                <a class="skip-link" href="#main">{words::skip_to_content(lang)}</a>
                <Header context=context.clone() frame=page.frame section=page.section />
                <main id="main" tabindex="-1">{page.main}</main>
                <Footer lang=lang frame=page.frame />
            </body>
        </html>
    }
}

#[component]
fn Header(context: PageContext, frame: Frame, section: Option<&'static str>) -> impl IntoView {
    let lang = context.lang;
    let switch = format!(
        "/language/{}?to={}",
        lang.other().tag(),
        encode_query_value(&context.path)
    );
    // A page that answers a form cannot be asked for again: leading away would lose what was typed.
    let has_address = !context.path.is_empty();
    let viewer = context.viewer.clone();
    let links: Vec<(&'static str, &'static str)> = match (frame, viewer.as_ref().map(|v| v.role)) {
        (Frame::Staff, Some(Role::Administrator)) => vec![
            ("/people", words::nav_people(lang)),
            ("/campaigns", words::nav_campaigns(lang)),
            ("/method", words::nav_method(lang)),
        ],
        (Frame::Staff, Some(Role::Analyst | Role::Member)) => vec![
            ("/profiles", words::nav_profiles(lang)),
            ("/method", words::nav_method(lang)),
        ],
        _ => Vec::new(),
    };
    let has_links = !links.is_empty();
    view! {
        <header class="site-header">
            {context.fictitious.then(|| view! {
                <p class="site-fictitious">{words::fictitious(lang)}</p>
            })}
            <a class="site-name" href="/">
                // a whole view, one part of it looked at
                <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
                    <circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2" />
                    <path d="M9 9V1.5A7.5 7.5 0 0 1 16.5 9Z" fill="currentColor" />
                </svg>
                {words::product(lang)}
            </a>
            {has_links.then(|| view! {
                <nav class="site-nav" aria-label=words::nav_main(lang)>
                    <ul>
                        {links.into_iter().map(|(href, label)| {
                            let current = (section == Some(href)).then_some("page");
                            view! { <li><a href=href aria-current=current>{label}</a></li> }
                        }).collect_view()}
                    </ul>
                </nav>
            })}
            <div class="site-tools">
                {viewer.map(|viewer| view! {
                    <span class="site-viewer">{viewer_text(lang, &viewer)}</span>
                    <form method="post" action="/signout">
                        <button class="button-link" type="submit">{words::sign_out(lang)}</button>
                    </form>
                })}
                {has_address.then(|| view! {
                    <a class="site-language" href=switch hreflang=lang.other().tag() lang=lang.other().tag()>
                        {words::other_language(lang)}
                    </a>
                })}
            </div>
        </header>
    }
}

/// Role and name; the first administrator has no name before the set-up.
fn viewer_text(lang: Lang, viewer: &Viewer) -> String {
    let role = words::role(lang, viewer.role);
    if viewer.display_name.is_empty() {
        role.to_owned()
    } else {
        format!("{role} · {}", viewer.display_name)
    }
}

#[component]
fn Footer(lang: Lang, frame: Frame) -> impl IntoView {
    (frame != Frame::Print).then(|| {
        view! {
            <footer class="site-footer">
                <a href="/privacy">{words::nav_privacy(lang)}</a>
                <a href="/method">{words::nav_method(lang)}</a>
            </footer>
        }
    })
}
