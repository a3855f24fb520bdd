//! A section: about five items that scroll on one page.

use std::ops::Range;

use contract::ballots::ItemAnswer;

use super::frame::{Progress, next, promise, top};
use super::item::{Choice, Question, question};
use super::{Subject, part_title};
use crate::islands::survey::browser::dom::El;
use crate::words::survey as words;

pub(super) fn section(subject: &Subject, part: usize, items: Range<usize>) -> Vec<El> {
    let lang = subject.desk.lang;
    let title = part_title(lang, subject.instrument(), part);
    let mut page = top(subject, Progress::Part(part), &title);
    page.extend(items.map(|item| one(subject, item)));
    page.extend(next(subject, words::next(lang)));
    page.push(promise(subject));
    page
}

/// The id of an item's question on the page.
pub(super) fn question_id(item: usize) -> String {
    ["item-", &item.to_string()].concat()
}

/// The question of an item, in the words that fit this rater.
pub(super) fn stem(subject: &Subject, item: usize) -> String {
    let item = &subject.instrument().items[item];
    subject.fill_either(&item.stem, &item.self_stem)
}

/// The answer that is not a point of the scale, in the words that fit this rater.
pub(super) fn cannot_judge(subject: &Subject) -> String {
    let instrument = subject.instrument();
    let oneself = instrument.self_cannot_judge.as_ref();
    subject.fill_either(
        &instrument.cannot_judge,
        oneself.unwrap_or(&instrument.cannot_judge),
    )
}

fn one(subject: &Subject, at: usize) -> El {
    let mut choices = Vec::new();
    let instrument = subject.instrument();
    for (level, anchor) in (instrument.scale.min..).zip(&instrument.items[at].anchors) {
        choices.push(Choice {
            value: ItemAnswer::Level(level).into(),
            label: subject.fill(anchor),
            apart: false,
        });
    }
    choices.push(Choice {
        value: ItemAnswer::CannotJudge.into(),
        label: cannot_judge(subject),
        apart: true,
    });
    let asked = Question {
        id: question_id(at),
        legend: stem(subject, at),
        choices,
        chosen: Box::new(move |answers| match answers.items.get(at) {
            None | Some(ItemAnswer::Blank) => None,
            Some(answer) => Some((*answer).into()),
        }),
        choose: Box::new(move |answers, value| {
            let answer = value.and_then(|value| ItemAnswer::try_from(value).ok());
            answers.items[at] = answer.unwrap_or_default();
        }),
    };
    question(subject.desk, asked)
}
