//! The salt of the answers' hash: drawn at the tally, once, another one for every campaign.

use rstest::rstest;
use store::Engine;

use super::world::{World, record};
use crate::ballots::close;

async fn closed(engine: Engine) -> (World, [u8; 32]) {
    let world = World::new(engine, 1, 1).await;
    let roster = &world.app.roster;
    assert_eq!(salt(&world).await, None, "before the tally there is none");
    assert!(
        roster
            .close_campaign(world.campaign.0, &record())
            .await
            .unwrap()
    );
    close(&world.app, world.campaign).await.unwrap();
    let salt = salt(&world).await.unwrap();
    (world, salt)
}

async fn salt(world: &World) -> Option<[u8; 32]> {
    let salt = world.app.ballots.salt_of_answers(world.campaign.0).await;
    salt.unwrap()
}

#[rstest]
#[tokio::test]
async fn every_tally_draws_its_own_and_keeps_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (world, drawn) = closed(engine).await;
    close(&world.app, world.campaign).await.unwrap();
    assert_eq!(salt(&world).await, Some(drawn));
    let (_, other) = closed(engine).await;
    assert_ne!(other, drawn);
}
