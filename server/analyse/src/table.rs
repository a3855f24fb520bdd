//! A CSV file as columns of text. A blank cell is a missing value.
//!
//! Plain or gzip, known by the first bytes; UTF-8 with or without BOM; `-` is the standard input.
//! A column is one string with the ends of its cells, so that a million rows cost little more than
//! their letters. Rows are counted as a spreadsheet shows them: the header is row 1.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::refusal::Refusal;

/// The columns of a file.
#[derive(Debug)]
pub struct Table {
    file: PathBuf,
    names: Vec<String>,
    columns: Vec<Column>,
    n_rows: usize,
    /// Row of the spreadsheet of each row here.
    lines: Vec<u32>,
}

/// The cells of one column, trimmed.
#[derive(Debug, Default)]
struct Column {
    text: String,
    ends: Vec<usize>,
}

impl Column {
    fn push(&mut self, cell: &str) {
        self.text.push_str(cell.trim());
        self.ends.push(self.text.len());
    }

    fn cell(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }
}

const GZIP: [u8; 2] = [0x1f, 0x8b];

impl Table {
    /// Reads a file, or the standard input for `-`.
    pub fn read(file: &Path) -> Result<Self, Refusal> {
        let unreadable = |error: &io::Error| {
            let name = file.display();
            Refusal::new(
                format!("Không đọc được tệp {name}: {error}"),
                format!("The file {name} cannot be read: {error}"),
            )
        };
        let source: Box<dyn Read> = if file == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(file).map_err(|error| unreadable(&error))?)
        };
        let mut source = BufReader::with_capacity(1 << 16, source);
        let start = source.fill_buf().map_err(|error| unreadable(&error))?;
        if start.starts_with(&GZIP) {
            let inner = BufReader::with_capacity(1 << 16, MultiGzDecoder::new(source));
            Self::parse(file, inner)
        } else {
            Self::parse(file, source)
        }
    }

    fn parse(file: &Path, source: impl Read) -> Result<Self, Refusal> {
        let mut reader = csv::ReaderBuilder::new().from_reader(source);
        let broken = |error: &csv::Error| broken(file, error);
        let names: Vec<String> = reader
            .headers()
            .map_err(|error| broken(&error))?
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        for (at, name) in names.iter().enumerate() {
            if !name.is_empty() && names[..at].contains(name) {
                let shown = file.display();
                return Err(Refusal::new(
                    format!("Tệp {shown}: hai cột cùng tên “{name}”. Hãy đổi tên một cột."),
                    format!("The file {shown} has two columns “{name}”. Rename one of them."),
                ));
            }
        }
        let mut table = Self {
            file: file.to_owned(),
            columns: names.iter().map(|_| Column::default()).collect(),
            names,
            n_rows: 0,
            lines: Vec::new(),
        };
        let mut record = csv::StringRecord::new();
        while reader
            .read_record(&mut record)
            .map_err(|error| broken(&error))?
        {
            let line = record.position().map_or(0, csv::Position::record) + 1;
            table.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
            for (column, cell) in table.columns.iter_mut().zip(&record) {
                column.push(cell);
            }
            table.n_rows += 1;
        }
        Ok(table)
    }

    /// Number of rows below the header.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Whether there is a column of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    fn column(&self, name: &str) -> Result<&Column, Refusal> {
        match self.names.iter().position(|other| other == name) {
            Some(at) => Ok(&self.columns[at]),
            None => {
                let (file, names) = (self.file.display(), self.names.join(", "));
                Err(Refusal::new(
                    format!("Tệp {file} không có cột “{name}”. Các cột: {names}."),
                    format!("The file {file} has no column “{name}”. It has: {names}."),
                ))
            }
        }
    }

    /// The cells of a column; a blank one is `None`.
    pub fn texts(&self, name: &str) -> Result<Vec<Option<&str>>, Refusal> {
        let column = self.column(name)?;
        let cell = |row| Some(column.cell(row)).filter(|cell| !cell.is_empty());
        Ok((0..self.n_rows).map(cell).collect())
    }

    /// The numbers of a column; a blank cell is `None`, anything else that is no finite number is
    /// refused with its row.
    pub fn numbers(&self, name: &str) -> Result<Vec<Option<f64>>, Refusal> {
        let column = self.column(name)?;
        let mut numbers = Vec::with_capacity(self.n_rows);
        for row in 0..self.n_rows {
            let cell = column.cell(row);
            numbers.push(match (cell.is_empty(), cell.parse::<f64>()) {
                (true, _) => None,
                (false, Ok(number)) if number.is_finite() => Some(number),
                _ => return Err(self.refuse(row, name, "không phải là số", "is no number")),
            });
        }
        Ok(numbers)
    }

    /// Whether every cell of a column that is not blank is a finite number.
    pub fn is_numeric(&self, name: &str) -> Result<bool, Refusal> {
        let column = self.column(name)?;
        Ok((0..self.n_rows)
            .map(|row| column.cell(row))
            .filter(|cell| !cell.is_empty())
            .all(|cell| cell.parse::<f64>().is_ok_and(f64::is_finite)))
    }

    /// A refusal of one cell: `what` goes on after the cell, as in “x is no number”.
    pub fn refuse(&self, row: usize, column: &str, vi: &str, en: &str) -> Refusal {
        let cell = self.column(column).map_or("", |cells| cells.cell(row));
        let (file, line) = (self.file.display(), self.lines[row]);
        Refusal::new(
            format!("Tệp {file}, dòng {line}, cột “{column}”: “{cell}” {vi}."),
            format!("File {file}, row {line}, column “{column}”: “{cell}” {en}."),
        )
    }
}

