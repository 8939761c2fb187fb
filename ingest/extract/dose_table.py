"""Recommended doses of tables: dosing schedules by day, doses by group of patients, levels of dose reduction."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.document import Cell, Part
from ingest.dosing.action_doses import action_doses
from ingest.dosing.amount_labels import amount_label
from ingest.dosing.bounding_sentences import bound_by_sentences
from ingest.dosing.cell_doses import CellDose
from ingest.dosing.columns import Role, cell_amounts
from ingest.dosing.dosing_tables import WHOM, DosingTable, as_row_sees, dosing_table, with_labels
from ingest.dosing.lowered import GivenDose, recommended_doses
from ingest.dosing.maxima import Maximum, bounded, incomplete_by, of_column
from ingest.dosing.routes import infusion_time_of_all, route_of_all
from ingest.dosing.section_schedules import with_section_schedules
from ingest.dosing.table_conditions import Told, schedule_of_caption, told_of
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.dosing.titles import telling_more
from ingest.names import product_name
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Dose
from kg.locator import Span

_AGES = re.compile(r"\b(?:adults?|pediatrics?|children|adolescents?|infants?|neonates?)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"^(?:(?:once|twice|three times)[\s-]*)?(?:daily|weekly|monthly)$", re.IGNORECASE)
_REACTIONS = re.compile(r"\b(?:adverse|toxicit\w+|grade|severity|neutropenia|thrombocytopenia)\b", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount in a cell of a dosing table of section 2 or of the guide."""
    found = product_name(reading.document)
    words = " ".join(filter(None, (found.name, found.substance))) if found else ""
    names = frozenset(words.casefold().split())
    recommended = tuple(recommended_doses(reading.guide_and("2")))
    doses = (dose for placed in reading.tables for dose in _of_table(reading, placed, names, recommended))
    yield from bound_by_sentences(reading, with_section_schedules(reading, doses, names), names)


def _of_table(
    reading: Reading, placed: PlacedTable, names: frozenset[str], recommended: Sequence[GivenDose]
) -> Iterator[Dose]:
    """The doses of a table's cells of doses, and those of its instructions."""
    table = dosing_table(reading, placed, names)
    doses = list(_doses(reading, table)) if table is not None else []
    yield from doses
    is_of_dosing = placed.chapter is None or is_within(placed.chapter, ("2",))
    if placed.table.understood and placed.part in (Part.GUIDE, Part.FULL) and is_of_dosing:
        read = [place.span for dose in doses for place in dose.evidence]
        for dose in action_doses(reading, placed, names, recommended):
            if not any(span.contains(dose.evidence[-1].span) for span in read):
                yield dose


def _doses(reading: Reading, table: DosingTable) -> Iterator[Dose]:
    for row in with_labels(grouped_rows(table.placed.table)):
        seen = as_row_sees(table, row)
        labelled = amount_label(row, seen.names)
        if labelled is not None:
            told = replace(told_of(seen, row, row.cells[0]), schedule=labelled.schedule)
            yield _dose(reading, seen, told, labelled.dose)
        for cell in row.cells:
            column = seen.columns[cell.column]
            if column.role is Role.DOSE:
                told = told_of(seen, row, cell)
                for dose in cell_amounts(cell, column, seen.names):
                    if not (dose.is_reduced and _is_after_reaction(seen, told)):
                        yield bounded(_dose(reading, seen, told, dose), _largest(seen, row))


def _largest(table: DosingTable, row: GroupedRow) -> Iterator[Maximum]:
    """The largest dose that a column of its own prints in a row; of several none is chosen."""
    columns = table.columns
    for cell in row.cells:
        column = columns[cell.column]
        amounts = (
            [dose.amount for dose in cell_amounts(cell, column, table.names)] if column.role is Role.MAXIMUM else []
        )
        if len(amounts) == 1:
            yield of_column(column.name, amounts[0])


def _is_after_reaction(table: DosingTable, told: Told) -> bool:
    """Whether a row tells what to do after an adverse reaction: a dose rule."""
    caption = table.placed.table.caption
    return bool(_REACTIONS.search(" ".join((*told.condition, *table.header, caption.text if caption else ""))))


def _dose(reading: Reading, table: DosingTable, told: Told, dose: CellDose) -> Dose:
    placed, amount = table.placed, dose.amount
    beside = tuple(passage for passage in reading.within("2") if passage.section == placed.section)
    time = infusion_time_of_all(beside)
    is_told_apart = amount.schedule and told.schedule and not _HOW_OFTEN.match(told.schedule)
    parts = [*told.condition, dose.label, dose.behind, *([told.schedule] if is_told_apart and told.schedule else [])]
    row = ", ".join(part for part in parts if part)
    found = Dose(
        evidence=tuple(
            evidence(reading.document, span, section=placed.section, table=placed.table)
            for span in (*(part.text.span() for part in told.cells if part.text), *_label_span(told.cell, dose))
        ),
        values=tuple(span for text in _texts(placed, told.cells) for span in quantity_spans(text, tokenize(text.text))),
        read_by="dose.table",
        form=Form.TABLE,
        amount=amount.quantity.value,
        amount_high=amount.quantity.high,
        unit=str(amount.quantity.unit),
        schedule=amount.schedule or told.schedule or schedule_of_caption(placed.table.caption),
        condition=", ".join(filter(None, (*telling_more(_above(table, told, row), row), row))) or None,
        route=route_of_all(beside, reading.document) or route_of_all(reading.within("2"), reading.document),
        infusion_minutes=time.low,
        infusion_minutes_high=time.high,
    )
    return incomplete_by(bounded(found, dose.maxima.own), *(one.said.text for one in dose.maxima.unsure))


def _label_span(cell: Cell, dose: CellDose) -> Iterator[Span]:
    """Where a cell of several doses prints the label of one: two doses of a cell are apart though they are equal."""
    start = cell.words.find(dose.label) if dose.label else -1
    if cell.text is not None and start >= 0:
        yield cell.text.span(start, start + len(dose.label))


def _above(table: DosingTable, told: Told, row: str) -> Iterator[str]:
    """What the section and the caption tell of a row; below group rows, which name its case, only the patients.

    A row of the starting dose, which repeats a sentence, takes nothing from them.
    """
    if told.is_starting:
        return
    for words in table.told:
        if _AGES.search(row) and _AGES.search(words):
            continue
        patients = WHOM.search(words) if told.is_grouped else None
        yield patients["whom"] if patients else "" if told.is_grouped else words


def _texts(placed: PlacedTable, read: Iterable[Cell]) -> Iterator[AlignedText]:
    """The texts whose numbers a dose holds: its cells, and the caption, which names the cycles."""
    yield from (part.text for part in read if part.text)
    if placed.table.caption is not None:
        yield placed.table.caption
