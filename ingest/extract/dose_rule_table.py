"""Dose rules of tables: one rule per row of a dose-modification table, and per column where several tell what to do (21 CFR
201.57(c)(3)).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.document import Cell, Table
from ingest.dosing.actions import FoundAction, action_set, actions, keeps_dose
from ingest.dosing.alike import joined
from ingest.dosing.degrees import begins_with_bound, begins_with_grades, is_quantity
from ingest.dosing.lowered import resumed_lower
from ingest.dosing.rule_rows import RuleRow, rule_rows
from ingest.dosing.rule_words import exceptions, until
from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Action, Form
from kg.facts import DoseRule

_SECTIONS = ("2", "5", "8")
_CONDITIONAL = re.compile(r"^(?:if|when)\s+", re.IGNORECASE)
_THEN = re.compile(r"^(?:if|when)\s+(?P<trigger>[^,.;]+?),\s*(?:then\s+)?", re.IGNORECASE)
_GOING_ON = re.compile(
    r"^(?:resume|restart)\w*\s+(?:in\s+patients\s+with|when|after|upon|once)\s+(?P<words>.+?)(?=\.(?:\s|$)|$)",
    re.IGNORECASE,
)
"""A footnote of an action that tells when to go on: "Resume in patients with complete resolution"."""


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per row that says what to do with the dose, of the tables on dosage, warnings and populations."""
    for placed in reading.tables:
        if placed.table.understood and (placed.chapter is None or is_within(placed.chapter, _SECTIONS)):
            rules = (_rule(reading, placed, row) for row in rule_rows(placed.table))
            yield from joined([rule for rule in rules if rule is not None])


def _rule(reading: Reading, placed: PlacedTable, row: RuleRow) -> DoseRule | None:
    found = actions(tokenize(row.action.words))
    is_kept = keeps_dose(row.action.words)
    trigger_found = _trigger(row)
    if trigger_found is None or not (is_kept or found):
        return None
    named = [cell for cell in (row.finding, *row.severity) if cell is not None]
    text = " ".join(without_references(row.action.words).split())
    until_noted, note = _going_on(placed.table, row.action) if _is_interrupted(found) else (None, None)
    conditions = [without_references(words).strip(" :") for words in row.condition]
    read = [cell.text for cell in _read_cells(row) if cell.text] + ([note] if note else [])
    return DoseRule(
        evidence=tuple(
            evidence(reading.document, words.span(), section=placed.section, table=placed.table) for words in read
        ),
        values=tuple(span for words in read for span in quantity_spans(words, tokenize(words.text))),
        read_by="dose_rule.table",
        form=Form.TABLE,
        trigger=trigger_found.words,
        severity=trigger_found.severity,
        actions=(Action.CONTINUE,) if is_kept else _action_set(found, row),
        thresholds=tuple(bound for cell in named for bound in thresholds(tokenize(cell.words), trigger_found.words)),
        until=until(text) or until_noted,
        exceptions=exceptions(text),
        condition=", ".join(plain for plain in conditions if plain != trigger_found.words) or None,
        text=text,
    )


def _action_set(found: tuple[FoundAction, ...], row: RuleRow) -> tuple[Action, ...]:
    """The actions of a row; a dose that is resumed at less than the one that the row is for is reduced."""
    given = [token for words in row.condition for token in tokenize(words)]
    lower = (Action.REDUCE,) if resumed_lower(found, given) else ()
    return tuple(action for action in Action if action in lower or action in action_set(found))


def _is_interrupted(found: Sequence[FoundAction]) -> bool:
    return any(action.action is Action.INTERRUPT for action in found)


def _going_on(table: Table, action: Cell) -> tuple[str | None, AlignedText | None]:
    """When to go on, and the footnote of an action that says so."""
    for note in filter(None, map(table.footnote, action.markers)):
        found = _GOING_ON.search(note.text.text.strip())
        if found is not None:
            return found["words"], note.text
    return None, None


def _read_cells(row: RuleRow) -> Iterator[Cell]:
    yield from dict.fromkeys(
        cell for cell in (row.finding, *row.severity, *row.context, row.action) if cell is not None
    )


def _trigger(row: RuleRow) -> Trigger | None:
    """The trigger: what the row's finding names, its grade being the severity if no other cell of the row tells one."""
    severity = ", ".join(cell.words for cell in row.severity) or None
    if row.finding is None:
        return Trigger(words=shortened(row.named) or row.named, severity=severity) if row.named else None
    words = row.finding.words
    tokens = tokenize(words)
    if severity is None and (
        is_quantity(tokens) or (row.is_grouped and (begins_with_grades(words) or begins_with_bound(words)))
    ):
        named = shortened(row.named) or row.named
        return Trigger(words=named, severity=words) if named else Trigger(words=words)
    if severity is None and _CONDITIONAL.match(words):
        then = _THEN.match(row.action.words)
        condition = _CONDITIONAL.sub("", words)
        if then:
            return Trigger(words=shortened(then["trigger"]), severity=condition)
        return Trigger(words=shortened(condition) or condition)
    found = trigger(tokens) if severity is None else Trigger(words=shortened(words) or words)
    return replace(found, severity=severity) if found is not None and severity else found
