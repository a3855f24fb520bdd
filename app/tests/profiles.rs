//! The profile page and the lists that lead to it, as functions from views to HTML.

mod fixture;

use app::page::{Bundle, Page, PageContext, render};
use app::pages::profiles::{home, list, profile};
use contract::accounts::{Role, Viewer};
use contract::locale::Lang;
use contract::profiles::{Profile, ProfilesHome};
use fixture::{Fixture, OWN, PEERS, PEERS_AND_SUBORDINATES, SUBORDINATES, too_few, withheld};
use serde_json::json;

fn context(lang: Lang, role: Role) -> PageContext {
    PageContext {
        lang,
        path: "/profiles/2026-q3/CB-0412".to_owned(),
        viewer: Some(Viewer {
            role,
            display_name: "Sở Nội vụ".to_owned(),
        }),
        organisation: "Bộ Thí điểm".to_owned(),
        fictitious: false,
        bundle: Bundle::default(),
    }
}

/// What stands in `<main>`, a line for each element.
fn main_of(context: &PageContext, page: impl FnOnce(&PageContext) -> Page) -> String {
    let html = render(context, page);
    let main = html.split_once("<main").expect("a page has a main part").1;
    let main = main.split_once("</main>").expect("and an end of it").0;
    format!("<main{main}")
        .replace('<', "\n<")
        .replace("\n</", "</")
}

fn html(lang: Lang, view: &Profile) -> String {
    main_of(&context(lang, Role::Analyst), |context| {
        profile::page(context, view)
    })
}

