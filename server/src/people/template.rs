//! The headings of both files, as empty files to fill in.
//! With a byte order mark, because spreadsheet programs take a file without one for an old
//! encoding, and with commas, which the import finds as well as any other separator.

use app::words::people as words;
use contract::locale::Lang;
use contract::people::{Column, ImportFile};

use super::columns;

/// The people file without people.
pub fn people_template(lang: Lang) -> String {
    // The one optional column stands in its place in the order of the manual.
    let mut all: Vec<Column> = columns::PEOPLE
        .required
        .iter()
        .chain(columns::PEOPLE.optional)
        .copied()
        .collect();
    all.sort();
    template(lang, ImportFile::People, &all)
}

/// The units file without units.
pub fn units_template(lang: Lang) -> String {
    let all = [Column::UnitPath, Column::Predecessor, Column::From];
    template(lang, ImportFile::Units, &all)
}

fn template(lang: Lang, file: ImportFile, all: &[Column]) -> String {
    let headings: Vec<&str> = all
        .iter()
        .map(|column| words::heading(lang, file, *column))
        .collect();
    format!("\u{feff}{}\r\n", headings.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::columns::{PEOPLE, UNITS, read};

    #[test]
    fn the_import_knows_every_heading_of_its_own_templates() {
        for lang in [Lang::Vi, Lang::En] {
            for (template, layout, n) in [
                (people_template(lang), &PEOPLE, 12),
                (units_template(lang), &UNITS, 3),
            ] {
                let line = template.trim_start_matches('\u{feff}').trim_end();
                let heading = read(line.split(','), layout).unwrap();
                assert_eq!(heading.n_titled, n, "{line}");
            }
        }
    }
}
