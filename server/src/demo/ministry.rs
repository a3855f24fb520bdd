//! The made-up ministry: who holds which post, from `ministry.toml` and the lists of names. The same
//! at every filling; only the days on which posts begin follow the calendar.

use std::collections::HashMap;

use contract::error::AppError;

use super::cast::Cast;
use super::draw::Draw;
use super::names::Names;
use super::plan::{Department, Division, Plan};

/// The new head has held the post for so many days today: less than six months, and so he is
/// nobody's subject yet, neither now nor when the earlier campaign was opened.
const NEW_HEAD_DAYS: u32 = 100;
/// Everybody else holds the post for at least so long.
const SETTLED_DAYS: u32 = 400;
/// What most of the staff are, and what every fourth is.
const STAFF: [&str; 4] = [
    "Chuyên viên",
    "Chuyên viên",
    "Chuyên viên",
    "Chuyên viên chính",
];

/// A row of the people file: a person in a post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub staff_code: String,
    pub full_name: String,
    pub address_form: &'static str,
    pub unit_path: String,
    pub post: String,
    /// As the file writes it; empty is the ordinary way.
    pub post_type: String,
    pub field: String,
    pub is_head: bool,
    /// Staff codes, line superior first.
    pub reports_to: Vec<String>,
    /// For how many days the post is held today.
    pub held_days: u32,
}

/// The whole of it.
#[derive(Debug)]
pub(super) struct Ministry {
    pub name: String,
    /// Row by row, in the order of the file.
    pub rows: Vec<Row>,
    /// Departments: the paths whose heads, with those below, are asked about.
    pub departments: Vec<String>,
    /// Units and the units that were merged into them.
    pub mergers: Vec<(String, String)>,
    /// Who plays which part for whoever tries the demo.
    pub cast: Cast,
}

impl Ministry {
    /// Fills all posts.
    pub fn found() -> Result<Self, AppError> {
        let plan = Plan::read()?;
        let mut founding = Founding {
            ministry: Self {
                name: plan.name.clone(),
                rows: Vec::new(),
                departments: Vec::new(),
                mergers: Vec::new(),
                cast: Cast::default(),
            },
            names: Names::new()?,
            draw: Draw::of(&["posts"]),
            heads: HashMap::new(),
        };
        let minister = founding.hire(Row {
            unit_path: plan.name.clone(),
            post: "Bộ trưởng".to_owned(),
            is_head: true,
            ..Row::default()
        });
        let vice_ministers: Vec<String> = plan
            .vice_minister_fields
            .into_iter()
            .map(|field| {
                founding.hire(Row {
                    unit_path: plan.name.clone(),
                    post: "Thứ trưởng".to_owned(),
                    field,
                    reports_to: vec![minister.clone()],
                    ..Row::default()
                })
            })
            .collect();
        for department in &plan.departments {
            let above = vice_ministers
                .get(department.vice_minister)
                .ok_or_else(|| unknown("a vice minister"))?;
            founding.department(&plan.name, department, above)?;
        }
        for department in &plan.departments {
            for division in &department.divisions {
                if let Some(home) = &division.seconded_from {
                    founding.second(home, &division.name)?;
                }
            }
        }
        Ok(founding.ministry)
    }

    /// How many people there are: some hold two posts.
    pub fn n_people(&self) -> usize {
        let mut codes: Vec<&str> = self.rows.iter().map(|row| &*row.staff_code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    }
}

/// A ministry whose posts are being filled.
struct Founding {
    ministry: Ministry,
    names: Names,
    draw: Draw,
    /// Staff codes of heads, by the name of their unit.
    heads: HashMap<String, String>,
}

impl Founding {
    /// Somebody new in this post; answers the staff code.
    fn hire(&mut self, post: Row) -> String {
        let name = self.names.next();
        let staff_code = format!("DS{:04}", self.ministry.n_people() + 1);
        let held_days = match post.held_days {
            0 => SETTLED_DAYS + self.draw.below(2_400) as u32,
            days => days,
        };
        self.ministry.rows.push(Row {
            staff_code: staff_code.clone(),
            full_name: name.full,
            address_form: name.address_form.unwrap_or_default(),
            held_days,
            ..post
        });
        staff_code
    }

    fn department(
        &mut self,
        ministry: &str,
        department: &Department,
        above: &str,
    ) -> Result<(), AppError> {
        let path = format!("{ministry}/{}", department.name);
        let head = self.hire(Row {
            unit_path: path.clone(),
            post: department.head.clone(),
            post_type: department.head_post_type.clone(),
            is_head: true,
            reports_to: vec![above.to_owned()],
            ..Row::default()
        });
        self.heads.insert(department.name.clone(), head.clone());
        let deputies: Vec<String> = department
            .deputy_fields
            .iter()
            .map(|field| {
                self.hire(Row {
                    unit_path: path.clone(),
                    post: department.deputy.clone(),
                    field: field.clone(),
                    reports_to: vec![head.clone()],
                    ..Row::default()
                })
            })
            .collect();
        for _ in 0..department.n_staff {
            self.staff(&path, &head);
        }
        for division in &department.divisions {
            self.division(&path, division, &head, &deputies)?;
        }
        if department.divisions.len() > 3 {
            // They are asked about at least three leaders and about the head, and nobody is asked
            // about them: whoever tries the demo answers in their place.
            let heads_two = |code: &String| self.posts_of(code) > 1;
            let free = deputies.iter().filter(|code| !heads_two(code)).cloned();
            let free: Vec<String> = free.collect();
            self.ministry.cast.raters.extend(free);
        }
        for predecessor in &department.predecessors {
            let predecessor = format!("{ministry}/{predecessor}");
            self.ministry.mergers.push((path.clone(), predecessor));
        }
        self.ministry.departments.push(path);
        Ok(())
    }

