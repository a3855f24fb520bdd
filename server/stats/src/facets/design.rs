//! What is left of the ratings once extreme elements are set aside, and whether it hangs together.

use super::{Element, Facet, FacetsError, Subset};

/// One rating that is in the fit.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Position of the element among those of its facet that are left.
    pub(super) elements: Vec<u32>,
    /// Position among the categories in use.
    pub(super) category: u32,
}

/// The end of the scale where an element has all its ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Only the lowest category.
    Lowest,
    /// Only the highest.
    Highest,
}

/// An element without a finite measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extreme {
    /// Position of its facet.
    pub facet: usize,
    /// Its number.
    pub element: u32,
    /// Where its ratings are.
    pub end: End,
    /// How many there were when it was set aside.
    pub n: usize,
}

/// Ratings of elements that have finite measures.
#[derive(Debug)]
pub(super) struct Design {
    pub(super) rows: Vec<Row>,
    /// Elements left, by facet.
    pub(super) sizes: Vec<usize>,
    /// The categories in use, in order.
    pub(super) categories: Vec<u32>,
    pub(super) extreme: Vec<Extreme>,
    /// Position of each element among those left, by facet.
    positions: Vec<Vec<Option<u32>>>,
}

impl Design {
    pub(super) fn of(facets: &[Facet], categories: &[u32]) -> Result<Self, FacetsError> {
        let fits = |facet: &Facet| {
            facet.elements.len() == categories.len()
                && facet.elements.iter().all(|at| (*at as usize) < facet.n)
        };
        if facets.is_empty() || !facets.iter().all(fits) {
            return Err(FacetsError::Shape);
        }
        let mut kept: Vec<usize> = (0..categories.len()).collect();
        let mut extreme = Vec::new();
        let used = loop {
            let mut used: Vec<u32> = kept.iter().map(|row| categories[*row]).collect();
            used.sort_unstable();
            used.dedup();
            let [lowest, .., highest] = used[..] else {
                return Err(FacetsError::NothingLeft);
            };
            let found = extremes(facets, categories, &kept, lowest, highest);
            if found.is_empty() {
                break used;
            }
            let mut aside: Vec<Vec<bool>> =
                facets.iter().map(|facet| vec![false; facet.n]).collect();
            for found in &found {
                aside[found.facet][found.element as usize] = true;
            }
            kept.retain(|row| {
                let mut each = facets.iter().zip(&aside);
                !each.any(|(facet, aside)| aside[facet.elements[*row] as usize])
            });
            extreme.extend(found);
        };
        let positions: Vec<Vec<Option<u32>>> =
            facets.iter().map(|facet| left(facet, &kept)).collect();
        let row = |row: &usize| {
            let each = facets.iter().zip(&positions);
            let elements: Option<Vec<u32>> = each
                .map(|(facet, positions)| positions[facet.elements[*row] as usize])
                .collect();
            Some(Row {
                elements: elements?,
                category: used.partition_point(|other| *other < categories[*row]) as u32,
            })
        };
        let size = |positions: &Vec<Option<u32>>| positions.iter().flatten().count();
        Ok(Self {
            rows: kept.iter().filter_map(row).collect(),
            sizes: positions.iter().map(size).collect(),
            categories: used,
            extreme,
            positions,
        })
    }

    /// Results by the number of the element as it came.
    pub(super) fn spread(&self, elements: &[Vec<Element>]) -> Vec<Vec<Option<Element>>> {
        let facet = |(positions, elements): (&Vec<Option<u32>>, &Vec<Element>)| {
            let at = |position: &Option<u32>| position.map(|at| elements[at as usize]);
            positions.iter().map(at).collect()
        };
        self.positions.iter().zip(elements).map(facet).collect()
    }

    /// An error where two facets fall into parts: one of them could then be moved against the other.
    pub(super) fn refuse_disconnected(&self) -> Result<(), FacetsError> {
        for second in 1..self.sizes.len() {
            for first in 0..second {
                let subsets = self.subsets(first, second);
                if subsets.len() > 1 {
                    return Err(FacetsError::Disconnected(first, second, subsets));
                }
            }
        }
        Ok(())
    }

    /// Connected parts of the graph whose edges are the ratings, largest first.
    fn subsets(&self, first: usize, second: usize) -> Vec<Subset> {
        let (n, m) = (self.sizes[first], self.sizes[second]);
        let mut parent: Vec<u32> = (0..(n + m) as u32).collect();
        for row in &self.rows {
            let (a, b) = (row.elements[first], n as u32 + row.elements[second]);
            let (a, b) = (root(&mut parent, a), root(&mut parent, b));
            parent[a.max(b) as usize] = a.min(b);
        }
        let mut of_root: Vec<Option<usize>> = vec![None; n + m];
        let mut subsets: Vec<Subset> = Vec::new();
        let names = [(first, 0, n), (second, n, m)];
        for (side, (facet, offset, _)) in names.into_iter().enumerate() {
            for (element, position) in self.positions[facet].iter().enumerate() {
                let Some(position) = position else { continue };
                let root = root(&mut parent, offset as u32 + position) as usize;
                let at = *of_root[root].get_or_insert_with(|| {
                    subsets.push((Vec::new(), Vec::new()));
                    subsets.len() - 1
                });
                let subset = &mut subsets[at];
                let list = if side == 0 {
                    &mut subset.0
                } else {
                    &mut subset.1
                };
                list.push(element as u32);
            }
        }
        subsets.sort_by_key(|subset| std::cmp::Reverse(subset.0.len() + subset.1.len()));
        subsets
    }
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let up = parent[parent[at as usize] as usize];
        parent[at as usize] = up;
        at = up;
    }
    at
}

/// Positions of the elements that the kept rows name.
fn left(facet: &Facet, kept: &[usize]) -> Vec<Option<u32>> {
    let mut named = vec![false; facet.n];
    for row in kept {
        named[facet.elements[*row] as usize] = true;
    }
    let mut next = 0;
    let position = |named: bool| {
        named.then(|| {
            next += 1;
            next - 1
        })
    };
    named.into_iter().map(position).collect()
}

/// Elements with all kept ratings at one end.
fn extremes(
    facets: &[Facet],
    categories: &[u32],
    kept: &[usize],
    lowest: u32,
    highest: u32,
) -> Vec<Extreme> {
    let mut found = Vec::new();
    for (at, facet) in facets.iter().enumerate() {
        // Ratings, at the lowest, at the highest.
        let mut counts = vec![(0_usize, 0_usize, 0_usize); facet.n];
        for row in kept {
            let count = &mut counts[facet.elements[*row] as usize];
            count.0 += 1;
            count.1 += usize::from(categories[*row] == lowest);
            count.2 += usize::from(categories[*row] == highest);
        }
        for (element, (n, low, high)) in counts.into_iter().enumerate() {
            let end = match n {
                0 => continue,
                n if n == low => End::Lowest,
                n if n == high => End::Highest,
                _ => continue,
            };
            found.push(Extreme {
                facet: at,
                element: element as u32,
                end,
                n,
            });
        }
    }
    found
}
