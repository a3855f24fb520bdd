//! People, units and dated posts. Seen by administrators; kept until removed from the roster.

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
                    .table("unit")
                    .col(pk_uuid("id"))
                    // full path from the top, `/` between levels, NFC
                    .col(text_uniq("path"))
                    // last part of the path
                    .col(text("name"))
                    .col(uuid_null("parent_id"))
                    // collation key of the path: levels one by one, numbers by value
                    .col(binary("sort_key"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("unit_predecessor")
                    .col(uuid("unit_id"))
                    // path of the unit that was merged into this one; it may no longer exist
                    .col(text("predecessor_path"))
                    // day of the merger, yyyy-MM-dd
                    .col(text_null("merged_on"))
                    .primary_key(&mut key(&["unit_id", "predecessor_path"]))
                    .foreign_key(&mut refers("unit_predecessor", "unit_id", "unit"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("person")
                    .col(pk_uuid("id"))
                    .col(text_uniq("staff_code"))
                    // one field, NFC: Vietnamese names are not split
                    .col(text("full_name"))
                    // "đồng chí", "ông", "bà"; null: the full name is used alone
                    .col(text_null("address_form"))
                    .col(text_null("email"))
                    // lower case without marks, đ as d: what the search looks in
                    .col(text("search_text"))
                    // collation key: given name, then the rest, in Vietnamese order
                    .col(binary("sort_key"))
                    .col(boolean("active"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("person_by_name")
                    .table("person")
                    .col("sort_key")
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("post")
                    .col(pk_uuid("id"))
                    .col(uuid("person_id"))
                    .col(uuid("unit_id"))
                    .col(text("title"))
                    // regular, acting, in_charge, concurrent, seconded
                    .col(text("post_type"))
                    // field in charge, for deputies
                    .col(text_null("field"))
                    .col(boolean("is_head"))
                    // yyyy-MM-dd; null: open on that side
                    .col(text_null("from_on"))
                    .col(text_null("to_on"))
                    .foreign_key(&mut refers("post", "person_id", "person"))
                    .foreign_key(&mut refers("post", "unit_id", "unit"))
                    .take(),
            )
            .await?;
        for (name, column) in [("post_by_person", "person_id"), ("post_by_unit", "unit_id")] {
            manager
                .create_index(Index::create().name(name).table("post").col(column).take())
                .await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("reporting_line")
                    .col(uuid("post_id"))
                    // 0: line superior; 1 and up: functional superiors
                    .col(small_integer("rank"))
                    .col(uuid("superior_id"))
                    .primary_key(&mut key(&["post_id", "rank"]))
                    .foreign_key(&mut refers("reporting_line", "post_id", "post"))
                    .foreign_key(&mut refers("reporting_line", "superior_id", "person"))
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("reporting_line_by_superior")
                    .table("reporting_line")
                    .col("superior_id")
                    .take(),
            )
            .await?;
        // Files uploaded for a dry run, kept until they are applied or replaced by the next upload.
        manager
            .create_table(
                Table::create()
                    .table("import_file")
                    // SHA-256 of the upload: both files and the option
                    .col(binary("upload"))
                    // people, units
                    .col(text("kind"))
                    // whether who is not in the file goes
                    .col(boolean("complete"))
                    .col(blob("content"))
                    .primary_key(&mut key(&["upload", "kind"]))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "import_file",
            "reporting_line",
            "post",
            "person",
            "unit_predecessor",
            "unit",
        ] {
            manager
                .drop_table(Table::drop().table(table).take())
                .await?;
        }
        Ok(())
    }
}
