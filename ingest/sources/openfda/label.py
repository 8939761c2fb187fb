"""The one label in a file of openFDA JSON, with its types checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.sources.openfda.fields import fields
from kg.errors import SourceError

_EXPECTED = "a drug label as openFDA serves it: an object with fields such as indications_and_usage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label's fields as printed; `brand` and `generic` are None where its `openfda` block does not tell them."""

    name: str
    texts: Mapping[str, tuple[str, ...]]
    set_id: str | None
    version: str | None
    brand: str | None
    generic: str | None

    def text(self, field: str) -> tuple[str, ...]:
        return self.texts.get(field, ())


def label_of(name: str, data: bytes) -> Label:
    """The label that some bytes hold, alone or as the one entry of `results`. Raises SourceError if they hold none."""
    entry = _entry(name, _parsed(name, data))
    known = fields()
    wanted = {known.boxed, *(field for number in known.section for field in known.of(number))}
    found = wanted & entry.keys()
    if not found:
        raise SourceError("JSON that holds no drug label", where=name, expected=_EXPECTED)
    named = {*wanted, *map(known.tables, wanted)} & entry.keys()
    label = Label(
        name=name,
        texts={field: _texts(name, field, entry[field]) for field in sorted(named)},
        set_id=_identifier(name, "set_id", entry.get("set_id")),
        version=_identifier(name, "version", entry.get("version")),
        brand=_product(name, entry, "brand_name"),
        generic=_product(name, entry, "generic_name"),
    )
    _refuse_old_format(label, entry)
    return label


def _parsed(name: str, data: bytes) -> object:
    try:
        parsed: object = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 text: byte {error.start}", where=name, expected="JSON in UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        remedy = "get the whole file, if it was cut off"
        raise SourceError(
            f"broken JSON: {error.msg}, {where}", where=name, expected=_EXPECTED, remedy=remedy
        ) from error
    except RecursionError as error:
        raise SourceError("JSON nested too deeply", where=name, expected=_EXPECTED) from error
    return parsed


def _entry(name: str, parsed: object) -> Mapping[str, object]:
    """The label's object."""
    if isinstance(parsed, dict) and "results" in parsed:
        results = parsed["results"]
        if not isinstance(results, list):
            raise SourceError(f"results is {_kind(results)}", where=name, expected="a list with one label")
        if len(results) != 1:
            count = f"{len(results)} labels" if results else "no label"
            raise SourceError(f"results holds {count}", where=name, expected="one", remedy="save each in its own file")
        parsed = results[0]
    if not isinstance(parsed, dict):
        raise SourceError(f"JSON that holds no label: {_kind(parsed)}", where=name, expected=_EXPECTED)
    return parsed


def _texts(name: str, field: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SourceError(f"{field} is {_kind(value)}", where=name, expected="a list of texts")
    for text in value:
        if not isinstance(text, str):
            raise SourceError(f"{field} holds {_kind(text)}", where=name, expected="texts only")
    return tuple(value)


def _identifier(name: str, field: str, value: object) -> str | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise SourceError(f"{field} is {_kind(value)}", where=name, expected="a text")
    return str(value) if value is not None else None


def _product(name: str, entry: Mapping[str, object], field: str) -> str | None:
    block = entry.get("openfda", {})
    if not isinstance(block, dict):
        raise SourceError(f"openfda is {_kind(block)}", where=name, expected="an object")
    names = _texts(name, f"openfda.{field}", block.get(field, []))
    return names[0] if names else None


def _refuse_old_format(label: Label, entry: Mapping[str, object]) -> None:
    """Refuse a label without section numbers: it has fields of the old format, and section 5 is not among them."""
    known = fields()
    if known.section["5"] not in entry and known.old_format & entry.keys():
        raise SourceError(
            "a label in the format of before 2006",
            where=label.name,
            expected="numbered sections (21 CFR 201.57)",
            remedy="labels in the old format are not supported",
        )


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
