//! `analyse merge`: several estimates of one thing made into one, or of several things at once.

mod joint;
mod printed;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::synthesis::{Estimator, Study, SynthesisError, Test, synthesise};

use crate::output::{self, Warning};
use crate::refusal::Refusal;
use crate::table::Table;
pub use printed::MergeResult;
use printed::{MethodRow, ShrunkRow};

/// Which estimates, which methods.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV, mỗi dòng một ước lượng · CSV file with one estimate in each row
    #[arg(long, value_name = "FILE")]
    estimates: PathBuf,

    /// Cột ước lượng · Column of the estimates
    #[arg(long, value_name = "COLUMN", default_value = "estimate")]
    estimate: String,

    /// Cột phương sai; mặc định là variance · Column of their variances; variance by default
    #[arg(long, value_name = "COLUMN", conflicts_with = "se")]
    variance: Option<String>,

    /// Cột sai số chuẩn, thay cho phương sai · Column of standard errors in place of variances
    #[arg(long, value_name = "COLUMN")]
    se: Option<String>,

    /// Cột tên của từng ước lượng; với --outcome là tên của nghiên cứu
    /// · Column that names each estimate; with --outcome the study
    #[arg(long, value_name = "COLUMN")]
    label: Option<String>,

    /// Cột nêu đại lượng, khi mỗi nghiên cứu ước lượng nhiều đại lượng
    /// · Column that names the outcome, where each study has estimates of several
    #[arg(long, value_name = "COLUMN", requires = "label")]
    outcome: Option<String>,

    /// Các cột hiệp phương sai trong một nghiên cứu, theo thứ tự các dòng của nó
    /// · Columns of the covariance within a study, in the order of its rows
    #[arg(long, value_name = "COLUMNS", requires = "outcome")]
    covariances: Option<String>,

    /// Cách ước lượng phương sai giữa các nghiên cứu
    /// · How the variance between studies is estimated
    #[arg(long, value_name = "METHOD", value_enum, ignore_case = true, default_value_t = Method::All)]
    method: Method,

    /// Sai số và khoảng theo Knapp và Hartung · Errors and intervals by Knapp and Hartung
    #[arg(long)]
    knapp_hartung: bool,

    /// In JSON cho chương trình đọc · Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// A method, by the letters of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Method {
    /// Tất cả · All of them
    All,
    /// Hiệu ứng cố định · Fixed effect
    #[value(name = "FE")]
    Fixed,
    /// DerSimonian và Laird · DerSimonian and Laird
    #[value(name = "DL")]
    DerSimonianLaird,
    /// Hedges · Hedges
    #[value(name = "HE")]
    Hedges,
    /// Paule và Mandel · Paule and Mandel
    #[value(name = "PM")]
    PauleMandel,
    /// Hợp lý cực đại có ràng buộc · Restricted maximum likelihood
    #[value(name = "REML")]
    Reml,
}

impl Method {
    fn estimators(self) -> Vec<Estimator> {
        match self {
            Self::All => Estimator::ALL.to_vec(),
            Self::Fixed => vec![Estimator::Fixed],
            Self::DerSimonianLaird => vec![Estimator::DerSimonianLaird],
            Self::Hedges => vec![Estimator::Hedges],
            Self::PauleMandel => vec![Estimator::PauleMandel],
            Self::Reml => vec![Estimator::Reml],
        }
    }
}

/// Merges the estimates and prints the result.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let table = Table::read(&arguments.estimates)?;
    let result = if let Some(outcome) = &arguments.outcome {
        joint::merge(arguments, &table, outcome)?
    } else {
        merge(arguments, &table)?
    };
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &result.text(lang))
    }
}

/// Variances of the rows; a blank one is missing, zero or less is refused.
fn variances(arguments: &Arguments, table: &Table) -> Result<Vec<Option<f64>>, Refusal> {
    let (name, squared) = match (&arguments.se, &arguments.variance) {
        (Some(se), _) => (se.as_str(), true),
        (None, Some(variance)) => (variance.as_str(), false),
        (None, None) => ("variance", false),
    };
    let mut values = table.numbers(name)?;
    for (row, value) in values.iter_mut().enumerate() {
        if value.is_some_and(|value| value <= 0.0) {
            return Err(table.refuse(
                row,
                name,
                "không dương; một ước lượng không có sai số thì không gộp được",
                "is not positive; an estimate without error cannot be merged",
            ));
        }
        if squared {
            *value = value.map(|se| se * se);
        }
    }
    Ok(values)
}