    fn division(
        &mut self,
        department: &str,
        division: &Division,
        above: &str,
        deputies: &[String],
    ) -> Result<(), AppError> {
        let path = format!("{department}/{}", division.name);
        let mut reports_to = vec![above.to_owned()];
        if let Some(functional) = &division.functional_superior {
            let head = self.heads.get(functional);
            reports_to.push(head.ok_or_else(|| unknown(functional))?.clone());
        }
        let post = Row {
            unit_path: path.clone(),
            post: "Trưởng phòng".to_owned(),
            is_head: true,
            reports_to,
            held_days: if division.new_head { NEW_HEAD_DAYS } else { 0 },
            ..Row::default()
        };
        let head = match division.headed_by_deputy {
            None => self.hire(post),
            Some(at) => {
                let deputy = deputies.get(at).ok_or_else(|| unknown("a deputy"))?;
                self.add_post(deputy, "kiêm nhiệm", post)?
            }
        };
        self.heads.insert(division.name.clone(), head.clone());
        self.hire(Row {
            unit_path: path.clone(),
            post: "Phó Trưởng phòng".to_owned(),
            reports_to: vec![head.clone()],
            ..Row::default()
        });
        let first = self.ministry.rows.len();
        for _ in 1..division.n_staff {
            self.staff(&path, &head);
        }
        if division.functional_superior.is_some() {
            self.ministry.cast.leader = head;
            if let Some(employee) = self.ministry.rows.get(first) {
                self.ministry.cast.employee = employee.staff_code.clone();
            }
        }
        Ok(())
    }

    fn staff(&mut self, path: &str, head: &str) {
        let post = STAFF[self.draw.below(STAFF.len())];
        self.hire(Row {
            unit_path: path.to_owned(),
            post: post.to_owned(),
            reports_to: vec![head.to_owned()],
            ..Row::default()
        });
    }

    /// Somebody of a department's staff works in a division of another for a while.
    fn second(&mut self, home: &str, host: &str) -> Result<(), AppError> {
        let (host_head, home_head) = match (self.heads.get(host), self.heads.get(home)) {
            (Some(host), Some(home)) => (host.clone(), home.clone()),
            _ => return Err(unknown(host)),
        };
        let staff = self.ministry.rows.iter().rev();
        let lent = staff
            .filter(|row| row.reports_to.first() == Some(&home_head) && STAFF.contains(&&*row.post))
            .map(|row| row.staff_code.clone())
            .next()
            .ok_or_else(|| unknown(home))?;
        let unit_path = self
            .ministry
            .rows
            .iter()
            .find(|row| row.staff_code == host_head && row.unit_path.ends_with(host))
            .map(|row| row.unit_path.clone())
            .ok_or_else(|| unknown(host))?;
        let post = Row {
            unit_path,
            post: "Chuyên viên".to_owned(),
            reports_to: vec![host_head],
            held_days: SETTLED_DAYS,
            ..Row::default()
        };
        self.add_post(&lent, "biệt phái", post).map(|_| ())
    }

    /// One more post of somebody who has one; answers the staff code.
    fn add_post(&mut self, code: &str, post_type: &str, post: Row) -> Result<String, AppError> {
        let first = self.ministry.rows.iter().find(|row| row.staff_code == code);
        let holder = first.ok_or_else(|| unknown(code))?.clone();
        self.ministry.rows.push(Row {
            post_type: post_type.to_owned(),
            staff_code: holder.staff_code,
            full_name: holder.full_name,
            address_form: holder.address_form,
            held_days: post.held_days.max(SETTLED_DAYS),
            ..post
        });
        Ok(code.to_owned())
    }

    fn posts_of(&self, code: &str) -> usize {
        let rows = self.ministry.rows.iter();
        rows.filter(|row| row.staff_code == code).count()
    }
}

fn unknown(what: &str) -> AppError {
    AppError::internal(format!("ministry.toml does not hold {what}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn the_ministry_is_the_same_again() {
        let (one, other) = (Ministry::found().unwrap(), Ministry::found().unwrap());
        assert_eq!(one.rows, other.rows);
        assert_eq!(one.cast, other.cast);
    }

    #[test]
    fn it_has_some_250_people_each_with_a_name_of_their_own_in_nfc() {
        let ministry = Ministry::found().unwrap();
        let n_people = ministry.n_people();
        assert!((235..=265).contains(&n_people), "{n_people}");
        let names: HashSet<&str> = ministry.rows.iter().map(|row| &*row.full_name).collect();
        assert_eq!(names.len(), n_people);
        assert!(names.iter().all(|name| is_nfc(name)));
    }

    #[test]
    fn every_kind_of_post_that_the_manual_knows_is_there() {
        let ministry = Ministry::found().unwrap();
        let count = |is: &dyn Fn(&Row) -> bool| ministry.rows.iter().filter(|row| is(row)).count();
        assert_eq!(count(&|row| row.post_type == "quyền" && row.is_head), 1);
        assert_eq!(count(&|row| row.post_type == "kiêm nhiệm"), 1);
        assert_eq!(count(&|row| row.post_type == "biệt phái"), 1);
        assert_eq!(count(&|row| row.reports_to.len() > 1), 1);
        assert_eq!(count(&|row| row.held_days < 180), 1);
        assert!(count(&|row| !row.field.is_empty()) > 10);
        assert_eq!(ministry.mergers.len(), 2);
        let deepest = ministry
            .rows
            .iter()
            .map(|row| row.unit_path.split('/').count());
        assert_eq!(deepest.max(), Some(3));
        assert_eq!(ministry.cast.raters.len(), 6);
    }
}
