//! `analyse rake`: weights that agree with known totals, and means and totals with their errors.

mod margins;
mod printed;
mod refused;
mod strata;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::raking::{self, Calibration, MIN_CELL, Margin, Spread, rake, trim_and_rake, trim_at};

use crate::columns;
use crate::output::{self, Warning};
use crate::refusal::Refusal;
use crate::table::Table;
use margins::Target;
pub use printed::RakeResult;
use printed::{EstimateRow, WeightsRow};
use refused::{refused, unestimated};
use strata::Strata;

/// Which sample, which totals, which bounds.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV của mẫu, mỗi dòng một người · CSV file of the sample, one person in each row
    #[arg(long, value_name = "FILE")]
    sample: PathBuf,

    /// Tệp CSV các tổng đã biết: variable, level, total (hoặc share)
    /// · CSV file of known totals: variable, level, total (or share)
    #[arg(long, value_name = "FILE")]
    margins: PathBuf,

    /// Cỡ tổng thể, cần khi tệp cho tỷ lệ (share) · Population, needed where the file gives shares
    #[arg(long, value_name = "NUMBER")]
    population_size: Option<f64>,

    /// Chặn trọng số ở các bội này của trung vị rồi cân chỉnh lại một lần, như 0.25:4
    /// · Bound the weights at these multiples of their median and rake once more, as 0.25:4
    #[arg(long, value_name = "LO:HI", conflicts_with = "trim_at")]
    trim: Option<String>,

    /// Chặn trọng số ở chính các giá trị này, phần cắt chia đều cho các trọng số còn lại
    /// · Bound the weights at these values; what is cut off is spread equally over the others
    #[arg(long, value_name = "LO:HI")]
    trim_at: Option<String>,

    /// Cột trọng số ban đầu; không nêu thì mỗi người là 1
    /// · Column of base weights; everybody counts 1 without it
    #[arg(long, value_name = "COLUMN")]
    base_weights: Option<String>,

    /// Cột tầng của thiết kế mẫu · Column of the strata of the sampling design
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,

    /// Cột số người của tầng trong tổng thể, để hiệu chỉnh tổng thể hữu hạn
    /// · Column with the population of the stratum, for the finite population correction
    #[arg(long, value_name = "COLUMN")]
    fpc: Option<String>,

    /// Các cột cần ước lượng trung bình và tổng · Columns whose mean and total are estimated
    #[arg(long, value_name = "COLUMNS")]
    means: Option<String>,

    /// Hậu phân tầng: tệp chỉ được nêu một biến · Post-stratification: the file names one margin only
    #[arg(long)]
    post_stratify: bool,

    /// Mức có ít người hơn số này được gộp với mức bên cạnh; 0 là không gộp
    /// · A level with fewer people than this joins its neighbour; 0 joins none
    #[arg(long, value_name = "NUMBER", default_value_t = MIN_CELL)]
    min_cell: usize,

    /// In JSON cho chương trình đọc · Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// Weighs the sample and prints it.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let sample = Table::read(&arguments.sample)?;
    let targets = margins::read(&arguments.margins, arguments.population_size)?;
    if arguments.post_stratify && targets.len() != 1 {
        let n = targets.len();
        return Err(Refusal::new(
            format!("--post-stratify: tệp có {n} biến, cần đúng một. Biến ghép viết là a:b."),
            format!(
                "--post-stratify: the file has {n} margins, one is needed. A joint one is a:b."
            ),
        ));
    }
    let result = weigh(arguments, &sample, &targets)?;
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &result.text(lang))
    }
}

