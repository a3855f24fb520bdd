//! Accounts, their sessions and their one-time sign-in links. Codes and tokens come in hashed.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter,
};
use uuid::Uuid;

use super::Roster;
use super::entities::{account, person, sign_in_link, staff_session};
use crate::StoreError;

impl Roster {
    /// The account whose session has this token hash and has not ended at `now` (unix seconds).
    /// `None` also for somebody who has left the roster since.
    pub async fn account_of_session(
        &self,
        token_hash: &[u8],
        now: i64,
    ) -> Result<Option<account::Model>, StoreError> {
        let session = staff_session::Entity::find_by_id(token_hash.to_vec())
            .filter(staff_session::Column::ExpiresAt.gt(now))
            .one(self.vault.reader())
            .await?;
        match session {
            Some(session) => in_service(self.vault.reader(), session.account_id).await,
            None => Ok(None),
        }
    }

    /// The account with this id.
    pub async fn account(&self, id: Uuid) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find_by_id(id)
            .one(self.vault.reader())
            .await?)
    }

    /// Any account of this role that is not tied to a person, e.g. the first administrator.
    pub async fn account_of_role(&self, role: &str) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find()
            .filter(account::Column::Role.eq(role))
            .filter(account::Column::PersonId.is_null())
            .one(self.vault.reader())
            .await?)
    }

    /// The account that a person has in a role.
    pub async fn account_of_person(
        &self,
        person: Uuid,
        role: &str,
    ) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find()
            .filter(account::Column::Role.eq(role))
            .filter(account::Column::PersonId.eq(person))
            .one(self.vault.reader())
            .await?)
    }

    /// A new account.
    pub async fn add_account(&self, account: account::Model) -> Result<(), StoreError> {
        account::ActiveModel {
            id: Set(account.id),
            role: Set(account.role),
            person_id: Set(account.person_id),
            display_name: Set(account.display_name),
        }
        .insert(self.vault.writer())
        .await?;
        Ok(())
    }

    /// The name that the header shows.
    pub async fn rename_account(&self, id: Uuid, name: &str) -> Result<(), StoreError> {
        account::Entity::update_many()
            .col_expr(account::Column::DisplayName, name.into())
            .filter(account::Column::Id.eq(id))
            .exec(self.vault.writer())
            .await?;
        Ok(())
    }

    /// The person with this staff code, whether still on the roster or not.
    pub async fn person_of_staff_code(
        &self,
        staff_code: &str,
    ) -> Result<Option<person::Model>, StoreError> {
        Ok(person::Entity::find()
            .filter(person::Column::StaffCode.eq(staff_code))
            .one(self.vault.reader())
            .await?)
    }

    /// Makes the unused links of an account worthless.
    pub async fn withdraw_sign_in_links(&self, account: Uuid) -> Result<(), StoreError> {
        sign_in_link::Entity::delete_many()
            .filter(sign_in_link::Column::AccountId.eq(account))
            .exec(self.vault.writer())
            .await?;
        Ok(())
    }

    /// A new one-time link, good until `expires_at`; links that have run out go.
    pub async fn add_sign_in_link(
        &self,
        link: sign_in_link::Model,
        now: i64,
    ) -> Result<(), StoreError> {
        let transaction = self.vault.begin().await?;
        sign_in_link::Entity::delete_many()
            .filter(sign_in_link::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        sign_in_link::ActiveModel {
            code_hash: Set(link.code_hash),
            account_id: Set(link.account_id),
            expires_at: Set(link.expires_at),
        }
        .insert(&transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes a link away and opens a session for it, in one transaction: of two who use the same
    /// link, one gets in. `None`: no such link, too old, or of somebody who has left the roster.
    pub async fn redeem_sign_in_link(
        &self,
        code_hash: &[u8],
        session_hash: &[u8],
        session_expires_at: i64,
        now: i64,
    ) -> Result<Option<account::Model>, StoreError> {
        let transaction = self.vault.begin().await?;
        let link = sign_in_link::Entity::find_by_id(code_hash.to_vec())
            .one(&transaction)
            .await?;
        let Some(link) = link else {
            transaction.rollback().await?;
            return Ok(None);
        };
        let taken = sign_in_link::Entity::delete_by_id(code_hash.to_vec())
            .exec(&transaction)
            .await?;
        let account = in_service(&transaction, link.account_id).await?;
        if taken.rows_affected != 1 || link.expires_at <= now || account.is_none() {
            // Such a link goes even though nobody gets in by it.
            transaction.commit().await?;
            return Ok(None);
        }
        staff_session::Entity::delete_many()
            .filter(staff_session::Column::ExpiresAt.lte(now))
            .exec(&transaction)
            .await?;
        staff_session::ActiveModel {
            token_hash: Set(session_hash.to_vec()),
            account_id: Set(link.account_id),
            expires_at: Set(session_expires_at),
        }
        .insert(&transaction)
        .await?;
        transaction.commit().await?;
        Ok(account)
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        staff_session::Entity::delete_by_id(token_hash.to_vec())
            .exec(self.vault.writer())
            .await?;
        Ok(())
    }
}

/// An account that may be used: of nobody in particular, or of somebody on the roster. Who leaves is
/// signed out when that is written; this holds for a link that is drawn or used at the same moment.
async fn in_service(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<account::Model>, StoreError> {
    let Some(account) = account::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let Some(person) = account.person_id else {
        return Ok(Some(account));
    };
    let n_active = person::Entity::find_by_id(person)
        .filter(person::Column::Active.eq(true))
        .count(db)
        .await?;
    Ok((n_active > 0).then_some(account))
}
