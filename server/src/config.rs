//! How the program is set up: flags before environment before file before what is sensible.
//! All three fill [`Settings`]; [`Config`] is what comes of it.

use std::fmt;
use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use contract::locale::Lang;
use serde::Deserialize;
use store::Vault;
use thiserror::Error;

/// The settings file that is read when no other is named.
pub const FILE: &str = "toancanh.toml";
/// Where the server listens unless told otherwise.
pub const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8360);
/// The folders that are used when none are named, beside where the program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folders {
    /// Data folder.
    pub data: &'static str,
    /// Key folder, beside the data folder.
    pub keys: &'static str,
}

impl Folders {
    /// An organisation's.
    pub const OWN: Self = Self {
        data: "toancanh-data",
        keys: "toancanh-keys",
    };
    /// The demo's: it shares neither data nor key with an installation beside it.
    pub const DEMO: Self = Self {
        data: "toancanh-demo",
        keys: "toancanh-demo-keys",
    };
}

/// What can be set, by flag, environment or file.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Tệp cấu hình TOML; mặc định là toancanh.toml nếu có · Settings file (TOML); toancanh.toml by default, if there is one
    #[arg(long, global = true, env = "TOANCANH_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// Thư mục dữ liệu, chứa hai kho SQLite [mặc định: toancanh-data; của demo: toancanh-demo] · Data folder with both SQLite vaults [default: toancanh-data; the demo's: toancanh-demo]
    #[arg(long, global = true, env = "TOANCANH_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,

    /// Thư mục khóa, nằm ngoài thư mục dữ liệu [mặc định: toancanh-keys bên cạnh; của demo: toancanh-demo-keys] · Key folder, outside the data folder [default: toancanh-keys beside it; the demo's: toancanh-demo-keys]
    #[arg(long, global = true, env = "TOANCANH_KEYS", value_name = "FOLDER")]
    pub keys: Option<PathBuf>,

    /// Kho nhân sự: postgres://… hoặc sqlite://… · Roster vault: postgres://… or sqlite://…
    #[arg(
        long,
        global = true,
        env = "TOANCANH_ROSTER_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub roster_url: Option<VaultUrl>,

    /// Kho phiếu: một cơ sở dữ liệu khác với kho nhân sự · Ballot vault: another database than the roster's
    #[arg(
        long,
        global = true,
        env = "TOANCANH_BALLOTS_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub ballots_url: Option<VaultUrl>,

    /// Địa chỉ lắng nghe [mặc định: 127.0.0.1:8360] · Address to listen on [default: 127.0.0.1:8360]
    #[arg(long, global = true, env = "TOANCANH_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,

    /// Địa chỉ mà mọi người dùng để vào, có trong thư mời và đường dẫn · Address by which people reach it, as in invitations and links
    #[arg(long, global = true, env = "TOANCANH_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// Ngôn ngữ của dòng lệnh: vi, en [mặc định: vi] · Language of the command line: vi, en [default: vi]
    #[arg(long, global = true, env = "TOANCANH_LANG", value_name = "LANG", value_parser = parse_lang)]
    pub lang: Option<Lang>,
}

/// Everything decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Data folder.
    pub data: PathBuf,
    /// Key folder.
    pub keys: PathBuf,
    /// Roster vault.
    pub roster: VaultPlace,
    /// Ballot vault.
    pub ballots: VaultPlace,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address by which people reach it.
    pub public_url: PublicUrl,
    /// Language of the command line.
    pub lang: Lang,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("the settings file {file} cannot be read")]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The settings file is not what it should be.
    #[error("the settings file {file} is wrong: {reason}")]
    Wrong {
        /// Which.
        file: PathBuf,
        /// Line, column and reason.
        reason: String,
    },
    /// The key folder lies inside the data folder, and so in every copy of it.
    #[error("the key folder lies inside the data folder")]
    KeysInsideData,
    /// Both vaults are the same database.
    #[error("both vaults are the same database")]
    OneVault,
    /// A path cannot be made absolute.
    #[error("no such folder")]
    NoFolder(#[source] io::Error),
}

