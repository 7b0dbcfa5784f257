//! Writing a SOR file, always as version 2, with a map and a checksum that fit it.

use super::blocks::{DataPoints, Fixed, General, KeyEvents, Link, Supplier};
use super::checksum;
use super::file::File;
use super::map;
use super::text::Text;
use thiserror::Error;

/// What a [`File`] can't be written for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WriteError {
    /// Strings end with a NUL in the file, so they can hold none.
    #[error("{block}: \"{field}\" holds a NUL")]
    Nul { block: &'static str, field: &'static str },
    /// The format counts with 16 or 32 bits.
    #[error("{block}: {count} {what}, the format takes {most}")]
    TooMany { block: &'static str, what: &'static str, count: usize, most: usize },
    /// A maker's block can't have the name of a standard one: readers would take it for that.
    #[error("a block of a maker is named \"{0}\", as a standard one")]
    StandardName(String),
}

/// Revision written in the map and for every standard block: 2.00.
const REVISION: u16 = 200;

/// Writes `file` as version 2: the standard blocks it has, then those of makers, then a checksum. Reading the result
/// gives the [same meaning](File::same_meaning).
///
/// # Errors
/// [`WriteError`] where the format can't hold it.
pub fn write(file: &File) -> Result<Vec<u8>, WriteError> {
    let mut blocks: Vec<(Vec<u8>, u16, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, body: Vec<u8>| blocks.push((name.into(), REVISION, body));
    if let Some(general) = &file.general {
        add("GenParams", self::general(general)?);
    }
    if let Some(supplier) = &file.supplier {
        add("SupParams", self::supplier(supplier)?);
    }
    if let Some(fixed) = &file.fixed {
        add("FxdParams", self::fixed(fixed)?);
    }
    if let Some(events) = &file.events {
        add("KeyEvents", key_events(events)?);
    }
    if let Some(link) = &file.link {
        add("LnkParams", self::link(link)?);
    }
    if let Some(data) = &file.data {
        add("DataPts", self::data(data)?);
    }
    for block in &file.unknown {
        let name = block.name.bytes();
        if map::standard_name(name).is_some() {
            return Err(WriteError::StandardName(block.name.shown()));
        }
        no_nul("Map", "block name", &block.name)?;
        blocks.push((name.to_vec(), block.version, block.body.clone()));
    }
    blocks.push((b"Cksum".to_vec(), REVISION, vec![0, 0]));
    assemble(&blocks)
}

fn assemble(blocks: &[(Vec<u8>, u16, Vec<u8>)]) -> Result<Vec<u8>, WriteError> {
    let map_size = 12 + blocks.iter().map(|(name, ..)| name.len() + 7).sum::<usize>();
    let mut out = Out { block: "Map", bytes: b"Map\0".to_vec() };
    out.u16(REVISION);
    out.count32("bytes", map_size)?;
    out.count16("blocks", blocks.len() + 1)?;
    for (name, version, body) in blocks {
        out.bytes.extend(name);
        out.bytes.push(0);
        out.u16(*version);
        out.count32("bytes", name.len() + 1 + body.len())?;
    }
    for (name, _, body) in blocks {
        out.bytes.extend(name);
        out.bytes.push(0);
        out.bytes.extend(body);
    }
    let value = out.bytes.len() - 2;
    let sum = checksum::standard(&out.bytes[..value]);
    out.bytes.truncate(value);
    out.u16(sum);
    Ok(out.bytes)
}

fn no_nul(block: &'static str, field: &'static str, text: &Text) -> Result<(), WriteError> {
    if text.bytes().contains(&0) { Err(WriteError::Nul { block, field }) } else { Ok(()) }
}

/// The body of a block as it grows.
struct Out {
    block: &'static str,
    bytes: Vec<u8>,
}

impl Out {
    fn new(block: &'static str) -> Self {
        Self { block, bytes: Vec::new() }
    }

    fn u16(&mut self, value: u16) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn i16(&mut self, value: i16) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn i32(&mut self, value: i32) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn text(&mut self, field: &'static str, text: &Text) -> Result<(), WriteError> {
        no_nul(self.block, field, text)?;
        self.bytes.extend(text.bytes());
        self.bytes.push(0);
        Ok(())
    }

    fn count16(&mut self, what: &'static str, count: usize) -> Result<(), WriteError> {
        let most = usize::from(u16::MAX);
        let value = u16::try_from(count).map_err(|_| WriteError::TooMany { block: self.block, what, count, most })?;
        self.u16(value);
        Ok(())
    }

    fn count32(&mut self, what: &'static str, count: usize) -> Result<(), WriteError> {
        // Half of what 32 bits hold: several readers take sizes and counts as signed.
        let most = i32::MAX as usize;
        let value = i32::try_from(count).map_err(|_| WriteError::TooMany { block: self.block, what, count, most })?;
        self.i32(value);
        Ok(())
    }
}

fn general(g: &General) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("GenParams");
    out.bytes.extend(g.language.0);
    out.text("cable id", &g.cable_id)?;
    out.text("fibre id", &g.fibre_id)?;
    out.u16(g.fibre_type);
    out.u16(g.wavelength_nm);
    out.text("location A", &g.location_a)?;
    out.text("location B", &g.location_b)?;
    out.text("cable code", &g.cable_code)?;
    out.bytes.extend(g.build_condition.0);
    out.i32(g.user_offset);
    out.i32(g.user_offset_distance);
    out.text("operator", &g.operator)?;
    out.text("comment", &g.comment)?;
    out.bytes.extend(&g.tail);
    Ok(out.bytes)
}

