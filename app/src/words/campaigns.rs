//! Words of campaigns for the administrator: drafting, opening, watching, closing.
//!
//! Weights are asked and never called law; what cannot be undone says so before the button.

use contract::campaigns::{CampaignState, Purpose};
use contract::drafts::{LeftOutReason, MergeChoice};
use contract::locale::Lang;

use super::messages;
use crate::format;

messages! {
    // The list
    title { vi: "Các kỳ lấy ý kiến", en: "Campaigns" }
    lead {
        vi: "Mỗi kỳ có một phương án riêng. Khi mở kỳ, phương án được chốt và không thay đổi được nữa.",
        en: "Each campaign has a protocol of its own. Opening a campaign freezes it; after that it cannot change.",
    }
    new { vi: "Soạn kỳ mới", en: "Draft a campaign" }
    none_yet { vi: "Chưa có kỳ nào", en: "No campaign yet" }
    none_yet_hint {
        vi: "Soạn một bản nháp trước; mọi thứ đều sửa được cho tới khi mở kỳ.",
        en: "Begin with a draft; everything can be changed until you open it.",
    }
    list_caption { vi: "Các kỳ, kỳ đang mở đứng đầu", en: "Campaigns, those that are open first" }
    column_campaign { vi: "Kỳ", en: "Campaign" }
    column_state { vi: "Bước", en: "Step" }
    column_purpose { vi: "Mục đích", en: "Purpose" }
    column_dates { vi: "Thời gian", en: "Dates" }
    imported_tag { vi: "nhập từ nơi khác", en: "imported" }
    untitled { vi: "Chưa đặt tên", en: "Untitled" }
    state_draft { vi: "Đang soạn", en: "Draft" }
    state_open { vi: "Đang mở", en: "Open" }
    state_closed { vi: "Đã đóng", en: "Closed" }
    state_released { vi: "Đã trả kết quả", en: "Released" }
    state_archived { vi: "Đã lưu trữ", en: "Archived" }
    not_decided { vi: "chưa chọn", en: "not decided" }
    back_to_list { vi: "Các kỳ lấy ý kiến", en: "Campaigns" }

    // The form
    new_title { vi: "Soạn kỳ mới", en: "Draft a campaign" }
    edit_title { vi: "Sửa bản nháp", en: "Change the draft" }
    form_lead {
        vi: "Chưa quyết được ô nào thì để trống và lưu lại; mọi thứ đều sửa được cho tới khi mở kỳ.",
        en: "Leave open what is not decided and save; everything can be changed until the campaign opens.",
    }
    section_name { vi: "Tên kỳ", en: "Name" }
    field_code { vi: "Mã kỳ", en: "Code" }
    field_code_hint {
        vi: "Dùng trong địa chỉ trang và trên dòng lệnh, ví dụ 2026-q3.",
        en: "Used in addresses and on the command line, for example 2026-q3.",
    }
    field_title_vi { vi: "Tên kỳ bằng tiếng Việt", en: "Title in Vietnamese" }
    field_title_en { vi: "Tên kỳ bằng tiếng Anh", en: "Title in English" }
    section_purpose { vi: "Mục đích và bộ câu hỏi", en: "Purpose and questions" }
    field_purpose { vi: "Kết quả được dùng để làm gì?", en: "What are the results for?" }
    field_purpose_hint {
        vi: "Người góp ý được biết mục đích trước câu hỏi đầu tiên. Sau khi mở kỳ không đổi được.",
        en: "Raters are told before the first question. It cannot change after the opening.",
    }
    purpose_development { vi: "Để phát triển", en: "For development" }
    purpose_development_hint {
        vi: "Giúp người lãnh đạo tự hoàn thiện. Không có điểm chung, không xếp hạng, không đưa vào xếp loại hay thu nhập.",
        en: "Helps leaders to grow. No overall figure, no ranking, nothing for classification or pay.",
    }
    purpose_reference { vi: "Tham khảo khi xếp loại", en: "For reference when classifying" }
    purpose_reference_hint {
        vi: "Một người có thẩm quyền đọc, tự viết kết luận có lý do và ký tên. Phần mềm không viết kết luận thay.",
        en: "Read by a person in authority who writes and signs a reasoned conclusion. The software never writes it.",
    }
    field_instrument { vi: "Bộ câu hỏi", en: "Questions" }
    instrument_hint(n_items: usize, version: u32) {
        vi: "{n_items} câu, phiên bản {version}",
        en: "{n_items} items, version {version}",
    }
    section_subjects { vi: "Người được góp ý", en: "Who is rated" }
    field_subjects { vi: "Chọn theo cách nào?", en: "How are they chosen?" }
    field_subjects_hint {
        vi: "Người góp ý được suy ra từ chức vụ trong ngày mở kỳ: cấp trên trực tiếp và cấp trên phụ trách lĩnh vực, người cùng một cấp trên, người báo cáo trực tiếp, và chính người đó.",
        en: "Raters follow from the posts held on the opening day: line and functional superiors, those under the same head, direct reports, and the leader himself.",
    }
    choice_heads_of { vi: "Người đứng đầu các đơn vị", en: "Heads of units" }
    choice_heads_of_hint {
        vi: "Điền các đơn vị; các đơn vị bên dưới cũng được tính.",
        en: "Name the units; those below them belong to it.",
    }
    choice_posts_in { vi: "Theo chức vụ trong các đơn vị", en: "By post inside units" }
    choice_posts_in_hint { vi: "Điền các đơn vị và các chức vụ.", en: "Name the units and the posts." }
    choice_people { vi: "Từng người", en: "One by one" }
    choice_people_hint { vi: "Điền mã cán bộ.", en: "Name their staff codes." }
    field_units { vi: "Đơn vị, mỗi dòng một đơn vị", en: "Units, one a line" }
    field_units_hint {
        vi: "Viết đủ đường dẫn như trong danh sách nhân sự, ví dụ: Bộ/Vụ Tổ chức cán bộ",
        en: "The whole path as in the people file, for example: Bộ/Vụ Tổ chức cán bộ",
    }
    field_titles { vi: "Chức vụ, mỗi dòng một chức vụ", en: "Posts, one a line" }
    field_people { vi: "Mã cán bộ", en: "Staff codes" }
    field_people_hint { vi: "Cách nhau bằng dấu phẩy hoặc xuống dòng.", en: "Separated by commas or lines." }
    section_weights { vi: "Trọng số của từng nhóm", en: "Weights of the relations" }
    weights_lead {
        vi: "Cơ quan tự quyết định, phần mềm không gợi ý con số nào. Ba trọng số cộng lại bằng 100 %. Phần tự đánh giá được đem so sánh, không tính vào kết quả.",
        en: "The organisation decides; the software suggests no figure. The three add up to 100 %. The self-rating is compared and does not count.",
    }
    field_weight(relation: &str) { vi: "Trọng số: {relation}", en: "Weight: {relation}" }
    section_protection { vi: "Bảo vệ người góp ý", en: "Protecting the raters" }
    field_k { vi: "Số phiếu tối thiểu để hiển thị", en: "Fewest ballots that are shown" }
    field_k_hint(min: u16, max: u16) {
        vi: "Nhóm có ít phiếu hơn số này không hiển thị. Từ {min} đến {max}, thường là 5.",
        en: "A group with fewer ballots is not shown. From {min} to {max}, mostly 5.",
    }
    field_merge { vi: "Nhóm quá nhỏ thì gộp thế nào?", en: "What happens to small groups?" }
    field_merge_hint {
        vi: "Cách gộp được chốt khi mở kỳ và áp dụng như nhau cho mọi người.",
        en: "Frozen at the opening, and the same for everybody.",
    }
    merge_none { vi: "Không gộp", en: "They are not merged" }
    merge_none_hint { vi: "Nhóm quá nhỏ không hiển thị.", en: "Small groups are not shown." }
    merge_others { vi: "Đồng cấp gộp với cấp dưới", en: "Peers and subordinates together" }
    merge_others_hint {
        vi: "Nếu gộp rồi vẫn ít phiếu thì không hiển thị.",
        en: "If they are still too few, they are not shown.",
    }
    merge_others_then_superiors {
        vi: "Đồng cấp gộp với cấp dưới, rồi thêm cấp trên",
        en: "Peers and subordinates together, then superiors too",
    }
    merge_others_then_superiors_hint {
        vi: "Cấp trên chỉ gộp khi hai nhóm kia gộp lại vẫn ít phiếu, hoặc khi có từ hai cấp trên mà chưa đủ phiếu.",
        en: "Superiors join only where the other two are still too few, or where there are two or more superiors but too few ballots.",
    }
    merge_all { vi: "Gộp cả ba nhóm", en: "All three together" }
    merge_all_hint {
        vi: "Một nhóm thiếu phiếu là cả ba nhóm hiển thị chung.",
        en: "As soon as one is too small, all three are shown as one.",
    }
    merge_imported { vi: "theo phương án nhập vào", en: "as imported" }
    section_dates { vi: "Thời gian", en: "Dates" }
    field_opens_on { vi: "Ngày dự kiến mở", en: "Planned first day" }
    field_opens_on_hint {
        vi: "Kỳ chỉ mở khi anh/chị bấm nút mở; ngày đó mới là ngày được chốt.",
        en: "The campaign opens when you press the button; that day is the one that is frozen.",
    }
    field_closes_on { vi: "Ngày cuối", en: "Last day" }
    field_closes_on_hint {
        vi: "Kỳ tự đóng khi hết ngày này, hoặc khi anh/chị đóng sớm hơn.",
        en: "The campaign closes at the end of this day, or earlier by hand.",
    }
    field_expected { vi: "Tỷ lệ trả lời dự kiến", en: "Expected response" }
    field_expected_hint {
        vi: "Chỉ để dự báo; không ảnh hưởng tới kết quả.",
        en: "For the forecast only; it decides no result.",
    }
    save_draft { vi: "Lưu bản nháp", en: "Save the draft" }

    // A draft
    edit { vi: "Sửa bản nháp", en: "Change the draft" }
    missing_title { vi: "Còn phải quyết trước khi mở", en: "To be decided before the opening" }
    ready_title { vi: "Đã đủ để mở", en: "Ready to open" }
    ready_hint {
        vi: "Hãy xem kỹ dự báo bên dưới; sau khi mở không sửa được nữa.",
        en: "Look at the forecast below; nothing can change after the opening.",
    }
    decisions { vi: "Phương án", en: "Decisions" }
    weights_line(superior: &str, peer: &str, subordinate: &str) {
        vi: "cấp trên {superior} %, đồng cấp {peer} %, cấp dưới {subordinate} %",
        en: "superiors {superior} %, peers {peer} %, subordinates {subordinate} %",
    }
    k_line(k: u16) { vi: "{k} phiếu", en: "{k} ballots" }
    outlook { vi: "Sẽ thấy được gì", en: "What will be visible" }
    outlook_lead(on: &str, expected: &str) {
        vi: "Tính theo danh sách nhân sự hiện nay, cho ngày {on}, nếu {expected} % số người trả lời.",
        en: "By the roster as it is now, for {on}, if {expected} % answer.",
    }
    n_subjects(n: u32) { vi: "{n} người được góp ý", en: "{n} people are rated", en_one(n): "1 person is rated" }
    n_raters(n: u32) { vi: "{n} người góp ý", en: "{n} raters", en_one(n): "1 rater" }
    n_assignments(n: u64) { vi: "{n} phần góp ý", en: "{n} assignments", en_one(n): "1 assignment" }
    n_hard_to_see(n: u32) {
        vi: "{n} người có ít nhất một nhóm nhiều khả năng sẽ không hiển thị, kể cả sau khi gộp. Hãy cân nhắc cách gộp khác, hoặc kéo dài thời gian.",
        en: "For {n} people at least one group will more likely be hidden than shown, even after merging. Consider another way of merging, or more time.",
        en_one(n): "For one person at least one group will more likely be hidden than shown, even after merging. Consider another way of merging, or more time.",
    }
    n_conversations(n: u32) {
        vi: "{n} người có từ ba cấp dưới trở xuống. Với họ, một buổi trao đổi có người dẫn dắt thường có ích hơn một con số.",
        en: "{n} people have three subordinates or fewer. A facilitated conversation mostly serves them better than a score.",
        en_one(n): "One person has three subordinates or fewer. A facilitated conversation mostly serves better than a score.",
    }
    conversation_tag { vi: "nên trao đổi trực tiếp", en: "better a conversation" }
    forecast_caption {
        vi: "Dự báo cho từng người, theo đơn vị và tên: số người được mời và khả năng hiển thị",
        en: "Forecast by unit and name: people invited, and the chance of being shown",
    }
    column_person { vi: "Người được góp ý", en: "Person" }
    column_chance(relation: &str) { vi: "{relation}", en: "{relation}" }
    invited(n: u32) { vi: "{n} người", en: "{n} people", en_one(n): "1 person" }
    nobody { vi: "không có", en: "none" }
    attributed { vi: "hiện rõ là ai", en: "shown as himself" }
    chance_alone(pct: u8) { vi: "đứng riêng {pct} %", en: "alone {pct} %" }
    chance_merged(pct: u8) { vi: "sau khi gộp {pct} %", en: "after merging {pct} %" }
    left_out { vi: "Không đưa vào kỳ này", en: "Left out" }
    left_out_lead {
        vi: "Những người này được chọn nhưng không được góp ý trong kỳ này.",
        en: "These people were chosen and will not be rated in this campaign.",
    }
    left_out_caption { vi: "Người không đưa vào kỳ, và lý do", en: "Who is left out, and why" }
    column_reason { vi: "Lý do", en: "Reason" }
    left_out_too_new(since: &str) {
        vi: "giữ chức vụ chưa đủ sáu tháng (từ {since})",
        en: "has held the post for less than six months (since {since})",
    }
    left_out_no_post { vi: "không giữ chức vụ nào vào ngày mở", en: "holds no post on the opening day" }
    left_out_nobody {
        vi: "chưa có ai để hỏi: không có cấp trên, đồng cấp hay cấp dưới",
        en: "there is nobody to ask: no superior, peer or subordinate",
    }
    preview { vi: "Xem thử một câu hỏi", en: "One question as raters see it" }
    preview_someone { vi: "Nguyễn Văn A", en: "Nguyễn Văn A" }
    preview_post { vi: "Vụ trưởng", en: "Head of department" }
    to_open { vi: "Xem trước và mở kỳ", en: "Review and open" }
    to_discard { vi: "Bỏ bản nháp", en: "Discard the draft" }

    // Confirmations
    open_title(name: &str) { vi: "Mở kỳ: {name}", en: "Open: {name}" }
    open_lead {
        vi: "Khi mở, phương án dưới đây được chốt. Sau đó không ai sửa được câu hỏi, trọng số, ngưỡng hiển thị, cách gộp hay mục đích, bằng bất cứ cách nào.",
        en: "Opening freezes the protocol below. After that nobody can change questions, weights, thresholds, merging or purpose, in any way.",
    }
    open_frozen { vi: "Những gì sẽ được chốt", en: "What is frozen" }
    open_day(on: &str) { vi: "{on}, hôm nay", en: "{on}, today" }
    open_planned_other(planned: &str) {
        vi: "Bản nháp dự kiến mở ngày {planned}. Nếu mở bây giờ, ngày mở được chốt là hôm nay.",
        en: "The draft plans to open on {planned}. If you open now, today is the day that is frozen.",
    }
    plan_hash { vi: "Mã bản đang xem", en: "Code of what you are looking at" }
    plan_hash_hint {
        vi: "Nếu bản nháp hoặc danh sách nhân sự thay đổi trước khi anh/chị bấm mở, kỳ sẽ không mở. Mã phương án đã chốt có sau khi mở, vì số hiệu của từng người chỉ bốc thăm lúc đó.",
        en: "If the draft or the roster changes before you press the button, nothing is opened. The hash of the protocol exists after the opening, since the subjects’ numbers are drawn only then.",
    }
    open_button { vi: "Chốt phương án và mở kỳ", en: "Freeze and open" }
    not_yet { vi: "Để sau", en: "Not yet" }
    close_title(name: &str) { vi: "Đóng kỳ: {name}", en: "Close: {name}" }
    close_lead {
        vi: "Sau khi đóng, không ai gửi hay sửa câu trả lời được nữa, và kỳ không mở lại được. Các phiếu được mở và kiểm cùng một lúc.",
        en: "After the close nobody can send or change an answer, and the campaign cannot be reopened. The ballots are opened and counted all together.",
    }
    close_early(last: &str) {
        vi: "Ngày cuối đã báo cho mọi người là {last}. Đóng sớm có thể làm lỡ người chưa kịp trả lời.",
        en: "Everybody was told that the last day is {last}. Closing early may cut off those who have not answered yet.",
    }
    close_button { vi: "Đóng kỳ và kiểm phiếu", en: "Close and count" }
    release_title(name: &str) { vi: "Trả kết quả: {name}", en: "Release: {name}" }
    release_lead {
        vi: "Kết quả được trả cùng lúc cho người được góp ý và chuyên viên tổng hợp. Những gì đã trả không rút lại và không tính lại được.",
        en: "Results go to the leaders and the analyst at the same time. What is released is neither taken back nor computed again.",
    }
    release_button { vi: "Trả kết quả", en: "Release the results" }
    archive_title(name: &str) { vi: "Lưu trữ kỳ: {name}", en: "Archive: {name}" }
    archive_lead {
        vi: "Kỳ chuyển xuống cuối danh sách. Kết quả vẫn xem được như trước.",
        en: "The campaign moves to the end of the list. Its results stay as they are.",
    }
    archive_button { vi: "Lưu trữ", en: "Archive" }
    discard_title(name: &str) { vi: "Bỏ bản nháp: {name}", en: "Discard: {name}" }
    discard_lead {
        vi: "Bản nháp này sẽ mất hẳn. Chưa ai được mời, nên không ai bị ảnh hưởng.",
        en: "The draft will be gone for good. Nobody was invited yet.",
    }
    discard_button { vi: "Bỏ hẳn bản nháp", en: "Discard it for good" }

    // A frozen campaign
    protocol_hash { vi: "Mã phương án đã chốt", en: "Protocol hash" }
    protocol_hash_hint {
        vi: "Ai cũng có thể tải phương án và tự kiểm tra mã SHA-256 này.",
        en: "Anybody can download the protocol and check this SHA-256.",
    }
    protocol_download { vi: "Tải phương án đã chốt", en: "Download the protocol" }
    field_mode { vi: "Chế độ", en: "Mode" }
    k_text_line(k: u16) { vi: "ý kiến viết: {k} người", en: "comments: {k} people" }
    instrument_line(title: &str, version: u32) {
        vi: "{title}, phiên bản {version}",
        en: "{title}, version {version}",
    }
    dates_line(from: &str, to: &str) { vi: "{from} đến hết {to}", en: "{from} to {to}" }
    progress_title { vi: "Tiến độ", en: "Progress" }
    progress_lead {
        vi: "Khi kỳ đang mở, không ai xem được kết quả, và không có danh sách ai chưa trả lời.",
        en: "While the campaign is open nobody sees a result, and there is no list of who has not answered.",
    }
    progress_small_units(k: u16) {
        vi: "Đơn vị có ít hơn {k} người được mời thì không hiện số phần đã bắt đầu.",
        en: "Where fewer than {k} people are invited, the number begun is not shown.",
    }
    received(n: &str) {
        vi: "Đã nhận ít nhất {n} phong bì, kể cả những lần gửi lại; số này làm tròn xuống hàng chục.",
        en: "At least {n} envelopes received, those sent again included; rounded down to tens.",
    }
    received_few {
        vi: "Đã nhận chưa đến 10 phong bì.",
        en: "Fewer than 10 envelopes received.",
    }
    issued_caption { vi: "Phần góp ý đã bắt đầu, theo đơn vị của người góp ý", en: "Assignments begun, by the raters’ unit" }
    column_unit { vi: "Đơn vị", en: "Unit" }
    column_invited { vi: "Số phần góp ý", en: "Assignments" }
    column_issued { vi: "Đã bắt đầu", en: "Begun" }
    not_shown { vi: "không hiện", en: "not shown" }
    to_invitations { vi: "Thư mời", en: "Invitations" }
    to_close { vi: "Đóng kỳ", en: "Close" }
    to_release { vi: "Trả kết quả", en: "Release the results" }
    to_archive { vi: "Lưu trữ", en: "Archive" }
    not_handed_out_title { vi: "Chưa phát thư mời", en: "No invitations yet" }
    not_handed_out {
        vi: "Kỳ đã mở nhưng chưa ai nhận được đường dẫn. Hãy xuất danh sách thư mời.",
        en: "The campaign is open, but nobody has a link yet. Hand out the list of invitations.",
    }
    counting {
        vi: "Đang mở và kiểm phiếu. Hãy tải lại trang sau ít phút.",
        en: "The ballots are being opened and counted. Please reload in a few minutes.",
    }
    closed_ready {
        vi: "Đã kiểm phiếu xong. Chưa ai xem được kết quả cho tới khi anh/chị trả kết quả.",
        en: "The ballots are counted. Nobody sees a result until you release it.",
    }
    imported_ready {
        vi: "Điểm đã nhập xong. Chưa ai xem được kết quả cho tới khi anh/chị trả kết quả.",
        en: "The ratings are imported. Nobody sees a result until you release it.",
    }
    imported_cut {
        vi: "Việc nhập điểm bị ngắt giữa chừng. Hãy chạy lại đúng lệnh toancanh import ratings đã dùng để hoàn tất.",
        en: "The import of the ratings was cut. Run the same command toancanh import ratings again to complete it.",
    }
    released_line(on: &str) {
        vi: "Kết quả đã trả ngày {on} cho người được góp ý và chuyên viên tổng hợp.",
        en: "Released on {on} to the leaders and the analyst.",
    }

    // Invitations
    invitations_title(name: &str) { vi: "Thư mời: {name}", en: "Invitations: {name}" }
    invitations_lead {
        vi: "Danh sách gồm tên, đường dẫn và mã ngắn của từng người góp ý. Máy chủ chỉ giữ bản băm, nên danh sách không xem lại được sau khi rời trang này.",
        en: "The list holds the name, link and short code of each rater. The server keeps hashes only, so the list cannot be seen again after you leave this page.",
    }
    invitations_warning_title { vi: "Giữ danh sách này thật kỹ", en: "Keep this list safe" }
    invitations_warning {
        vi: "Ai cầm danh sách có thể trả lời thay người khác. Việc xuất danh sách được ghi vào nhật ký. Phát xong, hãy xóa tệp và hủy bản in thừa.",
        en: "Whoever holds it can answer in someone’s name. Handing it out is put on record. When all invitations are out, delete the file and destroy spare prints.",
    }
    invitations_both {
        vi: "Trong lúc trang này còn mở, anh/chị lấy được cả hai dạng, và lấy lại được nếu tải lỗi: hai nút cho ra cùng một bộ mã.",
        en: "As long as this page stays open you can take both forms, and take them again if a download fails: both buttons give the same codes.",
    }
    invitations_csv { vi: "Tải tệp CSV", en: "Download the CSV file" }
    invitations_sheet { vi: "Mở bản in", en: "Open the print sheet" }
    handed_out_title { vi: "Danh sách đã được xuất", en: "The list was handed out" }
    handed_out {
        vi: "Máy chủ không giữ các mã, nên không xuất lại được danh sách cũ.",
        en: "The server does not keep the codes, so the old list cannot be handed out again.",
    }
    renew_title { vi: "Tạo bộ mã mới", en: "Make new codes" }
    renew_warning {
        vi: "Chỉ dùng khi danh sách bị mất hoặc lọt vào tay người khác. Mọi đường dẫn và mã đã phát đều mất hiệu lực, người đang trả lời phải mở thư mời mới. Câu trả lời đã gửi vẫn được giữ, nhưng chỉ sửa được trên máy đã dùng để gửi.",
        en: "Only if the list is lost or has fallen into wrong hands. All links and codes that are out stop working, and whoever is answering must open the new invitation. Answers already sent stay; they can be changed only on the device they came from.",
    }
    renew_csv { vi: "Tạo bộ mã mới, tải tệp CSV", en: "Make new codes, download the CSV file" }
    renew_sheet { vi: "Tạo bộ mã mới, mở bản in", en: "Make new codes, open the print sheet" }
    back_to_campaign { vi: "Về trang của kỳ này", en: "Back to the campaign" }
    csv_staff_code { vi: "Mã cán bộ", en: "Staff code" }
    csv_full_name { vi: "Họ và tên", en: "Full name" }
    csv_email { vi: "Thư điện tử", en: "E-mail" }
    csv_unit { vi: "Đơn vị", en: "Unit" }
    csv_link { vi: "Đường dẫn", en: "Link" }
    csv_short_code { vi: "Mã ngắn", en: "Short code" }

    // The print sheet
    sheet_title(name: &str) { vi: "Thư mời góp ý: {name}", en: "Invitation to give feedback: {name}" }
    sheet_lead(n: u64) {
        vi: "{n} phiếu mời. Cắt theo từng ô, gấp lại và đưa tận tay từng người.",
        en: "{n} slips. Cut them apart, fold them, and hand each to its person.",
        en_one(n): "One slip. Fold it and hand it to its person.",
    }
    slip_title { vi: "Thư mời góp ý", en: "You are invited to give feedback" }
    slip_tasks(n: u32, closes: &str) {
        vi: "Mời anh/chị trả lời trước hết ngày {closes}. Số phần góp ý: {n}.",
        en: "Please answer by the end of {closes}. Assignments: {n}.",
    }
    slip_purpose(purpose: &str) { vi: "Mục đích: {purpose}.", en: "Purpose: {purpose}." }
    slip_scan { vi: "Quét mã, hoặc mở địa chỉ:", en: "Scan the code, or open:" }
    slip_without_script {
        vi: "Không quét được, hoặc trình duyệt cũ: vào địa chỉ dưới đây và nhập mã ngắn.",
        en: "If you cannot scan it, or your browser is old: go to the address below and enter the short code.",
    }
    slip_short_code { vi: "Mã ngắn", en: "Short code" }
    slip_qr_alt { vi: "Mã QR của đường dẫn", en: "QR code of the link" }
    slip_protocol(hash: &str) {
        vi: "Mã phương án đã chốt (16 ký tự đầu): {hash}",
        en: "Hash of the frozen protocol (first 16 digits): {hash}",
    }
    slip_personal {
        vi: "Thư này dành riêng cho anh/chị. Xin đừng đưa cho người khác.",
        en: "This invitation is yours alone. Please do not pass it on.",
    }
    confidential(k: u16) {
        vi: "Bảo mật. Trang trả lời ghi rõ nhóm của anh/chị có bao nhiêu người. Kết quả chỉ hiện khi có từ {k} phiếu trở lên, trừ phần được báo trước là hiện rõ người trả lời. Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra.",
        en: "Confidential. The page where you answer says how many people your group has. Results are shown only from {k} ballots on, except where you are told beforehand that your answers are shown as yours. Answers are not stored with your name, but those who run the system still have the technical means to find out.",
    }

    // The command line
    cli_created(code: &str) { vi: "Đã lưu bản nháp {code}.", en: "Draft {code} saved." }
    cli_plan(hash: &str) {
        vi: "Mã bản đang xem: {hash}\nĐể mở, chạy lại lệnh với --apply {hash}",
        en: "Code of this plan: {hash}\nTo open, run the command again with --apply {hash}",
    }
    cli_opened(code: &str, hash: &str) {
        vi: "Đã mở kỳ {code}. Mã phương án đã chốt: {hash}",
        en: "Campaign {code} is open. Protocol hash: {hash}",
    }
    cli_closed(code: &str) { vi: "Đã đóng kỳ {code} và kiểm phiếu.", en: "Campaign {code} is closed and counted." }
    cli_released(code: &str) { vi: "Đã trả kết quả kỳ {code}.", en: "The results of campaign {code} are released." }
    cli_archived(code: &str) { vi: "Đã lưu trữ kỳ {code}.", en: "Campaign {code} is archived." }
    cli_list_written(file: &str) {
        vi: "Danh sách thư mời: {file} (chỉ tài khoản này đọc được)",
        en: "Invitations: {file} (readable by this account only)",
    }
    cli_list_exists(file: &str) {
        vi: "Tệp {file} đã có. Hãy chuyển tệp đó đi hoặc chọn thư mục khác; chưa có mã nào được phát.",
        en: "The file {file} is there already. Move it away or choose another folder; no code was handed out.",
    }
    cli_file_unreadable(file: &str, why: &str) {
        vi: "Không đọc hoặc ghi được {file}: {why}",
        en: "{file} cannot be read or written: {why}",
    }
    cli_missing(field: &str, what: &str) { vi: "{field}: {what}", en: "{field}: {what}" }
    cli_state(state: &str) { vi: "Bước: {state}", en: "Step: {state}" }
    cli_not_ready {
        vi: "Chưa mở được, vì còn những chỗ phải quyết:",
        en: "Not ready to open. To be decided:",
    }
}

