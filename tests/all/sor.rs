//! OTDR traces that we write, read by another reader (the crate `otdrs`): it must see what we meant.

use epissure::instrument::sor::{self, File, sample};
use otdrs::parser;
use otdrs::types::SORFile;

/// What otdrs makes of what we write of `file`.
fn read_by_otdrs(file: &File) -> SORFile {
    let bytes = sor::write(file).expect("it can be written");
    let (_, theirs) = parser::parse_file(&bytes).expect("otdrs reads it");
    // Only the stored value: otdrs leaves the name of the Cksum block out of the sum, instruments and pyOTDR do not.
    let stored = theirs.checksum.as_ref().map(|sum| sum.checksum as u16);
    assert_eq!(stored, sor::read(&bytes).expect("we read it").checksum.map(|sum| sum.computed));
    theirs
}

#[test]
fn another_reader_sees_the_settings_we_wrote() {
    for file in [sample::sample(), sample::sample_far()] {
        let theirs = read_by_otdrs(&file);
        let (ours, fixed) = (file.fixed.as_ref().expect("settings"), theirs.fixed_parameters.expect("settings"));
        assert_eq!(fixed.date_time_stamp, ours.timestamp);
        assert_eq!(fixed.units_of_distance.as_bytes(), ours.units.0);
        assert_eq!(f64::from(fixed.actual_wavelength) / 10.0, ours.wavelength_nm());
        assert_eq!(fixed.acquisition_offset, ours.acquisition_offset);
        assert_eq!(fixed.pulse_widths_used, [ours.pulses[0].width_ns as i16]);
        assert_eq!(fixed.data_spacing, [ours.pulses[0].spacing as i32]);
        assert_eq!(fixed.n_data_points_for_pulse_widths_used, [ours.pulses[0].points as i32]);
        assert_eq!(f64::from(fixed.group_index) / 1e5, ours.group_index());
        assert_eq!(fixed.backscatter_coefficient, ours.backscatter_tenths);
        assert_eq!((fixed.number_of_averages, fixed.averaging_time), (ours.averages as i32, ours.averaging_tenths));
        assert_eq!((fixed.acquisition_range, fixed.front_panel_offset), (ours.range, ours.front_panel_offset));
        assert_eq!((fixed.noise_floor_level, fixed.noise_floor_scale_factor), (35_000, 1000));
        assert_eq!((fixed.loss_threshold, fixed.reflectance_threshold), (50, 55_000));
        assert_eq!((fixed.end_of_fibre_threshold, fixed.trace_type.as_str()), (3000, "ST"));
        let (ours, general) = (file.general.as_ref().expect("names"), theirs.general_parameters.expect("names"));
        assert_eq!((general.language_code.as_str(), general.current_data_flag.as_str()), ("EN", "BC"));
        assert_eq!((general.cable_id, general.fiber_id), (ours.cable_id.shown(), ours.fibre_id.shown()));
        assert_eq!((general.fiber_type, general.nominal_wavelength), (652, ours.wavelength_nm as i16));
        assert_eq!((general.user_offset, general.comment.as_str()), (ours.user_offset, "made up"));
        let supplier = theirs.supplier_parameters.expect("a maker");
        assert_eq!((supplier.supplier_name.as_str(), supplier.software_revision.as_str()), ("Epissure", "0.1"));
    }
}

#[test]
fn another_reader_sees_the_three_events_and_the_totals_we_wrote() {
    for file in [sample::sample(), sample::sample_far()] {
        let ours = file.events.as_ref().expect("events");
        let theirs = read_by_otdrs(&file).key_events.expect("events");
        assert_eq!((ours.events.len(), theirs.number_of_key_events, theirs.key_events.len()), (3, 3, 2));
        for (event, other) in ours.events.iter().zip(&theirs.key_events) {
            assert_eq!(event.number as i16, other.event_number);
            assert_eq!(event.time, other.event_propogation_time);
            assert_eq!(event.slope_milli, other.attenuation_coefficient_lead_in_fiber);
            assert_eq!((event.loss_milli, event.reflectance_milli), (other.event_loss, other.event_reflectance));
            assert_eq!(event.code.to_string(), other.event_code);
            assert_eq!(event.method.to_string(), other.loss_measurement_technique);
            assert_eq!(
                event.markers,
                [
                    other.marker_location_1,
                    other.marker_location_2,
                    other.marker_location_3,
                    other.marker_location_4,
                    other.marker_location_5,
                ],
            );
        }
        let (end, last) = (&ours.events[2], &theirs.last_key_event);
        assert_eq!((end.time, end.reflectance_milli), (last.event_propogation_time, last.event_reflectance));
        assert_eq!(end.code.to_string(), last.event_code);
        assert_eq!(ours.totals.loss_milli, last.end_to_end_loss);
        assert_eq!(ours.totals.loss_finish, last.end_to_end_marker_position_2);
        assert_eq!(ours.totals.orl_milli, last.optical_return_loss);
    }
}

#[test]
fn another_reader_sees_the_points_and_the_block_of_a_maker_we_wrote() {
    let file = sample::sample();
    let theirs = read_by_otdrs(&file);
    let points = theirs.data_points.expect("points");
    assert_eq!(points.number_of_data_points, 9000);
    assert_eq!(points.scale_factors.len(), 1);
    assert_eq!(points.scale_factors[0].scale_factor, 1000);
    assert_eq!(points.scale_factors[0].data, file.data.expect("points").runs[0].values);
    assert_eq!(theirs.proprietary_blocks.len(), 1);
    assert_eq!(theirs.proprietary_blocks[0].header, "EpissureTest");
    assert_eq!(theirs.proprietary_blocks[0].data, [1, 0, 255]);
}

#[test]
fn what_another_writer_writes_of_ours_reads_the_same() {
    let file = sample::sample();
    let bytes = read_by_otdrs(&file).to_bytes().expect("otdrs writes it");
    let again = sor::read(&bytes).expect("we read it");
    assert_eq!((&again.general, &again.supplier), (&file.general, &file.supplier));
    assert_eq!((&again.fixed, &again.events, &again.data), (&file.fixed, &file.events, &file.data));
}
