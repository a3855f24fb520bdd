//! The many-facet model agrees with its reference, value by value, and keeps its laws.
//! Sources: `reference/SOURCES.md`.

mod compare;

use compare::every_value;
use proptest::prelude::*;
use serde_json::{Value, json};
use stats::facets::{Element, End, Facet, FacetsError, FacetsFit, fit_facets};

const DATA: &str = include_str!("reference/mfrm_synthetic.csv");
const JOINT: &str = include_str!("reference/mfrm_synthetic.json");
const PAIRWISE: &str = include_str!("reference/mfrm_synthetic_pairwise.json");

fn facet(elements: &[u32]) -> Facet<'_> {
    Facet {
        elements,
        n: elements.iter().max().map_or(0, |most| *most as usize + 1),
    }
}

/// Subjects, raters, items from 0, and ratings.
#[derive(Clone, Debug, Default)]
struct Ratings {
    facets: Vec<Vec<u32>>,
    categories: Vec<u32>,
}

impl Ratings {
    fn reference() -> Self {
        let mut ratings = Self {
            facets: vec![Vec::new(); 3],
            categories: Vec::new(),
        };
        for line in DATA.lines().skip(1) {
            let cells: Vec<u32> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            for (facet, cell) in ratings.facets.iter_mut().zip(&cells) {
                facet.push(cell - 1);
            }
            ratings.categories.push(cells[3]);
        }
        ratings
    }

    fn fit(&self) -> Result<FacetsFit, FacetsError> {
        let facets: Vec<Facet> = self.facets.iter().map(|elements| facet(elements)).collect();
        fit_facets(&facets, &self.categories)
    }

    fn push(&mut self, elements: &[u32], category: u32) {
        self.facets.resize(elements.len(), Vec::new());
        for (facet, element) in self.facets.iter_mut().zip(elements) {
            facet.push(*element);
        }
        self.categories.push(category);
    }
}

fn each(fit: &FacetsFit, facet: usize, value: fn(&Element) -> f64) -> Vec<f64> {
    let elements = fit.facets[facet].iter();
    elements
        .map(|element| value(element.as_ref().unwrap()))
        .collect()
}

#[test]
fn measures_errors_and_fit_agree_with_the_joint_reference() {
    let fit = Ratings::reference().fit().unwrap();
    let mut theirs: Value = serde_json::from_str(JOINT).unwrap();
    // What the data were drawn from, and how far the reference's own iterations went: not estimates.
    let fields = theirs.as_object_mut().unwrap();
    let truths = fields.remove("truth").unwrap();
    assert!(
        fields.remove("max_abs_score").is_some()
            && fields.remove("max_abs_diff_from_vgam").is_some()
    );
    let facet = |at: usize, measure: &str| {
        let counts: Vec<usize> = fit.facets[at]
            .iter()
            .map(|element| element.unwrap().n)
            .collect();
        json!({
            measure: each(&fit, at, |e| e.measure), "se": each(&fit, at, |e| e.se),
            "infit": each(&fit, at, |e| e.infit), "outfit": each(&fit, at, |e| e.outfit), "n": counts,
            "levels": (1..=counts.len()).map(|level| level.to_string()).collect::<Vec<_>>(),
        })
    };
    assert!(fit.converged && fit.max_score < 1e-10, "{}", fit.max_score);
    let thresholds: Vec<f64> = fit
        .thresholds
        .iter()
        .map(|threshold| threshold.value)
        .collect();
    let ours = json!({
        "n": fit.n,
        "categories": fit.thresholds.len() + 1,
        "logLik": fit.log_likelihood,
        "thresholds_F": thresholds,
        "free_facet": facet(0, "measure"),
        "other_facets": {"rater": facet(1, "severity"), "item": facet(2, "severity")},
    });
    let tolerance = |path: &str| {
        let of_fit = ["/se/", "/infit/", "/outfit/"]
            .iter()
            .any(|part| path.contains(part));
        if of_fit { 1e-5.into() } else { 1e-6.into() }
    };
    assert_eq!(every_value(&ours, &theirs, &tolerance), 237);
    // The truth, within what 16 ratings a subject and 40 a rater can tell.
    let truth = |name: &str| -> Vec<f64> { serde_json::from_value(truths[name].clone()).unwrap() };
    assert!(correlation(&truth("subject"), &each(&fit, 0, |e| e.measure)) > 0.95);
    assert!(correlation(&truth("rater"), &each(&fit, 1, |e| e.measure)) > 0.95);
    assert!(correlation(&truth("item"), &each(&fit, 2, |e| e.measure)) > 0.95);
    assert!(correlation(&truth("thresholds"), &thresholds) > 0.98);
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(x), mean(y));
    let cross = |a: &[f64], ma: f64, b: &[f64], mb: f64| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - ma) * (b - mb)).sum()
    };
    cross(x, mx, y, my) / (cross(x, mx, x, mx) * cross(y, my, y, my)).sqrt()
}

