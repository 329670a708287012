//! What the edge counts, and the recorder that keeps all counts of the process.

use std::sync::OnceLock;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// A limit of the edge that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`crate::config::EdgeLimits::connections_max`]
    Connections,
    /// [`crate::config::EdgeLimits::unfinished_per_address_max`]
    UnfinishedPerAddress,
    /// [`crate::config::EdgeLimits::header_timeout_ms`]
    HeaderTimeout,
    /// [`crate::config::EdgeLimits::body_bytes_max`] or [`crate::config::EdgeLimits::secret_body_bytes_max`]
    BodyBytes,
    /// [`crate::config::EdgeLimits::body_timeout_ms`]
    BodyTimeout,
    /// [`crate::config::EdgeLimits::inbound_message_bytes_max`]
    InboundMessageBytes,
    /// [`crate::config::EdgeLimits::failed_joins_per_minute`]
    FailedJoins,
    /// [`crate::config::EdgeLimits::seats_per_browser_max`]
    SeatsPerBrowser,
    /// [`crate::config::EdgeLimits::qr_texts_max`]
    QrTexts,
    /// [`crate::config::EdgeLimits::qr_text_bytes_max`]
    QrTextBytes,
    /// [`crate::config::EdgeLimits::qr_orders_max`]
    QrOrders,
    /// [`crate::config::EdgeLimits::exports_max`]
    Exports,
    /// [`crate::domain::limits::SessionLimits::reviews_max`], `review_lines_max` or `findings_per_line_max`
    Reviews,
    /// [`crate::domain::limits::SessionLimits::commitments_max`] or `follow_ups_max`, over HTTP
    Commitments,
    /// [`crate::domain::limits::SessionLimits::forms_max`] or `form_versions_max`
    Forms,
    /// [`crate::domain::limits::SessionLimits::form_bytes_max`] or `form_steps_max`, or the agenda's limits
    FormSize,
    /// [`crate::config::EdgeLimits::exports_per_seat_max`]
    ExportsPerSeat,
    /// [`crate::domain::limits::SessionLimits::erased_per_call_max`]
    ErasedPerCall,
    /// [`crate::config::EdgeLimits::replays_max`]
    Replays,
    /// [`crate::config::EdgeLimits::replays_per_seat_max`]
    ReplaysPerSeat,
    /// [`crate::config::EdgeLimits::query_chars_max`]
    QueryChars,
    /// [`crate::config::EdgeLimits::query_terms_max`]
    QueryTerms,
    /// [`crate::config::EdgeLimits::searches_max`]
    Searches,
    /// [`crate::config::EdgeLimits::searches_per_seat_max`]
    SearchesPerSeat,
    /// [`crate::config::EdgeLimits::search_patience_ms`]
    SearchPatience,
    /// [`crate::config::EdgeLimits::participations_max`]
    Participations,
    /// [`crate::config::EdgeLimits::participations_per_seat_max`]
    ParticipationsPerSeat,
    /// [`crate::config::EdgeLimits::participation_sessions_max`]
    ParticipationSessions,
    /// [`crate::config::EdgeLimits::participation_looks_max`]
    ParticipationLooks,
    /// [`crate::config::EdgeLimits::participation_people_max`] or `participation_groups_max`
    ParticipationLines,
}

impl Limit {
    /// What the metric's label calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::UnfinishedPerAddress => "unfinished_per_address",
            Self::HeaderTimeout => "header_timeout",
            Self::BodyBytes => "body_bytes",
            Self::BodyTimeout => "body_timeout",
            Self::InboundMessageBytes => "inbound_message_bytes",
            Self::FailedJoins => "failed_joins",
            Self::SeatsPerBrowser => "seats_per_browser",
            Self::QrTexts => "qr_texts",
            Self::QrTextBytes => "qr_text_bytes",
            Self::QrOrders => "qr_orders",
            Self::Exports => "exports",
            Self::Reviews => "reviews",
            Self::Commitments => "commitments",
            Self::Forms => "forms",
            Self::FormSize => "form_size",
            Self::ExportsPerSeat => "exports_per_seat",
            Self::ErasedPerCall => "erased_per_call",
            Self::Replays => "replays",
            Self::ReplaysPerSeat => "replays_per_seat",
            Self::QueryChars => "query_chars",
            Self::QueryTerms => "query_terms",
            Self::Searches => "searches",
            Self::SearchesPerSeat => "searches_per_seat",
            Self::SearchPatience => "search_patience",
            Self::Participations => "participations",
            Self::ParticipationsPerSeat => "participations_per_seat",
            Self::ParticipationSessions => "participation_sessions",
            Self::ParticipationLooks => "participation_looks",
            Self::ParticipationLines => "participation_lines",
        }
    }
}

