//! Words that every page shares.

use contract::accounts::Role;
use contract::campaigns::{Mode, Purpose};
use contract::locale::Lang;
use contract::raters::Relation;

use super::messages;

messages! {
    product { vi: "Toàn Cảnh", en: "Toàn Cảnh" }
    skip_to_content { vi: "Bỏ qua, tới nội dung chính", en: "Skip to the main content" }
    /// The switch is written in the language it leads to.
    other_language { vi: "English", en: "Tiếng Việt" }
    fictitious {
        vi: "Bản dùng thử: con người, đơn vị và câu trả lời ở đây đều là hư cấu.",
        en: "Demo: the people, units and answers here are all fictitious.",
    }
    sign_in { vi: "Đăng nhập", en: "Sign in" }
    sign_out { vi: "Đăng xuất", en: "Sign out" }
    nav_main { vi: "Mục chính", en: "Main" }
    nav_people { vi: "Nhân sự", en: "People" }
    nav_campaigns { vi: "Kỳ lấy ý kiến", en: "Campaigns" }
    nav_profiles { vi: "Kết quả phản hồi", en: "Feedback results" }
    nav_method { vi: "Phương pháp", en: "Method" }
    nav_privacy { vi: "Quyền riêng tư", en: "Privacy" }
    save { vi: "Lưu", en: "Save" }
    cancel { vi: "Hủy", en: "Cancel" }
    back { vi: "Quay lại", en: "Back" }
    next { vi: "Tiếp tục", en: "Continue" }
    optional { vi: "không bắt buộc", en: "optional" }
    pages { vi: "Các trang", en: "Pages" }
    page_of(page: &str, pages: &str) { vi: "Trang {page}/{pages}", en: "Page {page} of {pages}" }
    page_previous { vi: "Trang trước", en: "Previous page" }
    page_next { vi: "Trang sau", en: "Next page" }
    error_summary { vi: "Có chỗ cần sửa", en: "There is something to correct" }
    role_administrator { vi: "Quản trị", en: "Administrator" }
    role_analyst { vi: "Chuyên viên tổng hợp", en: "Analyst" }
    role_member { vi: "Cán bộ", en: "Staff" }
    purpose_development { vi: "để phát triển", en: "development" }
    purpose_reference { vi: "tham khảo khi xếp loại", en: "reference in classification" }
    mode_confidential { vi: "bảo mật", en: "confidential" }
    /// Between the last two of several things.
    and { vi: "và", en: "and" }
    protocol_label { vi: "Mã phương án đã chốt", en: "Hash of the frozen protocol" }
    from_to(from: &str, to: &str) { vi: "{from} đến {to}", en: "{from} to {to}" }
    as_a_table { vi: "Xem dạng bảng", en: "Show as a table" }
    relation_self { vi: "Tự đánh giá", en: "Self" }
    relation_superior { vi: "Cấp trên", en: "Superiors" }
    relation_peer { vi: "Đồng cấp", en: "Peers" }
    relation_subordinate { vi: "Cấp dưới", en: "Subordinates" }
}

/// The name of a role.
pub const fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Administrator => role_administrator(lang),
        Role::Analyst => role_analyst(lang),
        Role::Member => role_member(lang),
    }
}

/// The name of a relation.
pub const fn relation(lang: Lang, relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => relation_self(lang),
        Relation::Superior => relation_superior(lang),
        Relation::Peer => relation_peer(lang),
        Relation::Subordinate => relation_subordinate(lang),
    }
}

/// What a campaign is for, as it stands in a sentence.
pub const fn purpose(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Development => purpose_development(lang),
        Purpose::Reference => purpose_reference(lang),
    }
}

/// How answers are protected.
pub const fn mode(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::Confidential => mode_confidential(lang),
    }
}