/// A state, as a tag.
pub const fn state(lang: Lang, state: CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => state_draft(lang),
        CampaignState::Open => state_open(lang),
        CampaignState::Closed => state_closed(lang),
        CampaignState::Released => state_released(lang),
        CampaignState::Archived => state_archived(lang),
    }
}

/// What a closed campaign waits for.
pub const fn closed(lang: Lang, imported: bool, tallied: bool) -> &'static str {
    match (imported, tallied) {
        (false, false) => counting(lang),
        (false, true) => closed_ready(lang),
        (true, false) => imported_cut(lang),
        (true, true) => imported_ready(lang),
    }
}

/// A purpose, as a choice.
pub const fn purpose(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Development => purpose_development(lang),
        Purpose::Reference => purpose_reference(lang),
    }
}

/// A merge path, as a choice.
pub const fn merge(lang: Lang, choice: MergeChoice) -> &'static str {
    match choice {
        MergeChoice::None => merge_none(lang),
        MergeChoice::Others => merge_others(lang),
        MergeChoice::OthersThenSuperiors => merge_others_then_superiors(lang),
        MergeChoice::All => merge_all(lang),
    }
}

/// What a merge path does.
pub const fn merge_hint(lang: Lang, choice: MergeChoice) -> &'static str {
    match choice {
        MergeChoice::None => merge_none_hint(lang),
        MergeChoice::Others => merge_others_hint(lang),
        MergeChoice::OthersThenSuperiors => merge_others_then_superiors_hint(lang),
        MergeChoice::All => merge_all_hint(lang),
    }
}

