//! `batch`: a decision for every row of a file, beside the row as it was.
//!
//! [`traffic`] cuts the file into pieces, its workers have the rows of each rendered ([`csv`], [`json`]) and bring
//! them back in order, a [`Sink`] takes them. What there is to say of the rows is [`found`], and told at the end.

mod csv;
mod fields;
mod found;
mod json;

use originator::{Decision, Knowledge, Message, PlanId, Router};

use crate::Findings;
use crate::args::{self, MessageTerms};
use crate::map_file::{Loaded, load};
use crate::problem::Problem;
use crate::sink::Sink;
use crate::traffic::csv::{Header, Records, line_ends};
use crate::traffic::{self, BOM, Columns, Cutter, Form, Piece, Progress, workers};
use fields::Fields;
use found::Found;

/// Decides a sender for every row, and writes the rows with the decisions.
pub(crate) fn batch(args: &args::Batch, knowledge: Knowledge) -> Result<Findings, Problem> {
    let Loaded {
        router,
        plan,
        plan_name,
        ..
    } = load(&args.terms.map, &knowledge)?;
    let source = traffic::open(&args.file)?;
    let name = source.name.clone();
    let damaged = |error| Problem::DamagedTraffic {
        name: name.clone(),
        error,
    };
    let read = args.input_format.unwrap_or_else(|| Form::of(&args.file));
    let write = args.format.unwrap_or(read);
    let progress = Progress::new(&source, args.output.is_none());
    let limit = (args.max_record as usize).saturating_mul(1024 * 1024);
    let mut cutter = Cutter::new(source.bytes, read, args.delimiter, limit);
    let columns = Columns {
        number: args.number_column().to_owned(),
        beside: args.written_to_column.clone(),
    };
    let decider = Decider {
        router: &router,
        plan,
        terms: &args.terms.message,
        is_reply: args.from_column.is_some(),
    };
    let fields = Fields::new(write, args.delimiter, &plan_name);

    if cutter.is_utf_16() {
        return Err(Problem::Utf16 { name });
    }
    let mut begin = Vec::new();
    if cutter.byte_order_mark() && read == write {
        begin.extend(BOM);
    }
    let mut found = Found::default();
    let (rows, first) = match read {
        Form::Csv => {
            let (header, first) = Header::read(&mut cutter, &name, args.delimiter)?;
            found.pass(header.lines);
            let rows = csv::Rows::begin(decider, fields, &columns, header, &mut begin)?;
            (Rows::Csv(rows), Some(Piece::Records(first)))
        }
        Form::Json => (
            Rows::Json(json::Rows::begin(decider, fields, columns, &mut begin)),
            None,
        ),
    };

    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write(&begin)?;
    let pieces = first.map(Ok).into_iter().chain(cutter);
    let run = workers::run(
        pieces,
        || rows.renderer(args.delimiter),
        |rendered| {
            let rendered = rendered.map_err(damaged)?;
            sink.write(&rendered.bytes)?;
            found.add(rendered);
            progress.show(found.rows());
            Ok(())
        },
    );
    progress.finish();
    let run = run.and_then(|()| sink.finish());
    if !matches!(&run, Err(problem) if problem.is_closed_pipe()) {
        found.report(&name);
    }
    run?;
    if !args.quiet {
        found.summary();
    }
    Ok(match found.refused() {
        0 => Findings::Good,
        _ => Findings::Bad,
    })
}

/// Makes the decisions.
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
            };
            match self {
                Rows::Csv(rows) => rows.render(&piece, &mut room, &mut rendered),
                Rows::Json(rows) => rows.render(&piece, &mut room, &mut rendered),
            }
            rendered
        }
    }
}
