//! The instruments that come with the product.

use contract::instruments::Instrument;

/// Their files, as they stand in the repository.
pub const FILES: [&str; 2] = [
    include_str!("../../instruments/leadership-public-service.json"),
    include_str!("../../instruments/quarterly-short.json"),
];

/// The shipped instruments. Their files are part of the program, so a fault is a fault of ours.
pub fn shipped() -> Result<Vec<Instrument>, serde_json::Error> {
    FILES
        .iter()
        .map(|file| serde_json::from_str(file))
        .collect()
}
