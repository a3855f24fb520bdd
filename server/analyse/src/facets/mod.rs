//! `analyse facets`: measures of subjects, severities of raters and items, on one scale.

mod input;
mod report;
mod text;

use std::io::Write;
use std::path::PathBuf;

use contract::locale::Lang;
use stats::facets::{Facet, FacetsError, FacetsFit, fit_facets};

use crate::output;
use crate::refusal::Refusal;
use input::Ratings;
pub use report::Report;
use report::{Element, Extreme, Threshold};

use crate::output::Warning;

/// The file, and what its columns are.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp CSV các điểm đánh giá, nén gzip cũng được; - là đầu vào chuẩn
    /// · CSV file of ratings, gzip too; - is the standard input
    #[arg(long, value_name = "FILE")]
    pub ratings: PathBuf,

    /// Cột nêu người được đánh giá · Column that says who is rated
    #[arg(long, value_name = "COLUMN")]
    pub subject: String,

    /// Cột nêu người chấm; none nếu mô hình không có người chấm
    /// · Column that says who rated; none for a model without raters
    #[arg(long, value_name = "COLUMN|none")]
    pub rater: String,

    /// Cột câu hỏi, khi mỗi dòng là một điểm · Column of the item, where a row is a single rating
    #[arg(long, value_name = "COLUMN", requires = "value")]
    pub item: Option<String>,

    /// Cột điểm; mỗi dòng là một điểm · Column of the ratings; a row is a single rating
    #[arg(long, value_name = "COLUMN", conflicts_with = "items")]
    pub value: Option<String>,

    /// Các cột câu hỏi; mỗi dòng là một phiếu [mặc định: q1..q20]
    /// · Columns of the items; a row is a ballot [default: q1..q20]
    #[arg(long, value_name = "COLUMNS")]
    pub items: Option<String>,

    /// Mức thấp nhất và cao nhất mà phiếu cho phép; điểm nằm ngoài thì dừng [mặc định: như trong tệp]
    /// · The lowest and the highest level of the form; others are refused [default: as in the file]
    #[arg(long, value_name = "MIN:MAX")]
    pub scale: Option<String>,

    /// In JSON thay cho bảng · Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// Reads, fits and prints.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let ratings = input::read(arguments)?;
    let facets: Vec<Facet> = ratings
        .facets
        .iter()
        .map(|facet| Facet {
            elements: &facet.elements,
            n: facet.names.len(),
        })
        .collect();
    let fit =
        fit_facets(&facets, &ratings.categories).map_err(|error| refusal(&ratings, &error))?;
    let report = report(&ratings, &fit);
    if arguments.json {
        output::json(out, &report)
    } else {
        output::text(out, &text::of(&report, lang))
    }
}

fn report(ratings: &Ratings, fit: &FacetsFit) -> Report {
    let elements = |kind: &str| -> Vec<Element> {
        let Some(at) = ratings
            .facets
            .iter()
            .position(|facet| facet.kind.en == kind)
        else {
            return Vec::new();
        };
        let named = ratings.facets[at].names.iter().zip(&fit.facets[at]);
        named
            .filter_map(|(name, element)| {
                element.map(|element| Element {
                    element: name.clone(),
                    measure: element.measure,
                    se: element.se,
                    infit: element.infit,
                    outfit: element.outfit,
                    n: element.n,
                    observed_average: ratings.value(element.observed_average),
                    fair_average: ratings.value(element.fair_average),
                })
            })
            .collect()
    };
    let threshold = |threshold: &stats::facets::Threshold| Threshold {
        category: ratings.lowest + i64::from(threshold.category),
        threshold: threshold.value,
        se: threshold.se,
    };
    let extreme = |extreme: &stats::facets::Extreme| Extreme {
        facet: ratings.facets[extreme.facet].kind.en.to_owned(),
        element: ratings.facets[extreme.facet].names[extreme.element as usize].clone(),
        end: match extreme.end {
            stats::facets::End::Lowest => "lowest",
            stats::facets::End::Highest => "highest",
        }
        .to_owned(),
        n: extreme.n,
    };
    Report {
        n: fit.n,
        n_dropped: ratings.n_dropped,
        converged: fit.converged,
        iterations: fit.iterations,
        max_score: fit.max_score,
        subsets: 1,
        subjects: elements("subject"),
        raters: elements("rater"),
        items: elements("item"),
        thresholds: fit.thresholds.iter().map(threshold).collect(),
        log_likelihood: fit.log_likelihood,
        extreme: fit.extreme.iter().map(extreme).collect(),
        warnings: warnings(ratings, fit),
    }
}

