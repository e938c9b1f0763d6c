//! Converts integers, floats and decimals to the digits of phone numbers.

use arrow_array::builder::BinaryViewBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float64Type,
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowNativeTypeOp, ArrowPrimitiveType, BinaryViewArray, PrimitiveArray};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

use super::ColumnError;

/// The text for a value that cannot be a phone number, such as -1 or 0.5. It is not blank, because a blank sender means
/// that the sender is not known.
const NO_NUMBER: &[u8] = b"-";

/// The largest float up to which every integer is a 64-bit float. A larger float may be another number that was
/// rounded.
const MAX_EXACT_FLOAT: f64 = (1_u64 << 53) as f64;

/// The most digits of an integer of 64 bits.
const MAX_DIGITS: usize = 20;

/// Digits or null for each row.
pub(super) struct Digits(BinaryViewBuilder);

impl Digits {
    /// `None` is null; `Some(None)` is a value that cannot be a phone number.
    fn collect(values: impl ExactSizeIterator<Item = Option<Option<u64>>>) -> Digits {
        let mut texts = BinaryViewBuilder::with_capacity(values.len());
        for value in values {
            match value {
                None => texts.append_null(),
                Some(None) => texts.append_value(NO_NUMBER),
                Some(Some(integer)) => append(&mut texts, integer),
            }
        }
        Digits(texts)
    }

    pub(super) fn finish(mut self) -> BinaryViewArray {
        self.0.finish()
    }
}

/// The digits of an array of numbers; an error if it is of any other type.
pub(super) fn of(array: &dyn Array) -> Result<Digits, ColumnError> {
    Ok(match array.data_type() {
        DataType::Int8 => of_integers(array.as_primitive::<Int8Type>()),
        DataType::Int16 => of_integers(array.as_primitive::<Int16Type>()),
        DataType::Int32 => of_integers(array.as_primitive::<Int32Type>()),
        DataType::Int64 => of_integers(array.as_primitive::<Int64Type>()),
        DataType::UInt8 => of_integers(array.as_primitive::<UInt8Type>()),
        DataType::UInt16 => of_integers(array.as_primitive::<UInt16Type>()),
        DataType::UInt32 => of_integers(array.as_primitive::<UInt32Type>()),
        DataType::UInt64 => of_integers(array.as_primitive::<UInt64Type>()),
        DataType::Float64 => of_floats(array.as_primitive()),
        DataType::Decimal32(..) => of_decimals(array.as_primitive::<Decimal32Type>()),
        DataType::Decimal64(..) => of_decimals(array.as_primitive::<Decimal64Type>()),
        DataType::Decimal128(..) => of_decimals(array.as_primitive::<Decimal128Type>()),
        DataType::Decimal256(..) => of_decimals(array.as_primitive::<Decimal256Type>()),
        other @ (DataType::Float16 | DataType::Float32) => {
            return Err(ColumnError::InexactFloat(other.clone()));
        }
        other => return Err(ColumnError::WrongType(other.clone())),
    })
}

fn of_integers<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>) -> Digits
where
    T::Native: TryInto<u64>,
{
    Digits::collect(array.iter().map(|value| Some(value?.try_into().ok())))
}

fn of_floats(array: &PrimitiveArray<Float64Type>) -> Digits {
    Digits::collect(array.iter().map(|value| {
        let value = value.filter(|value| !value.is_nan())?;
        let is_exact = (0.0..=MAX_EXACT_FLOAT).contains(&value) && value.fract() == 0.0;
        Some(is_exact.then_some(value as u64))
    }))
}

fn of_decimals<T: DecimalType>(array: &PrimitiveArray<T>) -> Digits {
    let scale = array.scale();
    // `None` if the power does not fit into the type. Then every value but zero has a fraction or overflows.
    let ten = T::Native::usize_as(10);
    let power = ten.pow_checked(u32::from(scale.unsigned_abs())).ok();
    let whole = |value: T::Native| {
        if value.is_zero() {
            return Some(0);
        }
        let whole = if scale < 0 {
            value.mul_checked(power?).ok()?
        } else {
            let rest = value.mod_checked(power?).ok()?;
            rest.is_zero().then_some(value.div_checked(power?).ok()?)?
        };
        u64::try_from(whole.to_i64()?).ok()
    };
    Digits::collect(array.iter().map(|value| Some(whole(value?))))
}

/// Appends the digits of an integer.
fn append(texts: &mut BinaryViewBuilder, mut integer: u64) {
    let mut digits = [b'0'; MAX_DIGITS];
    let mut start = MAX_DIGITS;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (integer % 10) as u8;
        integer /= 10;
        start -= 1;
        if integer == 0 {
            break;
        }
    }
    texts.append_value(digits.get(start..).unwrap_or_default());
}
