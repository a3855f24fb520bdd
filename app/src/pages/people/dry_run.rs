//! What a dry run found: first the faults, if any, then what would be added, changed and removed.

use contract::locale::Lang;
use contract::people::{Change, DryRun, ImportFault, Listed, Merger};
use leptos::prelude::*;

use crate::components::card::{Card, CardKind};
use crate::components::heading::PageHeading;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::table::Table;
use crate::format;
use crate::page::{Frame, Page, PageContext};
use crate::words::{import_faults, people as words};

/// The page. `stale`: it was asked to apply another dry run than this one.
pub fn page(context: &PageContext, upload: &str, run: &DryRun, stale: bool) -> Page {
    let lang = context.lang;
    let back = (
        "/people/import".to_owned(),
        words::another_file(lang).to_owned(),
    );
    let scope = if run.complete {
        words::is_complete(lang)
    } else {
        words::is_partial(lang)
    };
    let kicker = vec![words::n_rows(lang, &format::count(lang, run.n_rows))];
    let main = view! {
        <PageHeading title=words::result_title(lang) subtitle=scope kicker=kicker back=Some(back) />
        {stale.then(|| view! {
            <Notice kind=NoticeKind::Caution><p>{words::stale(lang)}</p></Notice>
        })}
        <div class="stack">
            {verdict(lang, upload, run)}
            {faults(lang, &run.faults)}
            {changes(lang, "additions", words::additions(lang), &run.additions)}
            {changes(lang, "changes", words::changes(lang), &run.changes)}
            {changes(lang, "removals", words::removals(lang), &run.removals)}
            {lines(lang, "new-units", words::new_units(lang), &run.new_units, Clone::clone)}
            {lines(lang, "mergers", words::mergers(lang), &run.mergers, |merger| told(lang, merger))}
            {lines(
                lang, "dropped-mergers", words::dropped_mergers(lang), &run.dropped_mergers,
                |merger| told(lang, merger),
            )}
        </div>
    };
    Page {
        title: words::result_title(lang).to_owned(),
        frame: Frame::Staff,
        section: Some("/people"),
        islands: false,
        main: main.into_any(),
    }
}

/// Whether it can be applied, the figures, and the button.
fn verdict(lang: Lang, upload: &str, run: &DryRun) -> AnyView {
    let n_faults = run.faults.n;
    let (kind, text) = if n_faults > 0 {
        let count = format::count(lang, n_faults);
        (
            NoticeKind::Danger,
            words::with_faults(lang, n_faults, &count),
        )
    } else if run.changes_anything() {
        (NoticeKind::Info, words::without_faults(lang).to_owned())
    } else {
        (NoticeKind::Done, words::without_changes(lang).to_owned())
    };
    let figures: Vec<AnyView> = figures(lang, run)
        .into_iter()
        .map(|(label, n)| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="number">{format::count(lang, n)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let apply = (n_faults == 0 && run.changes_anything()).then(|| {
        view! {
            <form method="post" action="/people/import/apply">
                <input type="hidden" name="upload" value=upload.to_owned() />
                <input type="hidden" name="hash" value=run.hash.clone() />
                <div class="button-row">
                    <button class="button" type="submit">{words::apply(lang)}</button>
                    <a class="button-secondary" href="/people/import">{words::another_file(lang)}</a>
                </div>
            </form>
        }
    });
    let again = apply.is_none().then(|| {
        view! {
            <div class="button-row">
                <a class="button" href="/people/import">{words::another_file(lang)}</a>
            </div>
        }
    });
    view! {
        <Card id="verdict" title=words::figures(lang) kind=CardKind::First>
            <Notice kind=kind><p>{text}</p></Notice>
            <Table id="figures" caption=words::figures_caption(lang) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{words::what(lang)}</th>
                        <th scope="col" class="number">{words::how_many(lang)}</th>
                    </tr>
                </thead>
                <tbody>{figures}</tbody>
            </Table>
            {apply}
            {again}
        </Card>
    }
    .into_any()
}

fn figures(lang: Lang, run: &DryRun) -> Vec<(&'static str, u64)> {
    let mut figures = vec![
        (words::additions(lang), run.additions.n),
        (words::changes(lang), run.changes.n),
    ];
    if run.complete {
        figures.push((words::removals(lang), run.removals.n));
    }
    figures.extend(
        [
            (words::new_units(lang), run.new_units.n),
            (words::mergers(lang), run.mergers.n),
            (words::dropped_mergers(lang), run.dropped_mergers.n),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0),
    );
    figures.push((words::faults_title(lang), run.faults.n));
    figures
}

fn faults(lang: Lang, faults: &Listed<ImportFault>) -> Option<AnyView> {
    let units_too = faults
        .first
        .iter()
        .any(|fault| fault.file == contract::people::ImportFile::Units);
    let rows: Vec<AnyView> = faults
        .first
        .iter()
        .map(|fault| {
            let row = fault
                .row
                .map_or_else(|| words::whole_file(lang).to_owned(), |row| row.to_string());
            let column = fault
                .column
                .map_or("–", |column| words::heading(lang, fault.file, column));
            let file = units_too.then(|| {
                view! { <td>{words::file_name(lang, fault.file)}</td> }
            });
            view! {
                <tr>
                    {file}
                    <td class="number">{row}</td>
                    <td>{column}</td>
                    <td>{import_faults::explain(lang, &fault.kind)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let file = units_too.then(|| view! { <th scope="col">{words::file(lang)}</th> });
    let more = left_out(lang, faults);
    (faults.n > 0).then(|| {
        view! {
            <Card id="faults" title=words::faults_title(lang)>
                <Table id="faults-caption" caption=words::faults_caption(lang) caption_hidden=true>
                    <thead>
                        <tr>
                            {file}
                            <th scope="col" class="number">{words::row(lang)}</th>
                            <th scope="col">{words::column(lang)}</th>
                            <th scope="col">{words::fault(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Table>
                {more}
            </Card>
        }
        .into_any()
    })
}

fn changes(
    lang: Lang,
    id: &'static str,
    title: &'static str,
    changes: &Listed<Change>,
) -> Option<AnyView> {
    lines(lang, id, title, changes, |change| {
        let who = format!("{} ({})", change.full_name, change.staff_code);
        if change.columns.is_empty() {
            return who;
        }
        format!("{who} · {}", words::changes_of(lang, &change.columns))
    })
}

fn told(lang: Lang, merger: &Merger) -> String {
    let line = words::unit_merged(lang, &merger.unit_path, &merger.predecessor_path);
    match merger.merged_on {
        Some(day) => format!("{line} · {}", format::date(lang, day)),
        None => line,
    }
}

fn lines<T>(
    lang: Lang,
    id: &'static str,
    title: &'static str,
    list: &Listed<T>,
    line: impl Fn(&T) -> String,
) -> Option<AnyView> {
    let items: Vec<AnyView> = list
        .first
        .iter()
        .map(|item| view! { <li>{line(item)}</li> }.into_any())
        .collect();
    let title = format!("{title}: {}", format::count(lang, list.n));
    let more = left_out(lang, list);
    (list.n > 0).then(|| {
        view! {
            <Card id=id title=title>
                <ul>{items}</ul>
                {more}
            </Card>
        }
        .into_any()
    })
}

fn left_out<T>(lang: Lang, list: &Listed<T>) -> Option<AnyView> {
    let n = list.n_left_out();
    (n > 0).then(|| {
        let text = words::left_out(lang, n, &format::count(lang, n));
        view! { <p>{text}</p> }.into_any()
    })
}
