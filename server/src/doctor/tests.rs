use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sea_orm_migration::sea_orm::ConnectionTrait;
use store::Roster;

use super::*;
use crate::config::Settings;
use crate::fixture::NOW;
use crate::startup;

fn config(folder: &Path) -> Config {
    let settings = Settings {
        data: Some(folder.join("data")),
        ..Settings::default()
    };
    settings.resolve().unwrap()
}

async fn set_up(folder: &Path) -> Config {
    let config = config(folder);
    drop(startup::open(&config, Clock::Fixed(NOW)).await.unwrap());
    config
}

/// What is not as it should be; the bundle is another matter and not always there in tests.
async fn complaints(config: &Config) -> Vec<What> {
    examine(config, Clock::Fixed(NOW))
        .await
        .into_iter()
        .filter(|finding| finding.standing != Standing::Good)
        .map(|finding| finding.what)
        .filter(|what| *what != What::BundleMissing)
        .collect()
}

#[tokio::test]
async fn a_fresh_installation_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let config = set_up(folder.path()).await;
    assert_eq!(complaints(&config).await, []);
}

#[tokio::test]
async fn looking_at_nothing_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    assert_eq!(complaints(&config).await.len(), 3);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_key_that_others_can_read_or_that_is_another_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = set_up(folder.path()).await;
    let key = config.keys.join("installation.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        complaints(&config).await,
        [What::Exposed(key.clone(), 0o644)]
    );
    fs::remove_file(&key).unwrap();
    Keys::draw().unwrap().write(&config.keys).unwrap();
    assert_eq!(
        complaints(&config).await,
        [What::NoKey(config.keys.clone())]
    );
}

use crate::keys::Keys;

#[tokio::test]
async fn a_broken_record_and_a_clock_behind_it_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = set_up(folder.path()).await;
    let roster = Roster::open(&config.roster.url()).await.unwrap();
    let entry = store::roster::audit::AuditEntry {
        at: NOW.unix_timestamp() + 3_600,
        actor: "command_line".to_owned(),
        action: "backup_made".to_owned(),
        detail: String::new(),
    };
    roster.append_audit(&entry).await.unwrap();
    assert_eq!(complaints(&config).await, [What::ClockBehind]);
    let tamper = "UPDATE audit SET detail = 'x'";
    roster
        .vault()
        .writer()
        .execute_unprepared(tamper)
        .await
        .unwrap();
    assert_eq!(
        complaints(&config).await,
        [What::AuditBroken(1), What::ClockBehind]
    );
}

#[tokio::test]
async fn rows_that_lead_nowhere_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = set_up(folder.path()).await;
    let roster = Roster::open(&config.roster.url()).await.unwrap();
    let dangling = "PRAGMA foreign_keys = OFF; INSERT INTO staff_session VALUES (x'00', x'01', 0)";
    roster
        .vault()
        .writer()
        .execute_unprepared(dangling)
        .await
        .unwrap();
    let found = complaints(&config).await;
    assert_eq!(
        found,
        [What::SqliteDamaged(
            Which::Roster,
            "foreign_key_check: 1".to_owned()
        )]
    );
}

#[tokio::test]
async fn an_address_that_is_not_encrypted_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = set_up(folder.path()).await;
    config.public_url = "http://khaosat.example".parse().unwrap();
    assert_eq!(complaints(&config).await, [What::PublicUrlUnsafe]);
}
