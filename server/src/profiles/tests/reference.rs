//! Ratings collected elsewhere go through the whole area: the figures of Bliese & Halverson's 7,382
//! soldiers agree with the R package multilevel. Data and sources: `server/stats/tests/reference`.

use contract::profiles::{Bound, ProfileFigures};
use contract::raters::Relation;
use serde_json::Value;
use stats::Scale;
use stats::agreement::{rwg, rwg_j};

use super::campaign::{CAMPAIGN, Campaign, generator, id};
use crate::profiles::load::load;
use crate::profiles::publish;

const DATA: &str = include_str!("../../../stats/tests/reference/bh1996.csv");
const EXPECTED: &str = include_str!("../../../stats/tests/reference/agreement_bh1996.json");

/// Relative, as the table of references has it.
const TOLERANCE: f64 = 1e-10;

/// Company, cohesion, leadership climate.
fn rows() -> Vec<(u128, [f64; 2])> {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        (
            fields[0].parse().unwrap(),
            [fields[1].parse().unwrap(), fields[2].parse().unwrap()],
        )
    };
    DATA.lines().skip(1).map(row).collect()
}

fn bh1996() -> Campaign {
    let mut campaign = Campaign::imported(&[("climate", &["COHES", "LEAD"])]);
    let rows = rows();
    for company in 1..=99 {
        let n = rows.iter().filter(|(of, _)| *of == company).count() as u32;
        campaign.subject(company, [0, 0, n]);
    }
    for (company, levels) in rows {
        campaign.ballot(company, Relation::Subordinate, &levels);
    }
    campaign
}

fn agrees(ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap();
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{ours} against {theirs}"
    );
}

#[tokio::test]
async fn the_columns_agree_with_multilevel_at_ten_digits() {
    let vaults = store::fixture::sqlite().await;
    bh1996().tally(&vaults.ballots).await;
    let loaded = load(&vaults.ballots, CAMPAIGN).await.unwrap();
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let five = Scale::new(1.0, 5.0).unwrap();
    let values = |company: u32, item| {
        loaded
            .ratings
            .values(company, stats::Relation::Subordinate, item)
    };
    let each = |index: &dyn Fn(u32) -> f64| -> Vec<f64> { (0..99).map(index).collect() };
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    for (item, name) in ["COHES", "LEAD"].into_iter().enumerate() {
        let ours = each(&|company| rwg(&values(company, item), five).unwrap());
        agrees(mean(&ours), &expected["single_item"][name]["rwg"]["mean"]);
    }
    let ours = each(&|company| rwg_j(&[&values(company, 0), &values(company, 1)], five).unwrap());
    agrees(mean(&ours), &expected["multi_item"]["rwg_j"]["mean"]);
    for named in expected["multi_item"]["rwg_j"]["first"].as_array().unwrap() {
        let company: usize = named["group"].as_str().unwrap().parse().unwrap();
        agrees(ours[company - 1], &named["value"]);
    }
}

#[tokio::test]
async fn the_released_figures_are_the_same_rounded_once() {
    let vaults = store::fixture::sqlite().await;
    bh1996().tally(&vaults.ballots).await;
    let published = publish(&vaults.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    assert_eq!(published.n_subjects, 99);

    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    for named in expected["multi_item"]["rwg_j"]["first"].as_array().unwrap() {
        let company: u128 = named["group"].as_str().unwrap().parse().unwrap();
        let kept = vaults
            .ballots
            .released(CAMPAIGN.0, &[id(company)])
            .await
            .unwrap();
        let figures: ProfileFigures = serde_json::from_str(&kept[0].figures).unwrap();
        let climate = &figures.competencies[0];
        let theirs = named["value"].as_f64().unwrap();
        assert_eq!(
            climate.rwg_j[0].get().unwrap(),
            &((theirs * 100.0).round() / 100.0)
        );

        let of_company: Vec<[f64; 2]> = rows()
            .into_iter()
            .filter(|(of, _)| *of == company)
            .map(|(_, levels)| levels)
            .collect();
        let n = of_company.len() as f64;
        for (at, item) in climate.items.iter().enumerate() {
            let mean = of_company.iter().map(|levels| levels[at]).sum::<f64>() / n;
            let figure = item.cells[0].get().unwrap();
            assert_eq!(figure.estimate, (mean * 10.0).round() / 10.0);
            assert_eq!(
                (figure.bound, figure.n),
                (Bound::Exact, of_company.len() as u32)
            );
        }
        // One relation with the whole weight: its figure is the merge.
        assert_eq!(
            climate.merged.get().unwrap().estimate,
            climate.cells[0].get().unwrap().estimate
        );
        assert!(
            climate.merged.get().unwrap().reliability.is_some(),
            "99 companies tell"
        );
        assert!(figures.overall.is_none());
    }
}
