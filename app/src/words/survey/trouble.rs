//! What can go wrong between the browser and the server, and what to do.

use super::super::messages;

messages! {
    no_invitation_title { vi: "Anh/chị hãy mở đường dẫn trong thư mời", en: "Please open the link of your invitation" }
    no_invitation {
        vi: "Trang này chỉ mở được bằng đường dẫn riêng của từng người. Bản nháp, nếu có, vẫn còn trên máy và hiện lại khi anh/chị mở đường dẫn đó. Không mở được đường dẫn thì trả lời bằng biểu mẫu đơn giản, với mã ngắn trong thư mời.",
        en: "This page opens only with each person's own link. Drafts, if any, are still on this device and come back when you open that link. If you cannot open it, answer with the plain form and the short code of your invitation.",
    }
    unknown_invitation_title { vi: "Đường dẫn không đúng", en: "This link is not right" }
    unknown_invitation {
        vi: "Mã trong đường dẫn bị gõ sai, thiếu ký tự, hoặc không thuộc hệ thống này. Anh/chị hãy mở lại từ thư mời hoặc quét lại mã QR. Vẫn không được thì báo người quản trị.",
        en: "The code in the link is mistyped, cut off, or not of this system. Please open it from your invitation again or scan the QR code again. If it still fails, tell your administrator.",
    }
    session_ended_title { vi: "Phiên đã hết", en: "Your session has ended" }
    session_ended {
        vi: "Anh/chị hãy mở lại đường dẫn trong thư mời trên máy này. Bản nháp vẫn còn.",
        en: "Please open the link of your invitation again on this device. Your drafts are still here.",
    }
    other_invitation_title { vi: "Trình duyệt đang mở thư mời khác", en: "Another invitation is open in this browser" }
    other_invitation {
        vi: "Vừa có thư mời của người khác được mở trong trình duyệt này, nên trang này tạm dừng. Không có gì bị mất hay gửi nhầm; bản nháp vẫn còn. Anh/chị hãy mở lại đường dẫn trong thư mời của anh/chị.",
        en: "Somebody else's invitation was opened in this browser, so this page pauses. Nothing is lost and nothing was sent in the wrong name; your drafts are still here. Please open the link of your own invitation again.",
    }
    closed_title { vi: "Kỳ lấy ý kiến đã đóng", en: "The campaign is closed" }
    closed {
        vi: "Không gửi hay sửa câu trả lời được nữa. Những gì đã gửi trước khi đóng vẫn được tính. Anh/chị không cần làm gì thêm.",
        en: "Answers can no longer be sent or changed. What was sent before the close still counts. There is nothing more to do.",
    }
    too_many_attempts_title { vi: "Xin chờ một phút", en: "Please wait a minute" }
    too_many_attempts {
        vi: "Vừa có quá nhiều lần mở bằng mã sai, nên hệ thống tạm dừng. Không có gì bị mất; anh/chị thử lại sau một phút.",
        en: "There were too many wrong codes just now, so the system pauses. Nothing is lost; please try again in a minute.",
    }
    no_storage_title { vi: "Trình duyệt không cho lưu", en: "The browser keeps nothing" }
    no_storage {
        vi: "Trang này cần lưu bản nháp và mã trả lời trên máy. Có thể anh/chị đang dùng chế độ riêng tư, đã chặn lưu dữ liệu, hoặc máy hết chỗ. Hãy mở đường dẫn bằng cửa sổ thường rồi thử lại, hoặc trả lời bằng biểu mẫu đơn giản.",
        en: "This page has to keep drafts and answering codes on the device. You may be in a private window, have blocked storage, or have no space left. Please open the link in an ordinary window and try again, or answer with the plain form.",
    }
    taken_title { vi: "Phần này đã bắt đầu ở nơi khác", en: "This part was begun elsewhere" }
    taken {
        vi: "Một phần trong danh sách đã được trả lời bằng biểu mẫu đơn giản, hoặc đã bắt đầu trên máy khác. Danh sách dưới đây đã cập nhật; anh/chị xem lại rồi bấm lần nữa.",
        en: "A part of your list was answered with the plain form or begun on another device. The list below is up to date now; please look at it and choose again.",
    }
    network_title { vi: "Không kết nối được với máy chủ", en: "The server was not reached" }
    network {
        vi: "Không có gì bị mất: bản nháp vẫn ở trên máy này. Anh/chị kiểm tra mạng rồi thử lại; làm lại không bị tính hai lần.",
        en: "Nothing is lost: your draft is still on this device. Please check the network and try again; nothing is counted twice.",
    }
    server_title { vi: "Máy chủ chưa làm được việc này", en: "The server could not do this" }
    server {
        vi: "Không có gì bị mất: bản nháp vẫn ở trên máy này. Anh/chị thử lại sau ít phút; nếu vẫn không được, hãy báo người quản trị.",
        en: "Nothing is lost: your draft is still on this device. Please try again in a few minutes; if it still fails, tell your administrator.",
    }
    wrong_receipt_title { vi: "Chưa xác nhận được là đã nhận", en: "It is not confirmed" }
    wrong_receipt {
        vi: "Biên nhận không khớp với phiếu vừa gửi, nên câu trả lời vẫn được giữ trên máy này. Anh/chị gửi lại; nếu vẫn thế, hãy báo người quản trị.",
        en: "The receipt does not match what was sent, so your answers are kept on this device. Please send again; if it happens again, tell your administrator.",
    }
    too_long_title { vi: "Ý kiến viết dài quá", en: "The comments are too long" }
    too_long {
        vi: "Anh/chị hãy rút ngắn phần ý kiến rồi gửi lại.",
        en: "Please shorten the comments and send again.",
    }
}
