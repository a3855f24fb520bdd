//! A form field: label, hint, error, input.

use contract::error::{Fault, FieldFault};
use contract::locale::Lang;
use leptos::prelude::*;

use crate::words::common as words;

/// The faults of a form in words, by the `name` of the input.
#[derive(Debug, Clone, Default)]
pub struct Faults(Vec<(String, String)>);

impl Faults {
    /// Puts faults into words; `words` is usually `words::faults::fault`.
    pub fn new(lang: Lang, faults: &[FieldFault], words: fn(Lang, &Fault) -> String) -> Self {
        Self(
            faults
                .iter()
                .map(|fault| (fault.field.clone(), words(lang, &fault.fault)))
                .collect(),
        )
    }

    /// What is wrong with one field, if anything.
    pub fn of(&self, field: &str) -> Option<String> {
        let texts: Vec<&str> = self
            .0
            .iter()
            .filter(|(name, _)| name == field)
            .map(|(_, text)| text.as_str())
            .collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each fault with the `name` of its input, in the order of the check.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

/// What kind of input a field has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Input {
    /// One line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A whole number; phones show digits. `type=number` is left alone: it loses what was typed.
    Number,
    /// A date, picked or typed as the browser writes dates.
    Date,
    /// A code to be copied from paper: no spelling help, no capitals of its own.
    Code,
    /// A search word.
    Search,
    /// Several lines.
    Lines {
        /// How many are shown.
        rows: u8,
    },
    /// One of several: value and words.
    Select(Vec<(String, String)>),
    /// A file; the argument is the `accept` list.
    File(&'static str),
}

/// A labelled field. The id of the input is its name, so that an error summary can link to it.
#[component]
pub fn Field(
    lang: Lang,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] input: Input,
    /// What stands in the input, as it was typed.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What is wrong with it: `faults.of(name)`.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// May be left empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The unit behind the input, such as "%".
    #[prop(optional, into)]
    unit: Option<String>,
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
    let label_for = name.clone();
    let control = control(
        &name,
        input,
        value,
        described,
        error.is_some(),
        autocomplete,
    );
    view! {
        <div class=class>
            <label class="field-label" for=label_for>
                {label}
                {optional.then(|| view! {
                    <span class="field-optional">{format!(" ({})", words::optional(lang))}</span>
                })}
            </label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
            {match unit {
                Some(unit) => view! { <div class="input-unit">{control}<span>{unit}</span></div> }.into_any(),
                None => control,
            }}
        </div>
    }
}

/// The class of a field, with or without a fault.
pub(super) const fn field_class(bad: bool) -> &'static str {
    if bad { "field field-bad" } else { "field" }
}

fn control(
    name: &str,
    input: Input,
    value: String,
    described: Option<String>,
    bad: bool,
    autocomplete: Option<&'static str>,
) -> AnyView {
    let id = name.to_owned();
    let name = name.to_owned();
    let invalid = bad.then_some("true");
    let (kind, class, mode) = match input {
        Input::Lines { rows } => {
            return view! {
                <textarea
                    class="input" id=id name=name rows=rows.to_string()
                    aria-describedby=described aria-invalid=invalid
                >{value}</textarea>
            }
            .into_any();
        }
        Input::Select(options) => {
            return view! {
                <select
                    class="input" id=id name=name
                    aria-describedby=described aria-invalid=invalid
                >
                    {options.into_iter().map(|(option, label)| {
                        let selected = option == value;
                        view! { <option value=option selected=selected>{label}</option> }
                    }).collect_view()}
                </select>
            }
            .into_any();
        }
        Input::File(accept) => {
            return view! {
                <input
                    class="input" type="file" id=id name=name accept=accept
                    aria-describedby=described aria-invalid=invalid
                />
            }
            .into_any();
        }
        Input::Text => ("text", "input", None),
        Input::Email => ("email", "input", None),
        Input::Number => ("text", "input input-short", Some("numeric")),
        Input::Date => ("date", "input input-short", None),
        Input::Code => ("text", "input input-code", None),
        Input::Search => ("search", "input", None),
    };
    let is_code = class == "input input-code";
    view! {
        <input
            class=class type=kind id=id name=name value=value inputmode=mode
            autocomplete=autocomplete
            autocapitalize=is_code.then_some("characters")
            spellcheck=is_code.then_some("false")
            aria-describedby=described aria-invalid=invalid
        />
    }
    .into_any()
}
