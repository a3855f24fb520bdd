//! Words of the start page, the sign-in and the set-up.

use super::messages;

messages! {
    start_title { vi: "Lắng nghe từ nhiều phía", en: "The whole view" }
    start_lead {
        vi: "Toàn Cảnh giúp cơ quan hỏi ý kiến cấp trên, đồng cấp, cấp dưới và chính người lãnh đạo, để mỗi người biết mình đang làm tốt điều gì và nên cải thiện điều gì trước.",
        en: "Toàn Cảnh helps an organisation ask superiors, peers, subordinates and the leader himself, so that each knows what he does well and what to improve first.",
    }
    start_of(organisation: &str) { vi: "Hệ thống lấy ý kiến của {organisation}", en: "Feedback system of {organisation}" }
    invited_title { vi: "Anh/chị được mời góp ý?", en: "Have you been invited to answer?" }
    invited {
        vi: "Hãy mở đường dẫn trong thư mời. Nếu trang đó không mở được, anh/chị có thể trả lời bằng biểu mẫu đơn giản, với mã in trong thư mời.",
        en: "Please open the link of your invitation. If that page does not work for you, you can answer with a plain form and the code printed in the invitation.",
    }
    invited_form { vi: "Nhập mã trong thư mời", en: "Enter the code of the invitation" }
    staff_title { vi: "Anh/chị quản lý kỳ lấy ý kiến, hoặc xem kết quả?", en: "Do you run a campaign, or read results?" }
    staff {
        vi: "Đăng nhập bằng đường dẫn một lần do người quản trị gửi. Ở đây không có mật khẩu.",
        en: "Sign in with the one-time link that your administrator sent. There are no passwords here.",
    }
    promise_title { vi: "Bảo mật, và nói đúng mức bảo mật", en: "Confidential, and honest about how far" }
    promise {
        vi: "Người góp ý và câu trả lời nằm ở hai kho tách rời. Câu trả lời không lưu kèm tên, giờ gửi hay thiết bị. Trước khi đóng kỳ không ai xem được kết quả; sau đó, nhóm quá ít người trả lời không được hiện riêng. Đơn vị vận hành hệ thống vẫn có khả năng kỹ thuật để dò ra ai trả lời gì.",
        en: "People and answers are kept in two separate vaults. An answer is stored without a name, a time or a device. Nobody sees a result before the close; after it, groups with too few answers are not shown on their own. Whoever runs the system still has the technical means to find out who answered what.",
    }
    promise_more { vi: "Chúng tôi lưu gì, không lưu gì", en: "What is stored, and what is not" }
    method_more { vi: "Kết quả được tính thế nào", en: "How results are worked out" }

    hello(name: &str) { vi: "Chào {name}", en: "Welcome, {name}" }
    hello_nameless { vi: "Chào anh/chị", en: "Welcome" }
    card_people {
        vi: "Xem và nạp danh sách cán bộ, đơn vị, chức vụ và tuyến báo cáo.",
        en: "See and import people, units, posts and reporting lines.",
    }
    card_campaigns {
        vi: "Soạn, mở, đóng các kỳ lấy ý kiến và trả kết quả.",
        en: "Draft, open, close and release campaigns.",
    }
    card_profiles_analyst {
        vi: "Đọc kết quả phản hồi của các kỳ đã trả kết quả.",
        en: "Read the results of released campaigns.",
    }
    card_profiles_member {
        vi: "Đọc kết quả phản hồi về chính anh/chị, khi kỳ lấy ý kiến đã trả kết quả.",
        en: "Read the feedback about yourself once a campaign is released.",
    }
    card_method {
        vi: "Mỗi con số từ đâu mà có, và chắc chắn đến mức nào.",
        en: "Where each figure comes from, and how sure it is.",
    }
    member_invited {
        vi: "Nếu được mời góp ý cho người khác, hãy mở đường dẫn trong thư mời của anh/chị. Việc trả lời không gắn với lần đăng nhập này.",
        en: "If you are invited to answer about others, please open the link of your invitation. Answering has nothing to do with this session.",
    }
    bundle_missing_title { vi: "Máy chủ này thiếu gói giao diện", en: "This server lacks the client bundle" }
    bundle_missing {
        vi: "Các trang vẫn dùng được nhưng không có định dạng, và trang khảo sát trong trình duyệt chưa mở được; biểu mẫu đơn giản vẫn mở được. Hãy dựng lại chương trình bằng lệnh cargo xtask build.",
        en: "Pages work but are unstyled, and the survey page cannot open; the plain form can. Please build the program again with cargo xtask build.",
    }

    sign_in_lead {
        vi: "Hãy mở đường dẫn đăng nhập một lần mà người quản trị gửi cho anh/chị. Nếu ô dưới đây còn trống, hãy dán cả đường dẫn đó vào.",
        en: "Please open the one-time sign-in link that your administrator sent you. If the field below is still empty, paste the whole link into it.",
    }
    sign_in_code { vi: "Đường dẫn hoặc mã đăng nhập", en: "Sign-in link or code" }
    sign_in_code_hint {
        vi: "Mỗi đường dẫn chỉ dùng được một lần, trong vòng 24 giờ.",
        en: "Each link works once, within 24 hours.",
    }
    sign_in_code_wrong {
        vi: "Đây không phải là đường dẫn đăng nhập. Hãy chép lại nguyên vẹn, đến hết ký tự cuối.",
        en: "This is not a sign-in link. Please copy it again in full, to its last character.",
    }

    set_up_title { vi: "Thiết lập ban đầu", en: "Set-up" }
    set_up_lead {
        vi: "Anh/chị là người quản trị đầu tiên. Tên cơ quan sẽ hiện trên các trang, thư mời và bản in.",
        en: "You are the first administrator. The organisation's name will stand on pages, invitations and print sheets.",
    }
    settings_title { vi: "Tên cơ quan", en: "Name of the organisation" }
    organisation { vi: "Tên cơ quan, đơn vị", en: "Name of the organisation" }
    organisation_hint { vi: "Viết đầy đủ, ví dụ: Sở Nội vụ tỉnh …", en: "In full, as in official letters" }
    display_name { vi: "Tên hiển thị của anh/chị", en: "Your name as shown" }
    display_name_hint {
        vi: "Hiện ở góc trên của trang khi anh/chị đăng nhập.",
        en: "Shown at the top of the page while you are signed in.",
    }
    next_steps { vi: "Sau bước này: nạp danh sách nhân sự, rồi soạn kỳ lấy ý kiến đầu tiên.", en: "After this: import your people, then draft the first campaign." }
}
