//! The report for people.

use contract::locale::Lang;

use super::report::Report;
use crate::output::{self, Aligned, figure, figure_or_dash};

/// Tables under headings; subjects one by one are only in the JSON.
pub fn of(report: &Report, lang: Lang) -> String {
    let say = output::words(lang);
    let mut text = format!(
        "{}: {}  {}: {}  {}: {}\n",
        say("Phiếu", "Ballots"),
        report.n_ballots,
        say("Người được đánh giá", "Subjects"),
        report.n_subjects,
        say("Người chấm", "Raters"),
        report
            .n_raters
            .map_or_else(|| "–".to_owned(), |n| n.to_string()),
    );
    let mut section = |title: &str, table: &Aligned| {
        text.push_str(&format!("\n{title}\n{}", table.text()));
    };
    if !report.icc.is_empty() {
        section(
            say("Tương quan trong lớp", "Intraclass correlations"),
            &iccs(report),
        );
    }
    if let Some(alpha) = &report.alpha {
        let mut table = Aligned::new(["", "alpha"]);
        let interval = interval(alpha.ci);
        table.row(vec![
            "raw".into(),
            format!("{} {interval}", figure(alpha.raw)),
        ]);
        let mut line = |name: &str, value| table.row(vec![name.into(), figure_or_dash(value)]);
        line("standardised", alpha.standardised);
        line("lambda 6", alpha.lambda6);
        line(
            say("giữa những người được đánh giá", "between subjects"),
            alpha.between_subjects,
        );
        line(
            say("giữa các phiếu về cùng một người", "within subjects"),
            alpha.within_subjects,
        );
        line(
            "omega total",
            report.omega.as_ref().and_then(|omega| omega.total),
        );
        line(
            "omega hierarchical",
            report.omega.as_ref().and_then(|omega| omega.hierarchical),
        );
        section(
            say("Nhất quán giữa các câu hỏi", "Consistency of the items"),
            &table,
        );
    }
    section(say("Câu hỏi", "Items"), &items(report));
    let mut table = Aligned::new(["Krippendorff", "alpha", "95 %"]);
    for found in &report.krippendorff {
        table.row(vec![
            found.level.clone(),
            figure_or_dash(found.alpha),
            interval(found.ci),
        ]);
    }
    section(
        say("Điểm trung bình của phiếu", "Means of the ballots"),
        &table,
    );
    section(
        say("Cần bao nhiêu người chấm", "Raters needed"),
        &needed(report),
    );
    for warning in &report.warnings {
        text.push_str(&format!("\n! {}: {}\n", warning.code, warning.text));
    }
    text
}

fn interval(ci: Option<(f64, f64)>) -> String {
    ci.map_or_else(
        || "–".to_owned(),
        |(lo, hi)| format!("[{}, {}]", figure(lo), figure(hi)),
    )
}

fn iccs(report: &Report) -> Aligned {
    let mut table = Aligned::new(["ICC", "value", "F", "df1", "df2", "p", "95 %"]);
    for icc in &report.icc {
        table.row(vec![
            icc.name.clone(),
            figure_or_dash(icc.value),
            figure_or_dash(icc.f),
            icc.df1.to_string(),
            icc.df2.to_string(),
            figure_or_dash(icc.p),
            interval(icc.ci),
        ]);
    }
    table
}

/// The mean of what exists.
fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Vec<f64> = values.flatten().collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn items(report: &Report) -> Aligned {
    let mut table = Aligned::new([
        "item",
        "n",
        "ICC(1)",
        "ICC(2)",
        "mean r_wg",
        "mean AD",
        "alpha without",
        "item-rest r",
    ]);
    for (at, item) in report.items.iter().enumerate() {
        let dropped = report
            .alpha
            .as_ref()
            .and_then(|alpha| alpha.if_dropped.get(at));
        table.row(vec![
            item.item.clone(),
            item.n.to_string(),
            figure_or_dash(item.icc1),
            figure_or_dash(item.icc2),
            figure_or_dash(mean(item.subjects.iter().map(|subject| subject.rwg))),
            figure_or_dash(mean(item.subjects.iter().map(|subject| subject.ad_median))),
            figure_or_dash(dropped.and_then(|dropped| dropped.alpha)),
            figure_or_dash(dropped.and_then(|dropped| dropped.item_rest_r)),
        ]);
    }
    table
}

fn needed(report: &Report) -> Aligned {
    let mut table = Aligned::new([
        "relation",
        "ballots",
        "one rater",
        "for",
        "raters",
        "for levels",
    ]);
    let count = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    for study in &report.d_study {
        for target in &study.raters_for {
            table.row(vec![
                study.relation.clone(),
                study.n_ballots.to_string(),
                figure_or_dash(study.single_rater_reliability),
                format!("{:.2}", target.reliability),
                count(target.n),
                count(target.n_absolute),
            ]);
        }
    }
    table
}
