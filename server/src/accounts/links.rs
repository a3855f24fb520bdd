//! One-time sign-in links. There are no passwords: whoever can start the program on the server, or
//! an administrator, hands a link to a person; it works once and for a day.

use contract::accounts::Role;
use contract::error::{AppError, Fault, Refusal};
use contract::ids::AccountId;
use store::roster::entities::{account, sign_in_link};
use time::{Duration, OffsetDateTime};

use super::permissions::{Action, Resource};
use super::{Actor, Staff, session, settings};
use crate::audit;
use crate::keys::CodeKind;
use crate::rng;
use crate::state::App;

/// How long a link can be used.
pub const LINK_LIVES: Duration = Duration::hours(24);
/// Bytes of a link's code: nobody guesses 128 bits.
const CODE_BYTES: usize = 16;

/// A link, to be handed to one person. It exists only here: the vault keeps a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// The address, with the code in its fragment, which browsers do not send and servers do not log.
    pub url: String,
    /// The role it signs in as.
    pub role: Role,
    /// The name of the account.
    pub name: String,
    /// Until when.
    pub expires_at: OffsetDateTime,
}

/// A link never reaches a log by way of `{:?}`.
impl std::fmt::Debug for SignInLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInLink")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFor {
    /// The account of this role that belongs to no person on the roster.
    Role(Role),
    /// The person with this staff code, as a member: a leader or an employee.
    StaffCode(String),
}

impl LinkFor {
    /// A role, or else a staff code.
    pub fn parse(text: &str) -> Self {
        match Role::parse(text) {
            Some(role) if role != Role::Member => Self::Role(role),
            _ => Self::StaffCode(text.trim().to_owned()),
        }
    }
}

/// Makes a link.
pub async fn make(app: &App, actor: &Actor, whom: &LinkFor) -> Result<SignInLink, AppError> {
    actor.may(Action::Write, Resource::Accounts)?;
    let account = match whom {
        LinkFor::Role(role) => account_of_role(app, *role).await?,
        LinkFor::StaffCode(code) => account_of_staff_code(app, code).await?,
    };
    let detail = format!("{}:{}", account.role.as_str(), account.account);
    audit::record(app, actor, "sign_in_link_made", &detail).await?;
    draw(app, account).await
}

/// The link that begins everything, as long as nobody has set the program up. Links drawn at
/// earlier starts stop working.
pub async fn make_set_up(app: &App) -> Result<Option<SignInLink>, AppError> {
    if settings::is_set_up(app).await? {
        return Ok(None);
    }
    let account = account_of_role(app, Role::Administrator).await?;
    app.roster
        .withdraw_sign_in_links(account.account.0)
        .await
        .map_err(AppError::internal)?;
    audit::record(app, &Actor::System, "set_up_link_made", "").await?;
    draw(app, account).await.map(Some)
}

/// Uses a link: who it signed in, and the token for the cookie.
pub async fn redeem(app: &App, typed: &str) -> Result<(Staff, String), AppError> {
    let code = read_code(typed).ok_or_else(|| AppError::field("code", Fault::WrongCode))?;
    let now = app.clock.unix_seconds();
    let token = session::draw_token()?;
    let account = app
        .roster
        .redeem_sign_in_link(
            &app.keys.code_hash(CodeKind::SignInLink, &code),
            &session::hash(&token),
            now + session::SESSION_LIVES.whole_seconds(),
            now,
        )
        .await
        .map_err(AppError::internal)?
        .ok_or(AppError::Refused(Refusal::LinkUsed))?;
    let staff = Staff::try_from(account)?;
    audit::record(app, &Actor::Staff(staff.clone()), "signed_in", "").await?;
    Ok((staff, token))
}

async fn draw(app: &App, staff: Staff) -> Result<SignInLink, AppError> {
    let code: [u8; CODE_BYTES] = rng::bytes().map_err(AppError::internal)?;
    let now = app.clock.now();
    let expires_at = now + LINK_LIVES;
    let link = sign_in_link::Model {
        code_hash: app.keys.code_hash(CodeKind::SignInLink, &code).to_vec(),
        account_id: staff.account.0,
        expires_at: expires_at.unix_timestamp(),
    };
    app.roster
        .add_sign_in_link(link, now.unix_timestamp())
        .await
        .map_err(AppError::internal)?;
    Ok(SignInLink {
        url: format!("{}/signin#{}", app.public_url, hex::encode(code)),
        role: staff.role,
        name: staff.name,
        expires_at,
    })
}

/// The code, or the whole address that was pasted with it.
fn read_code(typed: &str) -> Option<[u8; CODE_BYTES]> {
    let code = typed.rsplit('#').next().unwrap_or_default().trim();
    let mut bytes = [0; CODE_BYTES];
    hex::decode_to_slice(code, &mut bytes).ok()?;
    Some(bytes)
}

