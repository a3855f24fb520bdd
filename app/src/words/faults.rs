//! Every fault, refusal and failure in both languages: what is wrong, and what to do about it.
//! Where it is wrong, the page says by standing beside the field.

use contract::campaigns::CampaignState;
use contract::error::{AppError, Fault, Refusal};
use contract::locale::{Lang, Localized};

use super::messages;
use crate::format;

messages! {
    missing { vi: "Ô này chưa được điền. Hãy điền vào.", en: "This is empty. Please fill it in." }
    too_long(limit: String) {
        vi: "Dài quá {limit} ký tự. Hãy viết ngắn lại.",
        en: "Longer than {limit} characters. Please shorten it.",
    }
    out_of_range(min: String, max: String) {
        vi: "Hãy nhập một số từ {min} đến {max}.",
        en: "Please enter a number from {min} to {max}.",
    }
    not_a_date {
        vi: "Không đọc được ngày này. Hãy viết như 05/10/2026.",
        en: "This date cannot be read. Please write it like 05/10/2026.",
    }
    ends_before_it_begins {
        vi: "Ngày kết thúc phải sau ngày bắt đầu. Hãy chọn lại.",
        en: "The last day must come after the first. Please choose again.",
    }
    weights_do_not_add_up(sum: String) {
        vi: "Các trọng số cộng lại được {sum}\u{a0}%. Hãy sửa cho tổng đúng bằng 100\u{a0}%.",
        en: "The weights add up to {sum}%. Please make them add up to exactly 100%.",
    }
    taken {
        vi: "Tên này đã được dùng. Hãy chọn tên khác.",
        en: "This is in use already. Please choose another one.",
    }
    unknown(value: &str) {
        vi: "Không tìm thấy “{value}”. Hãy kiểm tra lại cách viết.",
        en: "“{value}” was not found. Please check the spelling.",
    }
    left_the_roster(staff_code: &str) {
        vi: "Người mang mã “{staff_code}” đã rời danh sách nhân sự nên không đăng nhập được nữa. Nếu người này vẫn công tác, hãy nhập lại vào danh sách trước.",
        en: "Whoever has the code “{staff_code}” has left the roster and can no longer sign in. If this person still works here, import them to the roster again first.",
    }
    wrong_code {
        vi: "Mã này không đúng. Hãy nhập lại đúng như trong thư mời hoặc bản in.",
        en: "This code is not right. Please enter it again, just as the invitation or print sheet shows it.",
    }
    not_a_short_name {
        vi: "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, từ 2 đến 40 ký tự, ví dụ “2026-q3”.",
        en: "A code holds 2 to 40 small letters a–z, digits and hyphens, such as “2026-q3”.",
    }
    not_a_percentage {
        vi: "Hãy nhập tỷ lệ phần trăm từ 0 đến 100, nhiều nhất một chữ số sau dấu phẩy.",
        en: "Please enter a percentage from 0 to 100, with one decimal at most.",
    }
    in_the_past {
        vi: "Ngày này đã qua. Hãy chọn một ngày sau hôm nay.",
        en: "This day is over. Please choose one after today.",
    }

    to_start { vi: "Về trang đầu", en: "To the start page" }
    not_found_title { vi: "Không tìm thấy trang này", en: "This page was not found" }
    not_found {
        vi: "Địa chỉ này không dẫn tới trang nào mà anh/chị xem được.",
        en: "Nothing that you may see stands at this address.",
    }
    not_found_todo {
        vi: "Hãy kiểm tra lại địa chỉ, hoặc quay về trang đầu.",
        en: "Please check the address, or go back to the start page.",
    }
    sign_in_needed_title { vi: "Cần đăng nhập", en: "Please sign in" }
    sign_in_needed {
        vi: "Trang này chỉ dành cho người đã đăng nhập, hoặc phiên đăng nhập đã hết hạn.",
        en: "This page is for people who are signed in, or your session has ended.",
    }
    sign_in_needed_todo {
        vi: "Hãy mở đường dẫn đăng nhập một lần do người quản trị gửi cho anh/chị. Người góp ý hãy mở lại thư mời của mình.",
        en: "Please open the one-time sign-in link that your administrator sent you. Raters, please open your invitation again.",
    }
    forbidden_title { vi: "Việc này không thuộc quyền của anh/chị", en: "This is not yours to do" }
    forbidden {
        vi: "Tài khoản đang đăng nhập không có quyền làm việc này.",
        en: "The account that is signed in may not do this.",
    }
    forbidden_todo {
        vi: "Nếu đây là việc của anh/chị, hãy nhờ người quản trị gửi một đường dẫn đăng nhập với đúng vai trò.",
        en: "If it is yours to do, please ask your administrator for a sign-in link with the right role.",
    }
    invalid_title { vi: "Có chỗ cần sửa", en: "There is something to correct" }
    invalid {
        vi: "Một vài ô chưa đúng, nên chưa có gì được lưu.",
        en: "Some fields are not right, so nothing was saved.",
    }
    invalid_todo {
        vi: "Hãy quay lại, sửa các ô được nêu rồi gửi lại.",
        en: "Please go back, correct the fields named here and send again.",
    }
    refused_title { vi: "Chưa làm được việc này", en: "This cannot be done" }
    too_large_title { vi: "Nội dung gửi lên quá lớn", en: "What you sent is too large" }
    too_large(limit: String) {
        vi: "Máy chủ chỉ nhận tối đa {limit}, nên không có gì được lưu.",
        en: "The server takes at most {limit}, so nothing was saved.",
    }
    too_large_todo {
        vi: "Hãy gửi tệp nhỏ hơn hoặc rút ngắn nội dung rồi thử lại.",
        en: "Please send a smaller file or a shorter text.",
    }
    internal_title { vi: "Hệ thống gặp lỗi", en: "Something went wrong on our side" }
    internal {
        vi: "Lỗi này ở phía máy chủ, không phải do anh/chị. Lần gửi này chưa được ghi nhận.",
        en: "The fault is the server's, not yours. What you just sent was not recorded.",
    }
    internal_todo {
        vi: "Hãy thử lại sau ít phút. Nếu vẫn lỗi, hãy báo cho người quản trị.",
        en: "Please try again in a few minutes. If it happens again, tell your administrator.",
    }
    kilobytes(n: String) { vi: "{n} KB", en: "{n} KB" }
    megabytes(n: String) { vi: "{n} MB", en: "{n} MB" }

    protocol_is_frozen {
        vi: "Kỳ này đã mở, nên phương án đã chốt không thể thay đổi nữa.",
        en: "This campaign is open, so its frozen protocol can no longer be changed.",
    }
    protocol_is_frozen_todo {
        vi: "Nếu cần cách làm khác, hãy soạn một kỳ mới.",
        en: "To do it differently, please draft a new campaign.",
    }
    wrong_state(state: &str) {
        vi: "Kỳ này đang ở bước “{state}”, nên chưa hoặc không còn làm được việc này.",
        en: "This campaign is at the step “{state}”, where this cannot be done.",
    }
    wrong_state_todo {
        vi: "Hãy mở trang của kỳ này để xem bước tiếp theo.",
        en: "Please open the page of the campaign to see what comes next.",
    }
    campaign_closed {
        vi: "Kỳ lấy ý kiến đã đóng, nên không gửi hay sửa câu trả lời được nữa. Những gì đã gửi trước khi đóng vẫn được tính.",
        en: "The campaign is closed: answers can no longer be sent or changed. What was sent before the close still counts.",
    }
    campaign_closed_todo {
        vi: "Anh/chị không cần làm gì thêm. Có điều chưa rõ, hãy hỏi người quản trị.",
        en: "There is nothing more to do. If something is unclear, please ask your administrator.",
    }
    nobody_to_ask {
        vi: "Chưa có ai có thể được góp ý trong kỳ này.",
        en: "There is nobody yet about whom this campaign could ask.",
    }
    nobody_to_ask_todo {
        vi: "Hãy chọn lại người được góp ý. Mỗi người phải giữ chức vụ từ sáu tháng trở lên và có ít nhất một người khác để hỏi, theo cột “báo cáo cho” trong danh sách nhân sự.",
        en: "Please choose the subjects again. Each must have held the post for six months and have at least one other person to ask, by the column “reports to” of the people file.",
    }
    opening_is_stale {
        vi: "Bản nháp, danh sách nhân sự hoặc ngày mở đã thay đổi sau khi anh/chị xem, nên kỳ này chưa mở.",
        en: "The draft, the roster or the day changed after you looked, so the campaign was not opened.",
    }
    opening_is_stale_todo {
        vi: "Hãy xem lại những gì sẽ chốt rồi xác nhận lần nữa.",
        en: "Please look again at what is to be frozen, and confirm once more.",
    }
    invitations_already_handed_out {
        vi: "Danh sách đường dẫn và mã đã được xuất rồi. Danh sách này chỉ xuất được một lần.",
        en: "The list of links and codes was handed out already. It exists only once.",
    }
    invitations_already_handed_out_todo {
        vi: "Hãy tìm bản đã xuất và giữ thật kỹ, vì ai cầm bản đó có thể trả lời thay người khác. Nếu đã mất, hãy mở lại trang thư mời để tạo bộ mã mới.",
        en: "Please find that copy and keep it safe: whoever holds it can answer in someone's name. If it is lost, open the page of invitations again to make new codes.",
    }
    bound_to_another_browser {
        vi: "Phần góp ý này đã bắt đầu trên một máy hoặc trình duyệt khác.",
        en: "This assignment was begun on another device or browser.",
    }
    bound_to_another_browser_todo {
        vi: "Hãy tiếp tục trên máy đã dùng lần đầu. Nếu anh/chị chưa từng mở thư mời, hãy báo ngay cho người quản trị.",
        en: "Please go on where you began. If you never opened the invitation, tell your administrator at once.",
    }
    answered_with_the_form {
        vi: "Phần góp ý này đã được gửi bằng biểu mẫu đơn giản, nên không trả lời ở đây được nữa.",
        en: "This assignment was answered with the plain form, so it cannot be answered here.",
    }
    answered_with_the_form_todo {
        vi: "Muốn sửa, hãy vào biểu mẫu đơn giản và dùng mã sửa trên biên nhận.",
        en: "To change it, use the plain form and the edit code of your receipt.",
    }
    answered_in_the_browser {
        vi: "Phần góp ý này đã bắt đầu trên trang khảo sát trong trình duyệt, nên không trả lời bằng biểu mẫu đơn giản được nữa.",
        en: "This assignment was begun on the survey page, so it cannot be answered with the plain form.",
    }
    answered_in_the_browser_todo {
        vi: "Hãy mở lại đường dẫn trong thư mời, trên máy đã dùng lần đầu.",
        en: "Please open the link of your invitation again, on the device where you began.",
    }
    session_of_another_invitation {
        vi: "Trình duyệt này vừa được dùng để mở thư mời của người khác, nên trang này không làm tiếp được. Không có gì bị mất hay gửi nhầm.",
        en: "Somebody else's invitation was opened in this browser, so this page cannot go on. Nothing is lost, and nothing was sent in the wrong name.",
    }
    session_of_another_invitation_todo {
        vi: "Hãy mở lại đường dẫn trong thư mời của anh/chị, hoặc nhập lại mã ngắn, rồi làm tiếp.",
        en: "Please open the link of your own invitation again, or enter your short code again, and go on.",
    }
    link_used {
        vi: "Đường dẫn này đã được dùng, hoặc đã quá hạn.",
        en: "This link was used already, or is too old.",
    }
    link_used_todo {
        vi: "Hãy nhờ người quản trị gửi một đường dẫn mới.",
        en: "Please ask your administrator for a new one.",
    }
    too_many_attempts {
        vi: "Vừa có quá nhiều lần nhập mã sai, nên việc nhập mã đang tạm dừng.",
        en: "There were too many wrong codes just now, so entering codes pauses.",
    }
    too_many_attempts_todo {
        vi: "Hãy chờ một phút rồi nhập lại. Không có gì bị mất.",
        en: "Please wait a minute and try again. Nothing is lost.",
    }
    dry_run_is_stale {
        vi: "Tệp, tùy chọn hoặc danh sách nhân sự đã thay đổi sau lần chạy thử, nên chưa có gì được ghi.",
        en: "The file, the options or the roster changed after the dry run, so nothing was written.",
    }
    dry_run_is_stale_todo {
        vi: "Hãy chạy thử lại và xem các thay đổi một lần nữa.",
        en: "Please do the dry run again and look at the changes once more.",
    }
    file_has_faults {
        vi: "Tệp có lỗi, nên chưa có gì được ghi.",
        en: "The file has faults, so nothing was written.",
    }
    file_has_faults_todo {
        vi: "Hãy sửa từng lỗi theo dòng và cột đã nêu, rồi chạy thử lại.",
        en: "Please correct each fault by its row and column, and do the dry run again.",
    }
    not_counted {
        vi: "Câu trả lời của kỳ này chưa được ghi đủ, nên chưa trả kết quả được.",
        en: "The answers of this campaign are not all written yet, so its results cannot be released.",
    }
    not_counted_todo {
        vi: "Hãy chờ vài phút cho việc kiểm phiếu. Nếu là kỳ nhập từ tệp, hãy chạy lại đúng lệnh toancanh import ratings đã dùng.",
        en: "Please wait a few minutes for the count. If the campaign was imported from a file, run the same command toancanh import ratings again.",
    }
    not_released(state: &str) {
        vi: "Kỳ này đang ở bước “{state}”; kết quả chưa được trả nên chưa ai xem được.",
        en: "This campaign is at the step “{state}”: its results are not released, and nobody can read them.",
    }
    not_released_todo {
        vi: "Khi kỳ đã đóng, người quản trị trả kết quả trên trang của kỳ, hoặc bằng lệnh toancanh campaign release.",
        en: "Once it is closed, the administrator releases the results on its page, or with toancanh campaign release.",
    }
    wrong_envelope_size(bytes: String) {
        vi: "Phong bì câu trả lời không đúng kích thước {bytes} byte của kỳ này, nên chưa được nhận.",
        en: "The envelope is not of this campaign's one size of {bytes} bytes, so it was not taken.",
    }
    not_an_envelope {
        vi: "Thứ vừa gửi không phải là phong bì câu trả lời mà máy chủ này đọc được, nên chưa được nhận.",
        en: "What was sent is not an envelope that this server reads, so it was not taken.",
    }
    wrong_envelope_size_todo {
        vi: "Hãy tải lại trang rồi gửi lại. Bản nháp vẫn còn trên máy của anh/chị.",
        en: "Please reload the page and send again. Your draft is still on your device.",
    }
    foreign_page {
        vi: "Yêu cầu này đến từ một trang khác, nên đã bị từ chối để bảo vệ anh/chị.",
        en: "This request came from another site and was refused for your protection.",
    }
    foreign_page_todo {
        vi: "Hãy mở lại trang này từ đầu rồi gửi lại. Nếu vẫn bị từ chối, hãy báo người quản trị kiểm tra địa chỉ của máy chủ.",
        en: "Please open this page afresh and send again. If it is refused again, ask your administrator to check the server's address.",
    }
    unreadable_request {
        vi: "Máy chủ không đọc được nội dung vừa gửi, nên không có gì được lưu.",
        en: "The server could not read what was sent, so nothing was saved.",
    }
    unreadable_request_todo {
        vi: "Hãy quay lại trang trước, tải lại rồi gửi lại.",
        en: "Please go back, reload the page and send again.",
    }
    too_slow {
        vi: "Kết nối bị ngắt hoặc quá chậm, nên máy chủ chưa nhận được trọn vẹn.",
        en: "The connection broke or was too slow, and the server did not get everything.",
    }
    too_slow_todo {
        vi: "Hãy kiểm tra mạng rồi gửi lại. Gửi lại không bị tính hai lần.",
        en: "Please check the network and send again. Nothing is counted twice.",
    }

    state_draft { vi: "đang soạn", en: "draft" }
    state_open { vi: "đang mở", en: "open" }
    state_closed { vi: "đã đóng", en: "closed" }
    state_released { vi: "đã trả kết quả", en: "released" }
    state_archived { vi: "đã lưu trữ", en: "archived" }
}

