//! Words of the import of ratings that were collected elsewhere: what was found and what is wrong.

use contract::locale::Lang;
use contract::raters::Relation;
use contract::ratings::{
    Counted, ItemFound, RatersFound, RatingsFault, RatingsFaultKind as Kind, RatingsPlace,
    RatingsRun, RelationFound, Standing, WeightsFound,
};

use super::{common, faults, import_faults, messages, people, profiles};
use crate::format;

messages! {
    // The instrument that is made of the headings
    all_items { vi: "Các nội dung được đánh giá", en: "Rated items" }
    instrument_about {
        vi: "Các nội dung của một đợt đánh giá tiến hành ngoài hệ thống này, gọi theo tên cột trong tệp.",
        en: "The items of ratings that were collected outside this system, named as the columns of the file.",
    }
    cannot_judge { vi: "Không đủ thông tin để đánh giá", en: "Not enough information to judge" }

    // What was found
    n_rows(n: u64, count: &str) { vi: "{count} dòng", en: "{count} rows", en_one(n): "1 row" }
    n_subjects(n: u64, count: &str) {
        vi: "{count} đối tượng được đánh giá",
        en: "{count} subjects",
        en_one(n): "1 subject",
    }
    n_blank_rows(n: u64, count: &str) {
        vi: "{count} dòng không có điểm nào, sẽ bỏ qua.",
        en: "{count} rows have no rating and are left out.",
        en_one(n): "1 row has no rating and is left out.",
    }
    relations { vi: "Nhóm người đánh giá", en: "Groups of raters" }
    relation_found(relation: &str, ballots: &str, subjects: &str) {
        vi: "{relation}: {ballots} phiếu về {subjects} đối tượng",
        en: "{relation}: {ballots} ballots about {subjects} subjects",
    }
    below_k(found: &str, below: &str, k: &str) {
        vi: "{found}; ở {below} đối tượng, nhóm có ít hơn {k} phiếu nên sẽ gộp hoặc không hiển thị",
        en: "{found}; for {below} of them the group has fewer than {k} ballots and is merged or not shown",
    }
    items { vi: "Nội dung", en: "Items" }
    item_found(heading: &str, values: &str, min: &str, max: &str) {
        vi: "{heading}: {values} điểm, từ {min} đến {max}",
        en: "{heading}: {values} ratings, from {min} to {max}",
    }
    item_empty(heading: &str) { vi: "{heading}: không có điểm nào", en: "{heading}: no rating" }
    item_missing(found: &str, n: &str) { vi: "{found}; {n} ô trống", en: "{found}; {n} blank" }
    k_is(k: &str) {
        vi: "Số phiếu tối thiểu để hiển thị: {k}",
        en: "Fewest ballots that are shown: {k}",
    }
    weights_whole(relation: &str) {
        vi: "Trọng số: chỉ có một nhóm ({relation}), nên nhóm này là toàn bộ con số gộp; không phải chọn gì.",
        en: "Weights: there is only one group ({relation}), so its weight is the whole; nothing has to be decided.",
    }
    weights_decided(weights: &str) {
        vi: "Trọng số do cơ quan quy định: {weights}.",
        en: "Weights set by the organisation: {weights}.",
    }
    raters_not_named {
        vi: "Tệp không nêu ai đánh giá, nên không kiểm tra được một người có đánh giá hai lần hay không.",
        en: "The file does not name the raters, so it cannot be checked whether somebody rated twice.",
    }
    raters_checked(n: &str) {
        vi: "{n} mã người đánh giá: chỉ dùng để tìm người đánh giá trùng, không lưu ở kho nào.",
        en: "{n} different raters: their codes are used only to look for repeats and are kept in neither vault.",
    }
    faults_title { vi: "Chỗ sai", en: "Faults" }
    with_faults(n: u64, count: &str) {
        vi: "Có {count} chỗ sai, nên chưa ghi gì và chưa nhập được. Hãy sửa rồi chạy thử lại.",
        en: "There are {count} faults, so nothing was written and nothing can be imported. Please correct them and try again.",
        en_one(n): "There is one fault, so nothing was written and nothing can be imported. Please correct it and try again.",
    }
    without_faults {
        vi: "Không có chỗ sai. Chưa ghi gì.",
        en: "There are no faults. Nothing was written yet.",
    }
    standing_cut {
        vi: "Lần nhập trước của đúng tệp này bị ngắt giữa chừng; áp dụng lần này sẽ hoàn tất việc đó.",
        en: "An earlier import of this very file was cut; applying completes it.",
    }
    standing_done(code: &str) {
        vi: "Tệp này đã nhập xong vào kỳ {code}; không ghi thêm gì.",
        en: "This file was imported already as campaign {code}; nothing is written again.",
    }
    how_to_apply(hash: &str) {
        vi: "Để nhập đúng những gì nêu trên, chạy lại lệnh này và thêm:\n  --apply {hash}",
        en: "To import exactly this, run the same command again and add:\n  --apply {hash}",
    }
    imported(ballots: &str, subjects: &str, code: &str) {
        vi: "Đã nhập {ballots} phiếu về {subjects} đối tượng vào kỳ {code}. Kỳ này đã đóng; để trả kết quả:\n  toancanh campaign release {code}",
        en: "Imported {ballots} ballots about {subjects} subjects as campaign {code}. It is closed; to release its results:\n  toancanh campaign release {code}",
    }

    // Where something is wrong
    place_option(name: &str) { vi: "--{name}", en: "--{name}" }
    place_file { vi: "cả tệp", en: "the file" }
    place_row(row: &str) { vi: "dòng {row}", en: "row {row}" }
    place_cell(row: &str, heading: &str) { vi: "dòng {row}, cột “{heading}”", en: "row {row}, column “{heading}”" }

    // What is wrong
    unreadable(text: &str, example: &str) {
        vi: "Không đọc được “{text}”. Hãy viết như: {example}",
        en: "“{text}” cannot be read. Please write it like: {example}",
    }
    no_such_column(name: &str, headings: &str) {
        vi: "Tệp không có cột “{name}”. Các cột của tệp: {headings}.",
        en: "The file has no column “{name}”. Its columns are: {headings}.",
    }
    several_columns(name: &str) {
        vi: "Tệp có nhiều cột tên “{name}”. Hãy đổi tên để phân biệt.",
        en: "Several columns of the file are called “{name}”. Please rename them.",
    }
    column_twice(heading: &str) {
        vi: "Cột “{heading}” được dùng cho hai việc. Mỗi cột chỉ dùng một lần.",
        en: "The column “{heading}” is used for two things. Please use each column once.",
    }
    unusable_heading(heading: &str) {
        vi: "Tên cột “{heading}” không đặt cạnh con số được: dài quá 120 ký tự, hoặc có dấu ngoặc nhọn. Hãy đổi tên cột.",
        en: "The heading “{heading}” cannot stand beside a figure: it is longer than 120 characters or holds braces. Please rename the column.",
    }
    too_many(what: &str, limit: &str) {
        vi: "Nhiều hơn {limit} {what}. Hãy chia tệp thành nhiều kỳ.",
        en: "More than {limit} {what}. Please split the file into several campaigns.",
    }
    counted_rows { vi: "dòng", en: "rows" }
    counted_subjects { vi: "đối tượng được đánh giá", en: "subjects" }
    counted_items { vi: "nội dung", en: "items" }
    counted_competencies { vi: "nhóm nội dung", en: "groups of items" }
    no_ratings {
        vi: "Không dòng nào có điểm. Hãy kiểm tra xem đã chọn đúng các cột điểm chưa.",
        en: "No row has a rating. Please check that the right columns are named as items.",
    }
    only_self {
        vi: "Tệp chỉ có phần tự đánh giá. Cần có điểm của ít nhất một nhóm khác.",
        en: "The file holds self-ratings only. It takes ratings of at least one other group.",
    }
    scale_open {
        vi: "Chưa nêu thang điểm. Hãy ghi mức thấp nhất và cao nhất mà phiếu cho phép, ví dụ 1:5.",
        en: "The scale is not given. Please name the lowest and the highest level that the form allowed, such as 1:5.",
    }
    scale_open_found(min: &str, max: &str) {
        vi: "Chưa nêu thang điểm. Điểm trong tệp đi từ {min} đến {max}, nhưng thang có thể rộng hơn. Hãy ghi mức thấp nhất và cao nhất mà phiếu cho phép, ví dụ 1:5.",
        en: "The scale is not given. The ratings of the file run from {min} to {max}, but the scale may be wider. Please name the lowest and the highest level that the form allowed, such as 1:5.",
    }
    not_a_number(text: &str) {
        vi: "“{text}” không phải là số. Hãy ghi như 3,75 hoặc 3.75; không có điểm thì để trống.",
        en: "“{text}” is not a number. Please write it like 3.75 or 3,75, and leave the field empty where there is no rating.",
    }
    off_scale(text: &str, min: &str, max: &str) {
        vi: "“{text}” nằm ngoài thang từ {min} đến {max}. Hãy sửa điểm, hoặc sửa --scale nếu thang khác.",
        en: "“{text}” is not on the scale from {min} to {max}. Please correct the rating, or --scale if the scale is another.",
    }
    unknown_relation(text: &str) {
        vi: "Không có nhóm “{text}”. Hãy ghi: tự đánh giá, cấp trên, đồng cấp hoặc cấp dưới (self, superior, peer, subordinate).",
        en: "There is no group “{text}”. Please use self, superior, peer or subordinate.",
    }
    rater_twice(row: &str) {
        vi: "Người này đã đánh giá cùng đối tượng ở dòng {row}. Mỗi người chỉ được tính một phiếu; hãy xóa một dòng.",
        en: "Row {row} is by the same rater about the same subject. Everybody counts once; please delete one of them.",
    }
    self_twice(row: &str) {
        vi: "Đối tượng này đã tự đánh giá ở dòng {row}. Hãy xóa một dòng, hoặc sửa nhóm.",
        en: "Row {row} is a self-rating of the same subject. Please delete one of them, or correct the group.",
    }
    unknown_person(staff_code: &str) {
        vi: "Trong danh sách không có ai mang mã “{staff_code}”. Hãy sửa mã, thêm người này vào danh sách, hoặc bỏ --staff-codes nếu cột này không phải mã cán bộ.",
        en: "Nobody on the roster has the staff code “{staff_code}”. Please correct it, add the person to the roster, or leave out --staff-codes if the column holds no staff codes.",
    }
    weights_open(relations: &str) {
        vi: "Có nhiều nhóm ({relations}), nên cơ quan phải tự quy định trọng số, tổng bằng 100. Ví dụ: superior=40,peer=30,subordinate=30",
        en: "There are several groups ({relations}), so the organisation must set their weights, 100 in all. For example: superior=40,peer=30,subordinate=30",
    }
    without_weight(relation: &str) {
        vi: "Tệp có nhóm “{relation}” nhưng chưa có trọng số. Hãy ghi trọng số của nhóm này, có thể là 0.",
        en: "The file has ratings of the group “{relation}”, and no weight is given for it. Please give one; it may be 0.",
    }
    weight_of_nobody(relation: &str) {
        vi: "Nhóm “{relation}” có trọng số nhưng tệp không có phiếu nào của nhóm này, nên sẽ không bao giờ có con số gộp. Hãy sửa trọng số.",
        en: "The group “{relation}” has a weight, but the file has no ballot of it, so no merged figure could ever be shown. Please correct the weights.",
    }
    in_the_future {
        vi: "Ngày này chưa tới. Hãy ghi ngày mà điểm được thu thập.",
        en: "This day has not come yet. Please name the day on which the ratings were collected.",
    }
    other_import_was_cut {
        vi: "Mã này thuộc một lần nhập bị ngắt giữa chừng, của tệp khác hoặc với tùy chọn khác. Hãy chạy lại đúng lệnh đó để hoàn tất, hoặc chọn mã khác.",
        en: "This code belongs to an import that was cut, of another file or with other options. Please run that command again to complete it, or choose another code.",
    }
}

