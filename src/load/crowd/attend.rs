//! One member's way: in, reading, out, and in again.

use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::SemaphorePermit;

use super::Shared;
use super::books::{Books, Joining};
use crate::load::frames::Scanner;
use crate::load::socket::{NoSocket, Window, pong_frame, text_frame};

/// Between two tries of one member, so that a server that is away is not asked without end.
const PAUSE: Duration = Duration::from_millis(50);

/// The side of a connection that is written to.
pub(super) struct Line {
    half: OwnedWriteHalf,
    /// What the kernel did not take at once.
    unsent: RefCell<Vec<u8>>,
}

impl Line {
    pub(super) fn stream(&self) -> &TcpStream {
        self.half.as_ref()
    }

    /// Sends whole frames, the rest of them later if the kernel does not take all.
    pub(super) fn send(self: &Rc<Self>, frames: &[u8]) {
        let mut unsent = self.unsent.borrow_mut();
        if !unsent.is_empty() {
            unsent.extend(frames);
            return;
        }
        // A connection that is gone is noticed where it is read.
        let sent = self.half.try_write(frames).unwrap_or(0);
        if sent < frames.len() {
            unsent.extend(&frames[sent..]);
            tokio::task::spawn_local(Rc::clone(self).send_rest());
        }
    }

    pub(super) fn pong(self: &Rc<Self>, payload: &[u8]) {
        let mut frame = Vec::with_capacity(payload.len() + 8);
        pong_frame(payload, &mut frame);
        self.send(&frame);
    }

    async fn send_rest(self: Rc<Self>) {
        while !self.unsent.borrow().is_empty() {
            if self.half.writable().await.is_err() {
                return;
            }
            let mut unsent = self.unsent.borrow_mut();
            match self.half.try_write(&unsent) {
                Ok(sent) => drop(unsent.drain(..sent)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }
}

/// Attends until the crowd goes.
pub(super) async fn attend(shared: Rc<Shared>, member: usize) {
    let mut open = shared.open.subscribe();
    loop {
        // The crowd keeps its sender as long as there are members.
        let Ok(_) = open.wait_for(|open| *open).await else {
            return;
        };
        let Ok(permit) = shared.joining.acquire().await else {
            return;
        };
        if !*shared.open.borrow() {
            continue;
        }
        match connect(&shared, member).await {
            Ok((stream, began)) => {
                let permit = greets(&shared, permit).await;
                let half = hello(&shared, member, stream, began);
                read(&shared, member, half, permit).await;
                shared.books.borrow_mut().gone(member);
                shared.changed.notify_one();
            }
            Err(failure) => {
                drop(permit);
                shared.books.borrow_mut().failed(&failure);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Connects and upgrades; with the moment at which that began.
async fn connect(shared: &Shared, member: usize) -> Result<(TcpStream, Instant), NoSocket> {
    let place = &shared.places[member];
    let door = shared.books.borrow().halls[place.hall].door.clone();
    let began = Instant::now();
    Ok((door.enter(member, &place.token, Window::Usual).await?, began))
}

/// Waits until hellos may be said. Whoever has to wait leaves his place to those who have no socket yet.
async fn greets<'a>(shared: &Shared, permit: SemaphorePermit<'a>) -> Option<SemaphorePermit<'a>> {
    if *shared.greets.borrow() {
        return Some(permit);
    }
    drop(permit);
    shared.books.borrow_mut().held += 1;
    shared.changed.notify_one();
    // The sender lives as long as the crowd.
    let _ = shared.greets.subscribe().wait_for(|greets| *greets).await;
    shared.books.borrow_mut().held -= 1;
    None
}

/// Says where this member was.
fn hello(shared: &Shared, member: usize, stream: TcpStream, began: Instant) -> OwnedReadHalf {
    let (reading, writing) = stream.into_split();
    let line = Rc::new(Line {
        half: writing,
        unsent: RefCell::default(),
    });
    let mut books = shared.books.borrow_mut();
    let mut frame = Vec::with_capacity(128);
    text_frame(&words_of_hello(&books, member), &mut frame);
    line.send(&frame);
    let member = &mut books.members[member];
    member.line = Some(line);
    member.joining = Some(Joining {
        began,
        hello: Instant::now(),
        welcomed: false,
    });
    reading
}

fn words_of_hello(books: &Books, member: usize) -> String {
    match (&books.epoch, books.members[member].after) {
        (Some(epoch), Some(seq)) => {
            format!(r#"{{"type":"hello","position":{{"epoch":"{epoch}","seq":{seq}}}}}"#)
        }
        _ => r#"{"type":"hello","position":null}"#.to_owned(),
    }
}

/// Reads until the connection ends; the place among those who come in is given back as soon as this one is in.
async fn read(shared: &Shared, member: usize, mut half: OwnedReadHalf, mut permit: Option<SemaphorePermit<'_>>) {
    let mut scanner = Scanner::default();
    poll_fn(|context| {
        loop {
            let mut books = shared.books.borrow_mut();
            // Taken out for a moment, so that what came can be read while the books are written.
            let mut buffer = std::mem::take(&mut books.buffer);
            let mut filled = ReadBuf::new(&mut buffer);
            let read = Pin::new(&mut half).poll_read(context, &mut filled);
            let came = filled.filled();
            let goes_on = match &read {
                Poll::Ready(Ok(())) if !came.is_empty() => {
                    let now = Instant::now();
                    let mut news = false;
                    let taken = scanner.take(came, |frame| news |= books.hear(member, frame, now));
                    if news {
                        shared.changed.notify_one();
                    }
                    if taken.is_err() {
                        books.tally.strange += 1;
                    }
                    taken.is_ok()
                }
                _ => false,
            };
            books.buffer = buffer;
            if books.members[member].is_inside {
                drop(permit.take());
            }
            ready!(read).ok();
            if !goes_on {
                return Poll::Ready(());
            }
        }
    })
    .await;
}
