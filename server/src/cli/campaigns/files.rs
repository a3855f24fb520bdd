//! The two files of a list of invitations: readable by their owner only, and made before the codes
//! are, so that a full disk or a missing folder costs no list.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use app::page::{Bundle, PageContext, render};
use app::pages::campaigns::sheet as sheet_page;
use app::words::campaigns as words;
use contract::invitations::InvitationSheet;
use contract::locale::Lang;

use crate::cli::CliError;
use crate::invitations::csv_file;
use crate::state::App;

/// Two empty files.
pub(super) struct Files {
    csv: (PathBuf, File),
    sheet: (PathBuf, File),
}

impl Files {
    /// Makes them; files that are there already are not touched.
    pub(super) fn reserve(lang: Lang, folder: &Path, code: &str) -> Result<Self, CliError> {
        let csv = folder.join(format!("{code}-invitations.csv"));
        let sheet = folder.join(format!("{code}-invitations.html"));
        let csv_file = create(lang, &csv)?;
        match create(lang, &sheet) {
            Ok(sheet_file) => Ok(Self {
                csv: (csv, csv_file),
                sheet: (sheet, sheet_file),
            }),
            Err(error) => {
                remove(&csv);
                Err(error)
            }
        }
    }

    /// Removes them: there is nothing to write.
    pub(super) fn give_up(&self) {
        remove(&self.csv.0);
        remove(&self.sheet.0);
    }

    /// Fills them; answers their names.
    pub(super) fn write(
        mut self,
        lang: Lang,
        app: &App,
        sheet: &InvitationSheet,
        fictitious: bool,
    ) -> Result<[String; 2], CliError> {
        let csv = csv_file(lang, sheet)?;
        // The file is opened from a folder, so its style is asked of the server.
        let bundle = Bundle {
            css: app
                .bundle
                .css
                .as_ref()
                .map(|path| format!("{}{path}", app.public_url)),
            loader: None,
        };
        let context = PageContext {
            lang,
            path: "/".to_owned(),
            viewer: None,
            organisation: String::new(),
            fictitious,
            bundle,
        };
        let html = render(&context, |context| sheet_page::page(context, sheet));
        for ((name, file), content) in [
            (&mut self.csv, csv.as_slice()),
            (&mut self.sheet, html.as_bytes()),
        ] {
            let written = file.write_all(content).and_then(|()| file.sync_all());
            written.map_err(|error| unusable(lang, name, &error))?;
        }
        Ok([&self.csv.0, &self.sheet.0].map(|name| name.display().to_string()))
    }
}

fn create(lang: Lang, name: &Path) -> Result<File, CliError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(name)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                let name = name.display().to_string();
                CliError::Told(words::cli_list_exists(lang, &name))
            }
            _ => unusable(lang, name, &error),
        })
}

/// A file that cannot be removed stays empty, which harms nobody.
fn remove(name: &Path) {
    let _ = std::fs::remove_file(name);
}

fn unusable(lang: Lang, name: &Path, error: &std::io::Error) -> CliError {
    let name = name.display().to_string();
    CliError::Told(words::cli_file_unreadable(lang, &name, &error.to_string()))
}
