//! Whether an issue request is granted: the rule alone, over what is known of one rater's
//! assignments.
//!
//! A request of the browser page covers exactly the assignments that are not issued yet. The same
//! request is granted again, so that it completes what a crash left; any other is refused.

use uuid::Uuid;

use crate::request::{Entry, RequestDigest};

/// Which way an assignment is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Not issued yet.
    Open,
    /// In the browser page.
    Browser,
    /// With the plain form.
    Form,
}

/// One assignment of the rater who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The subject inside the campaign.
    pub subject: Uuid,
    /// The relation, as a byte.
    pub relation: u8,
    /// Which way it is answered.
    pub way: Way,
    /// What binds it to the request that issued it.
    pub digest: Option<Vec<u8>>,
}

/// What is to be done with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Issue these assignments, by their places.
    Issue(Vec<usize>),
    /// The same request as before: register its codes once more, and change nothing else.
    Again,
    /// Refuse: it names what is not this rater's, or the same twice.
    NotYours,
    /// Refuse: it leaves out an assignment that is not issued yet.
    LeavesOut,
    /// Refuse: issued to the browser page, by another request.
    TakenByBrowser,
    /// Refuse: issued to the plain form, by another request.
    TakenByForm,
}

/// Judges a request of the browser page.
pub fn judge_browser(
    assignments: &[Assignment],
    entries: &[Entry],
    digest: &RequestDigest,
) -> Verdict {
    let Some(places) = places(assignments, entries) else {
        return Verdict::NotYours;
    };
    let verdict = judge(assignments, &places, digest, Way::Browser);
    let n_open = assignments
        .iter()
        .filter(|assignment| assignment.way == Way::Open)
        .count();
    match verdict {
        Verdict::Issue(places) if places.len() != n_open => Verdict::LeavesOut,
        other => other,
    }
}

/// Judges a request of the plain form, which is about one assignment.
pub fn judge_form(assignments: &[Assignment], entry: Entry, digest: &RequestDigest) -> Verdict {
    match places(assignments, &[entry]) {
        Some(places) => judge(assignments, &places, digest, Way::Form),
        None => Verdict::NotYours,
    }
}

fn judge(
    assignments: &[Assignment],
    places: &[usize],
    digest: &RequestDigest,
    way: Way,
) -> Verdict {
    let asked = || places.iter().map(|&place| &assignments[place]);
    if asked().all(|assignment| assignment.way == Way::Open) {
        return Verdict::Issue(places.to_vec());
    }
    let same = |assignment: &Assignment| {
        assignment.way == way
            && assignment
                .digest
                .as_deref()
                .is_some_and(|stored| digest.is(stored))
    };
    if asked().all(same) {
        Verdict::Again
    } else if asked().any(|assignment| assignment.way == Way::Browser) {
        Verdict::TakenByBrowser
    } else {
        Verdict::TakenByForm
    }
}

