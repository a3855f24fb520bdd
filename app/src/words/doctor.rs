//! Words of the check-up, `toancanh doctor`.

use std::fmt::Display;

use super::messages;

messages! {
    all_good { vi: "Mọi thứ đều ổn.", en: "Everything is well." }
    some_doubtful { vi: "Hệ thống chạy được, nhưng nên xem lại các dòng có dấu !.", en: "It works, but somebody should look at the lines marked !." }
    some_bad { vi: "Cần xử lý các dòng có dấu ✗.", en: "The lines marked ✗ need attention." }
    public_url { vi: "Địa chỉ công khai được mã hóa, hoặc chỉ dùng trên máy này.", en: "The public address is encrypted, or local to this machine." }
    public_url_unsafe {
        vi: "Địa chỉ công khai không phải https: mã và câu trả lời đi qua mạng mà không được mã hóa. Hãy đặt một máy chủ https phía trước và chỉnh --public-url.",
        en: "The public address is not https: codes and answers cross the network unencrypted. Put an https server in front and set --public-url.",
    }
    bundle { vi: "Gói giao diện có trong chương trình.", en: "The client bundle is in the program." }
    bundle_missing {
        vi: "Chương trình thiếu gói giao diện: trang không có định dạng, trang khảo sát không mở được. Hãy dựng lại bằng cargo xtask build.",
        en: "The program lacks the client bundle: pages are unstyled and the survey cannot open. Build it again with cargo xtask build.",
    }
    nothing_here(path: &dyn Display) { vi: "Chưa có gì ở {path}; lệnh serve sẽ tạo.", en: "Nothing at {path} yet; serve makes it." }
    private(path: &dyn Display) { vi: "Chỉ chủ sở hữu đọc được {path}.", en: "Only its owner can read {path}." }
    exposed(path: &dyn Display, mode: &str) {
        vi: "Người khác trên máy đọc được {path} (quyền {mode}). Hãy chạy: chmod go-rwx {path}",
        en: "Others on this machine can read {path} (mode {mode}). Run: chmod go-rwx {path}",
    }
    unreadable(path: &dyn Display, reason: &str) { vi: "Không xem được {path}: {reason}.", en: "{path} cannot be looked at: {reason}." }
    room(mib: &str) { vi: "Ổ đĩa còn {mib} MB trống.", en: "{mib} MB of disk are free." }
    no_room(mib: &str) {
        vi: "Ổ đĩa chỉ còn {mib} MB trống. Khi đầy, câu trả lời mới sẽ không được nhận. Hãy dọn hoặc mở rộng.",
        en: "Only {mib} MB of disk are free. When it is full, no new answer is taken. Make room.",
    }
    key { vi: "Khóa trong thư mục khóa đúng là khóa của các kho này.", en: "The key in the key folder is the key of these vaults." }
    no_key(path: &dyn Display) {
        vi: "Thư mục {path} không có khóa của các kho này: thư mời đã gửi sẽ không mở được. Hãy khôi phục bằng toancanh keys import.",
        en: "{path} does not hold the key of these vaults: invitations already sent will not open. Recover it with toancanh keys import.",
    }
    vault_well(vault: &str, newest: &str) { vi: "{vault} trả lời, lược đồ mới nhất ({newest}).", en: "The {vault} answers, with the newest schema ({newest})." }
    vault_unreachable(vault: &str, reason: &str) { vi: "{vault} không trả lời: {reason}.", en: "The {vault} does not answer: {reason}." }
    vault_old(vault: &str, n: usize) {
        vi: "{vault} còn {n} bước nâng cấp lược đồ; serve hoặc migrate sẽ làm.",
        en: "The {vault} has {n} changes of its schema to come; serve or migrate makes them.",
        en_one(n): "The {vault} has one change of its schema to come; serve or migrate makes it.",
    }
    vault_newer(vault: &str, migration: &str) {
        vi: "{vault} do một phiên bản mới hơn ghi ({migration}). Hãy dùng phiên bản đó.",
        en: "The {vault} was written by a newer version ({migration}). Use that version.",
    }
    sqlite(vault: &str) { vi: "{vault}: tệp SQLite lành lặn, WAL và khóa ngoại đều bật.", en: "The {vault}: its SQLite file is whole, WAL and foreign keys are on." }
    sqlite_damaged(vault: &str, reason: &str) {
        vi: "{vault}: tệp SQLite có vấn đề: {reason}. Hãy dừng máy chủ và khôi phục từ bản sao lưu gần nhất.",
        en: "The {vault}: its SQLite file is damaged: {reason}. Stop the server and restore the latest backup.",
    }
    audit(rows: &str, head: &str) {
        vi: "Nhật ký thao tác liền mạch: {rows} dòng, mã cuối {head}…",
        en: "The record of what staff did fits together: {rows} rows, last hash {head}…",
    }
    audit_broken(row: i64) {
        vi: "Nhật ký thao tác bị sửa hoặc mất dòng, từ dòng {row}. Hãy giữ nguyên hiện trạng và báo người giám sát.",
        en: "The record of what staff did was changed, or lost rows, from row {row} on. Leave everything as it is and tell whoever supervises it.",
    }
    clock { vi: "Đồng hồ máy khớp với nhật ký.", en: "The clock agrees with the record." }
    clock_behind {
        vi: "Đồng hồ máy chạy chậm hơn những gì chính nó đã ghi. Hãy chỉnh lại giờ (NTP).",
        en: "The clock is behind what it has itself recorded. Set it right (NTP).",
    }
}