/// Where something is wrong, in one phrase.
pub fn place(lang: Lang, fault: &RatingsFault) -> String {
    match &fault.place {
        RatingsPlace::Field(name) => place_option(lang, &name.replace('_', "-")),
        RatingsPlace::File => place_file(lang).to_owned(),
        // As spreadsheet programs write them: without a mark between thousands.
        RatingsPlace::Row { row, heading } => match heading {
            Some(heading) => place_cell(lang, &row.to_string(), heading),
            None => place_row(lang, &row.to_string()),
        },
    }
}

/// What is wrong and what to do.
pub fn explain(lang: Lang, kind: &Kind) -> String {
    let name = |of: Relation| common::relation(lang, of).to_lowercase();
    let row = |row: u32| row.to_string();
    match kind {
        Kind::File(kind) => import_faults::explain(lang, kind),
        Kind::Form(fault) => faults::fault(lang, fault),
        Kind::Unreadable { text, example } => unreadable(lang, text, example),
        Kind::NoSuchColumn { name, headings } => no_such_column(lang, name, &headings.join(", ")),
        Kind::SeveralColumns { name } => several_columns(lang, name),
        Kind::ColumnTwice { heading } => column_twice(lang, heading),
        Kind::UnusableHeading { heading } => unusable_heading(lang, heading),
        Kind::TooMany { what, limit } => {
            too_many(lang, counted(lang, *what), &format::count(lang, *limit))
        }
        Kind::NoRatings => no_ratings(lang).to_owned(),
        Kind::OnlySelf => only_self(lang).to_owned(),
        Kind::ScaleOpen { found: None } => scale_open(lang).to_owned(),
        Kind::ScaleOpen {
            found: Some((min, max)),
        } => scale_open_found(lang, min, max),
        Kind::NotANumber { text } => not_a_number(lang, text),
        Kind::OffScale { text, min, max } => {
            off_scale(lang, text, &min.to_string(), &max.to_string())
        }
        Kind::UnknownRelation { text } => unknown_relation(lang, text),
        Kind::RaterTwice { first_row } => rater_twice(lang, &row(*first_row)),
        Kind::SelfTwice { first_row } => self_twice(lang, &row(*first_row)),
        Kind::UnknownPerson { staff_code } => unknown_person(lang, staff_code),
        Kind::WeightsOpen { relations } => {
            let names: Vec<String> = relations.iter().map(|of| name(*of)).collect();
            weights_open(lang, &format::list(lang, &names))
        }
        Kind::WithoutWeight { relation } => without_weight(lang, &name(*relation)),
        Kind::WeightOfNobody { relation } => weight_of_nobody(lang, &name(*relation)),
        Kind::InTheFuture => in_the_future(lang).to_owned(),
        Kind::OtherImportWasCut => other_import_was_cut(lang).to_owned(),
    }
}

