//! Ratings collected elsewhere go the whole way, from the file to the page: what is computed from
//! Bliese & Halverson's 7,382 soldiers agrees with the R package multilevel. Data and sources:
//! `server/stats/tests/reference`.

use contract::accounts::Role;
use contract::ids::CampaignId;
use contract::profiles::{Bound, Profile, Withheld};
use contract::ratings::{RatersFound, RatingsForm, WeightsFound};
use serde_json::Value;
use stats::Scale;
use stats::agreement::{Centre, OneWay, average_deviation, rwg, rwg_j};

use crate::accounts::{Actor, LinkFor};
use crate::campaigns;
use crate::fixture::Fixture;
use crate::profiles::load::{Loaded, load};
use crate::profiles::profile;
use crate::ratings::{RatingsFile, apply, dry_run};

const DATA: &str = include_str!("../../../stats/tests/reference/bh1996.csv");
const EXPECTED: &str = include_str!("../../../stats/tests/reference/agreement_bh1996.json");

/// Relative, as the table of references has it.
const TOLERANCE: f64 = 1e-10;

const ITEMS: [&str; 2] = ["COHES", "LEAD"];

/// The file as the command line is told of it.
fn bh1996() -> RatingsFile {
    let text = str::to_owned;
    RatingsFile {
        content: DATA.as_bytes().to_vec(),
        form: RatingsForm {
            subject: text("GRP"),
            relation: text("subordinate"),
            items: vec![ITEMS.join(",")],
            scale: text("1:5"),
            code: text("bh1996"),
            title_vi: text("Bầu không khí lãnh đạo ở 99 đại đội"),
            title_en: text("Leadership climate of 99 companies"),
            purpose: text("development"),
            k: text("5"),
            from: text("1995-01-01"),
            to: text("1995-12-31"),
            ..RatingsForm::default()
        },
    }
}

async fn imported() -> Fixture {
    let fixture = Fixture::new().await;
    let run = dry_run(&fixture.app, &Actor::System, bh1996())
        .await
        .unwrap();
    assert_eq!(run.faults.first, []);
    assert_eq!((run.n_rows, run.n_subjects), (7_382, 99));
    assert_eq!(run.raters, RatersFound::NotNamed);
    assert_eq!(
        run.weights,
        WeightsFound::Whole(contract::raters::Relation::Subordinate)
    );
    apply(&fixture.app, &Actor::System, bh1996(), &run.hash)
        .await
        .unwrap();
    fixture
}

fn expected() -> Value {
    serde_json::from_str(EXPECTED).unwrap()
}

fn agrees(what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs
        .as_f64()
        .unwrap_or_else(|| panic!("{what} has no reference value"));
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{what}: {ours} against {theirs}"
    );
}

/// Checks the summary that a reference gives of one value per company, companies 1 to 99.
fn summary_agrees(what: &str, ours: &[f64], theirs: &Value) {
    let mut sorted = ours.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = ours.len();
    assert_eq!(theirs["n_groups"], n);
    let mean = ours.iter().sum::<f64>() / n as f64;
    agrees(what, mean, &theirs["mean"]);
    let median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
    agrees(what, median, &theirs["median"]);
    agrees(what, sorted[0], &theirs["min"]);
    agrees(what, sorted[n - 1], &theirs["max"]);
    for named in theirs["first"].as_array().unwrap() {
        agrees(what, ours[company_of(named) - 1], &named["value"]);
    }
}

fn company_of(named: &Value) -> usize {
    named["group"].as_str().unwrap().parse().unwrap()
}

/// The columns that profiles are computed from, and where each company stands in them.
async fn columns(fixture: &Fixture) -> (Loaded, Vec<u32>) {
    let app = &fixture.app;
    let campaign = app
        .roster
        .campaign_by_code("bh1996")
        .await
        .unwrap()
        .unwrap();
    let loaded = load(&app.ballots, CampaignId(campaign.id)).await.unwrap();
    let mut places = Vec::new();
    for company in 1..=99 {
        let code = company.to_string();
        let found = app.roster.subject_by_staff_code(campaign.id, &code).await;
        let id = found.unwrap().unwrap().id;
        let place = loaded.subjects.iter().position(|subject| subject.0 == id);
        places.push(place.unwrap() as u32);
    }
    (loaded, places)
}

