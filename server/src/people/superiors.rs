//! Superiors must exist: in the file, or on the roster and staying there.

use std::sync::Arc;

use contract::people::{Column, ImportFaultKind, ImportFile};

use super::faults::Faults;
use super::roster::RosterPeople;
use super::table::PeopleTable;

/// Says each row that reports to a code which leads nowhere, or to itself.
pub(super) fn check(
    table: &PeopleTable,
    roster: &RosterPeople,
    complete: bool,
    faults: &mut Faults,
) {
    let exists = |code: &Arc<str>| {
        table.by_code.contains_key(code)
            || (!complete && roster.person(code).is_some_and(|person| person.active))
    };
    let rows = table.people.iter().flat_map(|person| {
        let posts = person.posts.iter();
        posts.map(move |post| (&person.staff_code, post.row, &post.terms.superiors))
    });
    let faulty = table
        .of_faulty_rows
        .iter()
        .map(|(code, row, superiors)| (code, *row, superiors));
    for (staff_code, row, superiors) in rows.chain(faulty) {
        for code in superiors {
            let kind = if code == staff_code {
                ImportFaultKind::ReportingCycle {
                    staff_codes: vec![code.to_string()],
                    n_people: 1,
                }
            } else if exists(code) {
                continue;
            } else {
                ImportFaultKind::UnknownSuperior {
                    staff_code: code.to_string(),
                }
            };
            faults.push(ImportFile::People, Some(row), Some(Column::ReportsTo), kind);
        }
    }
}