/// A failure, explained: what it is called, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Title of the page.
    pub title: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
}

impl Explained {
    fn new(title: impl Into<String>, what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            what: what.into(),
            todo: todo.into(),
        }
    }

    /// Both sentences, for the command line and for JSON.
    pub fn sentences(&self) -> String {
        format!("{} {}", self.what, self.todo)
    }
}

/// What went wrong, in words.
pub fn explain(lang: Lang, error: &AppError) -> Explained {
    match error {
        AppError::NotFound => {
            Explained::new(not_found_title(lang), not_found(lang), not_found_todo(lang))
        }
        AppError::SignInNeeded => Explained::new(
            sign_in_needed_title(lang),
            sign_in_needed(lang),
            sign_in_needed_todo(lang),
        ),
        AppError::Forbidden => {
            Explained::new(forbidden_title(lang), forbidden(lang), forbidden_todo(lang))
        }
        AppError::Invalid(_) => {
            Explained::new(invalid_title(lang), invalid(lang), invalid_todo(lang))
        }
        AppError::Refused(reason) => {
            let (what, todo) = refusal(lang, reason);
            Explained::new(refused_title(lang), what, todo)
        }
        AppError::TooLarge { limit_bytes } => Explained::new(
            too_large_title(lang),
            too_large(lang, size(lang, *limit_bytes)),
            too_large_todo(lang),
        ),
        AppError::Internal(_) => {
            Explained::new(internal_title(lang), internal(lang), internal_todo(lang))
        }
    }
}

