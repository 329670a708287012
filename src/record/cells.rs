//! Cells that every spreadsheet reads as text, whoever wrote what stands in them.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::words::Language;
use crate::time::Zone;

/// What tells spreadsheets that the text is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What makes a formula of a cell, also where a spreadsheet makes plain signs of wide, small, raised and lowered ones.
const FORMULA: &[char] = &[
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '⁼', '⁺', '⁻', '₌', '₊', '₋',
];

/// What nobody sees, and a spreadsheet may drop.
fn unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        )
        || matches!(sign, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(sign, '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(sign, '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The cell as a spreadsheet has to have it: what would be a formula, or hide that it is one, begins with an apostrophe.
fn harmless(cell: &str) -> Cow<'_, str> {
    let hides = cell.starts_with(['\t', '\r', '\n']);
    if hides || cell.trim_start_matches(unseen).starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A table's first row; the `times` among its columns say whose clocks they are by.
pub(super) fn heads<const CELLS: usize>(
    heads: [&str; CELLS],
    times: &[usize],
    language: Language,
    zone: Zone,
) -> [String; CELLS] {
    let mut heads = heads.map(str::to_owned);
    for column in times {
        let said = match language {
            Language::Chinese => format!("（{zone}）"),
            Language::English => format!(" ({zone})"),
        };
        heads[*column].push_str(&said);
    }
    heads
}

/// Rows as the lines of a file after RFC 4180.
pub(super) fn lines<const CELLS: usize>(rows: impl IntoIterator<Item = [String; CELLS]>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Rows have one length and memory takes them, so nothing can fail.
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn line(cell: &str) -> String {
        String::from_utf8(lines([[cell.to_owned(), "2".to_owned()]])).unwrap()
    }

    #[test]
    fn r25_no_cell_is_a_formula() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "  =1",
            "\u{3000}=1",
            "\u{a0}@x",
            "＝1",
            "＋1",
            "﹢1",
            "\u{202e}⁼1",
            "－1",
            "＠x",
            "\u{feff}=1",
            "\u{200b}=1",
            "\tx",
            "\u{b}=1",
        ] {
            assert_eq!(line(formula), format!("'{formula},2\r\n"), "{formula:?}");
        }
        for formula in ["\r=1", "\n=1", "=\"x\""] {
            let quoted = formula.replace('"', "\"\"");
            assert_eq!(line(formula), format!("\"'{quoted}\",2\r\n"), "{formula:?}");
        }
        for plain in ["", "李委员", "a=b", "'x", "3-4", "（＝）"] {
            assert_eq!(line(plain), format!("{plain},2\r\n"));
        }
        assert_eq!(line("甲,\"乙\"\n丙"), "\"甲,\"\"乙\"\"\n丙\",2\r\n");
    }
}
