//! A file and its form, read together: everything that they say by themselves, without the vaults.

use contract::campaigns::ProtocolSubject;
use contract::error::AppError;
use contract::ids::SubjectId;
use contract::instruments::Instrument;
use contract::people::ImportFaultKind;
use contract::raters::Relation;
use contract::ratings::{RatingsFaultKind as Kind, RatingsForm, WeightsFound};
use sha2::{Digest, Sha256};
use time::Date;
use uuid::Uuid;

use super::columns::{self, Columns, Headings};
use super::decisions::{self, Decided};
use super::instrument::instrument;
use super::place::{Faults, Place};
use super::table::{self, Table};
use crate::canonical::Canonical;
use crate::people;
use crate::people::csv_rows::CsvRows;

/// A file of ratings and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingsFile {
    /// The file, byte by byte.
    pub content: Vec<u8>,
    /// What its columns are, and what the campaign is to be.
    pub form: RatingsForm,
}

/// The same, read.
#[derive(Debug)]
pub(super) struct ReadRatings {
    pub form: RatingsForm,
    /// SHA-256 of file and form: the same source gives the same answers.
    pub source: [u8; 32],
    pub headings: Option<Headings>,
    pub columns: Option<Columns>,
    pub table: Table,
    pub counts: Counts,
    pub weights: WeightsFound,
    pub k: u16,
    /// What the campaign is made of, if nothing is missing.
    pub ready: Option<Ready>,
    pub faults: Faults,
}

/// Everything that a campaign is made of besides its answers.
#[derive(Debug)]
pub(super) struct Ready {
    pub decided: Decided,
    pub instrument: Instrument,
    /// The heading of the column that says who is rated.
    pub subject_heading: String,
}

/// Ballots by subject and relation.
#[derive(Debug, Default)]
pub(super) struct Counts(Vec<[u32; Relation::ALL.len()]>);

impl Counts {
    fn of(table: &Table) -> Self {
        let mut counts = vec![[0; Relation::ALL.len()]; table.subjects.len()];
        for (subject, relation) in table.subject.iter().zip(&table.relation) {
            counts[*subject as usize][usize::from(relation.code())] += 1;
        }
        Self(counts)
    }

    /// Ballots of a relation, subject by subject.
    pub fn in_relation(&self, relation: Relation) -> impl Iterator<Item = u32> + '_ {
        self.0
            .iter()
            .map(move |counts| counts[usize::from(relation.code())])
    }

    /// The relations that have any, in the order of every page.
    pub fn relations(&self) -> Vec<Relation> {
        let has_any = |of: &Relation| self.in_relation(*of).any(|n| n > 0);
        Relation::ALL.into_iter().filter(has_any).collect()
    }

    /// The subjects as the protocol counts them: who rated is who was invited.
    pub fn in_protocol(&self, ids: &[Uuid]) -> Vec<ProtocolSubject> {
        let of = |counts: &[u32; 4], relation: Relation| counts[usize::from(relation.code())];
        ids.iter()
            .zip(&self.0)
            .map(|(id, counts)| ProtocolSubject {
                subject: SubjectId(*id),
                n_superiors: of(counts, Relation::Superior),
                n_peers: of(counts, Relation::Peer),
                n_subordinates: of(counts, Relation::Subordinate),
            })
            .collect()
    }
}

impl RatingsFile {
    /// Reads everything and says all that is wrong. Its bytes are not needed afterwards.
    pub(super) fn read(self, today: Date) -> Result<ReadRatings, AppError> {
        let source = self.source()?;
        let mut faults = Faults::default();
        let decisions = decisions::read(&self.form, today, &mut faults);
        let mut headings = None;
        let mut columns = None;
        let mut table = Table::default();
        match people::decode(&self.content) {
            Err(kind) => faults.add(Place::File, Kind::File(kind)),
            Ok(text) => {
                let mut rows = CsvRows::new(&text, people::separator);
                let first = rows.next().map_err(AppError::internal)?;
                match first.map(|(_, record)| Headings::new(record)) {
                    None => faults.add(Place::File, Kind::File(ImportFaultKind::EmptyFile)),
                    Some(found) => {
                        columns = columns::read(&self.form, &found, &mut faults);
                        if let Some(columns) = &columns {
                            let scale = decisions.scale;
                            table = table::read(&mut rows, &found, columns, scale, &mut faults)?;
                        }
                        headings = Some(found);
                    }
                }
            }
        }
        if self.form.scale.trim().is_empty() {
            let found = range(&table).map(|(min, max)| (min.to_string(), max.to_string()));
            let at = Place::Field(super::place::Field::Scale);
            faults.add(at, Kind::ScaleOpen { found });
        }
        let counts = Counts::of(&table);
        let relations = counts.relations();
        if relations == [Relation::Oneself] {
            faults.add(Place::File, Kind::OnlySelf);
        }
        let k = decisions.k();
        let scale = decisions.scale;
        let weights = decisions.weights(&relations, &mut faults);
        let merge_path = decisions.merge_path(&relations, &mut faults);
        let ready = decisions
            .decided(weights, merge_path)
            .filter(|_| faults.n() == 0)
            .and_then(|decided| {
                let (columns, headings) = (columns.as_ref()?, headings.as_ref()?);
                let (code, title) = (&decided.code, &decided.title);
                let instrument = instrument(code, title, scale?, columns, headings);
                Some(Ready {
                    subject_heading: headings.name(columns.subject)?.to_owned(),
                    decided,
                    instrument,
                })
            });
        Ok(ReadRatings {
            form: self.form,
            source,
            headings,
            columns,
            table,
            counts,
            weights,
            k,
            ready,
            faults,
        })
    }

    fn source(&self) -> Result<[u8; 32], AppError> {
        let form = Canonical::of(&self.form).map_err(AppError::internal)?;
        Ok(Sha256::new_with_prefix("toancanh/ratings-source/1")
            .chain_update(Sha256::digest(&self.content))
            .chain_update(form.hash())
            .finalize()
            .into())
    }
}

/// The smallest and the largest rating of all.
fn range(table: &Table) -> Option<(f64, f64)> {
    let ranges = table.ranges.iter().flatten().copied();
    ranges.reduce(|(min, max), (lowest, highest)| (min.min(lowest), max.max(highest)))
}
