//! How a figure is made, for whoever reads one.

use contract::campaigns::{K_DEFAULT, K_FLOOR};
use contract::locale::Lang;

use super::text::{Section, text_page};
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::method as words;

/// What the page must know of the statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// Version of the method.
    pub version: String,
    /// The fewest leaders from whom a missing relation is estimated.
    pub min_cohort: u32,
}

/// The page.
pub fn page(context: &PageContext, method: &Method) -> Page {
    let lang = context.lang;
    text_page(
        context,
        words::title(lang),
        words::lead(lang),
        Some(words::version(lang, &method.version)),
        sections(lang, method),
        Some("/method"),
    )
}

fn sections(lang: Lang, method: &Method) -> Vec<Section> {
    let count = |n: u32| format::count(lang, n.into());
    let (k, floor) = (count(K_DEFAULT.into()), count(K_FLOOR.into()));
    vec![
        Section::new("fixed", words::fixed(lang))
            .line(words::fixed_1(lang))
            .line(words::fixed_2(lang))
            .line(words::fixed_3(lang)),
        Section::new("means", words::means(lang))
            .line(words::means_1(lang))
            .line(words::means_2(lang))
            .line(words::means_3(lang)),
        Section::new("merge", words::merge(lang))
            .line(words::merge_1(lang))
            .line(words::merge_2(lang, &count(method.min_cohort)))
            .line(words::merge_3(lang)),
        Section::new("sure", words::sure(lang))
            .line(words::sure_1(lang))
            .line(words::sure_2(lang))
            .line(words::sure_3(lang))
            .line(words::sure_4(lang)),
        Section::new("shown", words::shown(lang))
            .line(words::shown_1(lang, &k, &floor))
            .line(words::shown_2(lang))
            .line(words::shown_3(lang))
            .line(words::shown_4(lang))
            .line(words::shown_5(lang))
            .line(words::shown_6(lang))
            .line(words::shown_7(lang))
            .line(words::shown_8(lang)),
        Section::new("gap", words::gap(lang))
            .line(words::gap_1(lang))
            .line(words::gap_2(lang)),
        Section::new("choice", words::choice(lang))
            .line(words::choice_1(lang))
            .line(words::choice_2(lang)),
        Section::new("purpose", words::purpose(lang))
            .line(words::purpose_1(lang))
            .line(words::purpose_2(lang)),
        Section::new("not-yet", words::not_yet(lang))
            .line(words::not_yet_1(lang))
            .line(words::not_yet_2(lang))
            .line(words::not_yet_3(lang)),
        Section::new("again", words::again(lang)).line(words::again_1(lang)),
    ]
}
