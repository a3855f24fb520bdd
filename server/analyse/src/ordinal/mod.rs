//! `analyse ordinal`: cumulative logit models, with random intercepts or without.

mod printed;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::ordinal::{Factor, MOST_CROSSED_LEVELS, MOST_NODES, OrdinalData, OrdinalError, fit};

use crate::formula::{Design, Formula, Response};
use crate::output::{self, Warning};
use crate::refusal::Refusal;
use crate::table::Table;
pub use printed::OrdinalResult;

/// Which file, which model.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Công thức như trong R: "mức ~ x + (1|người)"; mức xếp theo số, nếu không thì theo chữ
    /// · A formula as in R: "level ~ x + (1|person)"; levels are ordered by number, else by letters
    #[arg(long, value_name = "FORMULA")]
    formula: String,

    /// Tệp CSV, mỗi dòng một lần đánh giá · CSV file with one rating in each row
    #[arg(long, value_name = "FILE")]
    ratings: PathBuf,

    /// Số nút cầu phương Gauss-Hermite thích ứng, khi có một nhóm ngẫu nhiên; 1 là Laplace
    /// · Nodes of adaptive Gauss-Hermite quadrature, with one random factor; 1 is Laplace
    #[arg(long, value_name = "NODES", default_value_t = 1)]
    quadrature: usize,

    /// In JSON cho chương trình đọc · Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// The column that the thresholds stand for.
const INTERCEPT: &str = "(Intercept)";

/// Fits the model and prints it.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let formula = Formula::parse(&arguments.formula)?;
    let table = Table::read(&arguments.ratings)?;
    let mut design = formula.design(&table, None, Response::Ordered)?;
    drop(table);
    if design
        .fixed
        .first()
        .is_none_or(|column| column.term != INTERCEPT)
    {
        return Err(Refusal::new(
            "--formula: các ngưỡng đóng vai trò hệ số chặn. Hãy bỏ “0 +” hoặc “- 1”.",
            "--formula: the thresholds are the intercept. Leave out “0 +” or “- 1”.",
        ));
    }
    design.fixed.remove(0);
    if design
        .response_levels
        .iter()
        .any(|level| level.parse::<f64>().is_err())
    {
        design.warnings.push(Warning::new(
            "order_by_letters",
            format!(
                "levels are ordered by their letters: {}",
                design.response_levels.join(" < ")
            ),
        ));
    }
    let data = OrdinalData {
        category: design.y.iter().map(|level| *level as u32).collect(),
        n_categories: design.response_levels.len(),
        fixed: design
            .fixed
            .iter()
            .map(|column| column.values.clone())
            .collect(),
        factors: design
            .groups
            .iter()
            .map(|group| Factor {
                level: group.index.clone(),
                n_levels: group.levels.len(),
            })
            .collect(),
    };
    let fit =
        fit(&data, arguments.quadrature).map_err(|error| refused(&formula, &design, error))?;
    let result = OrdinalResult::new(&design, &fit, arguments.quadrature);
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &result.text(lang))
    }
}

/// What cannot be fitted, in the words of the formula.
fn refused(formula: &Formula, design: &Design, error: OrdinalError) -> Refusal {
    match error {
        OrdinalError::OneCategory => {
            let name = formula.response();
            let level = design.response_levels.first().map_or("", String::as_str);
            Refusal::new(
                format!("Cột “{name}” chỉ có một mức, “{level}”. Cần ít nhất hai mức."),
                format!("The column “{name}” has one level only, “{level}”. Two are needed."),
            )
        }
        OrdinalError::Quadrature => Refusal::new(
            format!(
                "--quadrature: dùng được với đúng một nhóm ngẫu nhiên, từ 1 đến {MOST_NODES} nút. Nhiều \
                 nhóm thì để mặc định (Laplace)."
            ),
            format!(
                "--quadrature: works with exactly one random factor and 1 to {MOST_NODES} nodes. With \
                 several factors leave it out (Laplace)."
            ),
        ),
        OrdinalError::TooManyLevels(levels) => Refusal::new(
            format!(
                "Các nhóm bắt chéo có {levels} mức, nhiều nhất là {MOST_CROSSED_LEVELS}. Hãy bỏ một nhóm, \
                 hoặc dùng analyse model."
            ),
            format!(
                "The crossed factors have {levels} levels, at most {MOST_CROSSED_LEVELS} can be fitted. \
                 Leave one out, or use analyse model."
            ),
        ),
        other => Refusal::new(
            format!("Không ước lượng được mô hình: {other}. Hãy bỏ bớt số hạng."),
            format!("The model cannot be fitted: {other}. Leave a term out."),
        ),
    }
}
