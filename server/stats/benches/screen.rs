//! How long the screen takes: 300,000 ballots × 20 items, with seconds and with classes of speed. Run
//! by `cargo bench -p stats --bench screen`; allocations are counted by divan.

use divan::{AllocProfiler, Bencher};
use stats::careless::{Pace, ScreenSettings, Sheet, screen};
use stats::simulation::{Design, N_ITEMS, Scenario, World};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const N_BALLOTS: usize = 300_000;

fn main() {
    divan::main();
}

#[divan::bench(args = [false, true], sample_count = 3, sample_size = 1)]
fn with_seconds(bencher: Bencher<'_, '_>, seconds: bool) {
    let world = World::draw(&Design {
        scenario: Scenario::S1,
        seed: 7,
        units: 1320,
        leaders_per_unit: 10,
        vignettes: false,
    })
    .expect("a world that fits");
    let mut answers = world.answers;
    answers.truncate(N_BALLOTS * N_ITEMS);
    let sheet = Sheet::new(N_ITEMS, 5, answers).expect("levels of the scale");
    let n = sheet.n_ballots();
    assert_eq!(n, N_BALLOTS);
    let each = |taken: &f64| taken / N_ITEMS as f64;
    let times: Vec<Option<f64>> = world.seconds[..n].iter().map(|s| Some(each(s))).collect();
    let class = |s: &f64| 1 + u8::from(each(s) >= 2.0) + u8::from(each(s) > 4.0);
    let classes: Vec<u8> = world.seconds[..n].iter().map(class).collect();
    let pace = if seconds {
        Pace::Seconds(times)
    } else {
        Pace::Classes(classes)
    };
    let competencies: Vec<Vec<usize>> = (0..4).map(|k| (5 * k..5 * k + 5).collect()).collect();
    let settings = ScreenSettings {
        null_ballots: 2000,
        seed: 1,
    };
    bencher.bench(|| screen(&sheet, &competencies, &pace, &settings).expect("inputs that fit"));
}
