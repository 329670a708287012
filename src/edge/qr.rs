//! `POST /api/qr`: links as pictures, for invitations on paper. The browser draws them, so it needs no encoder.

use std::fmt::Write;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use qrcode::{Color, EcLevel};

use super::Edge;
use super::access::Moderator;
use super::metrics::{self, Limit};
use super::problem::{ProblemCode, Refused};
use super::received::Received;
use crate::config::EdgeLimits;
use crate::domain::Code;
use crate::wire::http::{QrCode, QrCodes, QrOrder};

/// Draws what is ordered, one code for each text.
pub(super) async fn draw(
    State(edge): State<Arc<Edge>>,
    _: Moderator,
    Received(QrOrder { texts }): Received<QrOrder>,
) -> Result<Json<QrCodes>, Refused> {
    check(&texts, &edge.config.edge)?;
    let place = edge.places.codes().await?;
    // It takes the processor for a while, and others are served by this thread.
    let drawn = tokio::task::spawn_blocking(move || {
        let codes = texts.iter().map(|text| code(text)).collect::<Result<Vec<_>, _>>();
        drop(place);
        codes
    });
    let codes = drawn.await.map_err(|error| {
        tracing::error!(%error, "QR codes could not be drawn");
        Code::Unavailable
    })??;
    Ok(Json(QrCodes { codes }))
}

fn check(texts: &[String], limits: &EdgeLimits) -> Result<(), Refused> {
    if texts.is_empty() || texts.iter().any(String::is_empty) {
        return Err(Code::Empty.into());
    }
    if texts.len() > limits.qr_texts_max {
        metrics::reached(Limit::QrTexts);
        let most = format!("At most {} codes can be drawn at once.", limits.qr_texts_max);
        return Err(Refused::because(ProblemCode::Refused(Code::TooLarge), most));
    }
    if texts.iter().any(|text| text.len() > limits.qr_text_bytes_max) {
        metrics::reached(Limit::QrTextBytes);
        let most = format!("A code holds at most {} bytes here.", limits.qr_text_bytes_max);
        return Err(Refused::because(ProblemCode::Refused(Code::TooLong), most));
    }
    Ok(())
}

/// One code, of medium correction: on paper a fold or a stain may cost some modules.
fn code(text: &str) -> Result<QrCode, Refused> {
    let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| {
        tracing::error!(%error, bytes = text.len(), "a text within the limit makes no QR code");
        Code::TooLong
    })?;
    let size = code.width();
    let mut path = String::new();
    for (y, row) in code.into_colors().chunks(size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run[0] == Color::Dark {
                // A String takes whatever is written to it.
                let _ = write!(path, "M{x} {y}h{width}v1h-{width}z", width = run.len());
            }
            x += run.len();
        }
    }
    Ok(QrCode { size, path })
}
