//! A released profile as text to read: the sentences, figures and reasons of its page, without the
//! charts. It takes the released view and adds nothing to it.

use app::charts::choices::{interval_text, share_text};
use app::components::figure::with_interval;
use app::format;
use app::pages::profiles::competency::agreement_lines;
use app::pages::profiles::{notes, reading};
use app::words::{cli as words, common, profiles as page};
use contract::locale::Lang;
use contract::profiles::{
    ChoiceShare, Comments, CompetencyFigures, Disclosed, Figure, ForcedChoiceFigures, Profile,
    ProfileFigures, Withheld,
};

/// The text.
pub(super) fn of(lang: Lang, profile: &Profile) -> String {
    let figures = &profile.figures;
    let mut text = Text::default();
    heading(lang, profile, &mut text);
    says(lang, profile, &mut text);

    text.section(words::profile_groups(lang));
    for cell in &figures.cells {
        let name = page::cell(lang, cell);
        let ballots = shown(lang, &cell.n, |n| page::ballots(lang, u64::from(*n)));
        text.line(1, &words::profile_group(lang, &name, &ballots));
    }
    for competency in &figures.competencies {
        text.section(competency.title.get(lang));
        one(lang, figures, competency, &mut text);
    }
    choices(lang, figures, &mut text);
    comments(lang, &figures.comments, &mut text);

    text.section(page::withheld_heading(lang));
    let withheld = notes::withheld_lines(lang, figures);
    if withheld.is_empty() {
        text.line(1, page::withheld_none(lang));
    }
    for (place, reason) in withheld {
        text.line(1, &format!("{place}. {reason}"));
    }
    text.section(page::how_to_read(lang));
    for line in notes::reading_lines(lang, figures) {
        text.line(1, &line);
    }
    provenance(lang, profile, &mut text);
    text.line(0, "");
    text.line(0, words::profile_more(lang));
    text.0
}

/// Lines, two spaces deeper for each level.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, level: usize, line: &str) {
        self.0.push_str(&"  ".repeat(level));
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn section(&mut self, title: &str) {
        self.line(0, "");
        self.line(0, title);
    }
}

