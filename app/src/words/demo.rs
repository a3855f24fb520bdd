//! Words of `toancanh demo`.

use std::fmt::Display;

use super::messages;

messages! {
    about {
        vi: "Bộ dùng thử: một bộ, con người và câu trả lời hoàn toàn hư cấu.",
        en: "The demo: a ministry, its people and their answers, all of them fictitious.",
    }
    found { vi: "  Đã có từ lần chạy trước, giữ nguyên.", en: "  It is here from an earlier start and stays as it was." }
    removed {
        vi: "  ! Lần trước dừng giữa chừng: đã xóa phần dở dang, làm lại từ đầu.",
        en: "  ! The last start was cut short: what it left was removed, and it begins anew.",
    }
    marked { vi: "  • Đánh dấu mọi trang là dữ liệu hư cấu", en: "  • Every page is marked as fictitious" }
    imported(n_people: &str, n_units: &str) {
        vi: "  • Nhập nhân sự: {n_people} người, {n_units} đơn vị",
        en: "  • People imported: {n_people} people, {n_units} units",
    }
    opened(title: &str, n_subjects: &str, n_people: &str, n_assignments: &str) {
        vi: "  • Mở kỳ “{title}”: {n_subjects} người được góp ý, {n_people} người góp ý, {n_assignments} phần góp ý",
        en: "  • Campaign “{title}” opened: {n_subjects} leaders, {n_people} raters, {n_assignments} assignments",
    }
    answering(n_asked: &str, n_people: &str, n_answers: &str) {
        vi: "      … {n_asked}/{n_people} người, {n_answers} phiếu",
        en: "      … {n_asked} of {n_people} people, {n_answers} answers",
    }
    answered(n_answers: &str) { vi: "      Đã nhận {n_answers} phiếu", en: "      {n_answers} answers received" }
    counted { vi: "  • Đóng kỳ và kiểm phiếu", en: "  • Closed and counted" }
    released(n_profiles: &str) { vi: "  • Trả kết quả: {n_profiles} lãnh đạo", en: "  • Released: {n_profiles} profiles" }
    filled { vi: "  ✓ Xong. Lần chạy sau chỉ mất vài giây.", en: "  ✓ Done. Later starts take seconds." }
    stopped {
        vi: "Đã dừng khi bộ dùng thử chưa làm xong; lần chạy sau sẽ làm lại từ đầu.",
        en: "Stopped before the demo was ready; the next start begins anew.",
    }

    sign_in_links(until: &str) {
        vi: "\nĐường dẫn đăng nhập, mỗi đường dẫn dùng được một lần, đến {until}:",
        en: "\nSign-in links; each works once, until {until}:",
    }
    leader(name: &str) { vi: "Lãnh đạo: {name}, xem kết quả của mình", en: "Leader: {name}, who has a profile" }
    employee(name: &str) { vi: "Cán bộ: {name}", en: "Employee: {name}" }
    somebody_else(folders: &str) {
        vi: "  Người khác: toancanh link {folders} --as MÃ_CÁN_BỘ",
        en: "  Somebody else: toancanh link {folders} --as STAFF_CODE",
    }
    open_campaign(title: &str, closes_on: &str) {
        vi: "\nKỳ đang mở: “{title}”, đến hết ngày {closes_on}. Thư mời để trả lời thử:",
        en: "\nThe open campaign is “{title}”, until the end of {closes_on}. Invitations to answer:",
    }
    invitation(name: &str, n_tasks: u32, short_code: &str) {
        vi: "{name}: {n_tasks} phần góp ý, mã ngắn {short_code}",
        en: "{name}: {n_tasks} assignments, short code {short_code}",
        en_one(n_tasks): "{name}: 1 assignment, short code {short_code}",
    }
    on_a_phone(port: &str) {
        vi: "  Để mở bằng điện thoại trong cùng mạng, chạy lại với:\n    --listen 0.0.0.0:{port} --public-url http://ĐỊA_CHỈ_MÁY_NÀY:{port}",
        en: "  To open it on a phone in the same network, start again with:\n    --listen 0.0.0.0:{port} --public-url http://ADDRESS_OF_THIS_MACHINE:{port}",
    }
    list_replaced(title: &str) {
        vi: "\nKỳ đang mở: “{title}”. Người quản trị đã tạo bộ mã mới, nên lấy thư mời ở trang của kỳ.",
        en: "\nThe open campaign is “{title}”. The administrator has made new codes: take the invitations from its page.",
    }
    over(title: &str, folder: &dyn Display) {
        vi: "\nKỳ “{title}” đã đóng; người quản trị có thể trả kết quả. Muốn có kỳ đang mở, hãy xóa thư mục {folder} rồi chạy lại, hoặc chọn thư mục mới bằng --data.",
        en: "\nThe campaign “{title}” is over; the administrator can release it. For one that is open, remove the folder {folder} and start again, or choose a new one with --data.",
    }

    real_data(folder: &dyn Display) {
        vi: "Thư mục {folder} đã có dữ liệu không phải của bộ dùng thử, nên không ghi gì vào đó. Hãy chọn thư mục khác bằng --data.",
        en: "The folder {folder} holds data that are not the demo's, so nothing was written. Choose another with --data.",
    }
    vault_elsewhere {
        vi: "Bộ dùng thử tự đặt hai kho SQLite trong thư mục dữ liệu của nó. Hãy bỏ --roster-url và --ballots-url, cả trong biến môi trường và tệp cấu hình.",
        en: "The demo makes both SQLite vaults in its data folder. Leave out --roster-url and --ballots-url, in the environment and the settings file too.",
    }
    busy(folder: &dyn Display) {
        vi: "Một lần chạy khác đang làm bộ dùng thử trong {folder}. Hãy đợi lần đó xong.",
        en: "Another start is making the demo in {folder}. Wait until it is done.",
    }
}
