//! What the frozen protocol decides about the figures: thresholds, policy weights, merge path,
//! attribution, purpose. Nothing here has a default, since each of these changes a result.
//!
//! Sources: thresholds anonymity.md §4.1 rules 1, 3 and 8; weights statistics.md §4.

use thiserror::Error;

use crate::relation::{N_RELATIONS, Relation, RelationSet};

/// The lowest k that a protocol may name (anonymity.md §4.1 rule 1).
pub const K_FLOOR: u16 = 4;

/// Comments need at least this many commenters, whatever k is (anonymity.md §4.1 rule 1).
pub const K_TEXT_FLOOR: u16 = 5;

/// Policy weights of the relations sum to this many thousandths.
pub const WEIGHT_TOTAL: u32 = 1000;

/// What the campaign is for. It binds what leaves the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// *Để phát triển*: no overall figure and no rank, in any form.
    Development,
    /// *Tham khảo khi xếp loại*: one overall figure with interval and reliability joins.
    Reference,
}

/// Whether the only superior whom the protocol invited is shown as himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoleSuperior {
    /// He was told before he answered that his answers are shown as his.
    Attributed,
    /// Nobody told him (imported ratings): his ballot is protected like any other.
    Protected,
}

/// One step of the merge path: where a cell that holds one of these relations has fewer than k
/// ballots, all cells that hold one of them become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeStep {
    /// At least two relations of other people.
    pub relations: RelationSet,
}

/// The parts of [`Settings`] before they are checked.
#[derive(Clone, Debug)]
pub struct SettingsParts {
    /// Fewest people behind a published figure; at least [`K_FLOOR`].
    pub k: u16,
    /// Fewest commenters behind published comments; at least max(k, [`K_TEXT_FLOOR`]).
    pub k_text: u16,
    /// Policy weight of each relation in thousandths, by [`Relation::index`]; they sum to
    /// [`WEIGHT_TOTAL`], and that of the self rating is 0.
    pub weights_permille: [u16; N_RELATIONS],
    /// Taken in this order, once, for each subject.
    pub merge_path: Vec<MergeStep>,
    /// Whether a sole invited superior is attributed.
    pub sole_superior: SoleSuperior,
    /// What the campaign is for.
    pub purpose: Purpose,
}

/// Settings that cannot be wrong. Made by [`Settings::new`].
#[derive(Clone, Debug)]
pub struct Settings {
    parts: SettingsParts,
}

/// Why settings were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// k lies under the floor.
    #[error("k is {k}, but must be at least {K_FLOOR}")]
    KTooSmall {
        /// The k that was given.
        k: u16,
    },
    /// `k_text` lies under max(k, 5).
    #[error("k for comments is {k_text}, but must be at least {floor}")]
    KTextTooSmall {
        /// The threshold that was given.
        k_text: u16,
        /// max(k, 5).
        floor: u16,
    },
    /// The weights do not sum to one.
    #[error("policy weights sum to {total} thousandths instead of {WEIGHT_TOTAL}")]
    WeightsTotal {
        /// The sum that was given.
        total: u32,
    },
    /// The self rating is compared with the others and is never merged with them.
    #[error("the self rating cannot have a policy weight")]
    SelfWeighted,
    /// A merge step names the self rating, or fewer than two relations.
    #[error("merge step {step} does not join at least two relations of other people")]
    MergeStep {
        /// Position in the path, from 0.
        step: usize,
    },
}

impl Settings {
    /// Checks the parts.
    ///
    /// # Errors
    /// [`SettingsError`] names the first rule that a part breaks.
    pub fn new(parts: SettingsParts) -> Result<Self, SettingsError> {
        if parts.k < K_FLOOR {
            return Err(SettingsError::KTooSmall { k: parts.k });
        }
        let floor = parts.k.max(K_TEXT_FLOOR);
        if parts.k_text < floor {
            return Err(SettingsError::KTextTooSmall {
                k_text: parts.k_text,
                floor,
            });
        }
        if parts.weights_permille[Relation::Oneself.index()] != 0 {
            return Err(SettingsError::SelfWeighted);
        }
        let total: u32 = parts.weights_permille.iter().map(|w| u32::from(*w)).sum();
        if total != WEIGHT_TOTAL {
            return Err(SettingsError::WeightsTotal { total });
        }
        for (step, MergeStep { relations }) in parts.merge_path.iter().enumerate() {
            if relations.contains(Relation::Oneself) || relations.len() < 2 {
                return Err(SettingsError::MergeStep { step });
            }
        }
        Ok(Self { parts })
    }

