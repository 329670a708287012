//! The bare room: sockets taken over after the upgrade, one ready buffer for all, synced to disk first. Nothing is
//! parsed, nobody has rights, there are no views: whatever a real server does more is its own.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use rostrum::client::ClientError;
use rostrum::load::LoadError;
use rostrum::load::crowd::{Answer, Crowd, Manner, Place};
use rostrum::load::drive::Speaker;
use rostrum::load::process::{ChildServer, Start};
use rostrum::load::socket::Door;
use rostrum::wire::frame::text_frame;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::task::{LocalSet, spawn_local};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::cores::Cores;
use crate::measure::{Joins, Kept, Room};
use crate::{BARE_ROOM, measure};

/// Bytes of a state.
const STATE_BYTES: usize = 4 * 1024;
/// What makes an event.
const TRIGGER: [u8; 8] = *b"an event";
/// All numbers of entries have as many digits, so that only they change in the ready frame.
const FIRST: u64 = 1_000_000;

type Members = Rc<RefCell<Vec<Rc<TcpStream>>>>;

/// Is the bare room's process, whose events have so many bytes, until it is killed.
pub fn serve(directory: &Path, event_bytes: usize) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let served = LocalSet::new().block_on(&runtime, async {
        let (door, control) = (listener().await?, listener().await?);
        println!(
            "listening on http://{} and {}",
            door.local_addr()?,
            control.local_addr()?
        );
        io::stdout().flush()?;
        let members = Members::default();
        spawn_local(let_in(door, Rc::clone(&members)));
        let (control, _) = control.accept().await?;
        let file = File::create(directory.join("events"))?;
        tell_all(control, file, members, event_bytes).await
    });
    if let Err(error) = served {
        eprintln!("the bare room: {error}");
    }
}

async fn listener() -> io::Result<TcpListener> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    socket2::SockRef::from(&listener).listen(16_384)?;
    Ok(listener)
}

/// Upgrades whoever comes.
async fn let_in(door: TcpListener, members: Members) {
    while let Ok((stream, _)) = door.accept().await {
        let members = Rc::clone(&members);
        let upgrading = service_fn(move |request: Request<Incoming>| {
            let members = Rc::clone(&members);
            async move { Ok::<_, hyper::Error>(upgraded(request, members)) }
        });
        spawn_local(async move {
            if stream.set_nodelay(true).is_ok() {
                let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), upgrading);
                // Whoever breaks off is no member.
                let _ = connection.with_upgrades().await;
            }
        });
    }
}

fn upgraded(request: Request<Incoming>, members: Members) -> Response<Empty<Bytes>> {
    let key = request.headers().get(header::SEC_WEBSOCKET_KEY);
    let accept = derive_accept_key(key.map_or(b"", |key| key.as_bytes()));
    spawn_local(async move {
        let upgraded = hyper::upgrade::on(request).await.ok()?;
        let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
        let mut stream = parts.io.into_inner();
        // A hello, whatever it says.
        let said = stream.read(&mut [0; 256]).await.ok()?;
        if said == 0 {
            return None;
        }
        stream.write_all(&welcome()).await.ok()?;
        members.borrow_mut().push(Rc::new(stream));
        Some(())
    });
    let mut response = Response::new(Empty::new());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    for (name, value) in [
        (header::CONNECTION, "upgrade"),
        (header::UPGRADE, "websocket"),
        (header::SEC_WEBSOCKET_ACCEPT, &accept),
        (header::SEC_WEBSOCKET_PROTOCOL, "rostrum.v1"),
    ] {
        response.headers_mut().insert(name, value.parse().expect("a header"));
    }
    response
}