/// What is wrong, and what to do, in one text of both languages.
pub fn message(error: &AppError) -> Localized {
    Localized {
        vi: explain(Lang::Vi, error).sentences(),
        en: explain(Lang::En, error).sentences(),
    }
}

/// What is wrong with a field, to stand beside it.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Missing => missing(lang).to_owned(),
        Fault::TooLong { limit_chars } => {
            too_long(lang, format::count(lang, u64::from(*limit_chars)))
        }
        Fault::OutOfRange { min, max } => out_of_range(
            lang,
            format::number(lang, *min as f64, 0),
            format::number(lang, *max as f64, 0),
        ),
        Fault::NotADate => not_a_date(lang).to_owned(),
        Fault::EndsBeforeItBegins => ends_before_it_begins(lang).to_owned(),
        Fault::WeightsDoNotAddUp { sum_permille } => {
            weights_do_not_add_up(lang, percent(lang, *sum_permille))
        }
        Fault::Taken => taken(lang).to_owned(),
        Fault::LeftTheRoster { staff_code } => left_the_roster(lang, staff_code),
        Fault::Unknown { value } => unknown(lang, value),
        Fault::WrongCode => wrong_code(lang).to_owned(),
        Fault::NotAShortName => not_a_short_name(lang).to_owned(),
        Fault::NotAPercentage => not_a_percentage(lang).to_owned(),
        Fault::InThePast => in_the_past(lang).to_owned(),
    }
}

