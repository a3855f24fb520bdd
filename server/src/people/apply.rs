//! The second step of an import: does what the dry run said, in one transaction, or nothing.

use std::collections::HashMap;

use contract::error::{AppError, Refusal};
use contract::people::DryRun;
use rand::Rng;
use store::StoreError;
use store::roster::entities::{person, post, reporting_line, unit, unit_predecessor};
use store::roster::people::{PeopleChange, ReplacedLines};
use time::Date;
use uuid::Uuid;

use super::dry_run::{self, Comparison, ReadFiles};
use super::names::{self, SortKeys};
use super::plan::{PersonPlan, Plan, PostPlan};
use super::roster::{RosterPeople, date_text};
use super::table::PostTerms;
use super::units::MergerPlan;

/// Compares once more, now that nobody else can change the roster, and writes, unless the hash is
/// of another dry run or there are faults. The caller commits.
pub(super) async fn write(
    change: &PeopleChange,
    files: &ReadFiles,
    hash: &str,
    today: Date,
    random: &mut (impl Rng + Send),
) -> Result<DryRun, AppError> {
    let snapshot = change.snapshot().await.map_err(AppError::internal)?;
    let roster = dry_run::roster(snapshot)?;
    let Comparison {
        dry_run,
        plan,
        mergers,
    } = dry_run::compare(files, &roster, today);
    if !dry_run.hash.eq_ignore_ascii_case(hash.trim()) {
        return Err(AppError::Refused(Refusal::DryRunIsStale));
    }
    if dry_run.faults.n > 0 {
        return Err(AppError::Refused(Refusal::FileHasFaults));
    }
    let addressed = files
        .people
        .as_ref()
        .is_some_and(|people| people.has_address_forms);
    let ids = Ids::draw(&plan, &roster, random);
    let mut keys = SortKeys::new().map_err(AppError::internal)?;
    let written = async {
        change.put_units(units(&plan, &ids, &mut keys)).await?;
        put_people(change, &plan, &ids, &mut keys, addressed).await?;
        put_posts(change, &plan, &ids, today, random).await?;
        let gone: Vec<Uuid> = plan.removals.iter().map(|gone| gone.person.id).collect();
        change.deactivate(&gone).await?;
        put_mergers(change, &mergers, &ids).await
    };
    written.await.map_err(AppError::internal)?;
    Ok(dry_run)
}

/// Ids of people and units, known and new.
struct Ids<'a> {
    roster: &'a RosterPeople,
    new_people: HashMap<&'a str, Uuid>,
    new_units: HashMap<&'a str, Uuid>,
}

impl<'a> Ids<'a> {
    fn draw(plan: &'a Plan<'_>, roster: &'a RosterPeople, random: &mut impl Rng) -> Self {
        let new_people = plan
            .additions
            .iter()
            .filter(|addition| addition.known.is_none())
            .map(|addition| (&*addition.person.staff_code, new_id(random)))
            .collect();
        let new_units = plan
            .new_units
            .iter()
            .map(|path| (&**path, new_id(random)))
            .collect();
        Self {
            roster,
            new_people,
            new_units,
        }
    }

    /// The comparison has made sure that all of these exist; an error is a slip of ours.
    fn person(&self, staff_code: &str) -> Result<Uuid, StoreError> {
        self.new_people
            .get(staff_code)
            .copied()
            .or_else(|| Some(self.roster.person(staff_code)?.id))
            .ok_or_else(|| lost("person"))
    }

    fn unit(&self, path: &str) -> Result<Uuid, StoreError> {
        self.new_units
            .get(path)
            .or_else(|| self.roster.units.get(path))
            .copied()
            .ok_or_else(|| lost("unit"))
    }
}

fn lost(table: &'static str) -> StoreError {
    StoreError::Damaged {
        table,
        what: "the import refers to a row that is not there".to_owned(),
    }
}

