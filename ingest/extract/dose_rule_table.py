"""Dose rules of tables: one rule per row of a dose-modification table, and per column where several tell what to do (21 CFR
201.57(c)(3)).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from ingest.document import Cell
from ingest.dosing.actions import action_set, actions, changes_dose
from ingest.dosing.rule_rows import RuleRow, rule_rows
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
_CONDITIONAL = re.compile(r"^(?:if|when)\s+", re.IGNORECASE)
_THEN = re.compile(r"^(?:if|when)\s+(?P<trigger>[^,.;]+?),\s*(?:then\s+)?", re.IGNORECASE)
_GRADING = frozenset(
    {
        "grade",
        "grades",
        "any",
        "all",
        "or",
        "and",
        "first",
        "second",
        "third",
        "occurrence",
        "of",
        "recurrent",
        "persistent",
    }
    | {"intolerable", "severe", "moderate", "mild", "symptomatic", "asymptomatic", "higher"}
)
_APART = frozenset({Dimension.DURATION, Dimension.GRADE})


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per row that says what to do with the dose, of the tables on dosage, warnings and populations."""
    for placed in reading.tables:
        if placed.table.understood and (placed.chapter is None or is_within(placed.chapter, _SECTIONS)):
            rules = (_rule(reading, placed, row) for row in rule_rows(placed.table))
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


def _rule(reading: Reading, placed: PlacedTable, row: RuleRow) -> DoseRule | None:
    action_tokens = tokenize(row.action.words)
    found = actions(action_tokens)
    trigger_found = _trigger(row)
    if not changes_dose(found) or trigger_found is None or row.action.text is None:
        return None
    named = [cell for cell in (row.finding, *row.severity) if cell is not None]
    bounds = tuple(bound for cell in named for bound in thresholds(tokenize(cell.words), trigger_found.words))
    text = " ".join(without_references(row.action.words).split())
    read = tuple(_read_cells(row))
    return DoseRule(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in read
            if cell.text
        ),
        values=tuple(span for cell in read if cell.text for span in quantity_spans(cell.text, tokenize(cell.words))),
        read_by="dose_rule.table",
        form=Form.TABLE,
        trigger=trigger_found.words,
        severity=trigger_found.severity,
        actions=action_set(found),
        thresholds=bounds,
        until=until(text),
        exceptions=exceptions(text),
        condition=", ".join(without_references(words).strip(" :") for words in row.condition) or None,
        text=text,
    )


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
    if severity is None and (_is_quantity(tokens) or (row.is_grouped and _only_grades(tokens))):
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


def _only_grades(tokens: Doc) -> bool:
    """Whether a cell only grades what its group names: "Grade 2 or Grade 3", "First occurrence of any Grade 4"."""
    words = [token.lower_ for token in tokens if token.ent_type_ != Dimension.GRADE.value and token.text.isalpha()]
    return bool(words or len(tokens)) and set(words) <= _GRADING


def _is_quantity(tokens: Doc) -> bool:
    """Whether a cell begins with a time or grade, and so tells how long or how severe rather than what."""
    quantity = quantity_of(tokens[0]) if len(tokens) else None
    rest = tokens[1:].text.strip()
    return quantity is not None and quantity.dimension in _APART and (not rest or rest.startswith("("))
