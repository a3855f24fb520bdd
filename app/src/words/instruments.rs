//! Words about instruments: what is wrong with a file, and where.

use contract::instruments::{InstrumentFault, InstrumentProblem as Problem};
use contract::locale::Lang;

use super::messages;

messages! {
    file_is_ready(id: &str, version: u32, n_items: usize, hash: &str) {
        vi: "Bộ câu hỏi {id}, phiên bản {version}: {n_items} câu, không có lỗi. SHA-256: {hash}",
        en: "Instrument {id}, version {version}: {n_items} items, no fault. SHA-256: {hash}",
    }
    file_has_faults(n: usize) {
        vi: "Bộ câu hỏi còn {n} chỗ cần sửa:",
        en: "The instrument has {n} places to correct:",
        en_one(n): "The instrument has one place to correct:",
    }
    whole_file { vi: "cả tệp", en: "the whole file" }
    unreadable(message: &str) {
        vi: "không đọc được thành bộ câu hỏi; hãy đối chiếu với lược đồ (toancanh instrument schema). Chi tiết: {message}",
        en: "cannot be read as an instrument; compare it with the schema (toancanh instrument schema). Detail: {message}",
    }
    unknown_schema(expected: &str) {
        vi: "cần ghi đúng là “{expected}”",
        en: "must read “{expected}”",
    }
    bad_id {
        vi: "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ, tối đa 40 ký tự",
        en: "an id holds small letters a–z, digits and hyphens, begins with a letter and has at most 40 characters",
    }
    duplicate_id { vi: "mã này đã dùng ở trên; hãy đặt mã khác", en: "this id stands above already; choose another" }
    unknown_competency {
        vi: "không có nhóm năng lực nào mang mã này; hãy thêm vào “competencies” hoặc sửa mã",
        en: "no competency has this id; add it to “competencies” or correct the id",
    }
    out_of_order {
        vi: "các câu cùng nhóm phải đứng liền nhau, theo thứ tự của “competencies”",
        en: "items of one competency stand together, in the order of “competencies”",
    }
    missing { vi: "chưa có nội dung; cần đủ cả tiếng Việt và tiếng Anh", en: "is empty; both Vietnamese and English are needed" }
    too_long(limit_chars: u32) { vi: "dài quá {limit_chars} ký tự; hãy viết gọn lại", en: "is longer than {limit_chars} characters; shorten it" }
    not_nfc {
        vi: "dùng Unicode tổ hợp; hãy chuyển sang Unicode dựng sẵn (NFC)",
        en: "is in decomposed Unicode; convert it to composed Unicode (NFC)",
    }
    control_character {
        vi: "có ký tự điều khiển hoặc xuống dòng; hãy bỏ đi",
        en: "holds a control character or a line break; remove it",
    }
    space_around { vi: "thừa khoảng trắng ở đầu hoặc cuối", en: "begins or ends with a space; remove it" }
    unknown_placeholder {
        vi: "có chỗ điền không dùng được ở đây; về người khác chỉ dùng {name}, {full_name}, {post}, về chính mình chỉ dùng {post}, các chỗ còn lại không dùng",
        en: "holds a placeholder that is not filled in here; {name}, {full_name}, {post} stand in wording about somebody else, {post} about oneself, none elsewhere",
    }
    wrong_count(min: u32, max: u32, found: u32) {
        vi: "đang có {found}; cần từ {min} đến {max}",
        en: "has {found}; between {min} and {max} are needed",
    }
    exact_count(wanted: u32, found: u32) { vi: "đang có {found}; cần đúng {wanted}", en: "has {found}; exactly {wanted} are needed" }
    same_anchors {
        vi: "có hai mức viết giống nhau; mỗi mức cần một cách làm riêng",
        en: "two levels read alike; each needs an act of its own",
    }
    out_of_range(min: u32, max: u32) { vi: "phải là số nguyên từ {min} đến {max}", en: "must be a whole number between {min} and {max}" }
}

/// One fault as a line: the place, and what to do there.
pub fn fault(lang: Lang, fault: &InstrumentFault) -> String {
    let place = if fault.place.is_empty() {
        whole_file(lang)
    } else {
        &fault.place
    };
    let text = match &fault.problem {
        Problem::Unreadable { message } => unreadable(lang, message),
        Problem::UnknownSchema => unknown_schema(lang, contract::instruments::INSTRUMENT_SCHEMA),
        Problem::BadId => bad_id(lang).to_owned(),
        Problem::DuplicateId => duplicate_id(lang).to_owned(),
        Problem::UnknownCompetency => unknown_competency(lang).to_owned(),
        Problem::OutOfOrder => out_of_order(lang).to_owned(),
        Problem::Missing => missing(lang).to_owned(),
        Problem::TooLong { limit_chars } => too_long(lang, *limit_chars),
        Problem::NotNfc => not_nfc(lang).to_owned(),
        Problem::ControlCharacter => control_character(lang).to_owned(),
        Problem::SpaceAround => space_around(lang).to_owned(),
        Problem::UnknownPlaceholder => unknown_placeholder(lang).to_owned(),
        Problem::WrongCount { min, max, found } if min == max => exact_count(lang, *min, *found),
        Problem::WrongCount { min, max, found } => wrong_count(lang, *min, *max, *found),
        Problem::SameAnchors => same_anchors(lang).to_owned(),
        Problem::OutOfRange { min, max } => out_of_range(lang, *min, *max),
    };
    format!("{place}: {text}")
}