    /// Fewest people behind a published figure.
    pub fn k(&self) -> u32 {
        u32::from(self.parts.k)
    }

    /// Fewest people behind an own spread, agreement, distribution or choice: 2k.
    pub fn two_k(&self) -> u32 {
        2 * self.k()
    }

    /// 4k: from here on agreement and alpha are told.
    pub(crate) fn four_k(&self) -> u32 {
        4 * self.k()
    }

    /// Fewest commenters behind published comments.
    pub fn k_text(&self) -> u32 {
        u32::from(self.parts.k_text)
    }

    /// Policy weight of a relation, as a share of 1.
    pub fn weight(&self, relation: Relation) -> f64 {
        f64::from(self.parts.weights_permille[relation.index()]) / f64::from(WEIGHT_TOTAL)
    }

    /// The steps by which small cells join others.
    pub fn merge_path(&self) -> &[MergeStep] {
        &self.parts.merge_path
    }

    /// Whether a sole invited superior is attributed.
    pub fn sole_superior(&self) -> SoleSuperior {
        self.parts.sole_superior
    }

    /// What the campaign is for.
    pub fn purpose(&self) -> Purpose {
        self.parts.purpose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> SettingsParts {
        SettingsParts {
            k: 5,
            k_text: 5,
            weights_permille: [0, 400, 300, 300],
            merge_path: vec![],
            sole_superior: SoleSuperior::Attributed,
            purpose: Purpose::Development,
        }
    }

    #[test]
    fn k_below_four_is_refused() {
        let refused = Settings::new(SettingsParts { k: 3, ..parts() });
        assert_eq!(refused.unwrap_err(), SettingsError::KTooSmall { k: 3 });
        assert!(Settings::new(SettingsParts { k: 4, ..parts() }).is_ok());
    }

    #[test]
    fn comments_need_five_people_even_where_k_is_four_and_k_where_it_is_more() {
        let four = Settings::new(SettingsParts {
            k: 4,
            k_text: 4,
            ..parts()
        });
        assert_eq!(
            four.unwrap_err(),
            SettingsError::KTextTooSmall {
                k_text: 4,
                floor: 5
            }
        );
        let seven = Settings::new(SettingsParts {
            k: 7,
            k_text: 6,
            ..parts()
        });
        assert_eq!(
            seven.unwrap_err(),
            SettingsError::KTextTooSmall {
                k_text: 6,
                floor: 7
            }
        );
    }

    #[test]
    fn weights_sum_to_one_and_leave_the_self_rating_out() {
        let short = Settings::new(SettingsParts {
            weights_permille: [0, 400, 300, 299],
            ..parts()
        });
        assert_eq!(
            short.unwrap_err(),
            SettingsError::WeightsTotal { total: 999 }
        );
        let own = Settings::new(SettingsParts {
            weights_permille: [100, 400, 300, 200],
            ..parts()
        });
        assert_eq!(own.unwrap_err(), SettingsError::SelfWeighted);
    }

    #[test]
    fn a_merge_step_joins_two_different_relations_of_other_people() {
        let step = |relations: &[Relation]| {
            let relations = relations.iter().copied().collect();
            Settings::new(SettingsParts {
                merge_path: vec![MergeStep { relations }],
                ..parts()
            })
        };
        assert!(step(&[Relation::Superior, Relation::Peer]).is_ok());
        for wrong in [
            &[][..],
            &[Relation::Peer, Relation::Peer],
            &[Relation::Oneself, Relation::Peer, Relation::Subordinate],
        ] {
            assert_eq!(
                step(wrong).unwrap_err(),
                SettingsError::MergeStep { step: 0 }
            );
        }
    }
}
