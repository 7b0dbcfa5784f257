use std::os::raw::c_int;

use super::*;

fn statement(number: u32) -> Statement {
    let body = format!("{{\"number\":{number},\"actor\":{{\"account\":{{\"name\":\"p{}\"}}}}}}", number % 3);
    Statement { id: format!("{number:036}"), body }
}

fn open(folder: &Path) -> Queue {
    let (queue, damaged) = Queue::open(folder).expect("opened");
    assert_eq!(damaged, None);
    queue
}

#[test]
fn what_is_queued_comes_back_in_order_and_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let four: Vec<Statement> = (0..4).map(statement).collect();
    let mut queue = open(folder.path());
    assert_eq!(queue.put(&four).expect("put"), Put { new: 4, ..Put::default() });
    assert_eq!(queue.put(&four).expect("put"), Put { known: 4, ..Put::default() });
    drop(queue);
    let mut queue = open(folder.path());
    let next = queue.next(3, usize::MAX).expect("read");
    assert_eq!(next.iter().map(|w| &w.body).collect::<Vec<_>>(), four[..3].iter().map(|s| &s.body).collect::<Vec<_>>());
    queue.done(&next).expect("done");
    assert_eq!(queue.put(&four).expect("put"), Put { known: 4, ..Put::default() }, "what was sent stays known");
    let changed = Statement { body: "{}".to_owned(), ..statement(1) };
    assert_eq!(queue.put(&[changed]).expect("put"), Put { other: 1, ..Put::default() });
    assert_eq!(queue.counts().expect("counted"), Counts { waiting: 1, done: 3, ..Counts::default() });
    assert_eq!(queue.next(9, usize::MAX).expect("read").len(), 1);
}

#[test]
fn a_batch_holds_no_more_bytes_than_asked_for_but_at_least_one_statement() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    queue.put(&(0..10).map(statement).collect::<Vec<_>>()).expect("put");
    let one = statement(0).body.len();
    for (bytes, count) in [(0, 1), (one, 1), (2 * one, 2), (2 * one + 1, 2), (usize::MAX, 10)] {
        assert_eq!(queue.next(10, bytes).expect("read").len(), count, "{bytes}");
    }
}

#[test]
fn what_is_set_aside_keeps_its_reason_and_can_wait_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    queue.put(&(0..3).map(statement).collect::<Vec<_>>()).expect("put");
    queue.set_aside(&statement(0).id, false, &"x".repeat(10_000)).expect("set aside");
    queue.set_aside(&statement(1).id, true, "another mark").expect("set aside");
    let asides = queue.asides(9).expect("read");
    assert_eq!(asides[0].reason.len(), MAX_REASON);
    assert_eq!(asides[1], Aside { id: statement(1).id, conflict: true, reason: "another mark".to_owned() });
    let counts = Counts { waiting: 1, refused: 1, conflicts: 1, ..Counts::default() };
    assert_eq!(queue.counts().expect("counted"), counts);
    assert_eq!(queue.again().expect("again"), 2);
    assert_eq!(queue.next(9, usize::MAX).expect("read").len(), 3, "with their bodies");
    queue.later(&statement(0).id).expect("moved");
    assert_eq!(queue.next(9, usize::MAX).expect("read")[2].id, statement(0).id);
}

#[test]
fn one_person_can_be_erased() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    queue.put(&(0..6).map(statement).collect::<Vec<_>>()).expect("put");
    assert_eq!(queue.erase("p1").expect("erased"), 2);
    assert_eq!(queue.erase("nobody").expect("erased"), 0);
    assert_eq!(queue.counts().expect("counted").waiting, 4);
}

#[test]
fn two_processes_may_queue_and_send_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    std::thread::scope(|scope| {
        for first in [0, 25] {
            scope.spawn(move || {
                let mut queue = open(path);
                for number in first..first + 75 {
                    queue.put(&[statement(number)]).expect("put");
                }
            });
        }
        scope.spawn(move || {
            let mut queue = open(path);
            while queue.counts().expect("counted").done < 50 {
                let next = queue.next(7, usize::MAX).expect("read");
                queue.done(&next).expect("done");
            }
        });
    });
    let counts = open(path).counts().expect("counted");
    assert_eq!(counts.waiting + counts.done, 100);
}

