//! What raters wrote, by prompt and group, in random order.

use contract::locale::Lang;
use contract::profiles::{Cell, Comments};
use leptos::prelude::*;

use crate::components::card::Card;
use crate::words::profiles as words;

/// The card; nothing where the instrument has no prompts. A group is called as the figures call its
/// cell, so that the only superior is known by name here too.
pub fn card(lang: Lang, cells: &[Cell], comments: &[Comments]) -> Option<AnyView> {
    let mut prompts: Vec<(&str, Vec<&Comments>)> = Vec::new();
    for group in comments {
        match prompts
            .iter_mut()
            .find(|(prompt, _)| *prompt == group.prompt)
        {
            Some((_, groups)) => groups.push(group),
            None => prompts.push((&group.prompt, vec![group])),
        }
    }
    if prompts.is_empty() {
        return None;
    }
    let prompts: Vec<AnyView> = prompts
        .into_iter()
        .filter_map(|(_, groups)| {
            let question = groups.first()?.question.get(lang).to_owned();
            let groups: Vec<AnyView> = groups
                .iter()
                .map(|group| one_group(lang, cells, group))
                .collect();
            Some(view! { <h3>{question}</h3>{groups} }.into_any())
        })
        .collect();
    Some(
        view! {
            <Card id="comments" title=words::comments(lang) lead=words::comments_lead(lang)>
                {prompts}
            </Card>
        }
        .into_any(),
    )
}

fn one_group(lang: Lang, cells: &[Cell], group: &Comments) -> AnyView {
    let name = match cells.iter().find(|cell| cell.relations == group.relations) {
        Some(cell) if cell.attributed => words::cell(lang, cell),
        _ => words::relations(lang, &group.relations),
    };
    let from = words::comments_from(lang, &name);
    match group.texts.get() {
        Ok(texts) => {
            let texts = texts.iter().map(|text| view! { <li>{text.clone()}</li> });
            view! {
                <p class="comments-from">{from}</p>
                <ul class="comments">{texts.collect_view()}</ul>
            }
            .into_any()
        }
        Err(reason) => {
            let text = format!(
                "{from}. {}. {}",
                words::not_shown(lang),
                words::withheld(lang, reason)
            );
            view! { <p class="comments-from">{text}</p> }.into_any()
        }
    }
}
