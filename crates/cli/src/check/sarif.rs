//! Findings as SARIF 2.1.0 (OASIS, 2020) for code scanning, with the properties that findings have.

use originator::{MapErrorKind, MapWarningKind};
use serde_json::{Value, json};

use super::finding::{Finding, Severity};

/// A finding as a SARIF result.
pub(super) fn result(finding: &Finding<'_>) -> Value {
    let position = finding.line.zip(finding.column);
    let region = position.map(|(line, column)| json!({ "startLine": line, "startColumn": column }));
    json!({
        "ruleId": finding.kind,
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": format!("{}: {}", finding.message, finding.fix) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(finding.file) },
                "region": region.unwrap_or_else(|| json!({ "startLine": 1 })),
            },
            "logicalLocations": [{ "fullyQualifiedName": finding.path }],
        }],
        "properties": { "sources": finding.sources },
    })
}

/// A log of one run with these results; `is_complete` says whether every file was read.
pub(super) fn log(results: Vec<Value>, is_complete: bool) -> Value {
    let errors = MapErrorKind::ALL
        .iter()
        .map(|kind| (kind.as_str(), kind.about(), "error"));
    let warnings = MapWarningKind::ALL
        .iter()
        .map(|kind| (kind.as_str(), kind.about(), "warning"));
    let rules: Vec<Value> = errors
        .chain(warnings)
        .map(|(id, about, level)| {
            json!({
                "id": id,
                "shortDescription": { "text": about },
                "defaultConfiguration": { "level": level },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "originator",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            // Columns count characters, not UTF-16 units.
            "columnKind": "unicodeCodePoints",
            // A file that could not be read has no results either, and must not look like a map without errors.
            "invocations": [{ "executionSuccessful": is_complete }],
            "results": results,
        }],
    })
}

/// A path as a relative or absolute URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
