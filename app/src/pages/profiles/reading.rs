//! What the data of a profile say and how sure that is, in a few sentences made from the figures.
//! Parts in pairs of asterisks stand out. No sentence names a trait of a person.

use contract::locale::Lang;
use contract::profiles::{
    ChoiceShare, CompetencyFigures, Disclosed, ForcedChoiceFigures, Gap, GapReading, Profile,
    Withheld,
};
use contract::raters::Relation;

use crate::components::figure;
use crate::format;
use crate::words::profiles as words;

/// Self against others; where the leader did not answer, what others say on average.
pub fn sentences(lang: Lang, profile: &Profile) -> Vec<String> {
    let figures = &profile.figures;
    let nothing = figures
        .cells
        .iter()
        .all(|cell| cell.relations == [Relation::Oneself]);
    let has_self = figures
        .cells
        .iter()
        .any(|cell| cell.relations == [Relation::Oneself]);
    if nothing {
        return vec![words::says_nothing(lang).to_owned()];
    }
    if !has_self {
        let mut said = vec![words::says_without_self(lang).to_owned()];
        said.splice(0..0, others_on_average(lang, &figures.competencies));
        return said;
    }
    gaps(lang, &figures.competencies)
}

fn others_on_average(lang: Lang, competencies: &[CompetencyFigures]) -> Option<String> {
    let estimates: Vec<String> = competencies
        .iter()
        .filter_map(|competency| {
            let merged = competency.merged.get().ok()?;
            let title = competency.title.get(lang);
            let estimate = figure::estimate(lang, merged);
            Some(match merged.ci95 {
                Some(ci) => {
                    let interval = format::interval(lang, ci.lo, ci.hi);
                    words::says_estimate(lang, title, &estimate, &interval)
                }
                None => format!("**{title}** {estimate}"),
            })
        })
        .collect();
    (!estimates.is_empty()).then(|| words::says_others(lang, &format::list(lang, &estimates)))
}

fn gaps(lang: Lang, competencies: &[CompetencyFigures]) -> Vec<String> {
    let with = |wanted: GapReading| -> Vec<(&CompetencyFigures, &Gap)> {
        competencies
            .iter()
            .filter_map(|competency| Some((competency, competency.gap.get().ok()?)))
            .filter(|(_, gap)| gap.reading == wanted)
            .collect()
    };
    let clear = |found: Vec<(&CompetencyFigures, &Gap)>| -> Option<String> {
        let parts: Vec<String> = found
            .iter()
            .map(|(competency, gap)| format!("{} ({})", strong(lang, competency), by(lang, gap)))
            .collect();
        (!parts.is_empty()).then(|| format::list(lang, &parts))
    };
    let names = |found: Vec<(&CompetencyFigures, &Gap)>| -> Option<String> {
        let parts: Vec<String> = found
            .iter()
            .map(|(competency, _)| strong(lang, competency))
            .collect();
        (!parts.is_empty()).then(|| format::list(lang, &parts))
    };

    let open = with(GapReading::NotEnoughEvidence);
    let n_open = open.len();
    let withheld: Vec<String> = competencies
        .iter()
        .filter(|competency| competency.gap.get().is_err())
        .map(|competency| strong(lang, competency))
        .collect();
    let mut said: Vec<String> = [
        clear(with(GapReading::SelfHigher)).map(|list| words::says_self_higher(lang, &list)),
        clear(with(GapReading::SelfLower)).map(|list| words::says_self_lower(lang, &list)),
        names(with(GapReading::Similar)).map(|list| words::says_similar(lang, &list)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if n_open == competencies.len() {
        said.push(words::says_no_evidence_at_all(lang).to_owned());
    } else if n_open > 1 && withheld.is_empty() && !said.is_empty() {
        said.push(words::says_no_evidence_rest(lang).to_owned());
    } else {
        said.extend(names(open).map(|list| words::says_no_evidence(lang, &list)));
    }
    if !withheld.is_empty() {
        said.push(words::says_no_gap(lang, &format::list(lang, &withheld)));
    }
    said
}

fn strong(lang: Lang, competency: &CompetencyFigures) -> String {
    format!("**{}**", competency.title.get(lang))
}

/// The size of a clear difference with its interval, without a sign: the sentence says which way.
fn by(lang: Lang, gap: &Gap) -> String {
    let (lo, hi) = if gap.difference < 0.0 {
        (-gap.ci95.hi, -gap.ci95.lo)
    } else {
        (gap.ci95.lo, gap.ci95.hi)
    };
    words::says_by(
        lang,
        &format::figure(lang, gap.difference.abs()),
        &format::figure(lang, lo),
        &format::figure(lang, hi),
    )
}

/// Which competencies were chosen most often; nothing where a hidden share could be the largest.
pub fn choice_sentences(
    lang: Lang,
    competencies: &[CompetencyFigures],
    choices: &Disclosed<ForcedChoiceFigures>,
) -> Vec<String> {
    let Ok(choices) = choices.get() else {
        return Vec::new();
    };
    let strongest = most_chosen(lang, competencies, &choices.strongest);
    let improve_first = most_chosen(lang, competencies, &choices.improve_first);
    [
        strongest.map(|list| words::says_strongest(lang, &list)),
        improve_first.map(|list| words::says_improve_first(lang, &list)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn most_chosen(
    lang: Lang,
    competencies: &[CompetencyFigures],
    shares: &[ChoiceShare],
) -> Option<String> {
    let size = |share: &ChoiceShare| match share {
        ChoiceShare::Few => Some(0),
        ChoiceShare::NearlyAll => Some(101),
        ChoiceShare::Covered => None,
        ChoiceShare::Share { pct, .. } => Some(u16::from(*pct)),
    };
    let sizes: Vec<u16> = shares
        .iter()
        .take(competencies.len())
        .map(size)
        .collect::<Option<_>>()?;
    let largest = *sizes.iter().max()?;
    if largest == 0 {
        return None;
    }
    let named: Vec<String> = competencies
        .iter()
        .zip(shares)
        .zip(&sizes)
        .filter(|(_, size)| **size == largest)
        .map(|((competency, share), _)| {
            let share = match share {
                ChoiceShare::Share { pct, .. } => format::percent(lang, *pct),
                _ => words::nearly_all_chose(lang).to_owned(),
            };
            format!("{} ({share})", strong(lang, competency))
        })
        .collect();
    // When all are chosen alike, none is chosen most.
    (named.len() < competencies.len()).then(|| format::list(lang, &named))
}

/// Whether a comparison is missing only because the leader did not answer.
pub const fn is_missing_self(reason: &Withheld) -> bool {
    matches!(reason, Withheld::NoAnswers | Withheld::NotInvited)
}
