//! Circles in the reporting lines: nobody is, over however many steps, his own line superior on
//! any one day.
//!
//! Only the line superior counts, the first code of "reports to". Functional lines cross each
//! other in honest organisations: a deputy who answers to a colleague for one field may be that
//! colleague's line superior.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use contract::people::{Column, ImportFaultKind, ImportFile};
use time::Date;

use super::faults::Faults;
use super::held::Held;

/// Codes of a circle that a fault repeats.
const CODES_SHOWN: usize = 12;

/// Days looked at, if lines change on later days. A file with more is a machine's joke.
const DAYS: usize = 400;

/// Circles looked for on one day: beyond the faults that are listed nobody reads on.
const CIRCLES: usize = super::faults::LISTED;

/// A line from a person to the line superior.
#[derive(Debug, Clone, Copy)]
struct Line {
    to: usize,
    /// Which of the posts it comes from.
    post: usize,
}

/// Says each circle once, at the first row of the file that stands in it.
pub(super) fn check(held: &[Held<'_>], today: Date, faults: &mut Faults) {
    let lines = lines(held, today);
    let suspects = in_or_below_circles(&lines);
    if suspects.is_empty() {
        return;
    }
    let mut said: HashSet<u64> = HashSet::new();
    for day in days(held, &lines, &suspects, today) {
        let holds = |line: &Line| {
            held.get(line.post).is_some_and(|held| {
                held.terms.from.is_none_or(|from| from <= day)
                    && held.terms.to.is_none_or(|to| day <= to)
            })
        };
        find_circles(&lines, &suspects, holds, |circle| {
            say(circle, held, &mut said, faults);
        });
    }
}

/// The lines of each person, people numbered by staff code.
fn lines<'a>(held: &[Held<'a>], today: Date) -> Vec<Vec<Line>> {
    let mut numbers: HashMap<&Arc<str>, usize> = HashMap::with_capacity(held.len());
    let mut lines: Vec<Vec<Line>> = Vec::with_capacity(held.len());
    let mut number = |code: &'a Arc<str>, lines: &mut Vec<Vec<Line>>| {
        *numbers.entry(code).or_insert_with(|| {
            lines.push(Vec::new());
            lines.len() - 1
        })
    };
    for (post, held) in held.iter().enumerate() {
        if held.terms.ended_before(today) {
            continue;
        }
        let Some(superior) = held.terms.superiors.first() else {
            continue;
        };
        if superior == held.staff_code {
            // Said where superiors are checked.
            continue;
        }
        let from = number(held.staff_code, &mut lines);
        let to = number(superior, &mut lines);
        if let Some(of_person) = lines.get_mut(from) {
            of_person.push(Line { to, post });
        }
    }
    lines
}

/// People who are left when, again and again, whoever has no line upwards is taken away:
/// those in a circle and those below one. On a sound roster nobody.
fn in_or_below_circles(lines: &[Vec<Line>]) -> HashSet<usize> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    let mut n_up: Vec<usize> = lines.iter().map(Vec::len).collect();
    for (from, of_person) in lines.iter().enumerate() {
        for line in of_person {
            if let Some(below) = below.get_mut(line.to) {
                below.push(from);
            }
        }
    }
    let mut free: Vec<usize> = (0..lines.len())
        .filter(|at| n_up.get(*at) == Some(&0))
        .collect();
    let mut left: HashSet<usize> = (0..lines.len()).collect();
    while let Some(person) = free.pop() {
        left.remove(&person);
        for below in below.get(person).into_iter().flatten() {
            if let Some(n) = n_up.get_mut(*below) {
                *n -= 1;
                if *n == 0 {
                    free.push(*below);
                }
            }
        }
    }
    left
}

/// Today and the later days on which a suspect line begins.
fn days(
    held: &[Held<'_>],
    lines: &[Vec<Line>],
    suspects: &HashSet<usize>,
    today: Date,
) -> BTreeSet<Date> {
    let later: BTreeSet<Date> = suspects
        .iter()
        .filter_map(|person| lines.get(*person))
        .flatten()
        .filter_map(|line| held.get(line.post)?.terms.from)
        .filter(|from| *from > today)
        .collect();
    std::iter::once(today)
        .chain(later.into_iter().take(DAYS))
        .collect()
}

/// Finds circles among the suspects over lines that hold: walks upwards that meet themselves.
/// Each is handed on as it is found, since they may be long.
fn find_circles(
    lines: &[Vec<Line>],
    suspects: &HashSet<usize>,
    holds: impl Fn(&Line) -> bool,
    mut found: impl FnMut(&[Line]),
) {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        /// At this place of the walk.
        OnPath(usize),
        Done,
    }
    let mut n_found = 0;
    let mut seen: HashMap<usize, Seen> = HashMap::new();
    let mut starts: Vec<usize> = suspects.iter().copied().collect();
    starts.sort_unstable();
    for start in starts {
        if seen.contains_key(&start) {
            continue;
        }
        seen.insert(start, Seen::OnPath(0));
        // The walk: each person with the next line to try, and the lines between them.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        let mut taken: Vec<Line> = Vec::new();
        while let Some((person, next)) = path.last_mut() {
            let line = lines
                .get(*person)
                .and_then(|lines| lines.get(*next))
                .copied();
            let Some(line) = line else {
                seen.insert(*person, Seen::Done);
                path.pop();
                taken.pop();
                continue;
            };
            *next += 1;
            if !suspects.contains(&line.to) || !holds(&line) {
                continue;
            }
            match seen.get(&line.to) {
                Some(Seen::Done) => {}
                Some(Seen::OnPath(begin)) => {
                    taken.push(line);
                    found(taken.get(*begin..).unwrap_or_default());
                    taken.pop();
                    n_found += 1;
                    if n_found >= CIRCLES {
                        return;
                    }
                }
                None => {
                    seen.insert(line.to, Seen::OnPath(path.len()));
                    taken.push(line);
                    path.push((line.to, 0));
                }
            }
        }
    }
}

fn say(circle: &[Line], held: &[Held<'_>], said: &mut HashSet<u64>, faults: &mut Faults) {
    let mut people: Vec<usize> = circle.iter().map(|line| line.to).collect();
    people.sort_unstable();
    // Lines that cross on several days make the same circle on each.
    if !said.insert(BuildHasherDefault::<DefaultHasher>::default().hash_one(&people)) {
        return;
    }
    // The first row of the file in the circle; the codes begin with the person of that row.
    let first = circle
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((held.get(line.post)?.row?, at)))
        .min();
    let Some((row, at)) = first else { return };
    let staff_codes = circle
        .iter()
        .cycle()
        .skip(at)
        .take(circle.len().min(CODES_SHOWN))
        .filter_map(|line| held.get(line.post))
        .map(|held| held.staff_code.to_string())
        .collect();
    faults.push(
        ImportFile::People,
        Some(row),
        Some(Column::ReportsTo),
        ImportFaultKind::ReportingCycle {
            staff_codes,
            n_people: u32::try_from(circle.len()).unwrap_or(u32::MAX),
        },
    );
}