/// Why somebody is left out.
pub fn left_out_reason(lang: Lang, reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::PostTooNew { since } => left_out_too_new(lang, &format::date(lang, *since)),
        LeftOutReason::NoPost => left_out_no_post(lang).to_owned(),
        LeftOutReason::NobodyToAsk => left_out_nobody(lang).to_owned(),
    }
}

/// The label of a field of the draft's form, by the name of its input.
pub fn field(lang: Lang, name: &str) -> String {
    use contract::raters::Relation;
    let weight = |relation| field_weight(lang, super::common::relation(lang, relation));
    match name {
        "code" => field_code(lang).to_owned(),
        "title_vi" => field_title_vi(lang).to_owned(),
        "title_en" => field_title_en(lang).to_owned(),
        "purpose" => field_purpose(lang).to_owned(),
        "instrument" => field_instrument(lang).to_owned(),
        "subjects" => section_subjects(lang).to_owned(),
        "units" => field_units(lang).to_owned(),
        "titles" => field_titles(lang).to_owned(),
        "people" => field_people(lang).to_owned(),
        "weight_superior" => weight(Relation::Superior),
        "weight_peer" => weight(Relation::Peer),
        "weight_subordinate" => weight(Relation::Subordinate),
        "k" => field_k(lang).to_owned(),
        "merge" => field_merge(lang).to_owned(),
        "opens_on" => field_opens_on(lang).to_owned(),
        "closes_on" => field_closes_on(lang).to_owned(),
        "expected_response" => field_expected(lang).to_owned(),
        other => other.to_owned(),
    }
}

/// Thousandths as a percentage: "33,3".
pub fn percent(lang: Lang, permille: u16) -> String {
    let decimals = usize::from(!permille.is_multiple_of(10));
    format::number(lang, f64::from(permille) / 10.0, decimals)
}
