//! What can be wrong with a file that is imported: what it is and what to do about it.

use contract::locale::Lang;
use contract::people::ImportFaultKind as Kind;

use super::messages;
use crate::format;

messages! {
    encoding_tcvn3 {
        vi: "Tệp được gõ bằng phông TCVN3 (ABC, .VnTime). Hãy chuyển sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey: nguồn TCVN3, đích Unicode) rồi lưu thành CSV UTF-8.",
        en: "This is typed in a TCVN3 (ABC, .VnTime) font. Please convert it to Unicode (for example with UniKey's converter, from TCVN3 to Unicode) and save it as CSV UTF-8.",
    }
    encoding_vni {
        vi: "Tệp được gõ bằng phông VNI (VNI-Times). Hãy chuyển sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey: nguồn VNI Windows, đích Unicode) rồi lưu thành CSV UTF-8.",
        en: "This is typed in a VNI (VNI-Times) font. Please convert it to Unicode (for example with UniKey's converter, from VNI Windows to Unicode) and save it as CSV UTF-8.",
    }
    encoding_utf16 {
        vi: "Tệp dùng mã UTF-16 nhưng thiếu dấu đầu tệp hoặc bị cắt cụt. Hãy mở lại trong Excel và lưu thành “CSV UTF-8”.",
        en: "The file is UTF-16 without its mark, or cut off. Please open it in Excel again and save it as “CSV UTF-8”.",
    }
    encoding_unknown {
        vi: "Không nhận ra bảng mã của tệp. Hãy mở tệp trong Excel, chọn Lưu thành “CSV UTF-8”, rồi thử lại.",
        en: "The encoding of the file is not known. Please open it in Excel, choose Save As “CSV UTF-8” and try again.",
    }
    workbook {
        vi: "Đây là tệp bảng tính (.xlsx, .xls, .ods), chưa phải CSV. Trong Excel hãy chọn Lưu thành “CSV UTF-8” rồi chọn tệp mới.",
        en: "This is a workbook (.xlsx, .xls, .ods), not a CSV file. In Excel choose Save As “CSV UTF-8” and upload the new file.",
    }
    empty_file {
        vi: "Tệp không có dòng dữ liệu nào. Hãy kiểm tra xem đã chọn đúng tệp chưa.",
        en: "The file has no row of data. Please check that it is the right file.",
    }
    missing_column {
        vi: "Thiếu cột này. Hãy thêm cột với đúng tên như trong tệp mẫu; nội dung không bắt buộc có thể để trống.",
        en: "This column is missing. Please add it under the heading of the template; optional fields may stay empty.",
    }
    unknown_column(heading: &str) {
        vi: "Không hiểu tên cột “{heading}”. Hãy sửa theo tệp mẫu, hoặc xóa cột này khỏi tệp.",
        en: "The heading “{heading}” is not known. Please write it as in the template, or delete the column.",
    }
    duplicate_column(heading: &str) {
        vi: "Cột “{heading}” trùng nghĩa với một cột đứng trước. Hãy giữ lại một cột.",
        en: "The column “{heading}” means the same as an earlier one. Please keep one of them.",
    }
    wrong_field_count(expected: &str, found: &str) {
        vi: "Dòng có {found} ô, trong khi tiêu đề có {expected} cột. Hãy kiểm tra dấu phân cách và dấu ngoặc kép ở dòng này.",
        en: "The row has {found} fields, the heading {expected}. Please check the separators and quotes of this row.",
    }
    missing { vi: "Ô này bắt buộc mà đang để trống. Hãy điền vào.", en: "This must not be empty. Please fill it in." }
    too_long(limit: &str) {
        vi: "Dài quá {limit} ký tự. Hãy rút ngắn lại.",
        en: "Longer than {limit} characters. Please shorten it.",
    }
    unreadable_code(text: &str) {
        vi: "Mã “{text}” có dấu cách, dấu phẩy, ; hoặc |, nên cột “Báo cáo cho” không thể nhắc tới. Hãy viết mã liền một từ.",
        en: "The code “{text}” has a space, a comma, ; or | in it, so “reports to” could not name it. Please write it as one word.",
    }
    duplicate_code(row: &str) {
        vi: "Mã này đã dùng ở dòng {row} cho người có họ tên, thư điện tử hoặc cách xưng hô khác. Hãy sửa mã, hoặc ghi hai dòng giống nhau nếu là cùng một người.",
        en: "Row {row} has this code with another name, e-mail or form of address. Please correct the code, or write both rows alike if they are one person.",
    }
    duplicate_post(row: &str) {
        vi: "Chức vụ này đã có ở dòng {row}, cùng người, cùng đơn vị, trùng thời gian. Hãy xóa một dòng hoặc sửa ngày.",
        en: "Row {row} has the same post of the same person in the same unit at the same time. Please delete one of them or correct the dates.",
    }
    unknown_superior(code: &str) {
        vi: "Không có ai mang mã “{code}” trong tệp hay trong danh sách được giữ lại. Hãy sửa mã, hoặc thêm người này vào tệp.",
        en: "Nobody in the file or staying on the roster has the code “{code}”. Please correct the code, or add this person to the file.",
    }
    too_many_superiors(limit: &str) {
        vi: "Có hơn {limit} cấp trên cho một chức vụ. Hãy chỉ ghi những người thực sự giao việc.",
        en: "More than {limit} superiors of one post. Please name only those who really direct the work.",
    }
    own_superior(code: &str) {
        vi: "“{code}” báo cáo cho chính mình. Hãy ghi mã của cấp trên, hoặc để trống nếu không có.",
        en: "“{code}” reports to themselves. Please enter the superior's code, or leave it empty if there is none.",
    }
    reporting_cycle(codes: &str) {
        vi: "Đường báo cáo đi vòng tròn: {codes}. Hãy sửa cấp trên trực tiếp của một người trong vòng.",
        en: "The reporting lines go round in a circle: {codes}. Please correct the line superior of one of them.",
    }
    overlapping_heads_in_file(code: &str, row: &str) {
        vi: "Đơn vị đã có người đứng đầu cùng thời gian: mã “{code}” ở dòng {row}. Hãy chỉ ghi x cho một người, hoặc sửa ngày.",
        en: "The unit has another head at the same time: “{code}” in row {row}. Please mark only one of them, or correct the dates.",
    }
    overlapping_heads_on_roster(code: &str) {
        vi: "Trong danh sách hiện có, mã “{code}” đang đứng đầu đơn vị này cùng thời gian. Hãy thêm người đó vào tệp với ngày thôi giữ chức, hoặc bỏ dấu x ở dòng này.",
        en: "On the roster “{code}” heads this unit at the same time. Please add that person to the file with the day the post ends, or take the x away here.",
    }
    unreadable_date(text: &str) {
        vi: "Không đọc được ngày “{text}”. Hãy viết như 05/10/2026 hoặc 2026-10-05.",
        en: "“{text}” is not a date that can be read. Please write it like 05/10/2026 (day first) or 2026-10-05.",
    }
    ends_before_it_begins {
        vi: "Ngày kết thúc đứng trước ngày bắt đầu. Hãy sửa một trong hai.",
        en: "The post ends before it begins. Please correct one of the dates.",
    }
    unknown_post_type(text: &str) {
        vi: "Không có loại chức vụ “{text}”. Hãy ghi: chính thức, quyền, phụ trách, kiêm nhiệm hoặc biệt phái.",
        en: "There is no post type “{text}”. Please use: regular, acting, in charge, concurrent or seconded.",
    }
    unreadable_mark(text: &str) {
        vi: "Ô này chỉ để trống hoặc ghi x, không phải “{text}”.",
        en: "This is either empty or x, not “{text}”.",
    }
    unreadable_email(text: &str) {
        vi: "“{text}” không phải một địa chỉ thư điện tử. Hãy sửa, hoặc để trống.",
        en: "“{text}” is not an e-mail address. Please correct it, or leave it empty.",
    }
    unknown_unit(path: &str) {
        vi: "Không có đơn vị “{path}” trong tệp nhân sự hay trong danh sách. Hãy ghi đủ đường dẫn từ cấp cao nhất.",
        en: "There is no unit “{path}” in the people file or on the roster. Please write its path from the top.",
    }
    own_predecessor {
        vi: "Đơn vị không thể là tiền thân của chính mình. Hãy sửa một trong hai tên.",
        en: "A unit cannot be its own predecessor. Please correct one of the two.",
    }
    duplicate_merger(row: &str) {
        vi: "Lần sáp nhập này đã ghi ở dòng {row}. Hãy xóa một dòng.",
        en: "Row {row} says the same merger. Please delete one of them.",
    }
}

