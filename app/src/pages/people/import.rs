//! The import's first page: choose the files, and what their columns hold.

use contract::error::FieldFault;
use contract::locale::Lang;
use contract::people::{Column, ImportFile};
use leptos::prelude::*;

use crate::components::card::{Card, CardKind};
use crate::components::choice_card::{Choice, ChoiceCards, Pick};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Faults, Field, Input};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::table::Table;
use crate::page::{Frame, Page, PageContext};
use crate::words::people as words;

/// What spreadsheet programs call a CSV file.
const ACCEPT: &str = ".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values";

/// The columns in the order of the template.
const COLUMNS: [Column; 12] = [
    Column::StaffCode,
    Column::FullName,
    Column::AddressForm,
    Column::Email,
    Column::UnitPath,
    Column::Post,
    Column::PostType,
    Column::Field,
    Column::HeadOfUnit,
    Column::ReportsTo,
    Column::From,
    Column::To,
];

/// The page.
pub fn page(context: &PageContext, invalid: &[FieldFault], upload_gone: bool) -> Page {
    let lang = context.lang;
    let wrong = Faults::new(lang, invalid, |lang, _| words::no_file(lang).to_owned());
    let people_error = wrong.of("people");
    let gone = upload_gone.then(|| {
        view! { <Notice kind=NoticeKind::Caution><p>{words::upload_gone(lang)}</p></Notice> }
    });
    let back = ("/people".to_owned(), words::back_to_people(lang).to_owned());
    let complete = Choice::new("on", words::complete(lang)).hint(words::complete_hint(lang));
    let main = view! {
        <PageHeading
            title=words::import_title(lang) subtitle=words::import_lead(lang) back=Some(back)
        />
        <ErrorSummary lang=lang faults=wrong label=move |_| words::people_file(lang).to_owned() />
        {gone}
        <div class="stack">
            <Card id="choose" title=words::choose_files(lang)>
                <form class="form" method="post" action="/people/import" enctype="multipart/form-data">
                    <Field
                        lang=lang name="people" label=words::people_file(lang)
                        hint=words::people_file_hint(lang) input=Input::File(ACCEPT)
                        error=people_error
                    />
                    <Field
                        lang=lang name="units" label=words::units_file(lang)
                        hint=words::units_file_hint(lang) input=Input::File(ACCEPT) optional=true
                    />
                    <ChoiceCards
                        lang=lang name="complete" legend=words::scope(lang)
                        choices=vec![complete] pick=Pick::Many optional=true
                    />
                    <div class="button-row">
                        <button class="button" type="submit">{words::try_out(lang)}</button>
                    </div>
                </form>
            </Card>
            {columns(lang)}
        </div>
    };
    Page {
        title: words::import_title(lang).to_owned(),
        frame: Frame::Staff,
        section: Some("/people"),
        islands: false,
        main: main.into_any(),
    }
}

fn columns(lang: Lang) -> AnyView {
    let rows: Vec<AnyView> = COLUMNS
        .iter()
        .map(|column| {
            view! {
                <tr>
                    <th scope="row">{words::heading(lang, ImportFile::People, *column)}</th>
                    <td>{words::about(lang, *column)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <Card id="columns" title=words::columns_title(lang) kind=CardKind::Quiet>
            <Table id="columns-caption" caption=words::columns_caption(lang) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{words::column(lang)}</th>
                        <th scope="col">{words::column_holds(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
            <h3>{words::templates(lang)}</h3>
            <div class="button-row">
                <a class="button-secondary" href="/people/import/people.csv" download="">
                    {words::people_template(lang)}
                </a>
                <a class="button-secondary" href="/people/import/units.csv" download="">
                    {words::units_template(lang)}
                </a>
            </div>
        </Card>
    }
    .into_any()
}
