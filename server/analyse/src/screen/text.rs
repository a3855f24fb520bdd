//! The report for people.

use std::fmt::Write as _;

use contract::locale::Lang;

use super::report::{Count, KINDS, Report};
use crate::output::{self, Aligned, figure, figure_or_dash};

/// Most ballots that the text lists; the JSON has all.
const LISTED: usize = 50;

/// Shares, null, and the ballots that lose weight.
pub fn of(report: &Report, lang: Lang) -> String {
    let say = output::words(lang);
    let mut text = format!(
        "{}: {}  {}: {}  {}: {}\n",
        say("Phiếu", "Ballots"),
        report.n_ballots,
        say("Câu hỏi", "Items"),
        report.n_items,
        say("Thời gian", "Time"),
        report.time,
    );
    if let Some(kinds) = &report.kinds {
        let shares = [
            kinds.attentive,
            kinds.straight,
            kinds.random,
            kinds.patterned,
        ];
        let _ = writeln!(text, "\n{}", say("Tỷ lệ ước lượng", "Estimated shares"));
        for (kind, share) in KINDS.into_iter().zip(shares) {
            let _ = writeln!(text, "  {}: {:.1} %", kind.name(), 100.0 * share);
        }
    }
    if let Some(null) = &report.null {
        let title = say(
            "Phiếu chăm chú (mô phỏng), điểm 99,5 %",
            "Attentive ballots (simulated), 99.5 % point",
        );
        let _ = writeln!(text, "\n{title}");
        let mut line = |name: &str, value| {
            let _ = writeln!(text, "  {name}: {}", figure_or_dash(value));
        };
        line("longstring", Some(null.longstring));
        line("irv", Some(null.irv));
        line("mahalanobis", null.mahalanobis);
    }
    let _ = writeln!(
        text,
        "\n{}: {} ({:.1} %), {} {}",
        say("Phiếu bị giảm trọng số", "Ballots that lose weight"),
        report.flagged,
        100.0 * report.flagged_share,
        say("trong đó ước chừng oan", "of these wrongly, about"),
        figure(report.expected_false_positives),
    );
    for counts in [&report.relations, &report.subjects] {
        if !counts.is_empty() {
            text.push_str(&table(counts));
        }
    }
    let mut listed = Aligned::new(["ballot", "weight", "kind", "reason"]);
    let mut acted = report.ballots.iter().filter(|ballot| ballot.weight < 1.0);
    for ballot in acted.by_ref().take(LISTED) {
        listed.row(vec![
            ballot.ballot.clone(),
            figure(ballot.weight),
            ballot.kind.clone(),
            ballot.reason.clone(),
        ]);
    }
    if report.flagged > 0 {
        let _ = write!(text, "\n{}", listed.text());
    }
    let left = acted.count();
    if left > 0 {
        let more = say("phiếu nữa; xem --json", "more ballots; see --json");
        let _ = writeln!(text, "… {left} {more}");
    }
    for warning in &report.warnings {
        let _ = writeln!(text, "\n{}: {}", warning.code, warning.text);
    }
    text
}

fn table(counts: &[Count]) -> String {
    let mut table = Aligned::new(["", "n", "flagged"]);
    for Count { name, n, flagged } in counts {
        table.row(vec![name.clone(), n.to_string(), flagged.to_string()]);
    }
    format!("\n{}", table.text())
}
