"""What a row of a dosing table tells of a dose in one of its cells: its condition, and when it is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.dosing.columns import Column, Role, condition_of, distinguishes, is_telling
from ingest.dosing.dosing_tables import DosingTable
from ingest.dosing.table_groups import GroupedRow
from ingest.dosing.timing import timing
from ingest.matcher import patterns
from ingest.quantity import Dimension
from ingest.reading import PlacedTable
from ingest.tokens import quantity_of, tokenize

_LABEL = re.compile(r"^(?:recommended\s+)?(?:dose|dosage)(?:\s+level)?s?$", re.IGNORECASE)
_STARTING = re.compile(
    r"^(?:recommended\s+)?(?:starting|initial|full|recommended)\s+(?:dose|dosage)(?:\s+level)?$", re.IGNORECASE
)
_REGIMEN = re.compile(
    r"^(?:recommended\s+)?(?:dosing|dosage|doses?|schedule|regimen)(?:\s+(?:regimens?|schedule))?\s+(?:for|in|by)\s+"
    r"|,?\s*\(?\b(?:depending\s+on|by)\s+(?:the\s+)?response\b.*$",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\b(?:loading|maintenance|induction|consolidation|starting|initial|titration)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:for|in|with|when)\s+(?P<purpose>.+)$", re.IGNORECASE)
_TIME_WORDS = frozenset({"on", "from", "and", "beyond", "after"})
_TELLING_BEHIND = re.compile(
    r"\b(?:criteri\w+|weight|age|indications?|populations?|patients|site|conditions?|route)\b", re.IGNORECASE
)
"""The columns behind a dose that tell of whom or when it is true."""

_FORMS = re.compile(
    r"^(?:[\w-]+\s+){0,2}(?:suspension|solution|use|injection|infusion|administration)$",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"^(?:dos\w+\s+)?(?:titration|increases?|adjustments?)\b", re.IGNORECASE)
_DAY = re.compile(r"\bdays?\b", re.IGNORECASE)
_JOINING = re.compile(r"^\W*(?:and|or)\W*$", re.IGNORECASE)
_LISTING = re.compile(r"\bany\s+of\s+the\s+following\W*$", re.IGNORECASE)
_INSTRUCTION = re.compile(r"\b(?:administer|give|take|divide)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=\w\.)\s+(?=[A-Z])")
_ORDER = re.compile(
    r"^(?:administer(?:ed)?|give|take)\s+(?:\S+\s+)??(?=(?:every|once|twice|on|daily|weekly|at)\b)", re.IGNORECASE
)
_NOTHING = re.compile(r"^(?:n/?a|not applicable|none|[-–—])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row tells of a dose in a cell: the parts of its condition, when, and the cells that say so."""

    cell: Cell
    condition: tuple[str, ...]
    schedule: str | None
    cells: tuple[Cell, ...]
    is_grouped: bool
    is_starting: bool


def told_of(table: DosingTable, row: GroupedRow, cell: Cell) -> Told:
    """What a row and the headers above a cell tell of the dose in it."""
    placed, columns = table.placed, table.columns
    headers = _headers(placed, row, cell)
    days = [header for header in headers if is_period(header)]
    beside = [other for other in row.cells if columns[other.column].role is Role.CONDITION]
    labels = [
        other
        for other in beside
        if other.column < cell.column and not (other.column and _CHANGE.search(columns[other.column].name))
    ]
    parts = [_plain(group.words) for group in _groups(placed, row)]
    days, cycles = _days_first(days)
    parts += [cycle.words for cycle in cycles]
    when = next((other for other in row.cells if columns[other.column].role is Role.SCHEDULE), None)
    if labels and is_period(labels[0]) and not days and (when is None or not _tells_day(when, columns[when.column])):
        days, labels = labels[:1], labels[1:]
    telling = [label for label in labels if not (table.is_of_levels and _is_plain_label(label))]
    parts += [condition_of(label, columns[label.column]) for label in telling if not _tells_nothing(table, label)]
    often = _often(columns[cell.column].name)
    schedule = days[0].words if days else _frequency(condition_of(when, columns[when.column])) if when else often
    parts += [words for header in headers if (words := _named(table, header)) and words != schedule]
    parts += [
        f"{columns[other.column].name} {other.words}"
        for other in beside
        if other.column > cell.column and _tells_behind(other, columns[other.column])
    ]
    cells = (*beside[:1], cell, *headers, *row.groups, *beside[1:], *([when] if when is not None else []))
    return Told(
        cell=cell,
        condition=tuple(parts),
        schedule=schedule,
        cells=tuple(dict.fromkeys(cells)),
        is_grouped=bool(row.groups),
        is_starting=not any(parts) and len(telling) < len(labels),
    )


