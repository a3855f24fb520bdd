//! `analyse profile`: the whole pipeline on the ballots of a file.

mod arguments;
mod hashes;
mod input;
mod output;
mod text;

use std::io::Write;

use contract::locale::Lang;
use stats::profiles;

pub use arguments::Arguments;
pub use output::Output;

use crate::refusal::Refusal;

/// Reads, runs and prints.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let protocol = arguments.protocol()?;
    let file = input::read(arguments, &protocol)?;
    let run = protocol.frozen().and_then(|frozen| {
        profiles::run(&file.ballots, &file.competencies, &frozen).map_err(|error| {
            Refusal::new(
                format!("Không tính được trên các phiếu này: {error}."),
                format!("These ballots cannot be computed: {error}."),
            )
        })
    })?;
    let result = Output::of(&file, &protocol, &run, arguments.ballot_weights);
    if arguments.json {
        crate::output::json(out, &result)
    } else {
        crate::output::text(out, &text::of(&result, lang))
    }
}
