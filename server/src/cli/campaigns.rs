//! `toancanh campaign`: the steps of a campaign, with the same rules as on the pages.

mod files;

use std::path::PathBuf;

use app::format;
use app::words::{campaigns as words, faults};
use contract::campaigns::CampaignState;
use contract::drafts::{CampaignView, DraftForm, DraftView, Outlook};
use contract::locale::Lang;

use super::{CliError, Program};
use crate::accounts::{self, Actor};
use crate::campaigns::{self, Confirmed, Seen};
use crate::invitations::{self, Before, ListKey};
use crate::state::App;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lưu một bản nháp từ tệp JSON; khóa là tên các ô của trang soạn kỳ
    /// · Save a draft from a JSON file whose keys are the field names of the draft page
    Create {
        /// Tệp JSON, hoặc - để đọc từ đầu vào chuẩn · JSON file, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },

    /// Xem những gì sẽ chốt; thêm --apply hoặc --yes thì mở kỳ
    /// · Show what would be frozen; with --apply or --yes, open the campaign
    Open {
        /// Mã kỳ · Code of the campaign
        #[arg(value_name = "CODE")]
        code: String,

        /// Mã bản đã xem; có thay đổi thì không mở
        /// · Code of the plan you have seen; nothing is opened if it changed
        #[arg(long, value_name = "HASH")]
        apply: Option<String>,

        /// Mở ngay, không cần xem trước · Open at once, without looking first
        #[arg(long, conflicts_with = "apply")]
        yes: bool,

        /// Xuất danh sách thư mời vào thư mục này; ai giữ danh sách có thể trả lời thay người khác
        /// · Write the invitations into this folder; whoever holds them can answer in someone's name
        #[arg(long, value_name = "FOLDER")]
        list: Option<PathBuf>,
    },

    /// Xuất danh sách thư mời; ai giữ danh sách có thể trả lời thay người khác
    /// · Write the list of invitations; whoever holds it can answer in someone's name
    Invitations {
        /// Mã kỳ · Code of the campaign
        #[arg(value_name = "CODE")]
        code: String,

        /// Thư mục để ghi tệp CSV và bản in · Folder for the CSV file and the print sheet
        #[arg(long, value_name = "FOLDER")]
        list: PathBuf,

        /// Tạo bộ mã mới; mọi mã đã phát mất hiệu lực · Make new codes; those that are out stop working
        #[arg(long)]
        renew: bool,
    },

    /// Đóng kỳ và kiểm phiếu, không mở lại được · Close and count; it cannot be reopened
    Close {
        /// Mã kỳ · Code of the campaign
        #[arg(value_name = "CODE")]
        code: String,
    },

    /// Trả kết quả cho lãnh đạo và chuyên viên tổng hợp cùng lúc
    /// · Release the profiles to leaders and analysts at once
    Release {
        /// Mã kỳ · Code of the campaign
        #[arg(value_name = "CODE")]
        code: String,
    },

    /// Lưu trữ một kỳ đã trả kết quả · Archive a released campaign
    Archive {
        /// Mã kỳ · Code of the campaign
        #[arg(value_name = "CODE")]
        code: String,
    },

    /// Xem một kỳ đang ở bước nào · Show where a campaign stands
    Status {
        /// Mã kỳ; bỏ trống thì xem tất cả · Code of the campaign; all of them without it
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
}

/// Does it.
pub async fn run(program: &Program, command: Command) -> Result<(), CliError> {
    let lang = program.lang();
    let app = program.open().await?;
    let actor = &Actor::System;
    match command {
        Command::Create { file } => {
            let form = read_form(lang, &file)?;
            let code = campaigns::create(&app, actor, &form).await?;
            program.say(words::cli_created(lang, &code));
        }
        Command::Open {
            code,
            apply,
            yes,
            list,
        } => {
            let confirmed = match &apply {
                Some(hash) => Confirmed::Plan(hash),
                None if yes => Confirmed::Unseen,
                None => return show_plan(program, &app, &code).await,
            };
            let files = list
                .map(|folder| files::Files::reserve(lang, &folder, &code))
                .transpose()?;
            let opened = campaigns::open(&app, actor, &code, confirmed).await;
            let hash = match (opened, &files) {
                (Ok(hash), _) => hash,
                (Err(error), files) => {
                    if let Some(files) = files {
                        files.give_up();
                    }
                    return Err(error.into());
                }
            };
            program.say(words::cli_opened(lang, &code, &hash));
            if let Some(files) = files {
                hand_out(program, &app, &code, files, Before::Stands).await?;
            }
        }
        Command::Invitations { code, list, renew } => {
            let before = if renew {
                Before::IsReplaced
            } else {
                Before::Stands
            };
            let files = files::Files::reserve(lang, &list, &code)?;
            hand_out(program, &app, &code, files, before).await?;
        }
        Command::Close { code } => {
            campaigns::close(&app, actor, &code).await?;
            program.say(words::cli_closed(lang, &code));
        }
        Command::Release { code } => {
            campaigns::release(&app, actor, &code).await?;
            program.say(words::cli_released(lang, &code));
        }
        Command::Archive { code } => {
            campaigns::archive(&app, actor, &code).await?;
            program.say(words::cli_archived(lang, &code));
        }
        Command::Status { code: Some(code) } => {
            match campaigns::view(&app, actor, &code, 1).await? {
                Seen::Draft(view) => tell_draft(program, &view),
                Seen::Frozen(view) => tell_frozen(program, &view),
            }
        }
        Command::Status { code: None } => {
            for line in campaigns::list(&app, actor).await? {
                let state = words::state(lang, line.state);
                let title = line.title.get(lang);
                program.say(format_args!("{}\t{state}\t{title}", line.code));
            }
        }
    }
    Ok(())
}

fn read_form(lang: Lang, file: &std::path::Path) -> Result<DraftForm, CliError> {
    let unreadable = |why: String| {
        let name = file.display().to_string();
        CliError::Told(words::cli_file_unreadable(lang, &name, &why))
    };
    let text = if file.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(file)
    };
    let text = text.map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| unreadable(error.to_string()))
}