fn supplier(s: &Supplier) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("SupParams");
    for (field, text) in super::read_blocks::supplier_texts(s) {
        out.text(field, text)?;
    }
    out.bytes.extend(&s.tail);
    Ok(out.bytes)
}

fn fixed(f: &Fixed) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("FxdParams");
    out.u32(f.timestamp);
    out.bytes.extend(f.units.0);
    out.u16(f.wavelength_tenths);
    out.i32(f.acquisition_offset);
    out.i32(f.acquisition_offset_distance);
    out.count16("pulse widths", f.pulses.len())?;
    f.pulses.iter().for_each(|pulse| out.u16(pulse.width_ns));
    f.pulses.iter().for_each(|pulse| out.u32(pulse.spacing));
    f.pulses.iter().for_each(|pulse| out.u32(pulse.points));
    out.u32(f.group_index_e5);
    out.i16(f.backscatter_tenths);
    out.u32(f.averages);
    out.u16(f.averaging_tenths);
    out.i32(f.range);
    out.i32(f.range_distance);
    out.i32(f.front_panel_offset);
    out.u16(f.noise_floor);
    out.i16(f.noise_floor_scale);
    out.u16(f.power_offset);
    out.u16(f.loss_threshold);
    out.u16(f.reflectance_threshold);
    out.u16(f.end_threshold);
    out.bytes.extend(f.trace_type.0);
    f.window.iter().for_each(|&value| out.i32(value));
    out.bytes.extend(&f.tail);
    Ok(out.bytes)
}

fn key_events(k: &KeyEvents) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("KeyEvents");
    out.count16("events", k.events.len())?;
    for event in &k.events {
        out.u16(event.number);
        out.i32(event.time);
        out.i16(event.slope_milli);
        out.i16(event.loss_milli);
        out.i32(event.reflectance_milli);
        out.bytes.extend(event.code.0);
        out.bytes.extend(event.method.0);
        event.markers.iter().for_each(|&marker| out.i32(marker));
        out.text("comment", &event.comment)?;
    }
    let totals = &k.totals;
    out.i32(totals.loss_milli);
    out.i32(totals.loss_start);
    out.i32(totals.loss_finish);
    out.u16(totals.orl_milli);
    out.i32(totals.orl_start);
    out.i32(totals.orl_finish);
    out.bytes.extend(&k.tail);
    Ok(out.bytes)
}

fn link(l: &Link) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("LnkParams");
    out.count16("landmarks", l.landmarks.len())?;
    for mark in &l.landmarks {
        out.u16(mark.number);
        out.bytes.extend(mark.code.0);
        out.i32(mark.location);
        out.u16(mark.event);
        out.i32(mark.longitude);
        out.i32(mark.latitude);
        out.i16(mark.correction);
        out.i32(mark.sheath_in);
        out.i32(mark.sheath_out);
        out.bytes.extend(mark.sheath_units.0);
        out.i16(mark.mode_field);
        out.text("comment", &mark.comment)?;
    }
    out.bytes.extend(&l.tail);
    Ok(out.bytes)
}

fn data(d: &DataPoints) -> Result<Vec<u8>, WriteError> {
    let mut out = Out::new("DataPts");
    out.count32("points", d.len())?;
    out.count16("scale factors", d.runs.len())?;
    for run in &d.runs {
        out.count32("points", run.values.len())?;
        out.u16(run.scale);
        run.values.iter().for_each(|&value| out.u16(value));
    }
    out.bytes.extend(&d.tail);
    Ok(out.bytes)
}
