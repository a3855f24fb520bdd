//! Instruments and task lists, for the tests of this island and of the plain form.

use contract::campaigns::{CampaignHead, Mode, Purpose};
use contract::ids::SubjectId;
use contract::instruments::{
    ChoiceQuestion, Competency, Familiarity, FamiliarityLevel, ForcedChoice, Instrument, Item,
    Prompt, Scale,
};
use contract::invitations::{Task, TaskList, Way};
use contract::locale::Localized;
use contract::raters::Relation;

/// An instrument with a competency of so many items each, five levels per item,
/// familiarity, choices and three prompts.
pub fn instrument(items_per_competency: &[usize]) -> Instrument {
    let ids: Vec<String> = (0..items_per_competency.len())
        .map(|at| format!("c{at}"))
        .collect();
    Instrument {
        schema: "toancanh/instrument/1".to_owned(),
        id: "test".to_owned(),
        version: 1,
        title: text("title"),
        about: text("about"),
        scale: Scale { min: 1, max: 5 },
        instruction: None,
        self_instruction: None,
        familiarity: Some(Familiarity {
            question: text("familiarity"),
            levels: ["often", "little"]
                .map(|id| FamiliarityLevel {
                    id: id.to_owned(),
                    label: text(id),
                    way_out: None,
                })
                .to_vec(),
        }),
        cannot_judge: text("cannot judge"),
        self_cannot_judge: None,
        competencies: ids
            .iter()
            .map(|id| Competency {
                id: id.clone(),
                title: text(id),
                short: text(id),
                about: text(id),
            })
            .collect(),
        items: ids
            .iter()
            .zip(items_per_competency)
            .flat_map(|(id, n_items)| (0..*n_items).map(move |at| item(id, at)))
            .collect(),
        forced_choice: Some(ForcedChoice {
            strongest: choice("strongest", 2),
            improve_first: choice("improve first", 1),
        }),
        prompts: ["begin", "stop", "continue"]
            .map(|id| Prompt {
                id: id.to_owned(),
                question: text(id),
                self_question: text(id),
            })
            .to_vec(),
    }
}

fn item(competency: &str, at: usize) -> Item {
    Item {
        id: format!("{competency}-{at}"),
        competency: competency.to_owned(),
        short: text("short"),
        stem: text("stem"),
        self_stem: text("self stem"),
        anchors: (1..=5)
            .map(|level| text(&format!("level {level}")))
            .collect(),
    }
}

fn choice(question: &str, count: u8) -> ChoiceQuestion {
    ChoiceQuestion {
        question: text(question),
        self_question: text(question),
        count,
    }
}

fn text(text: &str) -> Localized {
    Localized {
        vi: text.to_owned(),
        en: text.to_owned(),
    }
}

/// A task about the subject with this number, whom a peer rates.
pub fn task(number: u8, way: Way) -> Task {
    Task {
        subject: SubjectId(
            format!("00000000-0000-4000-8000-0000000000{number:02x}")
                .parse()
                .unwrap(),
        ),
        relation: Relation::Peer,
        full_name: "Trần Thị Minh Hạnh".to_owned(),
        name: "đồng chí Hạnh".to_owned(),
        post: "Chánh Văn phòng".to_owned(),
        unit: "Văn phòng".to_owned(),
        n_invited: 9,
        attributed: false,
        way,
    }
}

/// The list of these tasks, with two competencies to answer about.
pub fn task_list(tasks: Vec<Task>) -> TaskList {
    TaskList {
        rater: "5e".repeat(16),
        campaign: CampaignHead {
            id: "11111111-1111-4111-8111-111111111111".parse().unwrap(),
            code: "2026-q4".to_owned(),
            title: Localized {
                vi: "Kỳ quý IV".to_owned(),
                en: "Quarter IV".to_owned(),
            },
            purpose: Purpose::Reference,
            mode: Mode::Confidential,
            k: 5,
            k_text: 6,
            opens_on: "2026-11-01".to_owned(),
            closes_on: "2026-11-30".to_owned(),
            released_on: Some("2026-12-05".to_owned()),
            protocol_hash: "ab".repeat(32),
        },
        instrument: instrument(&[2, 3]),
        envelope_bytes: 16_384,
        tasks,
    }
}
