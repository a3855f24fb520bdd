//! `analyse simulate` writes the four files of the reference campaign.

use std::fs;
use std::path::Path;

use analyse::{Command, Refusal, run};
use clap::Parser;
use contract::locale::Lang;

#[derive(Parser)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

fn simulate(folder: &Path, flags: &str) -> Result<String, Refusal> {
    let folder = folder.display().to_string();
    let line = ["analyse", "simulate", "--out", &folder];
    let arguments = Program::parse_from(line.into_iter().chain(flags.split_whitespace()));
    let mut out = Vec::new();
    run(arguments.command, Lang::En, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn lines(folder: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    text.lines().map(str::to_owned).collect()
}

const ITEMS: &str = "q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,q11,q12,q13,q14,q15,q16,q17,q18,q19,q20";

#[test]
fn the_files_have_the_shape_of_the_reference_campaign() {
    let folder = tempfile::tempdir().unwrap();
    let said = simulate(folder.path(), "--scenario S5 --seed 3 --units 2 --json").unwrap();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let ballots = lines(folder.path(), "ballots.csv");
    assert_eq!(
        ballots[0],
        format!("ballot,subject,unit,group,rater,stratum,minute,seconds,{ITEMS}")
    );
    assert_eq!(
        said["n_ballots"].as_u64().unwrap() as usize,
        ballots.len() - 1
    );
    assert_eq!(lines(folder.path(), "labels.csv").len(), ballots.len());
    let truth = lines(folder.path(), "truth.csv");
    let header = "subject,unit,G,D1,D2,D3,D4,T,T_superior,T_peer,T_subordinate,T_citizen";
    assert_eq!((truth[0].as_str(), truth.len()), (header, 21));
    assert!(truth[20].starts_with("19,1,"));
    assert_eq!(
        lines(folder.path(), "population.csv"),
        [
            "group,stratum,share",
            "citizen,young,0.4",
            "citizen,middle,0.35",
            "citizen,old,0.25"
        ]
    );
}

#[test]
fn an_anonymous_campaign_has_classes_instead_of_times() {
    let folder = tempfile::tempdir().unwrap();
    simulate(
        folder.path(),
        "--scenario s1 --units 2 --anonymous --vignettes",
    )
    .unwrap();
    let ballots = lines(folder.path(), "ballots.csv");
    let header = format!("ballot,subject,unit,group,stratum,speed_class,{ITEMS},v1,v2");
    assert_eq!(ballots[0], header);
    let labels = lines(folder.path(), "labels.csv");
    let mut classes = [[0; 3]; 2];
    for (ballot, label) in ballots.iter().zip(&labels).skip(1) {
        let class: usize = ballot.split(',').nth(5).unwrap().parse().unwrap();
        classes[usize::from(label.ends_with("careless"))][class - 1] += 1;
    }
    let [honest, careless] = classes;
    assert!(
        careless[0] > 5 * careless[1] && careless[2] == 0,
        "{careless:?}"
    );
    assert!(
        honest[2] > honest[1] && honest[1] > 5 * honest[0],
        "{honest:?}"
    );
}

#[test]
fn one_seed_gives_one_campaign_and_files_are_not_overwritten() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&first, &second] {
        simulate(
            folder.path(),
            "--scenario S6 --seed 9 --units 1 --leaders 4",
        )
        .unwrap();
    }
    for name in ["ballots.csv", "population.csv", "truth.csv", "labels.csv"] {
        assert_eq!(lines(first.path(), name), lines(second.path(), name));
    }
    let refusal = simulate(first.path(), "--scenario S0 --units 1").unwrap_err();
    assert!(refusal.text(Lang::En).contains("--force"));
    simulate(first.path(), "--scenario S0 --units 1 --force").unwrap();
}

#[test]
fn a_world_without_leaders_is_refused_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let refusal = simulate(folder.path(), "--scenario S0 --units 0").unwrap_err();
    assert!(refusal.text(Lang::Vi).contains("ít nhất một đơn vị"));
    assert!(refusal.text(Lang::En).contains("at least one unit"));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
}
