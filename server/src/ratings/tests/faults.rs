//! Everything that can be wrong is found in one go, each with its place.

use contract::error::Fault;
use contract::people::ImportFaultKind;
use contract::raters::Relation;
use contract::ratings::{Counted, RatingsFaultKind as Kind, RatingsForm};
use rstest::rstest;
use store::Engine;

use super::uses::*;
use crate::ratings::RatingsFile;

async fn faults(file: RatingsFile) -> Vec<(String, Kind)> {
    Program::new(Engine::Sqlite).await.faults(file).await
}

fn at(place: &str, kind: Kind) -> (String, Kind) {
    (place.to_owned(), kind)
}

#[tokio::test]
async fn the_good_file_has_none() {
    assert_eq!(faults(good()).await, []);
}

#[tokio::test]
async fn wrong_fields_are_named_by_row_and_column() {
    let content = "\
Mã,Nhóm,Ai,Gắn kết,Dẫn dắt
CB1,cấp dưới,a,4,mười
CB1,cấp dưới,b,5.5,3
,cấp dưới,c,0,3
CB1,bạn bè,d,3,3
CB1,,e,3,3
CB1,cấp dưới,,3,3
CB1,cấp dưới,a,3,3
CB1,self,f,3,3
CB1,tự đánh giá,g,3,3
CB1,cấp dưới,h,3
CB1,cấp dưới,i,3,3,9
CB1,đồng cấp,k,2,2
";
    let text = |text: &str| text.to_owned();
    let missing = || Kind::File(ImportFaultKind::Missing);
    let off = |value: &str| Kind::OffScale {
        text: text(value),
        min: 1,
        max: 5,
    };
    let fields = |found| Kind::File(ImportFaultKind::WrongFieldCount { expected: 5, found });
    assert_eq!(
        faults(file(content, form())).await,
        [
            at(
                "2 Dẫn dắt",
                Kind::NotANumber {
                    text: text("mười")
                }
            ),
            at("3 Gắn kết", off("5.5")),
            at("4 Mã", missing()),
            at("4 Gắn kết", off("0")),
            at(
                "5 Nhóm",
                Kind::UnknownRelation {
                    text: text("bạn bè")
                }
            ),
            at("6 Nhóm", missing()),
            at("7 Ai", missing()),
            at("8 Ai", Kind::RaterTwice { first_row: 2 }),
            at("10 Mã", Kind::SelfTwice { first_row: 9 }),
            at("11 ", fields(4)),
            at("12 ", fields(6)),
        ]
    );
}

#[rstest]
#[case::unknown(|f: &mut RatingsForm| f.subject = "Đơn vị".into(), "--subject")]
#[case::in_a_list(|f: &mut RatingsForm| f.items = vec!["Gắn kết,Khác".into()], "--items")]
#[case::of_a_group(|f: &mut RatingsForm| f.group = vec!["A=Khác".into()], "--group")]
#[tokio::test]
async fn a_column_that_is_not_there_is_told_with_those_that_are(
    #[case] change: fn(&mut RatingsForm),
    #[case] place: &str,
) {
    let mut form = form();
    change(&mut form);
    let found = faults(file(FILE, form)).await;
    let [(where_, Kind::NoSuchColumn { headings, .. })] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(where_, place);
    assert_eq!(headings, &["Mã", "Nhóm", "Ai", "Gắn kết", "Dẫn dắt"]);
}

#[rstest]
#[case::empty(|f: &mut RatingsForm| { f.title_vi.clear(); f.title_en = " ".into(); f.purpose.clear() }, &["--title_vi", "--title_en", "--purpose"])]
#[case::code(|f: &mut RatingsForm| f.code = "Khảo sát".into(), &["--code"])]
#[case::purpose(|f: &mut RatingsForm| f.purpose = "ranking".into(), &["--purpose"])]
#[case::k_below_the_floor(|f: &mut RatingsForm| f.k = "3".into(), &["--k"])]
#[case::merge(|f: &mut RatingsForm| f.merge = "some".into(), &["--merge"])]
#[case::merge_not_decided(|f: &mut RatingsForm| f.merge.clear(), &["--merge"])]
#[case::scale_upside_down(|f: &mut RatingsForm| f.scale = "5:1".into(), &["--scale"])]
#[case::scale_in_words(|f: &mut RatingsForm| f.scale = "1-5".into(), &["--scale"])]
#[case::relation(|f: &mut RatingsForm| { f.relation_column.clear(); f.relation = "friend".into() }, &["--relation"])]
#[case::no_relation(|f: &mut RatingsForm| f.relation_column.clear(), &["--relation"])]
#[case::no_items(|f: &mut RatingsForm| f.items.clear(), &["--items"])]
#[case::a_group_without_a_name(|f: &mut RatingsForm| f.group = vec!["=Dẫn dắt".into()], &["--group"])]
#[case::an_item_twice(|f: &mut RatingsForm| f.items.push("gan ket".into()), &["--items"])]
#[case::an_item_that_is_the_subject(|f: &mut RatingsForm| f.items.push("Mã".into()), &["--items"])]
#[case::dates(|f: &mut RatingsForm| { f.from = "31/06/2026".into(); f.to.clear() }, &["--from", "--to"])]
#[case::upside_down_dates(|f: &mut RatingsForm| f.from = "01/07/2026".into(), &["--to"])]
#[case::in_the_future(|f: &mut RatingsForm| f.to = "06/10/2026".into(), &["--to"])]
#[tokio::test]
async fn what_is_typed_wrong_is_named(
    #[case] change: fn(&mut RatingsForm),
    #[case] places: &[&str],
) {
    let mut form = form();
    change(&mut form);
    let found = faults(file(FILE, form)).await;
    let found: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(found, places);
}