impl Settings {
    /// Decides everything: fills what is open from the file, then from what is sensible.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        self.resolve_with(Folders::OWN)
    }

    /// The same with these folders where none are named.
    pub fn resolve_with(self, folders: Folders) -> Result<Config, ConfigError> {
        let Self {
            config,
            data,
            keys,
            roster_url,
            ballots_url,
            listen,
            public_url,
            lang,
        } = self;
        let file = Self::read(config.as_deref())?;
        let absolute = |path: PathBuf| std::path::absolute(path).map_err(ConfigError::NoFolder);
        let data = absolute(data.or(file.data).unwrap_or_else(|| folders.data.into()))?;
        let keys = match keys.or(file.keys) {
            Some(keys) => absolute(keys)?,
            None => data.parent().unwrap_or(&data).join(folders.keys),
        };
        if keys.starts_with(&data) {
            return Err(ConfigError::KeysInsideData);
        }
        let place = |url: Option<VaultUrl>, name: &str| match url {
            Some(VaultUrl(url)) => match url.strip_prefix("sqlite:") {
                Some(path) => {
                    absolute(path.strip_prefix("//").unwrap_or(path).into()).map(VaultPlace::Sqlite)
                }
                None => Ok(VaultPlace::Postgres(VaultUrl(url))),
            },
            None => Ok(VaultPlace::Sqlite(data.join(name))),
        };
        let roster = place(roster_url.or(file.roster_url), "roster.db")?;
        let ballots = place(ballots_url.or(file.ballots_url), "ballots.db")?;
        if roster == ballots {
            return Err(ConfigError::OneVault);
        }
        let listen = listen.or(file.listen).unwrap_or(LISTEN);
        let public_url = public_url
            .or(file.public_url)
            .unwrap_or_else(|| PublicUrl::of(listen));
        Ok(Config {
            data,
            keys,
            roster,
            ballots,
            listen,
            public_url,
            lang: lang.or(file.lang).unwrap_or_default(),
        })
    }

    /// The file named, or the one that lies here, or none.
    fn read(named: Option<&Path>) -> Result<Self, ConfigError> {
        let file = named.unwrap_or(Path::new(FILE));
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(source) => {
                let file = file.to_owned();
                return Err(ConfigError::File { file, source });
            }
        };
        toml::from_str(&text).map_err(|error| ConfigError::Wrong {
            file: file.to_owned(),
            reason: error.to_string(),
        })
    }
}

/// Where a vault lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultPlace {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(VaultUrl),
}

impl VaultPlace {
    /// The URL for the store. Never shown: it may hold a password.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => Vault::sqlite_url(file),
            Self::Postgres(url) => url.0.clone(),
        }
    }
}

/// The URL of a vault. It may hold a password, so it does not show itself.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct VaultUrl(String);

impl fmt::Debug for VaultUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultUrl(…)")
    }
}

/// The URL names neither a SQLite file nor a PostgreSQL database.
#[derive(Debug, Error)]
#[error("a vault is sqlite://FILE or postgres://… · kho phải là sqlite://FILE hoặc postgres://…")]
pub struct NotAVault;

impl TryFrom<String> for VaultUrl {
    type Error = NotAVault;
    fn try_from(url: String) -> Result<Self, NotAVault> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        let known = known.iter().any(|scheme| url.starts_with(scheme));
        if known { Ok(Self(url)) } else { Err(NotAVault) }
    }
}

impl FromStr for VaultUrl {
    type Err = NotAVault;
    fn from_str(url: &str) -> Result<Self, NotAVault> {
        Self::try_from(url.to_owned())
    }
}

/// The address by which people reach the server: scheme and host, as a browser sends its `Origin`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);

/// Not the address of a server.
#[derive(Debug, Error)]
#[error(
    "a public address is http://HOST or https://HOST, without a path \
     · địa chỉ công khai có dạng http://HOST hoặc https://HOST, không kèm đường dẫn"
)]
pub struct NotAnAddress;

impl PublicUrl {
    fn of(listen: SocketAddr) -> Self {
        let port = listen.port();
        if listen.ip().is_unspecified() {
            Self(format!("http://localhost:{port}"))
        } else {
            Self(format!("http://{listen}"))
        }
    }

    /// As text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether cookies and codes travel encrypted, or never leave the machine.
    pub fn is_safe(&self) -> bool {
        self.0.starts_with("https://")
            || ["localhost", "127.0.0.1", "[::1]"]
                .iter()
                .any(|host| self.host() == *host)
    }

    fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => rest,
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, host) = text.split_once("://").ok_or(NotAnAddress)?;
        let default_port = match scheme {
            "http" => ":80",
            "https" => ":443",
            _ => return Err(NotAnAddress),
        };
        let host = host.strip_suffix(default_port).unwrap_or(host);
        let plain = host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
        if host.is_empty() || !plain {
            return Err(NotAnAddress);
        }
        Ok(Self(format!("{scheme}://{host}")))
    }
}

