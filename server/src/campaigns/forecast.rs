//! What will probably be visible about each leader, before anybody is asked: `stats::forecast` at
//! the expected response, in words that a draft's page can show.

use std::collections::HashMap;

use contract::campaigns::{Forecast, MergeStep, RelationForecast};
use contract::error::AppError;
use contract::raters::Relation;
use stats::forecast::{Outlook, forecast};
use stats::{N_RELATIONS, RelationSet, Settings, SettingsParts, SoleSuperior};

use crate::raters::{Asked, call_name};

/// A leader with so few subordinates is offered a facilitated conversation instead of a score.
pub const CONVERSATION_UP_TO: u32 = 3;

/// Forecasts for one draft.
#[derive(Debug)]
pub struct Forecaster {
    settings: Settings,
    response: f64,
    /// Leaders with the same numbers have the same forecast.
    known: HashMap<[u32; N_RELATIONS], [Outlook; N_RELATIONS]>,
}

impl Forecaster {
    /// For these thresholds and this path. Purpose and weights decide nothing here.
    pub fn new(k: u16, path: &[MergeStep], response_permille: u16) -> Result<Self, AppError> {
        let settings = Settings::new(SettingsParts {
            k,
            k_text: k.max(contract::campaigns::K_TEXT_FLOOR),
            weights_permille: [0, 1_000, 0, 0],
            merge_path: path
                .iter()
                .map(|step| stats::MergeStep {
                    relations: step
                        .relations
                        .iter()
                        .map(|of| relation(*of))
                        .collect::<RelationSet>(),
                })
                .collect(),
            sole_superior: SoleSuperior::Attributed,
            purpose: stats::Purpose::Development,
        })
        .map_err(AppError::internal)?;
        Ok(Self {
            settings,
            response: f64::from(response_permille) / 1_000.0,
            known: HashMap::new(),
        })
    }

    /// The forecast of one leader.
    pub fn of(&mut self, asked: &Asked<'_>) -> Forecast {
        let mut invited = [0; N_RELATIONS];
        for of in Relation::ALL {
            invited[relation(of).index()] = asked.n_invited(of);
        }
        let outlooks = *self
            .known
            .entry(invited)
            .or_insert_with(|| forecast(&invited, self.response, &self.settings));
        let relations = Relation::OTHERS
            .into_iter()
            .map(|of| {
                let outlook = outlooks[relation(of).index()];
                RelationForecast {
                    relation: of,
                    n_invited: asked.n_invited(of),
                    attributed: outlook.attributed,
                    alone_pct: percent(outlook.alone),
                    after_merge_pct: percent(outlook.published),
                }
            })
            .collect();
        Forecast {
            staff_code: asked.person.staff_code.clone(),
            full_name: asked.person.full_name.clone(),
            name: call_name(asked.person),
            post: asked.post.title.clone(),
            unit_path: asked.post.unit.path.clone(),
            relations,
            offer_conversation: asked.n_invited(Relation::Subordinate) <= CONVERSATION_UP_TO,
        }
    }
}

/// Whether some relation of others is asked and will more likely be hidden than shown.
pub fn is_hard_to_see(forecast: &Forecast) -> bool {
    forecast
        .relations
        .iter()
        .any(|relation| relation.n_invited > 0 && relation.after_merge_pct < 50)
}

/// Never rounded up to a certainty, nor down to an impossibility.
fn percent(chance: f64) -> u8 {
    let rounded = (chance * 100.0).round().clamp(0.0, 100.0) as u8;
    match rounded {
        100 if chance < 1.0 - 1e-9 => 99,
        0 if chance > 1e-9 => 1,
        rounded => rounded,
    }
}

const fn relation(relation: Relation) -> stats::Relation {
    match relation {
        Relation::Oneself => stats::Relation::Oneself,
        Relation::Superior => stats::Relation::Superior,
        Relation::Peer => stats::Relation::Peer,
        Relation::Subordinate => stats::Relation::Subordinate,
    }
}

#[cfg(test)]
mod tests {
    use contract::drafts::MergeChoice;

    use super::*;
    use crate::raters::fixture::{DAY, a_chart, head, post};
    use crate::raters::select;

    /// A head with one superior, three peers and four subordinates.
    fn forecast_of_two(merge: MergeChoice) -> Forecast {
        let mut posts = vec![head(1, 1, &[]), head(2, 2, &[1])];
        posts.extend((3..6).map(|n| head(n, n, &[1])));
        posts.extend((10..14).map(|n| post(n, 2, &[2])));
        let chart = a_chart(posts);
        let choice = contract::campaigns::SubjectChoice::People(vec!["CB0002".to_owned()]);
        let selection = select(&chart, &choice, DAY);
        Forecaster::new(5, &merge.steps(), 800)
            .unwrap()
            .of(&selection.asked[0])
    }

    fn after_merge(forecast: &Forecast) -> Vec<(u32, u8, u8)> {
        forecast
            .relations
            .iter()
            .map(|r| (r.n_invited, r.alone_pct, r.after_merge_pct))
            .collect()
    }

    #[test]
    fn small_relations_show_together_what_they_cannot_show_alone() {
        let alone = forecast_of_two(MergeChoice::None);
        assert_eq!(after_merge(&alone), [(1, 80, 80), (3, 0, 0), (4, 0, 0)]);
        assert!(is_hard_to_see(&alone));
        // At least five of seven: 0.85197.
        let merged = forecast_of_two(MergeChoice::Others);
        assert_eq!(after_merge(&merged), [(1, 80, 80), (3, 0, 85), (4, 0, 85)]);
        assert!(!is_hard_to_see(&merged));
        assert!(merged.relations[0].attributed);
    }

    #[test]
    fn three_subordinates_are_offered_a_conversation() {
        let chart = a_chart(vec![
            head(1, 1, &[]),
            post(2, 1, &[1]),
            post(3, 1, &[1]),
            post(4, 1, &[1]),
        ]);
        let choice = contract::campaigns::SubjectChoice::HeadsOf(vec!["Bộ".to_owned()]);
        let selection = select(&chart, &choice, DAY);
        let forecast = Forecaster::new(5, &[], 800)
            .unwrap()
            .of(&selection.asked[0]);
        assert!(forecast.offer_conversation);
        assert!(!forecast_of_two(MergeChoice::None).offer_conversation);
    }

    #[test]
    fn a_percentage_is_never_rounded_to_a_certainty() {
        assert_eq!(percent(0.999), 99);
        assert_eq!(percent(0.001), 1);
        assert_eq!(percent(1.0), 100);
        assert_eq!(percent(0.0), 0);
    }
}
