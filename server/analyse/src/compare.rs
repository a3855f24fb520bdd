//! `analyse compare`: every named method on the same worlds, scored against their truth.

use std::io::Write;

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::simulation::{Design, Method, Scenario, World, flags, score};

use crate::columns;
use crate::output::{self, Aligned};
use crate::refusal::Refusal;

/// Which worlds and methods.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Các kịch bản · Scenarios
    #[arg(long, value_name = "S0..S6", default_value = "S0..S6")]
    scenarios: String,

    /// Các hạt giống · Seeds
    #[arg(long, value_name = "FROM..TO", default_value = "500..519")]
    seeds: String,

    /// Các phương pháp, nếu không phải tất cả · Methods, unless all
    #[arg(long, value_name = "NAMES")]
    methods: Option<String>,

    /// In kết quả ở dạng JSON · Print JSON
    #[arg(long)]
    json: bool,
}

/// Means over the worlds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// How many worlds each row is a mean of.
    worlds: usize,
    /// One row per scenario and method.
    rows: Vec<Row>,
}

/// One method in one scenario.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row {
    scenario: String,
    method: String,
    /// Standard deviation of estimate − T.
    rmse_centred: f64,
    /// Standard error of that mean over the worlds; `null` for one world.
    rmse_centred_se: Option<f64>,
    bias: f64,
    spearman: Option<f64>,
    coverage: Option<f64>,
    /// Once the common bias is taken out.
    coverage_centred: Option<f64>,
    half_width: Option<f64>,
    top_tenth_missed: f64,
    /// Share of careless ballots whose weight fell below one half.
    careless_found: Option<f64>,
    /// Share of honest ballots whose weight fell below one half.
    honest_flagged: Option<f64>,
    /// Share of honest ballots, criticism included, that kept a weight above .95.
    honest_kept: Option<f64>,
}

/// Draws, runs, scores and prints.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let scenarios = columns::list("--scenarios", &arguments.scenarios)?
        .iter()
        .map(|name| name.parse::<Scenario>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| unknown("--scenarios", &arguments.scenarios, "S0, S1, …, S6"))?;
    let seeds = columns::list("--seeds", &arguments.seeds)?
        .iter()
        .map(|seed| seed.parse::<u64>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| unknown("--seeds", &arguments.seeds, "500..519"))?;
    let methods = methods(arguments.methods.as_deref())?;
    let mut rows = Vec::new();
    for scenario in scenarios {
        let mut sums: Vec<Vec<[Option<f64>; 10]>> = vec![Vec::new(); methods.len()];
        for seed in &seeds {
            let world = draw(scenario, *seed)?;
            for (method, sums) in methods.iter().zip(&mut sums) {
                sums.push(scored(*method, &world)?);
            }
        }
        for (method, worlds) in methods.iter().zip(&sums) {
            rows.push(row(scenario, *method, worlds));
        }
    }
    let result = Output {
        worlds: seeds.len(),
        rows,
    };
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &text(&result, lang))
    }
}

fn unknown(flag: &str, text: &str, known: &str) -> Refusal {
    Refusal::new(
        format!("{flag}: không đọc được “{text}”. Có: {known}."),
        format!("{flag}: “{text}” cannot be read. There are: {known}."),
    )
}

fn methods(names: Option<&str>) -> Result<Vec<Method>, Refusal> {
    let Some(names) = names else {
        return Ok(Method::ALL.to_vec());
    };
    let known: Vec<String> = Method::ALL.iter().map(|method| method.name()).collect();
    columns::list("--methods", names)?
        .iter()
        .map(|name| {
            let at = known.iter().position(|known| known == name);
            at.map(|at| Method::ALL[at])
                .ok_or_else(|| unknown("--methods", name, &known.join(", ")))
        })
        .collect()
}

fn draw(scenario: Scenario, seed: u64) -> Result<World, Refusal> {
    let design = Design {
        scenario,
        seed,
        units: 30,
        leaders_per_unit: 10,
        vignettes: true,
    };
    World::draw(&design).map_err(|error| failed(&error.to_string()))
}

