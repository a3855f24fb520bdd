//! What is stored, what is not, and who sees what. The word is *bảo mật* (confidential): the
//! protocol that would allow another one is not built yet, and this page says what that means.

use super::messages;

messages! {
    title { vi: "Quyền riêng tư và bảo mật", en: "Privacy and confidentiality" }
    lead {
        vi: "Trang này nói đúng những gì hệ thống làm được, và cả những gì chưa làm được.",
        en: "This page says what the system does for you, and what it cannot do yet.",
    }

    promise { vi: "Lời hứa bảo mật, và giới hạn của nó", en: "The promise, and where it ends" }
    /// In the words of the design.
    promise_1 {
        vi: "Bảo mật. Kết quả của một nhóm chỉ hiện khi có đủ số phiếu tối thiểu, ghi rõ trước khi anh/chị trả lời, cùng với số người trong nhóm của anh/chị.",
        en: "Confidential. The results of a group are shown only from a minimum of ballots on. You are told that number, and how many people are in your group, before you answer.",
    }
    promise_2 {
        vi: "Câu trả lời không lưu kèm tên anh/chị, nhưng đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra.",
        en: "Your answers are not stored with your name, but whoever runs the system still has the technical means to find out.",
    }
    promise_3 {
        vi: "Vì vậy ở đây chúng tôi nói “bảo mật” và chưa nói nhiều hơn thế.",
        en: "That is why we say “confidential” here, and no more than that yet.",
    }

    stored { vi: "Hệ thống lưu gì", en: "What is stored" }
    stored_1 {
        vi: "Kho nhân sự: tên, mã cán bộ, thư điện tử nếu có, đơn vị, chức vụ và tuyến báo cáo; ai được mời góp ý cho ai; phần góp ý nào đã bắt đầu và bằng cách nào (trang khảo sát hay biểu mẫu), không kèm giờ, và xóa đi khi kiểm phiếu.",
        en: "Roster vault: name, staff code, e-mail if any, unit, post and reporting lines; who is invited to answer about whom; which assignment was begun and in which way (survey page or form), without a time, and forgotten at the tally.",
    }
    stored_2 {
        vi: "Kho phiếu, một cơ sở dữ liệu khác: các phong bì chưa mở khi kỳ đang chạy; sau khi đóng kỳ là các câu trả lời, theo thứ tự ngẫu nhiên, chỉ kèm kỳ nào, về ai và từ nhóm nào.",
        en: "Ballot vault, another database: unopened envelopes while the campaign runs; after the close the answers, in random order, with no more than which campaign, about whom and from which group.",
    }
    stored_3 {
        vi: "Việc làm của người quản trị và chuyên viên (mở kỳ, đóng kỳ, xuất danh sách mã, đăng nhập) được ghi vào nhật ký không sửa được.",
        en: "What administrators and analysts do (open, close, hand out codes, sign in) is kept in a record that cannot be changed unnoticed.",
    }

    not_stored { vi: "Hệ thống không lưu gì", en: "What is not stored" }
    not_stored_1 {
        vi: "Bên cạnh câu trả lời không có tên, giờ gửi, địa chỉ mạng, loại máy, ngôn ngữ, hay cách trả lời.",
        en: "Beside an answer there is no name, no time, no network address, no kind of device, no language and no way of answering.",
    }
    not_stored_2 {
        vi: "Máy chủ không ghi nhật ký truy cập. Mã trong thư mời nằm ở phần địa chỉ mà trình duyệt không gửi đi.",
        en: "The server keeps no access log. The code of an invitation stands in a part of the address that browsers do not send.",
    }
    not_stored_3 {
        vi: "Câu trả lời chưa gửi chỉ nằm trong trình duyệt của anh/chị. Trên máy dùng chung, hãy bấm “Xóa khỏi máy này” khi xong.",
        en: "Answers that are not sent stay in your browser. On a shared computer, press “Erase from this device” when you are done.",
    }

    who { vi: "Ai xem được gì, và khi nào", en: "Who sees what, and when" }
    who_running {
        vi: "Khi kỳ đang mở: không ai xem được kết quả. Quản trị chỉ thấy tổng số phiếu, làm tròn xuống hàng chục, và số phần góp ý đã bắt đầu của những đơn vị đủ đông.",
        en: "While a campaign runs nobody sees a result. Administrators see the number of ballots rounded down to tens, and how many assignments were begun in units that are large enough.",
    }
    who_leader {
        vi: "Sau khi trả kết quả: người được góp ý xem kết quả của chính mình; chuyên viên tổng hợp xem kết quả của mọi người, cùng lúc.",
        en: "After the release the leader sees his own results, and the analyst everybody's, at the same time.",
    }
    who_admin {
        vi: "Người quản trị mở, đóng kỳ và trả kết quả, nhưng không xem kết quả của ai.",
        en: "Administrators open, close and release campaigns, and see nobody's results.",
    }
    who_nobody {
        vi: "Không ai xem được một phiếu riêng lẻ, dưới bất cứ hình thức nào.",
        en: "Nobody sees a single ballot, in any form.",
    }
    who_attributed {
        vi: "Hai người được hiện rõ là ai, và được báo trước: chính người được góp ý, và cấp trên duy nhất được mời.",
        en: "Two are shown by name, and told so before: the leader himself, and the only superior who was invited.",
    }

    beware { vi: "Điều nên biết khi trả lời", en: "Good to know when you answer" }
    beware_1 {
        vi: "Trong góp ý bằng lời, đừng kể chi tiết mà chỉ anh/chị biết. Không phần mềm nào giấu được giọng văn của một người.",
        en: "In comments, leave out what only you can know. No program can hide how somebody writes.",
    }
    beware_2 {
        vi: "Ai có trong tay thư mời hoặc mã của anh/chị có thể trả lời thay. Hãy giữ thư mời cho riêng mình.",
        en: "Whoever holds your invitation or code can answer in your name. Keep it to yourself.",
    }
    beware_3 {
        vi: "Trả lời bằng biểu mẫu đơn giản (không cần JavaScript): máy chủ thấy câu trả lời trong lúc anh/chị gửi, rồi cất như mọi phiếu khác.",
        en: "With the plain form (no JavaScript) the server sees your answers while you send them, and then keeps them like any other ballot.",
    }
    beware_4 {
        vi: "Anh/chị có thể gửi lại để thay câu trả lời, cho đến khi kỳ đóng.",
        en: "Until the close you can send again, and replace what you sent.",
    }

    cookies { vi: "Cookie", en: "Cookies" }
    cookies_1 {
        vi: "Ba cookie, không cái nào để theo dõi: phiên đăng nhập của cán bộ quản lý (mất khi đóng trình duyệt, tối đa 12 giờ), phiên của người góp ý (mất khi đóng trình duyệt), và ngôn ngữ đã chọn. Khi gửi phiếu từ trang khảo sát, trình duyệt không gửi kèm cookie nào.",
        en: "Three cookies, none to follow you: the session of staff (gone with the browser, 12 hours at most), the session of a rater (gone with the browser), and the chosen language. When the survey page sends a ballot, no cookie goes with it.",
    }
}
