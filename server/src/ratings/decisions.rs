//! What the organisation decides about imported ratings. The same as about any campaign, read by the
//! same rules; nothing is filled in that must be asked.

use std::collections::BTreeMap;

use contract::campaigns::{Draft, K_DEFAULT, MergeStep, Purpose, Weights};
use contract::drafts::DraftForm;
use contract::error::Fault;
use contract::locale::Localized;
use contract::raters::Relation;
use contract::ratings::{RatingsFaultKind as Kind, RatingsForm, WeightsFound};
use time::Date;

use super::columns::{relation, some};
use super::place::{Faults, Field, Place};
use crate::{campaigns, people};

/// What was decided, as far as it can be read.
#[derive(Debug)]
pub(super) struct Decisions {
    draft: Option<Draft>,
    /// The relations that the weights name.
    weighted: Option<Vec<Relation>>,
    /// Lowest and highest level.
    pub scale: Option<(u8, u8)>,
    from: Option<Date>,
    to: Option<Date>,
}

/// Everything that the protocol needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decided {
    pub code: String,
    pub title: Localized,
    pub purpose: Purpose,
    pub weights: Weights,
    pub k: u16,
    pub merge_path: Vec<MergeStep>,
    pub from: Date,
    pub to: Date,
}

/// Reads the form.
pub(super) fn read(form: &RatingsForm, today: Date, faults: &mut Faults) -> Decisions {
    let (weights, weighted) = weights(&form.weights, faults);
    let weight = |relation| weights.get(&relation).cloned().unwrap_or_default();
    let draft = DraftForm {
        code: form.code.clone(),
        title_vi: form.title_vi.clone(),
        title_en: form.title_en.clone(),
        purpose: form.purpose.clone(),
        weight_superior: weight(Relation::Superior),
        weight_peer: weight(Relation::Peer),
        weight_subordinate: weight(Relation::Subordinate),
        k: form.k.clone(),
        merge: form.merge.clone(),
        ..DraftForm::default()
    };
    let draft = campaigns::read_form(&draft)
        .map_err(|found| {
            for fault in found {
                if let Some(field) = field_of(&fault.field) {
                    faults.add(Place::Field(field), Kind::Form(fault.fault));
                }
            }
        })
        .ok();
    let mut missing = |field| faults.add(Place::Field(field), Kind::Form(Fault::Missing));
    for (field, text) in [
        (Field::TitleVi, &form.title_vi),
        (Field::TitleEn, &form.title_en),
        (Field::Purpose, &form.purpose),
    ] {
        if some(text).is_none() {
            missing(field);
        }
    }
    let scale = some(&form.scale).and_then(|text| scale(text, faults));
    let from = date(Field::From, &form.from, today, faults);
    let to = date(Field::To, &form.to, today, faults);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let kind = Kind::Form(Fault::EndsBeforeItBegins);
        faults.add(Place::Field(Field::To), kind);
    }
    Decisions {
        draft,
        weighted,
        scale,
        from,
        to,
    }
}

impl Decisions {
    /// k, or what it is unless the organisation asks for more.
    pub fn k(&self) -> u16 {
        self.draft.as_ref().map_or(K_DEFAULT, |draft| draft.k)
    }

    /// The weights, now that it is known who rated.
    pub fn weights(&self, found: &[Relation], faults: &mut Faults) -> WeightsFound {
        let mut add = |kind| {
            faults.add(Place::Field(Field::Weights), kind);
            WeightsFound::Open
        };
        let others: Vec<Relation> = found
            .iter()
            .copied()
            .filter(|relation| *relation != Relation::Oneself)
            .collect();
        let Some(weighted) = &self.weighted else {
            return match others.as_slice() {
                // Without a row that can be read there is nothing to weigh yet.
                [] => WeightsFound::Open,
                [only] => WeightsFound::Whole(*only),
                _ => add(Kind::WeightsOpen { relations: others }),
            };
        };
        let Some(weights) = self.draft.as_ref().and_then(|draft| draft.weights) else {
            return WeightsFound::Open;
        };
        let mut outcome = WeightsFound::Decided(weights);
        for relation in &others {
            if !weighted.contains(relation) {
                let relation = *relation;
                outcome = add(Kind::WithoutWeight { relation });
            }
        }
        for relation in Relation::OTHERS {
            if weights.of(relation) > 0 && !others.is_empty() && !others.contains(&relation) {
                outcome = add(Kind::WeightOfNobody { relation });
            }
        }
        let sum_permille = weights.sum_permille();
        if sum_permille != 1_000 {
            outcome = add(Kind::Form(Fault::WeightsDoNotAddUp { sum_permille }));
        }
        outcome
    }

