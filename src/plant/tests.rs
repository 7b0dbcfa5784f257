//! Networks as they are drawn: the same seed gives the same fibres, faults are where they are said to be.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::*;
use crate::optics::{FibreType, Wavelength};

fn network(of: Vec<Fault>, strands: u8) -> Network {
    let fibre = |m, kind| Element::Fibre { m, kind, mode_field: 1.0 };
    let count = u8::from(!of.is_empty());
    Network {
        strands,
        near: (Node::Pm, Polish::Apc),
        far: (Node::Pto, Polish::Apc),
        path: vec![
            fibre((900.0, 1_100.0), FibreType::G652D),
            Element::Splice { node: Node::Bpe, offset_um: (0.3, 0.3) },
            fibre((400.0, 600.0), FibreType::G652D),
            Element::Splice { node: Node::Pbo, offset_um: (0.3, 0.3) },
            fibre((60.0, 60.0), FibreType::G657A2),
        ],
        hidden: Hidden { count: (count, count), of },
        live_dbm: None,
    }
}

fn drawn(network: &Network, seed: u64) -> Vec<Strand> {
    strand::draw(network, &mut ChaCha8Rng::seed_from_u64(seed))
}

#[test]
fn the_same_seed_draws_the_same_fibres_and_another_seed_others() {
    let network = network(Vec::new(), 4);
    assert_eq!(drawn(&network, 3), drawn(&network, 3));
    assert_ne!(drawn(&network, 3), drawn(&network, 4));
    assert!(drawn(&network, 3).iter().all(|strand| (1_360.0..=1_760.0).contains(&strand.length_m())));
}

#[test]
fn a_hidden_break_stops_the_light_where_it_is() {
    let broken = network(vec![Fault::Break { at: 2, share: (0.25, 0.75), face: BreakFace::Square }], 1);
    for seed in 0..20 {
        let strand = drawn(&broken, seed).remove(0);
        let fault = strand.fault.expect("a fault");
        let line = Path { pieces: strand.pieces.clone() }.line(Wavelength::Nm1550);
        assert!((line.reach_m() - fault.at_m).abs() < 1e-9, "{fault:?}");
        assert!((1_000.0..1_600.0).contains(&fault.at_m));
        assert!(line.loss_db().is_infinite());
    }
}

#[test]
fn a_hidden_bend_loses_more_at_longer_wavelengths_and_a_bad_splice_about_the_same() {
    let bend = Fault::Bend { at: 2, share: (0.5, 0.5), radius_mm: (11.0, 11.0), turns: (1.0, 1.0) };
    let bent = drawn(&network(vec![bend], 1), 1).remove(0).fault.expect("a fault").loss_db;
    assert!(bent[3] > 2.0 * bent[2] && bent[2] > 5.0 * bent[0], "{bent:?}");
    let bad = Fault::BadSplice { at: 1, offset_um: (2.0, 2.0) };
    let splice = drawn(&network(vec![bad], 1), 1).remove(0).fault.expect("a fault");
    assert!((0.6..1.3).contains(&(splice.loss_db[2] / splice.loss_db[0])), "{splice:?}");
    // physics.md: 4.34·(d/w)², 2 µm against 5.2 µm.
    assert!((splice.loss_db[2] - 0.642).abs() < 0.01, "{splice:?}");
    assert!((900.0..1_100.0).contains(&splice.at_m));
}

#[test]
fn a_narrower_mode_field_gains_one_way_and_loses_the_other_by_as_much() {
    let step = |from: FibreType, into: FibreType| {
        let level = |kind| loss::backscatter_db(kind, 1.0, Wavelength::Nm1310);
        (level(from) - level(into)) / 2.0
    };
    let (gain, loss) = (step(FibreType::G652D, FibreType::G657A2), step(FibreType::G657A2, FibreType::G652D));
    assert!((gain + 0.29).abs() < 0.005 && (loss - 0.29).abs() < 0.005, "{gain} {loss}");
}

#[test]
fn crossed_pairs_come_out_at_each_others_port_and_a_wrong_fibre_nowhere() {
    let crossed = drawn(&network(vec![Fault::CrossedPair], 4), 5);
    let out: Vec<_> = crossed.iter().map(|strand| strand.far).collect();
    assert_eq!(out.iter().enumerate().filter(|(i, far)| **far != Some(*i as u8)).count(), 2, "{out:?}");
    let lost = drawn(&network(vec![Fault::WrongFibre], 4), 5);
    assert_eq!(lost.iter().filter(|strand| strand.far.is_none()).count(), 1);
}

#[test]
fn losses_add_and_a_path_backwards_loses_as_much() {
    let strand = drawn(&network(Vec::new(), 1), 2).remove(0);
    let path = Path { pieces: strand.pieces };
    let (there, back) = (path.loss_db(Wavelength::Nm1310), path.reversed().loss_db(Wavelength::Nm1310));
    assert!((there - back).abs() < 1e-12);
    assert!((there - path.line(Wavelength::Nm1310).loss_db()).abs() < 1e-12);
    let (straight, slanted) = (loss::mated(Polish::Upc, 0.5).0[0], loss::unlike(0.5).0[0]);
    assert!(slanted > straight + 2.5, "{slanted} {straight}");
}
