//! Serving the demonstration: what it prints, and its end.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;

use clap::Args;
use rostrum::demo::{self, Demo, Options, Pace, QrStyle};

use crate::AnyError;
use crate::serve::{Signals, log_to_standard_error};

/// What `demo` is told. It reads no environment: a real server's settings are none of its business.
#[derive(Args)]
pub struct Show {
    /// The address to listen on, HOST:PORT.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Where people reach the demonstration, `http://HOST:PORT`.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Lets simulated members ask, speak and write.
    #[arg(long)]
    play: bool,
    /// With --play: so many times as fast as people.
    #[arg(long, value_name = "TIMES", requires = "play", default_value = "1")]
    pace: NonZeroU32,
    /// Prints the links as QR codes too, as it does on a terminal anyway.
    #[arg(long)]
    qr: bool,
}

/// Serves the demonstration until it is told to end.
#[tokio::main]
pub async fn show(arguments: Show) -> Result<(), AnyError> {
    log_to_standard_error("warn");
    let mut signals = Signals::taken()?;
    let has_public_url = arguments.public_url.is_some();
    let options = Options {
        listen: arguments.listen,
        public_url: arguments.public_url,
        play: arguments.play.then(|| Pace::times_as_fast(arguments.pace)),
    };
    let demo = tokio::select! {
        demo = Demo::start(options, |news| eprintln!("{news}")) => demo?,
        () = signals.told_to_end() => return Ok(()),
    };
    let mut out = io::stdout();
    writeln!(out, "listening on http://{}", demo.address())?;
    let style = match (io::stdout().is_terminal(), arguments.qr) {
        (true, _) => QrStyle::Coloured,
        (false, true) => QrStyle::Plain,
        (false, false) => QrStyle::Absent,
    };
    demo::print(&mut out, demo.links(), style)?;
    out.flush()?;
    advise(demo.address(), has_public_url);
    signals.told_to_end().await;
    eprintln!("正在收场… leaving…");
    Ok(demo.stop().await?)
}

/// Says how phones get in, and how to go on.
fn advise(address: SocketAddr, has_public_url: bool) {
    let port = address.port();
    if address.ip().is_loopback() && !has_public_url {
        eprintln!("手机打不开这些链接，因为只在本机监听。若要用手机：");
        eprintln!("Phones cannot open these links, for only this machine is listened to. To let them in:");
        eprintln!("    rostrum demo --listen 0.0.0.0:{port} --public-url http://本机IP:{port}");
    } else if !has_public_url {
        eprintln!("链接里写的是监听地址。请用 --public-url http://本机IP:{port} 写明别人如何访问。");
        eprintln!("Links name the listening address; say with --public-url http://IP:{port} how others get here.");
    }
    eprintln!("每行一个角色，各用一个标签页或一部手机打开。按 Ctrl+C 结束，数据随即删除。");
    eprintln!(
        "A link for each role; open each in a tab or on a phone of its own. Ctrl+C ends it and removes its data."
    );
}