/// Another estimator of the same model: severities and thresholds on one line, the joint ones wider.
#[test]
fn severities_and_thresholds_correlate_with_the_pairwise_estimator() {
    let fit = Ratings::reference().fit().unwrap();
    let theirs: Value = serde_json::from_str(PAIRWISE).unwrap();
    let named = |part: &str, prefix: &str, n: usize| -> Vec<f64> {
        let value = |at| theirs[part][format!("{prefix}{at}")].as_f64().unwrap();
        (1..=n).map(value).collect()
    };
    let thresholds: Vec<f64> = fit
        .thresholds
        .iter()
        .map(|threshold| threshold.value)
        .collect();
    let spread = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
    for (ours, theirs) in [
        (
            each(&fit, 1, |e| e.measure),
            named("rater_severity", "R", 12),
        ),
        (each(&fit, 2, |e| e.measure), named("item_severity", "I", 4)),
        (thresholds, named("thresholds", "", 4)),
    ] {
        let r = correlation(&ours, &theirs);
        assert!(r > 0.99, "{r}");
        // Wider by at most about L/(L − 1) of the shortest element, 16 ratings, and noise.
        let ratio = spread(&ours) / spread(&theirs);
        assert!((1.0..1.35).contains(&ratio), "{ratio}");
    }
}

#[test]
fn observed_equals_expected_and_origins_are_zero() {
    let fit = Ratings::reference().fit().unwrap();
    for facet in 1..3 {
        assert!(each(&fit, facet, |e| e.measure).iter().sum::<f64>().abs() < 1e-12);
    }
    assert!(fit.thresholds.iter().map(|t| t.value).sum::<f64>().abs() < 1e-12);
    // A higher measure, a lower severity: a higher fair average.
    for (facet, sign) in [(0, 1.0), (1, -1.0), (2, -1.0)] {
        let (measures, fair) = (
            each(&fit, facet, |e| e.measure),
            each(&fit, facet, |e| e.fair_average),
        );
        for (a, fair_a) in measures.iter().zip(&fair) {
            assert!((0.0..=4.0).contains(fair_a));
            for (b, fair_b) in measures.iter().zip(&fair) {
                assert!(sign * (a - b) <= 0.0 || fair_a > fair_b);
            }
        }
    }
}

/// Two categories and two facets: the Rasch model. Of 4 ratings each, 3, 2 and 1 right, the items equally
/// hard: log-odds of the shares.
#[test]
fn a_balanced_rasch_model_has_a_closed_form() {
    let mut ratings = Ratings::default();
    let answers = [
        [1, 1, 1, 0],
        [1, 1, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 1],
        [1, 1, 0, 1],
        [0, 0, 1, 0],
    ];
    for (subject, row) in answers.iter().enumerate() {
        for (item, answer) in row.iter().enumerate() {
            ratings.push(&[subject as u32, item as u32], *answer);
        }
    }
    let fit = ratings.fit().unwrap();
    let measures = each(&fit, 0, |e| e.measure);
    assert!(
        (measures[0] - 3.0_f64.ln()).abs() < 1e-9 && measures[1].abs() < 1e-9,
        "{measures:?}"
    );
    assert!(
        each(&fit, 1, |e| e.measure)
            .iter()
            .all(|severity| severity.abs() < 1e-9)
    );
    assert!((fit.facets[0][1].unwrap().fair_average - 0.5).abs() < 1e-12);
    assert_eq!(
        (fit.thresholds[0].value, fit.thresholds[0].category),
        (0.0, 1)
    );
    // Var of a measure with items of no certain hardness exceeds 1/Σ var.
    assert!(fit.facets[0][1].unwrap().se >= 1.0 - 1e-12);
}

