//! `batch`: a decision for every row of a file, written after the row as it was.
//!
//! Data flows one way: [`traffic`](crate::traffic) divides the file into chunks of whole rows, its workers render each
//! chunk with its decisions ([`csv`], [`json`]), a [`Sink`] writes the results in order. What is to be reported about
//! the rows is counted in a [`Summary`] and printed at the end.

mod csv;
mod fields;
mod json;
mod summary;

use originator::{Context, Decision, PlanId, Reason, Router};

use crate::Findings;
use crate::args::{self, FileFormat, MessageArgs};
use crate::map_file::{Loaded, load};
use crate::problem::Problem;
use crate::sink::{Sink, is_stdout};
use crate::terminal::print_message;
use crate::traffic::csv::{Records, line_ends};
use crate::traffic::{Chunk, Layout, Shape, TrafficFile, UnreadableRows, workers};
use fields::{Cache, Fields};
use summary::Summary;

/// A shorter file gets no report on its unreadable rows: each of them was named already.
const MIN_ROWS: u64 = 5;

/// Decides a sender for every row, and writes the rows with the decisions.
pub(crate) fn batch(args: &args::Batch, context: Context) -> Result<Findings, Problem> {
    let Loaded {
        router,
        plan,
        plan_name,
        ..
    } = load(&args.terms.map, &context)?;
    let decider = Decider {
        router: &router,
        plan,
        message: &args.terms.message,
        is_reply: args.is_reply(),
    };
    let is_number = |text: &[u8]| decider.decide(text, None).reason() != Reason::InvalidNumber;
    let columns = args.columns();
    let rows_on_stdout = is_stdout(args.output.as_deref());
    let mut file = TrafficFile::open(
        &args.file,
        &args.layout,
        &columns,
        rows_on_stdout,
        &is_number,
    )?;

    let mut head = Vec::new();
    let rows = Rows::new(
        decider,
        args.format,
        &plan_name,
        (&file.layout, &file.preamble),
        &mut head,
    )?;
    let mut summary = Summary::default();
    summary.skip_lines(file.preamble_lines + file.layout.header_lines());
    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write(&head)?;
    let mut unreadable = UnreadableRows::default();
    let delimiter = file.layout.delimiter();
    let first = file.first.take();
    let run = workers::run(
        first.map(Ok).into_iter().chain(file.chunker.by_ref()),
        || rows.renderer(delimiter),
        |rendered| {
            let mut rendered = rendered.map_err(|error| Problem::DamagedTraffic {
                name: file.name.clone(),
                error,
            })?;
            sink.write(&rendered.bytes)?;
            unreadable.merge(std::mem::take(&mut rendered.unreadable));
            summary.merge(rendered.summary, rendered.lines);
            file.progress.show(summary.rows());
            Ok(())
        },
    );
    file.progress.finish();
    let run = run.and_then(|()| sink.finish());
    if !matches!(&run, Err(problem) if problem.is_closed_pipe()) {
        summary.print_row_errors(&file.name);
    }
    run?;
    if !args.quiet {
        summary.print_counts();
    }
    if let Some(report) = unreadable.report(&file, &columns, MIN_ROWS, &is_number) {
        print_message(report);
    }
    Ok(if summary.refused() == 0 {
        Findings::Good
    } else {
        Findings::Bad
    })
}

/// Makes the decisions.
#[derive(Clone, Copy)]
struct Decider<'a> {
    router: &'a Router,
    plan: PlanId,
    message: &'a MessageArgs,
    is_reply: bool,
}

impl Decider<'_> {
    fn decide(&self, number: &[u8], written_to: Option<&[u8]>) -> Decision {
        let message = self.message.of_row(self.is_reply, number, written_to);
        self.router.decide(self.plan, &message)
    }

    /// The decision about a row that cannot be read.
    fn refuse(&self) -> Decision {
        self.decide(b"", None)
    }
}

/// Renders the rows of a file, which is CSV or JSON.
enum Rows<'a> {
    Csv(csv::Rows<'a>),
    Json(json::Rows<'a>),
}

/// The output of one chunk, and what is reported about it.
struct Rendered {
    bytes: Vec<u8>,
    /// How many lines of the input end in the chunk.
    lines: u64,
    summary: Summary,
    unreadable: UnreadableRows,
}

impl Rendered {
    fn new(chunk: &Chunk) -> Rendered {
        Rendered {
            // A row of CSV grows by some eighty bytes.
            bytes: Vec::with_capacity(chunk.bytes().len() * 3),
            lines: line_ends(chunk.bytes()),
            summary: Summary::default(),
            unreadable: UnreadableRows::default(),
        }
    }

    /// Counts a decision. `missing` says what a row without a number has in its place.
    fn count(&mut self, decision: &Decision, cell: &[u8], missing: Option<Shape>) {
        self.summary.count(decision);
        self.summary.hints.add(cell, decision);
        if decision.reason() == Reason::InvalidNumber {
            let shape = missing.unwrap_or_else(|| Shape::of(cell));
            self.unreadable.count_unreadable(shape, cell);
        } else {
            self.unreadable.count_readable();
        }
    }
}

/// Memory that a worker reuses from chunk to chunk.
struct Scratch {
    records: Records,
    cache: Cache,
}

impl<'a> Rows<'a> {
    /// Writes the head of the output: what precedes the first row.
    fn new(
        decider: Decider<'a>,
        format: Option<FileFormat>,
        plan_name: &str,
        (layout, preamble): (&'a Layout, &[u8]),
        head: &mut Vec<u8>,
    ) -> Result<Rows<'a>, Problem> {
        let input_format = layout.format();
        let output_format = format.unwrap_or(input_format);
        let fields = Fields::new(output_format, layout.delimiter(), plan_name);
        match layout {
            Layout::Csv {
                header,
                number,
                second_column,
                ..
            } => {
                if output_format == FileFormat::Csv {
                    head.extend(preamble);
                }
                let columns = (*number, *second_column);
                let rows = csv::Rows::begin(decider, fields, columns, header, head)?;
                Ok(Rows::Csv(rows))
            }
            Layout::Json { columns, is_array } => {
                // An array stays an array, unless the arguments ask for a format.
                let keeps_array = *is_array && format.is_none();
                if keeps_array || (!is_array && output_format == FileFormat::Json) {
                    head.extend(preamble);
                }
                let array = json::Array {
                    is_input: *is_array,
                    is_output: keeps_array,
                };
                let rows = json::Rows::begin(decider, fields, columns, array, head);
                Ok(Rows::Json(rows))
            }
        }
    }

    fn renderer(&self, delimiter: u8) -> impl FnMut(Chunk) -> Rendered + '_ {
        let mut scratch = Scratch {
            records: Records::new(delimiter),
            cache: Cache::default(),
        };
        move |chunk| {
            let mut rendered = Rendered::new(&chunk);
            match self {
                Rows::Csv(rows) => rows.render(&chunk, &mut scratch, &mut rendered),
                Rows::Json(rows) => rows.render(&chunk, &mut scratch, &mut rendered),
            }
            rendered
        }
    }
}
