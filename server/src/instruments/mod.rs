//! Instruments: read from files, checked, frozen byte by byte, kept on the roster.

pub mod schema;
mod shipped;
mod validate;

use contract::error::AppError;
use contract::instruments::{Instrument, InstrumentFault, InstrumentProblem};
use store::Roster;
use store::roster::instruments::StoredInstrument;

use crate::canonical::Canonical;

pub use shipped::shipped;
pub use validate::{Source, validate};

/// Reads an instrument file and checks it.
pub fn read(file: &str) -> Result<Instrument, Vec<InstrumentFault>> {
    let instrument: Instrument = serde_json::from_str(file.trim_start_matches('\u{feff}'))
        .map_err(|error| {
            vec![InstrumentFault {
                place: String::new(),
                problem: InstrumentProblem::Unreadable {
                    message: error.to_string(),
                },
            }]
        })?;
    let faults = validate(&instrument, Source::Asked);
    if faults.is_empty() {
        Ok(instrument)
    } else {
        Err(faults)
    }
}

/// Puts an instrument on the roster, unless this version of it is there. A version whose words
/// differ from those on the roster is refused: campaigns may have been opened with it.
pub async fn keep(roster: &Roster, instrument: &Instrument) -> Result<(), AppError> {
    let canonical = Canonical::of(instrument).map_err(AppError::internal)?;
    let version = i32::try_from(instrument.version).map_err(AppError::internal)?;
    let hash = canonical.hash().to_vec();
    roster
        .keep_instrument(StoredInstrument {
            id: instrument.id.clone(),
            version,
            content: canonical.into_text(),
            hash,
        })
        .await
        .map_err(AppError::internal)
}

/// Puts the shipped instruments on the roster. Run at every start.
pub async fn keep_shipped(roster: &Roster) -> Result<(), AppError> {
    for instrument in shipped().map_err(AppError::internal)? {
        keep(roster, &instrument).await?;
    }
    Ok(())
}

/// The newest version of each instrument that people can be asked with.
pub async fn to_choose_from(roster: &Roster) -> Result<Vec<Instrument>, AppError> {
    let stored = roster
        .newest_instruments()
        .await
        .map_err(AppError::internal)?;
    let mut instruments = Vec::with_capacity(stored.len());
    for row in stored {
        let instrument = parse(&row)?;
        if validate(&instrument, Source::Asked).is_empty() {
            instruments.push(instrument);
        }
    }
    Ok(instruments)
}

/// The newest version of an instrument that people can be asked with.
pub async fn newest(roster: &Roster, id: &str) -> Result<Option<Instrument>, AppError> {
    let instruments = to_choose_from(roster).await?;
    Ok(instruments
        .into_iter()
        .find(|instrument| instrument.id == id))
}

/// One version of an instrument.
pub async fn find(roster: &Roster, id: &str, version: u32) -> Result<Option<Instrument>, AppError> {
    let Ok(version) = i32::try_from(version) else {
        return Ok(None);
    };
    let row = roster
        .instrument(id, version)
        .await
        .map_err(AppError::internal)?;
    row.as_ref().map(parse).transpose()
}

fn parse(row: &StoredInstrument) -> Result<Instrument, AppError> {
    serde_json::from_str(&row.content).map_err(AppError::internal)
}

#[cfg(test)]
mod tests;
