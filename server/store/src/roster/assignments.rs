//! Assignments: who is asked about whom, and which way each is answered. Never when, never what.

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use uuid::Uuid;

use super::Roster;
use super::entities::{assignment, person, subject, unit};
use crate::StoreError;

/// An assignment as it is kept.
pub type StoredAssignment = assignment::Model;

/// One unit's share in a running campaign. Counts only: the store never tells who is missing.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct UnitCount {
    /// Path of the raters' unit.
    pub unit_path: String,
    /// Different people invited.
    pub n_people: i64,
    /// Assignments.
    pub n_assignments: i64,
    /// Assignments issued, whichever way.
    pub n_issued: i64,
}

/// A person who is invited, for the one list of links and codes.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Invited {
    /// The person.
    pub person_id: Uuid,
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// E-mail, where there is one.
    pub email: Option<String>,
    /// Assignments of the person.
    pub n_tasks: i64,
    /// Collation key of the unit.
    pub unit_sort_key: Vec<u8>,
    /// Path of the unit in which the person rates.
    pub unit_path: String,
    /// Collation key of the name.
    pub sort_key: Vec<u8>,
}

impl Roster {
    /// What one person is asked in a campaign, by subject.
    pub async fn assignments_of_person(
        &self,
        campaign: Uuid,
        person: Uuid,
    ) -> Result<Vec<(StoredAssignment, subject::Model)>, StoreError> {
        let rows = assignment::Entity::find()
            .select_also(subject::Entity)
            .join(JoinType::InnerJoin, subject_of_assignment())
            .filter(assignment::Column::CampaignId.eq(campaign))
            .filter(assignment::Column::PersonId.eq(person))
            .order_by_asc(subject::Column::SortKey)
            .order_by_asc(subject::Column::StaffCode)
            .all(self.vault.reader())
            .await?;
        rows.into_iter()
            .map(|(assignment, subject)| match subject {
                Some(subject) => Ok((assignment, subject)),
                None => Err(StoreError::Damaged {
                    table: "assignment",
                    what: "its subject is missing".to_owned(),
                }),
            })
            .collect()
    }

    /// How many assignments a campaign has.
    pub async fn n_assignments(&self, campaign: Uuid) -> Result<u64, StoreError> {
        Ok(assignment::Entity::find()
            .filter(assignment::Column::CampaignId.eq(campaign))
            .count(self.vault.reader())
            .await?)
    }

    /// Counts by the raters' unit, by path.
    pub async fn issued_by_unit(&self, campaign: Uuid) -> Result<Vec<UnitCount>, StoreError> {
        Ok(assignment::Entity::find()
            .select_only()
            .column_as(unit::Column::Path, "unit_path")
            .column_as(
                Expr::expr(Func::count_distinct(Expr::col((
                    assignment::Entity,
                    assignment::Column::PersonId,
                )))),
                "n_people",
            )
            .column_as(assignment::Column::Id.count(), "n_assignments")
            .column_as(
                Expr::expr(Func::sum(
                    Expr::case(assignment::Column::Way.gt(0), Expr::value(1_i32))
                        .finally(Expr::value(0_i32)),
                )),
                "n_issued",
            )
            .join(JoinType::InnerJoin, unit_of_assignment())
            .filter(assignment::Column::CampaignId.eq(campaign))
            .group_by(unit::Column::Path)
            .group_by(unit::Column::SortKey)
            .order_by_asc(unit::Column::SortKey)
            .into_model::<UnitCount>()
            .all(self.vault.reader())
            .await?)
    }

    /// Everybody invited to a campaign, once each, by unit and name.
    pub async fn invited(&self, campaign: Uuid) -> Result<Vec<Invited>, StoreError> {
        let mut rows = assignment::Entity::find()
            .select_only()
            .column_as(assignment::Column::PersonId, "person_id")
            .column_as(person::Column::StaffCode, "staff_code")
            .column_as(person::Column::FullName, "full_name")
            .column_as(person::Column::Email, "email")
            .column_as(person::Column::SortKey, "sort_key")
            .column_as(unit::Column::Path, "unit_path")
            .column_as(unit::Column::SortKey, "unit_sort_key")
            .column_as(assignment::Column::Id.count(), "n_tasks")
            .join(JoinType::InnerJoin, rater_of_assignment())
            .join(JoinType::InnerJoin, unit_of_assignment())
            .filter(assignment::Column::CampaignId.eq(campaign))
            .group_by(assignment::Column::PersonId)
            .group_by(person::Column::StaffCode)
            .group_by(person::Column::FullName)
            .group_by(person::Column::Email)
            .group_by(person::Column::SortKey)
            .group_by(unit::Column::Path)
            .group_by(unit::Column::SortKey)
            .into_model::<Invited>()
            .all(self.vault.reader())
            .await?;
        rows.sort_by(|one, other| {
            (&one.unit_sort_key, &one.sort_key, &one.staff_code).cmp(&(
                &other.unit_sort_key,
                &other.sort_key,
                &other.staff_code,
            ))
        });
        Ok(rows)
    }
}

fn subject_of_assignment() -> RelationDef {
    assignment::Entity::belongs_to(subject::Entity)
        .from(assignment::Column::SubjectId)
        .to(subject::Column::Id)
        .into()
}

fn rater_of_assignment() -> RelationDef {
    assignment::Entity::belongs_to(person::Entity)
        .from(assignment::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

fn unit_of_assignment() -> RelationDef {
    assignment::Entity::belongs_to(unit::Entity)
        .from(assignment::Column::UnitId)
        .to(unit::Column::Id)
        .into()
}
