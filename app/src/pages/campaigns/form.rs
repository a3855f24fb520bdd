//! The form of a draft: one calm page, in the order in which an organisation decides.
//! Nothing is filled in that the organisation must decide.

use contract::campaigns::{K_FLOOR, Purpose};
use contract::drafts::{DraftForm, MergeChoice};
use contract::error::FieldFault;
use contract::instruments::Instrument;
use contract::locale::Lang;
use contract::raters::Relation;
use leptos::prelude::*;

use super::{back_to_campaign, back_to_list, staff_page};
use crate::components::card::Card;
use crate::components::choice_card::{Choice, ChoiceCards, Pick};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Faults, Field, Input};
use crate::components::heading::PageHeading;
use crate::page::{Page, PageContext};
use crate::words::{campaigns as words, common, faults as fault_words};

/// What the form is shown with.
#[derive(Debug, Clone)]
pub struct FormView<'a> {
    /// The draft that is changed; `None`: a new one.
    pub code: Option<&'a str>,
    /// What stands in the fields.
    pub form: &'a DraftForm,
    /// What was wrong with it.
    pub faults: &'a [FieldFault],
    /// Instruments to choose from.
    pub instruments: &'a [Instrument],
    /// The largest k.
    pub k_limit: u16,
}

/// The page.
pub fn page(context: &PageContext, view: &FormView<'_>) -> Page {
    let lang = context.lang;
    let form = view.form;
    let faults = Faults::new(lang, view.faults, fault_words::fault);
    let (title, back) = match view.code {
        None => (words::new_title(lang), back_to_list(lang)),
        Some(code) => (words::edit_title(lang), back_to_campaign(lang, code)),
    };
    let cancel = back.0.clone();
    let main = view! {
        <PageHeading title=title subtitle=words::form_lead(lang) back=Some(back) />
        <ErrorSummary lang=lang faults=faults.clone() label=move |name: &str| words::field(lang, name) />
        <form class="stack" method="post">
            {name_card(lang, form, &faults)}
            {purpose_card(lang, view, &faults)}
            {subjects_card(lang, form, &faults)}
            {weights_card(lang, form, &faults)}
            {protection_card(lang, view, &faults)}
            {dates_card(lang, form, &faults)}
            <div class="button-row">
                <button class="button" type="submit">{words::save_draft(lang)}</button>
                <a class="button button-secondary" href=cancel>{common::cancel(lang)}</a>
            </div>
        </form>
    };
    staff_page(title.to_owned(), main)
}

fn name_card(lang: Lang, form: &DraftForm, faults: &Faults) -> impl IntoView + use<> {
    let (form, faults) = (form.clone(), faults.clone());
    view! {
        <Card id="section-name" title=words::section_name(lang)>
            <Field
                lang=lang name="code" label=words::field_code(lang) value=form.code.clone()
                hint=words::field_code_hint(lang) error=faults.of("code")
            />
            <Field
                lang=lang name="title_vi" label=words::field_title_vi(lang)
                value=form.title_vi.clone() error=faults.of("title_vi")
            />
            <Field
                lang=lang name="title_en" label=words::field_title_en(lang)
                value=form.title_en.clone() error=faults.of("title_en")
            />
        </Card>
    }
}

fn purpose_card(lang: Lang, view: &FormView<'_>, faults: &Faults) -> impl IntoView + use<> {
    let faults = faults.clone();
    let chosen = &view.form.purpose;
    let purposes = [
        (
            "development",
            Purpose::Development,
            words::purpose_development_hint(lang),
        ),
        (
            "reference",
            Purpose::Reference,
            words::purpose_reference_hint(lang),
        ),
    ];
    let purposes = purposes
        .into_iter()
        .map(|(value, purpose, hint)| {
            Choice::new(value, words::purpose(lang, purpose))
                .hint(hint)
                .chosen(chosen == value)
        })
        .collect();
    let instruments = view
        .instruments
        .iter()
        .map(|instrument| {
            Choice::new(&instrument.id, instrument.title.get(lang))
                .hint(words::instrument_hint(
                    lang,
                    instrument.items.len(),
                    instrument.version,
                ))
                .chosen(view.form.instrument == instrument.id)
        })
        .collect();
    view! {
        <Card id="section-purpose" title=words::section_purpose(lang)>
            <ChoiceCards
                lang=lang name="purpose" legend=words::field_purpose(lang) choices=purposes
                pick=Pick::One hint=words::field_purpose_hint(lang) error=faults.of("purpose")
            />
            <ChoiceCards
                lang=lang name="instrument" legend=words::field_instrument(lang)
                choices=instruments pick=Pick::One error=faults.of("instrument")
            />
        </Card>
    }
}

