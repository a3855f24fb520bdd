//! The files that the ministry is imported from, as an organisation would write them.

use std::collections::HashMap;

use app::format;
use contract::error::AppError;
use contract::locale::Lang;
use time::{Date, Duration};

use super::ministry::{Ministry, Row};
use crate::people::{ImportFiles, names, people_template, units_template};

/// A domain that belongs to nobody, by RFC 2606.
const DOMAIN: &str = "dansinh.example";
/// The mergers took place so many days ago.
const MERGED_DAYS: i64 = 500;

/// Both files, as of `today`.
pub(super) fn files(ministry: &Ministry, today: Date) -> Result<ImportFiles, AppError> {
    Ok(ImportFiles {
        people: people(&ministry.rows, today)?,
        units: Some(units(&ministry.mergers, today)?),
        complete: true,
    })
}

fn people(rows: &[Row], today: Date) -> Result<Vec<u8>, AppError> {
    let mut addresses = Addresses::default();
    let mut file = csv::Writer::from_writer(people_template(Lang::Vi).into_bytes());
    for row in rows {
        let since = day(today, i64::from(row.held_days));
        let email = addresses.of(row);
        file.write_record([
            row.staff_code.as_str(),
            &row.full_name,
            row.address_form,
            &email,
            &row.unit_path,
            &row.post,
            &row.post_type,
            &row.field,
            if row.is_head { "x" } else { "" },
            &row.reports_to.join(" "),
            &since,
            "",
        ])
        .map_err(AppError::internal)?;
    }
    file.into_inner().map_err(AppError::internal)
}

fn units(mergers: &[(String, String)], today: Date) -> Result<Vec<u8>, AppError> {
    let merged_on = day(today, MERGED_DAYS);
    let mut file = csv::Writer::from_writer(units_template(Lang::Vi).into_bytes());
    for (unit, predecessor) in mergers {
        file.write_record([unit, predecessor, &merged_on])
            .map_err(AppError::internal)?;
    }
    file.into_inner().map_err(AppError::internal)
}

fn day(today: Date, days_ago: i64) -> String {
    format::date(Lang::Vi, today - Duration::days(days_ago))
}

/// E-mail addresses: the given name and the initials of the rest, and a number from the second on.
/// Every ninth person has none, as in real files.
#[derive(Default)]
struct Addresses {
    by_person: HashMap<String, String>,
    taken: HashMap<String, u32>,
}

impl Addresses {
    fn of(&mut self, row: &Row) -> String {
        if let Some(known) = self.by_person.get(&row.staff_code) {
            return known.clone();
        }
        let folded = names::fold(&row.full_name);
        let (rest, given) = folded.rsplit_once(' ').unwrap_or(("", &folded));
        let initials: String = rest
            .split(' ')
            .filter_map(|word| word.chars().next())
            .collect();
        let local = format!("{given}.{initials}");
        let n = self.taken.entry(local.clone()).or_insert(0);
        *n += 1;
        let address = match *n {
            _ if self.by_person.len() % 9 == 8 => String::new(),
            1 => format!("{local}@{DOMAIN}"),
            n => format!("{local}{n}@{DOMAIN}"),
        };
        self.by_person
            .insert(row.staff_code.clone(), address.clone());
        address
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_file_reads_like_one_from_an_organisation() {
        let rows = [
            ("Đỗ Thị Yến", "DS0001"),
            ("Đào Thu Yến", "DS0002"),
            ("Đỗ Thị Yến", "DS0001"),
        ];
        let rows = rows.map(|(full_name, staff_code)| Row {
            full_name: full_name.to_owned(),
            staff_code: staff_code.to_owned(),
            unit_path: "Bộ/Vụ".to_owned(),
            reports_to: vec!["DS0003".to_owned(), "DS0004".to_owned()],
            held_days: 5,
            ..Row::default()
        });
        let file = people(&rows, date!(2026 - 10 - 05)).unwrap();
        let file = String::from_utf8(file).unwrap();
        let lines: Vec<&str> = file.lines().skip(1).collect();
        assert_eq!(
            lines[0],
            "DS0001,Đỗ Thị Yến,,yen.dt@dansinh.example,Bộ/Vụ,,,,,DS0003 DS0004,30/09/2026,"
        );
        assert!(
            lines[1].contains(",yen.dt2@dansinh.example,"),
            "{}",
            lines[1]
        );
        assert_eq!(lines[2], lines[0], "one person, one address");
    }
}