/// Turned upside down, raters become the free facet and the largest facet has a sum of zero: the same
/// model by other blocks of the information matrix.
#[test]
fn another_free_facet_tells_the_same_story() {
    let ratings = Ratings::reference();
    let here = ratings.fit().unwrap();
    let turned = Ratings {
        facets: [1, 0, 2]
            .map(|facet: usize| ratings.facets[facet].clone())
            .to_vec(),
        categories: ratings
            .categories
            .iter()
            .map(|category| 4 - category)
            .collect(),
    };
    let there = turned.fit().unwrap();
    let same = |what: &str, a: &[f64], b: &[f64]| {
        for (a, b) in a.iter().zip(b) {
            assert!((a - b).abs() < 1e-9, "{what}: {a} {b}");
        }
    };
    let measures = each(&here, 0, |e| e.measure);
    let centre = measures.iter().sum::<f64>() / measures.len() as f64;
    let centred: Vec<f64> = measures.iter().map(|measure| measure - centre).collect();
    same("subjects", &centred, &each(&there, 1, |e| e.measure));
    let severities: Vec<f64> = each(&here, 1, |e| e.measure)
        .iter()
        .map(|c| c - centre)
        .collect();
    same("raters", &severities, &each(&there, 0, |e| e.measure));
    same(
        "items",
        &each(&here, 2, |e| -e.measure),
        &each(&there, 2, |e| e.measure),
    );
    same(
        "errors of items",
        &each(&here, 2, |e| e.se),
        &each(&there, 2, |e| e.se),
    );
    let backwards: Vec<(f64, f64)> = here
        .thresholds
        .iter()
        .rev()
        .map(|t| (-t.value, t.se))
        .collect();
    let (values, errors): (Vec<f64>, Vec<f64>) = backwards.into_iter().unzip();
    let thresholds = |value: fn(&stats::facets::Threshold) -> f64| -> Vec<f64> {
        there.thresholds.iter().map(value).collect()
    };
    same("thresholds", &values, &thresholds(|t| t.value));
    same("errors of thresholds", &errors, &thresholds(|t| t.se));
}

#[test]
fn extreme_elements_are_set_aside_and_named() {
    let mut ratings = Ratings::reference();
    let plain = ratings.fit().unwrap();
    for item in 0..4 {
        ratings.push(&[30, 2, item], 4);
        ratings.push(&[31, 3, item], 0);
        // A rater whose only subject has threes too.
        ratings.push(&[30, 12, item], 3);
    }
    ratings.push(&[30, 12, 0], 4);
    let before = ratings.fit().unwrap();
    assert_eq!(before.extreme.len(), 1, "subject 30 has threes");
    // A rater and the only subject he rates.
    for item in 0..4 {
        ratings.push(&[32, 13, item], 4);
    }
    let fit = ratings.fit().unwrap();
    let named: Vec<(usize, u32, End)> = fit
        .extreme
        .iter()
        .map(|e| (e.facet, e.element, e.end))
        .collect();
    assert_eq!(
        named,
        [
            (0, 31, End::Lowest),
            (0, 32, End::Highest),
            (1, 13, End::Highest)
        ]
    );
    assert_eq!(fit.facets[0][31], None);
    assert!(fit.facets[0][30].is_some() && fit.converged);

    // What is set aside leaves no trace.
    let mut only = Ratings::reference();
    for item in 0..4 {
        only.push(&[30, 2, item], 4);
    }
    let only = only.fit().unwrap();
    assert_eq!(only.extreme.len(), 1);
    assert_eq!(only.facets[1], plain.facets[1]);
}

