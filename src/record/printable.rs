//! What others wrote, as a terminal may show it.

use std::fmt::Write;

/// The text with everything escaped that a terminal obeys or does not show, and cut where it has more characters than
/// `chars_max`.
#[must_use]
pub fn printable(text: &str, chars_max: usize) -> String {
    let mut shown = String::new();
    for (place, character) in text.chars().enumerate() {
        if place == chars_max {
            shown.push('…');
            break;
        }
        // Quotes and backslashes are harmless, and stand in our own sentences.
        if matches!(character, '"' | '\'' | '\\') {
            shown.push(character);
        } else {
            // A String takes whatever is written to it.
            let _ = write!(shown, "{}", character.escape_debug());
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn r24_what_a_terminal_obeys_is_escaped_and_what_is_long_is_cut() {
        assert_eq!(printable("远程 \"one\" 'two' \\", 100), "远程 \"one\" 'two' \\");
        assert_eq!(
            printable("\u{1b}]0;x\u{7}\u{9b}2J\r\n", 100),
            "\\u{1b}]0;x\\u{7}\\u{9b}2J\\r\\n"
        );
        assert_eq!(printable("\u{202e}abc\u{200b}", 100), "\\u{202e}abc\\u{200b}");
        assert_eq!(printable("一二三", 3), "一二三");
        assert_eq!(printable("一二三四", 3), "一二三…");
    }
}
