//! `toancanh import ratings FILE`: the dry run, and with its hash the import itself.

use std::path::PathBuf;

use app::format;
use app::words::{people as file_words, ratings as words};
use contract::error::{AppError, Refusal};
use contract::ratings::{RatingsForm, RatingsRun, Standing};

use super::super::{CliError, Program};
use crate::accounts::Actor;
use crate::ratings::{RatingsFile, apply, dry_run};

/// The file, what its columns are, and the campaign that it becomes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV, mỗi dòng là điểm của một người về một đối tượng
    /// · CSV file; each row holds what one rater said of one subject
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Cột nêu đối tượng được đánh giá · Column that says who is rated
    #[arg(long, value_name = "COLUMN")]
    subject: String,

    /// Cột đối tượng là mã cán bộ trong danh sách; người đó sẽ đọc được kết quả của mình
    /// · The column holds staff codes of the roster; these people can read their own results
    #[arg(long)]
    staff_codes: bool,

    /// Cột nêu người đánh giá, chỉ để tìm người đánh giá trùng; không lưu
    /// · Column that says who rated, only to look for repeats; it is not kept
    #[arg(long, value_name = "COLUMN")]
    rater: Option<String>,

    /// Nhóm người đánh giá, nếu cả tệp là một nhóm: self, superior, peer hoặc subordinate
    /// · The group of raters where the whole file is one: self, superior, peer or subordinate
    #[arg(
        long,
        value_name = "RELATION",
        required_unless_present = "relation_column",
        conflicts_with = "relation_column"
    )]
    relation: Option<String>,

    /// Cột nêu nhóm người đánh giá của từng dòng · Column that says the group of raters of each row
    #[arg(long, value_name = "COLUMN")]
    relation_column: Option<String>,

    /// Các cột điểm, cách nhau bằng dấu phẩy, thành một năng lực; ô trống là không có điểm
    /// · Columns of the ratings, separated by commas, as one competency; blank means no rating
    #[arg(
        long,
        value_name = "COLUMN,COLUMN",
        required_unless_present = "group",
        conflicts_with = "group"
    )]
    items: Vec<String>,

    /// Một năng lực và các cột điểm của nó, ghi lại cho từng năng lực: "Gắn kết|Cohesion=Q1,Q2"
    /// · A competency and its columns, once for each: "Gắn kết|Cohesion=Q1,Q2"
    #[arg(long, value_name = "VI|EN=COLUMN,COLUMN")]
    group: Vec<String>,

    /// Mức thấp nhất và cao nhất mà phiếu cho phép, ví dụ 1:5
    /// · The lowest and the highest level that the form allowed, such as 1:5
    #[arg(long, value_name = "MIN:MAX")]
    scale: Option<String>,

    /// Mã của kỳ sẽ tạo ra, ví dụ 2026-q3 · Code of the campaign to be made, such as 2026-q3
    #[arg(long, value_name = "CODE")]
    code: String,

    /// Tên kỳ bằng tiếng Việt · Title in Vietnamese
    #[arg(long, value_name = "TEXT")]
    title_vi: String,

    /// Tên kỳ bằng tiếng Anh · Title in English
    #[arg(long, value_name = "TEXT")]
    title_en: String,

    /// Ngày đầu tiên thu thập điểm · First day on which the ratings were collected
    #[arg(long, value_name = "DAY")]
    from: String,

    /// Ngày cuối cùng thu thập điểm · Last day
    #[arg(long, value_name = "DAY")]
    to: String,

    /// Mục đích: development (để phát triển) hoặc reference (tham khảo khi xếp loại)
    /// · Purpose: development, or reference (in classification)
    #[arg(long, value_name = "PURPOSE", default_value = "development")]
    purpose: String,

    /// Trọng số phần trăm do cơ quan quy định; một nhóm thì không cần
    /// · Weights in per cent, set by the organisation; not needed for a single group
    #[arg(long, value_name = "superior=N,peer=N,subordinate=N")]
    weights: Option<String>,

    /// Số phiếu tối thiểu để hiển thị, ít nhất là 4 · Fewest ballots that are shown, 4 or more
    #[arg(short, long, value_name = "K", default_value = "5")]
    k: String,

    /// Cách gộp nhóm quá ít phiếu: none, others, others_then_superiors hoặc all; một nhóm thì không cần
    /// · How small groups merge: none, others, others_then_superiors or all; not needed for a single group
    #[arg(long, value_name = "PATH")]
    merge: Option<String>,

    /// Nhập đúng lần chạy thử có mã băm này · Import exactly the dry run with this hash
    #[arg(long, value_name = "HASH")]
    apply: Option<String>,
}

/// Tries out or imports, and prints what was found.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let lang = program.lang();
    let content = tokio::fs::read(&arguments.file).await.map_err(|error| {
        let name = arguments.file.display().to_string();
        CliError::Told(file_words::cli_unreadable_file(
            lang,
            &name,
            &error.to_string(),
        ))
    })?;
    let hash = arguments.apply.clone();
    let file = RatingsFile {
        content,
        form: form(arguments),
    };
    let app = program.open().await?;
    let Some(hash) = hash else {
        let run = dry_run(&app, &Actor::System, file).await?;
        return tell(program, &run);
    };
    match apply(&app, &Actor::System, file.clone(), &hash).await {
        Ok(run) => {
            program.say(done(program, &run));
            Ok(())
        }
        // Which faults, only a dry run says.
        Err(error @ AppError::Refused(Refusal::FileHasFaults)) => {
            let run = dry_run(&app, &Actor::System, file).await?;
            program.say(words::report(lang, &run));
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

fn form(arguments: Arguments) -> RatingsForm {
    RatingsForm {
        subject: arguments.subject,
        staff_codes: arguments.staff_codes,
        rater: arguments.rater.unwrap_or_default(),
        relation: arguments.relation.unwrap_or_default(),
        relation_column: arguments.relation_column.unwrap_or_default(),
        items: arguments.items,
        group: arguments.group,
        scale: arguments.scale.unwrap_or_default(),
        code: arguments.code,
        title_vi: arguments.title_vi,
        title_en: arguments.title_en,
        purpose: arguments.purpose,
        weights: arguments.weights.unwrap_or_default(),
        k: arguments.k,
        merge: arguments.merge.unwrap_or_default(),
        from: arguments.from,
        to: arguments.to,
    }
}

fn tell(program: &Program, run: &RatingsRun) -> Result<(), CliError> {
    let lang = program.lang();
    program.say(words::report(lang, run));
    if run.faults.n > 0 {
        return Err(CliError::Printed);
    }
    match run.standing {
        Standing::New | Standing::Cut => program.say(words::how_to_apply(lang, &run.hash)),
        Standing::Done => {}
    }
    Ok(())
}

fn done(program: &Program, run: &RatingsRun) -> String {
    let lang = program.lang();
    let n_ballots = run.relations.iter().map(|of| of.n_ballots).sum();
    match run.standing {
        Standing::New | Standing::Cut => words::imported(
            lang,
            &format::count(lang, n_ballots),
            &format::count(lang, run.n_subjects),
            &run.code,
        ),
        Standing::Done => words::standing_done(lang, &run.code),
    }
}
