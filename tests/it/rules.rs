//! One contract: every rule of `src/SPEC.md` has a test that carries its id, and no test an id without a rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "node_modules" && name != ".venv" {
                files_below(&path, found);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ["rs", "js", "py"].iter().any(|known| ending == *known))
        {
            found.push(path);
        }
    }
}

/// An id at the beginning of a text, such as `d5` in `d5_rank…` or `W10` in `W10 a state…`.
fn id_at(text: &str) -> Option<String> {
    let letter = text
        .chars()
        .next()
        .filter(|letter| "djlprstw".contains(letter.to_ascii_lowercase()))?;
    let digits: String = text[1..].chars().take_while(char::is_ascii_digit).collect();
    (1..=3)
        .contains(&digits.len())
        .then(|| format!("{}{digits}", letter.to_ascii_uppercase()))
}

/// The ids in the name of a Rust test: one, or several with `_` between them.
fn ids_of_name(name: &str) -> Vec<String> {
    name.split('_')
        .map_while(|part| id_at(part).filter(|id| id.len() == part.len()))
        .collect()
}

/// The ids that a title begins with: one, or several with spaces between them.
fn ids_of_title(title: &str) -> impl Iterator<Item = String> {
    let words = title.split([' ', '\n']);
    words.map_while(|word| id_at(word).filter(|id| id.len() == word.len()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> BTreeSet<String> {
    let spec = fs::read_to_string(root().join("src/SPEC.md")).unwrap();
    spec.lines()
        .filter_map(|line| id_at(line.strip_prefix("- **")?))
        .collect()
}

fn tested() -> BTreeSet<String> {
    let mut files = Vec::new();
    files_below(&root().join("src"), &mut files);
    files_below(&root().join("tests"), &mut files);
    let mut ids = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|ending| ending == "rs") {
            // Only what tests is named by a rule; a contract's tests are run for each implementation.
            let names = text
                .split("fn ")
                .skip(1)
                .map(|rest| rest.split('(').next().unwrap_or_default());
            ids.extend(names.flat_map(ids_of_name));
        } else {
            let names = text
                .split("def test_")
                .skip(1)
                .map(|rest| rest.split('(').next().unwrap_or_default());
            ids.extend(names.flat_map(ids_of_name));
            // In JavaScript, and in what is no unit test in Python, ids begin the title.
            for title in ["test('", "test(`", "test(\"", "@check(\"", "\"\"\""] {
                ids.extend(text.split(title).skip(1).flat_map(ids_of_title));
            }
        }
    }
    ids
}

#[test]
fn s31_every_rule_has_a_test_and_every_test_a_rule() {
    let (rules, tested) = (rules(), tested());
    assert!(rules.len() > 100, "the rules were not found");
    let untested: Vec<&String> = rules.difference(&tested).collect();
    let unknown: Vec<&String> = tested.difference(&rules).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");
    assert!(unknown.is_empty(), "tests without a rule: {unknown:?}");
}
