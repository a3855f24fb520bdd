//! Words of a leader profile and of the lists that lead to it.
//!
//! They tell what the answers say and how sure that is. They name no trait of a person and pass no
//! verdict; "the data do not show a difference" is a result like any other.

use contract::campaigns::Weights;
use contract::locale::Lang;
use contract::profiles::{Cell, GapReading, Withheld};
use contract::raters::Relation;

use super::{common, messages};
use crate::format;

messages! {
    title { vi: "Kết quả phản hồi đa chiều", en: "Multi-source feedback" }
    title_of(name: &str) {
        vi: "Kết quả phản hồi đa chiều: {name}",
        en: "Multi-source feedback: {name}",
    }
    purpose_is(purpose: &str) { vi: "Mục đích: {purpose}", en: "Purpose: {purpose}" }
    released_on(date: &str) { vi: "Đã trả kết quả {date}", en: "Released {date}" }
    ballots(n: u64) { vi: "{n} phiếu", en: "{n} ballots", en_one(n): "1 ballot" }
    back_to_list { vi: "Danh sách kết quả của kỳ này", en: "All results of this campaign" }
    back_to_home { vi: "Các kỳ đã trả kết quả", en: "Released campaigns" }
    back_to_own { vi: "Kết quả của tôi", en: "My results" }

    // What the data say
    says { vi: "Dữ liệu cho thấy gì", en: "What the data say" }
    says_self_higher(list: &str) {
        vi: "Mọi người đánh giá {list} thấp hơn tự đánh giá.",
        en: "Others rate {list} lower than the self-rating.",
    }
    says_self_lower(list: &str) {
        vi: "Mọi người đánh giá {list} cao hơn tự đánh giá.",
        en: "Others rate {list} higher than the self-rating.",
    }
    says_by(difference: &str, lo: &str, hi: &str) {
        vi: "chênh {difference}; khoảng tin cậy 95\u{a0}%: {lo} đến {hi}",
        en: "by {difference}; 95% interval: {lo} to {hi}",
    }
    says_similar(list: &str) {
        vi: "Ở {list}, tự đánh giá và đánh giá của mọi người gần như nhau.",
        en: "On {list}, the self-rating and the others’ ratings are much the same.",
    }
    says_no_evidence(list: &str) {
        vi: "Ở {list}, dữ liệu chưa cho thấy khác biệt.",
        en: "On {list}, the data show no difference.",
    }
    says_no_evidence_rest {
        vi: "Ở các nội dung còn lại, dữ liệu chưa cho thấy khác biệt.",
        en: "On the rest, the data show no difference.",
    }
    says_no_evidence_at_all {
        vi: "Dữ liệu chưa cho thấy khác biệt giữa tự đánh giá và đánh giá của mọi người.",
        en: "The data show no difference between the self-rating and the others’ ratings.",
    }
    says_no_gap(list: &str) {
        vi: "Ở {list}, chưa đủ dữ liệu để so sánh.",
        en: "On {list}, there is not enough to compare.",
    }
    says_without_self {
        vi: "Chưa có phần tự đánh giá nên không so sánh được.",
        en: "There is no self-rating to compare with.",
    }
    says_others(list: &str) {
        vi: "Mọi người đánh giá trung bình: {list}.",
        en: "Others rate on average: {list}.",
    }
    says_estimate(title: &str, estimate: &str, interval: &str) {
        vi: "**{title}** {estimate} (khoảng tin cậy 95\u{a0}%: {interval})",
        en: "**{title}** {estimate} (95% interval: {interval})",
    }
    says_nothing {
        vi: "Chưa có con số nào của người khác được hiển thị; lý do ghi ở dưới.",
        en: "No figure of others is shown; the reasons stand below.",
    }
    says_strongest(list: &str) {
        vi: "Được chọn nhiều nhất là điểm mạnh: {list}.",
        en: "Most often chosen as a strength: {list}.",
    }
    says_improve_first(list: &str) {
        vi: "Được chọn nhiều nhất để cải thiện trước: {list}.",
        en: "Most often chosen to improve first: {list}.",
    }
    nearly_all_chose { vi: "hầu hết mọi người", en: "nearly everybody" }

    // The overall figure, under purpose reference
    overall { vi: "Con số chung (tham khảo)", en: "Overall figure (for reference)" }
    overall_note {
        vi: "Con số này chỉ để tham khảo. Người có thẩm quyền đọc, tự viết kết luận và nêu lý do.",
        en: "This figure is for reference only. The person in charge reads it and writes a reasoned conclusion of his or her own.",
    }
    interval_of(interval: &str) {
        vi: "khoảng tin cậy 95\u{a0}%: {interval}",
        en: "95% interval: {interval}",
    }
    reliability_of(value: &str) { vi: "độ tin cậy {value}", en: "reliability {value}" }

    // The dumbbell
    compare { vi: "Tự đánh giá và đánh giá của người khác", en: "Self-rating and ratings by others" }
    compare_without_self { vi: "Đánh giá theo từng năng lực", en: "Ratings by competency" }
    compare_lead(k: &str) {
        vi: "Sắp theo chênh lệch giữa tự đánh giá và người khác. Vạch ngang là khoảng tin cậy 95\u{a0}%. Nhóm dưới {k} phiếu không hiển thị.",
        en: "Sorted by the difference between self and others. Whiskers are 95% intervals. Groups of fewer than {k} ballots are not shown.",
    }
    compare_lead_without_self(k: &str) {
        vi: "Vạch ngang là khoảng tin cậy 95\u{a0}%. Nhóm dưới {k} phiếu không hiển thị.",
        en: "Whiskers are 95% intervals. Groups of fewer than {k} ballots are not shown.",
    }
    competency { vi: "Năng lực", en: "Competency" }
    merged { vi: "Người khác, gộp theo trọng số", en: "Others, weighted" }
    difference { vi: "Chênh lệch", en: "Difference" }
    reading { vi: "Cách đọc", en: "Reading" }
    mark(label: &str, value: &str) { vi: "{label}: {value}", en: "{label}: {value}" }
    gap_self_higher { vi: "Tự đánh giá cao hơn", en: "Self-rating is higher" }
    gap_self_lower { vi: "Tự đánh giá thấp hơn", en: "Self-rating is lower" }
    gap_similar { vi: "Tương đồng", en: "Similar" }
    gap_not_enough { vi: "Chưa đủ căn cứ", en: "Not enough evidence" }
    gap_withheld { vi: "Không so sánh được", en: "Cannot be compared" }
    at_most(value: &str) { vi: "≤ {value}", en: "≤ {value}" }
    at_least(value: &str) { vi: "≥ {value}", en: "≥ {value}" }

    // The forced choice
    choices { vi: "Nếu phải chọn", en: "When made to choose" }
    choices_lead(n: &str) {
        vi: "Tỷ lệ trong ít nhất {n} người trả lời câu này, mọi nhóm gộp lại. Vạch ngang là khoảng tin cậy 95\u{a0}%. “Ít”: không quá hai người; “hầu hết”: trừ nhiều nhất hai người.",
        en: "Share of at least {n} people who answered, all groups together. Whiskers are 95% intervals. “Few”: at most two people; “nearly all”: all but two at most.",
    }
    strongest { vi: "Điểm mạnh nhất", en: "Strongest" }
    improve_first { vi: "Nên cải thiện trước", en: "To improve first" }
    share { vi: "Tỷ lệ", en: "Share" }
    interval { vi: "Khoảng tin cậy 95\u{a0}%", en: "95% interval" }
    few { vi: "ít", en: "few" }
    nearly_all { vi: "hầu hết", en: "nearly all" }
    covered { vi: "không nêu", en: "not told" }

    // One competency
    merged_from(weights: &str) {
        vi: "Gộp theo trọng số ({weights})",
        en: "Weighted together ({weights})",
    }
    from_people(n: u64) { vi: "từ {n} người", en: "from {n} people", en_one(n): "from 1 person" }
    items { vi: "Từng câu hỏi", en: "By question" }
    items_caption(title: &str) {
        vi: "{title}: trung bình từng câu hỏi theo nhóm",
        en: "{title}: mean of each question by group",
    }
    item { vi: "Câu hỏi", en: "Question" }
    whole_competency { vi: "Cả năng lực", en: "Whole competency" }
    distribution { vi: "Phân bố câu trả lời", en: "How the answers are spread" }
    distribution_lead {
        vi: "Phần trăm người trả lời ở mức thấp, giữa, cao. Chỉ hiện khi nhóm đủ phiếu.",
        en: "Per cent of answers that are low, in the middle and high. Shown only where a group is large enough.",
    }
    distribution_caption(title: &str, group: &str) {
        vi: "{title}: phân bố câu trả lời, {group}",
        en: "{title}: spread of answers, {group}",
    }
    answered_by(group: &str) { vi: "{group} trả lời", en: "{group}" }
    zone_low { vi: "Thấp", en: "Low" }
    zone_middle { vi: "Giữa", en: "Middle" }
    zone_high { vi: "Cao", en: "High" }
    zone_levels_one(name: &str, level: &str) { vi: "{name} (mức {level})", en: "{name} (level {level})" }
    zone_levels(name: &str, from: &str, to: &str) {
        vi: "{name} (mức {from}–{to})",
        en: "{name} (levels {from}–{to})",
    }
    zone_low_middle { vi: "Thấp và giữa", en: "Low and middle" }
    zone_middle_high { vi: "Giữa và cao", en: "Middle and high" }
    zone_joined { vi: "gộp với khoảng bên cạnh", en: "joined with its neighbour" }
    answers { vi: "Số người", en: "People" }
    cannot_judge { vi: "Không đủ thông tin", en: "Cannot judge" }
    agreement(group: &str, value: &str, word: &str) {
        vi: "{group}: đồng thuận {word} (rwg(j) = {value})",
        en: "{group}: {word} agreement (rwg(j) = {value})",
    }
    agreement_low { vi: "thấp", en: "low" }
    agreement_medium { vi: "vừa", en: "moderate" }
    agreement_high { vi: "cao", en: "high" }
    alpha(value: &str) { vi: "alpha = {value}", en: "alpha = {value}" }

    // Comments
    comments { vi: "Góp ý bằng lời", en: "Comments" }
    comments_lead {
        vi: "Nguyên văn, xếp ngẫu nhiên; không gắn với phiếu nào và không gắn với nhau.",
        en: "As written, in random order; tied to no ballot and not to one another.",
    }
    comments_from(groups: &str) { vi: "Từ: {groups}", en: "From: {groups}" }

    // What is not shown
    withheld_heading { vi: "Phần không hiển thị, và vì sao", en: "What is not shown, and why" }
    withheld_none { vi: "Không có phần nào bị giữ lại.", en: "Nothing is held back." }
    not_shown { vi: "Không hiển thị", en: "Not shown" }
    where_gap { vi: "So sánh với tự đánh giá", en: "Comparison with the self-rating" }
    where_merged { vi: "Con số gộp", en: "Weighted figure" }
    where_overall { vi: "Con số chung", en: "Overall figure" }
    where_figures { vi: "Trung bình của một số câu hỏi hoặc năng lực", en: "Means of some questions or competencies" }
    where_distribution { vi: "Phân bố câu trả lời", en: "Spread of answers" }
    where_agreement { vi: "Đồng thuận và alpha", en: "Agreement and alpha" }
    where_choices { vi: "Tỷ lệ khi phải chọn", en: "Shares of the choices" }
    where_comments { vi: "Góp ý bằng lời", en: "Comments" }
    withheld_too_few(k: &str) {
        vi: "Có ít hơn {k} phiếu, nên cũng không tính vào con số nào khác có thể suy ngược. Cách gộp đã chốt trước khi mở kỳ.",
        en: "Fewer than {k} ballots, so they enter no figure from which they could be computed either. The merging was fixed before the campaign opened.",
    }
    withheld_item_too_few(k: &str) {
        vi: "Có ít hơn {k} người trong nhóm trả lời câu này.",
        en: "Fewer than {k} people of the group answered.",
    }
    withheld_count_hidden(k: &str) {
        vi: "Số người không đủ thông tin chỉ hiện khi có từ {k} người và không làm lộ số ít người để trống.",
        en: "How many could not judge is shown from {k} people on, and only where it does not give away how few left the question blank.",
    }
    withheld_nothing_published {
        vi: "Mọi con số dùng để tính đều không được hiển thị.",
        en: "None of the figures it would be computed from is shown.",
    }
    withheld_below_double(n: &str) {
        vi: "Chỉ hiện khi có từ {n} người chắc chắn đã trả lời.",
        en: "Shown only where at least {n} people certainly answered.",
    }
    withheld_zones {
        vi: "Chỉ hiện khi còn ít nhất hai khoảng mức, mỗi khoảng có từ ba người, và khi đặt cạnh trung bình không tính ra được câu trả lời của từng người.",
        en: "Shown only where at least two ranges of three or more people remain, and where beside the mean they do not tell single answers.",
    }
    withheld_spread {
        vi: "Các câu trả lời quá giống nhau; hiện ra sẽ lộ câu trả lời của từng người.",
        en: "The answers are so much alike that single ones would be told.",
    }
    withheld_one_item {
        vi: "Cần ít nhất hai câu hỏi mới tính được.",
        en: "It takes at least two questions to compute.",
    }
    withheld_not_enough(subjects: &str) {
        vi: "Chưa đủ dữ liệu để gộp: một nhóm không hiển thị, và cả kỳ có ít hơn {subjects} người có đủ các nhóm để ước lượng phần thiếu.",
        en: "Not enough data to merge: one group is not shown, and fewer than {subjects} people in this campaign have all groups, from which the missing part could be estimated.",
    }
    withheld_not_invited {
        vi: "Không có ai được mời trong nhóm này.",
        en: "Nobody was invited in this group.",
    }
    withheld_no_answers {
        vi: "Người duy nhất được mời chưa trả lời.",
        en: "The only person invited did not answer.",
    }
    withheld_no_self {
        vi: "Chưa có phần tự đánh giá.",
        en: "There is no self-rating.",
    }
    withheld_comments(k: &str) {
        vi: "Chỉ hiện khi có từ {k} người viết trở lên.",
        en: "Shown only from {k} people who wrote something on.",
    }
    withheld_not_asked {
        vi: "Bộ câu hỏi không hỏi điều này.",
        en: "The questionnaire does not ask this.",
    }

    // How to read it
    how_to_read { vi: "Đọc kết quả này thế nào", en: "How to read these results" }
    read_scale(lo: &str, hi: &str) {
        vi: "Thang từ {lo} đến {hi}. Con số cho biết mọi người nhìn thấy gì trong thời gian lấy ý kiến, không phải kết luận về một con người.",
        en: "The scale runs from {lo} to {hi}. The figures tell what others saw in this period; they are no conclusion about a person.",
    }
    read_interval {
        vi: "Khoảng tin cậy 95\u{a0}% cho biết con số có thể xê dịch đến đâu: cứ 100 khoảng tính như vậy thì khoảng 95 khoảng chứa con số thật. Hai khoảng chồng lên nhau nhiều thì đừng coi là khác nhau.",
        en: "A 95% interval tells how far a figure may be off: about 95 of 100 such intervals hold the true one. Where two overlap a good deal, do not take the figures as different.",
    }
    read_weights(weights: &str) {
        vi: "Trọng số các nhóm do cơ quan quy định, chốt trước khi mở kỳ: {weights}. Tự đánh giá không tính vào con số gộp.",
        en: "The weights of the groups were set by the organisation before the campaign opened: {weights}. The self-rating does not enter the weighted figure.",
    }
    read_imputed(groups: &str) {
        vi: "Phần của nhóm không hiển thị ({groups}) trong con số gộp được ước lượng từ những người có đủ các nhóm; trọng số của các nhóm khác không bị tăng lên.",
        en: "In the weighted figure, the part of a group that is not shown ({groups}) is estimated from people who have all groups; the weights of the others are not raised.",
    }
    read_bound {
        vi: "Dấu ≤ hoặc ≥: gần như mọi người trả lời giống nhau, nên chỉ nêu giới hạn.",
        en: "≤ or ≥: nearly everybody answered alike, so only a limit is told.",
    }
    read_rounding {
        vi: "Nhóm dưới 10 phiếu được làm tròn đến 0,25; các nhóm khác đến 0,1.",
        en: "Groups of fewer than 10 ballots are rounded to 0.25, others to 0.1.",
    }
    read_merged_groups {
        vi: "Nhóm ghi “gộp” là những nhóm ít phiếu được tính chung theo cách đã chốt trước khi mở kỳ.",
        en: "Groups marked “together” had few ballots and were counted together as fixed before the campaign opened.",
    }
    read_agreement {
        vi: "Đồng thuận rwg(j): dưới 0,51 là thấp, đến 0,70 là vừa, trên 0,70 là cao. Đồng thuận thấp thì nên đọc phân bố, không chỉ trung bình.",
        en: "Agreement rwg(j): below 0.51 is low, up to 0.70 moderate, above 0.70 high. Where it is low, read the spread and not only the mean.",
    }
    read_more { vi: "Phương pháp đầy đủ", en: "The method in full" }

    // The foot
    provenance { vi: "Nguồn gốc của kết quả", en: "Where these figures come from" }
    protocol_hash { vi: "Mã phương án đã chốt", en: "Protocol hash" }
    data_hash { vi: "Mã dữ liệu", en: "Data hash" }
    method_version { vi: "Phương pháp", en: "Method" }
    purpose_and_mode { vi: "Mục đích và chế độ", en: "Purpose and mode" }
    period { vi: "Thời gian lấy ý kiến", en: "Period" }
    as_json { vi: "Tải dữ liệu (JSON)", en: "Download the data (JSON)" }
    hash_note {
        vi: "Cùng hai mã này thì tính lại trên máy nào cũng ra đúng các con số trên.",
        en: "With the same two hashes, any machine computes the same figures again.",
    }

    // Lists
    home_title { vi: "Kết quả phản hồi", en: "Feedback results" }
    home_campaigns { vi: "Các kỳ đã trả kết quả", en: "Released campaigns" }
    home_own { vi: "Kết quả của tôi", en: "My results" }
    home_empty_title { vi: "Chưa có kết quả nào", en: "No results yet" }
    home_empty_analyst {
        vi: "Khi một kỳ đã đóng và được trả kết quả, danh sách sẽ hiện ở đây.",
        en: "When a campaign has closed and is released, its results are listed here.",
    }
    home_empty_member {
        vi: "Khi có kỳ lấy ý kiến về anh/chị và kết quả đã được trả, anh/chị sẽ xem được ở đây.",
        en: "When a campaign about you has been released, you can read its results here.",
    }
    list_title(campaign: &str) { vi: "Kết quả: {campaign}", en: "Results: {campaign}" }
    list_lead(purpose: &str) {
        vi: "Mục đích: {purpose}. Xếp theo đơn vị và tên; đây không phải bảng xếp hạng.",
        en: "Purpose: {purpose}. By unit and name; this is no league table.",
    }
    list_caption {
        vi: "Con số gộp theo trọng số của từng năng lực, kèm khoảng tin cậy 95\u{a0}%",
        en: "Weighted figure of each competency with its 95% interval",
    }
    list_search { vi: "Tìm theo tên, mã cán bộ hoặc đơn vị", en: "Search by name, staff code or unit" }
    list_search_button { vi: "Tìm", en: "Search" }
    list_search_clear { vi: "Xem tất cả", en: "Show all" }
    list_found(n: u64) { vi: "{n} người", en: "{n} people", en_one(n): "1 person" }
    list_nobody { vi: "Không tìm thấy ai", en: "Nobody found" }
    list_nobody_hint {
        vi: "Thử gõ ít chữ hơn, hoặc tìm theo đơn vị. Gõ không dấu cũng được.",
        en: "Try fewer letters, or search by unit. Accents may be left out.",
    }
    person { vi: "Họ tên", en: "Name" }
    unit { vi: "Đơn vị", en: "Unit" }
    together(groups: &str) { vi: "{groups} (gộp)", en: "{groups} (together)" }
    attributed_superior {
        vi: "Cấp trên (1 người, hiện rõ là ai)",
        en: "Superior (1 person, known by name)",
    }
}