#[test]
fn a_damaged_file_is_set_aside_and_a_new_queue_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    let mut kept = 0;
    for (at, junk) in [(0_usize, 16_usize), (16, 40), (100, 4000), (4096, 4096), (5000, 64)] {
        let mut queue = open(folder.path());
        queue.put(&(0..60).map(statement).collect::<Vec<_>>()).expect("put");
        queue.base.pragma_update(None, "wal_checkpoint", "TRUNCATE").expect("written");
        drop(queue);
        let mut bytes = fs::read(&path).expect("there");
        bytes[at..at + junk].fill(0xA5);
        fs::write(&path, &bytes).expect("written");
        let (mut queue, aside) = Queue::open(folder.path()).expect("opened all the same");
        match aside {
            Some(aside) => {
                kept += 1;
                assert_eq!(fs::read(&aside).expect("kept"), bytes);
                assert_eq!(queue.counts().expect("counted"), Counts::default());
            }
            // Damage that the file's own structure does not show is found when statements are checked before they go.
            None => drop(queue.next(60, usize::MAX).expect("read")),
        }
        queue.put(&(0..60).map(statement).collect::<Vec<_>>()).expect("put");
        drop(queue);
        fs::remove_file(&path).expect("removed");
    }
    assert!(kept >= 4, "{kept}");
}

#[test]
fn any_bytes_in_its_place_are_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 1..4 {
        fs::write(folder.path().join(FILE), vec![number; 9000]).expect("written");
        let (queue, aside) = Queue::open(folder.path()).expect("opened all the same");
        assert!(aside.is_some_and(|aside| aside.ends_with(format!("lrs.damaged-{number}"))));
        assert_eq!(queue.counts().expect("counted"), Counts::default());
        drop(queue);
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("{FILE}{end}")));
        }
    }
}

#[test]
fn the_queue_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let queue = open(folder.path());
    queue.base.pragma_update(None, "user_version", 7).expect("set");
    drop(queue);
    assert!(matches!(Queue::open(folder.path()), Err(QueueError::Newer(7))));
}

#[test]
fn a_full_queue_says_so_and_takes_nothing_in_part() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    let fill = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
                INSERT INTO statement (id, state, digest, body) SELECT 'x' || i, 0, x'00', '' FROM n";
    queue.base.execute(fill, [MAX_WAITING as i64 - 2]).expect("filled");
    assert!(matches!(queue.put(&(0..3).map(statement).collect::<Vec<_>>()), Err(QueueError::Full(_))));
    assert_eq!(queue.counts().expect("counted").waiting, MAX_WAITING - 2);
    assert_eq!(queue.put(&[statement(0), statement(1)]).expect("fits").new, 2);
    // Sent ones do not count.
    queue.base.execute("UPDATE statement SET state = 1", []).expect("set");
    assert_eq!(queue.put(&[statement(2)]).expect("fits").new, 1);
}

#[test]
fn a_disk_without_room_is_said_and_what_waits_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    queue.put(&[statement(0)]).expect("put");
    let pages: i64 = queue.base.pragma_query_value(None, "page_count", |row| row.get(0)).expect("counted");
    let _: i64 = queue.base.pragma_update_and_check(None, "max_page_count", pages + 1, |row| row.get(0)).expect("set");
    let large = |number: u32| Statement { body: "x".repeat(40_000), ..statement(number) };
    let why = (1..5).find_map(|number| queue.put(&[large(number)]).err()).expect("refused").to_string();
    assert!(why.contains("no room"), "{why}");
    assert_eq!(queue.next(9, usize::MAX).expect("read").len(), 1);
}

/// A year of a large school: what is held at once is a batch, whatever waits.
#[test]
fn ten_thousand_statements_go_through_in_batches() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    let body = |number: u32| format!("{number}{}", "x".repeat(2_000));
    let large = |number: u32| Statement { id: format!("{number:036}"), body: body(number) };
    for first in (0..10_000).step_by(500) {
        queue.put(&(first..first + 500).map(large).collect::<Vec<_>>()).expect("put");
    }
    let mut next_number = 0;
    loop {
        let batch = queue.next(50, 64 << 10).expect("read");
        if batch.is_empty() {
            break;
        }
        assert!(batch.iter().map(|one| one.body.len()).sum::<usize>() <= 64 << 10);
        for one in &batch {
            assert_eq!(one.body, body(next_number));
            next_number += 1;
        }
        queue.done(&batch).expect("done");
    }
    assert_eq!(next_number, 10_000);
    // Bodies are gone: the file's pages are free for the next year.
    let free: i64 = queue.base.pragma_query_value(None, "freelist_count", |row| row.get(0)).expect("counted");
    assert!(free > 4_000, "{free}");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_queue() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mut queue = open(folder.path());
    queue.put(&[statement(0)]).expect("put");
    let files = fs::read_dir(folder.path()).expect("listed").flatten();
    let modes: Vec<u32> = files.map(|file| file.metadata().expect("there").permissions().mode() & 0o777).collect();
    assert!(modes.len() > 1 && modes.iter().all(|mode| *mode == 0o600), "{modes:?}");
}

/// SQLITE_FULL and its kin are told from damage: a full disk must not set a good queue aside.
#[test]
fn a_full_disk_is_no_damage() {
    let failure = |code: c_int| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
    for (code, damage) in [(11, true), (26, true), (13, false), (5, false), (8, false), (10, false), (14, false)] {
        assert_eq!(is_damage(&failure(code)), damage, "{code}");
    }
}
