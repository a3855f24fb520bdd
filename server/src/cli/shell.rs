//! What is printed to be copied into a shell.

use std::path::Path;

/// A path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let name = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    if !name.is_empty() && name.chars().all(is_plain) {
        name
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_shell_would_split_or_read_is_quoted() {
        let quoted = |path: &str| quoted(Path::new(path));
        assert_eq!(quoted("/srv/toàn-cảnh_1.db"), "/srv/toàn-cảnh_1.db");
        assert_eq!(quoted("/srv/a b"), "'/srv/a b'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