/// The name of a published cell: its relation, what is merged in it, or whom it shows.
pub fn cell(lang: Lang, cell: &Cell) -> String {
    match cell.relations.as_slice() {
        [Relation::Superior] if cell.attributed => attributed_superior(lang).to_owned(),
        [only] => common::relation(lang, *only).to_owned(),
        several => together(lang, &relations(lang, several)),
    }
}

/// Relations in one sentence: "Đồng cấp và cấp dưới".
pub fn relations(lang: Lang, relations: &[Relation]) -> String {
    let names: Vec<String> = relations
        .iter()
        .enumerate()
        .map(|(index, relation)| {
            let name = common::relation(lang, *relation);
            if index == 0 {
                name.to_owned()
            } else {
                name.to_lowercase()
            }
        })
        .collect();
    format::list(lang, &names)
}

/// The weights of the relations in one sentence: "cấp trên 30 %, đồng cấp 30 % và cấp dưới 40 %".
pub fn weights(lang: Lang, weights: &Weights) -> String {
    let parts: Vec<String> = Relation::OTHERS
        .into_iter()
        .filter(|relation| weights.of(*relation) > 0)
        .map(|relation| {
            let name = common::relation(lang, relation).to_lowercase();
            format!("{name} {}", format::permille(lang, weights.of(relation)))
        })
        .collect();
    format::list(lang, &parts)
}

