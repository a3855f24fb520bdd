//! Ratings as facets and categories, from rows of ballots or of single ratings.

use super::Arguments;
use crate::columns;
use crate::labels::Labels;
use crate::refusal::Refusal;
use crate::scale;
use crate::table::Table;

/// What a facet is called.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub vi: &'static str,
    pub en: &'static str,
}

const SUBJECT: Kind = Kind {
    vi: "người được đánh giá",
    en: "subject",
};
const RATER: Kind = Kind {
    vi: "người chấm",
    en: "rater",
};
const ITEM: Kind = Kind {
    vi: "câu hỏi",
    en: "item",
};

/// One facet of the ratings.
#[derive(Debug)]
pub struct Named {
    pub kind: Kind,
    pub names: Vec<String>,
    /// Of each rating.
    pub elements: Vec<u32>,
}

/// The ratings of a file.
#[derive(Debug)]
pub struct Ratings {
    pub facets: Vec<Named>,
    /// Above the lowest level.
    pub categories: Vec<u32>,
    pub lowest: i64,
    /// Levels from the lowest to the highest.
    pub n_categories: usize,
    pub n_dropped: usize,
}

impl Ratings {
    /// An average of categories, on the scale of the file.
    pub fn value(&self, category: f64) -> f64 {
        self.lowest as f64 + category
    }
}

/// Beyond this a scale is no rating scale: each level would have a threshold of its own.
const MOST_LEVELS: i64 = 100;

/// Reads the file as the flags describe it.
pub fn read(arguments: &Arguments) -> Result<Ratings, Refusal> {
    let table = Table::read(&arguments.ratings)?;
    let subject = Labels::of(&table.texts(&arguments.subject)?);
    let rater = match arguments.rater.as_str() {
        "none" => None,
        name => Some(Labels::of(&table.texts(name)?)),
    };
    // Item and value of each cell, cell by cell along the rows.
    let (columns, items) = match &arguments.value {
        Some(value) => {
            let items = arguments.item.as_ref();
            let items = items.map(|name| table.texts(name).map(|cells| Labels::of(&cells)));
            (vec![value.clone()], items.transpose()?)
        }
        None => {
            let names = columns::list("--items", arguments.items.as_deref().unwrap_or("q1..q20"))?;
            (names, None)
        }
    };
    let values: Vec<Vec<Option<f64>>> = columns
        .iter()
        .map(|name| table.numbers(name))
        .collect::<Result<_, _>>()?;
    let levels = Levels::of(&table, &columns, &values, arguments.scale.as_deref())?;
    let wide = arguments.value.is_none();
    let (mut subjects, mut raters, mut item_codes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut categories, mut n_dropped) = (Vec::new(), 0);
    for row in 0..table.n_rows() {
        for (at, column) in values.iter().enumerate() {
            let item = match &items {
                Some(labels) => labels.codes[row],
                None => Some(at as u32),
            };
            let by = rater.as_ref().map_or(Some(0), |labels| labels.codes[row]);
            match (subject.codes[row], by, item, column[row]) {
                (Some(subject), Some(rater), Some(item), Some(value)) => {
                    subjects.push(subject);
                    raters.push(rater);
                    item_codes.push(item);
                    categories.push((value as i64 - levels.lowest) as u32);
                }
                _ => n_dropped += 1,
            }
        }
    }
    let mut facets = vec![Named {
        kind: SUBJECT,
        names: subject.names,
        elements: subjects,
    }];
    if let Some(labels) = rater {
        facets.push(Named {
            kind: RATER,
            names: labels.names,
            elements: raters,
        });
    }
    if wide || items.is_some() {
        facets.push(Named {
            kind: ITEM,
            names: items.map_or(columns, |labels| labels.names),
            elements: item_codes,
        });
    }
    Ok(Ratings {
        facets,
        categories,
        lowest: levels.lowest,
        n_categories: (levels.highest - levels.lowest + 1) as usize,
        n_dropped,
    })
}

/// The ends of the scale.
struct Levels {
    lowest: i64,
    highest: i64,
}

impl Levels {
    fn of(
        table: &Table,
        columns: &[String],
        values: &[Vec<Option<f64>>],
        scale: Option<&str>,
    ) -> Result<Self, Refusal> {
        let given = scale.map(scale::parse).transpose()?;
        let (mut lowest, mut highest) = (i64::MAX, i64::MIN);
        for (name, column) in columns.iter().zip(values) {
            for (row, value) in column.iter().enumerate() {
                let Some(value) = value else { continue };
                if value.fract() != 0.0 || value.abs() > 1e9 {
                    let en = "is no whole number, and this model needs levels";
                    return Err(table.refuse(
                        row,
                        name,
                        "không phải số nguyên, mà mô hình này cần các mức",
                        en,
                    ));
                }
                if given.is_some_and(|scale| !(scale.min()..=scale.max()).contains(value)) {
                    return Err(table.refuse(
                        row,
                        name,
                        "nằm ngoài --scale",
                        "lies outside --scale",
                    ));
                }
                lowest = lowest.min(*value as i64);
                highest = highest.max(*value as i64);
            }
        }
        if let Some(scale) = given {
            (lowest, highest) = (scale.min().ceil() as i64, scale.max().floor() as i64);
        }
        if lowest > highest {
            return Ok(Self {
                lowest: 0,
                highest: 0,
            });
        }
        if highest - lowest >= MOST_LEVELS {
            return Err(Refusal::new(
                format!(
                    "Thang điểm từ {lowest} đến {highest} có quá nhiều mức cho mô hình này (nhiều nhất {MOST_LEVELS}). Hãy gộp bớt mức."
                ),
                format!(
                    "The scale from {lowest} to {highest} has too many levels for this model (at most {MOST_LEVELS}). Join some."
                ),
            ));
        }
        Ok(Self { lowest, highest })
    }
}
