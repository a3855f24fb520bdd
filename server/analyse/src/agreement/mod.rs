//! `analyse agreement`: how far raters agree, how far items hang together, how many raters it takes.

mod input;
mod items;
mod raters;
mod report;
mod text;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;

use crate::output;
use crate::refusal::Refusal;
use crate::scale;
use input::Ballots;
pub use report::Report;

use crate::output::Warning;

/// The file, and what its columns are.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV các phiếu đánh giá, nén gzip cũng được; - là đầu vào chuẩn
    /// · CSV file of ratings, gzip too; - is the standard input
    #[arg(long, value_name = "FILE")]
    pub ratings: PathBuf,

    /// Cột nêu người được đánh giá; bỏ trống thì mỗi dòng là một người
    /// · Column that says who is rated; without it each row is a subject of its own
    #[arg(long, value_name = "COLUMN")]
    pub subject: Option<String>,

    /// Cột nêu người chấm, hoặc none nếu không biết phiếu nào của ai
    /// · Column that says who rated, or none where nobody knows
    #[arg(long, value_name = "COLUMN|none", default_value = "none")]
    pub rater: Option<String>,

    /// Các cột câu hỏi, như q1..q20; mỗi dòng là một phiếu [mặc định: q1..q20]
    /// · Columns of the items, as q1..q20; a row is a ballot [default: q1..q20]
    #[arg(long, value_name = "COLUMNS", conflicts_with_all = ["value", "raters"])]
    pub items: Option<String>,

    /// Các cột người chấm; mỗi dòng là một người được đánh giá
    /// · Columns of the raters; a row is a subject
    #[arg(long, value_name = "COLUMNS", conflicts_with_all = ["value", "item"])]
    pub raters: Option<String>,

    /// Cột điểm; mỗi dòng là một điểm · Column of the ratings; a row is a single rating
    #[arg(long, value_name = "COLUMN")]
    pub value: Option<String>,

    /// Cột câu hỏi, khi mỗi dòng là một điểm · Column of the item, where a row is a single rating
    #[arg(long, value_name = "COLUMN", requires = "value")]
    pub item: Option<String>,

    /// Mức thấp nhất và cao nhất của thang điểm · The lowest and the highest level of the scale
    #[arg(long, value_name = "MIN:MAX", default_value = "1:5")]
    pub scale: String,

    /// Cột nêu nhóm người chấm; đồng thuận và số người cần có tính riêng từng nhóm
    /// · Column of the relation; agreement and the raters needed are then told by relation
    #[arg(long, value_name = "COLUMN")]
    pub relation: Option<String>,

    /// Bậc đo của Krippendorff, cách nhau bằng dấu phẩy: nominal, ordinal, interval, ratio
    /// · Levels of measurement for Krippendorff, by comma: nominal, ordinal, interval, ratio
    #[arg(
        long,
        value_name = "LEVELS",
        default_value = "nominal,ordinal,interval,ratio"
    )]
    pub level: String,

    /// Các mức tin cậy cần đạt, để tính số người chấm · Reliabilities to reach, for the raters needed
    #[arg(long, value_name = "SHARES", default_value = ".70,.80")]
    pub targets: String,

    /// Số lần lấy mẫu lại cho khoảng tin cậy của Krippendorff; 0 là bỏ qua
    /// · Samples for the interval of Krippendorff's alpha; 0 leaves it out
    #[arg(long, value_name = "B", default_value_t = 1000)]
    pub bootstrap: u32,

    /// Hạt giống của việc lấy mẫu · Seed of the samples
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// In JSON thay cho bảng · Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// Two-sided, of every interval.
const CONFIDENCE: f64 = 0.95;

/// Reads, computes and prints.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let report = report(arguments)?;
    if arguments.json {
        output::json(out, &report)
    } else {
        output::text(out, &text::of(&report, lang))
    }
}

fn report(arguments: &Arguments) -> Result<Report, Refusal> {
    let scale = scale::parse(&arguments.scale)?;
    let levels = raters::levels(&arguments.level)?;
    let targets = raters::targets(&arguments.targets)?;
    let ballots = input::read(arguments)?;
    let mut warnings = oddities(&ballots, scale);
    let scores = raters::scores(&ballots);
    let analysis = raters::Analysis::of(&scores);
    if let Some(reason) = analysis.reason {
        warn(&mut warnings, "incomplete_design", reason);
    }
    let krippendorff = raters::krippendorff(&scores, &levels, Some(arguments));
    let (alpha, omega) = items::consistency(&ballots, &mut warnings);
    let mut subjects: Vec<usize> = ballots.rows.iter().map(|ballot| ballot.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    Ok(Report {
        n_ballots: ballots.rows.len(),
        n_dropped: ballots.n_dropped,
        n_subjects: subjects.len(),
        n_raters: ballots.raters.as_ref().map(Vec::len),
        design: analysis.design.map(str::to_owned),
        d_study: raters::d_study(&ballots, &targets),
        mean_squares: analysis.mean_squares,
        components: analysis.components,
        icc: analysis.icc,
        items: items::each(&ballots, scale, &levels),
        subjects: items::subjects(&ballots, scale),
        alpha,
        omega,
        krippendorff,
        warnings,
    })
}

fn warn(warnings: &mut Vec<Warning>, code: &str, text: impl Into<String>) {
    warnings.push(Warning {
        code: code.to_owned(),
        text: text.into(),
    });
}

fn oddities(ballots: &Ballots, scale: stats::Scale) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let cells = || ballots.rows.iter().flat_map(|ballot| &ballot.values);
    let missing = cells().filter(|cell| cell.is_none()).count();
    let within = |value: f64| (scale.min()..=scale.max()).contains(&value);
    let outside = cells().flatten().filter(|value| !within(**value)).count();
    if ballots.n_dropped > 0 {
        let text = format!(
            "{} rows had no subject, rater, relation or value",
            ballots.n_dropped
        );
        warn(&mut warnings, "dropped_rows", text);
    }
    if ballots.n_joined > 0 {
        let text = format!(
            "{} ratings repeated a rater, subject and item; their means are used",
            ballots.n_joined
        );
        warn(&mut warnings, "repeated_ballots", text);
    }
    if missing > 0 {
        let text =
            format!("{missing} answers are missing; a ballot's mean is that of the answers it has");
        warn(&mut warnings, "missing_answers", text);
    }
    if outside > 0 {
        let (min, max) = (scale.min(), scale.max());
        let text = format!(
            "{outside} values lie outside the scale {min}:{max}, so that r_wg means little; see --scale"
        );
        warn(&mut warnings, "outside_scale", text);
    }
    warnings
}
