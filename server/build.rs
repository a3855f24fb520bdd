//! Watches the client bundle, which a release embeds, and refuses one of another compiler: the
//! names under which islands are exported would differ, and no page would say so.

use std::error::Error;
use std::process::Command;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../app/pkg");
    // Without a bundle the server works too, and says on its pages that it is missing.
    let Ok(manifest) = fs::read_to_string("../app/pkg/manifest.json") else {
        return Ok(());
    };

    let output = Command::new(env::var("RUSTC")?).arg("-vV").output()?;
    let verbose = String::from_utf8(output.stdout)?;
    let rustc = verbose.lines().next().unwrap_or_default();
    if !manifest.contains(&format!("\"rustc\": \"{rustc}\"")) {
        let severity = if env::var("PROFILE")? == "release" {
            "error"
        } else {
            "warning"
        };
        println!(
            "cargo::{severity}=the client bundle in app/pkg was made by another compiler than \
             {rustc}, so its islands stay lifeless: run `cargo xtask build`"
        );
    }
    Ok(())
}
