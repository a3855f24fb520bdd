//! What is wrong with a file or a flag, in both languages.

use std::fmt::{Display, Formatter};
use std::io;

use contract::locale::Lang;

/// One sentence in each language: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    vi: String,
    en: String,
}

impl Refusal {
    /// A refusal in both languages.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// The sentence in one language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    pub(crate) fn unprintable(error: &io::Error) -> Self {
        Self::new(
            format!("Không ghi được kết quả ra: {error}"),
            format!("The result could not be written: {error}"),
        )
    }
}

impl Display for Refusal {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.en)
    }
}

impl std::error::Error for Refusal {}
