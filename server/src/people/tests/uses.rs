//! What these tests are written with: a people file built row by row, and a program to import it.

use contract::people::{Column, DryRun, ImportFault, ImportFaultKind, ImportFile};
use store::Engine;
use store::fixture::Vaults;
use time::Date;
use time::macros::{date, datetime};

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::keys::Keys;
use crate::people::dry_run::compare;
use crate::people::roster::RosterPeople;
use crate::people::{ImportFiles, apply, dry_run};
use crate::state::{App, Parts};

pub const TODAY: Date = date!(2026 - 10 - 05);

pub const HEADING: &str = "Mã cán bộ;Họ và tên;Cách xưng hô;Thư điện tử;Đơn vị;Chức vụ;Loại chức vụ;\
    Lĩnh vực phụ trách;Người đứng đầu;Báo cáo cho;Từ ngày;Đến ngày";

/// A row of a people file; what a test does not say is a plain default.
#[derive(Debug, Clone)]
pub struct Row {
    pub code: String,
    pub name: String,
    pub address: &'static str,
    pub email: &'static str,
    pub unit: String,
    pub post: String,
    pub kind: &'static str,
    pub field: &'static str,
    pub head: &'static str,
    pub reports_to: String,
    pub from: String,
    pub to: String,
}

/// Somebody with an ordinary post.
pub fn row(code: &str) -> Row {
    Row {
        code: code.to_owned(),
        name: format!("Nguyễn Văn {code}"),
        address: "",
        email: "",
        unit: "Bộ/Vụ A".to_owned(),
        post: "Chuyên viên".to_owned(),
        kind: "",
        field: "",
        head: "",
        reports_to: String::new(),
        from: "01/01/2024".to_owned(),
        to: String::new(),
    }
}

impl Row {
    pub fn name(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }
    pub fn email(mut self, email: &'static str) -> Self {
        self.email = email;
        self
    }
    pub fn unit(mut self, unit: &str) -> Self {
        self.unit = unit.to_owned();
        self
    }
    pub fn post(mut self, post: &str) -> Self {
        self.post = post.to_owned();
        self
    }
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = field;
        self
    }
    pub fn head(mut self) -> Self {
        self.head = "x";
        self
    }
    pub fn reporting_to(mut self, codes: &str) -> Self {
        self.reports_to = codes.to_owned();
        self
    }
    pub fn from(mut self, from: &str) -> Self {
        self.from = from.to_owned();
        self
    }
    pub fn to(mut self, to: &str) -> Self {
        self.to = to.to_owned();
        self
    }

    fn line(&self) -> String {
        [
            &self.code,
            &self.name,
            self.address,
            self.email,
            &self.unit,
            &self.post,
            self.kind,
            self.field,
            self.head,
            &self.reports_to,
            &self.from,
            &self.to,
        ]
        .map(|field: &str| format!("\"{}\"", field.replace('"', "\"\"")))
        .join(";")
    }
}

/// The file of these rows; the first stands in row 2.
pub fn file(rows: &[Row]) -> ImportFiles {
    let mut text = format!("{HEADING}\r\n");
    for row in rows {
        text.push_str(&row.line());
        text.push_str("\r\n");
    }
    bytes(text)
}

/// A file with this content.
pub fn bytes(content: impl Into<Vec<u8>>) -> ImportFiles {
    ImportFiles {
        people: content.into(),
        units: None,
        complete: false,
    }
}

/// The same as the whole roster.
pub fn whole(mut files: ImportFiles) -> ImportFiles {
    files.complete = true;
    files
}

/// With a units file.
pub fn with_units(mut files: ImportFiles, content: &str) -> ImportFiles {
    files.units = Some(content.as_bytes().to_vec());
    files
}

/// The dry run against an empty roster.
pub fn try_out(files: ImportFiles) -> DryRun {
    let read = files.read().unwrap();
    compare(&read, &RosterPeople::default(), TODAY).dry_run
}

/// The faults of the people file against an empty roster: row, column, kind.
pub fn faults(files: ImportFiles) -> Vec<(Option<u32>, Option<Column>, ImportFaultKind)> {
    in_people(try_out(files).faults.first)
}

pub fn in_people(faults: Vec<ImportFault>) -> Vec<(Option<u32>, Option<Column>, ImportFaultKind)> {
    faults
        .into_iter()
        .inspect(|fault| assert_eq!(fault.file, ImportFile::People))
        .map(|fault| (fault.row, fault.column, fault.kind))
        .collect()
}

fn program(vaults: &Vaults, clock: Clock) -> App {
    App::new(Parts {
        roster: vaults.roster.clone(),
        ballots: vaults.ballots.clone(),
        clock,
        keys: Keys::draw().unwrap(),
        bundle: app::page::Bundle::default(),
        public_url: "http://toancanh.example".to_owned(),
    })
}

/// A program over two fresh vaults.
pub struct Ministry {
    pub app: App,
    pub vaults: Vaults,
}

impl Ministry {
    pub async fn new(engine: Engine) -> Self {
        let vaults = store::fixture::fresh(engine).await;
        let app = program(&vaults, Clock::Fixed(datetime!(2026-10-05 02:00 UTC)));
        Self { app, vaults }
    }

    /// The same vaults, another day.
    pub fn on(&self, day: Date) -> App {
        program(&self.vaults, Clock::Fixed(day.midnight().assume_utc()))
    }

    pub async fn try_out(&self, files: ImportFiles) -> DryRun {
        dry_run(&self.app, &Actor::System, files).await.unwrap()
    }

    /// Both steps.
    pub async fn import(&self, files: ImportFiles) -> DryRun {
        let run = self.try_out(files.clone()).await;
        assert_eq!(run.faults.first, []);
        apply(&self.app, &Actor::System, files, &run.hash)
            .await
            .unwrap()
    }

    /// The roster as lines of text, in an order that does not depend on ids.
    pub async fn roster(&self) -> Vec<String> {
        let snapshot = self.app.roster.people_snapshot().await.unwrap();
        let roster = RosterPeople::from_snapshot(snapshot).unwrap();
        let mut lines = Vec::new();
        for person in &roster.people {
            let state = if person.active { "" } else { " (left)" };
            let email = person.email.as_deref().unwrap_or("-");
            let address = person.address_form.as_deref().unwrap_or("-");
            let code = &person.staff_code;
            lines.push(format!(
                "{code} {} {address} {email}{state}",
                person.full_name
            ));
            for post in &person.posts {
                let terms = &post.terms;
                let day = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
                lines.push(format!(
                    "{code} | {} | {} | {} | {} | {}{} → {} | {}",
                    terms.unit,
                    terms.title,
                    terms.post_type,
                    terms.field.as_deref().unwrap_or("-"),
                    if terms.is_head { "head " } else { "" },
                    day(terms.from),
                    day(terms.to),
                    terms.superiors.join(" "),
                ));
            }
        }
        lines.extend(roster.units.keys().map(|path| format!("unit {path}")));
        lines.extend(
            roster
                .mergers
                .iter()
                .map(|((unit, before), day)| format!("merger {unit} < {before} {day:?}")),
        );
        lines.sort();
        lines
    }
}
