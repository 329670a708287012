//! The seam between a room and its sockets (`ARCHITECTURE.md`, decision 5): ready frames out, messages in.

use std::future::Future;
use std::io;

use bytes::Bytes;

use crate::wire::close::Close;

/// What came from a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// A text message, whole.
    Text(String),
    /// A binary message.
    Binary,
    /// A message over the limit.
    TooLarge,
    /// Bytes that are no WebSocket frames, or text that is no text: nothing sensible can follow.
    Violation,
    /// A ping or pong: somebody is there.
    Alive,
    /// The peer closed, or the connection is gone.
    Gone,
}

/// How much a socket took at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// All of it.
    Whole,
    /// A part. The rest is kept, and goes before everything else in the next [`Transport::send`].
    Part,
    /// Nothing: the socket is full or gone, or somebody else is within a write.
    Nothing,
}

/// The room's own way to a socket, which saves the wake-up of the connection's task.
pub trait Outlet: Send + Sync {
    /// Writes one or more whole frames if they can go at once, between two writes of the connection's own.
    fn write_now(&self, frames: &Bytes) -> Taken;
}

/// One socket, as a connection of a room sees it.
pub trait Transport: Send {
    /// The room's own way to this socket; none where only the connection's task can write.
    fn outlet(&self) -> Option<Box<dyn Outlet>>;

    /// The next thing that comes. May be dropped before it is done and called again without losing anything.
    fn receive(&mut self) -> impl Future<Output = Incoming> + Send;

    /// Writes what [`Outlet::write_now`] left and then whole frames, as [`crate::wire::frame`] makes them, in one flush;
    /// done when the socket has taken them.
    /// Dropped before it is done, the socket is good for nothing but [`Transport::close`].
    ///
    /// # Errors
    /// The connection is gone.
    fn send(&mut self, frames: &[Bytes]) -> impl Future<Output = io::Result<()>> + Send;

    /// Asks the peer for a sign of life.
    ///
    /// # Errors
    /// The connection is gone.
    fn ping(&mut self) -> impl Future<Output = io::Result<()>> + Send;

    /// Says why and closes, in bounded time, whatever the peer does.
    fn close(&mut self, close: Close) -> impl Future<Output = ()> + Send;
}
