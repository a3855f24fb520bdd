//! The headings on the screen, in both languages, and how long each stage took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The stages of one task, in order, with their times.
pub struct Stages {
    total: usize,
    done: Vec<(&'static str, Duration)>,
}

impl Stages {
    /// A task of so many stages.
    pub fn of(total: usize) -> Self {
        Self {
            total,
            done: Vec::new(),
        }
    }

    /// Prints the heading, does the work, prints the time. A failure carries the stage's name.
    pub fn run<T>(
        &mut self,
        vi: &'static str,
        en: &'static str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("\n▶ [{}/{}] {vi} · {en}", self.done.len() + 1, self.total);
        let start = now();
        let value = work().with_context(|| format!("{vi} · {en}"))?;
        let took = start.elapsed();
        println!("✓ {}", seconds(took));
        self.done.push((en, took));
        Ok(value)
    }

    /// The table of times, at the end.
    pub fn print_times(&self) {
        println!();
        for (name, took) in &self.done {
            println!("  {:>8}  {name}", seconds(*took));
        }
        let sum = self.done.iter().map(|(_, took)| *took).sum();
        println!("  {:>8}  in all", seconds(sum));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only how long a build took, on the screen of who builds: no product code"
)]
fn now() -> Instant {
    Instant::now()
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