/// Counts a limit that was reached.
pub fn reached(limit: Limit) {
    counter!("rostrum_limit_hits_total", "limit" => limit.name()).increment(1);
}

/// Upper bounds of the buckets of every histogram of seconds.
const SECONDS: [f64; 13] = [
    0.0001, 0.000_25, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0,
];
/// Upper bounds of the buckets of a histogram of entries; its name ends with `_entries`.
const ENTRIES: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 1_000.0];

/// The handle of the process's one recorder, which is made at the first call.
///
/// # Errors
/// Another recorder was put in its place before.
pub fn recorder() -> Result<PrometheusHandle, BuildError> {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = RECORDER.get() {
        return Ok(handle.clone());
    }
    let recorder = PrometheusBuilder::new()
        .set_buckets(&SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_entries".to_owned()), &ENTRIES)?
        .build_recorder();
    // Of several first calls at once one sets the recorder, and all give its handle.
    let handle = RECORDER.get_or_init(|| {
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::error!("another recorder has the metrics; /metrics stays empty");
        }
        handle
    });
    describe();
    Ok(handle.clone())
}

/// Takes in what the process uses now, under the names that every Prometheus client gives it.
pub(super) fn usage() {
    let stat = procfs::process::Process::myself().and_then(|process| process.stat());
    match stat {
        Ok(stat) => {
            #[expect(clippy::cast_precision_loss, reason = "both are far below 2^52")]
            let (ticks, bytes) = (
                (stat.utime + stat.stime) as f64,
                (stat.rss * procfs::page_size()) as f64,
            );
            #[expect(clippy::cast_precision_loss, reason = "there are a hundred in a second")]
            let per_second = procfs::ticks_per_second() as f64;
            gauge!("process_cpu_seconds_total").set(ticks / per_second);
            gauge!("process_resident_memory_bytes").set(bytes);
        }
        Err(error) => tracing::debug!(%error, "what the process uses cannot be read"),
    }
}

fn describe() {
    describe_counter!("rostrum_limit_hits_total", "Times that a limit kept something out.");
    describe_counter!(
        "rostrum_http_requests_total",
        "Requests answered, by route, method and status."
    );
    describe_counter!(
        "rostrum_http_problems_total",
        "Requests refused, by the problem's code."
    );
    describe_histogram!(
        "rostrum_http_request_seconds",
        "From a request's head to its answer's head."
    );
    // A gauge, for counters here hold whole numbers.
    describe_gauge!(
        "process_cpu_seconds_total",
        "Processor time that the process has used, in seconds."
    );
    describe_gauge!(
        "process_resident_memory_bytes",
        "Memory that the process holds, in bytes."
    );
    describe_gauge!("rostrum_connections", "Connections open now, sockets among them.");
    describe_histogram!("rostrum_search_seconds", "From a search's arrival to its answer.");
    describe_counter!(
        "rostrum_projected_entries_total",
        "Entries taken into what is derived from the journal."
    );
    describe_counter!(
        "rostrum_projections_made_total",
        "Times that the file of what is derived was made anew."
    );
    describe_rooms();
}

/// What live sessions and the journal measure.
fn describe_rooms() {
    describe_histogram!(
        "rostrum_command_durable_seconds",
        "From a command's parsing to its entry on the disk."
    );
    describe_histogram!(
        "rostrum_command_first_socket_seconds",
        "From a command's parsing until the first socket had taken its entry from the room."
    );
    describe_histogram!(
        "rostrum_command_last_socket_seconds",
        "From a command's parsing until the last socket that the room writes to had taken its entry."
    );
    describe_histogram!(
        "rostrum_append_seconds",
        "From handing a record to the journal to its answer."
    );
    describe_histogram!(
        "rostrum_commit_seconds",
        "A commit of the database: above all, the disk's."
    );
    describe_histogram!(
        "rostrum_reader_lag_entries",
        "How many entries a reader lacked when its own task wrote to it."
    );
    describe_counter!(
        "rostrum_readers_handed_back_total",
        "Times that a socket did not take at once what the room wrote."
    );
    describe_counter!(
        "rostrum_resyncs_total",
        "Whole views sent to those who asked for the rest, or fell too far behind."
    );
    describe_counter!(
        "rostrum_ring_misses_total",
        "Readers who fell so far behind that what they lack is no longer in memory."
    );
    // Shown from the start: nothing is news too.
    for name in [
        "rostrum_readers_handed_back_total",
        "rostrum_resyncs_total",
        "rostrum_ring_misses_total",
    ] {
        counter!(name).increment(0);
    }
    describe_gauge!("rostrum_sockets", "Sockets that have said hello.");
    describe_gauge!(
        "rostrum_sockets_by_role",
        "Sockets that have joined, by their person's role."
    );
    describe_gauge!("rostrum_sessions_live", "Sessions in memory.");
}
