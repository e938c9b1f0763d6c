//! What `batch` stands in, in memory: its arguments, the map, the file that it reads and the one that it writes.

/// The arguments.
pub(crate) mod args {
    use std::path::PathBuf;

    use originator::Message;

    use crate::traffic::Form;

    pub(crate) struct Batch {
        pub(crate) file: PathBuf,
        pub(crate) from_column: Option<String>,
        pub(crate) written_to_column: Option<String>,
        pub(crate) terms: Terms,
        pub(crate) input_format: Option<Form>,
        pub(crate) format: Option<Form>,
        pub(crate) delimiter: u8,
        pub(crate) output: Option<PathBuf>,
        pub(crate) max_record: u32,
        pub(crate) quiet: bool,
    }

    pub(crate) struct Terms {
        pub(crate) map: (),
        pub(crate) message: MessageTerms,
    }

    pub(crate) struct MessageTerms;

    impl Batch {
        pub(crate) fn of(delimiter: u8, is_reply: bool, to_json: bool, limit: u32) -> Batch {
            Batch {
                file: PathBuf::new(),
                from_column: is_reply.then(|| "to".to_owned()),
                written_to_column: is_reply.then(|| "via".to_owned()),
                terms: Terms {
                    map: (),
                    message: MessageTerms,
                },
                input_format: Some(Form::Csv),
                format: to_json.then_some(Form::Json),
                delimiter,
                output: None,
                max_record: limit,
                // A summary takes longer than the rows.
                quiet: true,
            }
        }

        pub(crate) fn number_column(&self) -> &str {
            "to"
        }
    }

    impl MessageTerms {
        pub(crate) fn of<'m>(&'m self, message: Message<'m>) -> Message<'m> {
            message
        }
    }
}

/// The map.
pub(crate) mod map_file {
    use std::sync::Arc;

    use originator::{Knowledge, PlanId, Router};

    use crate::MAP;
    use crate::problem::Problem;

    pub(crate) struct Loaded {
        pub(crate) router: Router,
        pub(crate) plan: PlanId,
        pub(crate) plan_name: Arc<str>,
    }

    pub(crate) fn load((): &(), _: &Knowledge) -> Result<Loaded, Problem> {
        let (router, plan) = MAP.with(Clone::clone);
        Ok(Loaded {
            router,
            plan,
            plan_name: "default".into(),
        })
    }
}

/// What ends a run.
pub(crate) mod problem {
    use std::io;

    #[derive(Debug)]
    pub(crate) enum Problem {
        DamagedTraffic { name: String, error: io::Error },
        Utf16 { name: String },
        KeyTwice { name: String },
        ColumnTwice { name: String },
        LongHeader { name: String },
        NoHeader { name: String },
        NoColumn,
    }

    impl Problem {
        pub(crate) fn no_column(_: &str, _: &[String]) -> Problem {
            Problem::NoColumn
        }

        pub(crate) fn is_closed_pipe(&self) -> bool {
            false
        }
    }
}

/// Where the output goes.
pub(crate) mod sink {
    use std::path::Path;

    use crate::OUTPUT;
    use crate::problem::Problem;

    pub(crate) struct Sink;

    impl Sink {
        pub(crate) fn open(_: Option<&Path>) -> Result<Sink, Problem> {
            Ok(Sink)
        }

        pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
            OUTPUT.with_borrow_mut(|output| output.extend(bytes));
            Ok(())
        }

        pub(crate) fn finish(self) -> Result<(), Problem> {
            Ok(())
        }
    }
}

/// The table of the summary.
pub(crate) mod output {
    pub(crate) fn table() -> comfy_table::Table {
        comfy_table::Table::new()
    }
}
