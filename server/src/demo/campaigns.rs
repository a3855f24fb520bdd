//! The two campaigns: an earlier one with the whole leadership instrument, and a short one that is
//! open. What an organisation has to decide is decided here as one might.

use contract::drafts::DraftForm;
use time::Date;

use super::days::Days;
use super::ministry::Ministry;

/// The earlier campaign: opened, closed and released.
pub(super) fn earlier(ministry: &Ministry, days: &Days) -> DraftForm {
    let (year, month) = (days.opened.year(), u8::from(days.opened.month()));
    DraftForm {
        code: format!("gop-y-{year}-{month:02}"),
        title_vi: format!("Góp ý cho lãnh đạo các đơn vị, tháng {month}/{year}"),
        title_en: format!(
            "Feedback for heads of units, {} {year}",
            days.opened.month()
        ),
        instrument: "leadership-public-service".to_owned(),
        ..about_heads(ministry, days.opened, days.closed)
    }
}

/// The one that is open.
pub(super) fn short(ministry: &Ministry, days: &Days) -> DraftForm {
    let (year, month) = (
        days.short_opened.year(),
        u8::from(days.short_opened.month()),
    );
    DraftForm {
        code: format!("gop-y-ngan-{year}-{month:02}"),
        title_vi: format!("Góp ý ngắn, tháng {month}/{year}"),
        title_en: format!("Short feedback, {} {year}", days.short_opened.month()),
        instrument: "quarterly-short".to_owned(),
        ..about_heads(ministry, days.short_opened, days.short_closes)
    }
}

fn about_heads(ministry: &Ministry, opens_on: Date, closes_on: Date) -> DraftForm {
    DraftForm {
        purpose: "development".to_owned(),
        weight_superior: "30".to_owned(),
        weight_peer: "30".to_owned(),
        weight_subordinate: "40".to_owned(),
        k: "5".to_owned(),
        merge: "others".to_owned(),
        subjects: "heads_of".to_owned(),
        units: ministry.departments.join("\n"),
        opens_on: opens_on.to_string(),
        closes_on: closes_on.to_string(),
        expected_response: "80".to_owned(),
        ..DraftForm::default()
    }
}