fn warnings(ratings: &Ratings, fit: &FacetsFit) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, text: String| {
        warnings.push(Warning {
            code: code.to_owned(),
            text,
        });
    };
    if ratings.n_dropped > 0 {
        let text = format!(
            "{} ratings had no subject, rater, item or value",
            ratings.n_dropped
        );
        warn("dropped_ratings", text);
    }
    if !fit.extreme.is_empty() {
        let text = format!(
            "{} elements have only the lowest or the highest category; they are set aside",
            fit.extreme.len()
        );
        warn("extreme_elements", text);
    }
    let used = fit.thresholds.len() + 1;
    if used < ratings.n_categories {
        let text = format!(
            "{used} of {} categories are used; thresholds exist only between those",
            ratings.n_categories
        );
        warn("unused_categories", text);
    }
    let orders = fit.thresholds.windows(2);
    if orders.into_iter().any(|pair| pair[0].value > pair[1].value) {
        warn(
            "disordered_thresholds",
            "thresholds are not in the order of the categories".to_owned(),
        );
    }
    if !fit.converged {
        warn(
            "not_converged",
            "the likelihood has no finite maximum, or it was not reached".to_owned(),
        );
    }
    warnings
}

/// The error of the model in the names of the file.
fn refusal(ratings: &Ratings, error: &FacetsError) -> Refusal {
    match error {
        FacetsError::Disconnected(first, second, subsets) => {
            let (a, b) = (&ratings.facets[*first], &ratings.facets[*second]);
            let shown = |facet: &input::Named, elements: &[u32]| {
                let names: Vec<&str> = elements
                    .iter()
                    .take(MOST_NAMED)
                    .map(|at| facet.names[*at as usize].as_str())
                    .collect();
                let more = if elements.len() > MOST_NAMED {
                    ", …"
                } else {
                    ""
                };
                format!("{}{more}", names.join(", "))
            };
            let parts = |a_kind: &str, b_kind: &str| {
                let part = |(at, (x, y)): (usize, &stats::facets::Subset)| {
                    format!(
                        "({}) {a_kind} {}; {b_kind} {}",
                        at + 1,
                        shown(a, x),
                        shown(b, y)
                    )
                };
                let parts: Vec<String> = subsets
                    .iter()
                    .enumerate()
                    .take(MOST_SUBSETS)
                    .map(part)
                    .collect();
                parts.join(" ")
            };
            let n = subsets.len();
            Refusal::new(
                format!(
                    "Dữ liệu rời thành {n} phần không có điểm nào nối lại, nên không so sánh được: {}. \
                     Hãy phân tích riêng từng phần.",
                    parts(a.kind.vi, b.kind.vi)
                ),
                format!(
                    "The data fall into {n} subsets that no rating joins, so that they cannot be compared: {}. \
                     Analyse each by itself.",
                    parts(a.kind.en, b.kind.en)
                ),
            )
        }
        FacetsError::NothingLeft => Refusal::new(
            "Mọi người được đánh giá, người chấm hay câu hỏi đều chỉ có mức thấp nhất hoặc cao nhất: không đo được. Hãy thêm điểm.",
            "Every subject, rater or item has only the lowest or the highest level: nothing can be measured. Add ratings.",
        ),
        FacetsError::NotIdentified => Refusal::new(
            "Các điểm không đủ để tách người được đánh giá, người chấm và câu hỏi. Hãy bớt một cột (--rater none).",
            "The ratings do not tell subjects, raters and items apart. Leave one out (--rater none).",
        ),
        FacetsError::TooLarge(n) => Refusal::new(
            format!(
                "Ngoài nhóm lớn nhất còn {n} người chấm, người được đánh giá và câu hỏi: quá nhiều. Hãy chia tệp."
            ),
            format!("Outside the largest facet there are {n} elements: too many. Split the file."),
        ),
        FacetsError::Shape => Refusal::new(
            "Tệp không có điểm nào. Hãy xem lại tên các cột.",
            "The file has no rating. Check the names of the columns.",
        ),
    }
}

/// Names that a refusal lists of each facet, and subsets.
const MOST_NAMED: usize = 8;
const MOST_SUBSETS: usize = 6;
