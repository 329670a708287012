//! Makes a release whole: a file that is new in `web/` is embedded without a clean build.

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    // Debug builds read the folder when they run, so there is nothing to compile again.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=web");
    }
}
