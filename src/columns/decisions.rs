//! Collects decisions into the columns of a record batch.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::StringBuilder;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type};
use arrow_array::{ArrayRef, DictionaryArray, ListArray, PrimitiveArray, StringArray};
use arrow_buffer::{
    ArrowNativeType, Buffer, NullBuffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer,
};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use rustc_hash::FxHashMap;

use crate::numbering::{LineType, Validity};
use crate::{
    Decision, Number, OutcomeKind, ReadAs, Reading, Reason, RecordField, Region, Sender,
    SenderKind, Warning,
};

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let words = |keys: DataType| DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8));
    let columns = [
        (RecordField::Recipient, DataType::Utf8, true),
        (RecordField::Region, words(DataType::Int16), true),
        (RecordField::LineType, words(DataType::Int8), true),
        (RecordField::Validity, words(DataType::Int8), true),
        (RecordField::Plan, words(DataType::Int8), false),
        (RecordField::Outcome, words(DataType::Int8), false),
        (RecordField::Sender, words(DataType::Int32), true),
        (RecordField::SenderKind, words(DataType::Int8), true),
        (RecordField::Reason, words(DataType::Int8), false),
        (
            RecordField::Warnings,
            DataType::List(Arc::clone(&WARNING)),
            false,
        ),
        (RecordField::ReadAs, words(DataType::Int8), true),
    ];
    let fields = columns.map(|(field, form, nullable)| Field::new(field.as_str(), form, nullable));
    Arc::new(Schema::new(Vec::from(fields)))
});

/// A warning in a list of them.
static WARNING: LazyLock<FieldRef> = LazyLock::new(|| {
    let words = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    Arc::new(Field::new_list_field(words, false))
});

/// The columns of decisions, by name and type.
///
/// `recipient` is text, `warnings` is a list of words, and all other columns are dictionary-encoded words. A value is
/// null if it does not apply or could not be read.
pub fn schema() -> SchemaRef {
    Arc::clone(&SCHEMA)
}

/// Makes the dictionaries of closed lists.
macro_rules! dictionaries {
    ($($name:ident: $words:expr,)*) => {
        $(static $name: LazyLock<ArrayRef> =
            LazyLock::new(|| Arc::new(StringArray::from_iter_values($words)));)*
    };
}

// The keys are the discriminants of the types, so the words are in that order.
dictionaries! {
    REGIONS: Region::all().map(Region::code),
    LINE_TYPES: LineType::ALL.map(LineType::as_str),
    VALIDITIES: Validity::ALL.map(Validity::as_str),
    OUTCOMES: OutcomeKind::ALL.map(OutcomeKind::as_str),
    SENDER_KINDS: SenderKind::ALL.map(SenderKind::as_str),
    REASONS: Reason::ALL.iter().map(|reason| reason.as_str()),
    WARNINGS: Warning::ALL.map(Warning::as_str),
    READ_AS: ReadAs::ALL.map(ReadAs::as_str),
}

/// The columns, to which decisions are added one at a time.
pub(super) struct Decisions {
    recipients: Recipients,
    /// Whether the recipient was read, for all columns about the recipient.
    read: NullBufferBuilder,
    regions: Vec<i16>,
    line_types: Vec<i8>,
    validities: Vec<i8>,
    read_as: Vec<i8>,
    outcomes: Vec<i8>,
    /// Whether a sender is to be used, for all columns about the sender.
    used: NullBufferBuilder,
    senders: Senders,
    sender_kinds: Vec<i8>,
    reasons: Vec<i8>,
    warnings: Vec<i8>,
    warnings_ends: Vec<i32>,
}

impl Decisions {
    pub(super) fn with_capacity(rows: usize) -> Decisions {
        let mut warnings_ends = Vec::with_capacity(rows + 1);
        warnings_ends.push(0);
        Decisions {
            recipients: Recipients::with_capacity(rows),
            read: NullBufferBuilder::new(rows),
            regions: Vec::with_capacity(rows),
            line_types: Vec::with_capacity(rows),
            validities: Vec::with_capacity(rows),
            read_as: Vec::with_capacity(rows),
            outcomes: Vec::with_capacity(rows),
            used: NullBufferBuilder::new(rows),
            senders: Senders::with_capacity(rows),
            sender_kinds: Vec::with_capacity(rows),
            reasons: Vec::with_capacity(rows),
            warnings: Vec::new(),
            warnings_ends,
        }
    }

