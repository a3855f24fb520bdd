//! Writes the bundle: a folder named by its content, each text and module compressed beside itself.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::Asset;
use super::manifest::{self, File, Manifest};
use crate::checkout::Checkout;

/// Replaces what is in `app/pkg`. The manifest comes last: what it names is complete.
pub fn write(
    checkout: &Checkout,
    mut assets: Vec<Asset>,
    describe: impl FnOnce(String, Vec<File>) -> Manifest,
) -> Result<Manifest> {
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    let hash = content_hash(&assets);
    let pkg = checkout.pkg();
    fs::create_dir_all(&pkg)?;
    manifest::remove(checkout)?;
    for entry in fs::read_dir(&pkg)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    let folder = pkg.join(&hash);
    let mut files = Vec::new();
    for asset in assets {
        files.push(write_asset(&folder, asset)?);
    }
    let manifest = describe(hash, files);
    manifest::write(checkout, &manifest)?;
    Ok(manifest)
}

/// Sixteen hexadecimal digits over names and contents.
fn content_hash(assets: &[Asset]) -> String {
    let mut digest = Sha256::new();
    for asset in assets {
        digest.update(asset.path.as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(&asset.bytes));
    }
    hex::encode(&digest.finalize()[..8])
}

fn write_asset(folder: &Path, asset: Asset) -> Result<File> {
    let file = folder.join(&asset.path);
    let parent = file.parent().context("an asset has a folder")?;
    fs::create_dir_all(parent)?;
    fs::write(&file, &asset.bytes)?;
    let bytes = asset.bytes.len();
    // woff2 is compressed already.
    if asset.path.ends_with(".woff2") {
        return Ok(File {
            path: asset.path,
            bytes,
            gzip: None,
            brotli: None,
        });
    }
    let (gzip, brotli) = (gzip(&asset.bytes)?, brotli(&asset.bytes)?);
    fs::write(folder.join(format!("{}.gz", asset.path)), &gzip)?;
    fs::write(folder.join(format!("{}.br", asset.path)), &brotli)?;
    Ok(File {
        path: asset.path,
        bytes,
        gzip: Some(gzip.len()),
        brotli: Some(brotli.len()),
    })
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // A time in the header would make two equal builds differ; the default writes none.
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn asset(path: &str, bytes: &[u8]) -> Asset {
        Asset {
            path: path.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn the_folders_name_changes_with_a_byte_and_with_a_name() {
        let hash = content_hash(&[asset("a.js", b"1")]);
        assert_eq!(hash.len(), 16);
        assert_ne!(hash, content_hash(&[asset("a.js", b"2")]));
        assert_ne!(hash, content_hash(&[asset("b.js", b"1")]));
        assert_eq!(hash, content_hash(&[asset("a.js", b"1")]));
    }

    #[test]
    fn what_is_compressed_reads_back_the_same() {
        let text = "Cảm ơn anh/chị đã trả lời. ".repeat(40);
        let mut back = String::new();
        let packed = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(&*packed)
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, text);

        let mut back = Vec::new();
        let packed = brotli(text.as_bytes()).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }
}
