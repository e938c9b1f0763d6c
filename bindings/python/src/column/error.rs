//! The exceptions for objects that are not columns of phone numbers, with a fix in terms of the library that the object
//! comes from.

use arrow_schema::DataType;
use originator::columns::ColumnError;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// The largest number of column names that are listed of a table.
const MAX_NAMES: usize = 10;

/// The fix for a column of other values.
const AS_TEXT: &str = "pass the column of phone numbers, as text or integers";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Library {
    Pandas,
    Polars,
    PyArrow,
    NumPy,
    Spark,
    Other,
}

impl Library {
    fn of(object: &Bound<'_, PyAny>) -> Library {
        let module = object.get_type().module();
        let module = module.as_ref().ok().and_then(|module| module.to_str().ok());
        match module.unwrap_or_default().split('.').next() {
            Some("pandas") => Library::Pandas,
            Some("polars") => Library::Polars,
            Some("pyarrow") => Library::PyArrow,
            Some("numpy") => Library::NumPy,
            Some("pyspark") => Library::Spark,
            _ => Library::Other,
        }
    }
}

/// The exception for a single number, a table, an array of several dimensions, or a column of Python objects; `None`
/// for any other object.
pub(super) fn not_one_column(object: &Bound<'_, PyAny>) -> PyResult<Option<PyErr>> {
    let dimensions = object.getattr("ndim").and_then(|count| count.extract());
    let dimensions = dimensions.unwrap_or(1_usize);
    if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() || dimensions == 0
    {
        return Ok(Some(PyTypeError::new_err(
            "one number where a column of numbers belongs\n  \
             pass a list of numbers, or call `route` or `reply` for one number",
        )));
    }
    let name = class_name(object);
    if Library::of(object) == Library::Spark {
        return Ok(Some(PyTypeError::new_err(format!(
            "a {name} of Spark where a column of phone numbers belongs\n  \
             call originator.spark.with_sender(frame, \"to\", \"originators.yaml\")"
        ))));
    }
    if Library::of(object) == Library::Polars && dtype(object).as_deref() == Some("Object") {
        // polars shares only the addresses of the objects.
        return Ok(Some(PyTypeError::new_err(format!(
            "a column of `Object` where phone numbers belong\n  \
             make them text: frame[{:?}].map_elements(str, return_dtype=polars.String)",
            column_name(object)
        ))));
    }
    // The class is inspected, since a lazy frame would have to compute its columns.
    if object.get_type().hasattr("columns")? {
        return Ok(Some(a_table(object, &name)));
    }
    let is_column = dimensions == 1;
    Ok((!is_column).then(|| {
        PyTypeError::new_err(format!(
            "an array of {dimensions} dimensions where a column of phone numbers belongs\n  \
             pass one of its columns, such as numbers[:, 0]"
        ))
    }))
}

fn a_table(object: &Bound<'_, PyAny>, name: &str) -> PyErr {
    if name == "LazyFrame" {
        return PyTypeError::new_err(
            "a LazyFrame where one column belongs\n  \
             collect it, and name the column: frame.collect()[\"to\"]",
        );
    }
    // In pyarrow, `columns` are the columns themselves and not their names.
    let names = object
        .getattr("column_names")
        .or_else(|_| object.getattr("columns"))
        .and_then(|names| names.try_iter()?.collect::<PyResult<Vec<_>>>())
        .unwrap_or_default();
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let example = names.iter().find(|name| *name == "to").or(names.first());
    let example = example.map_or("to", String::as_str);
    let mut listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if listed.len() > MAX_NAMES {
        let more = listed.len() - MAX_NAMES;
        listed.truncate(MAX_NAMES);
        listed.push(format!("{more} more"));
    }
    let listed = if listed.is_empty() {
        String::new()
    } else {
        format!("; it has {}", listed.join(", "))
    };
    PyTypeError::new_err(format!(
        "a {name} where one column belongs\n  name the column, such as frame[{example:?}]{listed}"
    ))
}

/// The exception for an object that is not a column.
pub(super) fn not_a_column(object: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "{} where a column of phone numbers belongs\n  \
         pass a list, a NumPy array, a Series of pandas or polars, or an Arrow array",
        class_name(object)
    ))
}

/// The exception for values of a type that the Rust library of Arrow does not have.
pub(super) fn no_arrow_type(object: &Bound<'_, PyAny>) -> PyErr {
    let what = describe(dtype(object), object);
    let fix = if what.ends_with("Int128`") {
        let name = column_name(object);
        format!("make them integers of 64 bits: frame[{name:?}].cast(polars.Int64)")
    } else {
        AS_TEXT.to_owned()
    };
    PyTypeError::new_err(format!("{what} where phone numbers belong\n  {fix}"))
}

