//! The published JSON schemas of the files that people write or check themselves.

use contract::campaigns::Protocol;
use contract::instruments::Instrument;
use schemars::{JsonSchema, schema_for};

/// Schema of an instrument file.
pub fn instrument() -> String {
    pretty::<Instrument>()
}

/// Schema of a frozen protocol.
pub fn protocol() -> String {
    pretty::<Protocol>()
}

pub(crate) fn pretty<T: JsonSchema>() -> String {
    // The alternate form of a JSON value is indented and cannot fail.
    format!("{:#}\n", schema_for!(T).to_value())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_schemas_name_every_field_and_allow_no_other() {
        for (schema, field) in [(instrument(), "competencies"), (protocol(), "merge_path")] {
            let schema: Value = serde_json::from_str(&schema).unwrap();
            assert_eq!(schema["additionalProperties"], Value::Bool(false));
            assert!(schema["properties"][field].is_object(), "{field}");
        }
    }
}