/// What is wrong and what to do.
pub fn explain(lang: Lang, kind: &Kind) -> String {
    let count = |n: u32| format::count(lang, n.into());
    match kind {
        Kind::EncodingTcvn3 => encoding_tcvn3(lang).to_owned(),
        Kind::EncodingVni => encoding_vni(lang).to_owned(),
        Kind::EncodingUtf16 => encoding_utf16(lang).to_owned(),
        Kind::EncodingUnknown => encoding_unknown(lang).to_owned(),
        Kind::Workbook => workbook(lang).to_owned(),
        Kind::EmptyFile => empty_file(lang).to_owned(),
        Kind::MissingColumn => missing_column(lang).to_owned(),
        Kind::UnknownColumn { heading } => unknown_column(lang, heading),
        Kind::DuplicateColumn { heading } => duplicate_column(lang, heading),
        Kind::WrongFieldCount { expected, found } => {
            wrong_field_count(lang, &count(*expected), &count(*found))
        }
        Kind::Missing => missing(lang).to_owned(),
        Kind::TooLong { limit_chars } => too_long(lang, &count(*limit_chars)),
        Kind::UnreadableCode { text } => unreadable_code(lang, text),
        Kind::DuplicateCode { first_row } => duplicate_code(lang, &first_row.to_string()),
        Kind::DuplicatePost { first_row } => duplicate_post(lang, &first_row.to_string()),
        Kind::UnknownSuperior { staff_code } => unknown_superior(lang, staff_code),
        Kind::TooManySuperiors { limit } => too_many_superiors(lang, &count(*limit)),
        Kind::ReportingCycle {
            staff_codes,
            n_people,
        } => circle(lang, staff_codes, *n_people),
        Kind::OverlappingHeads {
            other_row: Some(row),
            staff_code,
        } => overlapping_heads_in_file(lang, staff_code, &row.to_string()),
        Kind::OverlappingHeads {
            other_row: None,
            staff_code,
        } => overlapping_heads_on_roster(lang, staff_code),
        Kind::UnreadableDate { text } => unreadable_date(lang, text),
        Kind::EndsBeforeItBegins => ends_before_it_begins(lang).to_owned(),
        Kind::UnknownPostType { text } => unknown_post_type(lang, text),
        Kind::UnreadableMark { text } => unreadable_mark(lang, text),
        Kind::UnreadableEmail { text } => unreadable_email(lang, text),
        Kind::UnknownUnit { path } => unknown_unit(lang, path),
        Kind::OwnPredecessor => own_predecessor(lang).to_owned(),
        Kind::DuplicateMerger { first_row } => duplicate_merger(lang, &first_row.to_string()),
    }
}

/// A circle, back to where it began; of a long one the beginning.
fn circle(lang: Lang, staff_codes: &[String], n_people: u32) -> String {
    let [first, rest @ ..] = staff_codes else {
        return reporting_cycle(lang, "…");
    };
    if rest.is_empty() {
        return own_superior(lang, first);
    }
    let mut around = staff_codes.join(" → ");
    if n_people as usize > staff_codes.len() {
        around.push_str(" → …");
    }
    around.push_str(" → ");
    around.push_str(first);
    reporting_cycle(lang, &around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_told_back_to_where_it_began() {
        let circle = |codes: &[&str], n_people| {
            let staff_codes = codes.iter().map(|code| (*code).to_owned()).collect();
            explain(
                Lang::En,
                &Kind::ReportingCycle {
                    staff_codes,
                    n_people,
                },
            )
        };
        assert!(circle(&["A"], 1).contains("“A” reports to themselves"));
        assert!(circle(&["A", "B", "C"], 3).contains("A → B → C → A."));
        assert!(circle(&["A", "B"], 9).contains("A → B → … → A."));
    }
}