/// What may be said about a gap.
pub const fn gap(lang: Lang, reading: GapReading) -> &'static str {
    match reading {
        GapReading::SelfHigher => gap_self_higher(lang),
        GapReading::SelfLower => gap_self_lower(lang),
        GapReading::Similar => gap_similar(lang),
        GapReading::NotEnoughEvidence => gap_not_enough(lang),
    }
}

/// Why a place is empty, in one sentence.
pub fn withheld(lang: Lang, reason: &Withheld) -> String {
    let count = |n: u32| format::count(lang, n.into());
    match reason {
        Withheld::TooFew { k } => withheld_too_few(lang, &count((*k).into())),
        Withheld::ItemTooFew { k } => withheld_item_too_few(lang, &count((*k).into())),
        Withheld::CountHidden { k } => withheld_count_hidden(lang, &count((*k).into())),
        Withheld::NothingPublished => withheld_nothing_published(lang).to_owned(),
        Withheld::BelowDouble { n } => withheld_below_double(lang, &count(*n)),
        Withheld::ZonesTooSmall => withheld_zones(lang).to_owned(),
        Withheld::SpreadTooSmall => withheld_spread(lang).to_owned(),
        Withheld::OneItem => withheld_one_item(lang).to_owned(),
        Withheld::NotEnoughToMerge { subjects } => withheld_not_enough(lang, &count(*subjects)),
        Withheld::NotInvited => withheld_not_invited(lang).to_owned(),
        Withheld::NoAnswers => withheld_no_answers(lang).to_owned(),
        Withheld::TooFewComments { k_text } => withheld_comments(lang, &count((*k_text).into())),
        Withheld::NotAsked => withheld_not_asked(lang).to_owned(),
    }
}

/// How far the raters of a group agree, by rwg(j).
pub const fn agreement_word(lang: Lang, rwg_j: f64) -> &'static str {
    if rwg_j < 0.51 {
        agreement_low(lang)
    } else if rwg_j <= 0.70 {
        agreement_medium(lang)
    } else {
        agreement_high(lang)
    }
}
