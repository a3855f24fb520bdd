//! The questions as plain inputs. Nothing is chosen beforehand, and what was chosen can be taken
//! back when the page is opened again.

use std::ops::Range;

use contract::ballots::{COMMENT_LIMIT_CHARS, ItemAnswer};
use contract::instruments::{ChoiceQuestion, Wording};
use contract::locale::{Lang, Localized};
use contract::raters::Relation;
use leptos::prelude::*;

use super::carried::{self, FAMILIARITY, IMPROVE_FIRST, STRONGEST};
use super::form::Showing;
use crate::islands::survey::parts::{Part, asks_familiarity, parts};
use crate::words::confidential as words;

impl Showing<'_> {
    /// A wording of the instrument with the subject's name in it.
    pub(super) fn fill(&self, lang: Lang, text: &Localized) -> String {
        Wording {
            name: &self.task.name,
            full_name: &self.task.full_name,
            post: &self.task.post,
            lang,
        }
        .fill(text)
    }

    pub(super) fn is_self(&self) -> bool {
        self.task.relation == Relation::Oneself
    }

    /// The question of an item.
    pub(super) fn stem(&self, lang: Lang, place: usize) -> String {
        let item = &self.list.instrument.items[place];
        let text = if self.is_self() {
            &item.self_stem
        } else {
            &item.stem
        };
        self.fill(lang, text)
    }

    /// The answer that is not a point of the scale.
    pub(super) fn cannot_judge(&self, lang: Lang) -> String {
        let instrument = &self.list.instrument;
        let text = match &instrument.self_cannot_judge {
            Some(text) if self.is_self() => text,
            _ => &instrument.cannot_judge,
        };
        self.fill(lang, text)
    }

    pub(super) fn choice_question(&self, lang: Lang, asked: &ChoiceQuestion) -> String {
        let text = if self.is_self() {
            &asked.self_question
        } else {
            &asked.question
        };
        self.fill(lang, text)
    }
}

/// One card of a question.
struct Card {
    value: String,
    label: String,
    chosen: bool,
    apart: bool,
}

/// The inputs that stand open on the first page.
pub(super) fn start_names() -> Vec<String> {
    vec![FAMILIARITY.to_owned()]
}

/// The inputs that stand open on a part.
pub(super) fn part_names(showing: Showing<'_>, part: &Part) -> Vec<String> {
    match part {
        Part::Items(items) => items.clone().map(carried::item).collect(),
        Part::Choices => vec![STRONGEST.to_owned(), IMPROVE_FIRST.to_owned()],
        Part::Prompts => (0..showing.list.instrument.prompts.len())
            .map(carried::comment)
            .collect(),
    }
}

/// What it is about, and how well the rater knows the subject.
pub(super) fn start(lang: Lang, showing: Showing<'_>) -> AnyView {
    let instrument = &showing.list.instrument;
    let instruction = if showing.is_self() {
        instrument.self_instruction.as_ref()
    } else {
        instrument.instruction.as_ref()
    };
    let familiarity = instrument
        .familiarity
        .as_ref()
        .filter(|_| asks_familiarity(instrument, showing.task.relation));
    let question = familiarity.map(|asked| {
        let chosen = showing.carried.answers.familiarity;
        let cards = asked
            .levels
            .iter()
            .zip(0_u8..)
            .map(|(level, place)| Card {
                value: place.to_string(),
                label: showing.fill(lang, &level.label),
                chosen: chosen == Some(place),
                apart: false,
            })
            .collect();
        let legend = showing.fill(lang, &asked.question);
        radios(lang, FAMILIARITY.to_owned(), legend, cards)
    });
    view! {
        {instruction.map(|text| view! { <p>{showing.fill(lang, text)}</p> })}
        {question}
    }
    .into_any()
}

/// Who knows the subject little may stop, without giving a reason.
pub(super) fn way_out(lang: Lang, showing: Showing<'_>) -> AnyView {
    let text = showing
        .list
        .instrument
        .familiarity
        .as_ref()
        .zip(showing.carried.answers.familiarity)
        .and_then(|(asked, level)| asked.levels.get(usize::from(level)))
        .and_then(|level| level.way_out.as_ref())
        .map(|text| showing.fill(lang, text));
    view! { <p>{text}</p> }.into_any()
}

