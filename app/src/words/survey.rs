//! The words of the survey: the task list, the form, the review, the receipt.
//! What can go wrong has its words in [`trouble`].

use contract::campaigns::Purpose;
use contract::locale::Lang;
use contract::raters::Relation;

use super::messages;

mod trouble;

pub use trouble::*;

messages! {
    page_title { vi: "Trang góp ý", en: "Your feedback" }
    back { vi: "Quay lại", en: "Back" }
    next { vi: "Tiếp tục", en: "Continue" }
    learn_more { vi: "Tìm hiểu", en: "Learn more" }
    wait { vi: "Xin chờ…", en: "One moment…" }

    // before the page runs
    opening_title { vi: "Đang mở trang góp ý…", en: "Opening your feedback page…" }
    opening {
        vi: "Trang này chạy ngay trong trình duyệt, để những gì anh/chị đang viết nằm lại trên máy cho tới khi bấm gửi.",
        en: "This page runs inside your browser, so that what you are writing stays on this device until you send it.",
    }
    plain_form_instead {
        vi: "Nếu sau ít giây trang vẫn như thế này, anh/chị có thể trả lời bằng biểu mẫu đơn giản. Biểu mẫu này dùng mã ngắn in trong thư mời; câu trả lời đi qua máy chủ khi anh/chị chuyển trang.",
        en: "If the page still looks like this after some seconds, you can answer with the plain form. It asks for the short code of your invitation; your answers pass through the server as you go from page to page.",
    }
    no_script {
        vi: "Trình duyệt đang tắt JavaScript, nên trang này không chạy được. Anh/chị hãy trả lời bằng biểu mẫu đơn giản, với mã ngắn in trong thư mời.",
        en: "JavaScript is switched off, so this page cannot run. Please answer with the plain form, using the short code of your invitation.",
    }
    open_plain_form { vi: "Mở biểu mẫu đơn giản", en: "Open the plain form" }

    // task list
    tasks_intro(n: usize) {
        vi: "Anh/chị được mời góp ý về {n} người. Làm phần nào trước cũng được; có thể dừng giữa chừng rồi làm tiếp trên máy này.",
        en: "You are asked about {n} people. Take them in any order; you can stop at any time and go on later on this device.",
        en_one(n): "You are asked about one person. You can stop at any time and go on later on this device.",
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
    length_label { vi: "Thời gian", en: "Time needed" }
    length(n_questions: usize, minutes: usize) {
        vi: "{n_questions} câu, khoảng {minutes} phút cho mỗi người",
        en: "{n_questions} questions, about {minutes} minutes for each person",
    }
    tasks_title { vi: "Góp ý về ai", en: "Whom you are asked about" }
    status_is_local {
        vi: "Tình trạng từng phần là do trình duyệt này tự ghi. Máy chủ không biết anh/chị đã làm đến đâu.",
        en: "How far you have come is noted by this browser alone. The server does not know it.",
    }
    your_role(role: &str) { vi: "Vai trò của anh/chị: {role}", en: "Your role: {role}" }
    role_self { vi: "tự đánh giá", en: "yourself" }
    role_superior { vi: "cấp trên", en: "superior" }
    role_peer { vi: "đồng cấp", en: "peer" }
    role_subordinate { vi: "cấp dưới", en: "direct report" }
    shown_as_self {
        vi: "Phần tự đánh giá này sẽ hiện rõ là của anh/chị.",
        en: "This part will be shown as your own.",
    }
    shown_as_only_superior {
        vi: "Anh/chị là cấp trên duy nhất được mời: câu trả lời này sẽ hiện rõ là của anh/chị.",
        en: "You are the only superior invited: this answer will be shown as yours.",
    }
    shown_from(n: u32, k: u16) {
        vi: "Nhóm của anh/chị có {n} người. Kết quả của nhóm chỉ hiện khi có từ {k} phiếu trở lên; ít hơn thì gộp với nhóm khác hoặc không hiện.",
        en: "Your group has {n} people. Its result is shown only from {k} answers on; with fewer it is merged with another group or withheld.",
    }
    status_not_started { vi: "Chưa làm", en: "Not started" }
    status_doing { vi: "Đang làm", en: "In progress" }
    status_sent { vi: "Đã gửi", en: "Sent" }
    status_editing { vi: "Đã gửi, đang sửa", en: "Sent, being changed" }
    status_stopped { vi: "Không góp ý", en: "Not answering" }
    status_other_browser { vi: "Ở máy khác", en: "On another device" }
    status_form { vi: "Bằng biểu mẫu", en: "With the plain form" }
    start { vi: "Bắt đầu", en: "Start" }
    resume { vi: "Làm tiếp", en: "Go on" }
    edit_sent { vi: "Sửa câu trả lời", en: "Change the answer" }
    answer_after_all { vi: "Vẫn muốn trả lời", en: "Answer after all" }
    about_name(name: &str) { vi: "về {name}", en: "about {name}" }
    other_browser {
        vi: "Phần này đã bắt đầu trên một máy hoặc trình duyệt khác, nên chỉ trả lời tiếp được ở đó. Nếu anh/chị chưa từng mở thư mời, hãy báo ngay cho người quản trị.",
        en: "This part was begun on another device or browser and can be answered only there. If you never opened the invitation, tell your administrator at once.",
    }
    answered_with_form {
        vi: "Phần này đã trả lời bằng biểu mẫu đơn giản. Muốn sửa, anh/chị dùng mã sửa trên biên nhận.",
        en: "This part was answered with the plain form. To change it, use the edit code of your receipt.",
    }
    erase_link { vi: "Xóa khỏi máy này", en: "Erase from this device" }
    erase_link_why {
        vi: "Nếu đây là máy dùng chung, hãy xóa khi làm xong.",
        en: "On a shared computer, erase when you are done.",
    }

    you_answer_about { vi: "Anh/chị góp ý cho", en: "You are answering about" }
    in_the_role { vi: "với vai trò", en: "as a" }
    you_about_yourself {
        vi: "Anh/chị tự nhìn lại công việc của mình",
        en: "You are looking back on your own work",
    }

    // start page of a subject
    start_title { vi: "Trước khi bắt đầu", en: "Before you begin" }
    edit_starts_empty {
        vi: "Câu trả lời đã gửi không còn trên máy này, nên anh/chị điền lại từ đầu. Khi gửi, bản mới thay hẳn bản cũ; chưa gửi thì bản cũ vẫn được tính.",
        en: "What you sent is no longer on this device, so you fill in the form afresh. When you send it, it replaces the earlier answer; until then the earlier one counts.",
    }
    stop_here { vi: "Dừng ở đây", en: "Stop here" }
    begin { vi: "Bắt đầu trả lời", en: "Begin" }

    // parts
    part_of(part: usize, n_parts: usize) { vi: "Phần {part}/{n_parts}", en: "Part {part} of {n_parts}" }
    questions_title { vi: "Cách làm việc", en: "How they work" }
    choices_title { vi: "Điểm mạnh và điểm nên cải thiện", en: "Strengths, and what to improve" }
    prompts_title { vi: "Ý kiến của anh/chị", en: "In your own words" }
    clear { vi: "Bỏ chọn", en: "Clear the answer" }
    chosen_of(n: usize, most: u8) { vi: "Đã chọn {n}/{most}", en: "{n} of {most} chosen" }
    strongest_full(most: u8) {
        vi: "Đã chọn đủ {most} mặt. Muốn đổi, anh/chị bỏ chọn một mặt trước.",
        en: "You have chosen {most} already. To change, clear one of them first.",
    }
    prompts_note {
        vi: "Không bắt buộc. Ý kiến được giữ nguyên lời, nên đừng ghi chi tiết khiến người khác nhận ra anh/chị.",
        en: "Optional. Comments are kept word for word, so leave out details by which others could recognise you.",
    }
    letters_of(n: &str, most: &str) { vi: "{n}/{most} ký tự", en: "{n} of {most} characters" }
    hint_number { vi: "số điện thoại hoặc số giấy tờ", en: "a telephone or identity number" }
    hint_email { vi: "địa chỉ thư điện tử", en: "an e-mail address" }
    hint_name { vi: "tên người", en: "a person's name" }
    hint(things: &str) {
        vi: "Đoạn này có vẻ có {things}. Nếu không cần, anh/chị nên bỏ đi. Nhắc này chỉ hiện trên máy của anh/chị.",
        en: "This text seems to contain {things}. If it is not needed, better leave it out. This reminder appears only on your device.",
    }
    saved_at(time: &str) {
        vi: "✓ Đã lưu trên máy này lúc {time}. Chưa gửi đi đâu cả.",
        en: "✓ Saved on this device at {time}. Nothing has been sent.",
    }
    not_saved {
        vi: "Trình duyệt chưa lưu được. Anh/chị đừng đóng trang; hãy trả lời và gửi luôn, hoặc giải phóng bộ nhớ rồi thử lại.",
        en: "The browser could not save this. Please do not close the page: answer and send now, or free some storage and try again.",
    }
    promise_title { vi: "Bảo mật.", en: "Confidential." }
    promise(n: u32, k: u16) {
        vi: "Nhóm của anh/chị có {n} người. Kết quả chỉ hiện khi có từ {k} phiếu trở lên. Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra.",
        en: "Your group has {n} people. Results are shown only from {k} answers on. Your answer is not kept with your name, but whoever runs the system still has the technical means to find out.",
    }
    shown_title { vi: "Hiện rõ là ai.", en: "Shown as yours." }

    // review
    review_step { vi: "Xem lại", en: "Review" }
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
    not_answered { vi: "Để trống", en: "Left blank" }
    edit { vi: "Sửa", en: "Change" }
    edit_part(title: &str) { vi: "Sửa phần {title}", en: "Change the part {title}" }
    familiarity_title { vi: "Mức độ làm việc chung", en: "How much you work together" }
    send { vi: "Gửi câu trả lời", en: "Send my answers" }
    send_again { vi: "Gửi lại", en: "Send again" }
    sending { vi: "Đang gửi…", en: "Sending…" }
    what_sending_does {
        vi: "Khi hệ thống xác nhận đã nhận, câu trả lời được xóa khỏi trình duyệt này. Trước khi đóng kỳ, anh/chị vẫn có thể gửi lại để thay.",
        en: "Once the system confirms that it has them, your answers are erased from this browser. Until the close you can send again to replace them.",
    }

    // receipt
    receipt_title { vi: "Đã nhận câu trả lời", en: "Your answers have arrived" }
    receipt_text {
        vi: "Hệ thống đã lưu phiếu và xác nhận đúng phiếu vừa gửi. Cảm ơn anh/chị.",
        en: "The system has stored the form and confirmed that it is the one you sent. Thank you.",
    }
    receipt_erased {
        vi: "Câu trả lời đã được xóa khỏi trình duyệt này.",
        en: "Your answers have been erased from this browser.",
    }
    receipt_edit(day: &str) {
        vi: "Đến hết ngày {day}, anh/chị có thể điền và gửi lại trên máy này; bản gửi sau thay bản trước.",
        en: "Until the end of {day} you can fill in and send the form again on this device; the later one replaces the earlier.",
    }
    receipt_shared {
        vi: "Nếu dùng máy chung, anh/chị hãy chọn “Xóa khỏi máy này” khi đã xong tất cả.",
        en: "On a shared computer, choose “Erase from this device” when everything is done.",
    }
    receipt_left(n: usize) {
        vi: "Còn {n} phần chưa gửi",
        en: "{n} parts are still open",
        en_one(n): "One part is still open",
    }
    to_tasks { vi: "Về danh sách", en: "To the list" }

    // erasing
    erase_title { vi: "Xóa khỏi máy này?", en: "Erase from this device?" }
    erase_what {
        vi: "Trình duyệt này sẽ xóa bản nháp và mã trả lời của anh/chị, rồi thoát phiên.",
        en: "This browser will erase your drafts and your answering codes, and sign you out.",
    }
    erase_sent {
        vi: "Những phần đã gửi vẫn được tính, nhưng không sửa được nữa.",
        en: "What you have sent still counts, but can no longer be changed.",
    }
    erase_waiting(n: usize) {
        vi: "Còn {n} phần chưa gửi. Xóa rồi thì không trả lời được các phần này nữa, kể cả trên máy khác hay bằng biểu mẫu đơn giản.",
        en: "{n} parts are not sent yet. Once erased, they can no longer be answered, not on another device nor with the plain form.",
        en_one(n): "One part is not sent yet. Once erased, it can no longer be answered, not on another device nor with the plain form.",
    }
    erase_waiting_label { vi: "Phần chưa gửi", en: "Not sent yet" }
    erase_do { vi: "Xóa khỏi máy này", en: "Erase from this device" }
    erase_cancel { vi: "Không xóa", en: "Keep everything" }
    erased_title { vi: "Đã xóa khỏi máy này", en: "Erased from this device" }
    erased {
        vi: "Trình duyệt này không còn giữ bản nháp hay mã nào của anh/chị. Những phần đã gửi vẫn được tính. Anh/chị có thể đóng trang.",
        en: "This browser keeps no draft and no code of yours. What you sent still counts. You can close the page.",
    }
    erased_not_signed_out {
        vi: "Chưa thoát được phiên vì không kết nối được với máy chủ. Anh/chị hãy đóng hẳn trình duyệt.",
        en: "You could not be signed out, because the server was not reached. Please close the whole browser.",
    }
    try_again { vi: "Thử lại", en: "Try again" }
}

/// What the campaign is for, in a sentence.
pub const fn purpose(lang: Lang, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Development => purpose_development(lang),
        Purpose::Reference => purpose_reference(lang),
    }
}

/// What is shown of an answer whose author everybody can tell.
pub const fn shown_as(lang: Lang, relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => shown_as_self(lang),
        Relation::Superior | Relation::Peer | Relation::Subordinate => shown_as_only_superior(lang),
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
