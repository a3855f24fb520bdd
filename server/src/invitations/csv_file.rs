//! The list as a CSV file for a mail merge: UTF-8 with the mark that spreadsheet programs need, and
//! no cell that they would run as a formula.

use app::words::campaigns as words;
use contract::error::AppError;
use contract::invitations::InvitationSheet;
use contract::locale::Lang;

/// The file.
pub fn csv_file(lang: Lang, sheet: &InvitationSheet) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record([
            words::csv_staff_code(lang),
            words::csv_full_name(lang),
            words::csv_email(lang),
            words::csv_unit(lang),
            words::csv_link(lang),
            words::csv_short_code(lang),
        ])
        .map_err(AppError::internal)?;
    for slip in &sheet.slips {
        let cells = [
            &slip.staff_code,
            &slip.full_name,
            slip.email.as_deref().unwrap_or_default(),
            &slip.unit_path,
            &slip.link,
            &slip.short_code,
        ];
        writer
            .write_record(cells.map(guarded))
            .map_err(AppError::internal)?;
    }
    writer.into_inner().map_err(AppError::internal)
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheet programs take as text.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitations::fixture::{sheet, slip};

    #[test]
    fn a_cell_that_begins_like_a_formula_is_text() {
        for evil in ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(guarded(evil), format!("'{evil}"));
        }
        assert_eq!(guarded("Nguyễn Văn An"), "Nguyễn Văn An");
        assert_eq!(guarded("CB-01"), "CB-01");
    }

    #[test]
    fn the_file_reads_back_with_its_mark_commas_and_quotes() {
        let mut evil = slip();
        evil.full_name = "=HYPERLINK(\"x\"), An".to_owned();
        evil.email = None;
        let file = csv_file(Lang::Vi, &sheet(vec![evil, slip()])).unwrap();
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&reader.headers().unwrap()[5], "Mã ngắn");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(&rows[0][1], "'=HYPERLINK(\"x\"), An");
        assert_eq!(&rows[0][2], "");
        assert_eq!(&rows[1][4], "https://toancanh.example/i#CODE");
    }
}
