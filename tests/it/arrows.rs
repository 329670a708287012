//! The arrows between the folders (`src/ARCHITECTURE.md`): which part may use which, and what a part must not know.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A part, the parts that it may use beside itself, and words that must not stand in its code.
const PARTS: &[(&str, &[&str], &[&str])] = &[
    ("time", &[], &["tokio", "serde_json"]),
    (
        "domain",
        &["time"],
        &[
            "tokio",
            "serde_json",
            "tracing",
            "metrics::",
            "async ",
            "std::fs",
            "std::net",
            "SystemTime",
            "Instant",
            "now_v7",
        ],
    ),
    ("journal", &["time"], &["axum", "hyper", "tungstenite"]),
    ("wire", &["domain", "time"], &["tokio", "axum", "hyper", "async "]),
    (
        "forms",
        &["domain", "journal", "time"],
        &["axum", "hyper", "tungstenite", "rusqlite"],
    ),
    (
        "live",
        &["domain", "forms", "journal", "wire", "time"],
        &["axum", "hyper", "http::", "tungstenite"],
    ),
    (
        "record",
        &["domain", "journal", "wire", "time"],
        &["axum", "hyper", "tungstenite"],
    ),
    ("config", &["domain", "edge", "live"], &["axum", "hyper"]),
    (
        "edge",
        &["config", "domain", "forms", "journal", "live", "record", "time", "wire"],
        &["rusqlite"],
    ),
    ("client", &["wire", "domain", "time"], &["axum", "rusqlite"]),
    (
        "demo",
        &["client", "config", "domain", "edge", "journal", "live", "time", "wire"],
        &["axum", "hyper", "tungstenite", "rusqlite"],
    ),
    ("load", &["client", "domain", "time", "wire"], &["axum", "rusqlite"]),
];

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files_below(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

/// The code of a part without comments; its tests may use what they like.
fn code_of(part: &str) -> Vec<(PathBuf, String)> {
    let mut files = vec![source(&format!("src/{part}.rs"))];
    let folder = source(&format!("src/{part}"));
    if folder.is_dir() {
        files_below(&folder, "rs", &mut files);
    }
    let code = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    };
    files.into_iter().map(code).collect()
}

#[test]
fn s30_every_part_uses_only_what_the_picture_allows() {
    let names: BTreeSet<&str> = PARTS.iter().map(|(part, _, _)| *part).collect();
    for (part, allowed, _) in PARTS {
        for (path, code) in code_of(part) {
            for used in code.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|sign| sign.is_alphanumeric() || *sign == '_')
                    .collect();
                let fine = name == *part || allowed.contains(&name.as_str()) || !names.contains(name.as_str());
                assert!(fine, "{} uses {name}, which is no arrow of the picture", path.display());
            }
        }
    }
}

#[test]
fn s30_no_part_knows_what_it_must_not() {
    for (part, _, forbidden) in PARTS {
        for (path, code) in code_of(part) {
            for word in *forbidden {
                assert!(!code.contains(word), "{} must not know {word}", path.display());
            }
        }
    }
}

#[test]
fn s30_every_part_is_in_the_picture() {
    let lib = fs::read_to_string(source("src/lib.rs")).unwrap();
    let modules = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(
            PARTS.iter().any(|(part, _, _)| *part == module),
            "{module} stands in no picture"
        );
    }
}

#[test]
fn w30_the_sdk_touches_no_document() {
    let mut files = Vec::new();
    files_below(&source("web/sdk"), "js", &mut files);
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["document.", "window.", "HTMLElement", "localStorage"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
            for line in code {
                assert!(!line.contains(word), "{} touches {word}", path.display());
            }
        }
    }
}
