//! Surfaces of the models as physically based materials; those with a texture take it from code.

use bevy::prelude::*;

use super::{labels, textures};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// Oiled beech.
    BenchTop,
    /// Antistatic mat.
    Mat,
    /// Darker border of the mat.
    MatEdge,
    /// Plaster.
    Wall,
    /// Perforated panel.
    Pegboard,
    /// Corrugated board.
    Cardboard,
    /// Foam of the tool tray.
    Foam,
    /// Brushed steel.
    Steel,
    /// Polished steel: blades, rods, tweezers.
    PolishedSteel,
    /// Blackened steel.
    DarkSteel,
    /// Anodised aluminium.
    Aluminium,
    /// Brass.
    Brass,
    /// The splicer's dark shell.
    DarkPlastic,
    /// A lighter grey shell.
    GreyPlastic,
    /// Black glossy bezel.
    BlackPlastic,
    /// Rubber feet, pads, bumpers.
    BlackRubber,
    /// The scrap box.
    YellowPlastic,
    /// Red grips.
    RedHandle,
    /// Blue grips.
    BlueHandle,
    /// Orange accent.
    OrangePlastic,
    /// Blue accent.
    BluePlastic,
    /// White ABS.
    WhitePlastic,
    /// Translucent cassette.
    FrostedPlastic,
    /// Clear lids and outer tubes.
    ClearPlastic,
    /// Smoked window of the wind cover.
    SmokedPlastic,
    /// Thin glass, lenses.
    Glass,
    /// Ceramic: grooves, electrode holders.
    Ceramic,
    /// Paper and card.
    Paper,
    /// Non-woven wipe.
    Cloth,
    /// A nitrile glove.
    Nitrile,
    /// Sleeve of a work jacket.
    Jacket,
    /// Black cable sheath.
    Sheath,
    /// Yellow pigtail sheath.
    YellowSheath,
    /// Green APC connector.
    GreenConnector,
    /// Blue UPC connector.
    BlueConnector,
    /// Zirconia of a ferrule.
    WhiteCeramic,
    /// Light grey paint of cabinets.
    LightGrey,
    /// Painted wall of a home.
    Plaster,
    /// White lid of a wall socket.
    SocketWhite,
    /// Hardboard of a clipboard.
    Board,
    /// The record sheet.
    SheetPaper,
    /// The reflectometer's screen.
    OtdrScreen,
    /// The microscope's monitor.
    ScopeScreen,
    /// Display of the light source.
    SourceScreen,
    /// Display of the power meter.
    MeterScreen,
    /// White marks on dark parts.
    Mark,
    /// Dark marks on light parts.
    DarkMark,
    /// The splicer's screen.
    Screen,
    /// Cap of an ordinary key.
    KeyDark,
    /// Cap of the key that goes.
    KeyGreen,
    /// Cap of the key that clears.
    KeyRed,
    /// Cap of the key that heats.
    KeyAmber,
    /// Legends on the keys.
    KeyLegend,
    /// Name plate of the splicer.
    Badge,
    /// Label of the scrap box.
    BinLabel,
    /// Label of the bottle.
    BottleLabel,
    /// Label of the packet.
    PacketLabel,
    /// Any colour, as rubber and paper are: the colour is in the vertices.
    DyedMatt,
    /// Any colour, as plastic is.
    DyedPlastic,
    /// Any colour, as metal is.
    DyedMetal,
    /// Any colour that shines by itself, and print.
    DyedLit,
    /// A lit green diode.
    Diode,
    /// The soft dark patch under a thing.
    SoftShadow,
}

