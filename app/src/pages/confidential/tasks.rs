//! Whom the rater is asked about, and which way each part is answered.

use contract::ids::SubjectId;
use contract::invitations::{Task, TaskList, Way};
use contract::locale::Lang;
use leptos::prelude::*;

use super::carried::RATER;
use super::{FORM, promise_general, rater_page};
use crate::components::definition_list::DefinitionList;
use crate::components::field::{Field, Input};
use crate::components::heading::PageHeading;
use crate::components::tag::{Tag, TagKind};
use crate::format;
use crate::page::{Page, PageContext};
use crate::words::{common, confidential as words};

/// The page. `wrong_edit_code` names the part whose edit code was wrong.
pub fn page(context: &PageContext, list: &TaskList, wrong_edit_code: Option<SubjectId>) -> Page {
    let lang = context.lang;
    let campaign = &list.campaign;
    let facts = vec![
        (
            words::purpose_label(lang).to_owned(),
            words::purpose(lang, campaign.purpose).into_any(),
        ),
        (
            words::audience_label(lang).to_owned(),
            words::audience(lang, campaign.k_text).into_any(),
        ),
        (
            words::deadline_label(lang).to_owned(),
            words::deadline(lang, &format::iso_date(lang, &campaign.closes_on)).into_any(),
        ),
        (
            common::protocol_label(lang).to_owned(),
            view! { <code class="hash">{campaign.protocol_hash.clone()}</code> }.into_any(),
        ),
    ];
    let main = view! {
        <PageHeading
            kicker=vec![words::title(lang).to_owned()]
            title=campaign.title.get(lang)
            subtitle=words::tasks_lead(lang, list.tasks.len())
        />
        <div class="survey-facts"><DefinitionList entries=facts /></div>
        <h2 class="survey-tasks-title">{words::tasks_title(lang)}</h2>
        <ul class="survey-tasks">
            {list.tasks.iter().map(|task| {
                part(lang, list, task, wrong_edit_code == Some(task.subject))
            }).collect_view()}
        </ul>
        {promise_general(lang)}
        <form class="survey-foot" method="post" action="/confidential/signout">
            <p>{words::sign_out_why(lang)}</p>
            <button class="button-link" type="submit">{words::sign_out(lang)}</button>
        </form>
    };
    rater_page(campaign.title.get(lang), main.into_any())
}

fn part(lang: Lang, list: &TaskList, task: &Task, wrong_edit_code: bool) -> impl IntoView {
    let kind = match task.way {
        Way::Open => TagKind::Plain,
        Way::Form => TagKind::Done,
        Way::Browser => TagKind::Caution,
    };
    let action = match task.way {
        Way::Open => begin(lang, list, task),
        Way::Form => edit(lang, list, task, wrong_edit_code),
        Way::Browser => view! { <p>{words::answered_in_the_browser(lang)}</p> }.into_any(),
    };
    let shown = if task.attributed {
        words::shown_as(lang, task.relation).to_owned()
    } else {
        words::shown_from(lang, task.n_invited, list.campaign.k)
    };
    view! {
        <li class="card survey-task">
            <div class="survey-task-head">
                <h3>{task.full_name.clone()}</h3>
                <Tag label=words::status(lang, task.way) kind=kind />
            </div>
            <p>{format!("{} · {}", task.post, task.unit)}</p>
            <p>{words::your_role(lang, words::role(lang, task.relation))}</p>
            <p>{shown}</p>
            {action}
        </li>
    }
}

fn begin(lang: Lang, list: &TaskList, task: &Task) -> AnyView {
    view! {
        <form method="post" action=FORM>
            <input type="hidden" name=RATER value=list.rater.clone() />
            <input type="hidden" name="begin" value=task.subject.to_string() />
            <button class="button" type="submit">
                {words::begin(lang)}
                <span class="visually-hidden">
                    {format!(" {}", words::about_name(lang, &task.full_name))}
                </span>
            </button>
        </form>
    }
    .into_any()
}

fn edit(lang: Lang, list: &TaskList, task: &Task, wrong: bool) -> AnyView {
    let name = format!("edit-code-{}", task.subject);
    view! {
        <p>{words::answered_with_the_form(lang)}</p>
        <form method="post" action=FORM autocomplete="off">
            <input type="hidden" name=RATER value=list.rater.clone() />
            <input type="hidden" name="change" value=task.subject.to_string() />
            <Field
                lang=lang
                name=name
                label=words::edit_code_of(lang, &task.full_name)
                input=Input::Code
                error=wrong.then(|| words::wrong_edit_code(lang).to_owned())
            />
            <button class="button-secondary" type="submit">{words::edit_begin(lang)}</button>
        </form>
    }
    .into_any()
}
