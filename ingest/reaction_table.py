"""The tables of adverse reactions and of laboratory abnormalities of a label, read into facts or reported as unread."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.document import Cell, Document, NotUnderstood
from ingest.names import product_names
from ingest.passages import evidence
from ingest.reaction_context import context_of, context_of_text
from ingest.reading import PlacedTable, Reading
from ingest.study_name import population_name
from ingest.tables.caption import table_title
from ingest.tables.header import header_rows
from ingest.tables.kind import are_parameters, observed_in
from ingest.tables.observations import Observation, TableReading, header_words, label_header, read_table
from ingest.tables.one_event import of_one_event
from ingest.tables.turned import turned
from ingest.tokens import tokenize
from kg.codes import Form, ReactionContext
from kg.facts import AdverseReaction, LabAbnormality, ReactionObservation
from kg.locator import Evidence

Observed = TypeVar("Observed", bound=ReactionObservation)
_ANNOUNCES = re.compile(r"\b(?:table below|following table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table of observations with what was read of it and the context that its title gives to all of them."""

    placed: PlacedTable
    kind: type[ReactionObservation]
    title: str
    context: ReactionContext
    content: TableReading


def reaction_tables(reading: Reading, *wanted: type[ReactionObservation]) -> tuple[ReadTable, ...]:
    """The tables of sections 5 and 6 that hold observations of wanted kinds, read."""
    names = product_names(reading.document)
    found = []
    for placed in reading.tables:
        title = table_title(placed.table)
        kind = _kind(placed, title)
        if kind is not None and kind in wanted:
            context = _context(title, placed.lead)
            content = _content(placed, names)
            table = ReadTable(placed=placed, kind=kind, title=title, context=context, content=content)
            found.append(_of_population(table))
    return tuple(found)


def _kind(placed: PlacedTable, title: str) -> type[ReactionObservation] | None:
    """What the cells of a table are, as its caption and heads say; in one of reactions, its rows may be parameters."""
    kind = observed_in(title, label_header(placed.table), placed.chapter)
    if kind is not AdverseReaction:
        return kind
    top = header_rows(placed.table)
    labels = (cell.words for cell in placed.table.cells if cell.column == 0 and cell.row >= top)
    return LabAbnormality if are_parameters(labels) else kind


def _content(placed: PlacedTable, names: Sequence[str]) -> TableReading:
    """What a table states, whichever way it stands."""
    table = placed.table
    observed = (turned(table, names) or of_one_event(table, names)) if table.understood else ()
    if observed:
        return TableReading(observations=observed)
    return read_table(table, names, (*placed.headings, placed.lead))


def _context(title: str, lead: str) -> ReactionContext:
    """What a title says that the reactions of its table led to; for a table without one, what announces it says."""
    announcing = [] if title else [sentence for sentence in tokenize(lead).sents if _ANNOUNCES.search(sentence.text)]
    return context_of(announcing[-1]) if announcing else context_of_text(title)


def facts_of(reading: Reading, kind: type[Observed]) -> Iterator[Observed]:
    """The facts of one kind in the tables of a label, one per filled number cell."""
    for table in reaction_tables(reading, kind):
        for observation in table.content.observations:
            yield _fact(reading.document, table, observation, kind)


def unread_tables(reading: Reading) -> Iterator[NotUnderstood]:
    """The tables that should hold observations and could not be read, and why."""
    for table in reaction_tables(reading, AdverseReaction, LabAbnormality):
        if table.content.problem is not None:
            placed = table.placed
            header = header_words(placed.table)
            yield NotUnderstood(
                span=placed.table.span,
                section=placed.section,
                reason=f"{placed.table.label or 'a table'} was not read: {table.content.problem}"
                + (f"; its header: {header}" if header else ""),
            )


def _of_population(table: ReadTable) -> ReadTable:
    """The table, with the population of its title as study where it names none: tables of other patients share arms."""
    population = population_name(table.title)
    if population is None or any(one.study for one in table.content.observations):
        return table
    named = tuple(replace(one, study=population) for one in table.content.observations)
    return replace(table, content=replace(table.content, observations=named))


def _fact(document: Document, table: ReadTable, one: Observation, kind: type[Observed]) -> Observed:
    context = context_of_text(one.term)
    return kind(
        evidence=tuple(_quoted(document, table.placed, cell) for cell in one.cells if cell.text is not None),
        values=one.values,
        read_by=f"{kind.kind}.table",
        form=Form.TABLE,
        term=one.term,
        arm=one.arm,
        arm_n=one.arm_n,
        grade=one.grade,
        context=context if context is not ReactionContext.INCIDENCE else table.context,
        comparison=one.comparison,
        percent=one.percent,
        count=one.count,
        study=one.study,
        system_organ_class=one.heading,
        included_terms=one.included_terms,
    )


def _quoted(document: Document, placed: PlacedTable, cell: Cell) -> Evidence:
    if cell.text is None:
        raise ValueError(f"the cell in row {cell.row}, column {cell.column} is empty; expected one with words")
    return evidence(document, cell.text.span(), section=placed.section, table=placed.table, headings=placed.headings)
