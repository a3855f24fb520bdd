//! Words of the command line. Help texts stand beside the arguments, in both languages at once.

use std::fmt::Display;

use super::messages;

messages! {
    roster_vault { vi: "Kho nhân sự", en: "roster vault" }
    ballots_vault { vi: "Kho phiếu", en: "ballot vault" }

    unknown_command(command: &str) { vi: "Không có lệnh “{command}”. Xem: toancanh --help", en: "There is no command “{command}”. See toancanh --help" }
    unknown_option(option: &str) { vi: "Không có tùy chọn “{option}” ở lệnh này. Xem --help.", en: "This command has no option “{option}”. See --help." }
    missing_option(option: &str) { vi: "Thiếu {option}. Xem --help.", en: "{option} is missing. See --help." }
    wrong_value(option: &str, value: &str) { vi: "Giá trị “{value}” không dùng được cho {option}. Xem --help.", en: "“{value}” does not fit {option}. See --help." }
    missing_command { vi: "Chưa có lệnh. Các lệnh ở dưới đây.", en: "A command is missing. These exist:" }
    unreadable_command { vi: "Dòng lệnh chưa đúng. Xem --help.", en: "The command line is not right. See --help." }

    invalid { vi: "Có chỗ chưa đúng, nên chưa làm gì:", en: "Something is not right, so nothing was done:" }

    folder_unusable(folder: &dyn Display) {
        vi: "Không dùng được thư mục {folder}. Hãy kiểm tra quyền ghi, hoặc chọn thư mục khác.",
        en: "The folder {folder} cannot be used. Check that it may be written to, or choose another.",
    }
    key_unusable(folder: &dyn Display) {
        vi: "Không đọc hoặc ghi được khóa trong {folder}. Hãy kiểm tra quyền, hoặc khôi phục khóa bằng toancanh keys import.",
        en: "The key in {folder} cannot be read or written. Check its permissions, or recover it with toancanh keys import.",
    }
    key_missing(folder: &dyn Display) {
        vi: "Các kho này đã dùng một khóa, nhưng trong {folder} không có. Hãy chép lại thư mục khóa, hoặc dùng toancanh keys import; khóa mới sẽ làm mọi thư mời đã gửi không mở được.",
        en: "These vaults were filled under a key that is not in {folder}. Put the key folder back, or use toancanh keys import; with a fresh key no invitation already sent would open.",
    }
    other_key(folder: &dyn Display) {
        vi: "Khóa trong {folder} là của một hệ thống khác. Hãy chỉ đúng thư mục khóa bằng --keys.",
        en: "The key in {folder} belongs to another installation. Name the right folder with --keys.",
    }
    vault_unreachable(vault: &str) {
        vi: "{vault} không trả lời. Hãy kiểm tra tệp hoặc địa chỉ cơ sở dữ liệu, rồi chạy toancanh doctor.",
        en: "The {vault} does not answer. Check its file or address, and run toancanh doctor.",
    }
    newer_schema(vault: &str, migration: &str) {
        vi: "{vault} do một phiên bản mới hơn ghi ({migration}). Không có gì bị thay đổi; hãy dùng phiên bản đó.",
        en: "The {vault} was written by a newer version ({migration}). Nothing was changed; use that version.",
    }
    migration_failed(vault: &str) {
        vi: "Chưa nâng cấp được lược đồ của {vault}; kho vẫn như cũ.",
        en: "The schema of the {vault} could not be changed; it is as it was.",
    }
    copy_failed(vault: &str) {
        vi: "Chưa sao lưu được {vault} trước khi nâng cấp, nên chưa nâng cấp. Hãy kiểm tra chỗ trống trên ổ đĩa.",
        en: "The {vault} could not be copied before the change of its schema, so it was not changed. Check the room on the disk.",
    }
    instruments_unusable {
        vi: "Không lưu được các bộ câu hỏi kèm theo chương trình. Có thể cùng một phiên bản đã được lưu với lời khác; hãy dùng đúng bản phát hành, hoặc báo cho người bảo trì.",
        en: "The instruments that come with the program could not be kept. The same version may be there in other words: use the released program, or tell its maintainers.",
    }
    no_randomness {
        vi: "Hệ điều hành không cấp được số ngẫu nhiên, nên không tạo được mã nào.",
        en: "The operating system gave no randomness, so no code can be drawn.",
    }
    settings_unreadable(file: &dyn Display) { vi: "Không đọc được tệp cấu hình {file}.", en: "The settings file {file} cannot be read." }
    settings_wrong(file: &dyn Display, reason: &str) { vi: "Tệp cấu hình {file} chưa đúng:\n{reason}", en: "The settings file {file} is wrong:\n{reason}" }
    keys_inside_data {
        vi: "Thư mục khóa nằm trong thư mục dữ liệu, nên sẽ có trong mọi bản sao của dữ liệu. Hãy để khóa ở nơi khác bằng --keys.",
        en: "The key folder lies inside the data folder, and so in every copy of it. Put it elsewhere with --keys.",
    }
    one_vault {
        vi: "Kho nhân sự và kho phiếu đang là cùng một cơ sở dữ liệu. Hai kho phải tách rời.",
        en: "Roster vault and ballot vault are the same database. They must be two.",
    }
    no_folder { vi: "Không xác định được thư mục hiện tại.", en: "The current folder cannot be determined." }

    serving(url: &str) { vi: "Toàn Cảnh đang chạy tại {url}", en: "Toàn Cảnh is running at {url}" }
    vaults_are(roster: &str, ballots: &str) { vi: "  Kho nhân sự: {roster}\n  Kho phiếu: {ballots}", en: "  Roster vault: {roster}\n  Ballot vault: {ballots}" }
    keys_are(folder: &dyn Display) { vi: "  Khóa: {folder}", en: "  Keys: {folder}" }
    bundle_missing {
        vi: "  ! Thiếu gói giao diện: trang khảo sát chưa mở được. Hãy dựng lại bằng cargo xtask build.",
        en: "  ! The client bundle is missing: the survey page cannot open. Build it with cargo xtask build.",
    }
    public_url_unsafe(url: &str) {
        vi: "  ! {url} không được mã hóa: hãy đặt một máy chủ https phía trước và chỉnh --public-url.",
        en: "  ! {url} is not encrypted: put an https server in front and set --public-url.",
    }
    set_up_link(until: &str) {
        vi: "\nChưa có người quản trị. Hãy mở đường dẫn thiết lập này, dùng được một lần, đến {until}:",
        en: "\nThere is no administrator yet. Open this set-up link; it works once, until {until}:",
    }
    demo_half_filled(folder: &dyn Display) {
        vi: "Bộ dùng thử trong {folder} chưa được làm xong, nên chưa mở cho ai. Hãy chạy toancanh demo với đúng thư mục này để làm lại từ đầu, hoặc chọn thư mục dữ liệu khác bằng --data.",
        en: "The demo in {folder} was not filled to the end, so it is not served. Run toancanh demo on this folder to fill it anew, or choose another data folder with --data.",
    }
    cannot_listen(address: &str, reason: &str) {
        vi: "Không lắng nghe được ở {address}: {reason}. Hãy chọn cổng khác bằng --listen.",
        en: "Cannot listen on {address}: {reason}. Choose another port with --listen.",
    }
    cannot_hear_signals(reason: &str) {
        vi: "Hệ điều hành không cho nhận tín hiệu dừng: {reason}.",
        en: "The operating system does not let the program hear signals: {reason}.",
    }
    sign_in_link(who: &str, until: &str) {
        vi: "Đường dẫn đăng nhập cho {who}, dùng được một lần, đến {until}:",
        en: "Sign-in link for {who}; it works once, until {until}:",
    }
    profile_groups { vi: "Các nhóm được hiển thị", en: "Groups that are shown" }
    profile_group(name: &str, ballots: &str) { vi: "{name}: {ballots}", en: "{name}: {ballots}" }
    profile_figure(name: &str, figure: &str) { vi: "{name}: {figure}", en: "{name}: {figure}" }
    profile_not_shown(reason: &str) { vi: "không hiển thị. {reason}", en: "not shown. {reason}" }
    profile_choices(n: &str) {
        vi: "Tỷ lệ trong {n} người trả lời câu này, mọi nhóm gộp lại, kèm khoảng tin cậy 95\u{a0}%. “Ít”: không quá hai người; “hầu hết”: trừ nhiều nhất hai người.",
        en: "Share of the {n} people who answered, all groups together, with its 95% interval. “Few”: at most two people; “nearly all”: all but two at most.",
    }
    profile_more {
        vi: "Phân bố câu trả lời có trong dạng JSON: thêm --json; lược đồ: toancanh profile --schema",
        en: "How the answers are spread is in the JSON form: add --json; its schema: toancanh profile --schema",
    }
    schema_is(vault: &str, version: &str) { vi: "{vault}: lược đồ mới nhất ({version}).", en: "{vault}: newest schema ({version})." }

    backup_postgres {
        vi: "Kho trên PostgreSQL được sao lưu bằng công cụ của PostgreSQL, mỗi kho một tệp:\n  pg_dump --format=custom --file=roster.dump \"$TOANCANH_ROSTER_URL\"\n  pg_dump --format=custom --file=ballots.dump \"$TOANCANH_BALLOTS_URL\"\nKhóa được cất riêng bằng: toancanh keys export FILE\nBản sao tạo khi có kỳ đang mở cho biết ai đã bắt đầu trả lời: hãy giữ cẩn mật như chính hai kho, và hủy khi kỳ đã đóng.",
        en: "Vaults on PostgreSQL are backed up with PostgreSQL's own tool, one file each:\n  pg_dump --format=custom --file=roster.dump \"$TOANCANH_ROSTER_URL\"\n  pg_dump --format=custom --file=ballots.dump \"$TOANCANH_BALLOTS_URL\"\nThe key is kept apart: toancanh keys export FILE\nA copy made while a campaign is open holds who has begun to answer: keep it like the vaults themselves, and destroy it once the campaign is closed.",
    }
    restore_postgres {
        vi: "Kho trên PostgreSQL được khôi phục bằng công cụ của PostgreSQL, vào hai cơ sở dữ liệu còn trống:\n  pg_restore --dbname=\"$TOANCANH_ROSTER_URL\" roster.dump\n  pg_restore --dbname=\"$TOANCANH_BALLOTS_URL\" ballots.dump",
        en: "Vaults on PostgreSQL are restored with PostgreSQL's own tool, into two empty databases:\n  pg_restore --dbname=\"$TOANCANH_ROSTER_URL\" roster.dump\n  pg_restore --dbname=\"$TOANCANH_BALLOTS_URL\" ballots.dump",
    }
    folder_not_empty(folder: &dyn Display) { vi: "Thư mục {folder} không trống. Hãy chọn một thư mục mới.", en: "The folder {folder} is not empty. Choose a new one." }
    backup_failed(folder: &dyn Display) { vi: "Chưa sao lưu được vào {folder}. Hãy kiểm tra chỗ trống và quyền ghi.", en: "The backup into {folder} failed. Check room and permissions." }
    backup_made(folder: &dyn Display) { vi: "Đã sao lưu hai kho vào {folder}.", en: "Both vaults were backed up into {folder}." }
    backup_without_keys {
        vi: "Bản sao này không kèm khóa. Nếu chưa cất khóa ở nơi khác, hãy chạy: toancanh keys export FILE",
        en: "The key is not in it. If no copy of the key is kept elsewhere yet, run: toancanh keys export FILE",
    }
    backup_while_open {
        vi: "  ! Có kỳ lấy ý kiến đang mở: bản sao này cho biết ai đã bắt đầu trả lời, và đem so với một bản sao khác thì có thể dò ra phong bì của ai. Hãy giữ bản sao này cẩn mật như chính hai kho, và hủy khi kỳ đã đóng.",
        en: "  ! A campaign is open: this copy holds who has begun to answer, and compared with another copy it may tell whose an envelope is. Keep it like the vaults themselves, and destroy it once the campaign is closed.",
    }
    no_manifest(folder: &dyn Display) { vi: "{folder} không phải là một bản sao lưu: thiếu manifest.json, hoặc không đọc được.", en: "{folder} is no backup: manifest.json is missing or cannot be read." }
    backup_changed(file: &str) { vi: "Tệp {file} không khớp với manifest.json, nên chưa khôi phục gì. Hãy dùng bản sao lưu khác.", en: "{file} is not what manifest.json says, so nothing was restored. Use another backup." }
    vault_exists(file: &dyn Display) { vi: "Đã có {file}, nên chưa khôi phục gì. Hãy chuyển tệp đó đi, hoặc chọn thư mục dữ liệu khác bằng --data.", en: "{file} exists, so nothing was restored. Move it away, or choose another data folder with --data." }
    backup_newer(migration: &str) { vi: "Bản sao lưu do một phiên bản mới hơn tạo ({migration}). Hãy dùng phiên bản đó.", en: "The backup was made by a newer version ({migration}). Use that version." }
    restore_failed(folder: &dyn Display) { vi: "Chưa khôi phục được từ {folder}.", en: "Restoring from {folder} failed." }
    restored(folder: &dyn Display) { vi: "Đã khôi phục hai kho vào {folder}.", en: "Both vaults were restored into {folder}." }
    restore_needs_key(folder: &dyn Display) { vi: "Khóa của bản sao lưu này chưa có trong {folder}. Hãy chạy: toancanh keys import FILE", en: "The key of this backup is not in {folder}. Run: toancanh keys import FILE" }

    passphrase { vi: "Cụm mật khẩu niêm phong: ", en: "Passphrase of the seal: " }
    passphrase_again { vi: "Nhập lại cụm mật khẩu: ", en: "The passphrase again: " }
    passphrases_differ { vi: "Hai lần nhập không giống nhau; chưa ghi gì.", en: "The two are not the same; nothing was written." }
    passphrase_short(limit: usize) { vi: "Cụm mật khẩu cần ít nhất {limit} ký tự.", en: "The passphrase needs at least {limit} characters." }
    passphrase_unreadable(reason: &str) { vi: "Không đọc được cụm mật khẩu: {reason}.", en: "The passphrase cannot be read: {reason}." }
    file_exists(file: &dyn Display) { vi: "Đã có tệp {file}; hãy chọn tên khác.", en: "{file} exists; choose another name." }
    file_unreadable(file: &dyn Display, reason: &str) { vi: "Không đọc được {file}: {reason}.", en: "{file} cannot be read: {reason}." }
    file_unwritable(file: &dyn Display, reason: &str) { vi: "Không ghi được {file}: {reason}.", en: "{file} cannot be written: {reason}." }
    not_sealed { vi: "Tệp này không phải là bản niêm phong do keys export tạo.", en: "This is no sealed copy made by keys export." }
    wrong_passphrase { vi: "Cụm mật khẩu không đúng, hoặc tệp đã bị sửa.", en: "The passphrase is wrong, or the file was changed." }
    sealing_refused(reason: &str) { vi: "Không niêm phong hoặc mở được: {reason}.", en: "It could not be sealed or opened: {reason}." }
    keys_exported(file: &dyn Display) {
        vi: "Đã ghi bản niêm phong vào {file}. Hãy giao cho người giữ khóa, ở nơi khác với các bản sao lưu; cụm mật khẩu cất riêng.",
        en: "The sealed copy is in {file}. Give it to a custodian, apart from the backups, and keep the passphrase apart from it.",
    }
    key_exists(folder: &dyn Display) { vi: "{folder} đã có khóa; không ghi đè.", en: "{folder} holds a key already; it is not overwritten." }
    keys_imported(folder: &dyn Display) { vi: "Đã đặt khóa vào {folder}.", en: "The key is in {folder} now." }
}
