//! `toancanh analyse`: each stage of `stats` on CSV files, as text for people and JSON for programs.
//!
//! This crate reads files and prints; it knows no vault, no page and no network, and its
//! `Cargo.toml` is the proof. The numbers are those of `stats`: nothing is computed here that a
//! statistician would call a result. Flags, defaults and fields: `server/docs/analyse.md`.
//!
//! Each command is a file with `Arguments`, an output type and `run`; it adds a line to [`Command`]
//! and one to [`run`].

#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![warn(missing_docs)]

mod agreement;
mod ballots;
mod columns;
mod compare;
mod facets;
mod formula;
mod labels;
mod merge;
mod model;
mod ordinal;
mod output;
mod profile;
mod rake;
mod refusal;
mod scale;
mod schema;
mod screen;
mod simulate;
mod table;

use std::io::Write;

use contract::locale::Lang;

pub use refusal::Refusal;

/// The commands of the workbench.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Mô hình tuyến tính hỗn hợp · Linear mixed models
    Model(model::Arguments),

    /// Các người chấm đồng thuận đến đâu, câu hỏi nhất quán đến đâu, cần bao nhiêu người chấm
    /// · How far raters agree, how far items hang together, and how many raters it takes
    Agreement(agreement::Arguments),

    /// Tìm phiếu làm qua loa: các chỉ số, xác suất và lý do của từng phiếu
    /// · Find careless ballots: each one's indices, probability and reason
    Screen(screen::Arguments),

    /// Cân chỉnh trọng số theo tổng đã biết · Weights that agree with known totals
    Rake(rake::Arguments),

    /// Gộp nhiều ước lượng thành một · Merge several estimates into one
    Merge(merge::Arguments),

    /// Mô hình Rasch nhiều mặt: mức của từng người, độ khắt khe của người chấm, độ khó câu hỏi
    /// · Many-facet Rasch model: measures of subjects, severities of raters and items
    Facets(facets::Arguments),

    /// Mô hình logit tích lũy cho mức có thứ tự · Cumulative logit models of ordered levels
    Ordinal(ordinal::Arguments),

    /// Cả quy trình, từ phiếu đến hồ sơ của từng lãnh đạo
    /// · The whole pipeline, from ballots to leader profiles
    Profile(profile::Arguments),

    /// Dựng một kỳ đánh giá giả có sự thật biết trước, ghi ra bốn tệp CSV
    /// · Draw a campaign whose truth is known, as four CSV files
    Simulate(simulate::Arguments),

    /// Chạy mọi phương pháp trên cùng những kỳ giả và so với sự thật
    /// · Run every method on the same drawn campaigns and compare with the truth
    Compare(compare::Arguments),

    /// In lược đồ JSON của kết quả một lệnh · Print the JSON schema of a command's result
    Schema(schema::Arguments),
}

/// Does what the command says and prints the result to `out`.
///
/// # Errors
/// [`Refusal`] says what is wrong with the files or flags, where, and what to do; nothing has been
/// printed then.
pub fn run(command: Command, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    match command {
        Command::Model(arguments) => model::run(&arguments, lang, out),
        Command::Agreement(arguments) => agreement::run(&arguments, lang, out),
        Command::Screen(arguments) => screen::run(&arguments, lang, out),
        Command::Rake(arguments) => rake::run(&arguments, lang, out),
        Command::Merge(arguments) => merge::run(&arguments, lang, out),
        Command::Facets(arguments) => facets::run(&arguments, lang, out),
        Command::Ordinal(arguments) => ordinal::run(&arguments, lang, out),
        Command::Profile(arguments) => profile::run(&arguments, lang, out),
        Command::Simulate(arguments) => simulate::run(&arguments, lang, out),
        Command::Compare(arguments) => compare::run(&arguments, lang, out),
        Command::Schema(arguments) => schema::run(&arguments, lang, out),
    }
}