/// The words of a page, without its elements.
fn text(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            _ if !inside => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn small() -> Fixture {
    Fixture {
        n_competencies: 2,
        n_items: 3,
        ..Fixture::default()
    }
}

#[test]
fn a_development_profile_in_vietnamese() {
    insta::assert_snapshot!(html(Lang::Vi, &small().profile()));
}

#[test]
fn a_reference_profile_in_english() {
    let fixture = Fixture {
        purpose: "reference",
        ..small()
    };
    insta::assert_snapshot!(html(Lang::En, &fixture.profile()));
}

#[test]
fn a_profile_with_everything_withheld() {
    let fixture = Fixture {
        cells: vec![OWN],
        withheld: vec![
            ("superior", withheld("not_invited")),
            ("peer", too_few()),
            ("subordinate", too_few()),
        ],
        ..small()
    };
    insta::assert_snapshot!(html(Lang::Vi, &fixture.profile()));
}

#[test]
fn a_profile_without_self_and_with_merged_groups() {
    let fixture = Fixture {
        cells: vec![PEERS_AND_SUBORDINATES],
        withheld: vec![
            ("self", withheld("no_answers")),
            ("superior", withheld("not_invited")),
        ],
        ..small()
    };
    insta::assert_snapshot!(html(Lang::Vi, &fixture.profile()));
}

#[test]
fn competencies_are_sorted_by_gap_in_the_chart() {
    let mut json = Fixture::default().json();
    // The instrument's order is not the order of the gaps.
    let competencies = json["figures"]["competencies"].as_array_mut().unwrap();
    competencies.swap(0, 3);
    competencies[1]["gap"] = withheld("nothing_published");
    let html = html(Lang::En, &serde_json::from_value(json).unwrap());
    let chart = html.split_once("<ol class=\"dumbbell\"").unwrap().1;
    let chart = chart.split_once("</ol>").unwrap().0;
    let place = |title: &str| chart.find(title).unwrap();
    assert!(place("Discipline and responsibility") < place("Serving people"));
    assert!(place("Serving people") < place("Developing and leading"));
    assert!(place("Developing and leading") < place("Daring and innovation"));
}

#[test]
fn under_development_no_overall_figure_is_drawn_even_if_one_came_along() {
    let mut json = Fixture {
        purpose: "reference",
        ..Fixture::default()
    }
    .json();
    assert!(
        text(&html(
            Lang::Vi,
            &serde_json::from_value(json.clone()).unwrap()
        ))
        .contains("Con số chung")
    );
    json["campaign"]["purpose"] = json!("development");
    assert!(
        !text(&html(Lang::Vi, &serde_json::from_value(json).unwrap())).contains("Con số chung")
    );
}

#[test]
fn a_bound_is_shown_with_its_sign() {
    assert!(text(&html(Lang::Vi, &Fixture::default().profile())).contains("≥ 4,72"));
    assert!(text(&html(Lang::En, &Fixture::default().profile())).contains("≥ 4.72"));
}

#[test]
fn the_only_superior_is_named_as_known_and_merged_groups_by_their_parts() {
    let words = text(&html(Lang::Vi, &Fixture::default().profile()));
    assert!(words.contains("Cấp trên (1 người, hiện rõ là ai)"));
    let merged = Fixture {
        cells: vec![OWN, PEERS_AND_SUBORDINATES],
        ..Fixture::default()
    };
    assert!(text(&html(Lang::Vi, &merged.profile())).contains("Đồng cấp và cấp dưới (gộp)"));
}

#[test]
fn what_the_only_superior_wrote_is_known_as_his() {
    let mut json = Fixture::default().json();
    json["figures"]["comments"][0]["relations"] = json!(["superior"]);
    let html = html(Lang::Vi, &serde_json::from_value(json).unwrap());
    let comments = text(html.split_once("id=\"comments\"").unwrap().1);
    assert!(
        comments.contains("Cấp trên (1 người, hiện rõ là ai)"),
        "{comments}"
    );
}

#[test]
fn every_chart_has_a_title_a_description_and_a_table() {
    let html = html(Lang::Vi, &Fixture::default().profile());
    let images = html.matches("role=\"img\"").count();
    assert!(images > 8);
    assert_eq!(html.matches("<title id=").count(), images);
    assert_eq!(html.matches("<desc id=").count(), images);
    let charts = html.matches("class=\"chart\"").count();
    assert_eq!(html.matches("<details class=\"twin\"").count(), charts);
}

#[test]
fn a_count_that_is_hidden_is_never_told_as_a_small_one() {
    let html = html(Lang::Vi, &Fixture::default().profile());
    assert!(!html.contains("<td class=\"number\">dưới"));
    assert!(text(&html).contains("không làm lộ số ít người để trống"));
}

#[test]
fn how_many_could_not_judge_is_told_where_no_distribution_may_be_shown() {
    let fixture = Fixture {
        cells: vec![OWN, PEERS],
        ..small()
    };
    let mut json = fixture.json();
    let page = html(Lang::Vi, &serde_json::from_value(json.clone()).unwrap());
    assert!(!page.contains("<ol class=\"zones\""));
    let table = page.split_once("<details class=\"twin\"").unwrap().1;
    assert!(text(&page).contains("Đồng cấp trả lời"));
    assert!(table.contains("<td class=\"number\">6"), "{table}");
    // Where not even that may be told, nothing stands there.
    for competency in json["figures"]["competencies"].as_array_mut().unwrap() {
        for item in competency["items"].as_array_mut().unwrap() {
            item["cannot_judge"][1] = json!({ "withheld": { "kind": "count_hidden", "k": 5 } });
        }
    }
    let page = html(Lang::Vi, &serde_json::from_value(json).unwrap());
    assert!(!text(&page).contains("Đồng cấp trả lời"));
}

#[test]
fn ids_of_a_profile_are_unique() {
    let html = html(Lang::Vi, &Fixture::default().profile());
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let n_ids = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_ids);
}

#[test]
fn what_raters_wrote_is_text_and_never_markup() {
    let html = html(Lang::Vi, &Fixture::default().profile());
    assert!(html.contains("&lt;khi&gt;"));
}

#[test]
fn pages_promise_confidentiality_and_not_more() {
    for lang in [Lang::Vi, Lang::En] {
        let words = text(&html(lang, &Fixture::default().profile())).to_lowercase();
        assert!(!words.contains("ẩn danh"));
        assert!(!words.contains("anonym"));
    }
}

#[test]
fn no_style_and_no_script_stand_in_the_page() {
    let html = html(Lang::Vi, &Fixture::default().profile());
    assert!(!html.contains(" style=\""));
    assert!(!html.contains("<script"));
    assert!(!html.contains("<style"));
}

const LEADERS: [(&str, &str, &str); 4] = [
    ("CB-0007", "Nguyễn Văn An", "Bộ Thí điểm / Cục Hạ tầng"),
    ("CB-0031", "Lê Thị Ễn", "Bộ Thí điểm / Cục Hạ tầng"),
    ("CB/12 a", "Phạm Ngọc Ơn", "Bộ Thí điểm / Vụ Pháp chế"),
    ("CB-0412", "Trần Thị Minh Hạnh", "Bộ Thí điểm / Vụ Pháp chế"),
];

