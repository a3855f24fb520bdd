//! Connected components of the graph of levels (nodes) and rows (edges), by union-find.

use super::model::Model;

/// Number of components that hold a row; 1 for a model without factors.
pub(super) fn n_components(model: &Model<'_>) -> usize {
    let mut offsets = vec![0];
    for factor in model.factors {
        offsets.push(offsets[offsets.len() - 1] + factor.n_levels);
    }
    let mut parent: Vec<usize> = (0..offsets[offsets.len() - 1]).collect();
    let mut used = vec![false; parent.len()];
    for row in 0..model.n() {
        let mut first = None;
        for (factor, offset) in model.factors.iter().zip(&offsets) {
            let node = offset + factor.levels[row] as usize;
            used[node] = true;
            let root = root(&mut parent, node);
            match first {
                None => first = Some(root),
                Some(first) => parent[root] = first,
            }
        }
    }
    let roots = (0..parent.len()).filter(|node| used[*node] && parent[*node] == *node);
    roots.count().max(1)
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}
