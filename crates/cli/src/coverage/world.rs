//! The outlines of the regions, from Natural Earth. `world/make.py` makes them, and says how.

use originator::Region;

const OUTLINES: &str = include_str!("world/outlines.txt");

/// The size of the map, in the units of the outlines.
pub(super) const WIDTH: u32 = 2000;
pub(super) const HEIGHT: u32 = 880;

/// The drawing of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) region: Region,
    /// The data of an SVG path; empty if the region is too small to be seen.
    pub(super) path: &'static str,
    /// The position of a dot, for a region that is too small to point at.
    pub(super) dot: Option<(u32, u32)>,
}

/// The outlines in the order of the region codes.
pub(super) fn outlines() -> impl Iterator<Item = Outline> {
    OUTLINES.lines().filter_map(|line| {
        let mut parts = line.split('\t');
        let region = parts.next()?.parse().ok()?;
        let path = parts.next()?;
        let dot = parts.next().and_then(|place| {
            let (x, y) = place.split_once(' ')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        });
        Some(Outline { region, path, dot })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_but_antarctica_is_drawn_once_and_inside() {
        let drawn: Vec<Outline> = outlines().collect();
        assert_eq!(
            drawn.len(),
            OUTLINES.lines().count(),
            "a line was not parsed"
        );
        let regions: Vec<&str> = drawn.iter().map(|outline| outline.region.code()).collect();
        let all: Vec<&str> = Region::all()
            .map(Region::code)
            .filter(|code| !["AQ", "001"].contains(code))
            .collect();
        assert_eq!(regions, all);
        for outline in drawn {
            match outline.dot {
                Some((x, y)) => assert!(x < WIDTH && y < HEIGHT, "{outline:?}"),
                None => assert!(outline.path.starts_with('M'), "{outline:?}"),
            }
        }
    }
}
