//! What the administrator sets for the whole installation.

use contract::error::{AppError, Fault, FieldFault};
use store::{Roster, StoreError};

use super::Actor;
use super::permissions::{Action, Resource};
use crate::audit;
use crate::state::App;

const ORGANISATION: &str = "organisation";
const FICTITIOUS: &str = "fictitious";
const NAME_CHARS: usize = 200;

/// The name of the organisation; empty before the set-up.
pub async fn organisation(app: &App) -> Result<String, AppError> {
    let name = app.roster.setting(ORGANISATION).await;
    Ok(name.map_err(AppError::internal)?.unwrap_or_default())
}

/// Whether everything here was made up for the demo.
pub async fn is_fictitious(app: &App) -> Result<bool, AppError> {
    is_marked_as_fictitious(&app.roster)
        .await
        .map_err(AppError::internal)
}

/// The same of a roster vault alone, before the program has started over it.
pub async fn is_marked_as_fictitious(roster: &Roster) -> Result<bool, StoreError> {
    Ok(roster.setting(FICTITIOUS).await?.is_some())
}

/// Marks everything here as made up. There is no way back.
pub async fn mark_as_fictitious(app: &App) -> Result<(), AppError> {
    let marked = app.roster.set_setting(FICTITIOUS, "yes").await;
    marked.map_err(AppError::internal)
}

/// Whether an administrator has set the program up.
pub async fn is_set_up(app: &App) -> Result<bool, AppError> {
    Ok(!organisation(app).await?.is_empty())
}

/// Names the organisation, and the administrator as the header shows him.
pub async fn set_up(
    app: &App,
    actor: &Actor,
    organisation: &str,
    display_name: &str,
) -> Result<(), AppError> {
    actor.may(Action::Write, Resource::Settings)?;
    let names = [
        ("organisation", name(organisation)),
        ("display_name", name(display_name)),
    ];
    let faults = names
        .iter()
        .filter_map(|(field, name)| {
            let fault = name.clone().err()?;
            let field = (*field).to_owned();
            Some(FieldFault { field, fault })
        })
        .collect();
    let [(_, Ok(organisation)), (_, Ok(display_name))] = names else {
        return Err(AppError::Invalid(faults));
    };
    app.roster
        .set_setting(ORGANISATION, &organisation)
        .await
        .map_err(AppError::internal)?;
    if let Actor::Staff(staff) = actor {
        app.roster
            .rename_account(staff.account.0, &display_name)
            .await
            .map_err(AppError::internal)?;
    }
    audit::record(app, actor, "organisation_named", &organisation).await
}

/// A name in one line, in NFC, as it will be shown.
fn name(typed: &str) -> Result<String, Fault> {
    use unicode_normalization::UnicodeNormalization;

    let name: String = typed.nfc().collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Fault::Missing);
    }
    if name.chars().count() > NAME_CHARS {
        let limit_chars = NAME_CHARS as u32;
        return Err(Fault::TooLong { limit_chars });
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_in_nfc() {
        assert_eq!(
            name("  Bộ\u{a0}Thử \n nghiệm ").as_deref(),
            Ok("Bộ Thử nghiệm")
        );
        assert_eq!(name("Bo\u{302}\u{323}").as_deref(), Ok("Bộ"));
        assert_eq!(name(" \t"), Err(Fault::Missing));
        assert!(matches!(name(&"ô".repeat(201)), Err(Fault::TooLong { .. })));
    }
}
