//! The same post twice: one person, one unit, one title and field, at the same time.

use std::collections::HashMap;
use std::sync::Arc;

use contract::people::{ImportFaultKind, ImportFile};

use super::faults::Faults;
use super::held::{Held, overlapping};
use super::table::PeopleTable;

type Key<'a> = (&'a Arc<str>, &'a Arc<str>, &'a Option<Arc<str>>);

/// Says each row that repeats an earlier one.
pub(super) fn check(table: &PeopleTable, faults: &mut Faults) {
    for person in table.people.iter().filter(|person| person.posts.len() > 1) {
        let mut groups: HashMap<Key<'_>, Vec<Held<'_>>> = HashMap::new();
        for post in &person.posts {
            let terms = &post.terms;
            groups
                .entry((&terms.unit, &terms.title, &terms.field))
                .or_default()
                .push(Held {
                    staff_code: &person.staff_code,
                    row: Some(post.row),
                    terms,
                });
        }
        for (_, mut group) in groups {
            for (held, other) in overlapping(&mut group, |_, _| false) {
                // Each pair comes both ways; the later row is the one to look at.
                if let (Some(row), Some(first_row)) = (held.row, other.row)
                    && row > first_row
                {
                    faults.push(
                        ImportFile::People,
                        Some(row),
                        None,
                        ImportFaultKind::DuplicatePost { first_row },
                    );
                }
            }
        }
    }
}
