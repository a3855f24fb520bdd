//! `analyse model`: linear mixed models with crossed or nested random intercepts.

mod printed;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::mixed::{self, Factor, MixedError, Settings};

use crate::formula::{Design, Formula, Response};
use crate::output;
use crate::refusal::Refusal;
use crate::table::Table;
pub use printed::ModelResult;

/// Which file, which model, which likelihood.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Công thức như trong R, với hệ số chặn ngẫu nhiên: "y ~ x + (1|người) + (1|a:b)"
    /// · A formula as in R, with random intercepts: "y ~ x + (1|person) + (1|a:b)"
    #[arg(long, value_name = "FORMULA")]
    formula: String,

    /// Tệp CSV, mỗi dòng một lần đánh giá · CSV file with one rating in each row
    #[arg(long, value_name = "FILE")]
    ratings: PathBuf,

    /// Dùng hợp lý cực đại thay cho REML · Maximum likelihood in place of REML
    #[arg(long)]
    ml: bool,

    /// Cột trọng số, tức độ chính xác: phương sai của một dòng là σ²/w
    /// · Column of weights, which are precisions: the variance of a row is σ²/w
    #[arg(long, value_name = "COLUMN")]
    weights: Option<String>,

    /// In hiệu ứng của từng mức, hoặc bỏ qua · Print the effect of each level, or leave them out
    #[arg(long, value_name = "LEVELS", value_enum, default_value_t = Levels::All)]
    levels: Levels,

    /// Cách giải: tự chọn, phân tích chính xác, hoặc cách có chi phí tuyến tính cho dữ liệu rất lớn
    /// · How to solve: chosen by size, exact, or at linear cost for very large data
    #[arg(long, value_name = "METHOD", value_enum, default_value_t = Method::Auto)]
    method: Method,

    /// Hạt giống của các phép thử ngẫu nhiên trong cách tuyến tính
    /// · Seed of the random probes of the linear method
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// In JSON cho chương trình đọc · Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// Which levels are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Levels {
    /// Mọi mức · All of them
    All,
    /// Không mức nào · None
    None,
}

/// How the equations are solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Method {
    /// Chính xác nếu vừa bộ nhớ, nếu không thì tuyến tính · Exact where it fits, else linear
    Auto,
    /// Chính xác · Exact
    Exact,
    /// Chi phí tuyến tính · Linear cost
    Linear,
}

impl From<Method> for mixed::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Auto => Self::Auto,
            Method::Exact => Self::Exact,
            Method::Linear => Self::Linear,
        }
    }
}

/// Fits the model and prints it.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let formula = Formula::parse(&arguments.formula)?;
    let table = Table::read(&arguments.ratings)?;
    let design = formula.design(&table, arguments.weights.as_deref(), Response::Numeric)?;
    drop(table);
    let settings = Settings {
        criterion: if arguments.ml {
            mixed::Criterion::Ml
        } else {
            mixed::Criterion::Reml
        },
        method: arguments.method.into(),
        seed: arguments.seed,
    };
    let fit = fit(&design, &settings)?;
    let result = ModelResult::new(&design, &fit, arguments.levels == Levels::All);
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &result.text(lang))
    }
}

fn fit(design: &Design, settings: &Settings) -> Result<mixed::Fit, Refusal> {
    let x: Vec<&[f64]> = design.fixed.iter().map(|c| c.values.as_slice()).collect();
    let factors: Vec<Factor<'_>> = design
        .groups
        .iter()
        .map(|group| Factor {
            levels: &group.index,
            n_levels: group.levels.len(),
        })
        .collect();
    let model = mixed::Model {
        y: &design.y,
        x: &x,
        factors: &factors,
        weights: design.weights.as_deref(),
        together: &[],
    };
    mixed::fit(&model, settings).map_err(|error| refused(design, error))
}

/// What cannot be fitted, in the words of the formula.
fn refused(design: &Design, error: MixedError) -> Refusal {
    let name = |at: usize| {
        design
            .groups
            .get(at)
            .map_or("?", |group| group.name.as_str())
    };
    match error {
        MixedError::OneLevel { factor } => {
            let name = name(factor);
            Refusal::new(
                format!(
                    "(1|{name}): mọi dòng nằm trong một nhóm, nên không có phương sai giữa các \
                     nhóm. Hãy bỏ số hạng này."
                ),
                format!(
                    "(1|{name}): all rows lie in one group, so there is no variance between \
                     groups. Leave this term out."
                ),
            )
        }
        MixedError::LevelPerRow { factor } => {
            let name = name(factor);
            Refusal::new(
                format!(
                    "(1|{name}): mỗi dòng là một nhóm riêng, nên không tách được khỏi sai số. Hãy \
                     bỏ số hạng này."
                ),
                format!(
                    "(1|{name}): every row is a group of its own, which cannot be told from the \
                     residual. Leave this term out."
                ),
            )
        }
        MixedError::SameFactor { first, second } => {
            let (first, second) = (name(first), name(second));
            Refusal::new(
                format!(
                    "(1|{first}) và (1|{second}) chia các dòng như nhau. Hãy bỏ một trong hai."
                ),
                format!(
                    "(1|{first}) and (1|{second}) part the rows in the same way. Leave one of them \
                     out."
                ),
            )
        }
        MixedError::TooFewRows { n, p } => Refusal::new(
            format!("Có {n} dòng đủ giá trị, không đủ cho {p} hệ số cố định và một phương sai."),
            format!("{n} complete rows are too few for {p} fixed coefficients and a variance."),
        ),
        MixedError::NoVariation => Refusal::new(
            "Phần cố định giải thích trọn vẹn cột kết quả (chẳng hạn cột ấy chỉ có một giá trị), \
             nên không còn gì để ước lượng.",
            "The fixed part explains the response without a rest (the response may be constant), \
             so nothing is left to estimate.",
        ),
        MixedError::TooLarge { levels } => Refusal::new(
            format!(
                "Phân tích chính xác với {levels} mức không vừa bộ nhớ. Hãy dùng --method linear."
            ),
            format!(
                "An exact factorisation of {levels} levels does not fit into memory. Use --method \
                 linear."
            ),
        ),
        other => Refusal::new(
            format!("Không ước lượng được mô hình: {other}. Hãy bỏ bớt số hạng."),
            format!("The model cannot be fitted: {other}. Leave a term out."),
        ),
    }
}
