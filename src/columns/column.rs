//! A column of numbers or of senders, in any Arrow layout that can hold them.
//!
//! Texts are used without a copy. All other layouts are converted once to views of texts, so that only three layouts
//! have to be distinguished for each row. The conversion of integers, floats and decimals is in [`digits`].

use arrow_array::cast::AsArray;
use arrow_array::types::{Int16Type, Int32Type, Int64Type, RunEndIndexType};
use arrow_array::{
    AnyDictionaryArray, Array, BinaryArray, BinaryViewArray, FixedSizeBinaryArray,
    LargeBinaryArray, LargeStringArray, RunArray, StringArray, StringViewArray,
};
use arrow_buffer::{ArrowNativeType, NullBufferBuilder, ScalarBuffer};
use arrow_schema::DataType;

use super::digits::{self, Digits};
use super::{ColumnError, MAX_ROWS};

/// An Arrow array of phone numbers or of senders.
///
/// - Texts and bytes of every layout are used without a copy. Zero bytes at the end of a value of a fixed size are
///   padding. A value that is not UTF-8 is not a number.
/// - Integers, whole 64-bit floats and decimals without a fraction are converted to their digits. A value that is
///   negative, is infinite, has a fraction, or is a float above 2<sup>53</sup> is not a number. `NaN` is null.
///   [`BareDigits`](crate::BareDigits) sets the meaning of the digits.
/// - Dictionaries and runs of any of these are read as their values, an array of the type `Null` as nulls.
///
/// ```
/// use arrow_array::{Array, Int64Array, StringArray};
/// use originator::columns::Column;
///
/// let texts = Column::from(&StringArray::from(vec!["+12025550123"]));
/// let integers = Column::try_from(&Int64Array::from(vec![12025550123]) as &dyn Array)?;
/// # Ok::<(), originator::columns::ColumnError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Column {
    texts: Texts,
    /// The type of the values, if they are integers, floats or decimals.
    numeric: Option<DataType>,
}

/// A text or null for each row.
#[derive(Clone, Debug)]
enum Texts {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
}

impl Column {
    pub(super) fn len(&self) -> usize {
        match &self.texts {
            Texts::Small(array) => array.len(),
            Texts::Large(array) => array.len(),
            Texts::View(array) => array.len(),
        }
    }