#[tokio::test]
async fn weights_of_several_groups_are_asked_and_never_filled_in() {
    let weights = async |text: &str| {
        let mut form = form();
        form.weights = text.to_owned();
        let found = faults(file(FILE, form)).await;
        assert!(found.iter().all(|(place, _)| place == "--weights"));
        found.into_iter().map(|(_, kind)| kind).collect::<Vec<_>>()
    };
    use Relation::{Peer, Subordinate, Superior};
    assert_eq!(
        weights("").await,
        [Kind::WeightsOpen {
            relations: vec![Peer, Subordinate]
        }]
    );
    assert_eq!(
        weights("subordinate=100").await,
        [Kind::WithoutWeight { relation: Peer }]
    );
    assert_eq!(weights("subordinate=100,peer=0").await, []);
    assert_eq!(
        weights("superior=50,peer=25,subordinate=25").await,
        [Kind::WeightOfNobody { relation: Superior }]
    );
    assert_eq!(
        weights("peer=40,subordinate=59.5").await,
        [Kind::Form(Fault::WeightsDoNotAddUp { sum_permille: 995 })]
    );
    assert_eq!(
        weights("peer=40,subordinate=many").await,
        [Kind::Form(Fault::NotAPercentage)]
    );
    for unreadable in ["self=10,peer=40,subordinate=50", "peer=40,peer=60", "40/60"] {
        let found = weights(unreadable).await;
        assert!(
            matches!(found[0], Kind::Unreadable { .. }),
            "{unreadable}: {found:?}"
        );
    }
}

#[tokio::test]
async fn a_scale_that_is_not_given_is_asked_with_the_range_that_was_found() {
    let mut form = form();
    form.scale.clear();
    let found = Some(("1".to_owned(), "5".to_owned()));
    assert_eq!(
        faults(file(FILE, form)).await,
        [at("--scale", Kind::ScaleOpen { found })]
    );
}

#[rstest]
#[case::tcvn3(b"Ma,L\n1,Nguy\xd4n V\xa8n Th\xb5nh\n".to_vec(), ImportFaultKind::EncodingTcvn3)]
#[case::workbook(b"PK\x03\x04rest".to_vec(), ImportFaultKind::Workbook)]
#[case::nothing(b"".to_vec(), ImportFaultKind::EmptyFile)]
#[case::only_a_heading("Mã,Nhóm,Ai,Gắn kết,Dẫn dắt\n".as_bytes().to_vec(), ImportFaultKind::EmptyFile)]
#[tokio::test]
async fn a_file_that_cannot_be_read_is_named_as_a_whole(
    #[case] content: Vec<u8>,
    #[case] kind: ImportFaultKind,
) {
    assert_eq!(
        faults(file(content, form())).await,
        [at("file", Kind::File(kind))]
    );
}

#[tokio::test]
async fn a_file_of_blanks_or_of_self_ratings_makes_no_campaign() {
    let heading = "Mã,Nhóm,Ai,Gắn kết,Dẫn dắt\n";
    let blank = format!("{heading}CB1,cấp dưới,a,, \n");
    assert_eq!(
        faults(file(blank, form())).await,
        [at("file", Kind::NoRatings)]
    );
    let mut without = form();
    without.weights.clear();
    without.merge.clear();
    let themselves = format!("{heading}CB1,self,a,3,3\nCB2,self,b,3,3\n");
    assert_eq!(
        faults(file(themselves, without)).await,
        [at("file", Kind::OnlySelf)]
    );
}

#[tokio::test]
async fn too_many_items_and_too_many_subjects_are_told_once() {
    let headings: Vec<String> = (1..=61).map(|n| format!("Q{n}")).collect();
    let mut many = form();
    many.relation_column.clear();
    many.relation = "peer".to_owned();
    many.rater.clear();
    many.weights.clear();
    many.items = vec![headings.join(",")];
    let content = format!("Mã,{}\nCB1,{}\n", headings.join(","), ["3"; 61].join(","));
    let too_many = |what, limit| Kind::TooMany { what, limit };
    assert_eq!(
        faults(file(content, many.clone())).await,
        [at("--items", too_many(Counted::Items, 60))]
    );
    many.items = vec!["Q".to_owned()];
    let rows: String = (0..20_003).map(|n| format!("{n},3\n")).collect();
    assert_eq!(
        faults(file(format!("Mã,Q\n{rows}"), many)).await,
        [at("file", too_many(Counted::Subjects, 20_000))]
    );
}

#[tokio::test]
async fn two_columns_of_one_name_cannot_be_told_apart() {
    let content = FILE.replacen("Ai", "gan ket", 1);
    let mut named = form();
    named.rater.clear();
    // Exactly this heading stands there once.
    assert_eq!(faults(file(content.clone(), named.clone())).await, []);
    named.items = vec!["GẮN KẾT".to_owned(), "Dẫn dắt".to_owned()];
    let name = "GẮN KẾT".to_owned();
    assert_eq!(
        faults(file(content, named)).await,
        [at("--items", Kind::SeveralColumns { name })]
    );
}
