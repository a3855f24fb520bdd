//! The heading of a file: which separator, which column where. Headings are known in both
//! languages, in any case, with or without marks.

use contract::people::{Column, ImportFaultKind};

use super::names;

/// Where the columns of a file stand.
#[derive(Debug)]
pub(super) struct Heading {
    /// What each field of a row is, in the order of the file.
    pub fields: Vec<Field>,
    /// Fields that a row must have.
    pub n_titled: usize,
}

/// What a field of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// One of our columns.
    Known(Column),
    /// A running number: nothing to keep.
    RunningNumber,
    /// No heading, as spreadsheet programs leave them at the right: must stay empty.
    Untitled,
}

/// What a file must have and may have.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns that must be there.
    pub required: &'static [Column],
    /// Columns that may be there.
    pub optional: &'static [Column],
}

/// People and their posts, in the order of the template.
pub(super) const PEOPLE: Layout = Layout {
    required: &[
        Column::StaffCode,
        Column::FullName,
        Column::Email,
        Column::UnitPath,
        Column::Post,
        Column::PostType,
        Column::Field,
        Column::HeadOfUnit,
        Column::ReportsTo,
        Column::From,
        Column::To,
    ],
    optional: &[Column::AddressForm],
};

/// Units and the units they took over.
pub(super) const UNITS: Layout = Layout {
    required: &[Column::UnitPath, Column::Predecessor],
    optional: &[Column::From],
};

/// Reads the heading; says everything that is wrong with it.
pub(super) fn read<'a>(
    headings: impl Iterator<Item = &'a str>,
    layout: &Layout,
) -> Result<Heading, Vec<(Option<Column>, ImportFaultKind)>> {
    let mut faults = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    for heading in headings {
        let folded = fold_heading(heading);
        let field = match known(&folded) {
            Some(Field::Known(column)) if !belongs(layout, column) => None,
            other => other,
        };
        match field {
            Some(Field::Known(column)) if fields.contains(&Field::Known(column)) => {
                faults.push((
                    Some(column),
                    ImportFaultKind::DuplicateColumn {
                        heading: excerpt(heading),
                    },
                ));
                fields.push(Field::RunningNumber);
            }
            Some(field) => fields.push(field),
            None => {
                faults.push((
                    None,
                    ImportFaultKind::UnknownColumn {
                        heading: excerpt(heading),
                    },
                ));
                fields.push(Field::RunningNumber);
            }
        }
    }
    for column in layout.required {
        if !fields.contains(&Field::Known(*column)) {
            faults.push((Some(*column), ImportFaultKind::MissingColumn));
        }
    }
    if faults.is_empty() {
        let n_titled = fields
            .iter()
            .rposition(|field| *field != Field::Untitled)
            .map_or(0, |at| at + 1);
        Ok(Heading { fields, n_titled })
    } else {
        Err(faults)
    }
}

/// The separator of a file: of comma, semicolon and tab the one that its first line has most of.
/// Quoted text does not count.
pub(crate) fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += u32::from(*separator == byte);
                }
            }
        }
    }
    // On equal counts the first of the list wins.
    let mut best = counts[0];
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

/// Text from a file as a fault repeats it: short enough to read.
pub(crate) fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let text = names::clean(text);
    if text.chars().count() <= MAX_CHARS {
        return text.into_owned();
    }
    text.chars().take(MAX_CHARS).chain(['…']).collect()
}

fn belongs(layout: &Layout, column: Column) -> bool {
    layout.required.contains(&column) || layout.optional.contains(&column)
}

