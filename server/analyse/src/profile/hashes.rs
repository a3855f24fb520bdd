//! What a result was computed from: SHA-256 of the protocol and of the ballots.
//!
//! The protocol as canonical JSON (RFC 8785). The ballots as lines of what the engine reads of each,
//! sorted, so that neither the order of rows nor the ballots' names matter.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use stats::careless::Pace;

use super::arguments::Decided;
use super::input::File;

pub(super) fn protocol(protocol: &Decided) -> Option<String> {
    let text = serde_json_canonicalizer::to_vec(protocol).ok()?;
    Some(hex::encode(Sha256::digest(text)))
}

pub(super) fn data(file: &File) -> String {
    let ballots = &file.ballots;
    let mut lines: Vec<String> = (0..ballots.len())
        .map(|b| {
            let mut line = format!(
                "{}|{}|{}|",
                file.subjects[ballots.subject[b] as usize],
                file.relations[usize::from(ballots.relation[b])],
                ballots.stratum[b]
            );
            if let Some(rater) = ballots.rater.get(b) {
                let _ = write!(line, "{rater}");
            }
            for sheet in [Some(&ballots.sheet), ballots.vignettes.as_ref()]
                .into_iter()
                .flatten()
            {
                line.push('|');
                for level in sheet.ballot(b) {
                    let _ = write!(line, "{level},");
                }
            }
            match &ballots.pace {
                Pace::Unknown => {}
                Pace::Seconds(seconds) => {
                    let _ = write!(line, "|{:?}", seconds[b]);
                }
                Pace::Classes(classes) => {
                    let _ = write!(line, "|{}", classes[b]);
                }
            }
            line
        })
        .collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hex::encode(hash.finalize())
}