impl FromStr for PublicUrl {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        Self::try_from(text.to_owned())
    }
}

fn parse_lang(tag: &str) -> Result<Lang, &'static str> {
    Lang::from_tag(tag).ok_or("vi, en")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(file: &str) -> (tempfile::TempDir, Settings) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        fs::write(&path, file).unwrap();
        let settings = Settings {
            config: Some(path),
            ..Settings::default()
        };
        (folder, settings)
    }

    #[test]
    fn flags_outrank_the_file_and_the_file_what_is_sensible() {
        let (_folder, mut settings) = settings(
            "data = \"/srv/a\"\nlisten = \"127.0.0.1:9000\"\nlang = \"en\"\n\
             roster_url = \"postgres://a@b/c\"",
        );
        settings.data = Some("/srv/b".into());
        let config = settings.resolve().unwrap();
        assert_eq!(config.data, Path::new("/srv/b"));
        assert_eq!(config.keys, Path::new("/srv/toancanh-keys"));
        assert_eq!(
            config.ballots,
            VaultPlace::Sqlite("/srv/b/ballots.db".into())
        );
        assert_eq!(config.roster.url(), "postgres://a@b/c");
        assert_eq!(config.public_url.as_str(), "http://127.0.0.1:9000");
        assert_eq!(config.lang, Lang::En);
    }

    #[test]
    fn the_demo_shares_no_folder_with_an_installation_beside_it() {
        let of = |folders| Settings::default().resolve_with(folders).unwrap();
        let (own, demo) = (of(Folders::OWN), of(Folders::DEMO));
        assert_ne!(own.data, demo.data);
        assert_ne!(own.keys, demo.keys);
        let named = Settings {
            data: Some("/srv/a".into()),
            ..Settings::default()
        };
        let named = named.resolve_with(Folders::DEMO).unwrap();
        assert_eq!(named.data, Path::new("/srv/a"));
        assert_eq!(named.keys, Path::new("/srv/toancanh-demo-keys"));
    }

    #[test]
    fn a_wrong_settings_file_says_where() {
        let (_folder, settings) = settings("data = \"/srv/a\"\nlistn = 1\n");
        let error = settings.resolve().unwrap_err().to_string();
        assert!(
            error.contains("line 2") && error.contains("listn"),
            "{error}"
        );
    }

    #[test]
    fn keys_never_lie_with_the_data_and_people_never_with_the_answers() {
        let (_folder, mut inside) = settings("data = \"/srv/a\"\nkeys = \"/srv/a/keys\"");
        assert!(matches!(
            inside.clone().resolve(),
            Err(ConfigError::KeysInsideData)
        ));
        inside.keys = Some("/srv/keys".into());
        inside.roster_url = Some("sqlite:///srv/one.db".parse().unwrap());
        inside.ballots_url = Some("sqlite:/srv/one.db".parse().unwrap());
        assert!(matches!(inside.resolve(), Err(ConfigError::OneVault)));
    }

    #[test]
    fn a_public_address_is_written_as_browsers_write_an_origin() {
        let written = |text: &str| text.parse::<PublicUrl>().map(|url| url.0).ok();
        assert_eq!(
            written("https://Khaosat.Example:443/").as_deref(),
            Some("https://khaosat.example")
        );
        assert_eq!(
            written("http://10.0.0.2:8080").as_deref(),
            Some("http://10.0.0.2:8080")
        );
        for wrong in [
            "khaosat.example",
            "ftp://a",
            "https://",
            "https://a/b",
            "https://a b",
        ] {
            assert_eq!(written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_is_safe_when_encrypted_or_local() {
        let safe = |text: &str| text.parse::<PublicUrl>().unwrap().is_safe();
        assert!(safe("https://a.example"));
        assert!(safe("http://127.0.0.1:8360"));
        assert!(safe("http://[::1]:8360"));
        assert!(!safe("http://a.example"));
        assert!(!safe("http://127.0.0.1.a.example"));
    }

    #[test]
    fn a_password_in_an_address_does_not_show() {
        let settings = Settings {
            roster_url: Some("postgres://a:secret@b/c".parse().unwrap()),
            ..Settings::default()
        };
        assert!(!format!("{settings:?}").contains("secret"));
    }
}