fn failed(why: &str) -> Refusal {
    Refusal::new(
        format!("Không chạy được: {why}."),
        format!("It could not be run: {why}."),
    )
}

/// Weight under which a ballot counts as flagged, and above which as kept.
const FLAGGED: f64 = 0.5;
const KEPT: f64 = 0.95;

fn scored(method: Method, world: &World) -> Result<[Option<f64>; 10], Refusal> {
    let outcome = method.run(world).map_err(|error| failed(&error))?;
    let of = score(&outcome.estimates, &world.truth)
        .ok_or_else(|| failed("fewer than two leaders have an estimate"))?;
    let found = (!outcome.weights.is_empty()).then(|| {
        let under: Vec<bool> = outcome.weights.iter().map(|w| *w < FLAGGED).collect();
        let touched: Vec<bool> = outcome.weights.iter().map(|w| *w <= KEPT).collect();
        (flags(&under, world), flags(&touched, world))
    });
    Ok([
        Some(of.rmse_centred),
        Some(of.bias),
        of.spearman,
        of.coverage,
        of.coverage_centred,
        of.half_width,
        Some(of.top_tenth_missed),
        found.and_then(|(under, _)| under.careless),
        found.and_then(|(under, _)| under.false_positives),
        found.and_then(|(_, touched)| touched.false_positives.map(|share| 1.0 - share)),
    ])
}

fn row(scenario: Scenario, method: Method, worlds: &[[Option<f64>; 10]]) -> Row {
    let n = worlds.len() as f64;
    let mean = |at: usize| {
        let sum: Option<f64> = worlds.iter().map(|world| world[at]).sum();
        sum.map(|sum| sum / n)
    };
    let rmse_centred = mean(0).unwrap_or_default();
    let spread: f64 = worlds
        .iter()
        .filter_map(|world| world[0])
        .map(|rmse| (rmse - rmse_centred) * (rmse - rmse_centred))
        .sum();
    Row {
        scenario: scenario.name().to_owned(),
        method: method.name(),
        rmse_centred,
        rmse_centred_se: (worlds.len() > 1).then(|| (spread / (n - 1.0) / n).sqrt()),
        bias: mean(1).unwrap_or_default(),
        spearman: mean(2),
        coverage: mean(3),
        coverage_centred: mean(4),
        half_width: mean(5),
        top_tenth_missed: mean(6).unwrap_or_default(),
        careless_found: mean(7),
        honest_flagged: mean(8),
        honest_kept: mean(9),
    }
}

fn text(result: &Output, lang: Lang) -> String {
    let headings = match lang {
        Lang::Vi => [
            "kịch bản, phương pháp",
            "RMSE*",
            "chệch",
            "hạng",
            "phủ",
            "phủ*",
            "sót tốp 10%",
            "thấy qua loa",
            "nhầm",
            "giữ > .95",
        ],
        Lang::En => [
            "scenario, method",
            "RMSE*",
            "bias",
            "rank r",
            "coverage",
            "coverage*",
            "top 10% missed",
            "careless found",
            "honest flagged",
            "kept > .95",
        ],
    };
    let digits = |value: Option<f64>, n: usize| {
        value.map_or_else(|| "–".to_owned(), |value| format!("{value:.n$}"))
    };
    let mut table = Aligned::new(headings);
    for row in &result.rows {
        table.row(vec![
            format!("{} {}", row.scenario, row.method),
            digits(Some(row.rmse_centred), 4),
            digits(Some(row.bias), 3),
            digits(row.spearman, 3),
            digits(row.coverage, 3),
            digits(row.coverage_centred, 3),
            digits(Some(row.top_tenth_missed), 2),
            digits(row.careless_found, 3),
            digits(row.honest_flagged, 4),
            digits(row.honest_kept, 4),
        ]);
    }
    table.text()
}