fn subjects_card(lang: Lang, form: &DraftForm, faults: &Faults) -> impl IntoView + use<> {
    let (form, faults) = (form.clone(), faults.clone());
    let ways = [
        (
            "heads_of",
            words::choice_heads_of(lang),
            words::choice_heads_of_hint(lang),
        ),
        (
            "posts_in",
            words::choice_posts_in(lang),
            words::choice_posts_in_hint(lang),
        ),
        (
            "people",
            words::choice_people(lang),
            words::choice_people_hint(lang),
        ),
    ];
    let ways = ways
        .into_iter()
        .map(|(value, label, hint)| {
            Choice::new(value, label)
                .hint(hint)
                .chosen(form.subjects == value)
        })
        .collect();
    view! {
        <Card id="section-subjects" title=words::section_subjects(lang)>
            <ChoiceCards
                lang=lang name="subjects" legend=words::field_subjects(lang) choices=ways
                pick=Pick::One hint=words::field_subjects_hint(lang) error=faults.of("subjects")
            />
            <Field
                lang=lang name="units" label=words::field_units(lang) value=form.units.clone()
                input=Input::Lines { rows: 4 } hint=words::field_units_hint(lang)
                error=faults.of("units") optional=true
            />
            <Field
                lang=lang name="titles" label=words::field_titles(lang) value=form.titles.clone()
                input=Input::Lines { rows: 3 } error=faults.of("titles") optional=true
            />
            <Field
                lang=lang name="people" label=words::field_people(lang) value=form.people.clone()
                input=Input::Lines { rows: 3 } hint=words::field_people_hint(lang)
                error=faults.of("people") optional=true
            />
        </Card>
    }
}

fn weights_card(lang: Lang, form: &DraftForm, faults: &Faults) -> impl IntoView + use<> {
    let (form, faults) = (form.clone(), faults.clone());
    let fields = [
        ("weight_superior", Relation::Superior, &form.weight_superior),
        ("weight_peer", Relation::Peer, &form.weight_peer),
        (
            "weight_subordinate",
            Relation::Subordinate,
            &form.weight_subordinate,
        ),
    ];
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, relation, value)| {
            let label = words::field_weight(lang, common::relation(lang, relation));
            view! {
                <Field
                    lang=lang name=name label=label value=value.clone() input=Input::Number
                    unit="%" error=faults.of(name)
                />
            }
        })
        .collect();
    view! {
        <Card id="section-weights" title=words::section_weights(lang) lead=words::weights_lead(lang)>
            {fields}
        </Card>
    }
}

fn protection_card(lang: Lang, view: &FormView<'_>, faults: &Faults) -> impl IntoView + use<> {
    let faults = faults.clone();
    let choices = MergeChoice::ALL
        .into_iter()
        .map(|choice| {
            Choice::new(choice.as_str(), words::merge(lang, choice))
                .hint(words::merge_hint(lang, choice))
                .chosen(view.form.merge == choice.as_str())
        })
        .collect();
    let k = view.form.k.clone();
    let k_hint = words::field_k_hint(lang, K_FLOOR, view.k_limit);
    view! {
        <Card id="section-protection" title=words::section_protection(lang)>
            <Field
                lang=lang name="k" label=words::field_k(lang) value=k
                input=Input::Number hint=k_hint
                error=faults.of("k")
            />
            <ChoiceCards
                lang=lang name="merge" legend=words::field_merge(lang) choices=choices
                pick=Pick::One hint=words::field_merge_hint(lang) error=faults.of("merge")
            />
        </Card>
    }
}

fn dates_card(lang: Lang, form: &DraftForm, faults: &Faults) -> impl IntoView + use<> {
    let (form, faults) = (form.clone(), faults.clone());
    view! {
        <Card id="section-dates" title=words::section_dates(lang)>
            <Field
                lang=lang name="opens_on" label=words::field_opens_on(lang)
                value=form.opens_on.clone() input=Input::Date
                hint=words::field_opens_on_hint(lang) error=faults.of("opens_on") optional=true
            />
            <Field
                lang=lang name="closes_on" label=words::field_closes_on(lang)
                value=form.closes_on.clone() input=Input::Date
                hint=words::field_closes_on_hint(lang) error=faults.of("closes_on")
            />
            <Field
                lang=lang name="expected_response" label=words::field_expected(lang)
                value=form.expected_response.clone() input=Input::Number unit="%"
                hint=words::field_expected_hint(lang) error=faults.of("expected_response")
            />
        </Card>
    }
}
