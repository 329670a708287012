//! Rostrum as it is released, in a process of its own, with its defaults.

use std::time::Duration;

use rostrum::load::LoadError;
use rostrum::load::cast::{Cast, Numbers};
use rostrum::load::crowd::Crowd;
use rostrum::load::script::{Mix, Script};
use rostrum::load::target::{OwnServer, Reached, Target};

use crate::cores::Cores;
use crate::measure::{self, Joins, Kept, Room};

/// A short post: its event has 300 bytes and more as it is.
const POST_CHARS: usize = 1;
/// How long the memory is left to settle.
const SETTLES: Duration = Duration::from_secs(2);

/// A crowd in one session.
pub const fn readers(readers: usize) -> Numbers {
    Numbers {
        sessions: 1,
        readers,
        stalled: 0,
        dripping: 0,
    }
}

/// The same, and two who take next to nothing.
pub const fn with_slow_readers(members: usize) -> Numbers {
    Numbers {
        stalled: 1,
        dripping: 1,
        ..readers(members)
    }
}

async fn server(cores: Cores) -> Result<Reached, LoadError> {
    let mut program = cores.of_server();
    program.push(env!("CARGO_BIN_EXE_rostrum").into());
    let own = OwnServer {
        program,
        data: env!("CARGO_TARGET_TMPDIR").into(),
        config: None,
    };
    Reached::at(&Target::Own(own)).await
}

async fn seated(server: Reached, numbers: Numbers) -> Result<Room, LoadError> {
    let cast = Cast::seated(server.api(), server.convener(), numbers).await?;
    let halls = cast.places.iter().map(|place| place.hall).collect();
    let script = Script::new(Mix::of_posts(POST_CHARS), cast.scenes, halls);
    Ok(Room {
        crowd: Crowd::new(cast.halls, cast.places, measure::JOINS_AT_ONCE),
        speaker: Box::new(script),
        server: Kept::Ours(server),
    })
}

/// A session in a server of its own, and a crowd before its door.
pub async fn room(cores: Cores, numbers: Numbers) -> Result<Room, LoadError> {
    seated(server(cores).await?, numbers).await
}

/// What a member takes of a server's memory while nothing happens, in bytes, beyond what the empty server has.
pub async fn idle_bytes(cores: Cores, members: usize) -> Result<f64, LoadError> {
    let server = server(cores).await?;
    let empty = server.usage().await?.resident_bytes;
    let room = seated(server, readers(members)).await?;
    measure::come_in(&room.crowd).await?;
    tokio::time::sleep(SETTLES).await;
    let full = room.server.usage().await?.resident_bytes;
    Ok(measure::ratio(full.saturating_sub(empty), members as u64))
}

/// Joins a second, each way in a server of its own.
pub async fn joins(cores: Cores, members: usize) -> Result<Joins, LoadError> {
    Ok(Joins {
        from_connecting: measure::from_connecting(room(cores, readers(members)).await?).await?,
        from_hello: measure::from_hello(room(cores, readers(members)).await?).await?,
    })
}
