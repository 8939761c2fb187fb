"""Dose rules of tables: one rule per row of a dose-modification table (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from ingest.document import Cell, Table
from ingest.dosing.actions import action_set, actions, changes_dose
from ingest.dosing.rule_words import exceptions, until
from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import quantity_of, tokenize
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import DoseRule

_SECTIONS = ("2", "5", "8")
_ACTION_HEADING = re.compile(
    r"modif|action|adjust|management|manage|recommend|interrupt|dos(?:e|age|ing)\b|treatment|level", re.IGNORECASE
)
_CONDITIONAL = re.compile(r"^(?:if|when)\s+", re.IGNORECASE)
_THEN = re.compile(r"^(?:if|when)\s+(?P<trigger>[^,.;]+?),\s*(?:then\s+)?", re.IGNORECASE)
_APART = frozenset({Dimension.DURATION, Dimension.GRADE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of rules: its cells from left to right, what to do last; and the rows of a group above it."""

    group: str | None
    cells: tuple[Cell, ...]


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per row that says what to do with the dose, of the tables on dosage, warnings and populations."""
    for placed in reading.tables:
        if placed.table.understood and (placed.chapter is None or is_within(placed.chapter, _SECTIONS)):
            rules = (_rule(reading, placed, row) for row in _rows(placed.table))
            yield from _joined([rule for rule in rules if rule is not None])


def _joined(rules: Sequence[DoseRule]) -> Iterator[DoseRule]:
    """The rules of a table; one that is printed alike for several groups is one rule for all of them."""
    alike: dict[tuple[str, str | None, str | None], DoseRule] = {}
    for rule in rules:
        key = (rule.trigger, rule.severity, rule.text)
        first = alike.setdefault(key, rule)
        if first is not rule:
            alike[key] = replace(
                first,
                condition="; ".join(condition for condition in (first.condition, rule.condition) if condition) or None,
                evidence=(*first.evidence, *rule.evidence),
                values=(*first.values, *rule.values),
            )
    yield from alike.values()


def _rows(table: Table) -> Iterator[_Row]:
    column = _action_column(table)
    group = None
    if column is None:
        return
    for row in range(table.header_rows, table.rows):
        cells = tuple(dict.fromkeys(cell for c in range(column + 1) if (cell := table.cell(row, c)) and cell.text))
        if len(cells) == 1 and cells[0].column_span >= table.columns:
            group = cells[0].words.strip(" :")
        elif len(cells) > 1 and cells[-1].column == column:
            yield _Row(group=group, cells=cells)


def _action_column(table: Table) -> int | None:
    """The last column that tells what to do with the dose in at least half of its rows, under a heading that may say so."""
    for column in range(table.columns - 1, 0, -1):
        cells = dict.fromkeys(table.cell(row, column) for row in range(table.header_rows, table.rows))
        filled = [cell for cell in cells if cell is not None and cell.text and cell.column == column]
        telling = sum(changes_dose(actions(tokenize(cell.words))) for cell in filled)
        headings = " ".join(
            [cell.words for cell in table.headers(column)] + [table.caption.text if table.caption else ""]
        )
        if telling and (telling * 2 >= len(filled) or _ACTION_HEADING.search(headings)):
            return column
    return None


def _rule(reading: Reading, placed: PlacedTable, row: _Row) -> DoseRule | None:
    told = row.cells[-1]
    action_tokens = tokenize(told.words)
    found = actions(action_tokens)
    trigger_found = _trigger(placed.table, row)
    if not changes_dose(found) or trigger_found is None or told.text is None:
        return None
    conditions = [cell for cell in row.cells[:-1] if cell.text]
    finding = trigger_found.words
    bounds = tuple(bound for cell in conditions for bound in thresholds(tokenize(cell.words), finding))
    text = " ".join(without_references(told.words).split())
    return DoseRule(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in row.cells
            if cell.text
        ),
        values=tuple(
            span for cell in row.cells if cell.text for span in quantity_spans(cell.text, tokenize(cell.words))
        ),
        read_by="dose_rule.table",
        form=Form.TABLE,
        trigger=finding,
        severity=trigger_found.severity,
        actions=action_set(found),
        thresholds=bounds,
        until=until(text),
        exceptions=exceptions(text),
        condition=row.group,
        text=text,
    )


def _trigger(table: Table, row: _Row) -> Trigger | None:
    """The trigger: the row's first cell, or the column's heading where the cell only grades it; what stands between is severity."""
    first, *between = row.cells[:-1]
    tokens = tokenize(first.words)
    severity = ", ".join(cell.words for cell in between) or None
    if severity is None and _is_quantity(tokens):
        heading = " ".join(cell.words for cell in table.headers(first.column))
        return Trigger(words=heading, severity=first.words) if heading else Trigger(words=first.words)
    if severity is None and _CONDITIONAL.match(first.words):
        then = _THEN.match(row.cells[-1].words)
        condition = _CONDITIONAL.sub("", first.words)
        return Trigger(words=shortened(then["trigger"]), severity=condition) if then else Trigger(words=condition)
    found = trigger(tokens) if severity is None else Trigger(words=shortened(first.words) or first.words)
    return replace(found, severity=severity) if found is not None and severity else found


def _is_quantity(tokens: Doc) -> bool:
    """Whether a cell begins with a time or grade, and so tells how long or how severe rather than what."""
    quantity = quantity_of(tokens[0]) if len(tokens) else None
    rest = tokens[1:].text.strip()
    return quantity is not None and quantity.dimension in _APART and (not rest or rest.startswith("("))
