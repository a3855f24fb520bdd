//! Folders: who can look into them, and how much room is left.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{Finding, What};
use crate::config::{Config, VaultPlace};
use crate::keys;

const ENOUGH_MIB: u64 = 1_024;
const NEEDED_MIB: u64 = 100;

pub(super) fn examine(config: &Config, findings: &mut Vec<Finding>) {
    let on_disk = [&config.roster, &config.ballots]
        .into_iter()
        .any(|place| matches!(place, VaultPlace::Sqlite(_)));
    if on_disk {
        if config.data.is_dir() {
            findings.push(privacy(&config.data));
            findings.push(room(&config.data));
        } else {
            findings.push(What::NothingHere(config.data.clone()).doubtful());
        }
    }
    if config.keys.is_dir() {
        findings.push(privacy(&config.keys));
        let file = config.keys.join(keys::FILE);
        if file.is_file() {
            findings.push(privacy(&file));
        }
    }
}

/// Whether only the owner can read it.
fn privacy(path: &Path) -> Finding {
    match path.metadata() {
        Ok(found) => {
            let mode = found.permissions().mode() & 0o777;
            if mode & 0o077 == 0 {
                What::Private(path.to_owned()).good()
            } else {
                What::Exposed(path.to_owned(), mode).bad()
            }
        }
        Err(error) => What::Unreadable(path.to_owned(), error.to_string()).bad(),
    }
}

fn room(folder: &Path) -> Finding {
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free_mib = disk.f_bavail.saturating_mul(disk.f_frsize) >> 20;
            if free_mib >= ENOUGH_MIB {
                What::Room(free_mib).good()
            } else if free_mib >= NEEDED_MIB {
                What::NoRoom(free_mib).doubtful()
            } else {
                What::NoRoom(free_mib).bad()
            }
        }
        Err(error) => What::Unreadable(folder.to_owned(), error.to_string()).bad(),
    }
}
