//! Figures that anybody can take again: `cargo bench`.

mod journal;

criterion::criterion_group!(benches, journal::bench);
criterion::criterion_main!(benches);
