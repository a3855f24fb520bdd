//! `toancanh serve` as a program of its own, for the benches that measure it from outside.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::Instant;

/// How long a start may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program, with its data and keys below one folder.
pub struct Program {
    /// Its process.
    pub child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Program {
    /// Starts it and waits until it listens, which it does once both vaults are open.
    pub async fn start(folder: &Path) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let begun = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_toancanh"))
            .arg("serve")
            .args(["--listen", &address.to_string()])
            .arg("--data")
            .arg(folder.join("data"))
            .arg("--keys")
            .arg(folder.join("keys"))
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect(address).await.is_ok() {
                return Self { child, address };
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        child.kill().expect("the program ends");
        child.wait().expect("the program ended");
        panic!("the program does not listen");
    }

    /// Ends it.
    pub fn stop(mut self) {
        self.child.kill().expect("the program ends");
        self.child.wait().expect("the program ended");
    }
}

/// Load averages of the machine, to stand beside what was measured.
pub fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}
