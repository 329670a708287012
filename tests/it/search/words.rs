//! Which words are found in which texts.

use proptest::prelude::*;
use rostrum::record::search::{Excerpt, NotAQuery, Query};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::hall::{Hall, wanted};

/// What a query finds in a text: the highlighted parts, or nothing.
const CASES: &[(&str, &str, Option<&[&str]>)] = &[
    // Chinese words of any length, and nothing that only looks like one.
    ("完善养老服务体系", "养老", Some(&["养老"])),
    ("完善养老服务体系", "老服", Some(&["老服"])),
    ("远程协商在议政", "远程协商", Some(&["远程协商"])),
    ("网络议政平台", "政议", None),
    ("网络议政平台", "议政", Some(&["议政"])),
    ("网络议政平台", "议", Some(&["议"])),
    ("协商议政,政协协商", "协商", Some(&["协商", "协商"])),
    ("养老", "养老金", None),
    // No phrase goes across the end of a clause, but across spaces and the dots of names.
    ("参政。议政", "政议", None),
    ("参政，议政", "政议", None),
    ("参政\n议政", "政议", None),
    ("委 员 发言", "委员", Some(&["委 员"])),
    ("委员发言", "委 员", Some(&["委员"])),
    ("阿卜杜·热合曼委员", "阿卜杜热合曼", Some(&["阿卜杜·热合曼"])),
    ("阿卜杜热合曼委员", "阿卜杜·热合曼", Some(&["阿卜杜热合曼"])),
    ("阿卜杜・热合曼", "阿卜杜·热合曼", Some(&["阿卜杜・热合曼"])),
    // Several terms are all wanted, in any order.
    ("养老服务与教育", "教育 养老", Some(&["养老", "教育"])),
    ("养老服务", "养老 教育", None),
    ("养老服务", "养老　服务", Some(&["养老服务"])),
    // Words of other scripts: whole, in any case, the last one of a term may go on.
    ("The Committee is planning", "committee", Some(&["Committee"])),
    ("The Committee is planning", "plan", Some(&["planning"])),
    ("The Committee is planning", "\"plan\"", None),
    ("The Committee is planning", "anning", None),
    ("The Committee is planning", "committee is", Some(&["Committee is"])),
    ("The Committee is planning", "\"is planning\"", Some(&["is planning"])),
    ("The Committee is planning", "“planning is”", None),
    ("a plan", "a", Some(&["a"])),
    ("an idea", "a", None),
    // Mixed texts.
    ("推广AI技术和5G网络", "ai技术", Some(&["AI技术"])),
    ("推广AI技术和5G网络", "5g", Some(&["5G"])),
    ("推广AI技术和5G网络", "技术和5G", Some(&["技术和5G"])),
    ("2024年第12号", "2024年", Some(&["2024年"])),
    ("2024年第12号", "024", None),
    ("2024年第12号", "20", None),
    ("增长3.5个百分点", "3.5", Some(&["3.5"])),
    ("增长35个百分点", "3.5", None),
    ("共1,000万元", "1,000万", Some(&["1,000万"])),
    // Full width, half width, compatibility forms.
    ("推广ＡＩ技术", "ai", Some(&["ＡＩ"])),
    ("推广AI技术", "ＡＩ", Some(&["AI"])),
    ("２０２６年", "2026年", Some(&["２０２６年"])),
    ("㈱と①号", "株", Some(&["㈱"])),
    ("第①号", "第1号", Some(&["第①号"])),
    ("oﬃce hours", "office", Some(&["oﬃce"])),
    ("面积12㎡", "12m2", Some(&["12㎡"])),
    ("ｶﾞｲﾄﾞ", "ガイド", Some(&["ｶﾞｲﾄﾞ"])),
    ("⼯⼈", "工人", Some(&["⼯⼈"])),
    // Marks, composed or not.
    ("cafe\u{301} littéraire", "café", Some(&["cafe\u{301}"])),
    ("café", "cafe\u{301}", Some(&["café"])),
    ("café", "cafe", None),
    ("q\u{303}uality", "q\u{303}uality", Some(&["q\u{303}uality"])),
    ("STRASSE", "straße", Some(&["STRASSE"])),
    ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ", Some(&["Ὀδυσσεύς"])),
    ("İstanbul", "i\u{307}stanbul", Some(&["İstanbul"])),
    // Rare characters: of every extension, of private use, with a variation selector.
    ("𠀀𪚥委员", "𪚥委员", Some(&["𪚥委员"])),
    ("㐀委员", "㐀", Some(&["㐀"])),
    ("𫠠𬺰𮯰𰀀𱍐𲎰", "𬺰𮯰𰀀𱍐𲎰", Some(&["𬺰𮯰𰀀𱍐𲎰"])),
    ("\u{E863}委员", "\u{E863}委", Some(&["\u{E863}委"])),
    ("葛\u{E0100}城", "葛城", Some(&["葛\u{E0100}城"])),
    ("一〇二", "〇二", Some(&["〇二"])),
    ("人々", "人々", Some(&["人々"])),
    // Other scripts.
    ("한국어 발표", "국어", Some(&["국어"])),
    (
        "\u{1112}\u{1161}\u{11AB}국",
        "한국",
        Some(&["\u{1112}\u{1161}\u{11AB}국"]),
    ),
    ("བོད་ལྗོངས", "བོད", Some(&["བོད"])),
    ("الصين", "الصين", Some(&["الصين"])),
    // What is not seen does not part a word.
    ("养\u{200B}老", "养老", Some(&["养\u{200B}老"])),
    ("co\u{AD}operate", "cooperate", Some(&["co\u{AD}operate"])),
    // Nothing is an operator.
    ("养老 OR 教育", "养老 OR 教育", Some(&["养老 OR 教育"])),
    ("养老", "养老 OR 教育", None),
    ("养老", "养老 NOT 教育", None),
    ("养老", "养老*", Some(&["养老"])),
    ("养老", "words:养老", None),
    ("养老", "^养老", Some(&["养老"])),
    ("NEAR(养老 教育)", "near(养老", Some(&["NEAR(养老"])),
    ("it's 50% off", "it's", Some(&["it's"])),
    ("养老", "养老\" OR \"教育", None),
    ("养老", "養老", None),
];

