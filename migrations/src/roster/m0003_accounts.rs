//! Who may sign in as staff, and the append-only record of what staff did.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::refers;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("account")
                    .col(pk_uuid("id"))
                    // administrator, analyst, member
                    .col(text("role"))
                    // a member is a person on the roster; the others need not be
                    .col(uuid_null("person_id"))
                    .col(text("display_name"))
                    .foreign_key(&mut refers("account", "person_id", "person"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("account_once")
                    .table("account")
                    .col("person_id")
                    .col("role")
                    .unique()
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("sign_in_link")
                    // SHA-256 of the code; the row goes when the link is used
                    .col(binary("code_hash").primary_key())
                    .col(uuid("account_id"))
                    // unix seconds; staff only, so a time is allowed
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut refers("sign_in_link", "account_id", "account"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("staff_session")
                    // SHA-256 of the cookie's token
                    .col(binary("token_hash").primary_key())
                    .col(uuid("account_id"))
                    // unix seconds; staff only, so a time is allowed
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut refers("staff_session", "account_id", "account"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("audit")
                    .col(big_integer("seq").primary_key())
                    // unix seconds; what staff did, never what a rater did
                    .col(big_integer("at"))
                    .col(text("actor"))
                    .col(text("action"))
                    .col(text("detail"))
                    // SHA-256 over the previous hash and this row
                    .col(binary("hash"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("setting")
                    .col(text("name").primary_key())
                    .col(text("value"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "setting",
            "audit",
            "staff_session",
            "sign_in_link",
            "account",
        ] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}