/// A random id (version 4).
fn new_id(random: &mut impl Rng) -> Uuid {
    let mut bytes = [0; 16];
    random.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// New units, parents first: a path sorts before the paths below it.
fn units(plan: &Plan<'_>, ids: &Ids<'_>, keys: &mut SortKeys) -> Vec<unit::Model> {
    plan.new_units
        .iter()
        .filter_map(|path| {
            let (above, name) = path
                .rsplit_once('/')
                .map_or((None, &**path), |(above, name)| (Some(above), name));
            Some(unit::Model {
                id: ids.unit(path).ok()?,
                path: path.to_string(),
                name: name.to_owned(),
                parent_id: above.and_then(|above| ids.unit(above).ok()),
                sort_key: keys.unit(path),
            })
        })
        .collect()
}

/// Rows of people who are new or differ, made one by one as the statements take them.
async fn put_people(
    change: &PeopleChange,
    plan: &Plan<'_>,
    ids: &Ids<'_>,
    keys: &mut SortKeys,
    addressed: bool,
) -> Result<(), StoreError> {
    let mut failed = None;
    let rows = people_of(plan)
        .filter(|plan| plan.differs)
        .map_while(|plan| match ids.person(&plan.person.staff_code) {
            Ok(id) => Some((id, plan)),
            Err(error) => {
                failed = Some(error);
                None
            }
        })
        .map(|(id, plan)| {
            let person = plan.person;
            let address_form = match plan.known {
                Some(known) if !addressed => known.address_form.as_deref(),
                _ => person.address_form.as_deref(),
            };
            person::Model {
                id,
                staff_code: person.staff_code.to_string(),
                full_name: person.full_name.to_string(),
                address_form: address_form.map(str::to_owned),
                email: person.email.as_deref().map(str::to_owned),
                search_text: names::search_text(&person.full_name, &person.staff_code),
                sort_key: keys.person(&person.full_name),
                active: true,
            }
        });
    change.put_people(rows).await?;
    failed.map_or(Ok(()), Err)
}

fn people_of<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = &'a PersonPlan<'a>> {
    plan.additions.iter().chain(&plan.changes)
}

/// Posts and their reporting lines.
async fn put_posts(
    change: &PeopleChange,
    plan: &Plan<'_>,
    ids: &Ids<'_>,
    today: Date,
    random: &mut (impl Rng + Send),
) -> Result<(), StoreError> {
    let of_people = people_of(plan).flat_map(|plan| {
        plan.posts
            .iter()
            .map(|post| (&*plan.person.staff_code, post))
    });
    let of_gone = plan.removals.iter().flat_map(|gone| {
        gone.posts
            .iter()
            .map(|post| (&*gone.person.staff_code, post))
    });
    let mut failed = None;
    let mut never_began = Vec::new();
    let mut replaced = ReplacedLines::default();
    let rows = of_people.chain(of_gone).filter_map(|(staff_code, plan)| {
        post_row(
            staff_code,
            plan,
            ids,
            today,
            random,
            &mut never_began,
            &mut replaced,
        )
        .unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    change.put_posts(rows).await?;
    if let Some(error) = failed {
        return Err(error);
    }
    change.delete_posts(&never_began).await?;
    change.replace_lines(replaced).await
}

fn post_row(
    staff_code: &str,
    plan: &PostPlan<'_>,
    ids: &Ids<'_>,
    today: Date,
    random: &mut impl Rng,
    never_began: &mut Vec<Uuid>,
    replaced: &mut ReplacedLines,
) -> Result<Option<post::Model>, StoreError> {
    let (id, terms) = match plan {
        PostPlan::New(post) => {
            let id = new_id(random);
            add_lines(id, &post.terms, ids, replaced)?;
            (id, &post.terms)
        }
        PostPlan::Change { post, known } => {
            if post.terms.superiors != known.terms.superiors {
                replaced.posts.push(known.id);
                add_lines(known.id, &post.terms, ids, replaced)?;
            }
            (known.id, &post.terms)
        }
        PostPlan::End(known) => (known.id, &known.terms),
        PostPlan::TakeBack(known) => {
            never_began.push(known.id);
            return Ok(None);
        }
    };
    let to = match plan {
        PostPlan::End(_) => today.previous_day(),
        _ => terms.to,
    };
    Ok(Some(post::Model {
        id,
        person_id: ids.person(staff_code)?,
        unit_id: ids.unit(&terms.unit)?,
        title: terms.title.to_string(),
        post_type: terms.post_type.to_owned(),
        field: terms.field.as_deref().map(str::to_owned),
        is_head: terms.is_head,
        from_on: terms.from.map(date_text),
        to_on: to.map(date_text),
    }))
}

fn add_lines(
    post_id: Uuid,
    terms: &PostTerms,
    ids: &Ids<'_>,
    replaced: &mut ReplacedLines,
) -> Result<(), StoreError> {
    for (rank, superior) in (0_i16..).zip(&terms.superiors) {
        replaced.lines.push(reporting_line::Model {
            post_id,
            rank,
            superior_id: ids.person(superior)?,
        });
    }
    Ok(())
}

async fn put_mergers(
    change: &PeopleChange,
    mergers: &MergerPlan,
    ids: &Ids<'_>,
) -> Result<(), StoreError> {
    for merger in &mergers.dropped {
        change
            .delete_predecessor(ids.unit(&merger.unit_path)?, &merger.predecessor_path)
            .await?;
    }
    let rows: Result<Vec<_>, StoreError> = mergers
        .put
        .iter()
        .map(|merger| {
            Ok(unit_predecessor::Model {
                unit_id: ids.unit(&merger.unit_path)?,
                predecessor_path: merger.predecessor_path.clone(),
                merged_on: merger.merged_on.map(date_text),
            })
        })
        .collect();
    change.put_predecessors(rows?).await
}