const fn counted(lang: Lang, what: Counted) -> &'static str {
    match what {
        Counted::Rows => counted_rows(lang),
        Counted::Subjects => counted_subjects(lang),
        Counted::Items => counted_items(lang),
        Counted::Competencies => counted_competencies(lang),
    }
}

/// What a dry run found, as lines of text.
pub fn report(lang: Lang, run: &RatingsRun) -> String {
    let count = |n: u64| format::count(lang, n);
    let mut lines = vec![format!(
        "{} · {}",
        n_rows(lang, run.n_rows, &count(run.n_rows)),
        n_subjects(lang, run.n_subjects, &count(run.n_subjects))
    )];
    if run.n_blank_rows > 0 {
        lines.push(n_blank_rows(
            lang,
            run.n_blank_rows,
            &count(run.n_blank_rows),
        ));
    }
    if !run.relations.is_empty() {
        lines.push(format!("\n{}:", relations(lang)));
        let told = run.relations.iter().map(|of| relation(lang, of, run.k));
        lines.extend(told.map(|line| format!("  {line}")));
    }
    if !run.items.is_empty() {
        lines.push(format!("\n{}:", items(lang)));
        let told = run.items.iter().map(|of| item(lang, of));
        lines.extend(told.map(|line| format!("  {line}")));
    }
    lines.push(format!("\n{}", k_is(lang, &count(run.k.into()))));
    match run.weights {
        WeightsFound::Open => {}
        WeightsFound::Whole(of) => {
            let name = common::relation(lang, of).to_lowercase();
            lines.push(weights_whole(lang, &name));
        }
        WeightsFound::Decided(weights) => {
            lines.push(weights_decided(lang, &profiles::weights(lang, &weights)));
        }
    }
    lines.push(match run.raters {
        RatersFound::NotNamed => raters_not_named(lang).to_owned(),
        RatersFound::Different(n) => raters_checked(lang, &count(n)),
    });
    if run.faults.n > 0 {
        lines.push(format!("\n{}: {}", faults_title(lang), count(run.faults.n)));
        for fault in &run.faults.first {
            let (place, what) = (place(lang, fault), explain(lang, &fault.kind));
            lines.push(format!("  {place}: {what}"));
        }
        let left_out = run.faults.n_left_out();
        if left_out > 0 {
            let told = people::left_out(lang, left_out, &count(left_out));
            lines.push(format!("  {told}"));
        }
    }
    lines.push(String::new());
    lines.push(match (run.faults.n, run.standing) {
        (0, Standing::New) => without_faults(lang).to_owned(),
        (0, Standing::Cut) => standing_cut(lang).to_owned(),
        (0, Standing::Done) => standing_done(lang, &run.code),
        (n, _) => with_faults(lang, n, &count(n)),
    });
    lines.join("\n")
}

