//! The web client's files, as the server has them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use tokio_tungstenite::tungstenite::http::HeaderName;

use crate::support::{TestServer, of, problem, problem_of};

/// Where the shell says that the assets are.
pub async fn address_of_assets(server: &TestServer) -> String {
    let shell = server
        .request(Method::GET, "/")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let (_, rest) = shell.split_once("/assets/").expect("the shell names its assets");
    let (version, _) = rest.split_once('/').expect("a version");
    format!("/assets/{version}")
}

fn web() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("web")
}

/// Every file that a browser may load, by its path below `web/`.
fn client_files() -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let below = path.strip_prefix(web()).unwrap().to_str().unwrap().to_owned();
            let for_others = [".d.ts", ".json", ".md"].iter().any(|ending| below.ends_with(ending));
            if !for_others && below != "index.html" {
                found.push(below);
            }
        }
    }
    let mut found = Vec::new();
    walk(&web(), &mut found);
    assert!(found.len() > 10, "{found:?}");
    found
}

fn said<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

fn gzipped(request: RequestBuilder) -> RequestBuilder {
    request.header("accept-encoding", "gzip, deflate, br")
}

#[tokio::test]
async fn s40_every_file_of_the_client_is_served_whole_in_both_forms() {
    let server = TestServer::start().await;
    let assets = address_of_assets(&server).await;
    let types = [
        ("js", "text/javascript; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("svg", "image/svg+xml"),
        ("webp", "image/webp"),
    ];
    for file in client_files() {
        let get = || server.request(Method::GET, &format!("{assets}/{file}"));
        let expected = fs::read(web().join(&file)).unwrap();
        let plain = get().send().await.unwrap();
        assert_eq!(plain.status(), StatusCode::OK, "{file}");
        let ending = file.rsplit('.').next().unwrap();
        let kind = types.iter().find(|(own, _)| *own == ending).map(|(_, kind)| *kind);
        assert_eq!(Some(said(plain.headers(), "content-type")), kind, "{file}");
        assert_eq!(said(plain.headers(), "content-encoding"), "", "{file}");
        assert_eq!(said(plain.headers(), "vary"), "accept-encoding");
        assert_eq!(
            said(plain.headers(), "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(plain.bytes().await.unwrap(), expected, "{file}");

        let small = gzipped(get()).send().await.unwrap();
        assert_eq!(said(small.headers(), "vary"), "accept-encoding");
        if said(small.headers(), "content-encoding") == "gzip" {
            let small = small.bytes().await.unwrap();
            assert!(small.len() < expected.len(), "{file}");
            let mut read = Vec::new();
            GzDecoder::new(&small[..]).read_to_end(&mut read).unwrap();
            assert_eq!(read, expected, "{file}");
        } else {
            assert!(expected.len() < 300 || ending == "webp", "{file} is not compressed");
            assert_eq!(small.bytes().await.unwrap(), expected, "{file}");
        }
    }
}

#[tokio::test]
async fn s90_help_and_its_pictures_are_there_for_whoever_has_no_seat() {
    let server = TestServer::start().await;
    let assets = address_of_assets(&server).await;
    let pictures: Vec<String> = client_files()
        .into_iter()
        .filter(|file| file.starts_with("help/pictures/"))
        .collect();
    assert!(pictures.len() > 20, "{pictures:?}");
    for picture in pictures
        .iter()
        .filter(|file| std::path::Path::new(file).extension().is_some_and(|own| own == "webp"))
    {
        let request = server.request(Method::GET, &format!("{assets}/{picture}"));
        let answer = gzipped(request).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{picture}");
        assert_eq!(said(answer.headers(), "content-type"), "image/webp", "{picture}");
        assert_eq!(said(answer.headers(), "content-encoding"), "", "{picture}");
        assert!(!answer.headers().contains_key("set-cookie"), "{picture}");
        assert_eq!(&answer.bytes().await.unwrap()[8..12], b"WEBP", "{picture}");
    }
    for page in ["/help", "/help/member", "/help/administrator"] {
        let answer = server.request(Method::GET, page).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn s42_whatever_the_shell_names_is_there() {
    let server = TestServer::start().await;
    let shell = server
        .request(Method::GET, "/")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let named: Vec<&str> = ["href=\"", "src=\""]
        .iter()
        .flat_map(|attribute| shell.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(named.len() >= 3, "{named:?}");
    for path in named {
        let answer = server.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn s40_who_has_a_form_of_a_file_does_not_get_it_again() {
    let server = TestServer::start().await;
    let path = format!("{}/sdk/client.js", address_of_assets(&server).await);
    let get = || server.request(Method::GET, &path);
    let plain = get().send().await.unwrap();
    let small = gzipped(get()).send().await.unwrap();
    let (plain, small) = (said(plain.headers(), "etag"), said(small.headers(), "etag"));
    assert!(plain.starts_with('"') && small.starts_with('"'), "{plain} {small}");
    assert_ne!(plain, small, "two forms have one strong tag");

    let again = get().header("if-none-match", plain).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(said(again.headers(), "etag"), plain);
    assert_eq!(said(again.headers(), "vary"), "accept-encoding");
    assert_eq!(
        said(again.headers(), "cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(again.bytes().await.unwrap().is_empty());
    let again = gzipped(get()).header("if-none-match", small).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let other = gzipped(get()).header("if-none-match", plain).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn s40_head_says_what_get_would() {
    let server = TestServer::start().await;
    let path = format!("{}/sdk/client.js", address_of_assets(&server).await);
    for path in [path.as_str(), "/", "/favicon.ico"] {
        let get = server.request(Method::GET, path).send().await.unwrap();
        let head = server.request(Method::HEAD, path).send().await.unwrap();
        assert_eq!(head.status(), StatusCode::OK, "{path}");
        for name in ["content-type", "content-length", "etag", "cache-control", "vary"] {
            let name: HeaderName = name.parse().unwrap();
            assert_eq!(head.headers().get(&name), get.headers().get(&name), "{path} {name}");
            assert!(head.headers().contains_key(&name), "{path} {name}");
        }
        assert!(head.bytes().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn s41_another_versions_files_and_what_is_no_file_are_not_there_and_not_remembered() {
    let server = TestServer::start().await;
    let assets = address_of_assets(&server).await;
    let version = assets.rsplit('/').next().unwrap();
    assert_eq!(version.len(), 16, "{version}");
    assert_eq!(version.trim_matches(|sign: char| sign.is_ascii_hexdigit()), "");
    let paths = [
        "/assets/0123456789abcdef/sdk/client.js".to_owned(),
        "/assets/latest/sdk/client.js".to_owned(),
        "/assets/sdk/client.js".to_owned(),
        format!("{assets}/sdk/nothing.js"),
        format!("{assets}/sdk"),
        format!("{assets}/index.html"),
        format!("{assets}/sdk/package.json"),
        format!("{assets}/sdk/types/index.d.ts"),
        format!("{assets}/%2e%2e/Cargo.toml"),
        format!("{assets}/sdk%2f..%2f..%2fCargo.toml"),
    ];
    for path in paths {
        let request = server.request(Method::GET, &path).header("accept", "text/html,*/*");
        let answer = request.send().await.unwrap();
        assert_eq!(said(answer.headers(), "cache-control"), "no-store", "{path}");
        assert_eq!(problem_of(answer).await, of(404, "not_found"), "{path}");
    }
    let post = server.request(Method::POST, &format!("{assets}/sdk/client.js"));
    assert_eq!(problem(post).await, of(405, "method_not_allowed"));
}