    /// The text of a row of the array; `None` if it is null.
    #[inline]
    pub(super) fn text(&self, row: usize) -> Option<&[u8]> {
        match &self.texts {
            Texts::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }

    /// The type of the values, if they are integers, floats or decimals and at least one of them is not null.
    pub(super) fn numeric(&self) -> Option<&DataType> {
        let nulls = match &self.texts {
            Texts::Small(array) => array.null_count(),
            Texts::Large(array) => array.null_count(),
            Texts::View(array) => array.null_count(),
        };
        self.numeric.as_ref().filter(|_| nulls < self.len())
    }

    fn nulls(rows: usize) -> Column {
        Column::from(Texts::View(BinaryViewArray::new_null(rows)))
    }

    fn of_digits(array: &dyn Array, digits: Digits) -> Column {
        Column {
            texts: Texts::View(digits.finish()),
            numeric: Some(array.data_type().clone()),
        }
    }

    /// The value of each row of a dictionary or of runs; `indices` has the index of each row in `values`.
    fn picked(
        values: &Column,
        indices: impl ExactSizeIterator<Item = Option<usize>>,
    ) -> Result<Column, ColumnError> {
        let values_as_views = match &values.texts {
            Texts::Small(array) => BinaryViewArray::from(array),
            Texts::Large(array) => BinaryViewArray::from(array),
            Texts::View(array) => array.clone(),
        };
        let (views, buffers, value_nulls) = values_as_views.into_parts();
        let mut nulls = NullBufferBuilder::new(indices.len());
        let picked = indices.map(|index| {
            let index = index.filter(|&index| {
                let value_nulls = value_nulls.as_ref();
                value_nulls.is_none_or(|nulls| nulls.is_valid(index))
            });
            let view = index.and_then(|index| views.get(index));
            nulls.append(view.is_some());
            view.copied().unwrap_or_default()
        });
        let picked = ScalarBuffer::from(picked.collect::<Vec<u128>>());
        let texts = BinaryViewArray::try_new(picked, buffers, nulls.finish())?;
        Ok(Column {
            texts: Texts::View(texts),
            numeric: values.numeric.clone(),
        })
    }

    fn from_dictionary(array: &dyn AnyDictionaryArray) -> Result<Column, ColumnError> {
        let values = Column::try_from(&**array.values())?;
        if values.len() == 0 {
            return Ok(Column::nulls(array.len()));
        }
        let nulls = array.keys().nulls();
        let keys = array.normalized_keys().into_iter().enumerate();
        let indices =
            keys.map(|(row, key)| nulls.is_none_or(|nulls| nulls.is_valid(row)).then_some(key));
        Column::picked(&values, indices)
    }

    fn from_runs<R: RunEndIndexType>(array: &RunArray<R>) -> Result<Column, ColumnError> {
        let values = Column::try_from(&**array.values())?;
        let runs = array.run_ends();
        let ends = runs.values();
        let mut run = runs.get_start_physical_index();
        // The ends of the runs count from the start of the whole array, of which this array may be a slice.
        let indices = (0..array.len()).map(|row| {
            let row = runs.offset() + row;
            while ends.get(run).is_some_and(|end| end.as_usize() <= row) {
                run += 1;
            }
            Some(run)
        });
        Column::picked(&values, indices)
    }

    fn from_fixed_size(array: &FixedSizeBinaryArray) -> Column {
        let unpadded = array.iter().map(|value| {
            let value = value?;
            let end = value.iter().rposition(|&byte| byte != 0);
            value.get(..end.map_or(0, |last| last + 1))
        });
        Column::from(Texts::View(unpadded.collect()))
    }
}

impl From<Texts> for Column {
    fn from(texts: Texts) -> Column {
        Column {
            texts,
            numeric: None,
        }
    }
}

impl From<&StringArray> for Column {
    fn from(array: &StringArray) -> Column {
        Column::from(Texts::Small(array.clone().into()))
    }
}

impl From<&LargeStringArray> for Column {
    fn from(array: &LargeStringArray) -> Column {
        Column::from(Texts::Large(array.clone().into()))
    }
}

impl From<&StringViewArray> for Column {
    fn from(array: &StringViewArray) -> Column {
        Column::from(Texts::View(array.clone().to_binary_view()))
    }
}

impl TryFrom<&dyn Array> for Column {
    type Error = ColumnError;

    /// Makes a column of an array whose type is known only at run time.
    ///
    /// # Errors
    /// The type cannot hold phone numbers, or the array has more rows than can be decided at once.
    fn try_from(array: &dyn Array) -> Result<Column, ColumnError> {
        // A run of a few bytes can claim more rows than there is memory for.
        if array.len() > MAX_ROWS {
            return Err(ColumnError::TooManyRows { rows: array.len() });
        }
        match array.data_type() {
            DataType::Utf8 => Ok(Column::from(array.as_string::<i32>())),
            DataType::LargeUtf8 => Ok(Column::from(array.as_string::<i64>())),
            DataType::Utf8View => Ok(Column::from(array.as_string_view())),
            DataType::Binary => Ok(Column::from(Texts::Small(array.as_binary().clone()))),
            DataType::LargeBinary => Ok(Column::from(Texts::Large(array.as_binary().clone()))),
            DataType::BinaryView => Ok(Column::from(Texts::View(array.as_binary_view().clone()))),
            DataType::FixedSizeBinary(_) => {
                Ok(Column::from_fixed_size(array.as_fixed_size_binary()))
            }
            DataType::Null => Ok(Column::nulls(array.len())),
            DataType::Dictionary(..) => Column::from_dictionary(array.as_any_dictionary()),
            DataType::RunEndEncoded(ends, _) => match ends.data_type() {
                DataType::Int16 => Column::from_runs(array.as_run::<Int16Type>()),
                DataType::Int32 => Column::from_runs(array.as_run::<Int32Type>()),
                _ => Column::from_runs(array.as_run::<Int64Type>()),
            },
            _ => Ok(Column::of_digits(array, digits::of(array)?)),
        }
    }
}
