//! The shapes of the relations: shape and colour together, the same everywhere.

use contract::raters::Relation;
use leptos::prelude::*;

/// How far apart the shapes of a merged cell stand, in pixels.
const APART_PX: f64 = 11.0;

/// The class that colours a relation.
const fn class(relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => "mark mark-self",
        Relation::Superior => "mark mark-superior",
        Relation::Peer => "mark mark-peer",
        Relation::Subordinate => "mark mark-subordinate",
    }
}

/// The class of a whisker: in the colour of its shape; in ink for a merged cell, which has several.
pub const fn whisker_class(relations: &[Relation]) -> &'static str {
    match relations {
        [Relation::Superior] => "whisker whisker-superior",
        [Relation::Peer] => "whisker whisker-peer",
        [Relation::Subordinate] => "whisker whisker-subordinate",
        _ => "whisker",
    }
}

/// The outline of a relation's shape around (`x`, 0), of about the same area for all.
fn outline(relation: Relation, x: f64) -> String {
    match relation {
        Relation::Oneself => format!("M{x}-8l8 8-8 8-8-8z"),
        Relation::Superior => format!("M{x}-7.5l7.5 13.5h-15z"),
        Relation::Peer => format!(
            "M{}0a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0z",
            separated(x - 6.5)
        ),
        Relation::Subordinate => format!("M{}-6h12v12h-12z", x - 6.0),
    }
}

/// A number that another may follow.
fn separated(value: f64) -> String {
    format!("{value} ")
}

/// The shapes of a cell: one for a relation, several side by side for a merged cell.
fn shapes(relations: &[Relation]) -> AnyView {
    let middle = (relations.len() as f64 - 1.0) / 2.0;
    relations
        .iter()
        .enumerate()
        .map(|(index, relation)| {
            let x = (index as f64 - middle) * APART_PX;
            view! { <path class=class(*relation) d=outline(*relation, x) /> }
        })
        .collect_view()
        .into_any()
}

/// The shapes of a cell inside a drawing, at `x` (with its unit) and `y` pixels.
pub fn mark(relations: &[Relation], x: String, y: f64) -> AnyView {
    view! { <svg x=x y=y.to_string() overflow="visible">{shapes(relations)}</svg> }.into_any()
}

/// The shapes of a cell for a legend or a line of text.
pub fn legend_mark(relations: &[Relation]) -> AnyView {
    let width = 18.0 + APART_PX * (relations.len().max(1) as f64 - 1.0);
    let view_box = format!("{} -9 {width} 18", -width / 2.0);
    view! {
        <svg
            class="legend-mark" width=width.to_string() height="18" viewBox=view_box
            aria-hidden="true" focusable="false"
        >
            {shapes(relations)}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_relation_has_a_shape_and_a_colour_of_its_own() {
        for (index, one) in Relation::ALL.iter().enumerate() {
            for other in &Relation::ALL[index + 1..] {
                assert_ne!(outline(*one, 0.0), outline(*other, 0.0));
                assert_ne!(class(*one), class(*other));
            }
        }
    }
}
