//! Writes the worlds of `benches/mixed.rs` as CSV, or fits one and says how long it took, for the
//! comparison with `benches/lme4.R`:
//!
//! ```text
//! cargo bench -p stats --bench mixed_csv -- write DIR
//! cargo bench -p stats --bench mixed_csv -- fit crossed_73000
//! cargo bench -p stats --bench mixed_csv -- fit linear 10000000
//! Rscript server/stats/benches/lme4.R DIR/crossed_73000.csv "y ~ 1 + (1|f1) + (1|f2)"
//! ```

#[path = "../tests/mixed_world/mod.rs"]
mod mixed_world;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use mixed_world::{World, campaign, crossed};
use stats::mixed::{Factor, Method, Model, Settings, fit};

const NAMES: [&str; 3] = ["crossed_73000", "campaign_7440", "crossed_1000000"];

fn world(name: &str) -> Option<World> {
    Some(match name {
        "crossed_73000" => crossed(73_000, &[2_972, 1_128], &[0.33, 0.52], 1.18, 1),
        "campaign_7440" => campaign(31, 6, [0.26, 0.28, 0.32], 0.7, 1),
        "crossed_1000000" => crossed(1_000_000, &[50_000, 10_000], &[0.33, 0.52], 1.18, 1),
        _ => return None,
    })
}

fn write(world: &World, file: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    let heads: Vec<String> = (1..=world.levels.len())
        .map(|at| format!("f{at}"))
        .collect();
    writeln!(out, "y,{}", heads.join(","))?;
    for (row, y) in world.y.iter().enumerate() {
        write!(out, "{y:e}")?;
        for levels in &world.levels {
            write!(out, ",{}", levels[row])?;
        }
        writeln!(out)?;
    }
    out.flush()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch, in a program that is run by hand"
)]
fn timed(world: &World, method: Method) -> Result<(), Box<dyn Error>> {
    let factors: Vec<Factor<'_>> = world
        .levels
        .iter()
        .zip(&world.n_levels)
        .map(|(levels, n_levels)| Factor {
            levels,
            n_levels: *n_levels,
        })
        .collect();
    let model = Model {
        y: &world.y,
        x: &[&world.x[0]],
        factors: &factors,
        weights: None,
        together: &[],
    };
    let start = Instant::now();
    let settings = Settings {
        method,
        ..Settings::REML
    };
    let fitted = fit(&model, &settings)?;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{seconds:.4} s, {:?}, {} steps",
        fitted.method, fitted.iterations
    );
    println!("criterion {:?}", fitted.value);
    for (random, effects) in fitted.random.iter().zip(&world.effects) {
        let pairs = random.levels.iter().zip(effects);
        let squares: f64 = pairs
            .map(|(own, truth)| (own.estimate - truth).powi(2))
            .sum();
        let off = (squares / effects.len() as f64).sqrt();
        println!("variance {:.9}, effects off by {off:.4}", random.variance);
    }
    println!("residual {:.9}", fitted.residual_variance);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => {
            for name in NAMES {
                let world = world(name).ok_or("an unknown world")?;
                write(&world, &Path::new(folder).join(format!("{name}.csv")))?;
            }
            Ok(())
        }
        ["fit", name] => timed(&world(name).ok_or("an unknown world")?, Method::Auto),
        ["fit", "linear", n] => {
            let n: usize = n.parse()?;
            let world = crossed(n, &[n / 10, n / 100], &[0.33, 0.52], 1.18, 1);
            timed(&world, Method::Linear)
        }
        // Also what `cargo bench` without a name does.
        _ => {
            println!("write DIR, fit linear N, or fit with one of {NAMES:?}");
            Ok(())
        }
    }
}
