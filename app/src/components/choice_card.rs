//! Radio buttons and checkboxes as cards of the full width.

use contract::locale::Lang;
use leptos::prelude::*;

use super::field::field_class;
use crate::words::common as words;

/// One of several choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A sentence below it.
    pub hint: Option<String>,
    /// Chosen before the page is touched: only what the person chose earlier.
    pub chosen: bool,
    /// No point of the scale: stands apart, dashed.
    pub apart: bool,
}

impl Choice {
    /// A plain choice that nobody made yet.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            chosen: false,
            apart: false,
        }
    }

    /// With a sentence below it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Chosen if `chosen`.
    pub const fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// Set apart from the others.
    pub const fn apart(mut self) -> Self {
        self.apart = true;
        self
    }
}

/// How many of the choices may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// One: radio buttons.
    One,
    /// Any number: checkboxes.
    Many,
}

/// A group of choices under a legend. The id of the first input is the name of the group, so that
/// an error summary can link to it.
#[component]
pub fn ChoiceCards(
    lang: Lang,
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    pick: Pick,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let hint_id = hint.as_ref().map(|_| format!("{name}-hint"));
    let error_id = error.as_ref().map(|_| format!("{name}-error"));
    let described: Vec<String> = [&error_id, &hint_id]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let class = field_class(error.is_some());
    view! {
        <fieldset
            class=class
            aria-describedby=described
        >
            <legend class="field-label">
                {legend}
                {optional.then(|| view! {
                    <span class="field-optional">{format!(" ({})", words::optional(lang))}</span>
                })}
            </legend>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            <div class="choice-list">
                {choices.into_iter().enumerate().map(|(index, choice)| {
                    let id = if index == 0 { name.clone() } else { format!("{name}-{index}") };
                    choice_card(id, name.clone(), choice, pick)
                }).collect_view()}
            </div>
        </fieldset>
    }
}

fn choice_card(id: String, name: String, choice: Choice, pick: Pick) -> impl IntoView {
    let kind = match pick {
        Pick::One => "radio",
        Pick::Many => "checkbox",
    };
    let class = if choice.apart {
        "choice-card choice-card-apart"
    } else {
        "choice-card"
    };
    let label_for = id.clone();
    view! {
        <label class=class for=label_for>
            <input type=kind id=id name=name value=choice.value checked=choice.chosen />
            <span class="choice-text">
                {choice.label}
                {choice.hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
            </span>
        </label>
    }
}
