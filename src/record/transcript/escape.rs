//! People's text inside Markdown: it shows as it was written, and makes no headings, lists or markup of its own.

/// What has a meaning anywhere in a line.
const ACTIVE: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&'];
/// What has a meaning at the beginning of a line.
const ACTIVE_FIRST: &[char] = &['#', '+', '-', '='];

/// Text that stays within one line, such as a name or a title.
pub(super) fn inline(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|character| {
            if character.is_control()
                || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            {
                ' '
            } else {
                character
            }
        })
        .collect();
    escaped(line.trim())
}

/// The same at the beginning of a line, or behind the mark of a list's item.
pub(super) fn first(text: &str) -> String {
    first_escaped(inline(text))
}

/// Text of several lines: each becomes a line, and an empty one begins a paragraph.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for line in text.split('\n') {
        let line = inline(line);
        match paragraphs.last_mut() {
            Some(paragraph) if !line.is_empty() => paragraph.push(first_escaped(line)),
            Some(paragraph) if paragraph.is_empty() => {}
            _ => paragraphs.push(Vec::new()),
        }
    }
    // Two spaces at its end keep a line from flowing into the next.
    let joined: Vec<String> = paragraphs.iter().map(|lines| lines.join("  \n")).collect();
    joined.join("\n\n").trim_end().to_owned()
}

fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        if ACTIVE.contains(&character) {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// Takes the meaning from what begins a line: headings, rules, and the bullets and numbers of lists.
fn first_escaped(line: String) -> String {
    if line.starts_with(ACTIVE_FIRST) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{first, inline, paragraphs};

    #[test]
    fn r21_a_persons_text_makes_no_markup() {
        assert_eq!(inline("a\n# b"), "a # b");
        assert_eq!(first("# 承诺"), "\\# 承诺");
        assert_eq!(first("1. 甲"), "1\\. 甲");
        assert_eq!(first(" - 甲"), "\\- 甲");
        assert_eq!(inline("*x* <b> [y](z)"), "\\*x\\* \\<b\\> \\[y\\](z)");
        assert_eq!(inline("&amp; & &#35;"), "\\&amp; \\& \\&#35;");
        assert_eq!(paragraphs("# 标题\n正文"), "\\# 标题  \n正文");
        assert_eq!(paragraphs("正文\n==="), "正文  \n\\===");
        assert_eq!(paragraphs("正文\r---"), "正文  \n\\---");
        assert_eq!(
            paragraphs("    代码\r\n\r\n\n1. 甲\n2) 乙"),
            "代码\n\n1\\. 甲  \n2\\) 乙"
        );
        assert_eq!(paragraphs("3.5% 的增长"), "3\\.5% 的增长");
        assert_eq!(paragraphs("一、二、三。"), "一、二、三。");
    }
}
