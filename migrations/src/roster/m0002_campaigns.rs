//! Instruments, campaigns, and who is asked about whom. Never what anybody answered.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{key, refers};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("instrument")
                    .col(text("id"))
                    .col(integer("version"))
                    // canonical JSON
                    .col(text("content"))
                    // SHA-256 of the content
                    .col(binary("hash"))
                    .primary_key(&mut key(&["id", "version"]))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("campaign")
                    .col(pk_uuid("id"))
                    .col(text_uniq("code"))
                    // draft, open, closed, released, archived
                    .col(text("state"))
                    // the draft as JSON, frozen with the protocol; of imported ratings the hash of
                    // what they were made from
                    .col(text("draft"))
                    // canonical JSON, written once at the opening; a public document
                    .col(text_null("protocol"))
                    .col(binary_null("protocol_hash"))
                    // the last day, yyyy-MM-dd, for the job that closes
                    .col(text_null("closes_on"))
                    // day of the release, yyyy-MM-dd
                    .col(text_null("released_on"))
                    // whether the one list of links and codes was handed out
                    .col(boolean("handed_out"))
                    // ratings collected elsewhere: there are no raters
                    .col(boolean("imported"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("subject")
                    // random, drawn for this campaign: the ballot vault knows this and nothing more
                    .col(pk_uuid("id"))
                    .col(uuid("campaign_id"))
                    // null for imported ratings, whose subjects need not be on the roster
                    .col(uuid_null("person_id"))
                    // as they were when the campaign opened
                    .col(text("staff_code"))
                    .col(text("full_name"))
                    .col(text("name"))
                    .col(text("post"))
                    .col(text("unit_path"))
                    // collation key: unit, then given name
                    .col(binary("sort_key"))
                    .foreign_key(&mut refers("subject", "campaign_id", "campaign"))
                    .foreign_key(&mut refers("subject", "person_id", "person"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("subject_once")
                    .table("subject")
                    .col("campaign_id")
                    .col("staff_code")
                    .unique()
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("assignment")
                    .col(pk_uuid("id"))
                    .col(uuid("campaign_id"))
                    .col(uuid("subject_id"))
                    // the rater
                    .col(uuid("person_id"))
                    // self, superior, peer, subordinate
                    .col(text("relation"))
                    // the rater's unit, for the count of issued assignments by unit
                    .col(uuid("unit_id"))
                    // 0 not issued, 1 issued to the browser page, 2 issued to the plain form;
                    // 3 after the tally, for all alike. No time: it would say when somebody answered.
                    .col(small_integer("way"))
                    // SHA-256(request key ‖ request) binds the retry; gone at the tally
                    .col(binary_null("digest"))
                    .foreign_key(&mut refers("assignment", "campaign_id", "campaign"))
                    .foreign_key(&mut refers("assignment", "subject_id", "subject"))
                    .foreign_key(&mut refers("assignment", "person_id", "person"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("assignment_once")
                    .table("assignment")
                    .col("campaign_id")
                    .col("person_id")
                    .col("subject_id")
                    .unique()
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("assignment_by_subject")
                    .table("assignment")
                    .col("subject_id")
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("invitation")
                    .col(uuid("campaign_id"))
                    .col(uuid("person_id"))
                    // SHA-256 of the 128-bit link code
                    .col(binary_uniq("link_hash"))
                    // SHA-256 of the 60-bit short code
                    .col(binary_uniq("short_hash"))
                    .primary_key(&mut key(&["campaign_id", "person_id"]))
                    .foreign_key(&mut refers("invitation", "campaign_id", "campaign"))
                    .foreign_key(&mut refers("invitation", "person_id", "person"))
                    .take(),
            )
            .await?;
        let mut rater_session = Table::create()
            .table("rater_session")
            // SHA-256 of the cookie's token
            .col(binary("token_hash").primary_key())
            .col(uuid("campaign_id"))
            .col(uuid("person_id"))
            // no time: it lives as long as its campaign is open
            .foreign_key(&mut refers("rater_session", "campaign_id", "campaign"))
            .take();
        if manager.get_database_backend() == DbBackend::Sqlite {
            // A row number would be the order in which sessions were opened.
            rater_session.extra("WITHOUT ROWID");
        }
        manager.create_table(rater_session).await?;
        // Wrong codes of everybody together, per minute, so that guessing is slow. No address.
        manager
            .create_table(
                Table::create()
                    .table("wrong_code")
                    .col(big_integer("minute").primary_key())
                    .col(integer("n"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "wrong_code",
            "rater_session",
            "invitation",
            "assignment",
            "subject",
            "campaign",
            "instrument",
        ] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}
