"""One label of openFDA JSON, with its types checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.document import LabelFormat
from ingest.sources.openfda.entries import EXPECTED, Entry, kind_of, texts_of
from ingest.sources.openfda.fields import fields, section_fields, table_fields
from ingest.sources.openfda.listing import ListedNames, listed_of
from kg.errors import NoLabelError, SourceError

_IDENTIFIERS = frozenset(("set_id", "id", "openfda"))
_PLAIN = frozenset(("version", "effective_time"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label's fields as printed, and what its `openfda` block lists of its products. `name` is for messages."""

    name: str
    format: LabelFormat
    texts: Mapping[str, tuple[str, ...]]
    set_id: str | None
    version: str | None
    listed: ListedNames

    def text(self, field: str) -> tuple[str, ...]:
        return self.texts.get(field, ())


def label_of(name: str, entry: Entry) -> Label:
    """The label that an object of openFDA's holds. Raises SourceError, naming the field, if it holds none."""
    sections, tables = section_fields(), table_fields()
    if sections.isdisjoint(entry) or _is_other(entry):
        raise NoLabelError("JSON that holds no drug label", where=name, expected=EXPECTED)
    named = (sections | tables) & entry.keys() | _with_texts(entry)
    listed = listed_of(name, entry)
    return Label(
        name=name,
        format=_format(entry, listed.product_type),
        texts={field: texts_of(name, field, entry[field], broken=field in tables) for field in sorted(named)},
        set_id=_identifier(name, "set_id", entry.get("set_id")),
        version=_identifier(name, "version", entry.get("version")),
        listed=listed,
    )


def _is_other(entry: Entry) -> bool:
    """Whether an object is no label of openFDA's, though it has a field such as "warnings": only identifiers are plain texts."""
    if not _IDENTIFIERS.isdisjoint(entry):
        return False
    return any(isinstance(value, str) for name, value in entry.items() if name not in _PLAIN)


def _with_texts(entry: Entry) -> frozenset[str]:
    """The fields that hold texts, also those that no list of ours names."""
    held = (name for name, value in entry.items() if isinstance(value, list) and all(isinstance(t, str) for t in value))
    return frozenset(held) - fields().data


def _format(entry: Entry, product_type: str | None) -> LabelFormat:
    """The format, told by section 5, then by the product type and the fields that only one format has."""
    known = fields()
    if known.section["5"] in entry:
        return LabelFormat.PHYSICIAN_LABELING_RULE
    if product_type == known.over_the_counter_type:
        return LabelFormat.OVER_THE_COUNTER
    if product_type is None and known.over_the_counter.keys() & entry.keys():
        return LabelFormat.OVER_THE_COUNTER
    if known.only_before_2006 & entry.keys():
        return LabelFormat.BEFORE_2006
    numbered = any(_is_numbered(number, entry.get(field)) for number, field in known.section.items())
    return LabelFormat.PHYSICIAN_LABELING_RULE if numbered else LabelFormat.OTHER


def _is_numbered(number: str, value: object) -> bool:
    """Whether the text of a field begins with the number of its section."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, str) and first.split()[:1] in ([number], [f"{number}."])


def _identifier(name: str, field: str, value: object) -> str | None:
    """The text of a field; one without characters is missing."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise SourceError(f"{field} is {kind_of(value)}", where=name, expected="a text")
    return (str(value) or None) if value is not None else None
