//! What one page of the form sends, the next understands; no page leads past a question; and what
//! the pages promise is what holds for each part.

use contract::ballots::{Answers, ItemAnswer};
use contract::ids::{CampaignId, SubjectId};
use contract::instruments::Instrument;
use contract::invitations::{Task, Way};
use contract::locale::Lang;
use contract::raters::Relation;

use super::carried::{Carried, Unreadable};
use super::form::{self, Showing};
use super::receipt::{self, Received};
use super::step::{Go, Step};
use super::tasks;
use crate::islands::survey::builders::{task, task_list};
use crate::page::{Bundle, Page, PageContext, render};
use crate::words::confidential as words;

fn instrument() -> Instrument {
    serde_json::from_str(include_str!(
        "../../../../server/instruments/leadership-public-service.json"
    ))
    .expect("the instrument reads")
}

fn carried(instrument: &Instrument) -> Carried {
    let mut items = vec![ItemAnswer::Blank; instrument.items.len()];
    items[0] = ItemAnswer::Level(5);
    items[3] = ItemAnswer::CannotJudge;
    let campaign: CampaignId = "00000000-0000-4000-8000-000000000001".parse().unwrap();
    let subject: SubjectId = "00000000-0000-4000-8000-000000000002".parse().unwrap();
    Carried {
        rater: "5e".repeat(16),
        campaign,
        subject,
        code: "ab".repeat(16),
        key: "cd".repeat(32),
        submission: "00000000-0000-4000-8000-000000000003".to_owned(),
        edit: true,
        answers: Answers {
            familiarity: Some(1),
            items,
            strongest: vec![0, 2],
            improve_first: Some(3),
            comments: vec![
                "dòng một\ndòng hai".to_owned(),
                String::new(),
                "\"<&>".to_owned(),
            ],
        },
    }
}

#[test]
fn a_form_reads_back_as_it_was_written() {
    let instrument = instrument();
    let written = carried(&instrument);
    assert_eq!(Carried::read(&written.fields(), &instrument), Ok(written));
}

#[test]
fn blank_again_reads_as_blank() {
    let instrument = instrument();
    let mut fields = carried(&instrument).fields();
    for (name, value) in &mut fields {
        if ["item-0", "familiarity", "improve"].contains(&name.as_str()) {
            *value = "-1".to_owned();
        }
    }
    let read = Carried::read(&fields, &instrument).unwrap();
    assert_eq!(read.answers.items[0], ItemAnswer::Blank);
    assert_eq!(read.answers.familiarity, None);
    assert_eq!(read.answers.improve_first, None);
}

#[test]
fn a_form_of_somebody_elses_making_is_unreadable() {
    let instrument = instrument();
    for (name, value) in [
        ("item-0", "x"),
        ("item-0", "-9"),
        ("subject", "1"),
        ("strongest", ""),
    ] {
        let mut fields = carried(&instrument).fields();
        fields.retain(|(known, _)| known != name);
        fields.push((name.to_owned(), value.to_owned()));
        assert_eq!(
            Carried::read(&fields, &instrument),
            Err(Unreadable),
            "{name}={value}"
        );
    }
    let mut fields = carried(&instrument).fields();
    fields.retain(|(known, _)| known != "code");
    assert_eq!(Carried::read(&fields, &instrument), Err(Unreadable));
}

#[test]
fn going_on_meets_every_page_once_and_going_back_leads_to_the_start() {
    let instrument = instrument();
    let answers = carried(&instrument).answers;
    let mut step = Step::Start;
    let mut met = vec![step];
    while step != Step::Review {
        step = step.next(&instrument, Relation::Peer, &answers);
        met.push(step);
    }
    assert_eq!(met.len(), 2 + 6);
    for expected in met.iter().rev().skip(1) {
        step = step.back(&instrument);
        assert_eq!(step, *expected);
    }
    for step in met {
        assert_eq!(Step::read(&step.name(), &instrument), Some(step));
        let go = Go::To(step);
        assert_eq!(Go::read(&go.name(), &instrument), Some(go));
    }
    assert_eq!(Step::read("part-6", &instrument), None);
}

