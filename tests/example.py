"""The graph that tests of queries and interfaces run on: the example label with its checked facts.

The facts of `tests/data/example_facts.jsonl` are those of the kinds that are scored, without the optional ones; `FURTHER`
adds some of the other kinds. This is the one place to change when the tests are to run on another graph.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints

from ingest.arm_differences import with_differences
from ingest.concepts.normalised import normalised
from ingest.document import Document, NotUnderstood
from ingest.dosing.timing import timed
from ingest.export import Json
from ingest.grade import with_grade_bounds
from ingest.sources import read
from ingest.write_rdf import graph_of
from kg.codes import Form
from kg.facts import FACT_KINDS, Appearance, Fact, Threshold
from kg.identity import fact_id
from kg.locator import Evidence, Span
from kg.store import open_store, put_version
from tests.sample_listing import LISTING

ROOT = Path(__file__).resolve().parent.parent
LABEL = ROOT / "examples" / "inotuzumab-ozogamicin.txt"
CHECKED = ROOT / "tests" / "data" / "example_facts.jsonl"
FURTHER = ROOT / "tests" / "data" / "example_further_facts.jsonl"
LABEL_IRI = "https://w3id.org/labelgraph/id/label/besponsa"

Record = Mapping[str, Json]

_KINDS = {kind.kind: kind for kind in FACT_KINDS}
_NOT_CONTENT = frozenset({"also_in", "form", "differs_from", "incomplete", "values", "evidence", "read_by"})


def build_store(path: Path) -> None:
    """Make a store on disk that holds the example label, with a made-up listing."""
    document = read(LABEL)
    gap = _place(
        document, {"section": "2.4", "quote": "Storage of the reconstituted solution is described in Table 5."}
    )
    unread = NotUnderstood(span=gap.span, section=gap.section, reason="said not to be understood, for the tests")
    listed = replace(document, not_understood=(unread,), listing=LISTING)
    put_version(open_store(path), graph_of(listed, example_facts(document)))


def example_facts(document: Document) -> tuple[Fact, ...]:
    """The checked facts of the example label."""
    lines = [*CHECKED.read_text(encoding="utf-8").splitlines(), *FURTHER.read_text(encoding="utf-8").splitlines()]
    checked = (record for record in map(json.loads, lines) if not record.get("optional"))
    found = {fact_id(fact): fact for fact in (_fact(document, record) for record in checked)}
    named = timed(normalised(_differing(tuple(found.values()))))
    return with_differences(map(with_grade_bounds, named), document)


def _fact(document: Document, record: Record) -> Fact:
    kind = _KINDS[str(record["kind"])]
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name in record and field.name not in _NOT_CONTENT]
    content = {name: _value(hints[name], record[name]) for name in names}
    incomplete = record.get("incomplete")
    return kind(
        evidence=tuple(_places(document, record, record.get("evidence") or [record["quote"]])),
        also_in=tuple(_places(document, {}, record.get("also_in"))),
        incomplete=tuple(map(str, incomplete if isinstance(incomplete, list) else ())),
        read_by="checked",
        form=Form(str(record.get("form", "sentence"))),
        **content,  # type: ignore[arg-type]
    )


def _places(document: Document, record: Record, written: Json) -> Iterator[Evidence]:
    """Places given by their words; a place that is a record of its own has its own section and table."""
    for place in written if isinstance(written, list) else []:
        own = place if isinstance(place, dict) else {**record, "quote": place}
        if "quote" in own:
            yield _place(document, own)


def _place(document: Document, record: Record) -> Evidence:
    """The first place within the section that has the words of a record, whatever its line breaks."""
    section, table = record.get("section"), record.get("table")
    held = document.section(str(section))
    start, end = (held.span.start, held.span.end) if held else (0, len(document.text))
    words = r"\s+".join(map(re.escape, str(record["quote"]).split()))
    found = re.compile(words).search(document.text, start, end) or re.compile(words).search(document.text)
    if found is None:
        raise ValueError(f"{document.name} does not say {record['quote']!r}")
    return Evidence(
        section=str(section) if section else None,
        table=str(table) if table else None,
        span=Span(*found.span()),
        quote=found[0],
    )


def _value(hint: object, value: Json) -> object:
    """A value of a field from JSON, by the field's type."""
    kinds = [kind for kind in (get_args(hint) if NoneType in get_args(hint) else (hint,)) if kind is not NoneType]
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(_value(get_args(kinds[0])[0], one) for one in value)
    if isinstance(value, dict):
        hints = get_type_hints(Threshold)
        return Threshold(**{name: _value(hints[name], one) for name, one in value.items()})  # type: ignore[arg-type]
    return Decimal(str(value)) if kinds[0] is Decimal else kinds[0](value)


def _differing(found: tuple[Fact, ...]) -> Iterator[Fact]:
    """The facts, those that describe the same state of the product in other words marked as differing."""
    for fact in found:
        others = (one for one in found if isinstance(one, Appearance) and one is not fact)
        same = (fact_id(one) for one in others if isinstance(fact, Appearance) and one.state is fact.state)
        yield replace(fact, differs_from=tuple(same))
