//! Counts tests from what `cargo test` and Playwright print, so that the last line can say how many
//! passed, and that none was skipped without a word.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// How many tests ended how.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Count {
    /// Runs a command with its output on the screen, and adds what it reports.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start `{program}`"))?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = String::from_utf8_lossy(&line?).into_owned();
                println!("{line}");
                self.read(&line);
            }
        }
        let status = child.wait()?;
        if !status.success() {
            bail!("`{program}` failed ({status}); so far: {self}");
        }
        Ok(())
    }

    fn read(&mut self, line: &str) {
        let line = line.trim();
        let parts: Vec<&str> = match line.strip_prefix("test result: ") {
            Some(result) => result.split([';', '.']).collect(),
            None => vec![line],
        };
        for part in parts {
            let mut words = part.split_whitespace();
            let (Some(number), Some(word), rest) = (words.next(), words.next(), words.next())
            else {
                continue;
            };
            // Playwright ends such a line, or adds the time in brackets.
            if rest.is_some_and(|rest| !rest.starts_with('(')) {
                continue;
            }
            let Ok(number) = number.parse::<u32>() else {
                continue;
            };
            match word {
                "passed" | "flaky" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" | "skipped" => self.skipped += number,
                _ => {}
            }
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_counted() {
        let mut count = Count::default();
        for line in [
            "running 5 tests",
            "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
             finished in 0.01s",
            "  2 failed",
            "    [walk] › walk/main.spec.ts:3:1 › 9 passed along",
            "  1 skipped",
            "  8 passed (24.7s)",
        ] {
            count.read(line);
        }
        assert_eq!(
            count,
            Count {
                passed: 12,
                failed: 2,
                skipped: 2
            }
        );
    }
}
