//! RFC 8785 canonical JSON, for the values that the journal stores: no fractions, no large numbers.

use serde_json::{Map, Value};

use super::CodecError;

/// How deep arrays and objects may lie in each other, so that whatever is written can be parsed again.
pub const DEPTH_MAX: usize = 64;

/// The first integer that a reader with 64-bit floats may not tell from its neighbour.
const INTEGER_END: u64 = 1 << 53;

/// The RFC 8785 bytes of `value`.
///
/// # Errors
/// Refuses numbers that are not integers below 2^53 in size, and values nested more than [`DEPTH_MAX`] deep.
pub fn to_canonical(value: &Value) -> Result<Vec<u8>, CodecError> {
    let mut writer = CanonicalWriter::new(&[]);
    writer.value(value)?;
    Ok(writer.bytes)
}

/// Writes canonical JSON, and notes where the insides of word strings lie in it.
pub(super) struct CanonicalWriter<'a> {
    pub(super) bytes: Vec<u8>,
    /// Start and length of each word's inside, between its quotes, in order; empty ones are left out.
    pub(super) words: Vec<(usize, usize)>,
    word_keys: &'a [&'a str],
    depth: usize,
}

/// Whether a value stands under one of the word keys.
#[derive(Clone, Copy)]
enum Under {
    WordKey,
    OtherKey,
}

impl<'a> CanonicalWriter<'a> {
    pub(super) fn new(word_keys: &'a [&'a str]) -> Self {
        Self {
            bytes: Vec::new(),
            words: Vec::new(),
            word_keys,
            depth: 0,
        }
    }

    pub(super) fn value(&mut self, value: &Value) -> Result<(), CodecError> {
        self.write(value, Under::OtherKey)
    }

    fn write(&mut self, value: &Value, under: Under) -> Result<(), CodecError> {
        match value {
            Value::Null => self.bytes.extend(b"null"),
            Value::Bool(true) => self.bytes.extend(b"true"),
            Value::Bool(false) => self.bytes.extend(b"false"),
            Value::Number(number) => {
                let size = number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64());
                if size.is_none_or(|size| size >= INTEGER_END) {
                    return Err(CodecError::Number(number.clone()));
                }
                self.bytes.extend(number.to_string().bytes());
            }
            Value::String(text) => {
                let inside = self.bytes.len() + 1;
                self.string(text)?;
                let length = self.bytes.len() - 1 - inside;
                if matches!(under, Under::WordKey) && length > 0 {
                    self.words.push((inside, length));
                }
            }
            Value::Array(elements) => self.array(elements, under)?,
            Value::Object(members) => self.object(members)?,
        }
        Ok(())
    }

    /// The escapes of `serde_json` are those of RFC 8785: short ones where they exist, else four lower-case digits.
    fn string(&mut self, text: &str) -> Result<(), CodecError> {
        Ok(serde_json::to_writer(&mut self.bytes, text)?)
    }

    fn array(&mut self, elements: &[Value], under: Under) -> Result<(), CodecError> {
        self.descend()?;
        self.bytes.push(b'[');
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.write(element, under)?;
        }
        self.bytes.push(b']');
        self.depth -= 1;
        Ok(())
    }

    fn object(&mut self, members: &Map<String, Value>) -> Result<(), CodecError> {
        self.descend()?;
        self.bytes.push(b'{');
        let mut members: Vec<(&String, &Value)> = members.iter().collect();
        members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
        for (index, (key, value)) in members.into_iter().enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            self.string(key)?;
            self.bytes.push(b':');
            let under = if self.word_keys.contains(&key.as_str()) {
                Under::WordKey
            } else {
                Under::OtherKey
            };
            self.write(value, under)?;
        }
        self.bytes.push(b'}');
        self.depth -= 1;
        Ok(())
    }

    fn descend(&mut self) -> Result<(), CodecError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            Err(CodecError::TooDeep)
        } else {
            Ok(())
        }
    }
}
