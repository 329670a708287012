//! The stream of a socket, which three write to, never within each other's frames: the connection's task (ready frames),
//! tungstenite (pings, pongs, closes) and the room.

use std::io::{self, IoSlice};
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::live::transport::{Outlet, Taken};

/// Slices given to the kernel at once.
const SLICES_MAX: usize = 64;

#[derive(Debug, Default)]
struct Writing {
    /// The connection's task has the line. It never gives it back if it gives up within a write, for what followed would be
    /// read as the frame's rest, nor after a close frame, which nothing may follow (RFC 6455, 5.5.1).
    taken: bool,
    /// Tungstenite wrote a part of its frames.
    cut: bool,
    /// The rest of a write of the room's.
    rest: Bytes,
}

/// A stream and who is within a write on it.
#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    writing: Mutex<Writing>,
}

impl Line {
    /// The line of a stream that has become a socket: from now on the write timeout and the heartbeat judge its peer.
    pub(super) fn new(stream: TcpStream) -> Self {
        // A peer that drains its buffer in bursts takes nothing for moments: the kernel would cut it for that.
        if let Err(error) = socket2::SockRef::from(&stream).set_tcp_user_timeout(None) {
            tracing::debug!(%error, "a socket keeps its user timeout");
        }
        Self {
            stream,
            writing: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the room away and ends what it began.
    pub(super) async fn take(&self) -> io::Result<()> {
        let rest = {
            let mut writing = self.lock();
            if writing.taken {
                // An earlier write was given up within a frame, or was the last.
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            writing.taken = true;
            std::mem::take(&mut writing.rest)
        };
        self.write(&[rest]).await
    }

    /// Writes frames with as few calls as the stream allows; the line was taken.
    pub(super) async fn write(&self, frames: &[Bytes]) -> io::Result<()> {
        for frames in frames.chunks(SLICES_MAX) {
            let mut slices = [IoSlice::new(&[]); SLICES_MAX];
            for (slice, frame) in slices.iter_mut().zip(frames) {
                *slice = IoSlice::new(frame);
            }
            let mut left = &mut slices[..frames.len()];
            IoSlice::advance_slices(&mut left, 0);
            while !left.is_empty() {
                match self.stream.try_write_vectored(left) {
                    Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                    Ok(written) => IoSlice::advance_slices(&mut left, written),
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.stream.writable().await?,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// The write is done; the room may write again.
    pub(super) fn give_back(&self) {
        self.lock().taken = false;
    }

    /// Says that nothing more will be written.
    pub(super) fn shut_down(&self) -> io::Result<()> {
        socket2::SockRef::from(&self.stream).shutdown(Shutdown::Write)
    }
}

/// The room's way to a line.
#[derive(Debug)]
pub(super) struct LineOutlet(pub(super) Arc<Line>);

impl Outlet for LineOutlet {
    fn write_now(&self, frames: &Bytes) -> Taken {
        let mut writing = self.0.lock();
        if writing.taken || writing.cut || !writing.rest.is_empty() {
            return Taken::Nothing;
        }
        match self.0.stream.try_write(frames) {
            Ok(written) if written == frames.len() => Taken::Whole,
            Ok(written @ 1..) => {
                writing.rest = frames.slice(written..);
                Taken::Part
            }
            // What is wrong with it, the connection's own task finds out.
            Ok(0) | Err(_) => Taken::Nothing,
        }
    }
}

/// The line as tungstenite reads and writes it.
#[derive(Debug)]
pub(super) struct Stream {
    line: Arc<Line>,
}

impl Stream {
    pub(super) fn of(line: &Arc<Line>) -> Self {
        Self { line: Arc::clone(line) }
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let stream = &self.line.stream;
        loop {
            ready!(stream.poll_read_ready(context))?;
            match stream.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return Poll::Ready(read.map(|_| ())),
            }
        }
    }
}

impl AsyncWrite for Stream {
    /// Tungstenite hands over whole frames, or the rest of what was cut.
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        let stream = &self.line.stream;
        loop {
            ready!(stream.poll_write_ready(context))?;
            let mut writing = self.line.lock();
            if !writing.rest.is_empty() {
                // Tried again once the connection's task, which was told of it, has written the rest.
                return Poll::Pending;
            }
            match stream.try_write(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Ok(written) => {
                    writing.cut = written < buffer.len();
                    return Poll::Ready(Ok(written));
                }
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.line.shut_down())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    async fn line() -> (Arc<Line>, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let peer = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        (Arc::new(Line::new(stream)), peer)
    }

    #[tokio::test]
    async fn l30_nothing_follows_in_a_line_that_is_not_given_back() {
        let (line, _peer) = line().await;
        let room = LineOutlet(Arc::clone(&line));
        let frame = Bytes::from_static(b"a frame");
        assert_eq!(room.write_now(&frame), Taken::Whole);
        line.take().await.unwrap();
        assert_eq!(room.write_now(&frame), Taken::Nothing);
        assert!(line.take().await.is_err());
    }

    #[tokio::test]
    async fn l30_what_the_room_began_goes_before_everything_else() {
        let (line, mut peer) = line().await;
        let room = LineOutlet(Arc::clone(&line));
        let piece = Bytes::from(vec![1; 64 * 1024]);
        let mut written = 0;
        while room.write_now(&piece) == Taken::Whole {
            written += piece.len();
        }
        if !line.lock().rest.is_empty() {
            written += piece.len();
        }
        assert_eq!(room.write_now(&Bytes::from_static(&[2])), Taken::Nothing);
        let reading = tokio::spawn(async move {
            let mut all = Vec::new();
            peer.read_to_end(&mut all).await.unwrap();
            all
        });
        line.take().await.unwrap();
        line.write(&[Bytes::from_static(&[3])]).await.unwrap();
        line.give_back();
        line.shut_down().unwrap();
        let all = reading.await.unwrap();
        let (last, before) = all.split_last().unwrap();
        assert_eq!((*last, before.len()), (3, written));
        assert!(before.iter().all(|byte| *byte == 1));
    }
}
