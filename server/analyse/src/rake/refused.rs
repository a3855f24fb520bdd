//! Errors of raking in the words of the files.

use stats::raking::RakingError;

use super::margins::Named;
use crate::refusal::Refusal;

/// What cannot be estimated, in the names of the sample.
pub(super) fn unestimated(name: &str, strata: &[String], error: RakingError) -> Refusal {
    match error {
        RakingError::TooFewValues => Refusal::new(
            format!("--means: cột “{name}” có ít hơn hai giá trị. Hãy bỏ cột này."),
            format!("--means: the column “{name}” has fewer than two values. Leave it out."),
        ),
        RakingError::LonelyStratum(at) => {
            let stratum = strata.get(at).map_or("", String::as_str);
            Refusal::new(
                format!(
                    "--strata: tầng “{stratum}” chỉ có một dòng, nên không thấy được phương sai. Hãy \
                     gộp nó với một tầng khác."
                ),
                format!(
                    "--strata: the stratum “{stratum}” has one row, which shows no variance. Join it \
                     with another one."
                ),
            )
        }
        error => refused(&[], error),
    }
}

/// What cannot be weighed, in the names of the files.
pub(super) fn refused(named: &[Named<'_>], error: RakingError) -> Refusal {
    let variable = |margin: usize| named.get(margin).map_or("", |named| named.variable);
    match error {
        RakingError::Empty => Refusal::new(
            "Tệp mẫu không có dòng nào có trọng số. Hãy kiểm tra --sample và --base-weights.",
            "The sample has no row with a weight. Check --sample and --base-weights.",
        ),
        RakingError::EmptyLevel { margin, level } => {
            let levels = named.get(margin).map(|named| &named.levels[level]);
            let (variable, level) = (variable(margin), levels.map_or("", String::as_str));
            Refusal::new(
                format!(
                    "--margins: không ai trong mẫu thuộc “{variable}” = “{level}”. Hãy gộp mức này với \
                     mức khác (--min-cell)."
                ),
                format!(
                    "--margins: nobody in the sample has “{variable}” = “{level}”. Join the level with \
                     another one (--min-cell)."
                ),
            )
        }
        RakingError::TotalsDisagree { margin, sum, first } => {
            let (variable, other) = (variable(margin), variable(0));
            Refusal::new(
                format!(
                    "--margins: các mức của “{variable}” cộng lại là {sum}, của “{other}” là {first}. \
                     Các biến phải có cùng tổng."
                ),
                format!(
                    "--margins: the levels of “{variable}” add up to {sum}, those of “{other}” to \
                     {first}. All margins need the same population."
                ),
            )
        }
        RakingError::Bounds => Refusal::new(
            "Không có trọng số nào nằm trong các giới hạn này mà giữ được tổng. Hãy nới giới hạn (với \
             --trim cần LO ≤ 1 ≤ HI).",
            "No weights within these bounds keep their sum. Widen the bounds (--trim needs LO ≤ 1 ≤ HI).",
        ),
        other => Refusal::new(
            format!("Không tính được trọng số: {other}. Hãy kiểm tra --margins và --base-weights."),
            format!("The weights cannot be computed: {other}. Check --margins and --base-weights."),
        ),
    }
}
