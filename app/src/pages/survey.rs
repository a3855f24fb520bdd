//! The page of the survey: what stands there until the island runs, and where it cannot, the other
//! way. It holds no form and no input; those come with the island.

use leptos::prelude::*;

use crate::islands::survey::Survey;
use crate::islands::survey::opening::PLAIN_FORM;
use crate::page::{Frame, Page, PageContext};
use crate::words::survey as words;

/// The page. It is the same for everybody: the link's code never reaches the server.
pub fn page(context: &PageContext) -> Page {
    let lang = context.lang;
    let main = view! {
        <noscript>
            <div class="notice notice-caution survey-notice">
                <p>{words::no_script(lang)}</p>
                <p><a href=PLAIN_FORM>{words::open_plain_form(lang)}</a></p>
            </div>
        </noscript>
        <Survey lang=lang />
    };
    Page {
        title: words::page_title(lang).to_owned(),
        frame: Frame::Rater,
        section: None,
        islands: true,
        main: main.into_any(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use contract::locale::Lang;

    use super::*;
    use crate::page::{Bundle, render};

    fn context(lang: Lang) -> PageContext {
        PageContext {
            lang,
            path: "/i".to_owned(),
            viewer: None,
            organisation: String::new(),
            fictitious: false,
            bundle: Bundle::default(),
        }
    }

    fn html(lang: Lang) -> String {
        render(&context(lang), page)
    }

    #[test]
    fn until_the_island_runs_there_is_nothing_to_fill_in() {
        for lang in [Lang::Vi, Lang::En] {
            let html = html(lang);
            for tag in ["<form", "<input", "<textarea", "<button"] {
                assert!(!html.contains(tag), "{tag} in {html}");
            }
        }
    }

    #[test]
    fn an_installation_of_made_up_people_says_so_to_who_answers_too() {
        for fictitious in [false, true] {
            let context = PageContext {
                fictitious,
                ..context(Lang::Vi)
            };
            let says = render(&context, page).contains("đều là hư cấu");
            assert_eq!(says, fictitious);
        }
    }

    #[test]
    fn the_plain_form_is_offered_in_plain_words_with_and_without_scripts() {
        let html = html(Lang::Vi);
        let (before, after) = html.split_once("</noscript>").unwrap();
        for part in [before, after] {
            assert!(part.contains(r#"href="/confidential""#));
            assert!(part.contains("biểu mẫu đơn giản"));
        }
        assert!(after.contains("data-component=\"survey\""));
    }
}
