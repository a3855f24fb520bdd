//! Words about people on the roster and about importing them. What can be wrong with a file
//! stands in `import_faults`.

use contract::locale::Lang;
use contract::people::{Column, ImportFault, ImportFile, PostType};

use super::messages;

messages! {
    // the list
    title { vi: "Nhân sự", en: "People" }
    lead {
        vi: "Người có tên trong danh sách, cùng chức vụ đang giữ.",
        en: "Everybody on the roster, with the posts they hold today.",
    }
    search { vi: "Tìm người", en: "Find people" }
    search_hint {
        vi: "Họ tên hoặc mã cán bộ; gõ không dấu cũng được.",
        en: "A name or a staff code; marks may be left out.",
    }
    search_button { vi: "Tìm", en: "Search" }
    order { vi: "Xếp theo", en: "Order" }
    order_name { vi: "Tên", en: "Given name" }
    order_unit { vi: "Đơn vị", en: "Unit" }
    n_found(n: u64, count: &str) {
        vi: "{count} người",
        en: "{count} people",
        en_one(n): "One person",
    }
    n_posts_found(n: u64, count: &str) {
        vi: "{count} dòng, mỗi chức vụ một dòng",
        en: "{count} lines, one for each post",
        en_one(n): "One line",
    }
    to_import { vi: "Nhập từ tệp", en: "Import from a file" }
    nobody_title { vi: "Chưa có ai trong danh sách", en: "Nobody is on the roster yet" }
    nobody {
        vi: "Hãy nhập danh sách cán bộ và chức vụ từ một tệp CSV.",
        en: "Import the people and their posts from a CSV file.",
    }
    nobody_found_title { vi: "Không tìm thấy ai", en: "Nobody was found" }
    nobody_found {
        vi: "Hãy thử gõ ít chữ hơn, hoặc chỉ gõ tên.",
        en: "Try fewer letters, or only the given name.",
    }
    show_everybody { vi: "Xem tất cả", en: "Show everybody" }
    head_of_unit { vi: "Người đứng đầu", en: "Head of the unit" }
    since(day: &str) { vi: "từ {day}", en: "since {day}" }
    until(day: &str) { vi: "đến {day}", en: "until {day}" }
    no_post { vi: "Hiện không giữ chức vụ nào", en: "Holds no post today" }
    no_unit { vi: "Không thuộc đơn vị nào", en: "Without a unit" }

    // post types
    regular { vi: "Chính thức", en: "Regular" }
    acting { vi: "Quyền", en: "Acting" }
    in_charge { vi: "Phụ trách", en: "In charge" }
    concurrent { vi: "Kiêm nhiệm", en: "Concurrent" }
    seconded { vi: "Biệt phái", en: "Seconded" }

    // columns
    staff_code { vi: "Mã cán bộ", en: "Staff code" }
    full_name { vi: "Họ và tên", en: "Full name" }
    address_form { vi: "Cách xưng hô", en: "Form of address" }
    email { vi: "Thư điện tử", en: "E-mail" }
    unit { vi: "Đơn vị", en: "Unit" }
    post { vi: "Chức vụ", en: "Post" }
    post_type_column { vi: "Loại chức vụ", en: "Post type" }
    field_in_charge { vi: "Lĩnh vực phụ trách", en: "Field in charge" }
    head_column { vi: "Người đứng đầu", en: "Head of the unit" }
    reports_to { vi: "Báo cáo cho", en: "Reports to" }
    from { vi: "Từ ngày", en: "From" }
    to { vi: "Đến ngày", en: "To" }
    predecessor { vi: "Đơn vị tiền thân", en: "Predecessor" }
    merged_on { vi: "Ngày sáp nhập", en: "Merged on" }

    // what each column holds
    about_staff_code {
        vi: "Bắt buộc. Một từ liền, không có dấu cách. Người giữ nhiều chức vụ có nhiều dòng cùng mã.",
        en: "Needed. One word without spaces. Who holds several posts has several rows with the same code.",
    }
    about_full_name { vi: "Bắt buộc. Cả họ và tên trong một ô.", en: "Needed. The whole name in one field." }
    about_address_form {
        vi: "Đồng chí, ông, bà… Có thể bỏ cả cột; khi đó câu hỏi dùng họ tên đầy đủ.",
        en: "Đồng chí, ông, bà … The column may be left out; questions then use the full name.",
    }
    about_email { vi: "Có thể để trống.", en: "May be empty." }
    about_unit {
        vi: "Bắt buộc. Từ cấp trên xuống, cách nhau bằng dấu /: Bộ/Vụ Tổ chức cán bộ/Phòng Đào tạo.",
        en: "Needed. From the top down, with / between levels: Ministry/Personnel/Training.",
    }
    about_post { vi: "Bắt buộc.", en: "Needed." }
    about_post_type {
        vi: "Chính thức, quyền, phụ trách, kiêm nhiệm hoặc biệt phái. Để trống là chính thức.",
        en: "Regular, acting, in charge, concurrent or seconded. Empty means regular.",
    }
    about_field { vi: "Lĩnh vực được giao, thường của cấp phó.", en: "The field entrusted, usually to a deputy." }
    about_head {
        vi: "Ghi x nếu là người đứng đầu đơn vị. Cùng một lúc mỗi đơn vị chỉ có một người.",
        en: "x for the head of the unit. A unit has one head at a time.",
    }
    about_reports_to {
        vi: "Mã của cấp trên trực tiếp, rồi đến cấp trên theo lĩnh vực; cách nhau bằng dấu cách, ; hoặc |.",
        en: "Staff code of the line superior, then of functional superiors; spaces, ; or | between them.",
    }
    about_dates {
        vi: "Viết như 05/10/2026 hoặc 2026-10-05. Để trống là không giới hạn.",
        en: "Like 05/10/2026 (day first) or 2026-10-05. Empty means open.",
    }

    // the import
    import_title { vi: "Nhập nhân sự từ tệp", en: "Import people from a file" }
    import_lead {
        vi: "Tệp được đọc thử trước: anh/chị xem những gì sẽ thêm, đổi, bớt và mọi chỗ sai, rồi mới quyết định áp dụng.",
        en: "The file is read on trial first: you see what would be added, changed and removed and every fault, and decide only then.",
    }
    back_to_people { vi: "Về danh sách nhân sự", en: "Back to people" }
    choose_files { vi: "Chọn tệp", en: "Choose files" }
    people_file { vi: "Tệp nhân sự (CSV)", en: "People file (CSV)" }
    people_file_hint {
        vi: "CSV mã UTF-8; trong Excel: Lưu thành, chọn “CSV UTF-8”.",
        en: "CSV in UTF-8; in Excel: Save As, “CSV UTF-8”.",
    }
    units_file { vi: "Tệp đơn vị tiền thân (CSV)", en: "Predecessors of units (CSV)" }
    units_file_hint {
        vi: "Chỉ cần khi có đơn vị sáp nhập: đơn vị, đơn vị tiền thân, ngày sáp nhập.",
        en: "Only when units merged: unit, predecessor, day of the merger.",
    }
    scope { vi: "Phạm vi của tệp", en: "What the file covers" }
    complete { vi: "Tệp này là toàn bộ danh sách", en: "This file is the whole roster" }
    complete_hint {
        vi: "Người không có trong tệp sẽ rời danh sách: thôi chức vụ kể từ hôm nay và không đăng nhập được nữa. Các kỳ đã qua vẫn giữ nguyên.",
        en: "People who are not in the file leave the roster: their posts end and they can no longer sign in. Past campaigns stay as they are.",
    }
    try_out { vi: "Đọc thử, chưa ghi gì", en: "Try it out, write nothing" }
    templates { vi: "Tệp mẫu", en: "Templates" }
    people_template { vi: "Mẫu tệp nhân sự", en: "Template of the people file" }
    units_template { vi: "Mẫu tệp đơn vị tiền thân", en: "Template of the predecessors file" }
    columns_title { vi: "Các cột của tệp nhân sự", en: "Columns of the people file" }
    columns_caption { vi: "Từng cột và nội dung của nó", en: "Each column and what it holds" }
    column { vi: "Cột", en: "Column" }
    column_holds { vi: "Nội dung", en: "What it holds" }
    no_file { vi: "Chưa chọn tệp nhân sự. Hãy chọn một tệp CSV.", en: "No people file was chosen. Please choose a CSV file." }

    // its result
    result_title { vi: "Kết quả đọc thử", en: "Result of the trial" }
    n_rows(count: &str) { vi: "{count} dòng đã đọc", en: "{count} rows read" }
    is_complete { vi: "Tệp là toàn bộ danh sách", en: "The file is the whole roster" }
    is_partial { vi: "Tệp là một phần danh sách; người ngoài tệp giữ nguyên", en: "The file is a part of the roster; everybody else stays" }
    additions { vi: "Thêm", en: "Added" }
    changes { vi: "Thay đổi", en: "Changed" }
    removals { vi: "Rời danh sách", en: "Leaving" }
    new_units { vi: "Đơn vị mới", en: "New units" }
    mergers { vi: "Sáp nhập đơn vị", en: "Mergers of units" }
    dropped_mergers { vi: "Bỏ ghi nhận sáp nhập", en: "Mergers taken away" }
    faults_title { vi: "Chỗ sai", en: "Faults" }
    figures { vi: "Tóm tắt", en: "Summary" }
    figures_caption { vi: "Số mục thêm, thay đổi và rời danh sách", en: "How much would be added, changed and removed" }
    faults_caption { vi: "Từng chỗ sai, theo dòng và cột", en: "Each fault, by row and column" }
    what { vi: "Nội dung", en: "What" }
    how_many { vi: "Số lượng", en: "How many" }
    with_faults(n: u64, count: &str) {
        vi: "Tệp có {count} chỗ sai, nên chưa ghi gì và chưa áp dụng được. Hãy sửa trong tệp rồi đọc thử lại.",
        en: "The file has {count} faults, so nothing was written and it cannot be applied. Please correct the file and try again.",
        en_one(n): "The file has one fault, so nothing was written and it cannot be applied. Please correct the file and try again.",
    }
    without_changes {
        vi: "Tệp khớp hoàn toàn với danh sách hiện có: không có gì để áp dụng.",
        en: "The file agrees with the roster in everything: there is nothing to apply.",
    }
    without_faults {
        vi: "Tệp không có chỗ sai. Hãy xem kỹ các thay đổi bên dưới trước khi áp dụng.",
        en: "The file has no faults. Please look through the changes below before you apply them.",
    }
    apply { vi: "Áp dụng các thay đổi này", en: "Apply these changes" }
    another_file { vi: "Chọn tệp khác", en: "Choose another file" }
    left_out(n: u64, count: &str) {
        vi: "và {count} mục nữa không liệt kê ở đây.",
        en: "and {count} more that are not listed here.",
        en_one(n): "and one more that is not listed here.",
    }
    applied(added: &str, changed: &str, removed: &str) {
        vi: "Đã áp dụng: thêm {added}, thay đổi {changed}, rời danh sách {removed}.",
        en: "Applied: {added} added, {changed} changed, {removed} left.",
    }
    upload_gone {
        vi: "Tệp đã tải lên không còn nữa: nó đã được áp dụng hoặc thay bằng tệp khác. Hãy chọn tệp lại.",
        en: "The uploaded file is gone: it was applied, or replaced by another one. Please choose it again.",
    }
    stale {
        vi: "Danh sách nhân sự, tệp hoặc ngày đã đổi kể từ lần đọc thử, nên chưa ghi gì. Dưới đây là kết quả đọc thử mới; hãy xem lại rồi áp dụng.",
        en: "The roster, the file or the day changed since the trial, so nothing was written. This is the result of a new trial; please look through it and apply again.",
    }
    changed_columns(columns: &str) { vi: "đổi: {columns}", en: "changes: {columns}" }
    row { vi: "Dòng", en: "Row" }
    whole_file { vi: "cả tệp", en: "the file" }
    fault { vi: "Chỗ sai và cách sửa", en: "What is wrong and what to do" }
    file { vi: "Tệp", en: "File" }
    people_file_short { vi: "nhân sự", en: "people" }
    units_file_short { vi: "đơn vị", en: "units" }
    unit_merged(unit: &str, predecessor: &str) {
        vi: "{unit} tiếp nhận {predecessor}",
        en: "{unit} took over {predecessor}",
    }

    // the command line
    cli_apply(command: &str) {
        vi: "Để áp dụng đúng những thay đổi này, hãy chạy:\n  {command}",
        en: "To apply exactly these changes, run:\n  {command}",
    }
    cli_place_row(row: &str) { vi: "dòng {row}", en: "row {row}" }
    cli_place(file: &str, row: &str, column: &str) { vi: "tệp {file}, {row}, cột “{column}”", en: "{file} file, {row}, column “{column}”" }
    cli_place_no_column(file: &str, row: &str) { vi: "tệp {file}, {row}", en: "{file} file, {row}" }
    cli_unreadable_file(file: &str, why: &str) {
        vi: "Không đọc được tệp {file}: {why}. Hãy kiểm tra đường dẫn và quyền đọc.",
        en: "The file {file} cannot be read: {why}. Please check its path and that it may be read.",
    }
}

