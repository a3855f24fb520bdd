//! Columns of the fixed part, coded and named as R's `model.matrix` does.
//!
//! A categorical variable in a term is coded by treatment contrasts (its first level left out) where
//! the term without it is in the model, else by all its levels (Chambers & Hastie 1992, "Statistical
//! Models in S", section 2.4). Without an intercept the first categorical variable of the first term
//! that has one gets all its levels.

use super::design::FixedColumn;
use super::levels::Levels;
use super::parse::Term;

/// A variable of the fixed part, its rows kept.
pub(super) enum Coded {
    Number(Vec<f64>),
    Category(Levels),
}

/// The columns of all terms, in R's order.
pub(super) fn columns(
    terms: &[Term],
    names: &[String],
    variables: &[Coded],
    n: usize,
) -> Vec<FixedColumn> {
    let intercept = terms.iter().any(Vec::is_empty);
    let is_category = |at: &usize| matches!(variables[*at], Coded::Category(_));
    let first_category = terms
        .iter()
        .enumerate()
        .find_map(|(at, term)| Some((at, *term.iter().find(|v| is_category(v))?)));
    let mut columns = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let mut product = vec![FixedColumn {
            term: String::new(),
            values: vec![1.0; n],
        }];
        for variable in term {
            let rest: Term = term.iter().copied().filter(|v| v != variable).collect();
            let marginal_is_there = rest.is_empty() || terms.contains(&rest);
            let all_levels =
                !marginal_is_there || (!intercept && first_category == Some((at, *variable)));
            let own = coded(&names[*variable], &variables[*variable], all_levels);
            // The first variable runs fastest.
            product = own
                .iter()
                .flat_map(|right| product.iter().map(move |left| times(left, right)))
                .collect();
        }
        if term.is_empty() {
            "(Intercept)".clone_into(&mut product[0].term);
        }
        columns.extend(product);
    }
    columns
}

fn coded(name: &str, variable: &Coded, all_levels: bool) -> Vec<FixedColumn> {
    match variable {
        Coded::Number(values) => vec![FixedColumn {
            term: name.to_owned(),
            values: values.clone(),
        }],
        Coded::Category(levels) => {
            let first = usize::from(!all_levels);
            let indicator = |(at, level): (usize, &String)| FixedColumn {
                term: format!("{name}{level}"),
                values: levels
                    .index
                    .iter()
                    .map(|own| f64::from(u8::from(*own as usize == at)))
                    .collect(),
            };
            let levels = levels.names.iter().enumerate();
            levels.skip(first).map(indicator).collect()
        }
    }
}

fn times(left: &FixedColumn, right: &FixedColumn) -> FixedColumn {
    let term = if left.term.is_empty() {
        right.term.clone()
    } else {
        format!("{}:{}", left.term, right.term)
    };
    let pairs = left.values.iter().zip(&right.values);
    FixedColumn {
        term,
        values: pairs.map(|(a, b)| a * b).collect(),
    }
}
