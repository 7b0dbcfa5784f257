use std::collections::{BTreeMap, VecDeque};

use proptest::prelude::*;
use serde_json::json;

use super::super::statement::tests::attempt;
use super::super::statement::{Statement, id, statements};
use super::*;

/// A store that keeps its promises over a network that does not.
#[derive(Default)]
struct Store {
    book: BTreeMap<String, Value>,
    /// What happens to the next posts; those after them go well.
    fate: VecDeque<Fate>,
    /// Ids that it will not have.
    refuses: Vec<String>,
    posts: usize,
    twice: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    /// Lost on the way there.
    LostThere,
    /// Taken, and the answer lost on the way back.
    LostBack,
    /// Answered with a status and nothing done.
    Status(u16),
}

impl Server for Store {
    fn post(&mut self, body: &str) -> Result<Answer, String> {
        self.posts += 1;
        let answer = |status, body: &str| Answer { status, body: body.into(), retry_after: None };
        let fate = self.fate.pop_front();
        match fate {
            Some(Fate::LostThere) => return Err("lost there".to_owned()),
            Some(Fate::Status(status)) => return Ok(answer(status, "busy")),
            Some(Fate::LostBack) | None => {}
        }
        let batch: Vec<Value> = serde_json::from_str(body).expect("an array of JSON");
        let key = |one: &Value| one["id"].as_str().expect("an id").to_owned();
        if batch.iter().any(|one| self.refuses.contains(&key(one))) {
            return Ok(answer(400, "\u{1b}[31mbad"));
        }
        if batch.iter().any(|one| self.book.get(&key(one)).is_some_and(|kept| kept != one)) {
            return Ok(answer(409, "another one"));
        }
        let mut new = Vec::new();
        for one in batch {
            match self.book.insert(key(&one), one.clone()) {
                None => new.push(key(&one)),
                Some(_) => self.twice += 1,
            }
        }
        if fate == Some(Fate::LostBack) {
            return Err("lost back".to_owned());
        }
        Ok(if new.is_empty() { answer(204, "") } else { answer(200, &json!(new).to_string()) })
    }
}

/// Counts what it would have waited.
#[derive(Default)]
struct Still {
    waits: Vec<Duration>,
}

impl Pace for Still {
    fn wait(&mut self, how_long: Duration) -> bool {
        self.waits.push(how_long);
        true
    }

    fn chance(&mut self) -> f64 {
        0.5
    }
}

fn made(count: u32) -> Vec<Statement> {
    (0..count).flat_map(|number| statements(&attempt(number), "https://ecole.example/").expect("in order")).collect()
}

fn queued(folder: &std::path::Path, all: &[Statement]) -> Queue {
    let (mut queue, _) = Queue::open(folder).expect("opened");
    for four in all.chunks(4) {
        queue.put(four).expect("put");
    }
    queue
}

fn run(queue: &mut Queue, store: &mut Store, limits: Limits) -> Sent {
    send(queue, store, &mut Still::default(), limits).expect("the queue works")
}

#[track_caller]
fn holds_all(store: &Store, all: &[Statement]) {
    assert_eq!(store.book.len(), all.len());
    for statement in all {
        assert_eq!(store.book[&statement.id], serde_json::from_str::<Value>(&statement.body).expect("JSON"));
    }
}

#[test]
fn all_that_waits_is_sent_in_batches() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = made(30);
    let mut queue = queued(folder.path(), &all);
    let mut store = Store::default();
    let sent = run(&mut queue, &mut store, Limits::default());
    assert_eq!((sent.done, sent.posts, sent.stopped), (120, 3, None));
    holds_all(&store, &all);
    assert_eq!(run(&mut queue, &mut store, Limits::default()).posts, 0, "nothing is left to send");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever the network loses: in the end the store has each statement as it was made, and the queue is empty.
    #[test]
    fn nothing_is_lost_and_nothing_is_twice(
        fate in prop::collection::vec(prop_oneof![
            Just(None),
            Just(Some(Fate::LostThere)),
            Just(Some(Fate::LostBack)),
            prop::sample::select(vec![500_u16, 502, 503, 504, 429, 408]).prop_map(|status| Some(Fate::Status(status))),
        ], 0..24),
        count in 1_usize..20,
        patience in 0_u32..3,
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let all = made(6);
        let mut queue = queued(folder.path(), &all);
        let mut store = Store { fate: fate.iter().flatten().copied().collect(), ..Store::default() };
        let limits = Limits { count, patience, ..Limits::default() };
        let mut runs = 0;
        while queue.counts().expect("counted").waiting > 0 {
            let sent = run(&mut queue, &mut store, limits);
            prop_assert_eq!((sent.refused, sent.conflicts), (0, 0));
            runs += 1;
            prop_assert!(runs < 60, "it comes to an end");
        }
        holds_all(&store, &all);
        prop_assert_eq!(queue.counts().expect("counted").done, 24);
    }

    #[test]
    fn any_answer_is_judged_without_a_panic(
        status in any::<u16>(),
        body in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let batch = [Waiting { id: "a".to_owned(), body: String::new() }];
        let verdict = judge(&Answer { status, body, retry_after: None }, &batch);
        prop_assert!(!matches!(verdict, Verdict::Taken) || status == 204, "only a word of a store empties the queue");
    }

    #[test]
    fn any_text_in_the_queue_is_sent_as_nothing_but_a_statement(body in ".{0,120}") {
        let waiting = Waiting { id: id("x", "y"), body };
        prop_assert!(faults(&waiting).is_some());
    }
}