#[test]
fn who_knows_the_subject_little_is_offered_a_way_out_and_nobody_else() {
    let instrument = instrument();
    let mut answers = carried(&instrument).answers;
    for (level, expected) in [(0, Step::Part(0)), (1, Step::Part(0)), (2, Step::WayOut)] {
        answers.familiarity = Some(level);
        assert_eq!(
            Step::Start.next(&instrument, Relation::Peer, &answers),
            expected
        );
    }
    assert_eq!(
        Step::Start.next(&instrument, Relation::Oneself, &answers),
        Step::Part(0)
    );
    assert_eq!(
        Step::WayOut.next(&instrument, Relation::Peer, &answers),
        Step::Part(0)
    );
}

fn html(page: impl FnOnce(&PageContext) -> Page) -> String {
    let context = PageContext {
        lang: Lang::Vi,
        path: String::new(),
        viewer: None,
        organisation: String::new(),
        fictitious: false,
        bundle: Bundle::default(),
    };
    render(&context, page)
}

/// A page of the form about this task, with what was answered so far.
fn form_page(task: &Task, step: Step, familiarity: Option<u8>) -> String {
    let list = task_list(vec![task.clone()]);
    let mut carried = carried(&list.instrument);
    carried.answers.familiarity = familiarity;
    let showing = Showing {
        list: &list,
        task,
        carried: &carried,
        step,
        fault: None,
    };
    html(|context| form::page(context, showing))
}

fn attributed() -> Task {
    Task {
        relation: Relation::Superior,
        n_invited: 1,
        attributed: true,
        ..task(1, Way::Open)
    }
}

#[test]
fn the_list_says_of_each_part_from_how_many_on_it_is_shown_or_that_it_is_shown_as_ones_own() {
    let list = task_list(vec![task(1, Way::Open), attributed()]);
    let page = html(|context| tasks::page(context, &list, None));
    assert_eq!(page.matches("chỉ hiện khi có từ 5 phiếu").count(), 1);
    assert!(page.contains(&words::shown_from(Lang::Vi, 9, 5)));
    assert!(page.contains(words::shown_as(Lang::Vi, Relation::Superior)));
    assert!(page.contains("trừ phần báo trước là hiện rõ người trả lời"));
}

#[test]
fn who_is_shown_is_not_promised_that_his_name_is_not_kept() {
    let page = form_page(&attributed(), Step::Start, None);
    assert!(page.contains(words::shown_as(Lang::Vi, Relation::Superior)));
    assert!(!page.contains("không lưu kèm tên anh/chị"));
    let page = form_page(&task(1, Way::Open), Step::Start, None);
    assert!(page.contains("không lưu kèm tên anh/chị"));
}

#[test]
fn the_review_shows_the_first_question_with_the_others() {
    let answered = form_page(&task(1, Way::Open), Step::Review, Some(1));
    let given = answered
        .split_once(words::your_answers(Lang::Vi))
        .unwrap()
        .1;
    let entry = "<dt>familiarity</dt><dd>little</dd>";
    assert!(given.contains(entry), "{given}");
    let blank = form_page(&task(1, Way::Open), Step::Review, None);
    assert!(blank.contains("<dt>familiarity</dt><dd>Để trống</dd>"));
    // Nobody is asked how well he knows himself.
    let own = Task {
        relation: Relation::Oneself,
        ..attributed()
    };
    assert!(!form_page(&own, Step::Review, None).contains("<dt>familiarity</dt>"));
}

#[test]
fn every_page_about_the_campaign_names_its_protocol() {
    let list = task_list(vec![task(1, Way::Open)]);
    let hash = &list.campaign.protocol_hash;
    let mut pages = vec![
        html(|context| tasks::page(context, &list, None)),
        html(|context| receipt::page(context, &list.campaign, Received::Now, "0123")),
    ];
    let steps = [Step::Start, Step::WayOut, Step::Part(0), Step::Review];
    pages.extend(steps.map(|step| form_page(&list.tasks[0], step, None)));
    for page in pages {
        assert_eq!(page.matches(hash.as_str()).count(), 1, "{page}");
    }
}
