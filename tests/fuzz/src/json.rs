//! Changes to a JSON value that leave it JSON: the bytes of a text seldom survive being changed at random.

use serde_json::{Number, Value, json};

/// Numbers without end, always the same from the same start (G. Marsaglia, "Xorshift RNGs", Journal of Statistical
/// Software 8(14), 2003).
pub struct Random(u64);

impl Random {
    /// Begins at a seed.
    #[must_use]
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed) << 1 | 1)
    }

    /// A number below `below`, which must not be 0.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap_or_default()
    }
}

/// Changes one value in it: for another of its kind, for one of no kind that is expected, or for one from elsewhere in
/// it; or it goes, or stands twice. `bytes` changes the bytes of a text.
pub fn change(whole: &mut Value, random: &mut Random, bytes: &mut dyn FnMut(&str) -> String) {
    let elsewhere = {
        let place = random.below(count(whole));
        nth(whole, place).map(|value| value.clone())
    };
    let place = random.below(count(whole));
    let Some(value) = nth(whole, place) else {
        return;
    };
    match (random.below(8), value) {
        (0, value) => *value = strange(random),
        (1, value) => *value = elsewhere.unwrap_or_default(),
        (2, value) => *value = json!([value.take()]),
        (3, Value::Array(list)) if !list.is_empty() => drop(list.remove(random.below(list.len()))),
        (4, Value::Array(list)) if !list.is_empty() => {
            let one = list[random.below(list.len())].clone();
            list.insert(random.below(list.len() + 1), one);
        }
        (3, Value::Object(fields)) if !fields.is_empty() => {
            let key = fields.keys().nth(random.below(fields.len())).cloned();
            key.and_then(|key| fields.remove(&key));
        }
        (4, Value::Object(fields)) if !fields.is_empty() => {
            let key = fields
                .keys()
                .nth(random.below(fields.len()))
                .cloned()
                .unwrap_or_default();
            let value = fields.remove(&key).unwrap_or_default();
            fields.insert(bytes(&key), value);
        }
        (_, Value::String(text)) => *text = bytes(text),
        (_, Value::Number(number)) => {
            let near = number.as_f64().unwrap_or_default();
            let nearby = [near + 1.0, near - 1.0, -near, near * 1e6, near / 3.0];
            let nearby = Number::from_f64(nearby[random.below(nearby.len())]);
            *number = nearby.unwrap_or_else(|| number.clone());
        }
        (_, Value::Bool(own)) => *own = !*own,
        (_, value) => *value = strange(random),
    }
}

/// What nobody expects.
fn strange(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!({}),
        2 => json!([]),
        3 => json!(""),
        4 => json!(-1),
        5 => json!(0),
        6 => json!(1e308),
        7 => json!(u64::MAX),
        8 => json!(f64::MIN_POSITIVE),
        9 => json!("2024-02-30"),
        10 => json!("\u{0}\u{feff}🙂\u{301}".repeat(1 + random.below(40))),
        _ => json!(true),
    }
}

/// How many values there are, the whole one included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// A value by its place, parents first.
fn nth(value: &mut Value, place: usize) -> Option<&mut Value> {
    if place == 0 {
        return Some(value);
    }
    let mut left = place - 1;
    let inner: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => return None,
    };
    for value in inner {
        let own = count(value);
        if left < own {
            return nth(value, left);
        }
        left -= own;
    }
    None
}
