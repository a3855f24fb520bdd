//! Privacy in the shape of the code: no function holds both vaults, no file of an area names both.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// The words between `fn` and the body of each function.
fn signatures(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("fn ").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|found| found == word)
}

#[test]
fn no_function_takes_both_vaults() {
    let mut n_roster = 0;
    for (path, text) in sources("src").into_iter().chain(sources("store/src")) {
        for signature in signatures(&text) {
            let takes = signature.split("->").next().unwrap_or_default();
            let (roster, ballots) = (has_word(takes, "Roster"), has_word(takes, "Ballots"));
            n_roster += usize::from(roster);
            assert!(!(roster && ballots), "{}: {signature}", path.display());
        }
    }
    assert!(n_roster > 5, "the test sees signatures");
}

#[test]
fn each_file_behind_the_three_doors_works_on_one_vault() {
    let exempt = ["mod.rs", "jobs.rs"];
    for (path, text) in sources("src/ballots") {
        let name = path.file_name().unwrap().to_str().unwrap();
        if exempt.contains(&name) || path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let both = has_word(&code, "Roster") && has_word(&code, "Ballots");
        assert!(!both, "{name} names both vaults");
        assert!(!has_word(&code, "App"), "{name} takes everything");
    }
}

#[test]
fn neither_half_of_the_store_names_the_other() {
    for (folder, other) in [
        ("store/src/roster", "ballots"),
        ("store/src/ballots", "roster"),
    ] {
        for (path, text) in sources(folder) {
            for line in text
                .lines()
                .filter(|line| line.trim_start().starts_with("use "))
            {
                assert!(!has_word(line, other), "{}: {line}", path.display());
            }
        }
    }
}