#[test]
fn disconnected_subsets_are_named() {
    let mut ratings = Ratings::default();
    for (subject, rater) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (3, 2)] {
        for item in 0..3_u32 {
            ratings.push(
                &[subject, rater, item],
                1 + (subject * 2 + rater + item * item) % 4,
            );
        }
    }
    let Err(FacetsError::Disconnected(first, second, subsets)) = ratings.fit() else {
        panic!("{:?}", ratings.fit());
    };
    assert_eq!((first, second), (0, 1));
    assert_eq!(subsets, [(vec![0, 1], vec![0, 1]), (vec![2, 3], vec![2])]);
}

/// Subjects and raters are joined, but the third facet says no more than the pair.
#[test]
fn what_three_facets_confound_is_found() {
    let mut ratings = Ratings::default();
    for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        // The third facet is the pair itself: its severity and those of the pair are one.
        for time in 0..3 {
            ratings.push(&[a, b, 2 * a + b], 1 + (a + 2 * b + time) % 4);
        }
    }
    let refused = ratings.fit();
    assert!(
        matches!(
            refused,
            Err(FacetsError::NotIdentified | FacetsError::Disconnected(..))
        ),
        "{refused:?}"
    );
}

#[test]
fn what_cannot_be_measured_has_a_name() {
    assert_eq!(fit_facets(&[], &[]), Err(FacetsError::Shape));
    let facet = Facet {
        elements: &[0, 1],
        n: 1,
    };
    assert_eq!(fit_facets(&[facet], &[1, 2]), Err(FacetsError::Shape));
    let facet = Facet {
        elements: &[0, 0, 1],
        n: 2,
    };
    assert_eq!(
        fit_facets(&[facet], &[3, 3, 3]),
        Err(FacetsError::NothingLeft)
    );
    assert_eq!(
        fit_facets(&[facet], &[1, 1, 3]),
        Err(FacetsError::NothingLeft)
    );
    assert_eq!(
        fit_facets(
            &[Facet {
                elements: &[],
                n: 0
            }],
            &[]
        ),
        Err(FacetsError::NothingLeft)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn order_and_names_change_nothing(seed in any::<u64>(), shift in 0_u32..7) {
        let ratings = Ratings::reference();
        let n = ratings.categories.len();
        let mut order: Vec<usize> = (0..n).collect();
        let mut state = seed | 1;
        for at in (1..n).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        let turned = Ratings {
            facets: ratings.facets.iter().enumerate().map(|(facet, elements)| {
                let most = elements.iter().max().unwrap();
                order.iter().map(|at| if facet == 1 { most - elements[*at] } else { elements[*at] }).collect()
            }).collect(),
            categories: order.iter().map(|at| ratings.categories[*at] + shift).collect(),
        };
        let (here, there) = (ratings.fit().unwrap(), turned.fit().unwrap());
        for (facet, list) in here.facets.iter().enumerate() {
            for (at, element) in list.iter().enumerate() {
                let twin = if facet == 1 { list.len() - 1 - at } else { at };
                let (a, b) = (element.unwrap(), there.facets[facet][twin].unwrap());
                for (a, b) in [(a.measure, b.measure), (a.se, b.se), (a.infit, b.infit), (a.outfit, b.outfit),
                               (a.fair_average + f64::from(shift), b.fair_average)] {
                    prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
                }
            }
        }
    }

    /// Small tables of every kind end in finite numbers or a name; more raters than subjects too.
    #[test]
    fn small_designs_end_in_numbers_or_a_name(
        rows in prop::collection::vec((0_u32..4, 0_u32..6, 0_u32..2, 1_u32..5), 1..40),
    ) {
        let mut ratings = Ratings::default();
        for (subject, rater, item, category) in rows {
            ratings.push(&[subject, rater, item], category);
        }
        if let Ok(fit) = ratings.fit() {
            let elements = fit.facets.iter().flatten().flatten();
            for element in elements {
                let numbers = [element.measure, element.se, element.infit, element.outfit,
                               element.observed_average, element.fair_average];
                prop_assert!(numbers.iter().all(|number| number.is_finite()), "{element:?}");
            }
            prop_assert!(fit.log_likelihood.is_finite() && fit.thresholds.iter().all(|t| t.se.is_finite()));
        }
    }
}
