//! The box: codes that may answer, and envelopes nobody has opened. No time, no order, no person.

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
                    .table("box_campaign")
                    .col(uuid("campaign").primary_key())
                    // open, closed (the tally may be under way), tallied
                    .col(text("state"))
                    // the one size of an envelope
                    .col(integer("envelope_bytes"))
                    // the frozen protocol: public, and the tally needs its scales and cells
                    .col(text("protocol"))
                    // the instrument that the protocol names, canonical JSON
                    .col(text("instrument"))
                    // counts of the tally as JSON: received, counted, discarded by reason
                    .col(text_null("counts"))
                    // 256 random bits drawn at the tally, part of the hash of the data: whoever
                    // sees the hash cannot try out answers on it. Nobody is ever shown them; they
                    // stay as long as the answers, since a re-run needs both.
                    .col(binary_null("salt"))
                    // whether what the tally removed was also swept out of the files
                    .col(boolean("swept").default(false))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("code")
                    .col(uuid("campaign"))
                    // SHA-256 of the one-time code; gone at the tally
                    .col(binary("code_hash"))
                    .col(uuid("subject"))
                    .col(text("relation"))
                    // versions given to the plain form so far; no time
                    .col(integer("versions"))
                    // ids of the forms that gave them, 16 bytes each: an old form that is sent again
                    // does not replace a newer one. They say nothing about who or when, and go at the
                    // tally.
                    .col(binary_null("forms"))
                    .primary_key(&mut key(&["campaign", "code_hash"]))
                    .take(),
            )
            .await?;
        // An envelope lands in the intake, goes with the hour's shuffle to the day, with the
        // night's to the pool. At most the last hour's order exists anywhere.
        for table in ["intake", "pool_day", "pool"] {
            manager
                .create_table(
                    Table::create()
                        .table(table)
                        .col(uuid("campaign"))
                        // random, never a counter; drawn anew by every shuffle
                        .col(uuid("id"))
                        .col(blob("envelope"))
                        .primary_key(&mut key(&["campaign", "id"]))
                        .take(),
                )
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["pool", "pool_day", "intake", "code", "box_campaign"] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}
