//! The rows of a CSV text, one at a time, numbered as a spreadsheet numbers them:
//! the first row is 1, blank rows count, and a line break inside quotes makes no new row.

use csv::{ReaderBuilder, StringRecord};

/// Reads rows.
pub(crate) struct CsvRows<'a> {
    reader: csv::Reader<&'a [u8]>,
    record: StringRecord,
    text: &'a [u8],
    row: u32,
}

impl std::fmt::Debug for CsvRows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvRows")
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}

impl<'a> CsvRows<'a> {
    /// Rows of a text. A first line `sep=;`, which spreadsheet programs understand and do not
    /// show, names the separator; otherwise it is the one that `separator` finds.
    pub fn new(text: &'a str, separator: impl FnOnce(&str) -> u8) -> Self {
        let named = text
            .strip_prefix("sep=")
            .or_else(|| text.strip_prefix("SEP="))
            .and_then(|rest| {
                let separator = *rest.as_bytes().first().filter(|byte| byte.is_ascii())?;
                let rest = rest.get(1..)?;
                let rest = rest
                    .strip_prefix("\r\n")
                    .or_else(|| rest.strip_prefix('\n'))?;
                Some((separator, rest))
            });
        let (separator, text) = named.unwrap_or_else(|| (separator(text), text));
        Self {
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(separator)
                .from_reader(text.as_bytes()),
            record: StringRecord::new(),
            text: text.as_bytes(),
            row: 0,
        }
    }

    /// The next row that has any text in it, with its number.
    pub fn next(&mut self) -> Result<Option<(u32, &StringRecord)>, csv::Error> {
        loop {
            let begin = self.reader.position().byte();
            if !self.reader.read_record(&mut self.record)? {
                return Ok(None);
            }
            // The reader skips blank lines without a word; a spreadsheet shows them as rows.
            let n_blank = blank_lines_at(self.text, usize::try_from(begin).unwrap_or(usize::MAX));
            self.row = self.row.saturating_add(n_blank).saturating_add(1);
            if self.record.iter().any(|field| !field.trim().is_empty()) {
                break;
            }
        }
        Ok(Some((self.row, &self.record)))
    }
}

/// Line breaks before the next field. The reader ends a row at a carriage return and leaves the
/// line feed behind it, which then is no blank line.
fn blank_lines_at(text: &[u8], begin: usize) -> u32 {
    let mut before = begin.checked_sub(1).and_then(|at| text.get(at)).copied();
    let mut n_blank = 0;
    for byte in text.get(begin..).unwrap_or_default() {
        match byte {
            b'\n' if before == Some(b'\r') => {}
            b'\n' | b'\r' => n_blank += 1,
            _ => break,
        }
        before = Some(*byte);
    }
    n_blank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut rows = CsvRows::new(text, |_| b',');
        let mut all = Vec::new();
        while let Some((row, record)) = rows.next().unwrap() {
            all.push((row, record.iter().map(str::to_owned).collect()));
        }
        all
    }

    fn numbers(text: &str) -> Vec<u32> {
        rows(text).into_iter().map(|(row, _)| row).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        assert_eq!(numbers("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(numbers("a,b\r\n1,2\r\n3,4"), [1, 2, 3]);
    }

    #[test]
    fn blank_rows_count_but_are_not_read() {
        assert_eq!(numbers("a,b\n\n\n1,2\n,\n , \n3,4"), [1, 4, 7]);
        assert_eq!(numbers("\r\na,b\r\n\r\n1,2\r\n\r\n"), [2, 4]);
        assert_eq!(numbers("a,b\r\r1,2\r3,4"), [1, 3, 4]);
    }

    #[test]
    fn a_line_break_inside_quotes_makes_no_new_row() {
        assert_eq!(numbers("a,b\n\"1\n1\r\n1\",2\n3,4\n"), [1, 2, 3]);
        assert_eq!(numbers("a,b\n\n\"1\n1\",2\n\n3,\"4\n\""), [1, 3, 5]);
    }

    #[test]
    fn a_line_that_names_the_separator_is_followed_and_not_counted() {
        assert_eq!(
            rows("sep=;\r\na;b,c\r\n"),
            [(1, vec!["a".to_owned(), "b,c".to_owned()])]
        );
    }
}
