//! The pages of the splicer's screen, its memory, and what keys may not do.

use crate::bench::state::{Page, Phase};
use crate::bench::testing::{go_on, job, press, up_to};
use crate::bench::{Bench, Fact};
use crate::catalogue::vocabulary::Key;
use crate::hands::Goal;

#[test]
fn the_menu_key_goes_through_the_pages_and_back_returns_from_any() {
    let mut bench = Bench::new(job(1, |_| {}));
    let mut seen = Vec::new();
    for _ in 0..4 {
        press(&mut bench, Key::Menu, 0);
        seen.push(bench.state().splicer.page);
    }
    assert_eq!(seen, [Page::Memory, Page::Upkeep, Page::Oven, Page::Splice]);
    for key in [Key::Back, Key::Reset] {
        press(&mut bench, Key::Menu, 0);
        press(&mut bench, Key::Menu, 0);
        press(&mut bench, key, 0);
        assert_eq!(bench.state().splicer.page, Page::Splice);
    }
}

#[test]
fn up_and_down_choose_programs_both_ways() {
    let mut bench = Bench::new(job(1, |_| {}));
    let programs = bench.job().splicer.programs.len();
    press(&mut bench, Key::Up, 0);
    assert_eq!(bench.state().splicer.program, programs - 1);
    press(&mut bench, Key::Down, 0);
    assert_eq!(bench.state().splicer.program, 0);
}

#[test]
fn no_arc_burns_and_no_view_counts_from_another_page() {
    let mut bench = up_to(Goal::ReadViews, job(1, |_| {}));
    assert!(matches!(bench.state().splicer.phase, Phase::Ready { .. }));
    press(&mut bench, Key::Menu, 0);
    let seen = bench.state().splicer.view_ticks;
    press(&mut bench, Key::View, 2);
    assert_eq!(bench.state().splicer.view_ticks, seen);
    assert_eq!(bench.state().splicer.view, 0);
    press(&mut bench, Key::Set, 0);
    assert!(matches!(bench.state().splicer.phase, Phase::Ready { .. }), "it only went back");
    assert_eq!(bench.state().splicer.page, Page::Splice);
}

#[test]
fn the_memory_holds_each_splice_with_its_test_and_one_more_arc_changes_its_entry() {
    let mut bench = up_to(Goal::Test, job(1, |_| {}));
    let memory = |bench: &Bench| bench.state().splicer.memory.clone();
    assert_eq!(memory(&bench).len(), 1);
    assert_eq!((memory(&bench)[0].number, memory(&bench)[0].arcs, memory(&bench)[0].held), (1, 1, None));
    press(&mut bench, Key::Set, 3);
    assert_eq!(memory(&bench).len(), 1);
    assert_eq!((memory(&bench)[0].number, memory(&bench)[0].arcs), (1, 2));
    press(&mut bench, Key::Test, 2);
    assert_eq!(memory(&bench)[0].held, Some(true));
    let estimates: Vec<f64> = bench
        .facts()
        .iter()
        .filter_map(|s| if let Fact::Spliced { estimate_db, .. } = s.fact { Some(estimate_db) } else { None })
        .collect();
    assert_eq!(memory(&bench)[0].estimate_db, estimates[1]);
}

#[test]
fn the_memory_is_scrolled_and_never_past_its_ends() {
    let mut bench = up_to(Goal::Test, job(1, |_| {}));
    let one = bench.state().splicer.memory[0];
    for _ in 0..2 {
        bench.remember(one);
    }
    for _ in 0..super::REMEMBERED {
        bench.remember(one);
    }
    let memory = &bench.state().splicer.memory;
    assert_eq!((memory.len(), memory[0].number), (super::REMEMBERED, 4));
    bench.state.splicer.memory.truncate(3);
    press(&mut bench, Key::Menu, 0);
    press(&mut bench, Key::Up, 0);
    assert_eq!(bench.state().splicer.scroll, 0);
    for _ in 0..5 {
        press(&mut bench, Key::Down, 0);
    }
    assert_eq!(bench.state().splicer.scroll, 2);
}

#[test]
fn a_person_who_wandered_into_the_menu_is_led_back() {
    let mut bench = up_to(Goal::ReadViews, job(2, |_| {}));
    press(&mut bench, Key::Menu, 0);
    assert_eq!(crate::hands::plan::next(&bench, &Default::default()), Goal::LeaveMenu);
    go_on(&mut bench);
    assert!(bench.state().tray.closed);
}
