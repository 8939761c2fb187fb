"""Dose rules of tables: one rule per row of a dose-modification table, and per column where several tell what to do (21 CFR
201.57(c)(3)).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.document import Cell, Table
from ingest.dosing.action_cells import cell_actions, found_actions, gives_less, heading_of, share_action
from ingest.dosing.actions import action_set, actions, changes_dose
from ingest.dosing.alike import beside, joined
from ingest.dosing.degrees import begins_with_bound, begins_with_grades, is_quantity
from ingest.dosing.lowered import GivenDose, recommended_doses, resumed_below, resumed_lower
from ingest.dosing.parted_rows import parted
from ingest.dosing.rule_diseases import disease_of_table, indicated_of, with_disease
from ingest.dosing.rule_rows import RuleRow, rule_rows
from ingest.dosing.rule_words import exceptions, until
from ingest.dosing.triggers import Trigger, names_grades, shortened, trigger
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Action, Form
from kg.facts import DoseRule, Threshold

_SECTIONS = ("2", "5", "8")
_CONDITIONAL = re.compile(r"^(?:if|when)\s+", re.IGNORECASE)
_GENERAL_HEADING = re.compile(
    r"(?:\w+\s+)?(?:adverse|toxicit|reaction|criteri|event|parameter|laborator|severity|grade|condition|finding|abnormal|result)",
    re.IGNORECASE,
)
"""A heading that names no value which the bounds below it could be of."""
_OF_PATIENTS = re.compile(r"\bpatients\b", re.IGNORECASE)
"""Words above a column that tell for whom it is, and so not only what to do next."""
_SIGNS = "• "
_LEVEL_ROW = re.compile(
    r"(?:first|second|third|fourth|subsequent|further)(?:\s+(?:(?:dose|dosage)\s+)?(?:reduction|modification|level)s?)?",
    re.IGNORECASE,
)
"""A row that counts the levels of a reduction, and names no finding."""
_INABILITY = re.compile(
    r"\b(?:if|in\s+patients(?:\s+who\s+are)?)\s+(?P<words>(?:patients?\s+(?:is|are)\s+)?unable\s+to\s+[^.;]+)",
    re.IGNORECASE,
)
_THEN = re.compile(r"^(?:if|when)\s+(?P<trigger>[^,.;]+?),\s*(?:then\s+)?", re.IGNORECASE)
_GOING_ON = re.compile(
    r"^(?:resume|restart)\w*\s+(?:in\s+patients\s+with|when|after|upon|once)\s+(?P<words>.+?)(?=\.(?:\s|$)|$)",
    re.IGNORECASE,
)
"""A footnote of an action that tells when to go on: "Resume in patients with complete resolution"."""


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per row that says what to do with the dose, of the tables on dosage, warnings and populations."""
    recommended = tuple(recommended_doses(reading.guide_and("2")))
    indicated = indicated_of(reading)
    for placed in reading.tables:
        if placed.table.understood and (placed.chapter is None or is_within(placed.chapter, _SECTIONS)):
            parts = (part for row in rule_rows(placed.table) for part in parted(row))
            rules = ((part, _rule(reading, placed, part, recommended)) for part in parts)
            read = _of_cells([(part, rule) for part, rule in rules if rule is not None])
            told = list(_of_rows([(part.action.row, rule) for part, rule in read]))
            disease = disease_of_table(_title(reading, placed), placed.table, indicated)
            yield from joined([replace(rule, condition=with_disease(rule.condition, disease)) for rule in told])


def _title(reading: Reading, placed: PlacedTable) -> str:
    """The title of the subsection on dosage that holds a table."""
    is_on_dosage = placed.section is not None and is_within(placed.chapter, ("2",))
    section = reading.document.section(placed.section) if placed.section and is_on_dosage else None
    return section.title.text if section and section.title else ""


