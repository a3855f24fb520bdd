//! `toancanh profile --campaign C STAFF_CODE [--json]`: a released profile, as everybody reads it.

mod text;

use contract::error::AppError;

use super::{CliError, Program};
use crate::accounts::Actor;
use crate::profiles;

/// Whose profile, of which campaign, in which form.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Mã cán bộ của người được góp ý; với kỳ nhập từ tệp là mã đối tượng trong tệp
    /// · Staff code of the leader; of imported ratings the subject as in the file
    #[arg(value_name = "STAFF_CODE", required_unless_present = "schema")]
    staff_code: Option<String>,

    /// Mã kỳ · Code of the campaign
    #[arg(long, value_name = "CODE", required_unless_present = "schema")]
    campaign: Option<String>,

    /// In JSON theo lược đồ đã công bố · Print JSON, as the published schema has it
    #[arg(long)]
    json: bool,

    /// Chỉ in lược đồ JSON · Print the JSON schema only
    #[arg(long, conflicts_with_all = ["staff_code", "campaign", "json"])]
    schema: bool,
}

/// Prints it.
pub async fn run(program: &Program, arguments: Arguments) -> Result<(), CliError> {
    let (Some(campaign), Some(staff_code)) = (&arguments.campaign, &arguments.staff_code) else {
        program.say(profiles::schema::profile().trim_end());
        return Ok(());
    };
    let app = program.open().await?;
    let profile = profiles::find(&app, &Actor::System, campaign, staff_code).await?;
    if arguments.json {
        let json = serde_json::to_string_pretty(&profile).map_err(AppError::internal)?;
        program.say(json);
    } else {
        program.say(text::of(program.lang(), &profile).trim_end());
    }
    Ok(())
}