async fn account_of_role(app: &App, role: Role) -> Result<Staff, AppError> {
    let found = app.roster.account_of_role(role.as_str()).await;
    match found.map_err(AppError::internal)? {
        Some(account) => account.try_into(),
        None => add(app, role, None, String::new()).await,
    }
}

async fn account_of_staff_code(app: &App, staff_code: &str) -> Result<Staff, AppError> {
    let person = app.roster.person_of_staff_code(staff_code).await;
    let person = person.map_err(AppError::internal)?.ok_or_else(|| {
        let value = staff_code.to_owned();
        AppError::field("as", Fault::Unknown { value })
    })?;
    if !person.active {
        let staff_code = person.staff_code;
        return Err(AppError::field("as", Fault::LeftTheRoster { staff_code }));
    }
    let role = Role::Member;
    let found = app.roster.account_of_person(person.id, role.as_str()).await;
    match found.map_err(AppError::internal)? {
        Some(account) => account.try_into(),
        None => add(app, role, Some(person.id), person.full_name).await,
    }
}

async fn add(
    app: &App,
    role: Role,
    person: Option<uuid::Uuid>,
    name: String,
) -> Result<Staff, AppError> {
    let id = rng::id().map_err(AppError::internal)?;
    let account = account::Model {
        id,
        role: role.as_str().to_owned(),
        person_id: person,
        display_name: name.clone(),
    };
    app.roster
        .add_account(account)
        .await
        .map_err(AppError::internal)?;
    Ok(Staff {
        account: AccountId(id),
        role,
        person: person.map(contract::ids::PersonId),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[tokio::test]
    async fn a_link_works_once() {
        let Fixture { app, .. } = &Fixture::new().await;
        let link = make(app, &Actor::System, &LinkFor::Role(Role::Analyst)).await;
        let url = link.unwrap().url;
        let (staff, token) = redeem(app, &url).await.unwrap();
        assert_eq!(staff.role, Role::Analyst);
        let actor = session::actor_of_session(app, &token).await.unwrap();
        assert_eq!(actor, Some(Actor::Staff(staff)));
        let again = redeem(app, &url).await;
        assert!(matches!(again, Err(AppError::Refused(Refusal::LinkUsed))));
    }

    #[tokio::test]
    async fn a_link_and_a_session_end_with_their_time() {
        let fixture = Fixture::new().await;
        let app = &fixture.app;
        let analyst = LinkFor::Role(Role::Analyst);
        let late = make(app, &Actor::System, &analyst).await.unwrap();
        let (_, token) = redeem(app, &late.url).await.unwrap();
        let unused = make(app, &Actor::System, &analyst).await.unwrap();

        let evening = fixture.after(session::SESSION_LIVES);
        let actor = session::actor_of_session(&evening, &token).await.unwrap();
        assert_eq!(actor, None);
        let tomorrow = fixture.after(LINK_LIVES);
        let refused = redeem(&tomorrow, &unused.url).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::LinkUsed))));
    }

    #[tokio::test]
    async fn the_link_for_the_set_up_is_drawn_until_somebody_has_set_it_up() {
        let Fixture { app, .. } = &Fixture::new().await;
        let first = make_set_up(app).await.unwrap().unwrap();
        let second = make_set_up(app).await.unwrap().unwrap();
        let withdrawn = redeem(app, &first.url).await;
        assert!(matches!(
            withdrawn,
            Err(AppError::Refused(Refusal::LinkUsed))
        ));
        let (staff, _) = redeem(app, &second.url).await.unwrap();
        assert_eq!(staff.role, Role::Administrator);
        let actor = Actor::Staff(staff);
        settings::set_up(app, &actor, "Cục Thử nghiệm", "Quản trị")
            .await
            .unwrap();
        assert!(make_set_up(app).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_staff_code_that_nobody_has_is_told() {
        let Fixture { app, .. } = &Fixture::new().await;
        let error = make(app, &Actor::System, &LinkFor::parse("CB-404"))
            .await
            .unwrap_err();
        assert!(matches!(
            error,
            AppError::Invalid(faults) if faults[0].fault == Fault::Unknown { value: "CB-404".to_owned() }
        ));
    }

    #[test]
    fn a_code_is_read_alone_or_from_the_address_around_it() {
        let code = "00112233445566778899aabbccddeeff";
        let expected = Some(*b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff");
        assert_eq!(read_code(code), expected);
        assert_eq!(read_code(&format!(" {code}\n")), expected);
        assert_eq!(
            read_code(&format!("https://a.example/signin#{code}")),
            expected
        );
        for wrong in ["", "#", "0011", "zz112233445566778899aabbccddeeff"] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }
}
