//! The report for people.

use std::fmt::Write as _;

use contract::locale::Lang;

use super::report::{Element, Report};
use crate::output::{self, Aligned, figure};

/// Tables under headings.
pub fn of(report: &Report, lang: Lang) -> String {
    let say = output::words(lang);
    let mut text = format!(
        "{}: {}  log L: {}  {}: {}\n",
        say("Số điểm", "Ratings"),
        report.n,
        figure(report.log_likelihood),
        say("Số bước", "Steps"),
        report.iterations,
    );
    for (title, elements) in [
        (say("Người được đánh giá", "Subjects"), &report.subjects),
        (
            say("Người chấm: độ khắt khe", "Raters: severity"),
            &report.raters,
        ),
        (say("Câu hỏi: độ khó", "Items: severity"), &report.items),
    ] {
        if !elements.is_empty() {
            let _ = write!(text, "\n{title}\n{}", table(elements).text());
        }
    }
    let mut thresholds = Aligned::new(["level", "threshold", "se"]);
    for threshold in &report.thresholds {
        thresholds.row(vec![
            threshold.category.to_string(),
            figure(threshold.threshold),
            figure(threshold.se),
        ]);
    }
    let _ = write!(
        text,
        "\n{}\n{}",
        say("Ngưỡng", "Thresholds"),
        thresholds.text()
    );
    for extreme in &report.extreme {
        let (facet, element, end) = (&extreme.facet, &extreme.element, &extreme.end);
        let _ = writeln!(text, "\n! {facet} {element}: {end} ({})", extreme.n);
    }
    for warning in &report.warnings {
        let _ = writeln!(text, "\n! {}: {}", warning.code, warning.text);
    }
    text
}

fn table(elements: &[Element]) -> Aligned {
    let mut table = Aligned::new([
        "",
        "measure",
        "se",
        "infit",
        "outfit",
        "n",
        "average",
        "fair average",
    ]);
    for element in elements {
        table.row(vec![
            element.element.clone(),
            figure(element.measure),
            figure(element.se),
            figure(element.infit),
            figure(element.outfit),
            element.n.to_string(),
            figure(element.observed_average),
            figure(element.fair_average),
        ]);
    }
    table
}
