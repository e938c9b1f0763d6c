//! `batch`: a decision for every row of a file, beside the row as it was.
//!
//! [`traffic`] cuts the file into pieces, its workers have the rows of each rendered ([`csv`], [`json`]) and bring
//! them back in order, a [`Sink`] takes them. What there is to say of the rows is [`found`], and told at the end.

mod csv;
mod fields;
mod found;
mod json;

use originator::{Decision, Knowledge, Message, PlanId, Reason, Router};

use crate::Findings;
use crate::args::{self, MessageTerms};
use crate::map_file::{Loaded, load};
use crate::problem::Problem;
use crate::sink::{Sink, is_stdout};
use crate::terminal::tell;
use crate::traffic::csv::{Records, line_ends};
use crate::traffic::{Form, Layout, Opened, Piece, Shape, Unread, workers};
use fields::Fields;
use found::Found;

/// Of fewer rows each was told already.
const FEWEST: u64 = 5;

/// Decides a sender for every row, and writes the rows with the decisions.
pub(crate) fn batch(args: &args::Batch, knowledge: Knowledge) -> Result<Findings, Problem> {
    let Loaded {
        router,
        plan,
        plan_name,
        ..
    } = load(&args.terms.map, &knowledge)?;
    let decider = Decider {
        router: &router,
        plan,
        terms: &args.terms.message,
        is_reply: args.is_reply(),
    };
    let is_number = |text: &[u8]| decider.decide(text, None).reason() != Reason::InvalidNumber;
    let wanted = args.wanted();
    let rows_on_stdout = is_stdout(args.output.as_deref());
    let mut opened = Opened::open(
        &args.file,
        &args.layout,
        &wanted,
        rows_on_stdout,
        &is_number,
    )?;

    let mut begin = Vec::new();
    let mut found = Found::default();
    found.pass(opened.preamble_lines);
    let (read, delimiter) = match opened.layout {
        Layout::Csv { delimiter, .. } => (Form::Csv, delimiter),
        Layout::Json { .. } => (Form::Json, b','),
    };
    let fields = Fields::new(args.format.unwrap_or(read), delimiter, &plan_name);
    let rows = match &opened.layout {
        Layout::Csv {
            header,
            number,
            beside,
            ..
        } => {
            if fields.form == Form::Csv {
                begin.extend(&opened.preamble);
            }
            found.pass(header.lines);
            let columns = (*number, *beside);
            Rows::Csv(csv::Rows::begin(
                decider, fields, columns, header, &mut begin,
            )?)
        }
        Layout::Json { columns, is_array } => {
            // An array stays one, unless lines are asked for.
            let keeps_array = *is_array && args.format.is_none();
            if keeps_array || (!is_array && fields.form == Form::Json) {
                begin.extend(&opened.preamble);
            }
            let array = json::Array {
                is_read: *is_array,
                is_written: keeps_array,
            };
            Rows::Json(json::Rows::begin(
                decider, fields, columns, array, &mut begin,
            ))
        }
    };

    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write(&begin)?;
    let mut unread = Unread::default();
    let first = opened.first.take();
    let run = workers::run(
        first.map(Ok).into_iter().chain(opened.cutter.by_ref()),
        || rows.renderer(delimiter),
        |rendered| {
            let mut rendered = rendered.map_err(|error| Problem::DamagedTraffic {
                name: opened.name.clone(),
                error,
            })?;
            sink.write(&rendered.bytes)?;
            unread.merge(std::mem::take(&mut rendered.unread));
            found.add(rendered);
            opened.progress.show(found.rows());
            Ok(())
        },
    );
    opened.progress.finish();
    let run = run.and_then(|()| sink.finish());
    if !matches!(&run, Err(problem) if problem.is_closed_pipe()) {
        found.report(&opened.name);
    }
    run?;
    if !args.quiet {
        found.summary();
    }
    if let Some(report) = unread.report(&opened, &wanted, FEWEST, &is_number) {
        tell(report);
    }
    Ok(match found.refused() {
        0 => Findings::Good,
        _ => Findings::Bad,
    })
}

/// Makes the decisions.
#[derive(Clone, Copy)]
struct Decider<'a> {
    router: &'a Router,
    plan: PlanId,
    terms: &'a MessageTerms,
    is_reply: bool,
}

impl Decider<'_> {
    fn decide(&self, number: &[u8], written_to: Option<&[u8]>) -> Decision {
        let message = match (self.is_reply, written_to) {
            (false, _) => Message::to(number),
            (true, None) => Message::reply_to(number),
            (true, Some(sender)) => Message::reply_to(number).written_to(sender),
        };
        self.router.decide(self.plan, &self.terms.of(message))
    }

    /// Of a row that cannot be read.
    fn refuse(&self) -> Decision {
        self.decide(b"", None)
    }
}

/// The rows of a file.
enum Rows<'a> {
    Csv(csv::Rows<'a>),
    Json(json::Rows<'a>),
}

/// A piece with its decisions.
struct Rendered {
    bytes: Vec<u8>,
    /// Of the file that is read.
    lines: u64,
    found: Found,
    unread: Unread,
}

impl Rendered {
    /// Takes note of a decision, and of a row without a number by what it has in its place.
    fn count(&mut self, decision: &Decision, cell: &[u8], missing: Option<Shape>) {
        self.found.count(decision);
        self.found.hints.add(cell, decision);
        if decision.reason() == Reason::InvalidNumber {
            let shape = missing.unwrap_or_else(|| Shape::of(cell));
            self.unread.unread(shape, cell);
        } else {
            self.unread.read();
        }
    }
}

/// What a worker keeps from one piece to the next.
struct Room {
    records: Records,
    before: fields::Before,
}

impl Rows<'_> {
    fn renderer(&self, delimiter: u8) -> impl FnMut(Piece) -> Rendered + '_ {
        let mut room = Room {
            records: Records::new(delimiter),
            before: fields::Before::default(),
        };
        move |piece| {
            let mut rendered = Rendered {
                // Rows of CSV grow by some eighty bytes.
                bytes: Vec::with_capacity(piece.bytes().len() * 3),
                lines: line_ends(piece.bytes()),
                found: Found::default(),
                unread: Unread::default(),
            };
            match self {
                Rows::Csv(rows) => rows.render(&piece, &mut room, &mut rendered),
                Rows::Json(rows) => rows.render(&piece, &mut room, &mut rendered),
            }
            rendered
        }
    }
}
