//! The published JSON schema of `toancanh profile --json`.

use contract::profiles::Profile;

/// Schema of a released profile.
pub fn profile() -> String {
    crate::instruments::schema::pretty::<Profile>()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_schema_has_the_figures_and_the_person() {
        let schema: Value = serde_json::from_str(&profile()).unwrap();
        for field in ["campaign", "subject", "figures"] {
            assert!(schema["properties"][field].is_object(), "{field}");
        }
        let figures = &schema["$defs"]["ProfileFigures"];
        let required: Vec<&str> = figures["required"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert!(required.contains(&"data_hash") && required.contains(&"protocol_hash"));
        assert!(
            !required.contains(&"overall"),
            "under development there is none"
        );
    }
}