async fn show_plan(program: &Program, app: &App, code: &str) -> Result<(), CliError> {
    let plan = campaigns::plan(app, &Actor::System, code).await?;
    if let Some(outlook) = &plan.view.outlook {
        tell_outlook(program, outlook);
    }
    program.say(words::cli_plan(program.lang(), &plan.plan_hash));
    Ok(())
}

async fn hand_out(
    program: &Program,
    app: &App,
    code: &str,
    files: files::Files,
    before: Before,
) -> Result<(), CliError> {
    let lang = program.lang();
    let key = ListKey::draw().map_err(contract::error::AppError::internal)?;
    let sheet = match invitations::hand_out(app, &Actor::System, code, &key, before).await {
        Ok(sheet) => sheet,
        Err(error) => {
            files.give_up();
            return Err(error.into());
        }
    };
    let fictitious = accounts::is_fictitious(app).await?;
    for name in files.write(lang, app, &sheet, fictitious)? {
        program.say(words::cli_list_written(lang, &name));
    }
    program.say(words::invitations_warning(lang));
    Ok(())
}

fn tell_draft(program: &Program, view: &DraftView) {
    let lang = program.lang();
    let state = CampaignState::Draft;
    program.say(words::cli_state(lang, words::state(lang, state)));
    if !view.missing.is_empty() {
        program.say(words::cli_not_ready(lang));
    }
    for missing in &view.missing {
        let field = words::field(lang, &missing.field);
        let what = faults::fault(lang, &missing.fault);
        program.say(format_args!("  {field}: {what}"));
    }
    if let Some(outlook) = &view.outlook {
        tell_outlook(program, outlook);
    }
}

fn tell_outlook(program: &Program, outlook: &Outlook) {
    let lang = program.lang();
    program.say(words::n_subjects(lang, outlook.n_subjects));
    program.say(words::n_raters(lang, outlook.n_raters));
    program.say(words::n_assignments(lang, outlook.n_assignments.into()));
    if outlook.n_hard_to_see > 0 {
        program.say(words::n_hard_to_see(lang, outlook.n_hard_to_see));
    }
    if outlook.n_conversations > 0 {
        program.say(words::n_conversations(lang, outlook.n_conversations));
    }
    for person in &outlook.left_out {
        let reason = words::left_out_reason(lang, &person.reason);
        program.say(format_args!(
            "  {} {}: {reason}",
            person.staff_code, person.full_name
        ));
    }
}

fn tell_frozen(program: &Program, view: &CampaignView) {
    let lang = program.lang();
    program.say(words::cli_state(lang, words::state(lang, view.state)));
    let hash_is = words::protocol_hash(lang);
    program.say(format_args!("{hash_is}: {}", view.head.protocol_hash));
    let dates = words::dates_line(
        lang,
        &format::iso_date(lang, &view.head.opens_on),
        &format::iso_date(lang, &view.head.closes_on),
    );
    program.say(dates);
    if view.state == CampaignState::Closed {
        program.say(words::closed(lang, view.imported, view.tallied));
    }
    let Some(progress) = &view.progress else {
        return;
    };
    program.say(words::n_assignments(lang, progress.n_assignments));
    match progress.received_tens {
        0 => program.say(words::received_few(lang)),
        tens => program.say(words::received(lang, &format::count(lang, tens))),
    }
    for unit in &progress.issued_by_unit {
        let issued = unit.n_issued.map_or_else(
            || words::not_shown(lang).to_owned(),
            |n| format::count(lang, n.into()),
        );
        program.say(format_args!(
            "  {}: {issued} / {}",
            unit.unit_path, unit.n_invited
        ));
    }
}
