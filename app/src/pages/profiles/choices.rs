//! The forced choice of a profile: two charts side by side, or why there are none.

use contract::locale::Lang;
use contract::profiles::{ProfileFigures, Withheld};
use leptos::prelude::*;

use crate::charts::choices::ChoiceChart;
use crate::components::card::Card;
use crate::format;
use crate::words::profiles as words;

/// The card; nothing where the instrument does not ask.
pub fn card(lang: Lang, figures: &ProfileFigures) -> Option<AnyView> {
    let title = words::choices(lang);
    match figures.forced_choice.get() {
        Err(Withheld::NotAsked) => None,
        Err(reason) => {
            let text = format!(
                "{}. {}",
                words::not_shown(lang),
                words::withheld(lang, reason)
            );
            Some(view! { <Card id="choices" title=title><p>{text}</p></Card> }.into_any())
        }
        Ok(choices) => {
            let labels: Vec<String> = figures
                .competencies
                .iter()
                .map(|competency| competency.title.get(lang).to_owned())
                .collect();
            let chart = |title, shares, id| {
                ChoiceChart {
                    lang,
                    title,
                    labels: &labels,
                    shares,
                }
                .view(id)
            };
            let strongest = chart(words::strongest(lang), &choices.strongest, "strongest");
            let improve = chart(
                words::improve_first(lang),
                &choices.improve_first,
                "improve-first",
            );
            let lead = words::choices_lead(lang, &format::count(lang, choices.n.into()));
            Some(
                view! {
                    <Card id="choices" title=title lead=lead>
                        <div class="columns">{strongest}{improve}</div>
                    </Card>
                }
                .into_any(),
            )
        }
    }
}
