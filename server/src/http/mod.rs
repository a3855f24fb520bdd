//! HTTP: which address leads to which use case, and how its answer becomes a page.
//!
//! An area adds a file here with `pub fn routes() -> Router<App>`, and one line in [`router`].
//! A handler extracts a [`Visit`], calls a use case with its actor, and answers with [`page`] or a
//! [`Failure`], which becomes an error page or, under `/api` and `/box`, JSON.
//!
//! There is no access log: addresses carry codes, and times would tell who answered when.

mod about;
mod accounts;
#[cfg(test)]
mod accounts_tests;
pub mod ballots;
pub mod bundle;
mod campaigns;
#[cfg(test)]
mod campaigns_tests;
mod confidential;
pub mod cookies;
mod failure;
mod health;
mod language;
mod limits;
mod page;
mod people;
#[cfg(test)]
mod people_tests;
mod profiles;
#[cfg(test)]
mod profiles_tests;
mod schemas;
mod security;
mod survey;
#[cfg(test)]
mod tests;
mod visit;

use axum::Router;
use axum::middleware::from_fn_with_state;

pub use failure::Failure;
pub use limits::up_to;
pub use page::{Document, page, page_with_status};
pub use visit::Visit;

use crate::state::App;

/// Every address of the program.
pub fn router(app: App) -> Router {
    let areas = Router::new()
        .merge(ballots::routes())
        .merge(about::routes())
        .merge(accounts::routes())
        .merge(bundle::routes())
        .merge(confidential::routes())
        .merge(campaigns::routes())
        .merge(schemas::routes())
        .merge(health::routes())
        .merge(language::routes())
        .merge(people::routes())
        .merge(profiles::routes())
        .merge(survey::routes());
    with_layers(areas, &app)
}

/// Puts routes behind what holds for every address.
fn with_layers(routes: Router<App>, app: &App) -> Router {
    let routes = security::refuse_foreign_pages(routes, app);
    limits::guard(routes)
        .layer(from_fn_with_state(app.clone(), failure::show))
        .layer(from_fn_with_state(app.clone(), security::add_headers))
        .with_state(app.clone())
}
