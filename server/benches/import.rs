//! Import of 200,000 fictitious people: `cargo bench -p server --bench import [-- N [postgres]]`.
//!
//! Prints the time of each step and the peak memory of the process, which holds the server's part
//! and, on SQLite, the database as well.

use std::time::Instant;

use contract::people::DryRun;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use server::accounts::Actor;
use server::clock::Clock;
use server::keys::Keys;
use server::people::{ImportFiles, apply, dry_run};
use server::state::{App, Parts};
use store::Engine;
use time::macros::datetime;

const FAMILY: [&str; 12] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
];
const MIDDLE: [&str; 8] = ["Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Quốc", "Thu"];
const GIVEN: [&str; 16] = [
    "An",
    "Ân",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hường",
    "Khánh",
    "Linh",
    "Nam",
    "Phượng",
    "Quân",
    "Thuý",
    "Yến",
];

/// Units of about forty people: a head who reports to the head of the unit above, two deputies,
/// and staff who report to the head and, for a field, to a deputy. One in fifty holds two posts.
fn file(n_people: u32, seed: u64) -> String {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut text = String::from(
        "Mã cán bộ,Họ và tên,Cách xưng hô,Thư điện tử,Đơn vị,Chức vụ,Loại chức vụ,\
         Lĩnh vực phụ trách,Người đứng đầu,Báo cáo cho,Từ ngày,Đến ngày\r\n",
    );
    for at in 0..n_people {
        let (unit, place) = (at / 40, at % 40);
        let head = unit * 40;
        let path = format!("Bộ/Vụ {}/Phòng {}", unit / 10 + 1, unit % 10 + 1);
        let name = format!(
            "{} {} {}",
            FAMILY[random.random_range(0..FAMILY.len())],
            MIDDLE[random.random_range(0..MIDDLE.len())],
            GIVEN[random.random_range(0..GIVEN.len())]
        );
        let above = (unit > 0).then(|| format!("CB{:07}", (unit - 1) / 10 * 40));
        let (post, field, mark, superiors) = match place {
            0 => ("Trưởng phòng", "", "x", above.unwrap_or_default()),
            1 | 2 => ("Phó Trưởng phòng", "Đào tạo", "", format!("CB{head:07}")),
            _ => (
                "Chuyên viên",
                "",
                "",
                format!("CB{head:07} CB{:07}", head + 1 + at % 2),
            ),
        };
        let day = random.random_range(1..=28);
        let month = random.random_range(1..=12);
        let year = random.random_range(2010..=2025);
        let mut row = |path: &str, post: &str, kind: &str| {
            text.push_str(&format!(
                "CB{at:07},{name},đồng chí,cb{at:07}@bo.example,{path},{post},{kind},{field},\
                 {mark},{superiors},{day:02}/{month:02}/{year},\r\n"
            ));
        };
        row(&path, post, "chính thức");
        if place == 20 && unit % 2 == 0 {
            row("Bộ/Văn phòng", "Thành viên", "kiêm nhiệm");
        }
    }
    text
}

/// A line of `/proc/self/status`, in megabytes.
fn memory_mb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
        .map_or(0, |kb| kb / 1_024)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a bench measures the time of the machine, not of the program"
)]
fn begin() -> Instant {
    Instant::now()
}

fn say(step: &str, began: Instant, run: &DryRun) {
    println!(
        "{step:<28} {:>6.2} s   added {:>7}  changed {:>7}  removed {:>6}  faults {}  peak {} MB",
        began.elapsed().as_secs_f64(),
        run.additions.n,
        run.changes.n,
        run.removals.n,
        run.faults.n,
        memory_mb("VmHWM"),
    );
}

async fn import(app: &App, name: &str, text: &str) {
    let files = || ImportFiles {
        people: text.as_bytes().to_vec(),
        units: None,
        complete: true,
    };
    let began = begin();
    let run = dry_run(app, &Actor::System, files())
        .await
        .expect("the dry run ends");
    say(&format!("{name}: dry run"), began, &run);
    let began = begin();
    let done = apply(app, &Actor::System, files(), &run.hash)
        .await
        .expect("the import is applied");
    say(&format!("{name}: apply"), began, &done);
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let n_people = arguments
        .next()
        .map_or(200_000, |n| n.parse().expect("the number of people"));
    let engine = match arguments.next().as_deref() {
        Some("postgres") => Engine::Postgres,
        _ => Engine::Sqlite,
    };
    let vaults = store::fixture::fresh(engine).await;
    let app = App::new(Parts {
        roster: vaults.roster.clone(),
        ballots: vaults.ballots.clone(),
        clock: Clock::Fixed(datetime!(2026-10-05 02:00 UTC)),
        keys: Keys::draw().expect("randomness"),
        bundle: app::page::Bundle::default(),
        public_url: String::new(),
    });
    let first = file(n_people, 1);
    // Names and dates are drawn anew: nearly everybody changes.
    let second = file(n_people - n_people / 100, 2);
    println!(
        "{n_people} people, {engine:?}, file {} MB, at rest {} MB",
        first.len() / 1_048_576,
        memory_mb("VmRSS")
    );
    import(&app, "first file", &first).await;
    import(&app, "the same again", &first).await;
    import(&app, "another file", &second).await;
}
