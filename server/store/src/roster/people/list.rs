//! The list of people, page by page.

use sea_orm::sea_query::{
    Cond, Expr, ExprTrait, Func, JoinType, LikeExpr, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, FromQueryResult, StatementBuilder};
use uuid::Uuid;

use crate::roster::entities::{person, post, unit};
use crate::{Roster, StoreError};

/// What is asked of the list.
#[derive(Debug, Clone)]
pub struct PeopleQuery {
    /// Every one of them must occur in the search text: folded words.
    pub words: Vec<String>,
    /// By unit instead of by name.
    pub by_unit: bool,
    /// The day whose posts count, yyyy-MM-dd.
    pub today: String,
    /// Lines of a page.
    pub limit: u64,
    /// Lines before it.
    pub offset: u64,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleList {
    /// Lines in all.
    pub n_total: u64,
    /// The lines of this page. By unit, a person has one line for each post.
    pub people: Vec<ListedPerson>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// Id.
    pub id: Uuid,
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// Posts that hold on the day.
    pub posts: Vec<ListedPost>,
}

/// A post of the list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedPost {
    /// Who holds it.
    pub person_id: Uuid,
    /// Title.
    pub title: String,
    /// As stored.
    pub post_type: String,
    /// Path of the unit.
    pub unit_path: String,
    /// Field in charge.
    pub field: Option<String>,
    /// Head of the unit.
    pub is_head: bool,
    /// First day.
    pub from_on: Option<String>,
    /// Last day.
    pub to_on: Option<String>,
}

#[derive(FromQueryResult)]
struct NameRow {
    id: Uuid,
    staff_code: String,
    full_name: String,
    post_id: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct CountRow {
    n: i64,
}

impl Roster {
    /// One page of the people on the roster.
    pub async fn list_people(&self, query: &PeopleQuery) -> Result<PeopleList, StoreError> {
        let mut count = lines(query);
        count.expr_as(
            Func::count(Expr::col((person::Entity, person::Column::Id))),
            "n",
        );
        let n_total = CountRow::find_by_statement(self.statement(&count))
            .one(self.vault().reader())
            .await?
            .map_or(0, |row| row.n);

        let mut names = lines(query);
        names
            .column((person::Entity, person::Column::Id))
            .column((person::Entity, person::Column::StaffCode))
            .column((person::Entity, person::Column::FullName));
        if query.by_unit {
            names
                .expr_as(Expr::col((post::Entity, post::Column::Id)), "post_id")
                // Who holds no post comes last; the two engines disagree about where NULL sorts.
                .order_by_expr(
                    Expr::col((post::Entity, post::Column::Id)).is_null(),
                    Order::Asc,
                )
                .order_by((unit::Entity, unit::Column::SortKey), Order::Asc)
                .order_by((post::Entity, post::Column::IsHead), Order::Desc);
        } else {
            names.expr_as(Expr::val(Option::<Uuid>::None), "post_id");
        }
        names
            .order_by((person::Entity, person::Column::SortKey), Order::Asc)
            .order_by((person::Entity, person::Column::StaffCode), Order::Asc)
            .limit(query.limit)
            .offset(query.offset);
        let names = NameRow::find_by_statement(self.statement(&names))
            .all(self.vault().reader())
            .await?;
        let posts = self.posts_of(&names, query).await?;
        let people = names
            .into_iter()
            .map(|name| ListedPerson {
                posts: posts
                    .iter()
                    .filter(|(id, post)| match name.post_id {
                        Some(of_line) => *id == of_line,
                        None => post.person_id == name.id,
                    })
                    .map(|(_, post)| post.clone())
                    .collect(),
                id: name.id,
                staff_code: name.staff_code,
                full_name: name.full_name,
            })
            .collect();
        Ok(PeopleList {
            n_total: u64::try_from(n_total).unwrap_or(0),
            people,
        })
    }

    async fn posts_of(
        &self,
        names: &[NameRow],
        query: &PeopleQuery,
    ) -> Result<Vec<(Uuid, ListedPost)>, StoreError> {
        #[derive(FromQueryResult)]
        struct Id {
            id: Uuid,
        }
        let mut select = Query::select();
        select
            .column((post::Entity, post::Column::Id))
            .column((post::Entity, post::Column::PersonId))
            .column((post::Entity, post::Column::Title))
            .column((post::Entity, post::Column::PostType))
            .expr_as(Expr::col((unit::Entity, unit::Column::Path)), "unit_path")
            .column((post::Entity, post::Column::Field))
            .column((post::Entity, post::Column::IsHead))
            .column((post::Entity, post::Column::FromOn))
            .column((post::Entity, post::Column::ToOn))
            .from(post::Entity)
            .inner_join(
                unit::Entity,
                Expr::col((unit::Entity, unit::Column::Id))
                    .equals((post::Entity, post::Column::UnitId)),
            )
            .and_where(
                Expr::col((post::Entity, post::Column::PersonId))
                    .is_in(names.iter().map(|name| name.id)),
            )
            .cond_where(holds_on(&query.today))
            .order_by((unit::Entity, unit::Column::SortKey), Order::Asc)
            .order_by((post::Entity, post::Column::Title), Order::Asc);
        let rows = self
            .vault()
            .reader()
            .query_all_raw(self.statement(&select))
            .await?;
        rows.iter()
            .map(|row| {
                Ok((
                    Id::from_query_result(row, "")?.id,
                    ListedPost::from_query_result(row, "")?,
                ))
            })
            .collect()
    }

    fn statement(&self, select: &SelectStatement) -> sea_orm::Statement {
        StatementBuilder::build(select, &self.vault().backend())
    }
}

/// The lines of the list, neither ordered nor cut.
fn lines(query: &PeopleQuery) -> SelectStatement {
    let mut select = Query::select();
    select
        .from(person::Entity)
        .and_where(Expr::col((person::Entity, person::Column::Active)).eq(true));
    for word in &query.words {
        let pattern = format!("%{}%", escape_like(word));
        select.and_where(
            Expr::col((person::Entity, person::Column::SearchText))
                .like(LikeExpr::new(pattern).escape('\\')),
        );
    }
    if query.by_unit {
        select
            .join(
                JoinType::LeftJoin,
                post::Entity,
                Cond::all()
                    .add(
                        Expr::col((post::Entity, post::Column::PersonId))
                            .equals((person::Entity, person::Column::Id)),
                    )
                    .add(holds_on(&query.today)),
            )
            .join(
                JoinType::LeftJoin,
                unit::Entity,
                Expr::col((unit::Entity, unit::Column::Id))
                    .equals((post::Entity, post::Column::UnitId)),
            );
    }
    select
}

/// Posts that hold on a day; a missing end is open on that side.
fn holds_on(day: &str) -> Cond {
    let from = || Expr::col((post::Entity, post::Column::FromOn));
    let to = || Expr::col((post::Entity, post::Column::ToOn));
    Cond::all()
        .add(Cond::any().add(from().is_null()).add(from().lte(day)))
        .add(Cond::any().add(to().is_null()).add(to().gte(day)))
}

fn escape_like(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for letter in word.chars() {
        if matches!(letter, '\\' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