def _of_cells(rules: Sequence[tuple[RuleRow, DoseRule]]) -> Iterator[tuple[RuleRow, DoseRule]]:
    """One rule for the cells of actions below one another that stand beside the same finding of the same severity."""
    told: dict[tuple[object, ...], tuple[RuleRow, DoseRule]] = {}
    for place, (row, rule) in enumerate(rules):
        cells = (row.finding, *row.severity, *row.context, *row.bounds)
        is_spanned = row.finding is not None and all(cell is not None and cell.row_span > 1 for cell in cells)
        key = (*map(id, cells), row.condition, row.action.column) if is_spanned else (place,)
        first = told.get(key)
        told[key] = (row, rule) if first is None else (first[0], _with_below(first[1], rule))
    yield from told.values()


def _with_below(rule: DoseRule, below: DoseRule) -> DoseRule:
    return replace(
        rule,
        evidence=tuple(dict.fromkeys((*rule.evidence, *below.evidence))),
        values=tuple(dict.fromkeys((*rule.values, *below.values))),
        actions=tuple(action for action in Action if action in (*rule.actions, *below.actions)),
        until=rule.until or below.until,
        exceptions=rule.exceptions or below.exceptions,
        text=" ".join(filter(None, (rule.text, below.text))),
    )


def _of_rows(rules: Sequence[tuple[int, DoseRule]]) -> Iterator[DoseRule]:
    """One rule for the columns of a row that tell the same actions, at other doses, for other patients."""
    alike: dict[tuple[int, str, str | None, tuple[Action, ...]], DoseRule] = {}
    for row, rule in rules:
        key = (row, rule.trigger, rule.severity, rule.actions)
        alike[key] = beside(alike[key], rule) if key in alike else rule
    yield from alike.values()


def _rule(reading: Reading, placed: PlacedTable, row: RuleRow, recommended: Sequence[GivenDose]) -> DoseRule | None:
    told = _told(placed.table, row)
    trigger_found = _trigger(row)
    if trigger_found is None or not told:
        return None
    cells = (*_leads(row), row.action, row.share)
    waiting = [" ".join(cell.words for cell in row.waiting) + "."] if row.waiting else []
    said = (*waiting, *(cell.words for cell in cells if cell))
    text = " ".join(without_references(" ".join(said)).split())
    until_noted, note = _going_on(placed.table, row.action) if Action.INTERRUPT in told else (None, None)
    beside, notes = _managed(placed.table, row.action)
    conditions = [without_references(words).strip(" :") for words in row.condition]
    read = [cell.text for cell in _read_cells(row) if cell.text] + ([note] if note else []) + notes
    return DoseRule(
        evidence=tuple(
            evidence(reading.document, words.span(), section=placed.section, table=placed.table) for words in read
        ),
        values=tuple(span for words in read for span in quantity_spans(words, tokenize(words.text))),
        read_by="dose_rule.table",
        form=Form.TABLE,
        trigger=trigger_found.words,
        severity=trigger_found.severity.lstrip(_SIGNS) if trigger_found.severity else None,
        actions=_with_less((*told, *beside), row, recommended),
        thresholds=tuple(_thresholds(row, trigger_found.words)),
        until=until(text) or until_noted,
        exceptions=exceptions(text),
        condition=", ".join(plain for plain in conditions if plain != trigger_found.words) or None,
        text=text,
    )


def _told(table: Table, row: RuleRow) -> tuple[Action, ...]:
    """The actions of a row; where one column interrupts and another tells a share of the dose, the dose is resumed at that."""
    own = cell_actions(row.action, row.heading) or _less(table, row)
    before = (*_leads(row), *row.waiting[:1])
    led = {action for lead in before for action in action_set(found_actions(lead))} if own else set[Action]()
    told = tuple(action for action in Action if action in led or action in own)
    share = share_action(row.share.words, heading_of(table, row.share.column)) if row.share else None
    if share is None or Action.INTERRUPT not in told:
        return told
    resumed = {Action.RESUME, *([] if share is Action.CONTINUE else [share])}
    return tuple(action for action in Action if action in resumed or action in told)


def _leads(row: RuleRow) -> tuple[Cell, ...]:
    """The instructions above a row that names no more than the dose at which to go on."""
    return () if changes_dose(found_actions(row.action)) else row.leads


