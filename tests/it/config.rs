//! The configuration: what goes before what, and what is refused with its place.

use std::io::Write;
use std::path::PathBuf;

use rostrum::config::{Config, ConfigError, Overrides};
use tempfile::NamedTempFile;

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::load(Some(file(text).path()), Overrides::default())
}

#[test]
fn p30_the_file_goes_before_the_defaults_and_the_rest_before_the_file() {
    let text = "listen = \"127.0.0.1:1\"\ndata = \"from-the-file\"\npublic_url = \"https://file.example/\"\n\
        allowed_origins = [\"https://other.example\"]\nmetrics_open = true\n\
        [session]\npost_chars_max = 5\n[live]\nbatch_max = 6\n[edge]\npage_max = 700\n";
    let config = load(text).unwrap();
    assert_eq!(config.listen, "127.0.0.1:1");
    assert_eq!(config.data, PathBuf::from("from-the-file"));
    assert_eq!(config.public_url.as_ref().unwrap().to_string(), "https://file.example");
    assert_eq!(config.allowed_origins[0].to_string(), "https://other.example");
    assert!(config.metrics_open);
    assert_eq!(
        (
            config.session.post_chars_max,
            config.live.batch_max,
            config.edge.page_max
        ),
        (5, 6, 700)
    );
    let defaults = Config::default();
    assert_eq!(config.edge.page_default, defaults.edge.page_default);
    assert_eq!(config.session.items_max, defaults.session.items_max);

    let overrides = Overrides {
        listen: Some("127.0.0.1:2".into()),
        data: Some("over".into()),
        public_url: Some("https://over.example/".into()),
    };
    let config = Config::load(Some(file(text).path()), overrides).unwrap();
    assert_eq!(config.listen, "127.0.0.1:2");
    assert_eq!(config.data, PathBuf::from("over"));
    assert_eq!(config.public_url.unwrap().to_string(), "https://over.example");
    assert_eq!(Config::load(None, Overrides::default()).unwrap(), defaults);
}

#[test]
fn p31_an_unknown_key_is_an_error_that_names_file_line_and_key() {
    let cases = [
        ("listen = \"127.0.0.1:1\"\nlisten_to = 1\n", "line 2", "listen_to"),
        ("[edge]\n\npage_maximum = 1\n", "line 3", "page_maximum"),
        ("[live]\nmailbox = 1\n", "line 2", "mailbox"),
        ("[session]\npost_chars = 1\n", "line 2", "post_chars"),
        ("[limits]\n", "line 1", "limits"),
    ];
    for (text, line, key) in cases {
        let file = file(text);
        let error = Config::load(Some(file.path()), Overrides::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains(&file.path().display().to_string()), "{error}");
        assert!(error.contains(line), "{error}");
        assert!(error.contains(&format!("`{key}`")), "{error}");
    }
}

#[test]
fn p31_impossible_values_are_refused_with_their_key() {
    let cases = [
        ("[edge]\nconnections_max = 0", "edge.connections_max"),
        ("[edge]\nheader_bytes_max = 100", "edge.header_bytes_max"),
        ("[edge]\nsecret_body_bytes_max = 0", "edge.secret_body_bytes_max"),
        ("[edge]\nseats_per_browser_max = 0", "edge.seats_per_browser_max"),
        ("[edge]\nseats_per_browser_max = 103", "edge.seats_per_browser_max"),
        ("[edge]\nqr_texts_max = 0", "edge.qr_texts_max"),
        ("[edge]\nqr_orders_max = 0", "edge.qr_orders_max"),
        ("[edge]\nexports_per_seat_max = 0", "edge.exports_per_seat_max"),
        ("[edge]\nreplays_max = 0", "edge.replays_max"),
        ("[edge]\nreplays_per_seat_max = 0", "edge.replays_per_seat_max"),
        ("[edge]\nqr_text_bytes_max = 2049", "edge.qr_text_bytes_max"),
        ("[live]\nbatch_max = 0", "live.batch_max"),
        ("[live]\nreplies_max = 0", "live.replies_max"),
        ("[session]\ntitle_chars_max = 0", "session.title_chars_max"),
        ("[session]\nform_versions_max = 0", "session.form_versions_max"),
        ("[session]\nview_bytes_max = 1000", "session.view_bytes_max"),
        ("[edge]\npage_default = 9\npage_max = 8", "edge.page_max"),
        ("[edge]\nbody_bytes_max = -1", "body_bytes_max"),
        ("public_url = \"consult.example\"", "public_url"),
        ("allowed_origins = [\"https://a.example/path\"]", "allowed_origins"),
    ];
    for (text, key) in cases {
        let error = load(text).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
    let missing = Config::load(Some("no/such/file.toml".as_ref()), Overrides::default());
    assert!(missing.unwrap_err().to_string().contains("no/such/file.toml"));
    let overrides = Overrides {
        public_url: Some("ftp://x".into()),
        ..Overrides::default()
    };
    let error = Config::load(None, overrides).unwrap_err().to_string();
    assert!(error.contains("public_url"), "{error}");
}
