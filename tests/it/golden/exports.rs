//! What people read of the golden journals.

use std::sync::Arc;

use futures_util::TryStreamExt;
use rostrum::domain::Audience;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Journal, Outcome};
use rostrum::record::transcript::{Format, Source};
use rostrum::record::words::Language;
use rostrum::time::Zone;

use super::{VERSIONS, fixture, fold, golden, history, read_journal};

#[tokio::test]
async fn r60_the_golden_journals_are_read_as_the_golden_transcripts() {
    for version in VERSIONS {
        let text = std::fs::read_to_string(fixture(&format!("golden-{version}.journal.jsonl"))).unwrap();
        let (records, _) = read_journal(&text);
        let session = fold(&records);
        let journal = Arc::new(MemoryJournal::new());
        for record in records {
            let outcome = journal.append(history::SESSION, Arc::new(record)).await;
            assert!(matches!(outcome, Outcome::Committed(_)), "{outcome:?}");
        }
        for (format, ending, language) in [
            (Format::Markdown, "zh.md", Language::Chinese),
            (Format::Markdown, "en.md", Language::English),
            (Format::Html, "html", Language::Chinese),
            (Format::Akoma, "xml", Language::Chinese),
        ] {
            let hidden = session.hidden_entries().clone();
            let source = Source {
                journal: Arc::clone(&journal) as Arc<dyn Journal>,
                session: history::SESSION,
                size: session.head(),
                audience: Audience::Members,
                zone: Zone::ahead(480),
                judge: Arc::new(move || {
                    let hidden = Some(hidden.clone());
                    Box::pin(async move { hidden })
                }),
            };
            let pieces = source.readable(format, language).await.unwrap();
            let made: String = pieces.try_collect().await.unwrap();
            golden(&format!("golden-{version}.transcript.{ending}"), &made);
        }
    }
}