/// Why the state of things forbids it, and what to do.
pub fn refusal(lang: Lang, reason: &Refusal) -> (String, &'static str) {
    match reason {
        Refusal::ProtocolIsFrozen => (
            protocol_is_frozen(lang).to_owned(),
            protocol_is_frozen_todo(lang),
        ),
        Refusal::WrongState { state: now } => {
            (wrong_state(lang, state(lang, *now)), wrong_state_todo(lang))
        }
        Refusal::CampaignClosed => (campaign_closed(lang).to_owned(), campaign_closed_todo(lang)),
        Refusal::NobodyToAsk => (nobody_to_ask(lang).to_owned(), nobody_to_ask_todo(lang)),
        Refusal::OpeningIsStale => (
            opening_is_stale(lang).to_owned(),
            opening_is_stale_todo(lang),
        ),
        Refusal::InvitationsAlreadyHandedOut => (
            invitations_already_handed_out(lang).to_owned(),
            invitations_already_handed_out_todo(lang),
        ),
        Refusal::BoundToAnotherBrowser => (
            bound_to_another_browser(lang).to_owned(),
            bound_to_another_browser_todo(lang),
        ),
        Refusal::AnsweredWithTheForm => (
            answered_with_the_form(lang).to_owned(),
            answered_with_the_form_todo(lang),
        ),
        Refusal::AnsweredInTheBrowser => (
            answered_in_the_browser(lang).to_owned(),
            answered_in_the_browser_todo(lang),
        ),
        Refusal::SessionOfAnotherInvitation => (
            session_of_another_invitation(lang).to_owned(),
            session_of_another_invitation_todo(lang),
        ),
        Refusal::LinkUsed => (link_used(lang).to_owned(), link_used_todo(lang)),
        Refusal::TooManyAttempts => (
            too_many_attempts(lang).to_owned(),
            too_many_attempts_todo(lang),
        ),
        Refusal::DryRunIsStale => (
            dry_run_is_stale(lang).to_owned(),
            dry_run_is_stale_todo(lang),
        ),
        Refusal::FileHasFaults => (file_has_faults(lang).to_owned(), file_has_faults_todo(lang)),
        Refusal::NotCounted => (not_counted(lang).to_owned(), not_counted_todo(lang)),
        Refusal::NotReleased { state: now } => (
            not_released(lang, state(lang, *now)),
            not_released_todo(lang),
        ),
        Refusal::WrongEnvelopeSize { expected_bytes } => (
            wrong_envelope_size(lang, format::count(lang, u64::from(*expected_bytes))),
            wrong_envelope_size_todo(lang),
        ),
        // The same to do: the page and the server have fallen apart.
        Refusal::NotAnEnvelope => (
            not_an_envelope(lang).to_owned(),
            wrong_envelope_size_todo(lang),
        ),
        Refusal::ForeignPage => (foreign_page(lang).to_owned(), foreign_page_todo(lang)),
        Refusal::UnreadableRequest => (
            unreadable_request(lang).to_owned(),
            unreadable_request_todo(lang),
        ),
        Refusal::TooSlow => (too_slow(lang).to_owned(), too_slow_todo(lang)),
    }
}