#[tokio::test]
async fn r42_words_are_found_as_people_mean_them() {
    let mut hall = Hall::in_memory();
    let projections = hall.projections().await;
    for (text, query, expected) in CASES {
        let post = hall.posts(2, text).await;
        let found = hall.finds(&projections, query).await;
        let own = found.iter().find(|found| found.id == post);
        assert_eq!(own.is_some(), expected.is_some(), "{query} in {text}");
        let Some(own) = own else { continue };
        let excerpt = Excerpt::of(&Query::parse(query, 100).unwrap(), &own.text, 1_000);
        let chars: Vec<char> = excerpt.text.chars().collect();
        let parts = excerpt
            .highlights
            .iter()
            .map(|(start, end)| chars[*start..*end].iter().collect::<String>());
        let mut parts: Vec<String> = parts.collect();
        // Terms that stand apart from each other by a space are ranges for themselves.
        if parts.len() > 1 && expected.is_some_and(|expected| expected.len() == 1) {
            parts = vec![parts.join(" ")];
        }
        assert_eq!(
            Some(parts),
            expected.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect()),
            "{query} in {text}"
        );
    }
}

#[test]
fn r42_what_has_no_word_is_no_query() {
    for text in ["", " ", "，。", "\"\"", "*", "·", "🎉", "“ ”"] {
        assert_eq!(Query::parse(text, 8), Err(NotAQuery::Empty), "{text:?}");
    }
    assert_eq!(Query::parse("一 二 三", 2), Err(NotAQuery::TooMany));
    // The same again is the same term.
    assert!(Query::parse("一 二 一 二 “一” 一", 3).is_ok());
}

#[test]
fn r45_a_long_passage_is_cut_around_the_first_place() {
    let query = Query::parse("养老", 8).unwrap();
    let filling = |count: usize| "字".repeat(count);
    let passage = format!("{}养老{}养老{}", filling(500), filling(300), filling(500));
    let excerpt = Excerpt::of(&query, &passage, 200);
    assert_eq!(excerpt.text.chars().count(), 200);
    assert_eq!((excerpt.before, excerpt.after), (470, 1_304 - 670));
    assert_eq!(excerpt.highlights, [(30, 32)]);

    // Near its end the whole length is used.
    let passage = format!("{}养老", filling(500));
    let excerpt = Excerpt::of(&query, &passage, 200);
    assert_eq!((excerpt.before, excerpt.after), (302, 0));
    assert_eq!(excerpt.highlights, [(198, 200)]);

    // What goes over the edge is cut there.
    let passage = format!("养老{}养老", filling(195));
    let excerpt = Excerpt::of(&query, &passage, 198);
    assert_eq!((excerpt.before, excerpt.after), (0, 1));
    assert_eq!(excerpt.highlights, [(0, 2), (197, 198)]);

    let whole = Excerpt::of(&query, "谈养老", 200);
    assert_eq!((whole.text.as_str(), whole.before, whole.after), ("谈养老", 0, 0));
}

