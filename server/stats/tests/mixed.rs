//! Mixed models against lme4. Sources: `reference/SOURCES.md`.

use serde_json::Value;
use stats::mixed::{Factor, Fit, Model, Settings, fit};

/// A data set as names of columns and cells of text.
struct Csv {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    fn read(text: &str) -> Self {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        let mut lines = text.lines().map(cells);
        Self {
            names: lines.next().unwrap(),
            rows: lines.collect(),
        }
    }

    fn column(&self, name: &str) -> Vec<String> {
        let at = self.names.iter().position(|n| n == name).unwrap();
        self.rows.iter().map(|row| row[at].clone()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name)
            .iter()
            .map(|cell| cell.parse().unwrap())
            .collect()
    }

    /// Levels of an interaction of columns.
    fn levels(&self, names: &str) -> (Vec<String>, Vec<u32>) {
        let columns: Vec<Vec<String>> = names.split(':').map(|name| self.column(name)).collect();
        let cell = |row: usize| -> String {
            let parts: Vec<&str> = columns.iter().map(|c| c[row].as_str()).collect();
            parts.join(":")
        };
        let cells: Vec<String> = (0..self.rows.len()).map(cell).collect();
        let mut levels = cells.clone();
        levels.sort();
        levels.dedup();
        let index = cells
            .iter()
            .map(|c| levels.binary_search(c).unwrap() as u32)
            .collect();
        (levels, index)
    }
}

/// Largest relative and absolute difference that is allowed.
struct Tolerance {
    relative: f64,
    criterion: f64,
}

impl Tolerance {
    fn agrees(&self, what: &str, ours: f64, theirs: &Value) {
        let theirs = theirs
            .as_f64()
            .unwrap_or_else(|| panic!("{what} has no reference value"));
        // A sum of effects is zero but for rounding.
        let near_zero = ours.abs() < 1e-8 && theirs.abs() < 1e-8;
        assert!(
            near_zero || (ours - theirs).abs() <= self.relative * theirs.abs(),
            "{what}: {ours} against {theirs}"
        );
    }
}

/// Fits a reference case and compares every value of it.
fn compare(
    csv: &str,
    expected: &str,
    response: &str,
    fixed: Option<&str>,
    groups: &[&str],
    tolerance: &Tolerance,
) -> Fit {
    let (csv, expected): (Csv, Value) = (Csv::read(csv), serde_json::from_str(expected).unwrap());
    let y = csv.numbers(response);
    let mut columns = vec![("(Intercept)".to_owned(), vec![1.0; y.len()])];
    if let Some(fixed) = fixed {
        let (names, index) = csv.levels(fixed);
        let column = |level: usize| {
            index
                .iter()
                .map(move |at| f64::from(u8::from(*at as usize == level)))
        };
        let named =
            |(level, name): (usize, &String)| (format!("{fixed}{name}"), column(level).collect());
        columns = names.iter().enumerate().map(named).collect();
    }
    let x: Vec<&[f64]> = columns
        .iter()
        .map(|(_, column)| column.as_slice())
        .collect();
    let levels: Vec<(Vec<String>, Vec<u32>)> = groups.iter().map(|g| csv.levels(g)).collect();
    let factors: Vec<Factor<'_>> = levels
        .iter()
        .map(|(names, index)| Factor {
            levels: index,
            n_levels: names.len(),
        })
        .collect();
    let model = Model {
        y: &y,
        x: &x,
        factors: &factors,
        weights: None,
        together: &[],
    };
    let fitted = fit(&model, &Settings::REML).unwrap();
    assert!(fitted.converged);
    assert_eq!(expected["n_obs"], fitted.n);

    let criterion = expected["reml_criterion"].as_f64().unwrap();
    let apart = (fitted.value.unwrap() - criterion).abs();
    assert!(
        apart <= tolerance.criterion,
        "criterion {} against {criterion}",
        fitted.value.unwrap()
    );
    let residual = fitted.residual_variance;
    tolerance.agrees("residual", residual, &expected["variance"]["Residual"]);
    tolerance.agrees("residual sd", residual.sqrt(), &expected["sd"]["Residual"]);
    assert_eq!(expected["fixed"].as_object().unwrap().len(), columns.len());
    for ((name, _), fixed) in columns.iter().zip(&fitted.fixed) {
        tolerance.agrees(name, fixed.estimate, &expected["fixed"][name]["estimate"]);
        tolerance.agrees(name, fixed.se, &expected["fixed"][name]["se"]);
    }
    for ((group, random), (names, _)) in groups.iter().zip(&fitted.random).zip(&levels) {
        assert_eq!(expected["n_levels"][group], names.len());
        tolerance.agrees(group, random.variance, &expected["variance"][group]);
        tolerance.agrees(group, random.variance.sqrt(), &expected["sd"][group]);
        let theta = &expected["theta"][format!("{group}.(Intercept)")];
        tolerance.agrees(group, (random.variance / residual).sqrt(), theta);
        let reference = expected["random"][group].as_object().unwrap();
        let mut compared = 0;
        for list in reference.values().filter_map(Value::as_array) {
            for entry in list {
                let name = entry["level"].as_str().unwrap();
                let own = random.levels[names.iter().position(|n| n == name).unwrap()];
                tolerance.agrees(name, own.estimate, &entry["blup"]);
                tolerance.agrees(name, own.se, &entry["cond_sd"]);
                compared += 1;
            }
        }
        assert!(
            compared >= names.len().min(20),
            "{compared} levels of {group}"
        );
        if let Some(sum) = reference.get("sum_blup") {
            tolerance.agrees("sum", random.levels.iter().map(|l| l.estimate).sum(), sum);
            let squares = random.levels.iter().map(|l| l.estimate * l.estimate).sum();
            tolerance.agrees("squares", squares, &reference["sum_sq_blup"]);
            let mean = random.levels.iter().map(|l| l.se).sum::<f64>() / names.len() as f64;
            tolerance.agrees("mean sd", mean, &reference["mean_cond_sd"]);
        }
    }
    assert_eq!(
        expected["singular"],
        fitted.random.iter().any(|random| random.at_zero)
    );
    fitted
}

const CLOSE: Tolerance = Tolerance {
    relative: 1e-6,
    criterion: 1e-8,
};

#[test]
fn crossed_factors_agree_with_lme4_on_penicillin() {
    let fitted = compare(
        include_str!("reference/penicillin.csv"),
        include_str!("reference/lmer_penicillin.json"),
        "diameter",
        None,
        &["plate", "sample"],
        &CLOSE,
    );
    assert_eq!(fitted.components, 1);
}

#[test]
fn a_variance_of_zero_agrees_with_lme4_on_dyestuff2() {
    let fitted = compare(
        include_str!("reference/dyestuff2.csv"),
        include_str!("reference/lmer_dyestuff2.json"),
        "Yield",
        None,
        &["Batch"],
        &CLOSE,
    );
    assert_eq!(fitted.random[0].variance, 0.0);
    assert!(
        fitted.random[0]
            .levels
            .iter()
            .all(|l| l.estimate == 0.0 && l.se == 0.0)
    );
}

#[test]
fn three_factors_agree_with_lme4_on_a_campaign() {
    compare(
        include_str!("reference/sim360_open.csv"),
        include_str!("reference/lmer_sim360_open.json"),
        "y",
        Some("group"),
        &["rater", "subject:group", "subject"],
        &Tolerance {
            relative: 1e-5,
            criterion: 1e-6,
        },
    );
}
