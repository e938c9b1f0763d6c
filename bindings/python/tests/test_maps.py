"""What is wrong with maps, and what may go wrong."""

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

import originator

WRONG = "originators:\n  UK: RETAIL\n  US: '12025550142'\n"


def test_a_map_error_has_every_error_and_the_sentences_of_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG)
    with pytest.raises(originator.MapError) as caught:
        originator.Router.from_file(path)
    errors = caught.value.errors
    assert [error.kind for error in errors] == ["unknown_region", "not_e164"]
    first = errors[0]
    assert (first.severity, first.path, first.line, first.column) == ("error", "originators.UK", 2, 3)
    assert (first.message, first.fix) == ("`UK` is not a region", "write `GB`")
    assert (str(first), first.source_line) == ("`UK` is not a region: write `GB`", "  UK: RETAIL")
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--", "route", "--map", str(path), "+1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    assert told.strip() == str(caught.value).strip()
    assert isinstance(caught.value, ValueError)


def test_check_has_errors_or_warnings(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(WRONG)
    wrong = originator.check(path)
    assert ([it.kind for it in wrong.errors], wrong.warnings) == (["unknown_region", "not_e164"], ())
    path.write_text("originators: { SE: '+46701740605', US: RETAIL }")
    right = originator.check(str(path))
    assert right.errors == ()
    assert [it.kind for it in right.warnings] == [
        "no_domestic_two_way",
        "territory_not_listed",
        "alphanumeric_not_supported",
    ]
    assert right.warnings[-1].sources
    assert "map.yaml:1:" in str(right)


def test_what_is_no_map_says_so(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(b"originators:\n  US: '\xff'\n")
    with pytest.raises(ValueError, match="is not UTF-8: line 2"):
        originator.Router.from_file(path)
    with pytest.raises(IsADirectoryError):
        originator.check(tmp_path)
