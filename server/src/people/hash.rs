//! The hash that ties the second step of an import to the first.

use sha2::{Digest, Sha256};
use time::Date;

use super::roster::date_text;

/// SHA-256 of one file.
pub(super) fn of_file(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

/// What an upload is known by: its files and its option.
pub(super) fn of_upload(people: &[u8; 32], units: Option<&[u8; 32]>, complete: bool) -> [u8; 32] {
    Sha256::new()
        .chain_update("toancanh/people-upload/1")
        .chain_update([u8::from(complete), u8::from(units.is_some())])
        .chain_update(people)
        .chain_update(units.unwrap_or(&[0; 32]))
        .finalize()
        .into()
}

/// What a dry run is known by: the upload, the day (posts that end do so on the day before), and
/// the state of the roster it was compared with.
pub(super) fn of_dry_run(upload: &[u8; 32], today: Date, roster: &[u8; 32]) -> [u8; 32] {
    Sha256::new()
        .chain_update("toancanh/people-import/1")
        .chain_update(upload)
        .chain_update(date_text(today))
        .chain_update(roster)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn anything_that_could_change_the_outcome_changes_the_hash() {
        let (a, b) = (of_file(b"a"), of_file(b"b"));
        let uploads = [
            of_upload(&a, None, false),
            of_upload(&a, None, true),
            of_upload(&b, None, false),
            of_upload(&a, Some(&b), false),
            of_upload(&b, Some(&a), false),
            of_upload(&a, Some(&[0; 32]), false),
        ];
        for (at, one) in uploads.iter().enumerate() {
            assert!(!uploads[at + 1..].contains(one));
        }
        let day = date!(2026 - 10 - 05);
        let run = of_dry_run(&uploads[0], day, &a);
        assert_ne!(run, of_dry_run(&uploads[1], day, &a));
        assert_ne!(run, of_dry_run(&uploads[0], date!(2026 - 10 - 06), &a));
        assert_ne!(run, of_dry_run(&uploads[0], day, &b));
    }
}