fn weigh(arguments: &Arguments, sample: &Table, targets: &[Target]) -> Result<RakeResult, Refusal> {
    let base = base_weights(arguments, sample)?;
    let Strata {
        names: strata,
        design,
    } = Strata::of(arguments, sample)?;
    let named = targets
        .iter()
        .map(|target| target.collapsed(sample, arguments.min_cell));
    let named = named.collect::<Result<Vec<_>, _>>()?;
    let margins: Vec<Margin> = named.iter().map(|named| named.margin.clone()).collect();
    let refused = |error| refused(&named, error);
    let mut raked = rake(&base, &margins).map_err(&refused)?;
    let mut warnings = Vec::new();
    let (mut weights, mut n_trimmed) = (raked.weights.clone(), 0);
    if let Some(text) = &arguments.trim {
        let bounds = bounds("--trim", text)?;
        (raked, n_trimmed) = trim_and_rake(&weights, &margins, bounds).map_err(&refused)?;
        weights.clone_from(&raked.weights);
    } else if let Some(text) = &arguments.trim_at {
        let trimmed = trim_at(&weights, bounds("--trim-at", text)?).map_err(&refused)?;
        (weights, n_trimmed) = (trimmed.weights, trimmed.n_bounded);
        if n_trimmed > 0 {
            warnings.push(Warning::new(
                "margins_left",
                "bounded weights no longer meet the margins exactly",
            ));
        }
    }
    if !raked.converged {
        warnings.push(Warning::new(
            "not_converged",
            "after 200 sweeps the margins still disagree: look at max_margin_error",
        ));
    }
    let spread = Spread::of(&weights).map_err(&refused)?;
    if let Err(error) = spread.usable() {
        warnings.push(Warning::new(
            "design_effect",
            format!("{error}: fewer or coarser margins, or tighter bounds, are needed"),
        ));
    }
    let calibration = Calibration {
        margins: &margins,
        weights: &raked.weights,
    };
    let mut estimates = Vec::new();
    for name in variables(arguments)? {
        let values = sample.numbers(&name)?;
        let n_missing = values.iter().filter(|value| value.is_none()).count();
        if n_missing > 0 {
            warnings.push(Warning::new(
                "missing_values",
                format!("{name}: {n_missing} rows without a value are outside its mean and total"),
            ));
        }
        let fit = raking::estimate(&values, &weights, &design, Some(calibration))
            .map_err(|error| unestimated(&name, &strata, error))?;
        estimates.push(EstimateRow::new(name, &fit));
    }
    Ok(RakeResult {
        n: base.len(),
        converged: raked.converged,
        sweeps: raked.sweeps,
        max_margin_error: raked.max_margin_error,
        n_trimmed,
        weights: WeightsRow::new(&spread, weights),
        estimates,
        collapsed: named.into_iter().flat_map(|named| named.joined).collect(),
        warnings,
    })
}

fn variables(arguments: &Arguments) -> Result<Vec<String>, Refusal> {
    match &arguments.means {
        Some(text) => columns::list("--means", text),
        None => Ok(Vec::new()),
    }
}

fn base_weights(arguments: &Arguments, sample: &Table) -> Result<Vec<f64>, Refusal> {
    let Some(name) = &arguments.base_weights else {
        return Ok(vec![1.0; sample.n_rows()]);
    };
    let one = |(row, weight): (usize, Option<f64>)| match weight {
        Some(weight) if weight >= 0.0 => Ok(weight),
        _ => Err(sample.refuse(
            row,
            name,
            "không phải là trọng số; hãy ghi một số không âm",
            "is no weight; write a number that is not negative",
        )),
    };
    sample
        .numbers(name)?
        .into_iter()
        .enumerate()
        .map(one)
        .collect()
}

fn blank(sample: &Table, row: usize, column: &str) -> Refusal {
    sample.refuse(
        row,
        column,
        "để trống; hãy điền hoặc bỏ dòng này",
        "is blank; fill it in or leave the row out",
    )
}

/// `LO:HI`; a side left out is no bound.
fn bounds(flag: &str, text: &str) -> Result<(f64, f64), Refusal> {
    let side = |side: &str, default: f64| match side.trim() {
        "" => Some(default),
        side => side.parse().ok().filter(|bound: &f64| *bound >= 0.0),
    };
    let parsed = text.split_once(':').and_then(|(low, high)| {
        let bounds = (side(low, 0.0)?, side(high, f64::INFINITY)?);
        (bounds.0 <= bounds.1).then_some(bounds)
    });
    parsed.ok_or_else(|| {
        Refusal::new(
            format!("{flag}: không đọc được “{text}”. Hãy viết như 0.25:4."),
            format!("{flag}: “{text}” cannot be read. Write it like 0.25:4."),
        )
    })
}