/// The assignment of each entry. `None` when one has none, or two entries share an assignment or
/// a code.
fn places(assignments: &[Assignment], entries: &[Entry]) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(entries.len());
    for (nth, entry) in entries.iter().enumerate() {
        let place = assignments.iter().position(|assignment| {
            assignment.subject == entry.subject && assignment.relation == entry.relation
        })?;
        let code_is_new = entries[..nth]
            .iter()
            .all(|other| other.code_hash != entry.code_hash);
        if places.contains(&place) || !code_is_new {
            return None;
        }
        places.push(place);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::CodeHash;
    use crate::request::RequestKey;

    fn entry(n: u8) -> Entry {
        Entry {
            subject: Uuid::from_bytes([n; 16]),
            relation: 2,
            code_hash: CodeHash([n; 32]),
        }
    }

    fn digest(entries: &[Entry]) -> RequestDigest {
        RequestDigest::new(&RequestKey::new([7; 32]), Uuid::nil(), entries)
    }

    fn assignment(n: u8, way: Way, digest: Option<&RequestDigest>) -> Assignment {
        Assignment {
            subject: Uuid::from_bytes([n; 16]),
            relation: 2,
            way,
            digest: digest.map(|digest| digest.as_bytes().to_vec()),
        }
    }

    #[test]
    fn a_request_covers_exactly_what_is_not_issued_yet() {
        let mine = [
            assignment(1, Way::Open, None),
            assignment(2, Way::Open, None),
        ];
        let judge = |entries: &[Entry]| judge_browser(&mine, entries, &digest(entries));
        assert_eq!(judge(&[entry(2), entry(1)]), Verdict::Issue(vec![1, 0]));
        assert_eq!(judge(&[entry(1)]), Verdict::LeavesOut);
        assert_eq!(judge(&[]), Verdict::LeavesOut);
        assert_eq!(judge(&[entry(1), entry(3)]), Verdict::NotYours);
        assert_eq!(judge(&[entry(1), entry(1), entry(2)]), Verdict::NotYours);
        let one_code = Entry {
            code_hash: entry(1).code_hash,
            ..entry(2)
        };
        assert_eq!(judge(&[entry(1), one_code]), Verdict::NotYours);
        let other_relation = Entry {
            relation: 1,
            ..entry(2)
        };
        assert_eq!(judge(&[entry(1), other_relation]), Verdict::NotYours);
    }

    #[test]
    fn what_the_form_has_taken_is_left_out_of_the_browsers_request() {
        let other = digest(&[entry(9)]);
        let mine = [
            assignment(1, Way::Form, Some(&other)),
            assignment(2, Way::Open, None),
        ];
        let judge = |entries: &[Entry]| judge_browser(&mine, entries, &digest(entries));
        assert_eq!(judge(&[entry(2)]), Verdict::Issue(vec![1]));
        assert_eq!(judge(&[entry(1), entry(2)]), Verdict::TakenByForm);
    }

    #[test]
    fn the_same_request_is_granted_again_and_any_other_is_refused() {
        let entries = [entry(1), entry(2)];
        let first = digest(&entries);
        let mine = [
            assignment(1, Way::Browser, Some(&first)),
            assignment(2, Way::Browser, Some(&first)),
        ];
        assert_eq!(judge_browser(&mine, &entries, &first), Verdict::Again);
        let other_key = RequestDigest::new(&RequestKey::new([8; 32]), Uuid::nil(), &entries);
        assert_eq!(
            judge_browser(&mine, &entries, &other_key),
            Verdict::TakenByBrowser
        );
        let fewer = [entry(1)];
        assert_eq!(
            judge_browser(&mine, &fewer, &digest(&fewer)),
            Verdict::TakenByBrowser
        );
        assert_eq!(
            judge_browser(&mine, &[], &digest(&[])),
            Verdict::Issue(Vec::new())
        );
    }

    #[test]
    fn the_form_takes_one_assignment_and_no_other_way_gets_it_back() {
        let asked = entry(1);
        let first = digest(&[asked]);
        let open = [
            assignment(1, Way::Open, None),
            assignment(2, Way::Open, None),
        ];
        assert_eq!(judge_form(&open, asked, &first), Verdict::Issue(vec![0]));
        let taken = [assignment(1, Way::Form, Some(&first))];
        assert_eq!(judge_form(&taken, asked, &first), Verdict::Again);
        assert_eq!(
            judge_form(&taken, asked, &digest(&[entry(5)])),
            Verdict::TakenByForm
        );
        assert_eq!(
            judge_browser(&taken, &[asked], &first),
            Verdict::TakenByForm
        );
        let browser = [assignment(1, Way::Browser, Some(&first))];
        assert_eq!(judge_form(&browser, asked, &first), Verdict::TakenByBrowser);
        assert_eq!(judge_form(&browser, entry(4), &first), Verdict::NotYours);
    }
}