    /// The merge path, asked where there is more than one relation to merge.
    pub fn merge_path(&self, found: &[Relation], faults: &mut Faults) -> Option<Vec<MergeStep>> {
        let draft = self.draft.as_ref()?;
        let n_others = found.iter().filter(|of| **of != Relation::Oneself).count();
        match &draft.merge_path {
            Some(path) => Some(path.clone()),
            None if n_others <= 1 => Some(Vec::new()),
            None => {
                let kind = Kind::Form(Fault::Missing);
                faults.add(Place::Field(Field::Merge), kind);
                None
            }
        }
    }

    /// All of it; `None` where something was not decided, which the faults say.
    pub fn decided(
        self,
        weights: WeightsFound,
        merge_path: Option<Vec<MergeStep>>,
    ) -> Option<Decided> {
        let draft = self.draft?;
        Some(Decided {
            code: draft.code,
            title: draft.title,
            purpose: draft.purpose?,
            weights: match weights {
                WeightsFound::Open => return None,
                WeightsFound::Whole(relation) => whole(relation),
                WeightsFound::Decided(weights) => weights,
            },
            k: draft.k,
            merge_path: merge_path?,
            from: self.from?,
            to: self.to?,
        })
    }
}

/// The only relation has all the weight.
fn whole(relation: Relation) -> Weights {
    let of = |one| if one == relation { 1_000 } else { 0 };
    Weights {
        superior_permille: of(Relation::Superior),
        peer_permille: of(Relation::Peer),
        subordinate_permille: of(Relation::Subordinate),
    }
}

/// `RELATION=N,…`: per cent as text by relation, 0 for those that are not named, and which are.
fn weights(text: &str, faults: &mut Faults) -> (BTreeMap<Relation, String>, Option<Vec<Relation>>) {
    let mut weights = BTreeMap::new();
    let Some(text) = some(text) else {
        return (weights, None);
    };
    let mut named = Vec::new();
    for part in text
        .split([';', ','])
        .filter(|part| !part.trim().is_empty())
    {
        let read = part
            .split_once('=')
            .and_then(|(name, weight)| Some((relation(name).ok()?, weight)))
            .filter(|(of, _)| *of != Relation::Oneself && !named.contains(of));
        match read {
            Some((relation, weight)) => {
                named.push(relation);
                weights.insert(relation, weight.trim().to_owned());
            }
            None => faults.add(
                Place::Field(Field::Weights),
                Kind::Unreadable {
                    text: people::excerpt(part),
                    example: "superior=40,peer=30,subordinate=30".to_owned(),
                },
            ),
        }
    }
    for relation in Relation::OTHERS {
        weights.entry(relation).or_insert_with(|| "0".to_owned());
    }
    (weights, Some(named))
}

/// `MIN:MAX`, two whole numbers.
fn scale(text: &str, faults: &mut Faults) -> Option<(u8, u8)> {
    let read = text.split_once(':').and_then(|(min, max)| {
        let (min, max) = (min.trim().parse().ok()?, max.trim().parse().ok()?);
        (min < max && max <= 100).then_some((min, max))
    });
    if read.is_none() {
        let kind = Kind::Unreadable {
            text: people::excerpt(text),
            example: "1:5".to_owned(),
        };
        faults.add(Place::Field(Field::Scale), kind);
    }
    read
}

/// A day that is over, or today.
fn date(field: Field, text: &str, today: Date, faults: &mut Faults) -> Option<Date> {
    let mut add = |kind| faults.add(Place::Field(field), kind);
    match people::date(text.trim()) {
        Ok(Some(day)) if day > today => add(Kind::InTheFuture),
        Ok(Some(day)) => return Some(day),
        Ok(None) => add(Kind::Form(Fault::Missing)),
        Err(kind) => add(Kind::File(kind)),
    }
    None
}

fn field_of(name: &str) -> Option<Field> {
    Some(match name {
        "code" => Field::Code,
        "title_vi" => Field::TitleVi,
        "title_en" => Field::TitleEn,
        "purpose" => Field::Purpose,
        "weight_superior" | "weight_peer" | "weight_subordinate" => Field::Weights,
        "k" => Field::K,
        "merge" => Field::Merge,
        _ => return None,
    })
}