impl Surface {
    /// The material without its texture, if it has one.
    pub fn material(self) -> StandardMaterial {
        use Surface::*;
        let (r, g, b, metal, rough) = match self {
            BenchTop => (1.0, 1.0, 1.0, 0.0, 0.55),
            Mat => (1.0, 1.0, 1.0, 0.0, 0.82),
            MatEdge => (0.22, 0.30, 0.35, 0.0, 0.8),
            Wall => (1.0, 1.0, 1.0, 0.0, 0.95),
            Pegboard => (1.0, 1.0, 1.0, 0.0, 0.7),
            Cardboard => (1.0, 1.0, 1.0, 0.0, 0.95),
            Foam => (1.0, 1.0, 1.0, 0.0, 0.98),
            Steel => (0.74, 0.75, 0.77, 1.0, 0.36),
            PolishedSteel => (0.84, 0.85, 0.87, 1.0, 0.18),
            DarkSteel => (0.30, 0.31, 0.33, 1.0, 0.42),
            Aluminium => (0.80, 0.81, 0.83, 1.0, 0.46),
            Brass => (0.86, 0.66, 0.33, 1.0, 0.30),
            DarkPlastic => (0.135, 0.145, 0.16, 0.0, 0.50),
            GreyPlastic => (0.34, 0.36, 0.385, 0.0, 0.52),
            BlackPlastic => (0.055, 0.058, 0.065, 0.0, 0.22),
            BlackRubber => (0.085, 0.085, 0.09, 0.0, 0.85),
            YellowPlastic => (0.95, 0.74, 0.06, 0.0, 0.42),
            RedHandle => (0.74, 0.09, 0.08, 0.0, 0.45),
            BlueHandle => (0.08, 0.25, 0.60, 0.0, 0.45),
            OrangePlastic => (0.93, 0.40, 0.07, 0.0, 0.38),
            BluePlastic => (0.07, 0.30, 0.58, 0.0, 0.38),
            WhitePlastic => (0.90, 0.90, 0.885, 0.0, 0.42),
            FrostedPlastic => (0.90, 0.92, 0.92, 0.0, 0.35),
            ClearPlastic => (0.90, 0.95, 0.97, 0.0, 0.10),
            SmokedPlastic => (0.10, 0.12, 0.14, 0.0, 0.10),
            Glass => (0.70, 0.82, 0.88, 0.0, 0.05),
            Ceramic => (0.91, 0.89, 0.84, 0.0, 0.30),
            Paper => (0.93, 0.92, 0.89, 0.0, 0.92),
            Cloth => (1.0, 1.0, 1.0, 0.0, 0.95),
            Nitrile => (0.17, 0.33, 0.66, 0.0, 0.46),
            Jacket => (0.15, 0.17, 0.21, 0.0, 0.95),
            Sheath => (0.07, 0.07, 0.075, 0.0, 0.55),
            YellowSheath => (0.93, 0.76, 0.12, 0.0, 0.5),
            GreenConnector => (0.10, 0.52, 0.24, 0.0, 0.4),
            BlueConnector => (0.07, 0.26, 0.66, 0.0, 0.4),
            WhiteCeramic => (0.96, 0.96, 0.95, 0.0, 0.18),
            LightGrey => (0.74, 0.75, 0.75, 0.0, 0.45),
            Plaster => (0.80, 0.77, 0.70, 0.0, 0.95),
            SocketWhite => (0.96, 0.96, 0.955, 0.0, 0.34),
            Board => (0.36, 0.22, 0.13, 0.0, 0.6),
            SheetPaper | OtdrScreen | ScopeScreen | SourceScreen | MeterScreen => (1.0, 1.0, 1.0, 0.0, 0.5),
            Mark => (0.88, 0.89, 0.90, 0.0, 0.6),
            DarkMark => (0.10, 0.11, 0.12, 0.0, 0.6),
            Screen => (1.0, 1.0, 1.0, 0.0, 0.15),
            KeyDark => (0.135, 0.145, 0.155, 0.0, 0.5),
            KeyGreen => (0.09, 0.42, 0.24, 0.0, 0.5),
            KeyRed => (0.55, 0.13, 0.11, 0.0, 0.5),
            KeyAmber => (0.66, 0.33, 0.06, 0.0, 0.5),
            KeyLegend | Badge | BinLabel | BottleLabel | PacketLabel => (1.0, 1.0, 1.0, 0.0, 0.45),
            DyedMatt => (1.0, 1.0, 1.0, 0.0, 0.9),
            DyedPlastic | DyedLit => (1.0, 1.0, 1.0, 0.0, 0.42),
            DyedMetal => (1.0, 1.0, 1.0, 0.85, 0.36),
            Diode => (0.15, 0.8, 0.3, 0.0, 0.3),
            SoftShadow => (0.02, 0.025, 0.03, 0.0, 1.0),
        };
        let mut material = StandardMaterial {
            base_color: Color::srgb(r, g, b),
            metallic: metal,
            perceptual_roughness: rough,
            ..default()
        };
        match self {
            ClearPlastic => see_through(&mut material, 0.20),
            Glass => see_through(&mut material, 0.30),
            SmokedPlastic => see_through(&mut material, 0.62),
            FrostedPlastic => see_through(&mut material, 0.80),
            Cloth | Paper => {
                material.double_sided = true;
                material.cull_mode = None;
                material.reflectance = 0.2;
            }
            Mat | Wall | Foam | Cardboard => material.reflectance = 0.25,
            DyedLit => material.unlit = true,
            Screen | OtdrScreen | ScopeScreen | SourceScreen | MeterScreen => material.unlit = true,
            KeyLegend | Badge => material.alpha_mode = AlphaMode::Blend,
            Diode => material.emissive = LinearRgba::rgb(0.2, 2.5, 0.6),
            SoftShadow => {
                material.alpha_mode = AlphaMode::Blend;
                material.unlit = true;
                // It lies under see-through things however the distances sort.
                material.depth_bias = -50.0;
            }
            _ => {}
        }
        material
    }

    /// The texture made by code, if the surface has one.
    pub fn texture(self) -> Option<Image> {
        Some(match self {
            Surface::BenchTop => textures::wood(),
            Surface::Mat => textures::mat(),
            Surface::Wall => textures::plaster(),
            Surface::Pegboard => textures::pegboard(),
            Surface::Cardboard => textures::cardboard(),
            Surface::Foam => textures::foam(),
            Surface::Cloth => textures::cloth(),
            Surface::Screen => labels::idle_screen(),
            Surface::KeyLegend => labels::keys(),
            Surface::Badge => labels::badge(),
            Surface::BinLabel => labels::bin(),
            Surface::BottleLabel => labels::bottle(),
            Surface::PacketLabel => labels::packet(),
            _ => return None,
        })
    }

    /// The material with its texture; add it once per surface and share the handle, so that draws can be batched.
    pub fn textured(self, images: &mut Assets<Image>) -> StandardMaterial {
        let mut material = self.material();
        material.base_color_texture = self.texture().map(|image| images.add(image));
        material
    }

    /// Whether it should throw a shadow: see-through and painted-on surfaces shouldn't.
    pub fn casts_shadow(self) -> bool {
        use Surface::*;
        !matches!(
            self,
            ClearPlastic
                | Glass
                | SoftShadow
                | DyedLit
                | Screen
                | OtdrScreen
                | ScopeScreen
                | SourceScreen
                | MeterScreen
                | SheetPaper
                | Mark
                | DarkMark
                | KeyLegend
                | Badge
                | BinLabel
                | BottleLabel
                | PacketLabel
                | Wall
                | Mat
        )
    }
}

fn see_through(material: &mut StandardMaterial, alpha: f32) {
    material.base_color.set_alpha(alpha);
    material.alpha_mode = AlphaMode::Blend;
    material.double_sided = true;
    material.cull_mode = None;
}
