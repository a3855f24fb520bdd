//! How long `toancanh serve` takes until its first page, and how much memory it holds while nothing
//! happens.
//! Run by `cargo bench -p server --bench start`.
//!
//! First in an empty folder, where it makes keys and both vaults, then again on what is there.

mod program;

use std::time::Duration;

use program::{Program, load};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

const STARTS: usize = 7;
/// After the start, until the memory is read.
const IDLE: Duration = Duration::from_secs(3);

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(measure());
}

async fn measure() {
    println!("load before: {}", load());
    println!("| start | median ms | fastest ms | slowest ms | idle memory MB |");
    println!("|---|---|---|---|---|");
    let mut first = Vec::new();
    let mut again = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..STARTS {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let begun = Instant::now();
        let program = Program::start(folder.path()).await;
        first_page(&program).await;
        first.push(begun.elapsed());
        program.stop();
        let begun = Instant::now();
        let program = Program::start(folder.path()).await;
        first_page(&program).await;
        again.push(begun.elapsed());
        tokio::time::sleep(IDLE).await;
        memory.push(resident_kb(program.child.id()));
        program.stop();
    }
    memory.sort_unstable();
    let idle = memory[STARTS / 2] as f64 / 1_024.0;
    println!("| empty folder | {} | |", times(first));
    println!("| vaults are there | {} | {idle:.0} |", times(again));
    println!("load after: {}", load());
}

/// Asks for the start page and waits for all of it.
async fn first_page(program: &Program) {
    let mut connection = TcpStream::connect(program.address)
        .await
        .expect("it listens");
    let request = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    connection
        .write_all(request.as_bytes())
        .await
        .expect("it reads");
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .await
        .expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// Median, fastest, slowest.
fn times(mut of: Vec<Duration>) -> String {
    of.sort_unstable();
    let ms = |at: usize| of[at].as_secs_f64() * 1_000.0;
    format!(
        "{:.0} | {:.0} | {:.0}",
        ms(STARTS / 2),
        ms(0),
        ms(STARTS - 1)
    )
}

fn resident_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))
        .and_then(|kb| kb.trim().parse().ok())
        .expect("the system tells its memory")
}
