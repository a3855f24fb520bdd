//! Lists of columns as flags write them: `q1..q20,q22`, and in groups `results=q1..q5;q6..q10`.

use crate::refusal::Refusal;

/// The names in a list. `q1..q20` counts up from the first number to the last, with the zeros in
/// front that the first has (`q01..q24`).
pub fn list(flag: &str, text: &str) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    for part in split_names(text) {
        match part.split_once("..") {
            Some((first, last)) => names.extend(range(flag, first.trim(), last.trim())?),
            None => names.push(part),
        }
    }
    if names.iter().any(String::is_empty) || names.is_empty() {
        return Err(Refusal::new(
            format!("{flag}: cần ít nhất một tên cột, cách nhau bằng dấu phẩy."),
            format!("{flag}: needs at least one name of a column, separated by commas."),
        ));
    }
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            return Err(Refusal::new(
                format!("{flag}: cột “{name}” được nêu hai lần."),
                format!("{flag}: the column “{name}” is named twice."),
            ));
        }
    }
    Ok(names)
}

/// Groups of columns, each with a name; one without gets its number.
pub fn groups(flag: &str, text: &str) -> Result<Vec<(String, Vec<String>)>, Refusal> {
    let mut groups = Vec::new();
    for (at, part) in text.split(';').enumerate() {
        let (name, columns) = match part.split_once('=') {
            Some((name, columns)) => (name.trim().to_owned(), columns),
            None => ((at + 1).to_string(), part),
        };
        groups.push((name, list(flag, columns)?));
    }
    Ok(groups)
}

/// Commas part names, except between double quotes.
fn split_names(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => names.push(String::new()),
            _ => {
                if let Some(name) = names.last_mut() {
                    name.push(letter);
                }
            }
        }
    }
    names.iter().map(|name| name.trim().to_owned()).collect()
}

/// Longest range that a flag may write: far beyond any questionnaire.
const LONGEST_RANGE: u32 = 10_000;

fn range(flag: &str, first: &str, last: &str) -> Result<Vec<String>, Refusal> {
    let numbered = |name: &str| {
        let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (stem, number) = name.split_at(name.len() - digits);
        let value: Option<u32> = number.parse().ok();
        value.map(|value| (stem.to_owned(), value, digits))
    };
    match (numbered(first), numbered(last)) {
        (Some((stem, from, width)), Some((other, to, _)))
            if stem == other && from <= to && to - from < LONGEST_RANGE =>
        {
            Ok((from..=to).map(|n| format!("{stem}{n:0width$}")).collect())
        }
        _ => Err(Refusal::new(
            format!("{flag}: không đọc được “{first}..{last}”. Hãy viết như q1..q20."),
            format!("{flag}: “{first}..{last}” cannot be read. Write it like q1..q20."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_and_keep_their_zeros() {
        assert_eq!(
            list("--items", "q08..q10, x").unwrap(),
            ["q08", "q09", "q10", "x"]
        );
        assert_eq!(list("--items", "\"a,b\",c").unwrap(), ["a,b", "c"]);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for text in ["", "q1,,q2", "q1,q1", "q5..q1", "a1..b3", "q1..q99999999"] {
            assert!(list("--items", text).is_err(), "{text}");
        }
    }

    #[test]
    fn groups_may_have_names() {
        let groups = groups("--competencies", "results=q1..q2;q3").unwrap();
        assert_eq!(
            groups[0],
            ("results".to_owned(), vec!["q1".to_owned(), "q2".to_owned()])
        );
        assert_eq!(groups[1], ("2".to_owned(), vec!["q3".to_owned()]));
    }
}
