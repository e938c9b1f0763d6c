//! The table that the build writes from `data/countries.yaml`.

use std::borrow::Cow;

use super::{Alphanumeric, Availability, Fate, Own, Rules, Source};
use crate::Region;

include!(concat!(env!("OUT_DIR"), "/countries.rs"));