fn relation(lang: Lang, found: &RelationFound, k: u16) -> String {
    let count = |n: u64| format::count(lang, n);
    let told = relation_found(
        lang,
        common::relation(lang, found.relation),
        &count(found.n_ballots),
        &count(found.n_subjects),
    );
    // Nobody is protected from himself.
    if found.n_below_k == 0 || found.relation == Relation::Oneself {
        return told;
    }
    below_k(lang, &told, &count(found.n_below_k), &count(k.into()))
}

fn item(lang: Lang, found: &ItemFound) -> String {
    let Some((min, max)) = found.range else {
        return item_empty(lang, &found.heading);
    };
    let told = item_found(
        lang,
        &found.heading,
        &format::count(lang, found.n_values),
        &level(lang, min),
        &level(lang, max),
    );
    if found.n_missing == 0 {
        told
    } else {
        item_missing(lang, &told, &format::count(lang, found.n_missing))
    }
}

/// A rating as it stands in the file, to two decimals at most.
fn level(lang: Lang, value: f64) -> String {
    let decimals = (0..2)
        .find(|decimals| {
            let scaled = value * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-9
        })
        .unwrap_or(2);
    format::number(lang, value, decimals.unsigned_abs() as usize)
}

#[cfg(test)]
mod tests {
    use contract::error::Fault;

    use super::*;

    #[test]
    fn a_fault_says_its_row_and_column_or_its_option() {
        let fault = |place| RatingsFault {
            place,
            kind: Kind::Form(Fault::Missing),
        };
        let cell = fault(RatingsPlace::Row {
            row: 1_234,
            heading: Some("LEAD".to_owned()),
        });
        assert_eq!(place(Lang::Vi, &cell), "dòng 1234, cột “LEAD”");
        let option = fault(RatingsPlace::Field("title_vi".to_owned()));
        assert_eq!(place(Lang::En, &option), "--title-vi");
    }

    #[test]
    fn a_level_has_the_decimals_that_it_needs() {
        let levels = [1.0, 3.5, 3.181_818_181_8].map(|value| level(Lang::Vi, value));
        assert_eq!(levels, ["1", "3,5", "3,18"]);
    }
}
