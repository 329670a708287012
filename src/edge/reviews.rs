//! `/api/reviews`: the convener looks back at commitments of any sessions (回头看).

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::Convener;
use super::exports::{Tongue, answer};
use super::metrics::{self, Limit};
use super::problem::Refused;
use super::received::{Asked, IdempotencyKey, Received};
use crate::domain::Code;
use crate::domain::ids::ReviewId;
use crate::domain::reviews::{Review, ReviewLine, ReviewOrder};
use crate::forms::NotOrdered;
use crate::record::register_table;
use crate::wire::http::commitments::{
    ReviewFindingOrder, ReviewMade, ReviewPage, ReviewPlan, ReviewSummary, ReviewWhole, ReviewedLine,
};

/// The review in the path.
type Named = Result<Path<ReviewId>, axum::extract::rejection::PathRejection>;

/// `POST /api/reviews`: what is looked back at has to be there.
pub(super) async fn make(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    IdempotencyKey(key): IdempotencyKey,
    Received(ReviewPlan { title, on, lines }): Received<ReviewPlan>,
) -> Result<(StatusCode, Json<ReviewMade>), Refused> {
    // No more is looked up than a review may have; what is beyond is refused by the book.
    let asked: Vec<ReviewLine> = lines
        .iter()
        .copied()
        .take(edge.config.session.review_lines_max)
        .collect();
    let there = edge.registered(asked.clone()).await?;
    if !asked.iter().all(|line| there.contains_key(line)) {
        return Err(Code::NotFound.into());
    }
    let review = edge
        .ordered_review(&ReviewOrder::Make { title, on, lines }, key)
        .await?;
    Ok((StatusCode::CREATED, Json(ReviewMade { review })))
}

/// `PUT /api/reviews/{review}/findings`
pub(super) async fn find(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    named: Named,
    IdempotencyKey(key): IdempotencyKey,
    Received(found): Received<ReviewFindingOrder>,
) -> Result<Json<ReviewMade>, Refused> {
    let Path(review) = named.map_err(|_| Code::NotFound)?;
    let ReviewFindingOrder {
        line,
        finding,
        who,
        text,
    } = found;
    let order = ReviewOrder::Find {
        review,
        line,
        finding,
        who,
        text,
    };
    let review = edge.ordered_review(&order, key).await?;
    Ok(Json(ReviewMade { review }))
}

/// `?before=&limit=`
#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<ReviewId>,
    limit: Option<usize>,
}

/// `GET /api/reviews`: newest first.
pub(super) async fn list(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(Before { before, limit }): Asked<Before>,
) -> Result<Json<ReviewPage>, Refused> {
    let length = edge.page_lines(limit)?;
    let read = edge.hub.forms().read_reviews(|book| {
        let newest = book.newest(before).take(length + 1);
        newest.map(|(review, own)| summary(review, own)).collect::<Vec<_>>()
    });
    let mut reviews = read.await?;
    let more = reviews.len() > length;
    reviews.truncate(length);
    let next = reviews.last().map(|last| last.review).filter(|_| more);
    Ok(Json(ReviewPage { reviews, next }))
}

fn summary(review: ReviewId, own: &Review) -> ReviewSummary {
    ReviewSummary {
        review,
        title: own.title.clone(),
        on: own.on,
        at: own.at,
        lines: own.lines.len() as u64,
        found: own.lines.iter().filter(|(_, found)| found.is_some()).count() as u64,
    }
}

/// `GET /api/reviews/{review}`: with its commitments as they are now.
pub(super) async fn whole(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    named: Named,
) -> Result<Json<ReviewWhole>, Refused> {
    edge.review(named).await.map(Json)
}

/// `GET /api/reviews/{review}/lines.csv`
pub(super) async fn table(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    named: Named,
    Asked(Tongue { lang }): Asked<Tongue>,
) -> Result<Response, Refused> {
    let place = edge.places.transcript((Uuid::nil(), None)).await?;
    let review = edge.review(named).await?;
    let name = format!("review-{}.csv", review.review);
    let lines = register_table::review(review, lang, edge.zone()).map(Ok::<_, std::convert::Infallible>);
    // The place is given back with the last line, or when the reader is gone.
    let body = Body::from_stream(stream::iter(lines).inspect(move |_| _ = &place));
    Ok(answer("text/csv; charset=utf-8", &name, body))
}

impl Edge {
    async fn review(&self, named: Named) -> Result<ReviewWhole, Refused> {
        let Path(review) = named.map_err(|_| Code::NotFound)?;
        let found = self.hub.forms().read_reviews(|book| book.get(review).cloned());
        let own: Review = found.await?.ok_or(Code::NotFound)?;
        let mut now = self
            .registered(own.lines.iter().map(|(line, _)| *line).collect())
            .await?;
        let whole = |(line, found)| ReviewedLine {
            line,
            now: now.remove(&line),
            found,
        };
        let lines = own.lines.into_iter().map(whole).collect();
        Ok(ReviewWhole {
            review,
            title: own.title,
            on: own.on,
            at: own.at,
            lines,
        })
    }

    async fn ordered_review(&self, order: &ReviewOrder, key: Option<Uuid>) -> Result<ReviewId, Refused> {
        let made = self.hub.forms().order_review(order, key, self.hub.now()).await;
        made.map_err(|trouble| match trouble {
            NotOrdered::Refused(refusal) => {
                if matches!(refusal.code, Code::QueueFull | Code::TooLarge) {
                    metrics::reached(Limit::Reviews);
                }
                refusal.into()
            }
            NotOrdered::Unreadable(error) => error.into(),
            NotOrdered::Unwritten => Code::Unavailable.into(),
        })
    }
}
