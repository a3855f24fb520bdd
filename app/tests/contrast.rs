//! The tokens of `style/_tokens.scss`, read as the browser reads them: text is legible on every
//! ground, in light and in dark.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/_tokens.scss");
const GROUNDS: [&str; 4] = ["paper", "surface", "soft", "brand-soft"];

type Palette = BTreeMap<String, [u8; 3]>;

/// Light, and dark with what it leaves as it is.
fn palettes() -> [(&'static str, Palette); 2] {
    let (light, dark) = TOKENS
        .split_once("@media screen and (prefers-color-scheme: dark)")
        .expect("the sheet has a dark part");
    let light = colours(light);
    let mut whole = light.clone();
    whole.extend(colours(dark));
    [("light", light), ("dark", whole)]
}

fn colours(text: &str) -> Palette {
    text.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let hex = value.trim_end_matches(';');
            assert_eq!(hex.len(), 6, "{name} is written with six digits");
            let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
            Some((name.to_owned(), [channel(0), channel(2), channel(4)]))
        })
        .collect()
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Asserts that each mark reaches `least` on each ground, in both palettes.
fn assert_reaches(marks: &[&str], grounds: &[&str], least: f64) {
    let mut failures = Vec::new();
    for (theme, palette) in palettes() {
        for mark in marks {
            for ground in grounds {
                let found = contrast(palette[*mark], palette[*ground]);
                if found < least {
                    failures.push(format!("{theme}: {mark} on {ground} {found:.2} < {least}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn text_reaches_seven_to_one_on_all_four_grounds() {
    assert_reaches(
        &[
            "ink",
            "muted",
            "brand",
            "brand-strong",
            "warn",
            "ok",
            "gold",
        ],
        &GROUNDS,
        7.0,
    );
}

#[test]
fn words_on_a_button_reach_seven_to_one() {
    assert_reaches(&["on-brand"], &["brand", "brand-strong"], 7.0);
}

#[test]
fn marks_of_the_relations_reach_six_to_one() {
    assert_reaches(
        &[
            "relation-self",
            "relation-superior",
            "relation-peer",
            "relation-subordinate",
            "relation-citizen",
        ],
        &GROUNDS,
        6.0,
    );
}

#[test]
fn borders_of_controls_reach_three_to_one() {
    assert_reaches(&["control"], &GROUNDS, 3.0);
}

#[test]
fn numbers_on_the_zones_can_be_read() {
    // Three grounds of middle lightness cannot give 7:1 to any ink and stay apart in greyscale;
    // the numbers are large and stand again in the table beside the chart.
    assert_reaches(
        &["zone-ink"],
        &["zone-low", "zone-middle", "zone-high"],
        5.5,
    );
}

#[test]
fn a_whisker_is_seen_on_its_bar() {
    assert_reaches(&["ink"], &["bar", "soft"], 5.0);
}