fn list_html(lang: Lang, purpose: &'static str, search: &str, n_pages: u32) -> String {
    let fixture = Fixture {
        purpose,
        ..Fixture::default()
    };
    let view = fixture.list(&LEADERS, search, n_pages);
    main_of(&context(lang, Role::Analyst), |context| {
        list::page(context, &view)
    })
}

#[test]
fn the_list_of_a_development_campaign() {
    insta::assert_snapshot!(list_html(Lang::Vi, "development", "", 3));
}

#[test]
fn the_overall_figure_joins_the_list_under_reference_only() {
    assert!(text(&list_html(Lang::Vi, "reference", "", 1)).contains("Con số chung"));
    assert!(!text(&list_html(Lang::Vi, "development", "", 1)).contains("Con số chung"));
}

#[test]
fn pages_of_a_search_keep_the_search_and_odd_staff_codes_stay_one_segment() {
    let html = list_html(Lang::Vi, "development", "vụ pháp chế", 2);
    assert!(html.contains("?search=v%E1%BB%A5%20ph%C3%A1p%20ch%E1%BA%BF&amp;page=2"));
    assert!(html.contains("/profiles/2026-q3/CB%2F12%20a"));
}

#[test]
fn the_list_names_the_protocol_that_it_is_about() {
    for n_pages in [1, 3] {
        let html = list_html(Lang::Vi, "development", "", n_pages);
        assert!(text(&html).contains(&format!("Mã phương án đã chốt: {}", "7f3a".repeat(16))));
    }
}

#[test]
fn nobody_found_says_what_to_do() {
    let view = Fixture::default().list(&[], "zzz", 1);
    let html = main_of(&context(Lang::Vi, Role::Analyst), |context| {
        list::page(context, &view)
    });
    assert!(text(&html).contains("Không tìm thấy ai"));
}

#[test]
fn before_the_first_release_the_home_page_says_so_to_each_role() {
    for (role, words) in [
        (Role::Analyst, "Khi một kỳ đã đóng"),
        (Role::Member, "Khi có kỳ lấy ý kiến về anh/chị"),
    ] {
        let html = main_of(&context(Lang::Vi, role), |context| {
            home::page(context, &ProfilesHome::default())
        });
        assert!(text(&html).contains(words));
    }
}

#[test]
fn the_first_card_says_what_is_clear_and_what_is_not() {
    let words = text(&html(Lang::Vi, &Fixture::default().profile()));
    assert!(words.contains("Mọi người đánh giá Kỷ cương, trách nhiệm (chênh 1,1; khoảng tin cậy 95 %: 0,72 đến 1,48) thấp hơn tự đánh giá."), "{words}");
    assert!(words.contains("(chênh 0,6; khoảng tin cậy 95 %: 0,22 đến 0,98) cao hơn tự đánh giá."));
    assert!(words.contains("Ở Đổi mới, dám nghĩ dám làm , dữ liệu chưa cho thấy khác biệt."));
}

#[test]
fn a_hidden_share_leaves_the_most_chosen_one_unsaid() {
    let mut json = Fixture::default().json();
    let said = "Được chọn nhiều nhất là điểm mạnh";
    assert!(
        text(&html(
            Lang::Vi,
            &serde_json::from_value(json.clone()).unwrap()
        ))
        .contains(said)
    );
    json["figures"]["forced_choice"]["shown"]["strongest"][1] = json!({ "kind": "covered" });
    assert!(!text(&html(Lang::Vi, &serde_json::from_value(json).unwrap())).contains(said));
}

#[test]
fn small_groups_without_distributions_say_why() {
    let fixture = Fixture {
        cells: vec![OWN, PEERS],
        withheld: vec![("subordinate", too_few())],
        ..Fixture::default()
    };
    let words = text(&html(Lang::Vi, &fixture.profile()));
    assert!(words.contains("Chỉ hiện khi có từ 10 người chắc chắn đã trả lời."));
    assert!(words.contains("Cấp dưới. Có ít hơn 5 phiếu"));
    let large = Fixture {
        cells: vec![OWN, SUBORDINATES],
        ..Fixture::default()
    };
    assert!(text(&html(Lang::Vi, &large.profile())).contains("Cấp dưới trả lời"));
}
