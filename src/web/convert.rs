//! Between JavaScript values and Rust ones.

use crate::diagnostic::Diagnostic;
use js_sys::{Error, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::ser::Formatter;
use serde_wasm_bindgen::Serializer;
use std::fmt::Display;
use std::io::{self, Write};
use wasm_bindgen::JsValue;

/// Plain objects and arrays, `undefined` for what is absent: the values that JSON would give.
const PLAIN: Serializer = Serializer::json_compatible().serialize_missing_as_null(false);

/// Characters of a refused value that an error repeats at most.
const LONGEST_QUOTE: usize = 240;

/// A JavaScript value of a Rust one.
pub(super) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&PLAIN).map_err(|error| unencoded(&error))
}

/// A JavaScript value of a large Rust one without missing fields: the browser's own parser makes its objects
/// several times faster than they are made one field at a time from here.
pub(super) fn encode_large<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&encode_text(value)?)
}

/// A Rust value as JSON of plain characters: one that is not plain makes a browser keep the whole text in twice the
/// memory and take it over one character at a time.
pub(super) fn encode_text<T: Serialize + ?Sized>(value: &T) -> Result<String, JsValue> {
    let mut text = Vec::with_capacity(128);
    value
        .serialize(&mut serde_json::Serializer::with_formatter(
            &mut text, Ascii,
        ))
        .map_err(|error| unencoded(&error))?;
    String::from_utf8(text).map_err(|error| unencoded(&error))
}

/// Without spaces, and without characters that are not plain.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let (plain, other) = rest.split_at(at);
            out.write_all(plain.as_bytes())?;
            let mut chars = other.chars();
            let first = chars.next().unwrap_or_default();
            for unit in first.encode_utf16(&mut [0; 2]) {
                let digit = |shift: u32| HEX[usize::from(*unit >> shift & 15)];
                out.write_all(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)])?;
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

fn unencoded(error: &dyn Display) -> JsValue {
    let hint = "Report this as a bug.";
    problem("encoding", &error.to_string(), None, hint)
}

/// A Rust value of a JavaScript one; `undefined` and `null` give the default of a request whose fields
/// are all optional.
pub(super) fn decode<T: DeserializeOwned>(value: JsValue, name: &str) -> Result<T, JsValue> {
    let value = if value.is_null_or_undefined() {
        js_sys::Object::new().into()
    } else {
        value
    };
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let hint = "Compare it with the type in the package's declarations.";
        let told = beginning(&error.to_string());
        problem("bad-request", &format!("{name}: {told}"), Some(name), hint)
    })
}

/// Of what may quote a whole value, as much as a person reads.
fn beginning(text: &str) -> String {
    let mut chars = text.chars();
    let mut begun: String = chars.by_ref().take(LONGEST_QUOTE).collect();
    if chars.next().is_some() {
        begun.push('…');
    }
    begun
}

/// A library error as a JavaScript one.
pub(super) fn throw(error: &dyn Diagnostic) -> JsValue {
    problem(
        error.code(),
        &error.to_string(),
        error.path().as_deref(),
        &error.hint(),
    )
}

fn problem(code: &str, message: &str, path: Option<&str>, hint: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name("GapwiseError");
    for (key, value) in [("code", Some(code)), ("path", path), ("hint", Some(hint))] {
        if let Some(value) = value {
            // Setting a property of a fresh Error cannot fail.
            let _ = Reflect::set(&error, &key.into(), &value.into());
        }
    }
    error.into()
}
