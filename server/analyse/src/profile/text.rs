//! The result as text: one line per leader, and what there is to say of the campaign.

use std::fmt::Write as _;

use contract::locale::Lang;

use super::output::Output;
use crate::output::{Aligned, figure};

pub(super) fn of(result: &Output, lang: Lang) -> String {
    let headings = match lang {
        Lang::Vi => [
            "đối tượng",
            "ước lượng",
            "sai số",
            "95% từ",
            "đến",
            "ghi chú",
        ],
        Lang::En => ["subject", "estimate", "se", "95% from", "to", "flags"],
    };
    let mut table = Aligned::new(headings);
    for subject in &result.subjects {
        table.row(vec![
            subject.subject.clone(),
            figure(subject.estimate),
            figure(subject.se),
            figure(subject.ci[0]),
            figure(subject.ci[1]),
            subject.flags.join(" "),
        ]);
    }
    let campaign = &result.campaign;
    let (n, flagged) = (campaign.n_ballots, campaign.screening.flagged);
    let share = 100.0 * campaign.screening.share;
    let mut text = table.text();
    let _ = match lang {
        Lang::Vi => writeln!(
            text,
            "\n{n} phiếu; {flagged} phiếu bị giảm trọng số ({share:.1} %)"
        ),
        Lang::En => writeln!(text, "\n{n} ballots; {flagged} lost weight ({share:.1} %)"),
    };
    for warning in &result.warnings {
        let _ = writeln!(text, "! {}", warning.text);
    }
    text
}