#[tokio::test]
async fn before_rounding_all_figures_agree_with_multilevel_at_ten_digits() {
    let fixture = imported().await;
    let (loaded, places) = columns(&fixture).await;
    let (expected, five) = (expected(), Scale::new(1.0, 5.0).unwrap());
    let by_company = |item: usize| -> Vec<Vec<f64>> {
        let of = |place: &u32| {
            loaded
                .ratings
                .values(*place, stats::Relation::Subordinate, item)
        };
        places.iter().map(of).collect()
    };
    let groups = [by_company(0), by_company(1)];
    let n_ballots: usize = groups[0].iter().map(Vec::len).sum();
    assert_eq!(expected["n_obs"], n_ballots);
    for (name, groups) in ITEMS.iter().zip(&groups) {
        let expected = &expected["single_item"][name];
        let each = |index: &dyn Fn(&Vec<f64>) -> Option<f64>| -> Vec<f64> {
            groups.iter().map(|group| index(group).unwrap()).collect()
        };
        summary_agrees(name, &each(&|of| rwg(of, five)), &expected["rwg"]);
        let ad = |centre| each(&move |of| average_deviation(of, centre));
        summary_agrees(name, &ad(Centre::Mean), &expected["ad_mean"]);
        summary_agrees(name, &ad(Centre::Median), &expected["ad_median"]);
        let slices: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        let anova = OneWay::of(&slices).unwrap();
        agrees(name, anova.icc1().unwrap(), &expected["ICC1"]);
        agrees(name, anova.icc2().unwrap(), &expected["ICC2"]);
    }
    let of_both: Vec<f64> = groups[0]
        .iter()
        .zip(&groups[1])
        .map(|(cohesion, leadership)| rwg_j(&[cohesion, leadership], five).unwrap())
        .collect();
    summary_agrees("rwg_j", &of_both, &expected["multi_item"]["rwg_j"]);
}

/// The mean of a column of a company in tenths, and of how many, from the file itself.
fn mean_in_file(company: usize, column: usize) -> (f64, u32) {
    let values: Vec<f64> = DATA
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|fields| fields[0] == company.to_string())
        .map(|fields| fields[column].parse().unwrap())
        .collect();
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    ((mean * 10.0).round() / 10.0, n as u32)
}

/// The agreement of a company of `n` soldiers as it may be shown: to 0.01 from 100 people on, to 0.02
/// from 50, to 0.1 from 4k = 20, else not at all.
fn shown_agreement(rwg_j: f64, n: u32) -> Result<f64, Withheld> {
    let steps = match n {
        100.. => 100.0,
        50.. => 50.0,
        20.. => 10.0,
        _ => return Err(Withheld::BelowDouble { n: 20 }),
    };
    Ok((rwg_j * steps).round() / steps)
}

fn check_released(company: usize, read: &Profile, rwg_j: Result<&f64, &Withheld>) {
    let figures = &read.figures;
    let climate = &figures.competencies[0];
    assert_eq!(climate.rwg_j[0].get(), rwg_j);
    for (at, item) in climate.items.iter().enumerate() {
        let (mean, n) = mean_in_file(company, at + 1);
        let figure = item.cells[0].get().unwrap();
        assert_eq!(figure.estimate, mean);
        assert_eq!((figure.bound, figure.n), (Bound::Exact, n));
    }
    // One relation with the whole weight: its figure is the merge.
    let merged = climate.merged.get().unwrap();
    assert_eq!(merged.estimate, climate.cells[0].get().unwrap().estimate);
    assert!(merged.reliability.is_some(), "99 companies tell");
    assert!(figures.overall.is_none());
}

#[tokio::test]
async fn released_and_on_the_page_they_are_the_same_rounded_once() {
    let fixture = imported().await;
    campaigns::release(&fixture.app, &Actor::System, "bh1996")
        .await
        .unwrap();
    let mut analyst = fixture.signed_in(&LinkFor::Role(Role::Analyst)).await;
    let expected = expected();
    for named in expected["multi_item"]["rwg_j"]["first"].as_array().unwrap() {
        let company = company_of(named);
        let (_, n) = mean_in_file(company, 1);
        let theirs = shown_agreement(named["value"].as_f64().unwrap(), n);
        let code = company.to_string();
        let read = profile(&fixture.app, &Actor::System, "bh1996", &code)
            .await
            .unwrap();
        assert_eq!(read.subject.full_name, format!("GRP {company}"));
        check_released(company, &read, theirs.as_ref());

        let page = analyst.get(&format!("/profiles/bh1996/{code}")).await.body;
        let comma = |text: String| text.replace('.', ",");
        match theirs {
            Ok(theirs) => {
                let shown = comma(format!("(rwg(j) = {theirs:.2})"));
                assert!(page.contains(&shown), "{company}: {shown}");
            }
            Err(_) => assert!(!page.contains("(rwg(j) =")),
        }
        for (column, item) in (1..).zip(ITEMS) {
            let (mean, _) = mean_in_file(company, column);
            let cell = format!(
                "<span class=\"cell-estimate\">{}",
                comma(format!("{mean:.1}"))
            );
            let row = page.split(&format!(">{item}<")).nth(1).unwrap();
            let row = row.split("</tr>").next().unwrap();
            assert!(row.contains(&cell), "{company} {item}: {cell} in {row}");
        }
        assert!(page.contains(&read.figures.data_hash));
    }
    // By number, 50 on a page, and no empty heading where subjects have no unit.
    let list = analyst.get("/profiles/bh1996").await.body;
    let at = |code: u32| list.find(&format!("href=\"/profiles/bh1996/{code}\""));
    assert!(at(1) < at(2) && at(9) < at(10) && at(10) < at(50));
    assert!(at(1).is_some() && at(51).is_none());
    assert!(!list.contains("group-row"));
}
