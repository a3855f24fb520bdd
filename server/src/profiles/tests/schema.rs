//! What is printed is what the published schema says.

use contract::campaigns::Purpose;
use rstest::rstest;
use serde_json::Value;

use super::releasing::{one_leader, release};
use crate::profiles::schema;

/// Everything in a value that its schema does not allow: as much of JSON Schema as ours uses. Keys
/// that it does not list are faults too, since nothing may leave unannounced.
fn faults(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.strip_prefix('#').unwrap();
        let target = root.pointer(pointer).unwrap();
        return faults(root, target, value, place);
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let of: Vec<_> = choices
            .iter()
            .map(|choice| faults(root, choice, value, place))
            .collect();
        let fits = of.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { of.concat() };
    }
    let mut found = Vec::new();
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a type of JSON: {other}"),
    };
    if !types.is_empty() && !types.iter().any(is) {
        found.push(format!("{place}: {value} is not {types:?}"));
    }
    let constant = &schema["const"];
    let listed = schema["enum"].as_array();
    if (!constant.is_null() && constant != value) || listed.is_some_and(|all| !all.contains(value))
    {
        found.push(format!("{place}: {value}"));
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object())
    {
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !object.contains_key(name) {
                found.push(format!("{place}: without {name}"));
            }
        }
        for (name, value) in object {
            let place = format!("{place}/{name}");
            match properties.get(name) {
                Some(schema) => found.extend(faults(root, schema, value, &place)),
                None => found.push(format!("{place}: not in the schema")),
            }
        }
    }
    for (at, value) in value.as_array().into_iter().flatten().enumerate() {
        let place = format!("{place}/{at}");
        found.extend(faults(root, &schema["items"], value, &place));
    }
    found
}

#[rstest]
#[tokio::test]
async fn released_figures_are_as_the_schema_says(
    #[values(Purpose::Development, Purpose::Reference)] purpose: Purpose,
) {
    let mut campaign = one_leader();
    campaign.protocol.purpose = purpose;
    let figures = serde_json::to_value(release(&campaign).await).unwrap();
    let root: Value = serde_json::from_str(&schema::profile()).unwrap();
    let of_figures = &root["properties"]["figures"];
    assert_eq!(faults(&root, of_figures, &figures, ""), [""; 0]);

    // The check sees what is missing, what is of another type, and what nobody announced.
    let mut harmed = figures.clone();
    harmed["data_hash"].take();
    harmed["competencies"][0]["cells"][0] = "4".into();
    harmed["rank"] = 1.into();
    harmed.as_object_mut().unwrap().remove("weights");
    let found = faults(&root, of_figures, &harmed, "").join("\n");
    for place in [
        "/data_hash",
        "/competencies/0/cells/0",
        "/rank",
        "without weights",
    ] {
        assert!(found.contains(place), "{place} in {found}");
    }
}
