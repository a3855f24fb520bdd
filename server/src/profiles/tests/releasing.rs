//! What a release writes, and what it must never write.

use contract::campaigns::Purpose;
use contract::profiles::{ChoiceShare, ProfileFigures, Withheld};
use contract::raters::Relation;
use rstest::rstest;
use store::{Ballots, Engine};

use super::campaign::{CAMPAIGN, Campaign, SALT, generator, id};
use crate::profiles::data_hash::DataHash;
use crate::profiles::load::LoadError;
use crate::profiles::{PublishError, publish};

/// One leader: himself, his only superior, six peers and eleven subordinates, two items.
pub(crate) fn one_leader() -> Campaign {
    let mut campaign = Campaign::asked(&[("a", &["a1", "a2"]), ("b", &["b1"])]);
    campaign.protocol.weights.superior_permille = 300;
    campaign.protocol.weights.peer_permille = 300;
    campaign.protocol.weights.subordinate_permille = 400;
    campaign.subject(7, [1, 6, 11]);
    campaign.ballot(7, Relation::Oneself, &[5.0, 4.0, 4.0]);
    campaign.ballot(7, Relation::Superior, &[4.0, 4.0, 3.0]);
    for n in 0..6 {
        campaign.ballot(7, Relation::Peer, &[f64::from(n % 3 + 2), 3.0, 4.0]);
    }
    for n in 0..11 {
        campaign.ballot(
            7,
            Relation::Subordinate,
            &[f64::from(n % 4 + 1), 2.0, f64::NAN],
        );
    }
    for (at, ballot) in campaign.ballots.iter_mut().enumerate() {
        ballot.strongest = if at % 3 == 0 { 0b11 } else { 0b01 };
        ballot.improve_first = Some(if at % 2 == 0 { 0 } else { 1 });
    }
    campaign
}

async fn released(ballots: &Ballots, subject: u128) -> ProfileFigures {
    let kept = ballots.released(CAMPAIGN.0, &[id(subject)]).await.unwrap();
    serde_json::from_str(&kept[0].figures).unwrap()
}

