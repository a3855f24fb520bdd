//! Answers after the tally, and what was released of them.
//! Written once, in random order, in one transaction.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::key;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("ballot")
                    .col(uuid("campaign"))
                    // random, drawn by the tally
                    .col(uuid("id"))
                    .col(uuid("subject"))
                    .col(text("relation"))
                    // index of the familiarity level
                    .col(small_integer_null("familiarity"))
                    // one little-endian f64 per item of the instrument; NaN: no level given
                    .col(blob("levels"))
                    // one bit per item, lowest first: "cannot judge" (a blank has neither)
                    .col(binary("cannot_judge"))
                    // bit per competency
                    .col(integer("strongest"))
                    // index of the competency
                    .col(small_integer_null("improve_first"))
                    .primary_key(&mut key(&["campaign", "id"]))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("comment")
                    .col(uuid("campaign"))
                    // random, drawn by the tally; nothing ties it to a ballot or to another comment
                    .col(uuid("id"))
                    .col(uuid("subject"))
                    .col(text("relation"))
                    // id of the prompt
                    .col(text("prompt"))
                    .col(text("content"))
                    .primary_key(&mut key(&["campaign", "id"]))
                    .take(),
            )
            .await?;
        // A release reads the comments about some subjects at a time.
        manager
            .create_index(
                Index::create()
                    .name("comment_by_subject")
                    .table("comment")
                    .col("campaign")
                    .col("subject")
                    .take(),
            )
            .await?;
        // The release ledger: exactly what was shown, by subject. Never changed, never recomputed.
        manager
            .create_table(
                Table::create()
                    .table("released_profile")
                    .col(uuid("campaign"))
                    .col(uuid("subject"))
                    // the contract's ProfileFigures as canonical JSON
                    .col(text("figures"))
                    // salted SHA-256 of the data it was computed from
                    .col(binary("data_hash"))
                    .primary_key(&mut key(&["campaign", "subject"]))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["released_profile", "comment", "ballot"] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}
