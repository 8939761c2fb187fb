"""The facts export: one JSON object per fact, in the shape of `docs/facts.md`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, is_dataclass
from decimal import Decimal
from typing import TypeAlias

from kg.concepts import Concept
from kg.facts import CountStatistic, Fact
from kg.identity import DERIVED, OUTSIDE_CONTENT
from kg.locator import Evidence

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def json_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """The facts as JSON Lines, UTF-8, one record per line."""
    return (json.dumps(record, ensure_ascii=False) for record in records(facts))


def records(facts: Iterable[Fact]) -> Iterator[dict[str, Json]]:
    """The facts as records. Statistics with the same three numbers become one record, the others listed in `also_in`."""
    statistics: dict[tuple[int, int, Decimal], dict[str, Json]] = {}
    for fact in facts:
        written = record(fact)
        if isinstance(fact, CountStatistic):
            first = statistics.setdefault((fact.count, fact.n, fact.percent), written)
            if first is not written:
                _also_in(first).extend([_mention(fact), *_also_in(written)])
                continue
        else:
            yield written
    yield from statistics.values()


def record(fact: Fact) -> dict[str, Json]:
    """One fact as a record."""
    first = fact.evidence[0]
    content = {
        field.name: _json(getattr(fact, field.name))
        for field in fields(fact)
        if field.name not in OUTSIDE_CONTENT - DERIVED
    }
    return {
        "kind": fact.kind,
        **_place(first),
        **content,
        "form": fact.form.value,
        "read_by": fact.read_by,
        "incomplete": list(fact.incomplete),
        "differs_from": list(fact.differs_from),
        "evidence": [_place(evidence) for evidence in fact.evidence[1:]],
        "also_in": [_place(evidence) for evidence in fact.also_in],
    }


def _place(evidence: Evidence) -> dict[str, Json]:
    return {
        "section": evidence.section,
        "table": evidence.table,
        "quote": " ".join(evidence.quote.split()),
        "start": evidence.span.start,
        "end": evidence.span.end,
        "page": evidence.page,
        "boxes": [asdict(box) for box in evidence.boxes],
    }


def _mention(fact: CountStatistic) -> dict[str, Json]:
    return {**_place(fact.evidence[0]), "event": fact.event, "arm": fact.arm, "grade": fact.grade}


def _also_in(record: dict[str, Json]) -> list[Json]:
    places = record["also_in"]
    if not isinstance(places, list):
        raise TypeError(f"also_in of a {record['kind']} record is {places!r}; expected a list")
    return places


def _json(value: object) -> Json:
    """A field's value in JSON: decimals as numbers, codes as strings, tuples as lists, parts as objects."""
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, Concept):
        return _term(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _json(getattr(value, part.name)) for part in fields(value)}
    raise TypeError(f"a field holds {value!r}; expected text, a number, a decimal, a tuple or a part of a fact")


def _term(concept: Concept) -> Json:
    """A term as its name and IRI, with the code and the name of each term of another vocabulary that says the same."""
    same: list[Json] = [{"id": other.iri, "label": other.label, "code": other.notation} for other in concept.exact]
    return {"id": concept.iri, "label": concept.label, **({"exact_match": same} if same else {})}