/// The name of a post type.
pub const fn post_type(lang: Lang, kind: PostType) -> &'static str {
    match kind {
        PostType::Regular => regular(lang),
        PostType::Acting => acting(lang),
        PostType::InCharge => in_charge(lang),
        PostType::Concurrent => concurrent(lang),
        PostType::Seconded => seconded(lang),
    }
}

/// The heading of a column of a file.
pub const fn heading(lang: Lang, file: ImportFile, column: Column) -> &'static str {
    match column {
        Column::StaffCode => staff_code(lang),
        Column::FullName => full_name(lang),
        Column::AddressForm => address_form(lang),
        Column::Email => email(lang),
        Column::UnitPath => unit(lang),
        Column::Post => post(lang),
        Column::PostType => post_type_column(lang),
        Column::Field => field_in_charge(lang),
        Column::HeadOfUnit => head_column(lang),
        Column::ReportsTo => reports_to(lang),
        Column::From => match file {
            ImportFile::People => from(lang),
            ImportFile::Units => merged_on(lang),
        },
        Column::To => to(lang),
        Column::Predecessor => predecessor(lang),
    }
}

/// What a column of the people file holds.
pub const fn about(lang: Lang, column: Column) -> &'static str {
    match column {
        Column::StaffCode => about_staff_code(lang),
        Column::FullName => about_full_name(lang),
        Column::AddressForm => about_address_form(lang),
        Column::Email => about_email(lang),
        Column::UnitPath | Column::Predecessor => about_unit(lang),
        Column::Post => about_post(lang),
        Column::PostType => about_post_type(lang),
        Column::Field => about_field(lang),
        Column::HeadOfUnit => about_head(lang),
        Column::ReportsTo => about_reports_to(lang),
        Column::From | Column::To => about_dates(lang),
    }
}

