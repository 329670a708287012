//! A long transcript is written piece by piece: what is in memory is small records and a few words.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::StreamExt;
use rostrum::record::transcript::Format;
use rostrum::record::words::Language;
use serde_json::json;

use super::{beginning, ended, granted, source};

/// Entries of the long session, about, and characters of each of its statements: more entries where the long tests run.
fn extent() -> (usize, usize) {
    if std::env::var_os("ROSTRUM_LONG").is_some() {
        (100_000, 100)
    } else {
        (3_000, 1_000)
    }
}

#[tokio::test]
async fn r50_a_long_transcript_is_written_piece_by_piece_and_a_reader_who_stops_costs_no_more() {
    let (entries, words) = extent();
    let mut events = beginning();
    while events.len() < entries {
        let turn = events.len() + 1;
        events.push(granted(2, "impromptu"));
        events
            .extend((0..18).map(|_| json!({ "type": "statement_recorded", "turn": turn, "text": "协".repeat(words) })));
        events.push(ended(turn as u64, "released"));
    }
    let all = events.len();
    let statements = (all - 7) / 20 * 18;
    for format in [Format::Markdown, Format::Html, Format::Akoma] {
        let mut source = source(events.clone()).await;
        let judged = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&judged);
        source.judge = Arc::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Some(BTreeSet::new()) })
        });
        let pieces = source.readable(format, Language::Chinese).await.unwrap();
        let mut pieces = std::pin::pin!(pieces);
        let (mut said, mut longest, mut count) = (0, 0, 0);
        let folded = judged.load(Ordering::SeqCst);
        while let Some(piece) = pieces.next().await {
            let piece = piece.unwrap();
            count += 1;
            // Nothing is read ahead of who reads: each piece is judged when it is asked for.
            assert_eq!(judged.load(Ordering::SeqCst), folded + count);
            said += piece.matches('协').count();
            longest = longest.max(piece.len());
        }
        eprintln!("{all} entries as {format:?}: {count} pieces, the longest of {longest} bytes");
        assert_eq!(said - statements * words, format_own(format), "{format:?}");
        // Thirty-two statements of three thousand bytes, and what stands around them.
        assert!(longest < 32 * (3 * words + 200) * 3 / 2, "a piece of {longest} bytes");
        assert!(count >= statements / 32, "{count} pieces");
    }
}

/// How often the character stands in what is not said.
const fn format_own(format: Format) -> usize {
    match format {
        // The title, the body and the label of the body.
        Format::Markdown => 3,
        // The title twice, the body, and what the document is.
        Format::Html => 4,
        Format::Akoma => 2,
    }
}
