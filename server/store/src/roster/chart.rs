//! The part of the organisation that a campaign asks about: units, posts, lines, people.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Roster;
use super::entities::{person, post, reporting_line, unit, unit_predecessor};
use crate::StoreError;

pub use person::Model as PersonRow;
pub use post::Model as PostRow;
pub use reporting_line::Model as LineRow;
pub use unit::Model as UnitRow;
pub use unit_predecessor::Model as MergerRow;

/// Values in one `IN` list; far below the parameters that either engine takes.
const AT_ONCE: usize = 1_000;

impl Roster {
    /// All units, in their order.
    pub async fn units(&self) -> Result<Vec<UnitRow>, StoreError> {
        Ok(unit::Entity::find()
            .order_by_asc(unit::Column::SortKey)
            .all(self.vault.reader())
            .await?)
    }

    /// Which units were merged into which.
    pub async fn unit_predecessors(&self) -> Result<Vec<MergerRow>, StoreError> {
        Ok(unit_predecessor::Entity::find()
            .all(self.vault.reader())
            .await?)
    }

    /// Every post that is or was in these units.
    pub async fn posts_in_units(&self, units: &[Uuid]) -> Result<Vec<PostRow>, StoreError> {
        self.posts_where(post::Column::UnitId, units).await
    }

    /// Every post that these people hold or held.
    pub async fn posts_of_people(&self, people: &[Uuid]) -> Result<Vec<PostRow>, StoreError> {
        self.posts_where(post::Column::PersonId, people).await
    }

    /// Ids of the holders of all posts that report to these people, in whatever line.
    pub async fn people_under(&self, superiors: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
        let mut people = Vec::new();
        for some in superiors.chunks(AT_ONCE) {
            let posts = reporting_line::Entity::find()
                .select_only()
                .column(reporting_line::Column::PostId)
                .filter(reporting_line::Column::SuperiorId.is_in(some.iter().copied()));
            let found: Vec<Uuid> = post::Entity::find()
                .select_only()
                .column(post::Column::PersonId)
                .distinct()
                .filter(post::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(posts)))
                .into_tuple()
                .all(self.vault.reader())
                .await?;
            people.extend(found);
        }
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }

    /// The reporting lines of these posts, by post and rank.
    pub async fn lines_of_posts(&self, posts: &[Uuid]) -> Result<Vec<LineRow>, StoreError> {
        let mut lines = Vec::new();
        for some in posts.chunks(AT_ONCE) {
            let found = reporting_line::Entity::find()
                .filter(reporting_line::Column::PostId.is_in(some.iter().copied()))
                .order_by_asc(reporting_line::Column::PostId)
                .order_by_asc(reporting_line::Column::Rank)
                .all(self.vault.reader())
                .await?;
            lines.extend(found);
        }
        Ok(lines)
    }

    /// Those of these people who belong to the organisation.
    pub async fn active_people(&self, people: &[Uuid]) -> Result<Vec<PersonRow>, StoreError> {
        let mut rows = Vec::new();
        for some in people.chunks(AT_ONCE) {
            let found = person::Entity::find()
                .filter(person::Column::Id.is_in(some.iter().copied()))
                .filter(person::Column::Active.eq(true))
                .all(self.vault.reader())
                .await?;
            rows.extend(found);
        }
        Ok(rows)
    }

    /// Those who belong to the organisation and have one of these staff codes.
    pub async fn active_people_by_code(
        &self,
        staff_codes: &[String],
    ) -> Result<Vec<PersonRow>, StoreError> {
        let mut rows = Vec::new();
        for some in staff_codes.chunks(AT_ONCE) {
            let found = person::Entity::find()
                .filter(person::Column::StaffCode.is_in(some.iter().map(String::as_str)))
                .filter(person::Column::Active.eq(true))
                .all(self.vault.reader())
                .await?;
            rows.extend(found);
        }
        Ok(rows)
    }

    async fn posts_where(
        &self,
        column: post::Column,
        ids: &[Uuid],
    ) -> Result<Vec<PostRow>, StoreError> {
        let mut rows = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let found = post::Entity::find()
                .filter(column.is_in(some.iter().copied()))
                .all(self.vault.reader())
                .await?;
            rows.extend(found);
        }
        Ok(rows)
    }
}
