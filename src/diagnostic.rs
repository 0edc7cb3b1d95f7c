//! What every error of Gapwise has in common: a stable code, a place and a remedy.
//!
//! Each module has its own `thiserror` enum; all of them implement [`Diagnostic`], so that the command
//! line and the JavaScript boundary can show any of them in the same way. This module knows nothing of
//! the others.

/// An error that a user can act on.
pub trait Diagnostic: std::error::Error {
    /// A stable, machine-readable name in kebab case, such as `map-cycle`. Never changed once released.
    fn code(&self) -> &'static str;

    /// Where in the input it is: a JSON path (`CFItems[3].fullStatement`), a line (`line 12`), or both.
    fn path(&self) -> Option<String> {
        None
    }

    /// What the user can do about it, as a full sentence.
    fn hint(&self) -> String;
}

/// The name of a JSON value's type, for messages such as "expected a string, found a number".
#[must_use]
pub fn json_type(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "true or false",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "an array",
        serde_json::Value::Object(_) => "an object",
    }
}

/// What is wrong with a JSON text, without the line and column, which errors name apart.
#[must_use]
pub fn json_detail(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    whole
        .split(" at line")
        .next()
        .unwrap_or_default()
        .to_owned()
}
