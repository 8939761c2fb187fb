"""JSON that holds labels, one or several, and JSON that is broken or holds none."""

import json
import time

import pytest

from ingest.sources.openfda.entries import entries_of, texts_of
from kg.errors import SourceError
from tests.ingest.sources.openfda.made_up import LABEL, label


def test_takes_a_label_alone_and_those_of_a_list() -> None:
    assert entries_of("label.json", label()) == (LABEL,)
    assert entries_of("label.json", json.dumps({"results": [LABEL, {"version": 2}]}).encode()) == (
        LABEL,
        {"version": 2},
    )


def test_takes_labels_of_a_list_that_stands_alone() -> None:
    assert entries_of("label.json", json.dumps([LABEL, {"version": 2}]).encode()) == (LABEL, {"version": 2})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (label()[:500], "broken JSON: Unterminated string"),
        (b'{"a": ', "broken JSON: Expecting value, line 1, column 7"),
        (b"[" * 200_000, "JSON nested too deeply"),
        (b'{"a": ' * 200_000, "JSON nested too deeply"),
        (b'{"a": "\xb5"}', "not UTF-8 text: byte 7"),
        ('{"a": "µ"}'.encode("utf-16")[:-1], "not UTF-16-LE text: byte 2"),
        (b'{"version": ' + b"9" * 1_000_000 + b"}", "a number out of bounds"),
        (b"[1, 2]", "JSON that holds no label: a list"),
        (b"[]", "JSON that holds no label: a list"),
        (b'{"results": []}', "results holds no label"),
        (b'{"results": 3}', "results is a number"),
        (b'{"results": [null]}', "JSON that holds no label: null"),
    ],
)
def test_refuses_what_holds_no_label_at_once(data: bytes, reason: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(SourceError) as caught:
        entries_of("label.json", data)
    assert time.perf_counter() - begun < 1
    assert str(caught.value).startswith(f"label.json: {reason}")
    assert "expected" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (["a"] * 201, "references holds 201 texts"),
        (["a" * 300_001], "references holds a text of 300,001 characters"),
        (["a\0"], "references holds U+0000, which is no character of a text, at 1"),
        (json.loads('["\\ud800"]'), "references holds U+D800"),
        ([5], "references holds a number"),
        (5, "references is a number"),
    ],
)
def test_refuses_what_is_no_list_of_texts_of_a_label(value: object, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        texts_of("label.json", "references", value)
    assert str(caught.value).startswith(f"label.json: {reason}")


def test_keeps_the_blanks_of_tables_which_stand_for_breaks() -> None:
    assert texts_of("label.json", "warnings", ["a  b"]) == ("a b",)
    assert texts_of("label.json", "warnings_table", ["a  b"], broken=True) == ("a  b",)
