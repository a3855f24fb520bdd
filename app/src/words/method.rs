//! How a figure is made, in plain words. Whatever changes in `stats` or in the rules of disclosure
//! changes here in the same commit.

use super::messages;

messages! {
    title { vi: "Kết quả được tính thế nào", en: "How results are worked out" }
    lead {
        vi: "Mọi con số trên trang kết quả được tính theo cùng một cách, chốt trước khi hỏi người đầu tiên. Trang này kể lại cách tính bằng lời thường, kể cả những gì chưa làm được.",
        en: "Every figure of a result is worked out in the same way, fixed before the first person is asked. This page tells that way in plain words, including what is not done yet.",
    }
    version(version: &str) { vi: "Phương pháp phiên bản {version}", en: "Method version {version}" }

    fixed { vi: "Chốt trước khi hỏi", en: "Fixed before anybody is asked" }
    fixed_1 {
        vi: "Khi mở kỳ, cơ quan chốt một phương án: bộ câu hỏi, ai góp ý cho ai, trọng số các nhóm, số phiếu tối thiểu k, cách gộp nhóm nhỏ, mục đích. Mã SHA-256 của phương án hiện trên mọi trang về kỳ đó.",
        en: "When a campaign opens, the organisation freezes one protocol: the questions, who answers about whom, the weights of the groups, the minimum k, how small groups are merged, the purpose. Its SHA-256 stands on every page about that campaign.",
    }
    fixed_2 {
        vi: "Sau khi mở, không ai sửa được phương án, kể cả quản trị. Muốn làm khác thì phải lập kỳ mới.",
        en: "After the opening nobody can change it, administrators included. Whoever wants it otherwise begins a new campaign.",
    }
    fixed_3 {
        vi: "Trọng số do cơ quan tự quyết định. Hệ thống không điền sẵn, và không coi một trọng số nào là quy định của pháp luật.",
        en: "The weights are the organisation's own decision. The program fills none in, and calls none of them law.",
    }

    means { vi: "Trung bình của mỗi nhóm", en: "The mean of each group" }
    means_1 {
        vi: "Trong mỗi nhóm (cấp trên, đồng cấp, cấp dưới), mỗi câu hỏi có trung bình của những người đã chọn một mức. “Không đủ thông tin để đánh giá” và ô bỏ trống không phải là điểm, và không kéo trung bình lên hay xuống.",
        en: "In each group (superiors, peers, subordinates) every question has the mean of those who chose a level. “Cannot judge” and a blank are no points and move the mean neither way.",
    }
    means_2 {
        vi: "Trung bình của một năng lực là trung bình các câu hỏi được hiển thị của năng lực đó, mỗi câu nặng như nhau.",
        en: "The mean of a competency is the mean of its questions that are shown, each weighing the same.",
    }
    means_3 {
        vi: "Mức 1 đến 5 là năm cách làm cụ thể; cách tính coi khoảng cách giữa hai mức liền nhau là bằng nhau.",
        en: "Levels 1 to 5 are five concrete ways of acting; the arithmetic takes the distance between neighbours as equal.",
    }

    merge { vi: "Gộp các nhóm thành một con số", en: "One figure of all groups" }
    merge_1 {
        vi: "Con số gộp là trung bình của các nhóm theo trọng số đã chốt. Tự đánh giá không tính vào đó.",
        en: "The merged figure is the mean of the groups by the frozen weights. The leader's own view does not enter it.",
    }
    merge_2(subjects: &str) {
        vi: "Nếu thiếu một nhóm, hoặc nhóm đó không được hiển thị, trọng số của các nhóm khác không bị tăng lên. Phần còn thiếu được ước lượng từ những người được góp ý có đủ các nhóm; nếu cả kỳ có ít hơn {subjects} người như vậy thì không có con số gộp: “chưa đủ dữ liệu để gộp”.",
        en: "If a group is missing or not shown, the weights of the others are not raised. The missing part is estimated from the leaders of the campaign who have all groups; with fewer than {subjects} of them there is no merged figure: “not enough data to merge”.",
    }
    merge_3 {
        vi: "Ước lượng này giả định rằng một nhóm không vắng mặt vì chính điều nhóm đó sẽ nói. Khoảng tin cậy được nới rộng cho phần ước lượng.",
        en: "That estimate assumes that a group is not missing because of what it would have said. The interval is widened for it.",
    }

    sure { vi: "Chắc chắn đến mức nào", en: "How sure it is" }
    sure_1 {
        vi: "Mỗi con số đi kèm khoảng tin cậy 95\u{a0}%. Khoảng rộng nghĩa là dữ liệu chưa nói rõ; đó cũng là một kết quả.",
        en: "Every figure comes with a 95% interval. A wide one means that the data do not say much; that is a result too.",
    }
    sure_2 {
        vi: "Nhiều câu trả lời của cùng một người đi theo nhau, nên được tính như ý kiến của một người, không phải nhiều người.",
        en: "Several answers of one person go together, so they count as one person's view and not as several.",
    }
    sure_3 {
        vi: "Không nhóm nào dùng độ phân tán của riêng mình, dù lớn hay nhỏ, vì đặt cạnh trung bình và phân bố thì có thể tính ra câu trả lời của từng người. Sai số của mọi nhóm lấy từ độ phân tán chung của các nhóm được hiển thị trong cả kỳ (ít nhất 5 nhóm của 3 người); nếu không đủ thì dùng một giá trị rộng hơn thường gặp.",
        en: "No group, large or small, uses its own spread: beside the mean and the spread of answers, single answers could be worked out from it. The error of every group comes from the spread of all groups shown in the campaign (at least 5 groups of 3 leaders), or else from a stand-in that is wider than usual.",
    }

    sure_4 {
        vi: "Vì vậy, khoảng tin cậy đúng khi xét chung các nhóm: với nhóm có ý kiến rất khác nhau thì khoảng hơi hẹp, với nhóm có ý kiến gần nhau thì hơi rộng.",
        en: "Intervals are therefore right over all groups taken together: for a group of very different opinions they are somewhat narrow, for one that agrees somewhat wide.",
    }

    shown { vi: "Điều gì được hiện, điều gì không", en: "What is shown, and what is not" }
    shown_1(k: &str, floor: &str) {
        vi: "Một nhóm chỉ hiện khi có từ k phiếu trở lên (k thường là {k}, không bao giờ dưới {floor}). Nhóm ít hơn được gộp với nhóm khác theo cách đã chốt, hoặc không hiện, và không nằm trong bất cứ con số nào có thể suy ngược ra nó.",
        en: "A group is shown from k ballots on (k is usually {k}, never below {floor}). A smaller one is merged with others as frozen, or withheld, and enters no figure from which it could be worked out.",
    }
    shown_2 {
        vi: "Trong một nhóm được hiện, câu hỏi nào có ít hơn k người trả lời thì câu đó không hiện.",
        en: "Inside a group that is shown, a question with fewer than k answers is withheld.",
    }
    shown_3 {
        vi: "Hai trường hợp hiện rõ là ai: chính người được góp ý, và cấp trên duy nhất được mời. Cả hai được báo trước khi trả lời.",
        en: "Two are known by name: the leader himself, and the only superior who was invited. Both are told so before they answer.",
    }
    shown_4 {
        vi: "Con số được làm tròn một lần, khi hiện ra: đến 0,25 với nhóm dưới 10 người, đến 0,1 với nhóm lớn hơn. Khi gần như mọi người trả lời giống nhau, chỉ nêu giới hạn (“≤” hoặc “≥”). Khi có vài người bỏ qua một câu, số người được nêu là số ít nhất chắc chắn có trả lời; nhóm có k + 1 phiếu luôn được tính như k người.",
        en: "Figures are rounded once, when shown: to 0.25 for groups below 10 people, to 0.1 for larger ones. Where nearly everybody answered alike, only a limit is told (“≤” or “≥”). Where a few people left a question out, the number named is the least that certainly answered; a group of k + 1 ballots always counts as k people.",
    }
    shown_5 {
        vi: "Phân bố câu trả lời chỉ hiện khi có từ 2k người chắc chắn đã trả lời. Phân bố có ba khoảng: mức 1–2, mức 3, mức 4–5. Khoảng chỉ có một hoặc hai người được nhập vào khoảng nhỏ hơn bên cạnh; phân bố chỉ hiện khi còn ít nhất hai khoảng từ ba người. Tỷ lệ được làm tròn thô (20\u{a0}% với nhóm từ 10 đến 19 người, mịn dần đến 1\u{a0}% từ 200 người), để mỗi tỷ lệ ứng với ít nhất hai số người.",
        en: "The spread of answers is shown where at least 2k people certainly answered. It has three zones: levels 1–2, 3, and 4–5. A zone of one or two people joins its smaller neighbour; it is shown only if two zones of at least three people remain. Shares are rounded coarsely (to 20% for groups of 10 to 19 people, finer up to 1% from 200 on), so that each stands for at least two numbers of people.",
    }
    shown_6 {
        vi: "Trước khi hiện một phân bố, chương trình tự thử tính ngược: liệt kê mọi cách trả lời cho ra đúng những con số được hiện. Nếu mọi cách ấy đều có một mức chỉ có một hoặc hai người chọn, hoặc mọi người đều nằm ở hai mức liền nhau, hoặc lộ ra có bao nhiêu người bỏ qua câu hỏi, thì phân bố đó không hiện.",
        en: "Before a spread is shown the program tries to work backwards: it lists all answers that would give the very figures that are shown. If in all of them one level is chosen by one or two people only, or everybody stands on two neighbouring levels, or it comes out how many left the question out, that spread is not shown.",
    }
    shown_7 {
        vi: "Độ đồng thuận và alpha cần ít nhất hai câu hỏi và 4k người, vì với nhóm nhỏ chúng cho biết quá nhiều về từng câu. Hai con số này được làm tròn đến 0,1 với nhóm dưới 50 người, đến 0,02 với nhóm dưới 100 và đến 0,01 từ 100 người.",
        en: "Agreement and alpha need at least two questions and 4k people, because in small groups they tell too much about single questions. They are rounded to 0.1 for groups below 50 people, to 0.02 below 100 and to 0.01 from 100 on.",
    }
    shown_8 {
        vi: "Góp ý bằng lời chỉ hiện khi có từ k người viết (ít nhất 5), theo thứ tự ngẫu nhiên, không gắn với phiếu nào và không gắn với nhau. Hãy nhớ rằng cách viết vẫn có thể làm lộ người viết.",
        en: "Comments are shown from k people who wrote one (at least 5), in random order, tied to no ballot and not to each other. The way somebody writes can still give him away.",
    }

    gap { vi: "Tự đánh giá và người khác", en: "Self and others" }
    gap_1 {
        vi: "“Tự đánh giá cao hơn” hoặc “thấp hơn” chỉ được viết khi chênh lệch khó có thể do ngẫu nhiên (kể cả khi so nhiều năng lực cùng lúc), và lớn hơn nửa độ phân tán thường thấy giữa những người góp ý.",
        en: "“Self-rating is higher” or “lower” is written only where the difference is hardly chance (even though several competencies are compared) and larger than half the usual spread between raters.",
    }
    gap_2 {
        vi: "“Tương đồng” chỉ được viết khi dữ liệu loại trừ được chênh lệch một mức. Còn lại là “chưa đủ căn cứ”.",
        en: "“Similar” is written only where the data rule out a difference of a whole level. Everything else is “not enough evidence”.",
    }

    choice { vi: "Câu hỏi buộc phải chọn", en: "When made to choose" }
    choice_1 {
        vi: "Chọn hai năng lực mạnh nhất và một năng lực nên cải thiện trước: ai chấm rộng tay hay chặt tay thì cũng chỉ chọn được từng ấy. Tỷ lệ tính chung cho các nhóm được hiện, khi có từ 2k người chắc chắn đã chọn; khi có vài người bỏ qua, tỷ lệ được làm tròn thô để không lộ bao nhiêu người.",
        en: "Two strongest competencies and one to improve first: whoever rates generously or strictly can still choose only that many. Shares are over all groups shown together, where at least 2k people certainly chose; where a few left it out, shares are rounded coarsely so that nobody can count them.",
    }
    choice_2 {
        vi: "Điều mà không quá hai người chọn được ghi là “ít”; điều mà trừ nhiều nhất hai người đều chọn được ghi là “hầu hết”.",
        en: "What at most two people chose reads “few”, what all but at most two chose reads “nearly all”.",
    }

    purpose { vi: "Mục đích ràng buộc cách dùng", en: "The purpose binds" }
    purpose_1 {
        vi: "Kỳ “để phát triển”: không có con số chung, không có thứ hạng, dưới bất cứ hình thức nào. Kỳ “tham khảo khi xếp loại”: có một con số chung kèm khoảng tin cậy, để một người có thẩm quyền đọc và tự viết kết luận có lý do.",
        en: "Under “development” there is no overall figure and no rank, in any form. Under “reference in classification” there is one overall figure with its interval, for a person in charge who reads it and writes a reasoned conclusion of his own.",
    }
    purpose_2 {
        vi: "Phần mềm không viết kết luận về ai, không xếp hạng ai, không tính lương thưởng.",
        en: "The program writes no conclusion about anybody, ranks nobody, and computes no pay.",
    }

    not_yet { vi: "Những gì chưa làm", en: "What is not done yet" }
    not_yet_1 {
        vi: "Chưa nhận ra phiếu trả lời thiếu chú ý; phiếu nào cũng nặng như nhau trong nhóm của mình.",
        en: "Careless ballots are not recognised yet; every ballot weighs the same within its group.",
    }
    not_yet_2 {
        vi: "Chưa hiệu chỉnh cho người chấm rộng tay hay chặt tay, và chưa hiệu chỉnh cho việc có người không trả lời.",
        en: "Generous and strict raters are not evened out yet, and neither is the absence of those who did not answer.",
    }
    not_yet_3 {
        vi: "Chưa so sánh giữa các kỳ.",
        en: "Campaigns are not compared with one another yet.",
    }

    again { vi: "Tính lại được", en: "It can be worked out again" }
    again_1 {
        vi: "Cuối mỗi trang kết quả có hai mã: mã phương án đã chốt và mã dữ liệu. Cùng hai mã đó, máy nào tính lại cũng ra đúng các con số ấy; nếu có khiếu nại, kết quả được tính lại để đối chiếu.",
        en: "At the foot of each result stand two hashes, of the protocol and of the data. From the same two, any machine works out the same figures again; an appeal is answered by doing so.",
    }
}
