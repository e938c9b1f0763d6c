//! What is wrong with a column, in the words of the library that it comes from, and what to write instead.

use arrow_schema::DataType;
use originator::columns::ColumnError;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// The names that are listed of a table's columns.
const MAX_NAMES: usize = 10;

/// What to do about a column that holds something else.
const AS_TEXT: &str = "give the column that has them, as text or integers";

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
    fn of(given: &Bound<'_, PyAny>) -> Library {
        let module = given.get_type().module();
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

/// The exception for an object that is a single number, a table, of several dimensions, or of Python's objects.
pub(super) fn no_column(given: &Bound<'_, PyAny>) -> PyResult<Option<PyErr>> {
    let dimensions = given.getattr("ndim").and_then(|count| count.extract());
    let dimensions = dimensions.unwrap_or(1_usize);
    if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() || dimensions == 0 {
        return Ok(Some(PyTypeError::new_err(
            "one number where a column of numbers belongs\n  \
             give a list of them, or call `route` or `reply` for one number",
        )));
    }
    let name = class_name(given);
    if Library::of(given) == Library::Spark {
        return Ok(Some(PyTypeError::new_err(format!(
            "a {name} of Spark where a column of phone numbers belongs\n  \
             call originator.spark.with_sender(frame, \"to\", \"originators.yaml\")"
        ))));
    }
    if Library::of(given) == Library::Polars && dtype(given).as_deref() == Some("Object") {
        // polars shares where the objects lie in memory, and not what they are.
        return Ok(Some(PyTypeError::new_err(format!(
            "a column of `Object` where phone numbers belong\n  \
             make them text: frame[{:?}].map_elements(str, return_dtype=polars.String)",
            column_name(given)
        ))));
    }
    // The class is asked, since a lazy frame has to compute what its columns are.
    if given.get_type().hasattr("columns")? {
        return Ok(Some(a_table(given, &name)));
    }
    let is_column = dimensions == 1;
    Ok((!is_column).then(|| {
        PyTypeError::new_err(format!(
            "an array of {dimensions} dimensions where a column of phone numbers belongs\n  \
             give one of its columns, such as numbers[:, 0]"
        ))
    }))
}

fn a_table(given: &Bound<'_, PyAny>, name: &str) -> PyErr {
    if name == "LazyFrame" {
        return PyTypeError::new_err(
            "a LazyFrame where one column belongs\n  \
             collect it, and name the column: frame.collect()[\"to\"]",
        );
    }
    // What pyarrow has as `columns` are the columns themselves.
    let names = given
        .getattr("column_names")
        .or_else(|_| given.getattr("columns"))
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

/// The exception for an object that is no column of any kind.
pub(super) fn not_a_column(given: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "{} where a column of phone numbers belongs\n  \
         give a list, a NumPy array, a Series of pandas or polars, or an Arrow array",
        class_name(given)
    ))
}

/// The exception for values of a type that Arrow's library for Rust does not have.
pub(super) fn no_arrow_type(given: &Bound<'_, PyAny>) -> PyErr {
    let what = describe(dtype(given), given);
    let fix = if what.ends_with("Int128`") {
        let name = column_name(given);
        format!("make them integers of 64 bits: frame[{name:?}].cast(polars.Int64)")
    } else {
        AS_TEXT.to_owned()
    };
    PyTypeError::new_err(format!("{what} where phone numbers belong\n  {fix}"))
}

/// The exception for values that do not fit in one Arrow array.
pub(super) fn no_arrow_array(given: &Bound<'_, PyAny>, error: &str) -> PyErr {
    let column = format!("frame[{:?}]", column_name(given));
    let fix = match Library::of(given) {
        Library::Pandas => format!("make them text: {column}.astype(\"string\")"),
        Library::Polars => format!("make them text: {column}.cast(polars.String)"),
        Library::NumPy => "make them text: numbers.astype(str)".to_owned(),
        _ => "make them text: [str(number) for number in numbers]".to_owned(),
    };
    let what = describe(dtype(given), given);
    PyTypeError::new_err(format!(
        "the values of {what} do not fit in one Arrow array: {error}\n  {fix}"
    ))
}

/// The exception for a column that the library does not decide.
pub(super) fn of_column(
    given: &Bound<'_, PyAny>,
    shared: &Bound<'_, PyAny>,
    error: &ColumnError,
) -> PyErr {
    let dtype = dtype(given).or_else(|| dtype(shared));
    let what = describe(dtype.clone(), given);
    let library = Library::of(given);
    let name = column_name(given);
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
                _ => "a cast brings no digit back".to_owned(),
            };
            PyTypeError::new_err(format!(
                "{what} cannot hold a phone number exactly: it rounds integers above {most}\n  \
                 read the column again from its source, as text: {fix}"
            ))
        }
        ColumnError::NoBareDigits(_) => PyValueError::new_err(format!(
            "{what} has no `+`, and nothing says what its digits mean\n  \
             pass bare_digits=\"international\" if they are E.164 without the `+`, or default_region with the region \
             whose national numbers they are"
        )),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// What a column is called in a sentence.
fn describe(dtype: Option<String>, given: &Bound<'_, PyAny>) -> String {
    match dtype {
        Some(dtype) => format!("a column of `{dtype}`"),
        None => format!("a {}", class_name(given)),
    }
}

fn class_name(given: &Bound<'_, PyAny>) -> String {
    let name = given.get_type().qualname();
    name.map_or_else(|_| "object".to_owned(), |name| name.to_string())
}

/// The type of the values, as the library that the column comes from names it.
fn dtype(given: &Bound<'_, PyAny>) -> Option<String> {
    let dtype = given.getattr("dtype").or_else(|_| given.getattr("type"));
    Some(dtype.ok()?.to_string())
}

/// The name of a Series, or one that a column could have.
fn column_name(given: &Bound<'_, PyAny>) -> String {
    let name = given.getattr("name").and_then(|name| name.extract());
    name.ok()
        .filter(|name: &String| !name.is_empty())
        .unwrap_or_else(|| "to".to_owned())
}