/// A text as it is compared, written down another way: `|` where a clause ends, a space only between two words.
fn cleaned(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let normal: Vec<char> = lower.nfkc().collect();
    let mut clean = String::new();
    let mut gap = false;
    for sign in normal {
        if "。，、,.!?\n".contains(sign) {
            if !clean.ends_with('|') {
                clean.push('|');
            }
            gap = false;
        } else if sign.is_alphanumeric() {
            if gap && is_word(sign) && clean.chars().last().is_some_and(is_word) {
                clean.push(' ');
            }
            clean.push(sign);
            gap = false;
        } else if is_combining_mark(sign) {
            // A mark after a character that takes none is as if it were not there.
            if !gap && clean.chars().last().is_some_and(is_word) {
                clean.push(sign);
            }
        } else {
            gap = true;
        }
    }
    clean
}

fn is_word(sign: char) -> bool {
    (sign.is_alphanumeric() || is_combining_mark(sign)) && !('\u{3400}'..='\u{3FFFF}').contains(&sign)
}

/// Whether a naive look over the text finds the term; nothing if it is no term.
fn naive(text: &str, term: &str) -> Option<bool> {
    let (text, term) = (cleaned(text), cleaned(term));
    let term = term.trim_matches('|');
    let first = term.chars().next()?;
    let last_word: String = term.chars().rev().take_while(|sign| is_word(*sign)).collect();
    let goes_on = last_word.chars().count() > 1 && !last_word.chars().any(char::is_numeric);
    let ends_in_word = !last_word.is_empty();
    Some(text.match_indices(term).any(|(place, _)| {
        let before = text[..place].chars().last();
        let behind = text[place + term.len()..].chars().next();
        let begins = !is_word(first) || !before.is_some_and(is_word);
        begins && (!ends_in_word || goes_on || !behind.is_some_and(is_word))
    }))
}

/// Few signs, so that what is looked for is often there.
fn some_text(signs: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        6 => prop::sample::select(vec!['养', '老', '议', '政', '𪚥']),
        4 => prop::sample::select(vec!['a', 'b', 'A', 'Ｂ', 'é', '1', '２']),
        2 => prop::sample::select(vec![' ', '·', '，', '。', '-', '\u{301}', '　', '*', '"']),
    ];
    prop::collection::vec(sign, signs).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn r43_the_index_finds_what_a_naive_look_finds(
        texts in prop::collection::vec(some_text(1..24), 1..24),
        queries in prop::collection::vec(some_text(1..5), 1..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut hall = Hall::in_memory();
            let projections = hall.projections().await;
            let events: Vec<_> = texts
                .iter()
                .map(|text| serde_json::json!({"type": "post_published", "thread": 1, "text": text}))
                .collect();
            hall.happens_all(2, &events).await;
            for text in &queries {
                // Quotes are tried in the table above; here they would have to be taken apart once more.
                let text = text.replace('"', " ");
                let terms: Vec<&str> = text.split_whitespace().filter(|term| naive("", term).is_some()).collect();
                if terms.is_empty() {
                    prop_assert_eq!(Query::parse(&text, 100), Err(NotAQuery::Empty));
                    continue;
                }
                let query = wanted(&text).query;
                let found = hall.ids(&projections, &text).await;
                for (id, passage) in (1..).zip(&texts) {
                    let expected = terms.iter().all(|term| naive(passage, term) == Some(true));
                    prop_assert_eq!(found.contains(&id), expected, "{:?} in {:?}", text, passage);
                    let excerpt = Excerpt::of(&query, passage, 1_000);
                    prop_assert_eq!(&excerpt.text, passage);
                    prop_assert!(!expected || !excerpt.highlights.is_empty());
                    let chars = passage.chars().count();
                    let mut last = 0;
                    for (start, end) in excerpt.highlights {
                        prop_assert!(start < end && end <= chars && (last == 0 || last < start));
                        last = end;
                    }
                }
            }
            Ok(())
        })?;
    }
}
