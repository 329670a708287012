//! What the simulated say and write.

use serde::Deserialize;

use super::deck::Deck;

const TEXT: &str = include_str!("../lines.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Material {
    openings: Vec<String>,
    closings: Vec<String>,
    topics: Vec<Topic>,
    posts: Vec<String>,
    replies: Vec<String>,
    addenda: Vec<String>,
    threads: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    subject: String,
    points: Vec<String>,
}

/// The material, dealt so that it stays varied.
#[derive(Debug)]
pub(super) struct Lines {
    material: Material,
    openings: Deck,
    closings: Deck,
    topics: Deck,
    posts: Deck,
    replies: Deck,
    addenda: Deck,
}

impl Lines {
    /// The material that comes with the program.
    pub(super) fn told() -> Result<Self, serde_json::Error> {
        let material: Material = serde_json::from_str(TEXT)?;
        Ok(Self {
            openings: Deck::of(material.openings.len()),
            closings: Deck::of(material.closings.len()),
            topics: Deck::of(material.topics.len()),
            posts: Deck::of(material.posts.len()),
            replies: Deck::of(material.replies.len()),
            addenda: Deck::of(material.addenda.len()),
            material,
        })
    }

    /// Something to ask for the floor with that nobody waits with.
    pub(super) fn subject(&self, is_free: impl Fn(&str) -> bool) -> Option<String> {
        let topic = self.topics.deal(&self.material.topics, |topic| is_free(&topic.subject));
        topic.map(|topic| topic.subject.clone())
    }

    /// A speech on a subject, sentence by sentence; on some topic if the subject is none of the material's.
    pub(super) fn speech(&self, subject: Option<&str>) -> Vec<&str> {
        let topics = &self.material.topics;
        let asked = topics.iter().find(|topic| Some(topic.subject.as_str()) == subject);
        let Some(topic) = asked.or_else(|| self.topics.deal(topics, |_| true)) else {
            return Vec::new();
        };
        // The first point says what it is about and the last what is proposed; one between may be left out.
        let skipped = fastrand::usize(1..topic.points.len().max(2));
        let is_last = |index: usize| index + 1 == topic.points.len();
        let points = topic.points.iter().enumerate();
        let kept = points
            .filter(|(index, _)| *index != skipped || is_last(*index))
            .map(|(_, point)| point);
        let opening = self.openings.deal(&self.material.openings, |_| true);
        let closing = self.closings.deal(&self.material.closings, |_| true);
        opening
            .into_iter()
            .chain(kept)
            .chain(closing)
            .map(String::as_str)
            .collect()
    }

    /// A post of its own.
    pub(super) fn post(&self) -> Option<String> {
        let mut text = self.posts.deal(&self.material.posts, |_| true)?.clone();
        // So that a second round reads differently.
        if fastrand::bool()
            && let Some(more) = self.addenda.deal(&self.material.addenda, |_| true)
        {
            text.push_str(more);
        }
        Some(text)
    }

    /// An answer to a post.
    pub(super) fn reply(&self) -> Option<String> {
        self.replies.deal(&self.material.replies, |_| true).cloned()
    }

    /// The title of the `number`th further thread, counted from 0.
    pub(super) fn thread(&self, number: usize) -> Option<String> {
        let titles = &self.material.threads;
        let title = titles.get(number.checked_rem(titles.len())?)?;
        let round = number / titles.len() + 1;
        Some(if round == 1 {
            title.clone()
        } else {
            format!("{title}（{round}）")
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Lines;
    use crate::demo::play::pace::Pace;

    #[test]
    fn w64_the_material_is_varied_and_within_the_limits() {
        let material = Lines::told().unwrap().material;
        let points = material.topics.iter().flat_map(|topic| &topic.points);
        let spoken: BTreeSet<&String> = material
            .openings
            .iter()
            .chain(&material.closings)
            .chain(points)
            .collect();
        let written: BTreeSet<&String> = material.posts.iter().chain(&material.replies).collect();
        assert!(spoken.len() >= 60, "{} things to say", spoken.len());
        assert!(written.len() >= 40, "{} things to write", written.len());
        assert!(spoken.is_disjoint(&written));
        assert!(
            material
                .topics
                .iter()
                .all(|topic| topic.subject.chars().count() <= 200 && topic.points.len() >= 3)
        );
    }

    #[test]
    fn w64_a_speech_takes_40_to_120_seconds_and_keeps_to_its_subject() {
        let lines = Lines::told().unwrap();
        for topic in &lines.material.topics {
            for _ in 0..50 {
                let speech = lines.speech(Some(&topic.subject));
                let chars = speech.iter().map(|line| line.chars().count() as u64).sum::<u64>();
                assert!(
                    chars * Pace::CHARACTER_MS.start() >= 40_000,
                    "{chars} characters on {}",
                    topic.subject
                );
                assert!(
                    chars * Pace::CHARACTER_MS.end() <= 120_000,
                    "{chars} characters on {}",
                    topic.subject
                );
                assert!(speech.contains(&topic.points[0].as_str()));
                assert_eq!(speech[speech.len() - 2], topic.points[topic.points.len() - 1]);
            }
        }
        assert!(lines.speech(Some("别的题目")).len() >= 4);
    }

    #[test]
    fn w64_further_threads_have_titles_without_end() {
        let lines = Lines::told().unwrap();
        let titles: BTreeSet<Option<String>> = (0..50).map(|number| lines.thread(number)).collect();
        assert_eq!(titles.len(), 50);
        assert!(!titles.contains(&None));
    }
}
