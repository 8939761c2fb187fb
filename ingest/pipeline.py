"""From a file to facts, and on into the store: the one way through `ingest` that all interfaces use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.arm_differences import with_differences, without_differences
from ingest.completeness import completed
from ingest.concepts.meddra import read_meddra
from ingest.concepts.normalised import normalised
from ingest.contradictions import marked
from ingest.document import Document, NotUnderstood
from ingest.dosing.timing import timed
from ingest.extract import EXTRACTORS
from ingest.grade import with_grade_bounds
from ingest.leftover import stated_once
from ingest.reaction_table import unread_tables
from ingest.reading import Reading
from ingest.resolve import resolve
from ingest.silent_tables import silent_tables
from ingest.sources import read
from ingest.unread_format import unread_format
from ingest.write_rdf import graph_of
from kg.codes import LabelFormat
from kg.facts import Fact, FactId, ReactionObservation
from kg.identity import fact_id
from kg.memory import collector_paused
from kg.store import open_store, put_statements, statements_of
from kg.validate import Severity, Violation, accepted, validate
from kg.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label as read: its document and the facts that it states."""

    document: Document
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A label ready to be stored: the IRI of its version, which names its graph, and the graph's statements.

    `refused` are facts that were left out because they violate the shapes, `warnings` what is odd, though no violation.
    """

    label: Label
    refused: tuple[Fact, ...]
    version: str
    statements: bytes
    warnings: tuple[Violation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A label's version in the store: its IRI, whether the store changed, and what of it is odd, though no violation.

    `label` is what was stored; `refused` are statements that violate the shapes and were left out of it.
    """

    label: Label
    refused: tuple[Fact, ...]
    version: str
    changed: bool
    warnings: tuple[Violation, ...]


def read_label(source: Path, meddra: Path | None = None) -> Label:
    """Read a label file into its document and facts.

    Raises `SourceError` if the file cannot be read as a label, and `MeddraError` if a user's MedDRA table cannot be.
    """
    with collector_paused():
        return label_of(read(source), meddra)


def label_of(document: Document, meddra: Path | None = None) -> Label:
    """A document with its facts; tables that hold facts and could not be read join what is not understood.

    Names of reactions are looked up in a user's MedDRA table, given by its path.

    Facts are read from the format of the physician labeling rule alone. A label in another one has none, and all of it
    is told as not understood.
    """
    if document.format is not LabelFormat.PHYSICIAN_LABELING_RULE:
        gaps = (*document.not_understood, *unread_format(document))
        return Label(document=replace(document, not_understood=gaps), facts=())
    reading = Reading(document=document)
    tables = tuple(unread_tables(reading))
    told = {table.span for table in tables}
    unread = (*(gap for gap in document.not_understood if gap.span not in told), *tables)
    stated = marked(completed(document, resolve(stated_once(_statements(reading)))))
    named = normalised(stated, read_meddra(meddra) if meddra else None)
    facts = with_differences(map(with_grade_bounds, timed(named)), document)
    return Label(document=replace(document, not_understood=(*unread, *silent_tables(reading, facts))), facts=facts)


def store_label(label: Label, store: Path) -> Stored:
    """Write a label's graph to the store at a path, which is made if it is missing.

    A statement that violates the shapes is not stored: its words are told as not understood, with the reason. Raises
    `ValidationError`, and leaves the store as it is, if anything else of the graph violates them.
    """
    with collector_paused():
        ready = checked(label)
        changed = put_statements(open_store(store), ready.version, ready.statements)
    return Stored(
        label=ready.label, refused=ready.refused, version=ready.version, changed=changed, warnings=ready.warnings
    )


def checked(label: Label) -> Checked:
    """A label's graph, checked against the shapes; raises `ValidationError` as `store_label` does."""
    graph = graph_of(label.document, label.facts)
    found = validate(graph)
    refused = {fact: why for fact in label.facts if (why := _violated(fact, found))}
    if refused:
        label = _without(label, refused)
        graph = graph_of(label.document, label.facts)
        found = validate(graph)
    version = str(graph.identifier)
    warnings = accepted(found, where=version)
    return Checked(
        label=label, refused=tuple(refused), version=version, statements=statements_of(graph), warnings=warnings
    )


def _violated(fact: Fact, found: Iterable[Violation]) -> str | None:
    """What of a fact, or of a part of it, violates the shapes; None if nothing does."""
    name = fact_id(fact)
    messages = (one.message for one in found if one.severity is Severity.VIOLATION and name in one.focus)
    return next(messages, None)


def _without(label: Label, refused: Mapping[Fact, str]) -> Label:
    """The label without some facts, whose words it tells as not understood."""
    gaps = (
        NotUnderstood(span=fact.evidence[0].span, section=fact.evidence[0].section, reason=f"{fact.kind}: {why}")
        for fact, why in refused.items()
    )
    left_out = frozenset(map(fact_id, refused))
    kept = tuple(_unlinked(fact, left_out) for fact in label.facts if fact not in refused)
    document = replace(label.document, not_understood=(*label.document.not_understood, *gaps))
    return Label(document=document, facts=kept)


def _unlinked(fact: Fact, left_out: frozenset[FactId]) -> Fact:
    """A fact without what leads to facts that are left out."""
    kept = replace(fact, differs_from=tuple(other for other in fact.differs_from if other not in left_out))
    return without_differences(kept, left_out) if isinstance(kept, ReactionObservation) else kept


def version_of(label: Label) -> Version:
    """A label that was read, to be compared with another."""
    return Version(name=label.document.name, facts=label.facts, text=label.document.text)


def violations(label: Label) -> tuple[Violation, ...]:
    """What of a label's graph the shapes do not allow or find odd."""
    return validate(graph_of(label.document, label.facts))


def _statements(reading: Reading) -> Iterable[Fact]:
    for extract in EXTRACTORS:
        yield from extract(reading)