fn heading(lang: Lang, profile: &Profile, text: &mut Text) {
    let (campaign, subject) = (&profile.campaign, &profile.subject);
    text.line(0, &page::title_of(lang, &subject.full_name));
    let post: Vec<&str> = [subject.post.as_str(), subject.unit_path.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !post.is_empty() {
        text.line(0, &post.join(" · "));
    }
    let released = campaign
        .released_on
        .as_deref()
        .map(|day| page::released_on(lang, &format::iso_date(lang, day)));
    let purpose = page::purpose_is(lang, common::purpose(lang, campaign.purpose));
    let parts: Vec<String> = [campaign.title.get(lang).to_owned(), purpose]
        .into_iter()
        .chain(released)
        .collect();
    text.line(0, &parts.join(" · "));
}

fn says(lang: Lang, profile: &Profile, text: &mut Text) {
    let figures = &profile.figures;
    text.section(page::says(lang));
    let mut sentences = reading::sentences(lang, profile);
    sentences.extend(reading::choice_sentences(
        lang,
        &figures.competencies,
        &figures.forced_choice,
    ));
    for sentence in sentences {
        // The page sets in bold what stands between asterisks.
        text.line(1, &sentence.replace("**", ""));
    }
    // Under development the view holds none.
    if let Some(overall) = &figures.overall {
        let figure = figure(lang, &overall.merged);
        text.line(
            1,
            &words::profile_figure(lang, page::overall(lang), &figure),
        );
        text.line(1, page::overall_note(lang));
    }
}

fn one(lang: Lang, figures: &ProfileFigures, competency: &CompetencyFigures, text: &mut Text) {
    let merged = page::merged_from(lang, &page::weights(lang, &figures.weights));
    let of_merged = figure(lang, &competency.merged);
    text.line(1, &words::profile_figure(lang, &merged, &of_merged));
    let cells = |level: usize, of: &[Disclosed<Figure>], text: &mut Text| {
        for (cell, of_cell) in figures.cells.iter().zip(of) {
            let (name, told) = (page::cell(lang, cell), figure(lang, of_cell));
            text.line(level, &words::profile_figure(lang, &name, &told));
        }
    };
    cells(1, &competency.cells, text);
    if let Ok(gap) = competency.gap.get() {
        let interval = format::difference_interval(lang, gap.ci95.lo, gap.ci95.hi);
        let difference = format::difference(lang, gap.difference);
        let reading = page::gap(lang, gap.reading);
        let told = format!("{difference} ({interval}). {reading}.");
        text.line(
            1,
            &words::profile_figure(lang, page::difference(lang), &told),
        );
    }
    for line in agreement_lines(lang, figures, competency) {
        text.line(1, &line);
    }
    text.line(1, &format!("{}:", page::items(lang)));
    for item in &competency.items {
        text.line(2, item.short.get(lang));
        cells(3, &item.cells, text);
    }
}

/// An estimate with its interval, its people and its reliability, or why it is not shown.
fn figure(lang: Lang, figure: &Disclosed<Figure>) -> String {
    shown(lang, figure, |figure| {
        let reliability = figure
            .reliability
            .map(|value| page::reliability_of(lang, &format::number(lang, value, 2)));
        let parts: Vec<String> = [
            with_interval(lang, figure),
            page::from_people(lang, figure.n.into()),
        ]
        .into_iter()
        .chain(reliability)
        .collect();
        parts.join(" · ")
    })
}

fn shown<T>(lang: Lang, value: &Disclosed<T>, told: impl FnOnce(&T) -> String) -> String {
    match value.get() {
        Ok(value) => told(value),
        Err(reason) => words::profile_not_shown(lang, &page::withheld(lang, reason)),
    }
}

fn choices(lang: Lang, figures: &ProfileFigures, text: &mut Text) {
    let told = match figures.forced_choice.get() {
        Err(Withheld::NotAsked) => return,
        other => other,
    };
    text.section(page::choices(lang));
    let ForcedChoiceFigures {
        strongest,
        improve_first,
        n,
    } = match told {
        Ok(choices) => choices,
        Err(reason) => {
            let reason = page::withheld(lang, reason);
            return text.line(1, &words::profile_not_shown(lang, &reason));
        }
    };
    text.line(
        1,
        &words::profile_choices(lang, &format::count(lang, (*n).into())),
    );
    let mut list = |title: &str, shares: &[ChoiceShare]| {
        text.line(1, &format!("{title}:"));
        for (competency, share) in figures.competencies.iter().zip(shares) {
            let title = competency.title.get(lang);
            let told = match interval_text(lang, *share) {
                Some(interval) => format!("{} ({interval})", share_text(lang, *share)),
                None => share_text(lang, *share),
            };
            text.line(2, &words::profile_figure(lang, title, &told));
        }
    };
    list(page::strongest(lang), strongest);
    list(page::improve_first(lang), improve_first);
}

fn comments(lang: Lang, comments: &[Comments], text: &mut Text) {
    if comments.is_empty() {
        return;
    }
    text.section(page::comments(lang));
    text.line(1, page::comments_lead(lang));
    let mut asked = None;
    for group in comments {
        if asked.replace(&group.prompt) != Some(&group.prompt) {
            text.line(1, group.question.get(lang));
        }
        let from = page::comments_from(lang, &page::relations(lang, &group.relations));
        match group.texts.get() {
            Ok(texts) => {
                text.line(2, &from);
                for comment in texts {
                    // A comment of several lines stays under its dash.
                    let lines: Vec<&str> = comment.lines().collect();
                    text.line(2, &format!("– {}", lines.join("\n      ")));
                }
            }
            Err(reason) => {
                let reason = page::withheld(lang, reason);
                let told = words::profile_not_shown(lang, &reason);
                text.line(2, &words::profile_figure(lang, &from, &told));
            }
        }
    }
}

fn provenance(lang: Lang, profile: &Profile, text: &mut Text) {
    let (campaign, figures) = (&profile.campaign, &profile.figures);
    text.section(page::provenance(lang));
    let period = common::from_to(
        lang,
        &format::iso_date(lang, &campaign.opens_on),
        &format::iso_date(lang, &campaign.closes_on),
    );
    for (name, value) in [
        (page::period(lang), period.as_str()),
        (page::method_version(lang), &figures.method_version),
        (page::protocol_hash(lang), &figures.protocol_hash),
        (page::data_hash(lang), &figures.data_hash),
    ] {
        text.line(1, &words::profile_figure(lang, name, value));
    }
}

#[cfg(test)]
mod tests {
    use contract::campaigns::{CampaignHead, Purpose};
    use contract::profiles::SubjectHead;
    use contract::raters::Relation;
    use rstest::rstest;

    use super::*;
    use crate::profiles::tests::releasing::{one_leader, release};

    async fn profile(purpose: Purpose) -> Profile {
        let mut campaign = one_leader();
        campaign.protocol.purpose = purpose;
        for n in 0..5 {
            let comment = format!("Nên họp ngắn hơn.\nÝ kiến {n}");
            campaign.comment(7, Relation::Subordinate, &comment);
        }
        let protocol = campaign.protocol.clone();
        Profile {
            campaign: CampaignHead {
                id: protocol.campaign,
                code: protocol.code,
                title: protocol.title,
                purpose,
                mode: protocol.mode,
                k: protocol.k,
                k_text: protocol.k_text,
                opens_on: protocol.opens_on,
                closes_on: protocol.closes_on,
                released_on: Some("2026-10-05".to_owned()),
                protocol_hash: hex::encode(campaign.protocol_hash()),
            },
            subject: SubjectHead {
                staff_code: "CB7".to_owned(),
                full_name: "Nguyễn Văn Số7".to_owned(),
                name: "đồng chí Số7".to_owned(),
                post: "Vụ trưởng".to_owned(),
                unit_path: "Bộ/Vụ Tổ chức".to_owned(),
            },
            figures: release(&campaign).await,
        }
    }

    #[rstest]
    #[case("development_vi", Lang::Vi, Purpose::Development)]
    #[case("reference_en", Lang::En, Purpose::Reference)]
    #[tokio::test]
    async fn a_profile_is_told_in_words(
        #[case] name: &str,
        #[case] lang: Lang,
        #[case] purpose: Purpose,
    ) {
        let profile = profile(purpose).await;
        let text = of(lang, &profile)
            .replace(&profile.figures.protocol_hash, "PROTOCOL")
            .replace(&profile.figures.data_hash, "DATA");
        insta::assert_snapshot!(name, text);
        let told_overall = text.contains(page::overall(lang));
        assert_eq!(told_overall, purpose.allows_overall());
    }
}
