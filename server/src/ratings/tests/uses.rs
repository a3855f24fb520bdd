//! What these tests are written with: a small file, what is said about it, and a program.

use contract::ratings::{RatingsFaultKind, RatingsForm, RatingsPlace, RatingsRun};
use store::Engine;
use store::fixture::Vaults;
use time::macros::datetime;

use crate::accounts::Actor;
use crate::clock::Clock;
use crate::keys::Keys;
use crate::ratings::{RatingsFile, apply, dry_run};
use crate::state::{App, Parts};

/// Two subjects rated by six subordinates each; the second is rated by two peers as well.
pub const FILE: &str = "\
Mã,Nhóm,Ai,Gắn kết,Dẫn dắt
CB1,cấp dưới,a,1,2
CB1,cấp dưới,b,2,3
CB1,cấp dưới,c,3,4
CB1,cấp dưới,d,4,5
CB1,cấp dưới,e,5,
CB1,cấp dưới,f,3,3.5
CB2,cấp dưới,a,5,4
CB2,cấp dưới,b,4,4
CB2,cấp dưới,c,4,4
CB2,cấp dưới,d,5,4
CB2,cấp dưới,e,4,4
CB2,cấp dưới,f,4,4
CB2,đồng cấp,g,2,2
CB2,đồng cấp,h,3,2
";

/// What is said about [`FILE`]; nothing is missing.
pub fn form() -> RatingsForm {
    RatingsForm {
        subject: "Mã".to_owned(),
        rater: "Ai".to_owned(),
        relation_column: "Nhóm".to_owned(),
        items: vec!["Gắn kết,Dẫn dắt".to_owned()],
        scale: "1:5".to_owned(),
        code: "khao-sat".to_owned(),
        title_vi: "Khảo sát cũ".to_owned(),
        title_en: "An old survey".to_owned(),
        purpose: "development".to_owned(),
        weights: "peer=40,subordinate=60".to_owned(),
        k: "5".to_owned(),
        merge: "none".to_owned(),
        from: "01/06/2026".to_owned(),
        to: "30/06/2026".to_owned(),
        ..RatingsForm::default()
    }
}

/// A file with its form.
pub fn file(content: impl Into<Vec<u8>>, form: RatingsForm) -> RatingsFile {
    RatingsFile {
        content: content.into(),
        form,
    }
}

/// The small file as it should be.
pub fn good() -> RatingsFile {
    file(FILE, form())
}

/// A program over two fresh vaults.
pub struct Program {
    pub app: App,
    pub vaults: Vaults,
}

impl Program {
    pub async fn new(engine: Engine) -> Self {
        let vaults = store::fixture::fresh(engine).await;
        let app = App::new(Parts {
            roster: vaults.roster.clone(),
            ballots: vaults.ballots.clone(),
            clock: Clock::Fixed(datetime!(2026-10-05 02:00 UTC)),
            keys: Keys::draw().unwrap(),
            bundle: app::page::Bundle::default(),
            public_url: "http://toancanh.example".to_owned(),
        });
        Self { app, vaults }
    }

    pub async fn try_out(&self, file: RatingsFile) -> RatingsRun {
        dry_run(&self.app, &Actor::System, file).await.unwrap()
    }

    /// Both steps.
    pub async fn import(&self, file: RatingsFile) -> RatingsRun {
        let run = self.try_out(file.clone()).await;
        assert_eq!(run.faults.first, []);
        apply(&self.app, &Actor::System, file, &run.hash)
            .await
            .unwrap()
    }

    /// What is wrong, each with its place: `--name`, `file`, or row and heading.
    pub async fn faults(&self, file: RatingsFile) -> Vec<(String, RatingsFaultKind)> {
        let run = self.try_out(file).await;
        assert_eq!(run.faults.n as usize, run.faults.first.len());
        let told = |place| match place {
            RatingsPlace::Field(name) => format!("--{name}"),
            RatingsPlace::File => "file".to_owned(),
            RatingsPlace::Row { row, heading } => {
                format!("{row} {}", heading.unwrap_or_default())
            }
        };
        run.faults
            .first
            .into_iter()
            .map(|fault| (told(fault.place), fault.kind))
            .collect()
    }
}