/// A part of the questions.
pub(super) fn part(lang: Lang, showing: Showing<'_>, nth: usize) -> AnyView {
    match parts(&showing.list.instrument).into_iter().nth(nth) {
        Some(Part::Items(items)) => section(lang, showing, items),
        Some(Part::Choices) => choices(lang, showing),
        Some(Part::Prompts) => prompts(lang, showing),
        None => ().into_any(),
    }
}

fn section(lang: Lang, showing: Showing<'_>, items: Range<usize>) -> AnyView {
    items
        .map(|place| item(lang, showing, place))
        .collect_view()
        .into_any()
}

fn item(lang: Lang, showing: Showing<'_>, place: usize) -> AnyView {
    let instrument = &showing.list.instrument;
    let given = showing
        .carried
        .answers
        .items
        .get(place)
        .copied()
        .unwrap_or_default();
    let mut cards: Vec<Card> = instrument.items[place]
        .anchors
        .iter()
        .zip(instrument.scale.min..)
        .map(|(anchor, level)| Card {
            value: level.to_string(),
            label: showing.fill(lang, anchor),
            chosen: given == ItemAnswer::Level(level),
            apart: false,
        })
        .collect();
    cards.push(Card {
        value: i8::from(ItemAnswer::CannotJudge).to_string(),
        label: showing.cannot_judge(lang),
        chosen: given == ItemAnswer::CannotJudge,
        apart: true,
    });
    radios(lang, carried::item(place), showing.stem(lang, place), cards)
}

fn choices(lang: Lang, showing: Showing<'_>) -> AnyView {
    let instrument = &showing.list.instrument;
    let Some(asked) = &instrument.forced_choice else {
        return ().into_any();
    };
    let answers = &showing.carried.answers;
    let cards = |chosen: &dyn Fn(u8) -> bool| -> Vec<Card> {
        instrument
            .competencies
            .iter()
            .zip(0_u8..)
            .map(|(competency, place)| Card {
                value: place.to_string(),
                label: competency.title.get(lang).to_owned(),
                chosen: chosen(place),
                apart: false,
            })
            .collect()
    };
    let strongest = cards(&|place| answers.strongest.contains(&place));
    let improve = cards(&|place| answers.improve_first == Some(place));
    view! {
        {fieldset(
            STRONGEST.to_owned(),
            showing.choice_question(lang, &asked.strongest),
            "checkbox",
            strongest,
        )}
        {radios(
            lang,
            IMPROVE_FIRST.to_owned(),
            showing.choice_question(lang, &asked.improve_first),
            improve,
        )}
    }
    .into_any()
}

fn prompts(lang: Lang, showing: Showing<'_>) -> AnyView {
    let answers = &showing.carried.answers;
    let fields = showing
        .list
        .instrument
        .prompts
        .iter()
        .enumerate()
        .map(|(place, prompt)| {
            let text = if showing.is_self() {
                &prompt.self_question
            } else {
                &prompt.question
            };
            let name = carried::comment(place);
            let typed = answers.comments.get(place).cloned().unwrap_or_default();
            view! {
                <div class="field survey-prompt">
                    <label class="field-label" for=name.clone()>{showing.fill(lang, text)}</label>
                    <textarea
                        class="input" id=name.clone() name=name rows="4"
                        maxlength=COMMENT_LIMIT_CHARS.to_string()
                    >{typed}</textarea>
                </div>
            }
        })
        .collect_view();
    view! { <p>{words::prompts_note(lang)}</p>{fields} }.into_any()
}

/// A question with one answer. One that is answered can be left blank again.
fn radios(lang: Lang, name: String, legend: String, mut cards: Vec<Card>) -> AnyView {
    if cards.iter().any(|card| card.chosen) {
        cards.push(Card {
            value: i8::from(ItemAnswer::Blank).to_string(),
            label: words::leave_blank(lang).to_owned(),
            chosen: false,
            apart: true,
        });
    }
    fieldset(name, legend, "radio", cards)
}

fn fieldset(name: String, legend: String, kind: &'static str, cards: Vec<Card>) -> AnyView {
    let cards = cards
        .into_iter()
        .map(|card| {
            let class = if card.apart {
                "choice-card choice-card-apart"
            } else {
                "choice-card"
            };
            view! {
                <label class=class>
                    <input type=kind name=name.clone() value=card.value checked=card.chosen />
                    <span class="choice-text">{card.label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="survey-question" id=name.clone()>
            <legend>{legend}</legend>
            <div class="choice-list">{cards}</div>
        </fieldset>
    }
    .into_any()
}