/// What changes about somebody, in one phrase.
pub fn changes_of(lang: Lang, columns: &[Column]) -> String {
    let names: Vec<String> = columns
        .iter()
        .map(|column| heading(lang, ImportFile::People, *column).to_lowercase())
        .collect();
    changed_columns(lang, &names.join(", "))
}

/// The short name of a file.
pub const fn file_name(lang: Lang, file: ImportFile) -> &'static str {
    match file {
        ImportFile::People => people_file_short(lang),
        ImportFile::Units => units_file_short(lang),
    }
}

/// Where a fault stands, in one line.
pub fn place(lang: Lang, fault: &ImportFault) -> String {
    let name = file_name(lang, fault.file);
    let row = fault.row.map_or_else(
        || whole_file(lang).to_owned(),
        // As spreadsheet programs write them: without a mark between thousands.
        |row| cli_place_row(lang, &row.to_string()),
    );
    match fault.column {
        Some(column) => cli_place(lang, name, &row, heading(lang, fault.file, column)),
        None => cli_place_no_column(lang, name, &row),
    }
}

#[cfg(test)]
mod tests {
    use contract::people::ImportFaultKind;

    use super::*;

    #[test]
    fn a_fault_says_where_it_stands_in_both_languages() {
        let fault = ImportFault {
            file: ImportFile::People,
            row: Some(1_234),
            column: Some(Column::From),
            kind: ImportFaultKind::Missing,
        };
        assert_eq!(
            place(Lang::Vi, &fault),
            "tệp nhân sự, dòng 1234, cột “Từ ngày”"
        );
        assert_eq!(
            place(Lang::En, &fault),
            "people file, row 1234, column “From”"
        );
    }
}