/// The exception for values that do not fit in one Arrow array.
pub(super) fn no_arrow_array(object: &Bound<'_, PyAny>, error: &str) -> PyErr {
    let column = format!("frame[{:?}]", column_name(object));
    let fix = match Library::of(object) {
        Library::Pandas => format!("make them text: {column}.astype(\"string\")"),
        Library::Polars => format!("make them text: {column}.cast(polars.String)"),
        Library::NumPy => "make them text: numbers.astype(str)".to_owned(),
        _ => "make them text: [str(number) for number in numbers]".to_owned(),
    };
    let what = describe(dtype(object), object);
    PyTypeError::new_err(format!(
        "the values of {what} do not fit in one Arrow array: {error}\n  {fix}"
    ))
}

/// The exception for a column that the library rejects.
pub(super) fn of_column(
    object: &Bound<'_, PyAny>,
    shared: &Bound<'_, PyAny>,
    error: &ColumnError,
) -> PyErr {
    let dtype = dtype(object).or_else(|| dtype(shared));
    let what = describe(dtype.clone(), object);
    let library = Library::of(object);
    let name = column_name(object);
    match error {
        ColumnError::WrongType(DataType::Struct(_)) if dtype.is_none() => PyTypeError::new_err(
            format!("{what} where one column belongs\n  name the column, such as frame[\"to\"]"),
        ),
        ColumnError::WrongType(DataType::Struct(_)) => {
            let fix = match library {
                Library::Pandas if dtype.as_deref() == Some("object") => {
                    format!("take one field of them: frame[{name:?}].str[\"number\"]")
                }
                Library::Pandas | Library::Polars => {
                    format!("take one field of them: frame[{name:?}].struct.field(\"number\")")
                }
                Library::PyArrow => {
                    "take one field of them: pyarrow.compute.struct_field(numbers, \"number\")"
                        .to_owned()
                }
                _ => "take one field of them".to_owned(),
            };
            PyTypeError::new_err(format!("{what} where phone numbers belong\n  {fix}"))
        }
        ColumnError::WrongType(_) => {
            PyTypeError::new_err(format!("{what} where phone numbers belong\n  {AS_TEXT}"))
        }
        ColumnError::InexactFloat(form) => {
            let most = if *form == DataType::Float16 {
                "2,048"
            } else {
                "16,777,216"
            };
            let fix = match library {
                Library::Pandas => {
                    format!("pandas.read_csv(file, dtype={{{name:?}: \"string\"}})")
                }
                Library::Polars => {
                    format!("polars.read_csv(file, schema_overrides={{{name:?}: polars.String}})")
                }
                Library::PyArrow => format!(
                    "pyarrow.csv.ConvertOptions(column_types={{{name:?}: pyarrow.string()}})"
                ),
                Library::NumPy => "numpy.loadtxt(file, dtype=str)".to_owned(),
                _ => "a cast cannot restore the digits".to_owned(),
            };
            PyTypeError::new_err(format!(
                "{what} cannot hold a phone number exactly: it rounds integers above {most}\n  \
                 read the column again from its source, as text: {fix}"
            ))
        }
        ColumnError::NoBareDigits(_) => PyValueError::new_err(format!(
            "{what} has digits without a `+`, and their meaning is not set\n  \
             pass bare_digits=\"international\" if they are E.164 without the `+`, or default_region with a region \
             if they are its national numbers"
        )),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// The name of a column in a sentence.
fn describe(dtype: Option<String>, object: &Bound<'_, PyAny>) -> String {
    match dtype {
        Some(dtype) => format!("a column of `{dtype}`"),
        None => format!("a {}", class_name(object)),
    }
}

fn class_name(object: &Bound<'_, PyAny>) -> String {
    let name = object.get_type().qualname();
    name.map_or_else(|_| "object".to_owned(), |name| name.to_string())
}

/// The type of the values, as the library that the column comes from names it.
fn dtype(object: &Bound<'_, PyAny>) -> Option<String> {
    let dtype = object.getattr("dtype").or_else(|_| object.getattr("type"));
    Some(dtype.ok()?.to_string())
}

/// The name of a Series, or an example of a name.
fn column_name(object: &Bound<'_, PyAny>) -> String {
    let name = object.getattr("name").and_then(|name| name.extract());
    name.ok()
        .filter(|name: &String| !name.is_empty())
        .unwrap_or_else(|| "to".to_owned())
}