pub(crate) async fn release(campaign: &Campaign) -> ProfileFigures {
    let vaults = store::fixture::sqlite().await;
    campaign.tally(&vaults.ballots).await;
    publish(&vaults.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    released(&vaults.ballots, 7).await
}

#[tokio::test]
async fn a_profile_names_its_protocol_its_data_and_its_method() {
    let campaign = one_leader();
    let figures = release(&campaign).await;
    assert_eq!(figures.schema, "toancanh/profile/1");
    assert_eq!(figures.protocol_hash, hex::encode(campaign.protocol_hash()));
    assert_eq!(figures.data_hash.len(), 64);
    assert_eq!(figures.method_version, stats::METHOD_VERSION);
    assert_eq!(figures.weights, campaign.protocol.weights);
}

#[tokio::test]
async fn the_hash_of_the_data_cannot_be_tried_out_without_the_salt_of_the_vault() {
    let campaign = one_leader();
    let figures = release(&campaign).await;
    assert_eq!(release(&campaign).await.data_hash, figures.data_hash);
    let hash_with = |salt: [u8; 32]| {
        let mut hash = DataHash::new(salt);
        campaign.ballots.iter().for_each(|row| hash.ballot(row));
        campaign.comments.iter().for_each(|row| hash.comment(row));
        hex::encode(hash.finish())
    };
    assert_eq!(hash_with(SALT), figures.data_hash);
    assert_ne!(hash_with([0; 32]), figures.data_hash);
    let published = serde_json::to_string(&figures).unwrap();
    assert!(!published.contains(&hex::encode(SALT)), "the salt left");
}

#[tokio::test]
async fn figures_follow_the_cells_and_each_item_its_competency() {
    let figures = release(&one_leader()).await;
    let relations: Vec<Vec<Relation>> = figures.cells.iter().map(|c| c.relations.clone()).collect();
    assert_eq!(relations, Relation::ALL.map(|relation| vec![relation]));
    let attributed: Vec<bool> = figures.cells.iter().map(|cell| cell.attributed).collect();
    assert_eq!(attributed, [true, true, false, false]);
    let [a, b] = &figures.competencies[..] else {
        panic!("two competencies")
    };
    assert_eq!(
        a.items
            .iter()
            .map(|item| item.id.as_str())
            .collect::<Vec<_>>(),
        ["a1", "a2"]
    );
    assert_eq!(b.items.len(), 1);
    // Six peers: (2 + 3 + 4)/3 and 3, together 3.0, in quarters.
    assert_eq!(a.cells[2].get().unwrap().estimate, 3.0);
    // Of k + 1 ballots k people are named, so that one who left something out is never counted.
    assert_eq!(a.cells[2].get().unwrap().n, 5);
    // No subordinate judged b1.
    assert_eq!(
        b.items[0].cells[3].get().unwrap_err(),
        &Withheld::ItemTooFew { k: 5 }
    );
    assert_eq!(b.cells[3].get().unwrap_err(), &Withheld::NothingPublished);
    assert_eq!(b.alpha[3].get().unwrap_err(), &Withheld::OneItem);
    // 0.3 · 4 + 0.3 · 3 + 0.4 · (mean of 26/11 and 2) = 2.97
    assert_eq!(a.merged.get().unwrap().estimate, 3.0);
    assert!(a.gap.get().is_ok());
    assert_eq!(
        b.merged.get().unwrap_err(),
        &Withheld::NotEnoughToMerge { subjects: 20 }
    );
}

#[tokio::test]
async fn the_forced_choice_leaves_attributed_people_out() {
    let figures = release(&one_leader()).await;
    let choice = figures.forced_choice.get().unwrap();
    assert_eq!(choice.n, 17);
    // Nine of seventeen and eight: superior and self would have made it ten and nine.
    assert!(matches!(
        choice.improve_first[0],
        ChoiceShare::Share { pct: 53, .. }
    ));
    assert!(matches!(
        choice.improve_first[1],
        ChoiceShare::Share { pct: 47, .. }
    ));
    // All named the first; the share of the other would tell that it was all.
    assert_eq!(
        choice.strongest,
        [ChoiceShare::NearlyAll, ChoiceShare::Covered]
    );
}

#[rstest]
#[case(Purpose::Development, false)]
#[case(Purpose::Reference, true)]
#[tokio::test]
async fn an_overall_figure_exists_only_under_reference(
    #[case] purpose: Purpose,
    #[case] expected: bool,
) {
    let vaults = store::fixture::sqlite().await;
    let mut campaign = one_leader();
    campaign.protocol.purpose = purpose;
    campaign.tally(&vaults.ballots).await;
    publish(&vaults.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    let kept = vaults.ballots.released(CAMPAIGN.0, &[id(7)]).await.unwrap();
    assert_eq!(kept[0].figures.contains("overall"), expected);
}

#[tokio::test]
async fn comments_are_shown_from_five_people_on_without_a_name() {
    let mut campaign = one_leader();
    for n in 0..5 {
        campaign.comment(7, Relation::Subordinate, &format!("cấp dưới {n}"));
    }
    for n in 0..3 {
        campaign.comment(7, Relation::Peer, &format!("đồng cấp {n}"));
    }
    let figures = release(&campaign).await;
    let [subordinates, rest] = &figures.comments[..] else {
        panic!("two groups")
    };
    assert_eq!(subordinates.relations, [Relation::Subordinate]);
    let mut texts = subordinates.texts.get().unwrap().clone();
    texts.sort();
    assert_eq!(
        texts,
        (0..5).map(|n| format!("cấp dưới {n}")).collect::<Vec<_>>()
    );
    assert_eq!(rest.relations, [Relation::Peer]);
    assert_eq!(
        rest.texts.get().unwrap_err(),
        &Withheld::TooFewComments { k_text: 5 }
    );
    assert_eq!(
        rest.question.vi,
        "Theo anh/chị, người được góp ý nên bắt đầu làm gì?"
    );
}

#[tokio::test]
async fn the_order_of_comments_is_drawn() {
    let mut campaign = one_leader();
    for n in 0..11 {
        campaign.comment(7, Relation::Subordinate, &format!("{n:02}"));
    }
    let mut orders = Vec::new();
    for seed in 0..2 {
        let vaults = store::fixture::sqlite().await;
        campaign.tally(&vaults.ballots).await;
        publish(&vaults.ballots, CAMPAIGN, &mut generator(seed))
            .await
            .unwrap();
        orders.push(
            released(&vaults.ballots, 7).await.comments[0]
                .texts
                .get()
                .unwrap()
                .clone(),
        );
    }
    assert_ne!(orders[0], orders[1]);
}

#[rstest]
#[tokio::test]
async fn what_was_released_stays_when_the_release_is_run_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let vaults = store::fixture::fresh(engine).await;
    let mut campaign = one_leader();
    for n in 0..11 {
        campaign.comment(7, Relation::Subordinate, &format!("{n:02}"));
    }
    campaign.tally(&vaults.ballots).await;
    let first = publish(&vaults.ballots, CAMPAIGN, &mut generator(1))
        .await
        .unwrap();
    let line = vaults.ballots.released(CAMPAIGN.0, &[id(7)]).await.unwrap();
    let second = publish(&vaults.ballots, CAMPAIGN, &mut generator(2))
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(
        vaults.ballots.released(CAMPAIGN.0, &[id(7)]).await.unwrap(),
        line
    );
}

#[tokio::test]
async fn nothing_is_released_before_the_tally() {
    let vaults = store::fixture::sqlite().await;
    let unknown = publish(&vaults.ballots, CAMPAIGN, &mut generator(1)).await;
    assert!(matches!(
        unknown,
        Err(PublishError::Load(LoadError::Unknown))
    ));
    let campaign = one_leader();
    vaults
        .ballots
        .open_box(store::ballots::NewBox {
            campaign: CAMPAIGN.0,
            envelope_bytes: 4096,
            protocol: serde_json::to_string(&campaign.protocol).unwrap(),
            instrument: serde_json::to_string(&campaign.instrument).unwrap(),
        })
        .await
        .unwrap();
    let open = publish(&vaults.ballots, CAMPAIGN, &mut generator(1)).await;
    assert!(matches!(
        open,
        Err(PublishError::Load(LoadError::NotTallied))
    ));
    assert_eq!(vaults.ballots.n_released(CAMPAIGN.0).await.unwrap(), 0);
}

#[tokio::test]
async fn a_damaged_answer_stops_the_release_and_writes_nothing() {
    let mut campaign = one_leader();
    campaign.ballots[3].levels.truncate(9);
    let vaults = store::fixture::sqlite().await;
    campaign.tally(&vaults.ballots).await;
    let stopped = publish(&vaults.ballots, CAMPAIGN, &mut generator(1)).await;
    assert!(matches!(
        stopped,
        Err(PublishError::Load(LoadError::Damaged {
            table: "ballot",
            ..
        }))
    ));
    assert_eq!(vaults.ballots.n_released(CAMPAIGN.0).await.unwrap(), 0);
}

/// Another method would give other figures than the protocol promised.
#[tokio::test]
async fn a_protocol_of_another_method_is_not_computed_with() {
    let mut campaign = one_leader();
    campaign.protocol.method_version = "0.9".to_owned();
    let vaults = store::fixture::sqlite().await;
    campaign.tally(&vaults.ballots).await;
    let refused = publish(&vaults.ballots, CAMPAIGN, &mut generator(1)).await;
    assert!(matches!(
        refused,
        Err(PublishError::Load(LoadError::Method { .. }))
    ));
}

/// An imported superior was never told that his rating would be shown as his.
#[tokio::test]
async fn the_only_superior_of_imported_ratings_is_protected() {
    let mut campaign = Campaign::imported(&[("a", &["a1"])]);
    campaign.subject(7, [1, 0, 6]);
    campaign.ballot(7, Relation::Superior, &[4.0]);
    for n in 0..6 {
        campaign.ballot(7, Relation::Subordinate, &[f64::from(n % 3 + 2)]);
    }
    let figures = release(&campaign).await;
    assert_eq!(figures.cells.len(), 1);
    let superior = figures
        .withheld
        .iter()
        .find(|of| of.relation == Relation::Superior)
        .unwrap();
    assert_eq!(superior.reason, Withheld::TooFew { k: 5 });
}