def _less(table: Table, row: RuleRow) -> tuple[Action, ...]:
    """That the dose is reduced, where all that a row tells is a dose of a table of reductions."""
    about = f"{table.caption.text if table.caption else ''} {row.heading}"
    words = (row.named, row.finding.words) if row.finding else (row.named,)
    is_for = row.is_first or _OF_PATIENTS.search(row.heading) is not None
    return (Action.REDUCE,) if is_for and gives_less(row.action, about, words) else ()


def _with_less(told: tuple[Action, ...], row: RuleRow, recommended: Sequence[GivenDose]) -> tuple[Action, ...]:
    """The actions of a row; a dose that is resumed at less than the one that the row is for, or is recommended, is reduced."""
    given = [token for words in row.condition for token in tokenize(words)]
    found = found_actions(row.action)
    is_lower = resumed_lower(found, given) or resumed_below(found, recommended)
    lower = (Action.REDUCE,) if is_lower else ()
    return tuple(action for action in Action if action in lower or action in told)


def _thresholds(row: RuleRow, trigger: str) -> Iterator[Threshold]:
    """The bounds of a row's finding and severity, or those that its cells set together."""
    yield from thresholds(tokenize(row.bounded), trigger)
    for cell in (row.finding, *row.severity):
        if cell is not None:
            yield from thresholds(tokenize(cell.words), row.measured or trigger)


def _going_on(table: Table, action: Cell) -> tuple[str | None, AlignedText | None]:
    """When to go on, and the footnote of an action that says so."""
    for note in filter(None, map(table.footnote, action.markers)):
        found = _GOING_ON.search(note.text.text.strip())
        if found is not None:
            return found["words"], note.text
    return None, None


def _managed(table: Table, action: Cell) -> tuple[set[Action], list[AlignedText]]:
    """What the footnotes of an action tell to do beside it, and those that do: "Consider corticosteroids"."""
    notes = [note.text for note in filter(None, map(table.footnote, action.markers))]
    told = {note: set(action_set(actions(tokenize(note.text)))) for note in notes}
    managing = [note for note in notes if told[note] and told[note] <= {Action.MANAGE, Action.MONITOR}]
    return set[Action]().union(*(told[note] for note in managing)), managing


def _read_cells(row: RuleRow) -> Iterator[Cell]:
    yield from dict.fromkeys(
        cell
        for cell in (
            row.finding,
            *row.bounds,
            *row.severity,
            *row.context,
            *row.waiting,
            *_leads(row),
            row.action,
            row.share,
        )
        if cell is not None
    )


def _trigger(row: RuleRow) -> Trigger | None:
    """The trigger: what the row's finding names, its grade being the severity if no other cell of the row tells one."""
    severe = [cell.words for cell in row.severity] + ([row.bounded] if row.bounded and row.finding else [])
    severity = ", ".join(severe) or None
    if row.finding is None:
        return Trigger(words=shortened(row.named) or row.named, severity=severity) if row.named else None
    words = row.finding.words
    unable = _INABILITY.search(row.action.words) if _LEVEL_ROW.fullmatch(words.strip()) else None
    if unable is not None:
        return Trigger(words=shortened(unable["words"]), severity=severity)
    tokens = tokenize(words)
    is_named = row.is_grouped or (row.named and not _GENERAL_HEADING.match(row.named))
    if (severity is None and (is_quantity(tokens) or (is_named and begins_with_bound(words)))) or (
        row.is_grouped and (begins_with_grades(words) or (row.grades_group and not names_grades(words)))
    ):
        named = shortened(row.named) or row.named
        return Trigger(words=named, severity=", ".join([words, *severe])) if named else Trigger(words=words)
    if severity is None and _CONDITIONAL.match(words):
        then = _THEN.match(row.action.words)
        condition = _CONDITIONAL.sub("", words)
        if then:
            return Trigger(words=shortened(then["trigger"]), severity=condition)
        return Trigger(words=shortened(condition) or condition)
    found = trigger(tokens) if severity is None else Trigger(words=shortened(words) or words)
    return replace(found, severity=severity) if found is not None and severity else found
