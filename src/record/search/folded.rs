//! A text as search compares it: NFKC and case folded, cut into single Chinese characters and whole words of other scripts.
//!
//! A token remembers which characters of the text it came from: folding makes one character of several, and several of one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands where a sentence or clause ends, so that no phrase is found across it. It is no character, so no text has it as a token.
pub(super) const BREAK: &str = "\u{10FFFF}";

/// A character of a script without spaces, a whole word of another script, or a [`BREAK`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub text: String,
    /// The first character of the original text that it came from, counted in Unicode scalar values.
    pub start: usize,
    /// The one behind the last.
    pub end: usize,
}

impl Token {
    pub(super) fn is_break(&self) -> bool {
        self.text == BREAK
    }
}

/// What a folded character does.
enum Class {
    /// A token of its own.
    Alone,
    /// Part of a word.
    Word,
    /// Belongs to the word before it, if there is one.
    Mark,
    /// Ends a sentence or clause.
    Break,
    /// Ends a word.
    Gap,
    /// As if it were not there.
    Nothing,
}

/// The tokens of a text in their order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    // Whether the last token is a word that may go on.
    let mut open = false;
    let mut start = 0;
    for segment in segments(text) {
        let end = start + segment.chars().count();
        for sign in folded(segment) {
            match class(sign) {
                Class::Alone => {
                    let text = sign.to_string();
                    tokens.push(Token { text, start, end });
                    open = false;
                }
                Class::Word | Class::Mark if open => {
                    if let Some(word) = tokens.last_mut() {
                        word.text.push(sign);
                        word.end = end;
                    }
                }
                Class::Word => {
                    let text = sign.to_string();
                    tokens.push(Token { text, start, end });
                    open = true;
                }
                Class::Break => {
                    // Several are one.
                    if !tokens.last().is_some_and(Token::is_break) {
                        let text = BREAK.to_owned();
                        tokens.push(Token { text, start, end });
                    }
                    open = false;
                }
                Class::Gap => open = false,
                Class::Mark | Class::Nothing => {}
            }
        }
        start = end;
    }
    tokens
}

/// The tokens as the index takes them.
pub(super) fn spaced(tokens: &[Token]) -> String {
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    texts.join(" ")
}

/// What is normalised for itself: a character with all that may be composed with it.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut places = rest.char_indices();
        places.next()?;
        let end = places.find(|(_, sign)| !joins_the_one_before(*sign));
        let (segment, others) = rest.split_at(end.map_or(rest.len(), |(place, _)| place));
        rest = others;
        Some(segment)
    })
}

/// Whether a character may be composed with the one before it: marks, and the later parts of Korean syllables.
fn joins_the_one_before(sign: char) -> bool {
    is_combining_mark(sign)
        || matches!(sign, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}' | '\u{314F}'..='\u{3163}')
        || matches!(sign, '\u{FF9E}' | '\u{FF9F}' | '\u{FFC2}'..='\u{FFDC}')
}

/// NFKC and case folded. Upper case first, so that all lower forms of a letter become one.
fn folded(segment: &str) -> impl Iterator<Item = char> {
    segment
        .nfkc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
}

fn class(sign: char) -> Class {
    match sign {
        '。' | '、' | '.' | ',' | '!' | '?' | ';' | ':' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Class::Break,
        // The soft hyphen, what joins or directs without being seen, and what chooses between shapes of a character.
        '\u{AD}' | '\u{34F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => {
            Class::Nothing
        }
        '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}' => Class::Nothing,
        sign if stands_alone(sign) => Class::Alone,
        sign if sign.is_alphanumeric() => Class::Word,
        sign if is_combining_mark(sign) => Class::Mark,
        _ => Class::Gap,
    }
}

/// Scripts that are written without spaces, and private use: older systems have rare names in that. The dots between the parts of foreign
/// names are not among them.
const ALONE: [(char, char); 17] = [
    ('\u{2E80}', '\u{2FDF}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3007}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3031}', '\u{3035}'),
    ('\u{3038}', '\u{303C}'),
    ('\u{3041}', '\u{309F}'),
    ('\u{30A1}', '\u{30FA}'),
    ('\u{30FC}', '\u{318F}'),
    ('\u{31A0}', '\u{31FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{A4CF}'),
    ('\u{AC00}', '\u{FAFF}'),
    ('\u{1AFF0}', '\u{1B16F}'),
    ('\u{20000}', '\u{3FFFD}'),
    ('\u{F0000}', '\u{FFFFD}'),
    ('\u{100000}', '\u{10FFFD}'),
];

fn stands_alone(sign: char) -> bool {
    !is_combining_mark(sign) && ALONE.iter().any(|(first, last)| (*first..=*last).contains(&sign))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::{folded, segments, tokens};

    fn whole(text: &str) -> String {
        let lower = text.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        lower.nfkc().collect()
    }

    /// Characters that are composed with others, or are made of several.
    const JOINING: [char; 24] = [
        'e', '\u{301}', '\u{323}', 'ﾊ', 'ﾞ', 'ﾟ', 'か', '\u{3099}', '\u{1112}', '\u{1161}', '\u{11AB}', 'ㅎ', 'ㅏ', 'ㄴ',
        'ﾾ', 'ￂ', 'ￄ', 'ﬁ', '㈱', 'İ', 'ß', 'ς', '한', '養',
    ];

    proptest! {
        #[test]
        fn r43_what_is_normalised_piece_by_piece_is_normalised_as_a_whole(
            text in prop_oneof![any::<String>(), prop::collection::vec(prop::sample::select(&JOINING[..]), 0..12).prop_map(String::from_iter)]
        ) {
            let pieces: String = segments(&text).flat_map(folded).collect();
            prop_assert_eq!(pieces, whole(&text));
            let all: String = segments(&text).collect();
            prop_assert_eq!(all, text);
        }

        #[test]
        fn r43_tokens_know_their_characters(text in any::<String>()) {
            let chars = text.chars().count();
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(token.start < token.end && token.end <= chars);
                prop_assert!(last <= token.start);
                last = token.start;
                prop_assert!(!token.text.is_empty() && !token.text.contains([' ', '"', '*']));
            }
        }
    }
}
