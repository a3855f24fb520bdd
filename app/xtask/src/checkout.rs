//! Where things lie in this checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The folders that the tasks read and write.
pub struct Checkout {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder for everything native.
    pub target: PathBuf,
}

impl Checkout {
    /// The checkout that this program was built from.
    pub fn here() -> Self {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_folder
            .ancestors()
            .nth(2)
            .unwrap_or(crate_folder)
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir().unwrap_or_default().join(folder),
            None => root.join("target"),
        };
        Self { root, target }
    }

    /// The client is compiled apart: its profile and its flags would only evict the server's.
    pub fn client_target(&self) -> PathBuf {
        self.target.join("client-wasm")
    }

    /// The client crate and the scripts beside it.
    pub fn client(&self) -> PathBuf {
        self.root.join("app/client")
    }

    /// What the server embeds.
    pub fn pkg(&self) -> PathBuf {
        self.root.join("app/pkg")
    }

    /// The style sheets and, below it, the fonts.
    pub fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    /// The folder whose `package.json` pins `wasm-opt`.
    pub fn optimiser(&self) -> PathBuf {
        self.root.join("app/xtask/optimiser")
    }

    /// The browser suite.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }
}
