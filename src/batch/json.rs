//! The wanted fields of a JSON object, read without making the rest of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number.
    Number(Number),
    /// Anything else.
    Other,
}

/// The value of the item's field in the object that a line is, and then those of `more`; none where it is no JSON object. Of a field that stands
/// twice the last counts.
pub fn fields<'a>(line: &'a str, item: &str, more: &[String]) -> Option<Vec<Option<Scalar<'a>>>> {
    let mut reader = serde_json::Deserializer::from_str(line);
    let found = Object { item, more }.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(found)
}

struct Object<'w> {
    item: &'w str,
    more: &'w [String],
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<Option<Scalar<'de>>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<Option<Scalar<'de>>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = vec![None; 1 + self.more.len()];
        while let Some(places) = map.next_key_seed(Key { item: self.item, more: self.more })? {
            let [first, second] = places;
            let Some(first) = first else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(Value)?;
            if let Some(second) = second {
                found[second] = Some(value.clone());
            }
            found[first] = Some(value);
        }
        Ok(found)
    }
}

/// A key: its places among what is wanted. The item's field may be wanted beside it too.
struct Key<'w> {
    item: &'w str,
    more: &'w [String],
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = [Option<usize>; 2];

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = [Option<usize>; 2];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let item = (key == self.item).then_some(0);
        let more = self.more.iter().position(|name| name == key).map(|at| at + 1);
        Ok(if item.is_some() { [item, more] } else { [more, None] })
    }
}

struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Scalar<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar<'de>, E> {
        Ok(Number::from_f64(number).map_or(Scalar::Other, Scalar::Number))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Other)
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scalar<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the whole object as another reader makes it.
    #[test]
    fn the_wanted_fields_are_those_of_the_whole_object() {
        let more = ["from".to_owned(), "n".to_owned()];
        for line in [
            r#"{"n": "a", "from": "b", "x": [1, {"n": 2}]}"#,
            r#" {"n" : 12, "from": null} "#,
            r#"{"n": -1.5e3, "from": true, "n": "last"}"#,
            r#"{"\u006e": "\u3042\n", "from": {"a": []}}"#,
            r#"{"n": [1,2], "x": "}", "from": []}"#,
            r#"{"from": "only"}"#,
            "{}",
            "[]",
            "12",
            "\"text\"",
            "null",
            "",
            "{\"n\": 1} x",
            "{\"n\": }",
            "{\"n\": \"a\"",
        ] {
            let whole = serde_json::from_str::<serde_json::Value>(line).ok().filter(serde_json::Value::is_object);
            let read = |name: &str| {
                whole.as_ref()?.get(name).map(|value| match value {
                    serde_json::Value::String(text) => Scalar::Text(Cow::Owned(text.clone())),
                    serde_json::Value::Number(number) => Scalar::Number(number.clone()),
                    _ => Scalar::Other,
                })
            };
            let expected = whole.is_some().then(|| vec![read("n"), read("from"), read("n")]);
            assert_eq!(fields(line, "n", &more), expected, "{line}");
        }
    }
}