/// The name of a campaign's state.
pub const fn state(lang: Lang, state: CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => state_draft(lang),
        CampaignState::Open => state_open(lang),
        CampaignState::Closed => state_closed(lang),
        CampaignState::Released => state_released(lang),
        CampaignState::Archived => state_archived(lang),
    }
}

fn percent(lang: Lang, permille: u32) -> String {
    let decimals = usize::from(!permille.is_multiple_of(10));
    format::number(lang, f64::from(permille) / 10.0, decimals)
}

fn size(lang: Lang, bytes: u64) -> String {
    const KILO: u64 = 1_024;
    if bytes >= KILO * KILO {
        megabytes(lang, format::count(lang, bytes / (KILO * KILO)))
    } else {
        kilobytes(lang, format::count(lang, bytes / KILO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_weights_is_told_in_per_cent() {
        let fault_of = |sum_permille| fault(Lang::Vi, &Fault::WeightsDoNotAddUp { sum_permille });
        assert!(fault_of(905).contains("90,5\u{a0}%"));
        assert!(fault_of(1_100).contains("110\u{a0}%"));
    }

    #[test]
    fn a_limit_is_told_in_units_that_people_use() {
        let what = |limit_bytes| explain(Lang::En, &AppError::TooLarge { limit_bytes }).what;
        assert!(what(64 * 1_024).contains("64 KB"));
        assert!(what(8 * 1_024 * 1_024).contains("8 MB"));
    }
}
