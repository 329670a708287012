//! Readers that hold a place in the room and take next to nothing.

use std::rc::Rc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Manner, Shared};
use crate::load::socket::{NoSocket, Window, text_frame};

/// How long a stalled socket stands still before its owner notices and comes back.
const STANDS_STILL: Duration = Duration::from_secs(30);
/// What drips takes so many bytes each time.
const DRIP_BYTES: usize = 16;
/// And so long between.
const DRIP_EVERY: Duration = Duration::from_millis(500);
/// Between two tries while the server is away.
const PAUSE: Duration = Duration::from_secs(1);

/// Sits there until the crowd goes, coming back whenever the server has enough of it. It answers no ping either.
pub(super) async fn linger(shared: Rc<Shared>, member: usize, manner: Manner) {
    let mut open = shared.open.subscribe();
    loop {
        // The crowd keeps its sender as long as there are members.
        let Ok(_) = open.wait_for(|open| *open).await else {
            return;
        };
        if let Ok(stream) = enter(&shared, member).await {
            shared.books.borrow_mut().tally.slow_joins += 1;
            match manner {
                Manner::Drips => drip(stream).await,
                Manner::Stalls | Manner::Reads => {
                    tokio::time::sleep(STANDS_STILL).await;
                    drop(stream);
                }
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn enter(shared: &Shared, member: usize) -> Result<TcpStream, NoSocket> {
    let place = &shared.places[member];
    let door = shared.books.borrow().halls[place.hall].door.clone();
    let mut stream = door.enter(member, &place.token, Window::Small).await?;
    let mut hello = Vec::new();
    text_frame(r#"{"type":"hello","position":null}"#, &mut hello);
    stream.write_all(&hello).await?;
    Ok(stream)
}

/// Until the server has enough of it.
async fn drip(mut stream: TcpStream) {
    let mut few = [0; DRIP_BYTES];
    while let Ok(1..) = stream.read(&mut few).await {
        tokio::time::sleep(DRIP_EVERY).await;
    }
}
