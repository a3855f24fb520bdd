//! The client bundle, embedded: style, fonts, scripts, WebAssembly, already compressed.
//!
//! Its folder is named by its content, so a browser may keep each file for ever. The server builds
//! and works without it; pages are then plain and the start says that it is missing.

use app::page::Bundle;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::error::AppError;
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::Failure;
use crate::state::App;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../app/pkg"]
#[allow_missing = true]
struct Files;

/// What the server reads of the manifest that the bundler writes.
#[derive(Debug, Deserialize)]
struct Manifest {
    hash: String,
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    path: String,
}

const STYLE: &str = "toancanh.css";
const LOADER: &str = "loader.js";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";
const ICON: &str = include_str!("../../assets/favicon.svg");

/// Where the files of the bundle lie; empty when there is none.
pub fn find() -> Bundle {
    let Some(manifest) = Files::get("manifest.json") else {
        return Bundle::default();
    };
    match serde_json::from_slice::<Manifest>(&manifest.data) {
        Ok(manifest) => {
            let address = |name: &str| {
                let known = manifest.files.iter().any(|file| file.path == name);
                known.then(|| format!("/pkg/{}/{name}", manifest.hash))
            };
            Bundle {
                css: address(STYLE),
                loader: address(LOADER),
            }
        }
        Err(error) => {
            tracing::error!("the client bundle's manifest cannot be read: {error}");
            Bundle::default()
        }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/pkg/{*path}", get(file))
        .route("/favicon.svg", get(icon))
        .route("/favicon.ico", get(icon))
}

async fn icon() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, A_DAY)],
        ICON,
    )
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    // The manifest names what is embedded; it is not part of it.
    let whole = path.contains('/').then(|| Files::get(&path)).flatten();
    let whole = whole.ok_or(AppError::NotFound)?;
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let compressed = ENCODINGS
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| Some((encoding, Files::get(&format!("{path}.{ending}"))?)));
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let kind = HeaderValue::from_str(kind.as_ref()).map_err(AppError::internal)?;
    let kept = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)),
        (VARY, HeaderValue::from_static("accept-encoding")),
    ];
    Ok(match compressed {
        Some((encoding, file)) => {
            (kept, [(CONTENT_ENCODING, encoding)], file.data.into_owned()).into_response()
        }
        None => (kept, whole.data.into_owned()).into_response(),
    })
}

/// The better one first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let refused = |part: &str| {
            part.strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0))
        };
        parts.next() == Some(encoding) && !parts.any(refused)
    })
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_of_quality_zero_is_refused() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
    }
}
