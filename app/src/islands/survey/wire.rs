//! Reads the JSON that the server sends and the browser keeps, field by field, out of a parsed tree.
//!
//! The types of `contract` could read themselves, but their derived readers were the largest part of
//! the client module: some 90 of its 850 KB. Here every field is named again. A field that is added
//! there and not here does not compile; one that is read wrongly fails the tests below, which compare
//! with the derived readers.

use contract::ballots::{Answers, ItemAnswer, Receipt};
use contract::campaigns::{CampaignHead, Mode, Purpose};
use contract::instruments::{
    ChoiceQuestion, Competency, Familiarity, FamiliarityLevel, ForcedChoice, Instrument, Item,
    Prompt, Scale,
};
use contract::invitations::{Task, TaskList, Way};
use contract::locale::Localized;
use contract::raters::Relation;
use serde_json::Value;
use uuid::Uuid;

/// A tree and how to read its fields.
#[derive(Clone, Copy)]
pub struct Node<'a>(&'a Value);

/// Parses a text; `None` when it is no JSON, or `read` does not find what it looks for.
pub fn read<T>(text: &str, read: impl FnOnce(Node<'_>) -> Option<T>) -> Option<T> {
    let tree: Value = serde_json::from_str(text).ok()?;
    read(Node(&tree))
}

impl<'a> Node<'a> {
    /// A field; `None` when it is missing or null.
    pub fn field(self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).map(Node)
    }

    /// A text.
    pub fn text(self, name: &str) -> Option<String> {
        self.0.get(name)?.as_str().map(str::to_owned)
    }

    /// A text with a meaning.
    pub fn word<T>(self, name: &str, meaning: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        meaning(self.0.get(name)?.as_str()?)
    }

    /// A whole number.
    pub fn number<T: TryFrom<i64>>(self, name: &str) -> Option<T> {
        self.field(name)?.as_number()
    }

    fn as_number<T: TryFrom<i64>>(self) -> Option<T> {
        T::try_from(self.0.as_i64()?).ok()
    }

    fn truth(self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    fn localized(self, name: &str) -> Option<Localized> {
        localized(self.field(name)?)
    }

    /// A list; an absent one is empty.
    pub fn list<T>(self, name: &str, read: impl Fn(Self) -> Option<T>) -> Option<Vec<T>> {
        match self.field(name) {
            Some(Node(value)) => value
                .as_array()?
                .iter()
                .map(|entry| read(Node(entry)))
                .collect(),
            None => Some(Vec::new()),
        }
    }

    /// An id.
    pub fn id(self, name: &str) -> Option<Uuid> {
        self.word(name, |text| Uuid::parse_str(text).ok())
    }

    /// A relation.
    pub fn relation(self, name: &str) -> Option<Relation> {
        self.word(name, Relation::parse)
    }
}

/// A text in both languages.
pub fn localized(node: Node<'_>) -> Option<Localized> {
    Some(Localized {
        vi: node.text("vi")?,
        en: node.text("en")?,
    })
}

/// What an invitation opens.
pub fn task_list(node: Node<'_>) -> Option<TaskList> {
    Some(TaskList {
        rater: node.text("rater")?,
        campaign: campaign(node.field("campaign")?)?,
        instrument: instrument(node.field("instrument")?)?,
        envelope_bytes: node.number("envelope_bytes")?,
        tasks: node.list("tasks", task)?,
    })
}

fn campaign(node: Node<'_>) -> Option<CampaignHead> {
    Some(CampaignHead {
        id: contract::ids::CampaignId(node.id("id")?),
        code: node.text("code")?,
        title: node.localized("title")?,
        purpose: node.word("purpose", |word| match word {
            "development" => Some(Purpose::Development),
            "reference" => Some(Purpose::Reference),
            _ => None,
        })?,
        mode: node.word("mode", |word| {
            (word == "confidential").then_some(Mode::Confidential)
        })?,
        k: node.number("k")?,
        k_text: node.number("k_text")?,
        opens_on: node.text("opens_on")?,
        closes_on: node.text("closes_on")?,
        released_on: node.text("released_on"),
        protocol_hash: node.text("protocol_hash")?,
    })
}

fn task(node: Node<'_>) -> Option<Task> {
    Some(Task {
        subject: contract::ids::SubjectId(node.id("subject")?),
        relation: node.relation("relation")?,
        full_name: node.text("full_name")?,
        name: node.text("name")?,
        post: node.text("post")?,
        unit: node.text("unit")?,
        n_invited: node.number("n_invited")?,
        attributed: node.truth("attributed")?,
        way: node.word("way", |word| match word {
            "open" => Some(Way::Open),
            "browser" => Some(Way::Browser),
            "form" => Some(Way::Form),
            _ => None,
        })?,
    })
}

fn instrument(node: Node<'_>) -> Option<Instrument> {
    let scale = node.field("scale")?;
    Some(Instrument {
        schema: node.text("schema")?,
        id: node.text("id")?,
        version: node.number("version")?,
        title: node.localized("title")?,
        about: node.localized("about")?,
        scale: Scale {
            min: scale.number("min")?,
            max: scale.number("max")?,
        },
        instruction: node.localized("instruction"),
        self_instruction: node.localized("self_instruction"),
        familiarity: node.field("familiarity").and_then(familiarity),
        cannot_judge: node.localized("cannot_judge")?,
        self_cannot_judge: node.localized("self_cannot_judge"),
        competencies: node.list("competencies", competency)?,
        items: node.list("items", item)?,
        forced_choice: node.field("forced_choice").and_then(forced_choice),
        prompts: node.list("prompts", prompt)?,
    })
}

fn familiarity(node: Node<'_>) -> Option<Familiarity> {
    Some(Familiarity {
        question: node.localized("question")?,
        levels: node.list("levels", |level| {
            Some(FamiliarityLevel {
                id: level.text("id")?,
                label: level.localized("label")?,
                way_out: level.localized("way_out"),
            })
        })?,
    })
}

fn competency(node: Node<'_>) -> Option<Competency> {
    Some(Competency {
        id: node.text("id")?,
        title: node.localized("title")?,
        short: node.localized("short")?,
        about: node.localized("about")?,
    })
}

fn item(node: Node<'_>) -> Option<Item> {
    Some(Item {
        id: node.text("id")?,
        competency: node.text("competency")?,
        short: node.localized("short")?,
        stem: node.localized("stem")?,
        self_stem: node.localized("self_stem")?,
        anchors: node.list("anchors", localized)?,
    })
}

fn forced_choice(node: Node<'_>) -> Option<ForcedChoice> {
    Some(ForcedChoice {
        strongest: choice(node.field("strongest")?)?,
        improve_first: choice(node.field("improve_first")?)?,
    })
}

fn choice(node: Node<'_>) -> Option<ChoiceQuestion> {
    Some(ChoiceQuestion {
        question: node.localized("question")?,
        self_question: node.localized("self_question")?,
        count: node.number("count")?,
    })
}

fn prompt(node: Node<'_>) -> Option<Prompt> {
    Some(Prompt {
        id: node.text("id")?,
        question: node.localized("question")?,
        self_question: node.localized("self_question")?,
    })
}

/// What the box answers.
pub fn receipt(node: Node<'_>) -> Option<Receipt> {
    Some(Receipt {
        envelope: node.text("envelope")?,
    })
}

/// A draft.
pub fn answers(node: Node<'_>) -> Option<Answers> {
    Some(Answers {
        familiarity: node.number("familiarity"),
        items: node.list("items", |item| {
            ItemAnswer::try_from(item.as_number::<i8>()?).ok()
        })?,
        strongest: node.list("strongest", Node::as_number)?,
        improve_first: node.number("improve_first"),
        comments: node.list("comments", |Node(text)| text.as_str().map(str::to_owned))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::survey::builders::{task as task_number, task_list as list_of};

    fn round<T: serde::Serialize>(value: &T) -> String {
        serde_json::to_string(value).unwrap()
    }

    fn tasks() -> TaskList {
        list_of(vec![task_number(1, Way::Open), task_number(2, Way::Form)])
    }

    #[test]
    fn a_task_list_reads_as_its_derived_reader_reads_it() {
        let list = tasks();
        let text = round(&list);
        let by_hand = read(&text, task_list).unwrap();
        assert_eq!(round(&by_hand), text);
        let derived: TaskList = serde_json::from_str(&text).unwrap();
        assert_eq!(round(&by_hand), round(&derived));
    }

    #[test]
    fn the_real_instruments_read_whole() {
        for text in [
            include_str!("../../../../server/instruments/leadership-public-service.json"),
            include_str!("../../../../server/instruments/quarterly-short.json"),
        ] {
            let derived: Instrument = serde_json::from_str(text).unwrap();
            assert_eq!(read(text, instrument), Some(derived));
        }
    }

    #[test]
    fn words_that_only_other_states_use_read_too() {
        let mut list = tasks();
        list.campaign.purpose = Purpose::Development;
        list.campaign.released_on = None;
        list.tasks[0].way = Way::Browser;
        list.instrument.familiarity = None;
        list.instrument.forced_choice = None;
        list.instrument.prompts.clear();
        let text = round(&list);
        assert_eq!(round(&read(&text, task_list).unwrap()), text);
    }

    #[test]
    fn answers_read_as_they_were_written() {
        let answered = Answers {
            familiarity: Some(2),
            items: vec![
                ItemAnswer::Level(5),
                ItemAnswer::CannotJudge,
                ItemAnswer::Blank,
            ],
            strongest: vec![0, 3],
            improve_first: Some(1),
            comments: vec!["Nên “họp” ngắn hơn\n".to_owned(), String::new()],
        };
        assert_eq!(read(&round(&answered), answers), Some(answered));
        assert_eq!(read("{}", answers), Some(Answers::default()));
    }

    #[test]
    fn what_is_spoilt_reads_as_nothing() {
        let text = round(&tasks());
        for spoilt in [
            text.replace("\"open\"", "\"ajar\""),
            text.replace("16384", "-1"),
            text.replace("\"vi\"", "\"fr\""),
            text[..text.len() - 1].to_owned(),
        ] {
            assert!(read(&spoilt, task_list).is_none(), "{spoilt}");
        }
        assert_eq!(read("[1]", receipt), None);
    }
}
