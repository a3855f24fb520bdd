//! Released profiles: the lists that lead to one, and the profile itself. They take released views
//! only; what is withheld arrives as a reason.

mod choices;
mod comments;
pub mod competency;
mod emphasis;
pub mod home;
pub mod list;
pub mod notes;
mod overall;
pub mod profile;
mod provenance;
pub mod reading;

use crate::page::encode_path_segment;

/// Where the profile of one person in one campaign is read.
pub fn address(campaign: &str, staff_code: &str) -> String {
    format!(
        "/profiles/{}/{}",
        encode_path_segment(campaign),
        encode_path_segment(staff_code)
    )
}
