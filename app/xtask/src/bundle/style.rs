//! The style sheet from SCSS, and the fonts beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use grass::{Options, OutputStyle};

use super::Asset;

/// `style/main.scss` and all that it uses, as one compressed sheet.
pub fn compile(style: &Path) -> Result<Asset> {
    let options = Options::default().style(OutputStyle::Compressed);
    let sheet = style.join("main.scss");
    // grass' error shows file, line and column; it cannot cross `anyhow` by itself.
    let css = grass::from_path(&sheet, &options)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("{} is no valid SCSS", sheet.display()))?;
    Ok(Asset {
        path: "toancanh.css".to_owned(),
        bytes: css.into_bytes(),
    })
}

/// The fonts that the sheet names, at the place it names.
pub fn fonts(style: &Path) -> Result<Vec<Asset>> {
    let folder = style.join("fonts");
    let mut fonts = Vec::new();
    for file in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
        let path = file?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "woff2")
        {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            fonts.push(Asset {
                path: format!("fonts/{name}"),
                bytes: fs::read(&path)?,
            });
        }
    }
    fonts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(fonts)
}