fn broken(file: &Path, error: &csv::Error) -> Refusal {
    let file = file.display();
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => {
            let line = pos.as_ref().map_or(0, csv::Position::record) + 1;
            Refusal::new(
                format!("Tệp {file}, dòng {line}: có {len} ô, tiêu đề có {expected_len}."),
                format!("File {file}, row {line}: {len} cells, but the header has {expected_len}."),
            )
        }
        csv::ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(0, csv::Position::record) + 1;
            Refusal::new(
                format!("Tệp {file}, dòng {line}: không phải UTF-8. Hãy lưu lại ở dạng CSV UTF-8."),
                format!("File {file}, row {line}: not UTF-8. Save it as CSV UTF-8."),
            )
        }
        _ => Refusal::new(
            format!("Không đọc được tệp {file}: {error}"),
            format!("The file {file} cannot be read: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn table(text: &[u8]) -> Result<Table, Refusal> {
        Table::parse(Path::new("x.csv"), text)
    }

    #[test]
    fn blank_cells_are_missing_and_spaces_do_not_count() {
        let table = table("\u{feff}a, b\n1,\n 2.5 ,x\n".as_bytes()).unwrap();
        assert_eq!(table.numbers("a").unwrap(), [Some(1.0), Some(2.5)]);
        assert_eq!(table.texts("b").unwrap(), [None, Some("x")]);
    }

    #[test]
    fn gzip_is_known_by_its_first_bytes() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(b"a\n7\n").unwrap();
        file.write_all(&packed.finish().unwrap()).unwrap();
        let table = Table::read(file.path()).unwrap();
        assert_eq!(table.numbers("a").unwrap(), [Some(7.0)]);
    }

    #[test]
    fn a_fault_names_row_and_column() {
        let table = table(b"a\n1\nx\n").unwrap();
        let refusal = table.numbers("a").unwrap_err().to_string();
        assert!(refusal.contains("row 3, column “a”: “x”"), "{refusal}");
        assert!(table.numbers("nan").is_err());
    }

    #[test]
    fn unequal_rows_repeated_names_and_other_encodings_are_refused() {
        for text in [&b"a,b\n1\n"[..], b"a,a\n1,2\n", b"a\n\xe9\n"] {
            assert!(table(text).is_err());
        }
        assert_eq!(table(b"a\n").unwrap().n_rows(), 0);
        assert!(table(b"a\ninf\n").unwrap().numbers("a").is_err());
    }
}