/// The frames that a member begins with, the same for all.
fn welcome() -> Bytes {
    thread_local! {
        static WELCOME: Bytes = {
            let state = format!(r#"{{"type":"state","position":{{"epoch":"bare","seq":{FIRST}}},"view":""#);
            let frames = [text_frame(br#"{"type":"welcome"}"#), text_frame(&padded(state, STATE_BYTES))];
            frames.concat().into()
        };
    }
    WELCOME.with(Bytes::clone)
}

/// A message of so many bytes.
fn padded(mut message: String, bytes: usize) -> Vec<u8> {
    message.extend(std::iter::repeat_n('x', bytes - message.len() - 2));
    message.push_str("\"}");
    message.into_bytes()
}

/// Makes what waits one buffer, syncs it, and writes it to everybody.
async fn tell_all(mut control: TcpStream, mut file: File, members: Members, event_bytes: usize) -> io::Result<()> {
    let beginning = r#"{"type":"event","seq":"#;
    let event = format!(r#"{beginning}{FIRST},"at":"2026-01-01T00:00:00.000Z","by":null,"entry":""#);
    let frame = text_frame(&padded(event, event_bytes));
    let number_at = frame.len() - event_bytes + beginning.len();
    let (mut last, mut left) = (FIRST, 0);
    let mut triggers = [0; 4096];
    let mut buffer = Vec::new();
    loop {
        let came = control.read(&mut triggers).await?;
        if came == 0 {
            return Ok(());
        }
        left += came;
        buffer.clear();
        for _ in 0..left / TRIGGER.len() {
            last += 1;
            let number = buffer.len() + number_at;
            buffer.extend(&frame);
            write!(&mut buffer[number..], "{last}")?;
        }
        left %= TRIGGER.len();
        file.write_all(&buffer)?;
        file.sync_data()?;
        for member in members.borrow().iter() {
            let written = member.try_write(&buffer).unwrap_or(0);
            if written < buffer.len() {
                spawn_local(write_rest(Rc::clone(member), buffer[written..].to_vec()));
            }
        }
    }
}

/// What the kernel did not take at once. Events that come meanwhile would overtake it: a crowd that keeps up never
/// lets that happen, and one that does not would see it.
async fn write_rest(member: Rc<TcpStream>, mut rest: Vec<u8>) {
    while !rest.is_empty() && member.writable().await.is_ok() {
        match member.try_write(&rest) {
            Ok(written) => drop(rest.drain(..written)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

/// Makes events, each by a few bytes on a connection of its own.
struct Trigger {
    control: TcpStream,
    last: u64,
}

impl Speaker for Trigger {
    fn hear(&mut self, _: Answer) {}

    fn speak(&mut self, crowd: &Crowd) -> bool {
        self.last += 1;
        crowd.sent(0, self.last);
        self.control
            .try_write(&TRIGGER)
            .is_ok_and(|bytes| bytes == TRIGGER.len())
    }
}

/// A bare room in a process of its own, and a crowd before its door.
pub async fn room(cores: Cores, members: usize, event_bytes: u64) -> Result<Room, LoadError> {
    let directory = scratch();
    let mut line = cores.of_server();
    line.push(std::env::current_exe().map_err(ClientError::from)?.into());
    line.push(event_bytes.to_string().into());
    let process = ChildServer::start(Start {
        line,
        environment: vec![(BARE_ROOM.to_owned(), directory.path().display().to_string())],
        log: directory.path().join("log"),
    });
    let process = process.await?;
    let addresses = process.addresses();
    let [door, control] = <[SocketAddr; 2]>::try_from(addresses).expect("two addresses");
    let control = TcpStream::connect(control).await.map_err(ClientError::from)?;
    control.set_nodelay(true).map_err(ClientError::from)?;
    let places = (1..=members as u64).map(|participant| Place {
        hall: 0,
        participant,
        token: String::new(),
        manner: Manner::Reads,
    });
    let hall = Door {
        address: door,
        path: "/".to_owned(),
    };
    Ok(Room {
        crowd: Crowd::new(vec![hall], places.collect(), measure::JOINS_AT_ONCE),
        speaker: Box::new(Trigger { control, last: FIRST }),
        server: Kept::Bare(process, directory),
    })
}

/// Joins a second, each way in a room of its own.
pub async fn joins(cores: Cores, members: usize) -> Result<Joins, LoadError> {
    Ok(Joins {
        from_connecting: measure::from_connecting(room(cores, members, 300).await?).await?,
        from_hello: measure::from_hello(room(cores, members, 300).await?).await?,
    })
}

/// A directory on a disk: the system's own for such may lie in memory, where syncing costs nothing.
pub fn scratch() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory")
}
