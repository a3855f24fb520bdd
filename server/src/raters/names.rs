//! How the wording of a survey calls somebody.

use super::chart::Person;

/// Form of address and given name, which in Vietnamese is the last word: "đồng chí Hạnh". Without
/// a form of address, the full name. A file that has the given name in the form already ("đồng chí
/// Hạnh") does not get it twice.
pub fn call_name(person: &Person) -> String {
    let given = person.full_name.split_whitespace().next_back();
    match (person.address_form.as_deref().map(str::trim), given) {
        (Some(form), Some(given)) if form.split_whitespace().next_back() == Some(given) => {
            form.to_owned()
        }
        (Some(form), Some(given)) if !form.is_empty() => format!("{form} {given}"),
        _ => person.full_name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raters::fixture::person;

    #[test]
    fn the_given_name_follows_the_form_of_address() {
        let mut somebody = person(1);
        somebody.full_name = "Nguyễn Thị Hạnh".to_owned();
        assert_eq!(call_name(&somebody), "Nguyễn Thị Hạnh");
        somebody.address_form = Some("đồng chí".to_owned());
        assert_eq!(call_name(&somebody), "đồng chí Hạnh");
        somebody.address_form = Some("đồng chí Hạnh".to_owned());
        assert_eq!(call_name(&somebody), "đồng chí Hạnh");
        somebody.address_form = Some(" ".to_owned());
        assert_eq!(call_name(&somebody), "Nguyễn Thị Hạnh");
    }
}