#[test]
fn a_refused_statement_is_set_aside_alone_with_the_servers_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = made(25);
    let mut queue = queued(folder.path(), &all);
    let bad = [all[3].id.clone(), all[60].id.clone(), all[61].id.clone()];
    let mut store = Store { refuses: bad.to_vec(), ..Store::default() };
    let sent = run(&mut queue, &mut store, Limits::default());
    assert_eq!((sent.done, sent.refused, sent.conflicts), (97, 3, 0));
    assert!(sent.posts < 60, "halves find them: {}", sent.posts);
    let asides = queue.asides(9).expect("read");
    assert_eq!(asides.iter().map(|one| &one.id).collect::<Vec<_>>(), bad.iter().collect::<Vec<_>>());
    assert!(asides[0].reason.contains("400") && asides[0].reason.contains("bad"), "{}", asides[0].reason);
    assert!(!asides[0].reason.contains('\u{1b}'), "no word of a server steers a terminal");
    store.refuses.clear();
    assert_eq!(queue.again().expect("again"), 3);
    run(&mut queue, &mut store, Limits::default());
    holds_all(&store, &all);
}

#[test]
fn a_conflict_is_kept_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = made(5);
    let mut queue = queued(folder.path(), &all);
    let mut other: Value = serde_json::from_str(&all[7].body).expect("JSON");
    other["actor"]["account"]["name"] = "somebody else".into();
    let mut store = Store::default();
    store.book.insert(all[7].id.clone(), other.clone());
    let sent = run(&mut queue, &mut store, Limits::default());
    assert_eq!((sent.done, sent.refused, sent.conflicts, sent.stopped), (19, 0, 1, None));
    assert_eq!(store.book[&all[7].id], other, "the store's own stays");
    let aside = queue.asides(9).expect("read").remove(0);
    assert!(aside.conflict && aside.reason.contains("409"), "{aside:?}");
}

#[test]
fn a_wrong_password_or_address_sets_nothing_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = made(2);
    let mut queue = queued(folder.path(), &all);
    for status in [401, 403, 404, 405, 200, 201, 301, 302] {
        let mut store = Store { fate: [Fate::Status(status)].into(), ..Store::default() };
        let sent = run(&mut queue, &mut store, Limits::default());
        assert!(matches!(sent.stopped, Some(Stop::Settings(_))), "{status}: {sent:?}");
        assert_eq!((store.posts, queue.counts().expect("counted").waiting), (1, 8));
    }
}

#[test]
fn a_portal_that_says_yes_to_everything_takes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let queue = queued(folder.path(), &made(1));
    let batch = queue.next(4, usize::MAX).expect("read");
    for body in ["", "<html>welcome</html>", "[]", "[\"other\"]", "{\"inserted\":4}", "null"] {
        let answer = Answer { status: 200, body: body.into(), retry_after: None };
        assert!(matches!(judge(&answer, &batch), Verdict::Settings(_)), "{body}");
    }
}

#[test]
fn a_server_that_stumbles_over_one_statement_gets_the_others() {
    struct Stumbles(Store, String);
    impl Server for Stumbles {
        fn post(&mut self, body: &str) -> Result<Answer, String> {
            if body.contains(&self.1) {
                self.0.posts += 1;
                return Ok(Answer { status: 500, body: Vec::new(), retry_after: None });
            }
            self.0.post(body)
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let all = made(10);
    let mut queue = queued(folder.path(), &all);
    let mut server = Stumbles(Store::default(), all[5].id.clone());
    let sent = send(&mut queue, &mut server, &mut Still::default(), Limits::default()).expect("the queue works");
    assert_eq!(server.0.book.len(), 39);
    assert!(matches!(sent.stopped, Some(Stop::Unreachable(_))));
    assert_eq!(queue.next(9, usize::MAX).expect("read")[0].id, all[5].id, "it still waits");
}

#[test]
fn waits_grow_with_failures_and_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = queued(folder.path(), &made(1));
    let mut store = Store { fate: vec![Fate::LostThere; 99].into(), ..Store::default() };
    let mut pace = Still::default();
    let sent = send(&mut queue, &mut store, &mut pace, Limits::default()).expect("the queue works");
    assert!(matches!(sent.stopped, Some(Stop::Unreachable(_))));
    let seconds: Vec<f64> = pace.waits.iter().map(Duration::as_secs_f64).collect();
    assert_eq!(seconds, [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]);
    assert_eq!(store.posts, 9);
    let mut pace = Still::default();
    let once = Limits { patience: 0, ..Limits::default() };
    send(&mut queue, &mut store, &mut pace, once).expect("the queue works");
    assert_eq!((pace.waits.len(), store.posts), (0, 10), "once is once");
    assert_eq!(queue.counts().expect("counted").waiting, 4);
}

#[test]
fn a_server_is_left_alone_as_long_as_it_asks_within_reason() {
    let asked = |seconds| back_off(1, 0.0, Some(Duration::from_secs(seconds)));
    assert_eq!(asked(0), Duration::from_millis(500));
    assert_eq!(asked(20), Duration::from_secs(20));
    assert_eq!(asked(u64::MAX), MAX_ASKED);
    assert_eq!(back_off(u32::MAX, 1.0, None), MAX_WAIT);
}

#[test]
fn what_somebody_changed_in_the_file_never_leaves() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = made(2);
    let mut named: Value = serde_json::from_str(&all[1].body).expect("JSON");
    named["actor"]["name"] = "Camille Martin".into();
    all[1].body = named.to_string();
    all[2].body = "]; DROP".to_owned();
    all[3].body = all[0].body.clone();
    let mut queue = queued(folder.path(), &all);
    let mut store = Store::default();
    let sent = run(&mut queue, &mut store, Limits::default());
    assert_eq!((sent.done, sent.refused), (5, 3));
    assert!(!store.book.values().any(|one| one.to_string().contains("Camille")));
}
