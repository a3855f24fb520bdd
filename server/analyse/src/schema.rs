//! `analyse schema`: what the JSON of a command looks like, as a JSON schema.

use std::io::Write;

use contract::locale::Lang;
use schemars::{Schema, schema_for};

use crate::refusal::Refusal;
use crate::{
    agreement, compare, facets, merge, model, ordinal, output, profile, rake, screen, simulate,
};

/// Of which command.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lệnh cần xem · The command
    #[arg(value_name = "COMMAND")]
    command: Name,
}

/// The commands that print JSON.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Name {
    Model,
    Agreement,
    Screen,
    Rake,
    Merge,
    Facets,
    Ordinal,
    Profile,
    Simulate,
    Compare,
}

/// Prints the schema.
pub fn run(arguments: &Arguments, _lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    output::json(out, &schema(arguments.command))
}

fn schema(name: Name) -> Schema {
    match name {
        Name::Model => schema_for!(model::ModelResult),
        Name::Agreement => schema_for!(agreement::Report),
        Name::Screen => schema_for!(screen::Report),
        Name::Rake => schema_for!(rake::RakeResult),
        Name::Merge => schema_for!(merge::MergeResult),
        Name::Facets => schema_for!(facets::Report),
        Name::Ordinal => schema_for!(ordinal::OrdinalResult),
        Name::Profile => schema_for!(profile::Output),
        Name::Simulate => schema_for!(simulate::Output),
        Name::Compare => schema_for!(compare::Output),
    }
}