/// Lower case without marks, words parted by single spaces.
fn fold_heading(heading: &str) -> String {
    let folded = names::fold(&names::clean(heading));
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn known(folded: &str) -> Option<Field> {
    let column = match folded {
        "" => return Some(Field::Untitled),
        "stt" | "tt" | "so tt" | "so thu tu" | "no" => return Some(Field::RunningNumber),
        "ma can bo" | "ma nhan su" | "ma so can bo" | "ma cbccvc" | "staff code" => {
            Column::StaffCode
        }
        "ho va ten" | "ho ten" | "ho va ten khai sinh" | "full name" | "name" => Column::FullName,
        "cach xung ho" | "xung ho" | "form of address" | "address form" => Column::AddressForm,
        "thu dien tu" | "email" | "e mail" | "dia chi thu dien tu" => Column::Email,
        "don vi" | "don vi cong tac" | "unit" | "unit path" => Column::UnitPath,
        "chuc vu" | "chuc danh" | "post" | "position" => Column::Post,
        "loai chuc vu" | "post type" => Column::PostType,
        "linh vuc phu trach" | "linh vuc" | "field in charge" | "field" => Column::Field,
        "nguoi dung dau"
        | "nguoi dung dau x"
        | "nguoi dung dau don vi"
        | "head of the unit"
        | "head of unit"
        | "head"
        | "head of the unit x" => Column::HeadOfUnit,
        "bao cao cho" | "cap tren" | "reports to" => Column::ReportsTo,
        "tu ngay" | "ngay sap nhap" | "from" | "from date" | "merged on" => Column::From,
        "den ngay" | "to" | "to date" => Column::To,
        "don vi tien than" | "don vi cu" | "predecessor" | "predecessor unit" => {
            Column::Predecessor
        }
        _ => return None,
    };
    Some(Field::Known(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIETNAMESE: [&str; 12] = [
        "mã cán bộ",
        "họ và tên",
        "cách xưng hô",
        "thư điện tử",
        "đơn vị",
        "chức vụ",
        "loại chức vụ",
        "lĩnh vực phụ trách",
        "người đứng đầu",
        "báo cáo cho",
        "từ ngày",
        "đến ngày",
    ];
    const ENGLISH: [&str; 12] = [
        "staff code",
        "full name",
        "form of address",
        "e-mail",
        "unit",
        "post",
        "post type",
        "field in charge",
        "head of the unit",
        "reports to",
        "from",
        "to",
    ];

    fn columns(headings: &[String]) -> Vec<Field> {
        read(headings.iter().map(String::as_str), &PEOPLE)
            .unwrap()
            .fields
    }

    #[test]
    fn headings_are_known_in_both_languages_in_any_case_and_without_marks() {
        let plain: Vec<String> = VIETNAMESE.iter().map(|h| (*h).to_owned()).collect();
        let expected = columns(&plain);
        assert_eq!(expected.len(), 12);
        let upper: Vec<String> = VIETNAMESE.iter().map(|h| h.to_uppercase()).collect();
        let bare: Vec<String> = VIETNAMESE.iter().map(|h| names::fold(h)).collect();
        let english: Vec<String> = ENGLISH.iter().map(|h| h.replace(' ', "_")).collect();
        for headings in [upper, bare, english] {
            assert_eq!(columns(&headings), expected);
        }
    }

    #[test]
    fn a_missing_an_unknown_and_a_double_heading_are_all_said_at_once() {
        let faults = read(
            [
                "Mã cán bộ",
                "Họ và tên",
                "Full name",
                "Lương",
                "Unit",
                "Post",
                "email",
                "post type",
                "field",
                "head",
                "to",
                "from",
            ]
            .into_iter(),
            &PEOPLE,
        )
        .unwrap_err();
        assert_eq!(
            faults,
            [
                (
                    Some(Column::FullName),
                    ImportFaultKind::DuplicateColumn {
                        heading: "Full name".into()
                    }
                ),
                (
                    None,
                    ImportFaultKind::UnknownColumn {
                        heading: "Lương".into()
                    }
                ),
                (Some(Column::ReportsTo), ImportFaultKind::MissingColumn),
            ]
        );
    }

    #[test]
    fn a_running_number_and_untitled_columns_at_the_right_do_no_harm() {
        let mut headings: Vec<String> = vec!["STT".into()];
        headings.extend(VIETNAMESE.iter().map(|h| (*h).to_owned()));
        headings.extend([String::new(), " ".into()]);
        let heading = read(headings.iter().map(String::as_str), &PEOPLE).unwrap();
        assert_eq!(heading.n_titled, 13);
        assert_eq!(heading.fields[0], Field::RunningNumber);
        assert_eq!(heading.fields[14], Field::Untitled);
    }

    #[test]
    fn the_separator_is_found_outside_quotes() {
        assert_eq!(separator("a,b,c\n1;2;3;4;5"), b',');
        assert_eq!(separator("\"họ, tên, đệm\";b\n"), b';');
        assert_eq!(separator("a\tb,c\td\n"), b'\t');
        assert_eq!(separator("a"), b',');
    }
}
