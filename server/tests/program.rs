//! The program itself, as an operator starts it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A command with its own folders, and nothing of the caller's settings.
fn toancanh(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toancanh"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOANCANH")) {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .env("TOANCANH_LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    toancanh(folder).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn fresh() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A server that is ended when the test is over, however it ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `serve` and reads what it prints until `awaited` has been seen.
fn serve(folder: &Path, awaited: &str) -> (Server, String) {
    started(toancanh(folder).arg("serve"), awaited)
}

/// Starts a command and reads what it prints until `awaited` has been seen.
fn started(command: &mut Command, awaited: &str) -> (Server, String) {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let server = Server(child);
    let mut text = String::new();
    while !text.contains(awaited) {
        assert_ne!(lines.read_line(&mut text).unwrap(), 0, "it ended: {text}");
    }
    std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
    (server, text)
}

fn tell_to_end(server: &Server) {
    let pid = server.0.id().to_string();
    let told = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(told.unwrap().success());
}

/// An address that nobody listens on.
fn free_address() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().to_string()
}

#[test]
fn serve_without_settings_makes_folders_prints_a_set_up_link_and_ends_when_told() {
    let folder = fresh();
    let (mut server, text) = serve(folder.path(), "/signin#");
    assert!(text.contains("Chưa có người quản trị"), "{text}");
    for made in [
        "toancanh-data/roster.db",
        "toancanh-data/ballots.db",
        "toancanh-keys/installation.key",
    ] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
    tell_to_end(&server);
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
    // Closed well: SQLite wrote its log back.
    assert!(!folder.path().join("toancanh-data/roster.db-wal").exists());
}

#[test]
fn two_servers_on_one_address_are_told_apart_by_a_sentence() {
    let folder = fresh();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(folder.path(), &["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("Hãy chọn cổng khác bằng --listen"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn link_prints_one_link_and_tells_an_unknown_staff_code() {
    let folder = fresh();
    let output = run(
        folder.path(),
        &[
            "link",
            "--as",
            "analyst",
            "--public-url",
            "https://khaosat.example",
        ],
    );
    let text = stdout(&output);
    assert_eq!(
        text.matches("https://khaosat.example/signin#").count(),
        1,
        "{text}"
    );
    let output = run(folder.path(), &["link", "--as", "CB-404", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("“CB-404” was not found"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_backup_is_restored_elsewhere_with_its_key() {
    let folder = fresh();
    let path = folder.path();
    std::fs::write(path.join("passphrase"), "mùa thu Hà Nội\n").unwrap();
    let sealed = [
        "keys",
        "export",
        "sealed.json",
        "--passphrase-file",
        "passphrase",
    ];
    for arguments in [&["migrate"][..], &sealed, &["backup", "copy"]] {
        let output = run(path, arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
    let again = run(path, &["backup", "copy"]);
    assert!(stderr(&again).contains("không trống"), "{}", stderr(&again));

    let elsewhere = ["--data", "second/data", "--keys", "second/keys"];
    let there = |arguments: &[&str]| run(path, &[arguments, &elsewhere].concat());
    let restored = there(&["restore", "copy"]);
    assert!(
        stdout(&restored).contains("keys import"),
        "{}",
        stderr(&restored)
    );
    let refused = there(&["link", "--as", "analyst"]);
    assert!(
        stderr(&refused).contains("đã dùng một khóa"),
        "{}",
        stderr(&refused)
    );
    let imported = there(&[
        "keys",
        "import",
        "sealed.json",
        "--passphrase-file",
        "passphrase",
    ]);
    assert!(imported.status.success(), "{}", stderr(&imported));
    assert!(there(&["link", "--as", "analyst"]).status.success());
    assert!(stderr(&there(&["restore", "copy"])).contains("chưa khôi phục gì"));
}

#[test]
fn doctor_speaks_and_its_exit_code_tells_what_is_bad() {
    let folder = fresh();
    assert!(run(folder.path(), &["migrate"]).status.success());
    // Whether the bundle is embedded depends on how the tests were built.
    let text = stdout(&run(folder.path(), &["doctor"]));
    assert!(text.contains("✓ Kho nhân sự trả lời"), "{text}");
    let keys = folder.path().join("toancanh-keys");
    assert!(
        run(folder.path(), &["link", "--as", "analyst"])
            .status
            .success()
    );
    std::fs::remove_dir_all(keys).unwrap();
    let output = run(folder.path(), &["doctor", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("does not hold the key"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn postgres_vaults_are_backed_up_by_their_own_tool() {
    let folder = fresh();
    let output = run(
        folder.path(),
        &[
            "backup",
            "copy",
            "--roster-url",
            "postgres://a@127.0.0.1:1/a",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("pg_dump --format=custom"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_command_that_does_not_exist_is_told_in_vietnamese_first() {
    let folder = fresh();
    let output = run(folder.path(), &["serv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).starts_with("✗ Không có lệnh “serv”"),
        "{}",
        stderr(&output)
    );
    let output = run(folder.path(), &["serve", "--listen", "nowhere"]);
    assert!(
        stderr(&output).contains("Giá trị “nowhere”"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_request_in_flight_is_finished_before_the_end() {
    use std::io::Write;
    let folder = fresh();
    let address = free_address();
    let mut child = toancanh(folder.path());
    let child = child
        .args(["serve", "--listen", &address])
        .stdout(Stdio::piped());
    let mut server = Server(child.spawn().unwrap());
    let mut connection = (0..200)
        .find_map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            std::net::TcpStream::connect(&address).ok()
        })
        .expect("it listens");
    let body = "code=0123";
    let head = format!(
        "POST /signin HTTP/1.1\r\nhost: {address}\r\ncontent-length: {}\r\n\
         content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes()).unwrap();
    // The server has begun with the request once it has asked the vault or waits for the body.
    std::thread::sleep(Duration::from_millis(300));
    tell_to_end(&server);
    std::thread::sleep(Duration::from_millis(300));
    connection.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("không phải là đường dẫn đăng nhập"));
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
}

/// Sends a request and reads the whole answer.
fn ask(address: &str, request: &str, content_type: &str, body: &str) -> String {
    use std::io::Write;
    let mut connection = std::net::TcpStream::connect(address).unwrap();
    let message = format!(
        "{request} HTTP/1.1\r\nhost: {address}\r\ncontent-length: {}\r\n\
         content-type: {content_type}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(message.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// The codes of the printed addresses with this path.
fn codes(text: &str, address: &str, path: &str) -> Vec<String> {
    let start = format!("http://{address}{path}#");
    let words = text.split_whitespace();
    words
        .filter_map(|word| word.strip_prefix(&start).map(str::to_owned))
        .collect()
}

#[test]
fn demo_begins_anew_after_a_stop_prints_links_that_open_and_keeps_its_invitations() {
    let folder = fresh();
    let address = free_address();
    let demo = |lang: &str, awaited: &str| {
        let arguments = ["demo", "--listen", &address, "--lang", lang];
        started(toancanh(folder.path()).args(arguments), awaited)
    };
    let (mut cut, _) = demo("vi", "Nhập nhân sự");
    tell_to_end(&cut);
    assert_eq!(cut.0.wait().unwrap().code(), Some(1));

    // What was cut is nobody's to be served from. The address is taken, so that a server which would
    // begin all the same ends as well.
    let taken = std::net::TcpListener::bind(&address).unwrap();
    let (data, keys) = ("toancanh-demo", "toancanh-demo-keys");
    let served = run(
        folder.path(),
        &[
            "serve", "--listen", &address, "--data", data, "--keys", keys,
        ],
    );
    drop(taken);
    assert_eq!(served.status.code(), Some(1));
    let told = stderr(&served);
    assert!(told.contains("chưa được làm xong"), "{told}");

    let (mut server, text) = demo("vi", "--public-url");
    assert!(text.contains("Lần trước dừng giữa chừng"), "{text}");
    for made in [
        "toancanh-demo/roster.db",
        "toancanh-demo/ballots.db",
        "toancanh-demo-keys/installation.key",
    ] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
    for page in ["GET /signin", "GET /i"] {
        let answer = ask(&address, page, "text/plain", "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("site-fictitious"), "{answer}");
    }
    let sign_in = codes(&text, &address, "/signin");
    assert_eq!(sign_in.len(), 4, "{text}");
    for code in &sign_in {
        let form = "application/x-www-form-urlencoded";
        let answer = ask(&address, "POST /signin", form, &format!("code={code}"));
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    let invitations = codes(&text, &address, "/i");
    assert_eq!(invitations.len(), 2, "{text}");
    for code in &invitations {
        let body = format!("{{\"code\":\"{code}\"}}");
        let open = "POST /api/invitations/open";
        let answer = ask(&address, open, "application/json", &body);
        assert!(answer.contains("\"relation\":\"subordinate\""), "{answer}");
    }
    tell_to_end(&server);
    assert_eq!(server.0.wait().unwrap().code(), Some(0));

    let (_server, text) = demo("en", "--public-url");
    assert!(text.contains("stays as it was"), "{text}");
    assert_eq!(codes(&text, &address, "/i"), invitations);
    let fresh_links = codes(&text, &address, "/signin");
    assert!(fresh_links.iter().all(|code| !sign_in.contains(code)));
}

/// Six subordinates each rate two companies, on two items.
fn ratings_file(folder: &Path) {
    let mut text = String::from("GRP,COHES,LEAD\n");
    for n in 0..6 {
        text.push_str(&format!(
            "1,{},{}\n2,{},4.5\n",
            n % 3 + 2,
            n % 2 + 3,
            n % 4 + 1
        ));
    }
    std::fs::write(folder.join("ratings.csv"), text).unwrap();
}

const IMPORT: [&str; 17] = [
    "import",
    "ratings",
    "ratings.csv",
    "--subject=GRP",
    "--relation=subordinate",
    "--items=COHES,LEAD",
    "--scale=1:5",
    "--code=climate",
    "--title-vi=Bầu không khí",
    "--title-en=Climate",
    "--from=2026-01-01",
    "--to=2026-01-31",
    "--purpose=development",
    "--k=5",
    "--merge=none",
    "--lang=en",
    "--weights=",
];

/// Every name of every object in a value.
fn names(value: &serde_json::Value, found: &mut Vec<String>) {
    if let Some(object) = value.as_object() {
        found.extend(object.keys().cloned());
        object.values().for_each(|value| names(value, found));
    }
    for value in value.as_array().into_iter().flatten() {
        names(value, found);
    }
}

#[test]
fn ratings_come_in_are_released_and_printed_without_an_overall_figure() {
    let folder = fresh();
    ratings_file(folder.path());
    let tried = run(folder.path(), &IMPORT);
    let text = stdout(&tried);
    assert!(tried.status.success(), "{text}{}", stderr(&tried));
    let hash = text.split("--apply ").nth(1).unwrap().trim();
    let mut apply = IMPORT.to_vec();
    apply.extend(["--apply", hash]);
    let done = stdout(&run(folder.path(), &apply));
    assert!(
        done.contains("12 ballots about 2 subjects as campaign climate"),
        "{done}"
    );

    let profile = ["profile", "--campaign", "climate", "1", "--lang", "en"];
    let early = run(folder.path(), &profile);
    assert_eq!(early.status.code(), Some(1));
    assert!(
        stderr(&early).contains("its results are not released"),
        "{}",
        stderr(&early)
    );
    assert!(
        run(folder.path(), &["campaign", "release", "climate"])
            .status
            .success()
    );
    let text = stdout(&run(folder.path(), &profile));
    assert!(text.contains("Climate · Purpose: development"), "{text}");
    assert!(text.contains("Subordinates: 3.0"), "{text}");

    let mut as_json = profile.to_vec();
    as_json.push("--json");
    let json = stdout(&run(folder.path(), &as_json));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["subject"]["staff_code"], "1");
    assert_eq!(value["campaign"]["purpose"], "development");
    let cell = &value["figures"]["competencies"][0]["items"][0]["cells"][0]["shown"];
    // Six ballots are k + 1, of which k people are named.
    assert_eq!((&cell["estimate"], &cell["n"]), (&3.0.into(), &5.into()));
    assert!(!json.contains("overall"));
    let mut found = Vec::new();
    names(&value, &mut found);
    assert!(found.contains(&"competencies".to_owned()));
    for forbidden in ["rank", "total", "score"] {
        assert!(
            !found.iter().any(|name| name.contains(forbidden)),
            "{forbidden}"
        );
    }

    for (campaign, subject, told) in [
        ("climate", "3", "staff_code: “3” was not found"),
        ("none", "1", "campaign: “none” was not found"),
    ] {
        let wrong = ["profile", "--campaign", campaign, subject, "--lang", "en"];
        let refused = run(folder.path(), &wrong);
        assert_eq!(refused.status.code(), Some(1));
        assert!(stderr(&refused).contains(told), "{}", stderr(&refused));
        assert_eq!(stdout(&refused), "");
    }
}

#[test]
fn the_schema_of_a_profile_is_printed_without_any_vault() {
    let folder = fresh();
    let schema = stdout(&run(folder.path(), &["profile", "--schema"]));
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert!(schema["properties"]["figures"].is_object());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let neither = run(folder.path(), &["profile", "1"]);
    assert_eq!(neither.status.code(), Some(2));
    assert!(
        stderr(&neither).contains("Thiếu --campaign"),
        "{}",
        stderr(&neither)
    );
}

#[test]
fn a_file_with_faults_is_told_row_by_row_and_leaves_nothing_behind() {
    let folder = fresh();
    std::fs::write(folder.path().join("ratings.csv"), "GRP,COHES,LEAD\n1,6,x\n").unwrap();
    let refused = run(folder.path(), &IMPORT);
    assert_eq!(refused.status.code(), Some(1));
    let text = stdout(&refused);
    assert!(
        text.contains("row 2, column “COHES”: “6” is not on the scale from 1 to 5"),
        "{text}"
    );
    assert!(
        text.contains("row 2, column “LEAD”: “x” is not a number"),
        "{text}"
    );
    assert!(!text.contains("--apply"), "{text}");
    let campaigns = run(folder.path(), &["campaign", "status"]);
    assert_eq!(stdout(&campaigns), "");
}
