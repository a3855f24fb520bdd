//! `analyse screen`: careless responding, ballot by ballot.

mod input;
mod report;
mod text;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::careless::{Mahalanobis, PersonTotal, ScreenSettings, Synonyms, screen};

use crate::output;
use crate::refusal::Refusal;
use input::Input;
use report::Fitted;
pub use report::Report;

/// The file, and what its columns are.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV, mỗi dòng là một phiếu, nén gzip cũng được; - là đầu vào chuẩn
    /// · CSV file with a ballot in each row, gzip too; - is the standard input
    #[arg(long, value_name = "FILE")]
    ballots: PathBuf,

    /// Cột mã phiếu [mặc định: ballot nếu có, không thì đánh số từ 0]
    /// · Column that names the ballot [default: ballot where there is one, else numbers from 0]
    #[arg(long, value_name = "COLUMN")]
    ballot: Option<String>,

    /// Các cột câu hỏi theo thứ tự trên phiếu [mặc định: q1..q20]
    /// · Columns of the items in the order of the form [default: q1..q20]
    #[arg(long, value_name = "COLUMNS")]
    items: Option<String>,

    /// Các năng lực và câu hỏi của chúng [mặc định: bốn năng lực, mỗi năng lực năm câu]
    /// · The competencies and their items [default: four of five items]
    #[arg(long, value_name = "GROUPS")]
    competencies: Option<String>,

    /// Mức thấp nhất và cao nhất của thang điểm · The lowest and the highest level of the scale
    #[arg(long, value_name = "MIN:MAX", default_value = "1:5")]
    scale: String,

    /// Cột số giây làm cả phiếu [mặc định: seconds nếu có]
    /// · Column of the seconds taken for the form [default: seconds where there is one]
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["speed_class", "no_time"])]
    seconds: Option<String>,

    /// Cột lớp tốc độ: 1 dưới 2 giây một câu, 2 từ 2 đến 4, 3 trên 4 [mặc định: speed_class nếu có]
    /// · Column of the speed class: 1 under 2 s an item, 2 from 2 to 4, 3 above [default: speed_class
    /// where there is one]
    #[arg(long, value_name = "COLUMN", conflicts_with = "no_time")]
    speed_class: Option<String>,

    /// Không dùng thời gian, dù tệp có cột đó · Leave the time alone even where the file has it
    #[arg(long)]
    no_time: bool,

    /// Cột nêu người được đánh giá, để đếm phiếu bị giảm trọng số theo người
    /// · Column that says who is rated, to count the ballots that lose weight by subject
    #[arg(long, value_name = "COLUMN")]
    subject: Option<String>,

    /// Cột nêu nhóm người chấm, để đếm như trên theo nhóm
    /// · Column of the raters' relation, to count by relation
    #[arg(long, value_name = "COLUMN")]
    relation: Option<String>,

    /// Số phiếu mô phỏng để biết phiếu chăm chú trông thế nào
    /// · Ballots that are simulated to learn what attentive ones look like
    #[arg(long, value_name = "N", default_value_t = 2000)]
    null_ballots: usize,

    /// Hạt giống của mọi số ngẫu nhiên · Seed of everything random
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Hai câu hỏi tương quan trên mức này thì xem như đồng nghĩa
    /// · Items that correlate above this are psychometric synonyms
    #[arg(long, value_name = "R", default_value_t = 0.60)]
    synonyms: f64,

    /// In kết quả ở dạng JSON · Print JSON
    #[arg(long)]
    json: bool,
}

/// Screens the ballots of a file.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    if arguments.null_ballots == 0 {
        return Err(Refusal::new(
            "--null-ballots: cần ít nhất một phiếu mô phỏng.",
            "--null-ballots: needs at least one simulated ballot.",
        ));
    }
    let input = Input::read(arguments)?;
    let settings = ScreenSettings {
        null_ballots: arguments.null_ballots,
        seed: arguments.seed,
    };
    let screened =
        screen(&input.sheet, &input.competencies, &input.time, &settings).map_err(|error| {
            Refusal::new(
                format!("Không sàng lọc được: {error}."),
                format!("Nothing was screened: {error}."),
            )
        })?;
    let fitted = Fitted {
        synonyms: Synonyms::fit(&input.sheet, arguments.synonyms),
        totals: PersonTotal::fit(&input.sheet),
        distance: Mahalanobis::fit(&input.sheet),
    };
    let report = Report::new(&input, &screened, &fitted);
    if arguments.json {
        output::json(out, &report)
    } else {
        output::text(out, &text::of(&report, lang))
    }
}