def _headers(placed: PlacedTable, row: GroupedRow, cell: Cell) -> tuple[Cell, ...]:
    """The headers above a cell, without those in whose place a group row below stands that goes over the same columns."""
    replaced = {(group.column, group.column_span) for group in row.groups if group.column}
    above = placed.table.headers(cell.column)
    return tuple(header for header in above if (header.column, header.column_span) not in replaced)


def _named(table: DosingTable, header: Cell) -> str:
    """What a header tells of its doses: all of it among several columns of doses, else whom or what it names."""
    if is_period(header) or not distinguishes(header, table.names, among_doses=table.has_several_doses):
        return ""
    if table.has_several_doses:
        return header.words.rstrip(", ")
    named = _PURPOSE.search(header.words)
    return named["purpose"] if named and not _FORMS.match(named["purpose"]) else ""


def _often(name: str) -> str | None:
    """When the doses below a header are given, if that is a name and not an instruction; all of it where it names a phase and times: "Loading dose (on Day 1)"."""
    tokens = tokenize(name)
    often = next(patterns("dose_schedule").find(tokens[:]), None)
    if often is None or _INSTRUCTION.search(name):
        return None
    others = {token.lower_ for token in tokens if token not in often.tokens and not token.ent_type_} - _TIME_WORDS
    is_phase = _PHASE.search(name) and not any(is_telling(word) for word in others if not _PHASE.fullmatch(word))
    return name if is_phase else often.tokens.text


def schedule_of_caption(caption: AlignedText | None) -> str | None:
    """How often all doses of a table are given, where its caption says so once: "Dosing by Weight (2 mg/kg twice daily)"."""
    if caption is None:
        return None
    tokens = tokenize(caption.text)
    found = (match.tokens for match in patterns("dose_schedule").outermost(tokens))
    told = {words.text for words in found if words.start and quantity_of(tokens[words.start - 1]) is not None}
    return told.pop() if len(told) == 1 else None


def _days_first(periods: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The header that tells when, the days below those of a cycle, and the others: "Cycle 1" above "Day 1" and "Day 2"."""
    days = [header for header in periods if tokenize(header.words)[0].ent_type_ == Dimension.DAY_LIST.value]
    told = (days or list(periods))[:1]
    return told, [header for header in periods if header not in told]


def _tells_behind(cell: Cell, column: Column) -> bool:
    return bool(_TELLING_BEHIND.search(column.name)) and not _NOTHING.match(cell.words.strip())


def _tells_day(when: Cell, column: Column) -> bool:
    """Whether a cell tells the day of a cycle or week that another cell of its row names."""
    return is_period(when) or bool(_DAY.search(column.name))


def _tells_nothing(table: DosingTable, label: Cell) -> bool:
    """Whether a label says no more than that a dose of the product stands beside it, or only joins two others."""
    is_name = table.row_unit is not None and label.column == 0
    return is_name or bool(_LABEL.match(label.words) or _JOINING.match(label.words))


def _is_plain_label(label: Cell) -> bool:
    """Whether a row's label only says that a dose, or the starting dose, stands beside it."""
    return bool(_STARTING.match(label.words) or _LABEL.match(label.words))


def _groups(placed: PlacedTable, row: GroupedRow) -> tuple[Cell, ...]:
    """The group rows above a row; the caption of a table without a number stands for the outer one."""
    caption = placed.table.caption
    if placed.table.label is None and caption is not None and len(row.groups) < 2:
        return (Cell(text=caption, row=0, column=0), *row.groups)
    return row.groups


def is_period(header: Cell) -> bool:
    """Whether a cell begins with days or cycles."""
    tokens = tokenize(header.words)
    return len(tokens) > 0 and tokens[0].ent_type_ in (Dimension.DAY_LIST.value, Dimension.CYCLE_LIST.value)


def _plain(group: str) -> str:
    """A group's name without "Dosing regimen for" and "depending on ..."; none of one that only introduces a list.

    >>> _plain("Dosing regimen for later cycles depending on response"), _plain("All patients:")
    ('later cycles', 'All patients')
    """
    return "" if _LISTING.search(group) else _REGIMEN.sub("", group.strip()).strip(" :")


def _frequency(words: str) -> str:
    """What a cell says of when a dose is given: of several sentences the one that tells how often, without its order.

    >>> _frequency("Begin Exampline within 4 weeks of surgery. Administer every 3 weeks")
    'every 3 weeks'
    """
    told = [part.rstrip(".") for part in _SENTENCE.split(words) if timing(part).period]
    return _ORDER.sub("", told[0] if told else words)
