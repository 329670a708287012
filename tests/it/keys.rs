//! Keys that follow each other.

use rostrum::journal::Journal;
use rostrum::journal::checkpoint::{KeyRing, NotACheckpoint, PublishedKey, Signer, VerifierKey, follow};
use rostrum::journal::memory::MemoryJournal;
use rostrum::time::Timestamp;
use uuid::Uuid;

const SESSION: Uuid = Uuid::from_u128(0x019a_b2c3_d4e5_7000_8000_0000_0000_0003);

fn at(ms: u64) -> Timestamp {
    Timestamp::from_millis(1_764_000_000_000 + ms)
}

/// Three keys, the second and third rotated in.
async fn rotated_twice() -> KeyRing {
    let journal = MemoryJournal::new();
    KeyRing::rotate(&journal, at(5)).await.unwrap();
    // The clock went back; the moments of keys do not.
    KeyRing::rotate(&journal, at(3)).await.unwrap()
}

fn key(published: &PublishedKey) -> VerifierKey {
    published.key.parse().unwrap()
}

#[tokio::test]
async fn j22_each_key_is_vouched_for_by_the_one_before_it() {
    let ring = rotated_twice().await;
    let published = ring.published(SESSION);
    let since: Vec<_> = published.iter().map(|own| own.since).collect();
    assert_eq!(since, [None, Some(at(5)), Some(at(5))]);
    let followed = follow(&published, None).unwrap().keys;
    let expected: Vec<_> = published.iter().map(|own| (key(own), own.since)).collect();
    assert_eq!(followed, expected);
    assert_eq!(
        follow(&published, Some(&key(&published[1]))).unwrap().keys,
        expected[1..]
    );
    let note = ring.newest().sign(SESSION, 7, [9; 32]);
    assert_eq!(key(&published[2]).open(&note).unwrap().size, 7);
    assert_eq!(key(&published[0]).open(&note), Err(NotACheckpoint::Key));
    assert_eq!(ring.published(SESSION), published, "said again, it is the same");
}

#[tokio::test]
async fn j22_a_key_that_nobody_vouches_for_is_not_followed() {
    let published = rotated_twice().await.published(SESSION);
    let stranger = Signer::from_seed([1; 32]);
    let wrong = |change: &dyn Fn(&mut Vec<PublishedKey>)| {
        let mut changed = published.clone();
        change(&mut changed);
        follow(&changed, None).unwrap_err()
    };
    assert!(wrong(&|keys| keys[1].vouched = None).starts_with("key 2: "));
    assert!(wrong(&|keys| keys[2].key = stranger.verifier_key(SESSION)).starts_with("key 3: "));
    assert!(wrong(&|keys| keys[1].since = Some(at(6))).starts_with("key 2: "));
    assert!(wrong(&|keys| keys[2].vouched = keys[1].vouched.clone()).starts_with("key 3: "));
    assert!(wrong(&|keys| drop(keys.remove(1))).starts_with("key 2: "));
    assert!(wrong(&|keys| keys.swap(1, 2)).starts_with("key 2: "));
    assert!(wrong(&|keys| keys[0].key.push('x')).starts_with("key 1: "));
    let by_stranger = stranger.vouch(SESSION, at(5), &Signer::from_seed([2; 32]));
    assert!(wrong(&|keys| keys[1].vouched = Some(by_stranger.clone())).starts_with("key 2: "));
    assert!(follow(&published, Some(&stranger.verifier_key(SESSION).parse().unwrap())).is_err());
    assert!(follow(&[], None).is_err());
}

#[test]
fn j22_a_word_for_a_key_is_no_checkpoint_and_no_checkpoint_a_word_for_a_key() {
    let (old, new) = (Signer::from_seed([1; 32]), Signer::from_seed([2; 32]));
    let key: VerifierKey = old.verifier_key(SESSION).parse().unwrap();
    let vouched = old.vouch(SESSION, at(0), &new);
    assert_eq!(
        key.open_succession(&vouched).unwrap().next.to_string(),
        new.verifier_key(SESSION)
    );
    assert!(key.open(&vouched).is_err());
    assert!(key.open_succession(&old.sign(SESSION, 1, [0; 32])).is_err());
    let other = old.vouch(Uuid::nil(), at(0), &new);
    assert_eq!(key.open_succession(&other), Err(NotACheckpoint::Origin));
    for place in 0..vouched.len() {
        let mut changed = vouched.clone().into_bytes();
        changed[place] ^= 1;
        let opened = String::from_utf8(changed).map(|changed| key.open_succession(&changed).is_ok());
        assert_ne!(opened, Ok(true), "byte {place}");
    }
}

#[tokio::test]
async fn j23_of_two_who_rotate_at_once_each_adds_a_key() {
    let journal = MemoryJournal::new();
    let (one, other) = tokio::join!(KeyRing::rotate(&journal, at(1)), KeyRing::rotate(&journal, at(1)));
    let sizes = [one.unwrap(), other.unwrap()].map(|ring| ring.published(SESSION).len());
    assert_eq!(sizes.iter().max(), Some(&3));
    let later = journal.later_keys().await.unwrap();
    assert_eq!(later.len(), 2);
    assert!(
        !journal.add_key(1, later[0].clone()).await.unwrap(),
        "there are two already"
    );
    assert!(!format!("{later:?}").contains(&format!("{:?}", later[0].seed)));
}
