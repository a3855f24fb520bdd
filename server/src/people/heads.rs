//! Heads of units: at any time a unit has one head. An acting head beside a deputy in charge of a
//! field is fine, as long as only one of them is marked as head.

use std::collections::HashMap;
use std::sync::Arc;

use contract::people::{Column, ImportFaultKind, ImportFile};

use super::faults::Faults;
use super::held::{Held, overlapping};

/// Says each row of the file whose head overlaps with another person's.
pub(super) fn check(held: &[Held<'_>], faults: &mut Faults) {
    let mut by_unit: HashMap<&Arc<str>, Vec<Held<'_>>> = HashMap::new();
    for post in held.iter().filter(|post| post.terms.is_head) {
        by_unit.entry(&post.terms.unit).or_default().push(*post);
    }
    for heads in by_unit.values_mut().filter(|heads| heads.len() > 1) {
        let same_person = |one: &Held<'_>, other: &Held<'_>| one.staff_code == other.staff_code;
        for (head, other) in overlapping(heads, same_person) {
            if let Some(row) = head.row {
                faults.push(
                    ImportFile::People,
                    Some(row),
                    Some(Column::HeadOfUnit),
                    ImportFaultKind::OverlappingHeads {
                        other_row: other.row,
                        staff_code: other.staff_code.to_string(),
                    },
                );
            }
        }
    }
}
