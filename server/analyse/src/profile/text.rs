//! The result as text: one line per leader, and what there is to say of the campaign.

use std::fmt::Write as _;

use super::output::Output;
use crate::output::{Aligned, figure};

pub(super) fn of(result: &Output) -> String {
    let mut table = Aligned::new(["subject", "estimate", "se", "95% from", "to", "flags"]);
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
    let mut text = table.text();
    let _ = writeln!(
        text,
        "\n{} ballots; {} lost weight ({:.1} %)",
        campaign.n_ballots,
        campaign.screening.flagged,
        100.0 * campaign.screening.share
    );
    for warning in &result.warnings {
        let _ = writeln!(text, "! {}", warning.text());
    }
    text
}
