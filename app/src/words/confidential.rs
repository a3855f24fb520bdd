//! The words of the plain form: the way to answer without JavaScript. It says *bảo mật*, and that
//! the server sees the answers while they are sent.

use contract::campaigns::Purpose;
use contract::invitations::Way;
use contract::locale::Lang;
use contract::raters::Relation;

use super::messages;

messages! {
    title { vi: "Biểu mẫu đơn giản", en: "The plain form" }
    server_sees {
        vi: "Với biểu mẫu này, máy chủ đọc được câu trả lời trong lúc anh/chị gửi từng trang. Trước khi anh/chị bấm “Gửi câu trả lời” ở trang cuối, máy chủ không lưu gì.",
        en: "With this form the server can read your answers while you send each page. It stores nothing before you choose “Send my answers” on the last one.",
    }
    promise_title { vi: "Bảo mật.", en: "Confidential." }
    promise_general {
        vi: "Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra.",
        en: "Your answer is not kept with your name, but whoever runs the system still has the technical means to find out.",
    }
    promise(n: u32, k: u16) {
        vi: "Nhóm của anh/chị có {n} người. Kết quả chỉ hiện khi có từ {k} phiếu trở lên. Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra.",
        en: "Your group has {n} people. Results are shown only from {k} answers on. Your answer is not kept with your name, but whoever runs the system still has the technical means to find out.",
    }
    shown_title { vi: "Hiện rõ là ai.", en: "Shown as yours." }
    shown_as_self {
        vi: "Phần tự đánh giá này sẽ hiện rõ là của anh/chị.",
        en: "This part will be shown as your own.",
    }
    shown_as_only_superior {
        vi: "Anh/chị là cấp trên duy nhất được mời: câu trả lời này sẽ hiện rõ là của anh/chị.",
        en: "You are the only superior invited: this answer will be shown as yours.",
    }

    // sign-in
    sign_in_lead {
        vi: "Nhập mã ngắn in trong thư mời để trả lời trên những trang đơn giản, không cần JavaScript.",
        en: "Enter the short code of your invitation to answer on simple pages, without JavaScript.",
    }
    short_code { vi: "Mã ngắn", en: "Short code" }
    short_code_hint {
        vi: "Mười hai chữ và số, ví dụ 7K3M-9QTX-42WD. Viết hoa hay thường, có hay không có dấu gạch đều được.",
        en: "Twelve letters and digits, such as 7K3M-9QTX-42WD. Capitals and hyphens do not matter.",
    }
    go_on { vi: "Tiếp tục", en: "Continue" }
    sign_in_again {
        vi: "Phiên đã hết, hoặc trình duyệt đã được đóng. Hãy nhập lại mã ngắn trong thư mời.",
        en: "Your session has ended, or the browser was closed. Please enter your short code again.",
    }
    too_many_attempts {
        vi: "Vừa có quá nhiều lần nhập mã sai, nên hệ thống tạm dừng. Anh/chị thử lại sau một phút.",
        en: "There were too many wrong codes just now, so the system pauses. Please try again in a minute.",
    }

    // task list
    tasks_title { vi: "Góp ý về ai", en: "Whom you are asked about" }
    tasks_lead(n: usize) {
        vi: "Anh/chị được mời góp ý về {n} người. Làm phần nào trước cũng được; mỗi phần gửi riêng.",
        en: "You are asked about {n} people. Take them in any order; each is sent by itself.",
        en_one(n): "You are asked about one person.",
    }
    purpose_label { vi: "Mục đích", en: "Purpose" }
    purpose_development {
        vi: "Để phát triển: giúp người được góp ý nhìn lại cách làm việc của mình. Không có điểm tổng, không xếp hạng, không dùng để xếp loại hay trả lương.",
        en: "Development: it helps people look back on how they work. No overall score, no ranking, no use for classification or pay.",
    }
    purpose_reference {
        vi: "Tham khảo khi xếp loại: người có trách nhiệm đọc kết quả và tự viết kết luận có lý do. Phần mềm không kết luận thay.",
        en: "Reference for classification: a responsible person reads the result and writes a reasoned conclusion. The software concludes nothing.",
    }
    audience_label { vi: "Ai xem kết quả", en: "Who sees the result" }
    audience(k_text: u16) {
        vi: "Người được góp ý và chuyên viên tổng hợp, sau khi đóng kỳ. Chỉ có kết quả chung của từng nhóm, không có phiếu riêng, trừ phần báo trước là hiện rõ người trả lời. Ý kiến viết được xếp lẫn và chỉ hiện khi có từ {k_text} người viết.",
        en: "The person concerned and the analyst, after the close. Only figures of whole groups, never single forms, except where you are told beforehand that your answers are shown as yours. Written comments are shuffled and shown from {k_text} writers on.",
    }
    deadline_label { vi: "Hạn trả lời", en: "Deadline" }
    deadline(day: &str) { vi: "Hết ngày {day}", en: "End of {day}" }
    your_role(role: &str) { vi: "Vai trò của anh/chị: {role}", en: "Your role: {role}" }
    role_self { vi: "tự đánh giá", en: "yourself" }
    role_superior { vi: "cấp trên", en: "superior" }
    role_peer { vi: "đồng cấp", en: "peer" }
    role_subordinate { vi: "cấp dưới", en: "direct report" }
    shown_from(n: u32, k: u16) {
        vi: "Nhóm của anh/chị có {n} người. Kết quả của nhóm chỉ hiện khi có từ {k} phiếu trở lên; ít hơn thì gộp với nhóm khác hoặc không hiện.",
        en: "Your group has {n} people. Its result is shown only from {k} answers on; with fewer it is merged with another group or withheld.",
    }
    status_open { vi: "Chưa trả lời", en: "Not answered yet" }
    status_form { vi: "Đã chọn cách này", en: "Answered this way" }
    status_browser { vi: "Trong trang trình duyệt", en: "In the browser page" }
    answered_in_the_browser {
        vi: "Phần này đã bắt đầu trong trang trình duyệt mở bằng đường dẫn của thư mời, nên chỉ trả lời và sửa được ở đó. Nếu anh/chị chưa từng mở thư mời, hãy báo ngay cho người quản trị.",
        en: "This part was begun in the browser page that the link of your invitation opens, so it can be answered and changed only there. If you never opened your invitation, tell your administrator at once.",
    }
    answered_with_the_form {
        vi: "Phần này đã trả lời bằng biểu mẫu này. Muốn thay câu trả lời, anh/chị nhập mã sửa trên biên nhận rồi điền lại từ đầu.",
        en: "This part was answered with this form. To replace the answer, enter the edit code of your receipt and fill the form in again.",
    }
    begin { vi: "Bắt đầu trả lời", en: "Begin" }
    about_name(name: &str) { vi: "về {name}", en: "about {name}" }
    edit_code { vi: "Mã sửa", en: "Edit code" }
    edit_code_of(name: &str) { vi: "Mã sửa của phần về {name}", en: "Edit code of the part about {name}" }
    edit_begin { vi: "Điền lại từ đầu", en: "Fill in again" }
    wrong_edit_code {
        vi: "Mã sửa này không đúng với phần góp ý này. Hãy nhập lại đúng như trên biên nhận.",
        en: "This edit code does not belong to this part. Please enter it again, just as the receipt shows it.",
    }
    sign_out { vi: "Thoát", en: "Sign out" }
    sign_out_why {
        vi: "Nếu đây là máy dùng chung, hãy thoát khi làm xong. Phần đã gửi chỉ sửa được bằng mã sửa.",
        en: "On a shared computer, sign out when you are done. What was sent can be changed only with its edit code.",
    }

    // the form
    start_title { vi: "Trước khi bắt đầu", en: "Before you begin" }
    you_answer_about(name: &str, role: &str) {
        vi: "Anh/chị góp ý về {name} với vai trò {role}",
        en: "You are answering about {name} as a {role}",
    }
    you_about_yourself {
        vi: "Anh/chị tự nhìn lại công việc của mình",
        en: "You are looking back on your own work",
    }
    editing {
        vi: "Anh/chị đang điền lại. Khi gửi, bản mới thay hẳn bản cũ; chưa gửi thì bản cũ vẫn được tính.",
        en: "You are filling the form in again. When you send it, it replaces the earlier answer; until then the earlier one counts.",
    }
    keep_the_page {
        vi: "Câu trả lời chỉ nằm trong trang này. Đóng trang trước khi gửi thì phải điền lại.",
        en: "Your answers live in this page only. If you close it before sending, you have to fill it in again.",
    }
    part_of(part: usize, n_parts: usize) { vi: "Phần {part}/{n_parts}", en: "Part {part} of {n_parts}" }
    review_step { vi: "Xem lại", en: "Review" }
    questions_title { vi: "Cách làm việc", en: "How they work" }
    choices_title { vi: "Điểm mạnh và điểm nên cải thiện", en: "Strengths, and what to improve" }
    prompts_title { vi: "Ý kiến của anh/chị", en: "In your own words" }
    prompts_note {
        vi: "Không bắt buộc, mỗi ý tối đa 1.000 ký tự. Ý kiến được giữ nguyên lời, nên đừng ghi chi tiết khiến người khác nhận ra anh/chị.",
        en: "Optional, at most 1,000 characters each. Comments are kept word for word, so leave out details by which others could recognise you.",
    }
    leave_blank { vi: "Để trống câu này", en: "Leave this blank" }
    way_out_title { vi: "Anh/chị ít làm việc chung với người này", en: "You share little work with this person" }
    stop_here { vi: "Dừng ở đây, về danh sách", en: "Stop here, back to the list" }
    answer_on { vi: "Trả lời những câu biết rõ", en: "Answer what you know" }
    too_many_chosen(most: u8) {
        vi: "Chỉ chọn tối đa {most} mặt mạnh nhất. Anh/chị bỏ chọn bớt rồi tiếp tục.",
        en: "Please choose at most {most} of the strongest. Clear one or more, then continue.",
    }
    comment_too_long {
        vi: "Có ý kiến dài quá 1.000 ký tự. Anh/chị rút ngắn rồi tiếp tục.",
        en: "A comment is longer than 1,000 characters. Please shorten it, then continue.",
    }
    unfit {
        vi: "Có câu trả lời không thuộc bộ câu hỏi này. Anh/chị chọn lại rồi tiếp tục.",
        en: "An answer does not belong to these questions. Please choose again, then continue.",
    }
    next { vi: "Tiếp tục", en: "Continue" }
    back { vi: "Quay lại", en: "Back" }
    to_review { vi: "Tới trang xem lại", en: "To the review" }
    leave { vi: "Thôi, về danh sách", en: "Leave, back to the list" }

    // review
    review_title { vi: "Xem lại trước khi gửi", en: "Review before sending" }
    gaps_title(n: usize) {
        vi: "Còn {n} câu chưa trả lời",
        en: "{n} questions without an answer",
        en_one(n): "One question without an answer",
    }
    gaps_are_fine {
        vi: "Anh/chị có thể để trống và gửi luôn, hoặc bấm vào câu để quay lại trả lời.",
        en: "You may leave them blank and send, or choose a question to go back to it.",
    }
    no_gaps { vi: "Anh/chị đã trả lời tất cả các câu chọn.", en: "You have answered every question of choice." }
    nothing_answered {
        vi: "Phiếu này còn trống. Nếu không muốn góp ý, anh/chị không cần gửi.",
        en: "This form is still empty. If you would rather not answer, there is no need to send it.",
    }
    familiarity_title { vi: "Mức độ làm việc chung", en: "How much you work together" }
    your_answers { vi: "Câu trả lời của anh/chị", en: "Your answers" }
    not_answered { vi: "Để trống", en: "Left blank" }
    change_part(title: &str) { vi: "Sửa phần {title}", en: "Change the part {title}" }
    send { vi: "Gửi câu trả lời", en: "Send my answers" }

    // receipt
    receipt_title { vi: "Đã nhận câu trả lời", en: "Your answers have arrived" }
    receipt_text {
        vi: "Hệ thống đã lưu phiếu. Cảm ơn anh/chị.",
        en: "The system has stored your form. Thank you.",
    }
    receipt_before {
        vi: "Phiếu này đã được gửi và lưu từ trước. Gửi lại không bị tính hai lần.",
        en: "This form was sent and stored before. Sending it again is not counted twice.",
    }
    receipt_other_answers {
        vi: "Phiếu này đã được gửi trước đó với câu trả lời khác, và bản trước vẫn được tính. Muốn thay, anh/chị về danh sách, nhập mã sửa dưới đây rồi điền lại.",
        en: "This form was sent before with other answers, and those still count. To replace them, go to the list, enter the edit code below and fill the form in again.",
    }
    receipt_mixed {
        vi: "Phiếu này đã được gửi và lưu từ trước, rồi được trộn lẫn với các phiếu khác; bản đã lưu vẫn được tính. Nếu lần này anh/chị có sửa câu trả lời thì bản sửa chưa được lưu: hãy về danh sách, nhập mã sửa dưới đây rồi điền lại.",
        en: "This form was sent and stored before and has been mixed with others since; what was stored then still counts. If you changed answers this time, the change is not stored: go to the list, enter the edit code below and fill the form in again.",
    }
    edit_code_label { vi: "Mã sửa của phần này", en: "Edit code of this part" }
    edit_code_keep(day: &str) {
        vi: "Hãy chép lại mã này nếu anh/chị có thể muốn sửa. Đến hết ngày {day}, nhập mã ở danh sách để điền lại; bản gửi sau thay bản trước. Hệ thống không lưu mã này và không cấp lại được.",
        en: "Write this code down if you may want to change your answer. Until the end of {day} you can enter it in the list and fill the form in again; the later one replaces the earlier. The system does not keep this code and cannot give it to you again.",
    }
    to_tasks { vi: "Về danh sách", en: "To the list" }
}

/// What the campaign is for, in a sentence.
pub const fn purpose(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Development => purpose_development(lang),
        Purpose::Reference => purpose_reference(lang),
    }
}

/// A relation as the role of who reads it.
pub const fn role(lang: Lang, relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => role_self(lang),
        Relation::Superior => role_superior(lang),
        Relation::Peer => role_peer(lang),
        Relation::Subordinate => role_subordinate(lang),
    }
}

/// What is shown of an answer whose author everybody can tell.
pub const fn shown_as(lang: Lang, relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => shown_as_self(lang),
        Relation::Superior | Relation::Peer | Relation::Subordinate => shown_as_only_superior(lang),
    }
}

/// Where an assignment stands: which way it is answered, and nothing more.
pub const fn status(lang: Lang, way: Way) -> &'static str {
    match way {
        Way::Open => status_open(lang),
        Way::Form => status_form(lang),
        Way::Browser => status_browser(lang),
    }
}