    /// Adds a decision.
    #[inline]
    pub(super) fn push(&mut self, decision: &Decision) {
        self.recipients.push(decision.recipient());
        match decision.reading() {
            Some(Reading {
                location, read_as, ..
            }) => {
                self.read.append_non_null();
                self.read_as.push(read_as as i8);
                self.regions.push(location.region.index() as i16);
                self.line_types.push(location.line_type as i8);
                self.validities.push(location.validity as i8);
            }
            None => {
                self.read.append_null();
                self.regions.push(0);
                self.line_types.push(0);
                self.validities.push(0);
                self.read_as.push(0);
            }
        }
        self.outcomes.push(decision.outcome().kind() as i8);
        match (decision.sender(), decision.sender_kind()) {
            (Some(sender), Some(kind)) => {
                self.used.append_non_null();
                self.senders.push(sender);
                self.sender_kinds.push(kind as i8);
            }
            _ => {
                self.used.append_null();
                self.senders.keys.push(0);
                self.sender_kinds.push(0);
            }
        }
        self.reasons.push(decision.reason() as i8);
        let warnings = decision.warnings();
        if !warnings.is_empty() {
            self.warnings
                .extend(warnings.iter().map(|warning| warning as i8));
        }
        self.warnings_ends.push(self.warnings.len() as i32);
    }

    /// The columns in the order of [`schema`].
    pub(super) fn into_columns(mut self, plan: &str) -> Result<Vec<ArrayRef>, ArrowError> {
        let (read, used) = (self.read.finish(), self.used.finish());
        let plans: ArrayRef = Arc::new(StringArray::from_iter_values([plan]));
        let plan = by_dictionary::<Int8Type>(vec![0; self.outcomes.len()], None, &plans)?;
        let (senders, sender_values) = self.senders.finish();
        let warnings = by_dictionary::<Int8Type>(self.warnings, None, &WARNINGS)?;
        let warnings = ListArray::try_new(
            Arc::clone(&WARNING),
            OffsetBuffer::new(ScalarBuffer::from(self.warnings_ends)),
            warnings,
            None,
        )?;
        Ok(vec![
            self.recipients.finish(read.clone())?,
            by_dictionary::<Int16Type>(self.regions, read.clone(), &REGIONS)?,
            by_dictionary::<Int8Type>(self.line_types, read.clone(), &LINE_TYPES)?,
            by_dictionary::<Int8Type>(self.validities, read.clone(), &VALIDITIES)?,
            plan,
            by_dictionary::<Int8Type>(self.outcomes, None, &OUTCOMES)?,
            by_dictionary::<Int32Type>(senders, used.clone(), &sender_values)?,
            by_dictionary::<Int8Type>(self.sender_kinds, used, &SENDER_KINDS)?,
            by_dictionary::<Int8Type>(self.reasons, None, &REASONS)?,
            Arc::new(warnings),
            by_dictionary::<Int8Type>(self.read_as, read, &READ_AS)?,
        ])
    }
}

fn by_dictionary<K: ArrowDictionaryKeyType>(
    keys: Vec<K::Native>,
    nulls: Option<NullBuffer>,
    words: &ArrayRef,
) -> Result<ArrayRef, ArrowError>
where
    K::Native: ArrowNativeType,
{
    let keys = PrimitiveArray::<K>::try_new(ScalarBuffer::from(keys), nulls)?;
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(words))?))
}

/// The texts of recipients in E.164, one after the other.
struct Recipients {
    text: Vec<u8>,
    ends: Vec<i32>,
}

impl Recipients {
    fn with_capacity(rows: usize) -> Recipients {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Recipients {
            text: Vec::with_capacity((rows + 1) * Sender::MAX_LEN),
            ends,
        }
    }

    #[inline]
    fn push(&mut self, recipient: Option<Number>) {
        if let Some(number) = recipient {
            let end = self.text.len() + 1 + number.digit_count();
            // Copies all sixteen bytes, because a copy of a constant length is a single instruction.
            self.text.extend_from_slice(&number.text());
            self.text.truncate(end);
        }
        self.ends.push(self.text.len() as i32);
    }

    fn finish(self, nulls: Option<NullBuffer>) -> Result<ArrayRef, ArrowError> {
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        let texts = StringArray::try_new(ends, Buffer::from_vec(self.text), nulls)?;
        Ok(Arc::new(texts))
    }
}

/// Dictionary-encoded senders, in the order of their first use.
struct Senders {
    keys: Vec<i32>,
    known: FxHashMap<u128, i32>,
    texts: StringBuilder,
}

impl Senders {
    fn with_capacity(rows: usize) -> Senders {
        Senders {
            keys: Vec::with_capacity(rows),
            known: FxHashMap::default(),
            texts: StringBuilder::new(),
        }
    }

    #[inline]
    fn push(&mut self, sender: Sender) {
        let next = self.known.len() as i32;
        let key = *self
            .known
            .entry(u128::from_le_bytes(*sender.filled()))
            .or_insert_with(|| {
                self.texts.append_value(sender.as_str());
                next
            });
        self.keys.push(key);
    }

    fn finish(mut self) -> (Vec<i32>, ArrayRef) {
        (self.keys, Arc::new(self.texts.finish()))
    }
}
