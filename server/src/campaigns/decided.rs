//! A draft in which the organisation has decided everything, or what it still has to decide.

use contract::campaigns::{Draft, MergeStep, Purpose, SubjectChoice, Weights};
use contract::error::{Fault, FieldFault};
use time::Date;

/// The decisions that the opening freezes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What it is for.
    pub purpose: Purpose,
    /// Id of the instrument.
    pub instrument: String,
    /// Weights that add up.
    pub weights: Weights,
    /// Merge path.
    pub merge_path: Vec<MergeStep>,
    /// Whom it is about.
    pub subjects: SubjectChoice,
    /// Last day, after `today`.
    pub closes_on: Date,
}

/// Everything decided, or every fault by its field. Opened today, it must end after today.
pub fn decided(draft: &Draft, today: Date) -> Result<Decided, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, fault: Fault| {
        faults.push(FieldFault {
            field: field.to_owned(),
            fault,
        });
    };
    for (field, text) in [("title_vi", &draft.title.vi), ("title_en", &draft.title.en)] {
        if text.is_empty() {
            fault(field, Fault::Missing);
        }
    }
    if draft.purpose.is_none() {
        fault("purpose", Fault::Missing);
    }
    if draft.instrument.is_none() {
        fault("instrument", Fault::Missing);
    }
    match draft.weights {
        None => fault("weight_superior", Fault::Missing),
        Some(weights) if weights.sum_permille() != 1_000 => {
            let sum_permille = weights.sum_permille();
            fault("weight_superior", Fault::WeightsDoNotAddUp { sum_permille });
        }
        Some(_) => {}
    }
    if draft.merge_path.is_none() {
        fault("merge", Fault::Missing);
    }
    if draft.subjects.is_none() {
        fault("subjects", Fault::Missing);
    }
    match draft.closes_on {
        None => fault("closes_on", Fault::Missing),
        Some(day) if day <= today => fault("closes_on", Fault::InThePast),
        Some(_) => {}
    }
    let all = || {
        Some(Decided {
            purpose: draft.purpose?,
            instrument: draft.instrument.clone()?,
            weights: draft.weights?,
            merge_path: draft.merge_path.clone()?,
            subjects: draft.subjects.clone()?,
            closes_on: draft.closes_on?,
        })
    };
    match all() {
        Some(decided) if faults.is_empty() => Ok(decided),
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use contract::drafts::DraftForm;
    use rstest::rstest;
    use time::macros::date;

    use super::*;
    use crate::campaigns::fixture;
    use crate::campaigns::forms;

    const TODAY: Date = date!(2026 - 10 - 05);

    fn faults(form: &DraftForm) -> Vec<(String, Fault)> {
        let draft = forms::read(form).unwrap();
        match decided(&draft, TODAY) {
            Ok(_) => Vec::new(),
            Err(faults) => faults
                .into_iter()
                .map(|fault| (fault.field, fault.fault))
                .collect(),
        }
    }

    #[test]
    fn a_full_draft_is_decided() {
        assert_eq!(faults(&fixture::form()), []);
    }

    #[test]
    fn an_empty_draft_says_everything_that_is_missing() {
        let empty = DraftForm {
            code: "a1".into(),
            ..DraftForm::default()
        };
        let fields: Vec<String> = faults(&empty).into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "title_vi",
                "title_en",
                "purpose",
                "instrument",
                "weight_superior",
                "merge",
                "subjects",
                "closes_on"
            ]
        );
    }

    #[rstest]
    #[case(|f: &mut DraftForm| f.weight_peer = "31".into(), "weight_superior", Fault::WeightsDoNotAddUp { sum_permille: 1_010 })]
    #[case(|f: &mut DraftForm| { f.opens_on.clear(); f.closes_on = "2026-10-05".into() }, "closes_on", Fault::InThePast)]
    fn what_does_not_hold_today_is_named(
        #[case] harm: fn(&mut DraftForm),
        #[case] field: &str,
        #[case] fault: Fault,
    ) {
        let mut form = fixture::form();
        harm(&mut form);
        assert_eq!(faults(&form), [(field.to_owned(), fault)]);
    }
}