fn merge(arguments: &Arguments, table: &Table) -> Result<MergeResult, Refusal> {
    let estimates = table.numbers(&arguments.estimate)?;
    let variances = variances(arguments, table)?;
    let names = match &arguments.label {
        Some(label) => table.texts(label)?,
        None => vec![None; table.n_rows()],
    };
    let (mut studies, mut labels) = (Vec::new(), Vec::new());
    for row in 0..table.n_rows() {
        if let (Some(estimate), Some(variance)) = (estimates[row], variances[row]) {
            studies.push(Study { estimate, variance });
            labels.push(names[row].map_or_else(|| (row + 1).to_string(), str::to_owned));
        }
    }
    let n_dropped = table.n_rows() - studies.len();
    let test = if arguments.knapp_hartung {
        Test::KnappHartung
    } else {
        Test::Normal
    };
    let mut warnings = Vec::new();
    let (mut methods, mut shrunk, mut shrunk_by) = (Vec::new(), Vec::new(), None);
    for estimator in arguments.method.estimators() {
        let fit = match synthesise(&studies, estimator, test) {
            // With one study the fixed effect still stands.
            Err(SynthesisError::TooFew { .. })
                if arguments.method == Method::All && studies.len() == 1 =>
            {
                continue;
            }
            fit => fit.map_err(|error| refused(&labels, error))?,
        };
        shrunk_by = Some(printed::letters(estimator));
        shrunk = labels
            .iter()
            .zip(&fit.shrunk)
            .map(|(label, one)| ShrunkRow::new(label, one))
            .collect();
        methods.push(MethodRow::new(&fit));
    }
    if methods.is_empty() {
        return Err(refused(
            &labels,
            SynthesisError::TooFew {
                found: 1,
                needed: 2,
            },
        ));
    }
    if studies.len() == 1 {
        warnings.push(Warning::new(
            "one_estimate",
            "one estimate: only the fixed effect exists",
        ));
    } else if methods.iter().any(MethodRow::is_closer_than_chance) {
        warnings.push(Warning::new(
            "no_tau2_interval",
            "the estimates are closer together than their variances allow: tau2 has no interval",
        ));
    }
    Ok(MergeResult {
        k: studies.len(),
        n_dropped,
        methods,
        shrunk_by,
        shrunk,
        multivariate: None,
        warnings,
    })
}

/// What cannot be merged, in the names of the file.
fn refused(labels: &[String], error: SynthesisError) -> Refusal {
    let name = |at: usize| labels.get(at).map_or("?", String::as_str);
    match error {
        SynthesisError::TooFew { found, needed } => Refusal::new(
            format!("Có {found} ước lượng đủ giá trị, cách này cần ít nhất {needed}."),
            format!("{found} complete estimates, this method needs at least {needed}."),
        ),
        SynthesisError::Covariance(at) => {
            let name = name(at);
            Refusal::new(
                format!(
                    "Nghiên cứu “{name}”: ma trận hiệp phương sai không đối xứng và xác định dương. Hãy \
                     kiểm tra --covariances và thứ tự các dòng."
                ),
                format!(
                    "Study “{name}”: its covariance is not symmetric and positive definite. Check \
                     --covariances and the order of its rows."
                ),
            )
        }
        SynthesisError::Repeated(at) => {
            let name = name(at);
            Refusal::new(
                format!("Nghiên cứu “{name}” nêu một đại lượng hai lần. Hãy bỏ một dòng."),
                format!("Study “{name}” has one outcome twice. Leave one of the rows out."),
            )
        }
        SynthesisError::Variance(at) => {
            let name = name(at);
            Refusal::new(
                format!("Ước lượng “{name}”: phương sai quá nhỏ. Hãy bỏ dòng này."),
                format!("Estimate “{name}”: its variance is too small. Leave the row out."),
            )
        }
        other => Refusal::new(
            format!("Không gộp được: {other}. Hãy kiểm tra các cột đã nêu."),
            format!("The estimates cannot be merged: {other}. Check the columns named."),
        ),
    }
}
