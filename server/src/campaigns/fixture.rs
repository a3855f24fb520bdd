//! For tests: a small ministry on the roster, and a draft about its two heads of department.

use contract::drafts::DraftForm;
use store::Vault;
use store::fixture::insert;
use store::roster::entities::{person, post, reporting_line, unit};
use uuid::Uuid;

use super::{Confirmed, create, open};
use crate::accounts::Actor;
use crate::fixture::Fixture;
use crate::instruments;
use crate::state::App;

/// Person 1 leads the ministry; 2 and 3 head a department each and report to 1; 10 to 16 report to
/// 2, and 20 to 22 to 3. The subjects are 2 and 3: 16 assignments of 13 people.
pub async fn ministry() -> Fixture {
    let fixture = Fixture::new().await;
    instruments::keep_shipped(&fixture.app.roster)
        .await
        .unwrap();
    let vault = fixture.app.roster.vault();
    let units = ["Bộ", "Bộ/Vụ Tổ chức", "Bộ/Vụ Kế hoạch"];
    for (at, path) in units.into_iter().enumerate() {
        let row = unit::Model {
            id: Uuid::from_u128(at as u128 + 1),
            path: path.to_owned(),
            name: path.to_owned(),
            parent_id: None,
            sort_key: vec![at as u8],
        };
        insert(vault, row).await;
    }
    add_person(vault, 1, 1, true, None).await;
    add_person(vault, 2, 2, true, Some(1)).await;
    add_person(vault, 3, 3, true, Some(1)).await;
    for n in 10..17 {
        add_person(vault, n, 2, false, Some(2)).await;
    }
    for n in 20..23 {
        add_person(vault, n, 3, false, Some(3)).await;
    }
    fixture
}

/// Person number `n`, in a post of unit number `unit` since ever.
pub async fn add_person(vault: &Vault, n: u128, unit: u128, is_head: bool, above: Option<u128>) {
    let (person_id, post_id) = (Uuid::from_u128(n), Uuid::from_u128(1_000 + n));
    let row = person::Model {
        id: person_id,
        staff_code: format!("CB{n:02}"),
        full_name: format!("Nguyễn Văn Số{n}"),
        address_form: Some("đồng chí".to_owned()),
        email: None,
        search_text: String::new(),
        sort_key: vec![n as u8],
        active: true,
    };
    insert(vault, row).await;
    let row = post::Model {
        id: post_id,
        person_id,
        unit_id: Uuid::from_u128(unit),
        title: if is_head {
            "Vụ trưởng"
        } else {
            "Chuyên viên"
        }
        .to_owned(),
        post_type: "regular".to_owned(),
        field: None,
        is_head,
        from_on: None,
        to_on: None,
    };
    insert(vault, row).await;
    if let Some(above) = above {
        let row = reporting_line::Model {
            post_id,
            rank: 0,
            superior_id: Uuid::from_u128(above),
        };
        insert(vault, row).await;
    }
}

/// A form with everything decided.
pub fn form() -> DraftForm {
    DraftForm {
        code: "2026-q4".into(),
        title_vi: "Lấy ý kiến quý IV".into(),
        title_en: "Fourth quarter".into(),
        purpose: "development".into(),
        instrument: "quarterly-short".into(),
        weight_superior: "40".into(),
        weight_peer: "30".into(),
        weight_subordinate: "30".into(),
        k: "5".into(),
        merge: "others".into(),
        subjects: "heads_of".into(),
        units: "Bộ/Vụ Tổ chức\nBộ/Vụ Kế hoạch".into(),
        opens_on: "2026-10-05".into(),
        closes_on: "2026-10-31".into(),
        expected_response: "80".into(),
        ..DraftForm::default()
    }
}

/// The code of the draft made of [`form`].
pub async fn drafted(app: &App) -> String {
    create(app, &Actor::System, &form()).await.unwrap()
}

/// The code of the same, open.
pub async fn opened(app: &App) -> String {
    let code = drafted(app).await;
    open(app, &Actor::System, &code, Confirmed::Unseen)
        .await
        .unwrap();
    code
}
