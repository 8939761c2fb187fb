"""Rows of dose-modification tables, told apart by what their columns are for: the finding, how severe it is, for whom, what to do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from ingest.document import Cell, Table
from ingest.dosing.action_cells import found_actions, heading_of, share_column, tells
from ingest.dosing.actions import changes_dose
from ingest.dosing.bound_columns import bound_columns, joined_bounds, joining_columns
from ingest.dosing.degrees import begins_with_grades, only_grades
from ingest.dosing.row_leads import row_leads
from ingest.dosing.rule_tables import (
    ACTION_HEADING,
    first_group,
    is_remark,
    titled_topic,
    topic,
    whom,
    with_header,
)
from ingest.tokens import tokenize
from ingest.wording import telling_words
from kg.naming import findings

_CONTEXT = re.compile(r"\b(?:dos(?:e|age|ing)|regimen|treatment|therapy|drug|product)\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"^(?:diagnos[ei]s|indications?|diseases?|(?:patient\s+)?populations?)\b", re.IGNORECASE)
"""A heading of the diseases or patients that a rule is for: "Diagnosis", "Patient Population"."""
_FINDING = re.compile(
    r"\b(?:reductions?|modifications?|levels?|adverse|toxicit\w*|reactions?|events?|parameters?|laborator\w*|conditions?|findings?|signs?|counts?)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?:severity|grade|occurrence|appearance|degree)\b", re.IGNORECASE)
_GIVEN_WITH = re.compile(
    r"\b(?:in\s+combination\s+with|monotherapy|single[ -]agent)\b|^\W*\d[\d.,]*\s*(?:mg|mcg|g)\b", re.IGNORECASE
)
_STARTING = re.compile(r"\bstarting\s+dos(?:e|age)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"^\W*\d[\d.,]*\s*(?:mg|mcg|g)\b", re.IGNORECASE)
_GRADE_OF = re.compile(r"\b(?:grade|severity)s?\s+(?:for|of)\s+(?P<what>.+)$", re.IGNORECASE)
_DEGREE_OF = re.compile(r"^(?:degree|severity)\s+of\s+(?P<what>.+)$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and/or|and)\s+", re.IGNORECASE)
_WHOM = re.compile(r"\s*(?P<whom>(?:[\w-]+\s+){0,3}patients(?:\s+[^.:;]{1,80})?|adults|children)\s*:\s", re.IGNORECASE)
"""For whom an action cell tells what to do: "Adult patients: Withhold"."""
_WAITING = re.compile(r"(?:withhold|interrupt|hold|delay)\b.*\buntil\b", re.IGNORECASE)
_UNNAMED = frozenset({"other", "others"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """What a row tells in one of its action cells.

    `finding` is the cell that names the finding; None where only `named` does, the words of a group row or heading, or of
    the cells that together bound values (`bounds`, `bounded` in words). `heading` are the words above the action, which
    `is_first` if no other column of actions stands before it; `share` tells at what share of the dose to go on. `leads` are
    the instructions above all rows of the finding, and `waiting` the words above a bound and the bound itself, until which
    treatment is withheld: "Withhold until levels resolve to | ≥ 9 g/dL". `condition` are the words that tell for whom it holds, `context` the cells that they stand in.
    `measured` is what the heading of the degrees says that they are of: "Grade for ALT and AST". `grades_group` tells that the
    finding's cell says how severe the finding of the group row is, as its heading does: "Severity of Adverse Reaction".
    """

    finding: Cell | None
    named: str
    severity: tuple[Cell, ...]
    context: tuple[Cell, ...]
    condition: tuple[str, ...]
    action: Cell
    is_grouped: bool
    heading: str
    is_first: bool
    bounds: tuple[Cell, ...]
    bounded: str
    share: Cell | None
    measured: str | None
    grades_group: bool = False
    leads: tuple[Cell, ...] = ()
    waiting: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Naming:
    """The words that name a finding above its row, the group that it stands in, and the grade that the group tells."""

    words: str
    group: str | None
    severity: tuple[Cell, ...]
    is_grouped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What the columns of a table are for, by place."""

    finding: int | None
    severity: tuple[int, ...]
    context: tuple[int, ...]
    actions: tuple[int, ...]
    bounds: tuple[int, ...] = ()
    joining: tuple[int, ...] = ()
    share: int | None = None


def rule_rows(table: Table) -> Iterator[RuleRow]:
    """The rows of a table that has a column that tells what to do with the dose, one per such column."""
    titled = with_header(table)
    leads = row_leads(titled)
    led = {cell for cells in leads.values() for cell in cells}
    acting = _action_columns(structs.replace(titled, cells=tuple(cell for cell in titled.cells if cell not in led)))
    if not acting:
        return
    share = share_column(titled, acting)
    columns = replace(_columns(titled, tuple(column for column in acting if column != share)), share=share)
    group = first_group(titled) if columns.finding is not None else None
    above: dict[int, Cell] = {}
    for row in range(titled.header_rows, titled.rows):
        cells = dict.fromkeys(cell for c in range(titled.columns) if (cell := titled.cell(row, c)) and cell.text)
        first = next(iter(cells), None)
        if len(cells) == 1 and first is not None and first.column_span >= titled.columns:
            group, above = (group if is_remark(first) else first), {}
            continue
        if row not in leads or leads[row]:
            own = _of_row(titled, columns, row, group, above)
            yield from (replace(told, leads=tuple(leads.get(row, ()))) for told in own)


def _of_row(table: Table, columns: _Columns, row: int, group: Cell | None, above: dict[int, Cell]) -> Iterator[RuleRow]:
    """The rows of one row; a cell that is empty goes on with the one above it, and an action over several rows holds for
    each that has a cell of its own.
    """
    left = columns.actions[0]
    told = {column: cell for column in range(left) if (cell := _filled(table, row, column, above)) is not None}
    finding = told.get(columns.finding) if columns.finding is not None else None
    is_own = any(cell.row == row for cell in told.values())
    done = set[str]()
    for column in columns.actions:
        action = table.cell(row, column)
        across = _across(table, columns, column, action)
        if action is None or not action.text or (action.words in done and not across):
            continue
        if (action.row != row and not is_own) or (
            across and action.column in columns.actions and action.column != column
        ):
            continue
        if action.column < left and (action.column == 0 or not changes_dose(found_actions(action))):
            continue
        done.add(action.words)
        beside = {c: cell for c, cell in told.items() if cell is not action}
        bounds = tuple(beside[c] for c in columns.bounds if c in beside)
        bounded = joined_bounds(table, columns.bounds, columns.joining, beside)
        naming = _naming(table, columns, group, column)
        if bounds and columns.finding is None:
            naming = replace(naming, words=bounded)
        context = tuple(beside[c] for c in columns.context if c in beside)
        yield RuleRow(
            finding=finding if finding is not action else None,
            named=naming.words,
            severity=(*naming.severity, *(beside[c] for c in columns.severity if c in beside), *across),
            context=context,
            condition=(
                *([naming.group] if naming.group and (finding or naming.group != naming.words) else []),
                *(cell.words for cell in context),
                *_for_whom(table, columns, row, column, across),
                *(found["whom"] for found in [_WHOM.match(action.words)] if found),
                *filter(None, [whom(table)]),
            ),
            action=action,
            is_grouped=naming.is_grouped,
            heading=heading_of(table, column),
            is_first=column == columns.actions[0],
            bounds=bounds,
            bounded=bounded,
            share=table.cell(row, columns.share) if columns.share is not None else None,
            waiting=_waiting(table, row, column),
            measured=_measured(table, columns),
            grades_group=group is not None and _grades_group(table, columns),
        )


def _grades_group(table: Table, columns: _Columns) -> bool:
    """Whether the heading above the findings says that they tell how severe a finding is, which a group row then names."""
    return columns.finding is not None and _DEGREE_OF.match(heading_of(table, columns.finding)) is not None


def _waiting(table: Table, row: int, acting: int) -> tuple[Cell, ...]:
    """The words above a column before that of the action which tell to withhold treatment until what its cells name is reached."""
    for column in range(acting):
        heading, cell = table.headers(column)[-1:], table.cell(row, column)
        if heading and cell is not None and cell.text and cell.row == row and _WAITING.match(heading[0].words):
            return (heading[0], cell)
    return ()


def _measured(table: Table, columns: _Columns) -> str | None:
    """What the heading of the column of degrees says that they are of, any of several: "ALT or AST"."""
    degrees = [column for column in (*columns.severity, columns.finding) if column is not None]
    headings = (_GRADE_OF.search(heading_of(table, column)) for column in degrees)
    named = (found["what"] for found in headings if found and findings.mentioned(found["what"]))
    return next((_AND.sub(" or ", what) for what in named), None)


def _filled(table: Table, row: int, column: int, above: dict[int, Cell]) -> Cell | None:
    """The cell of a column, or the filled one above it if it is empty and the row's first filled cell stands behind it."""
    cell = table.cell(row, column)
    if cell is not None and cell.text:
        if cell.column == column:
            for later in [place for place in above if place >= column]:
                del above[later]
            above[column] = cell
        return cell if cell.column == column else None
    return above.get(column)


def _naming(table: Table, columns: _Columns, group: Cell | None, column: int) -> _Naming:
    """What names the finding where no cell of the row does: the group, the caption, or a heading.

    A group that only grades is a part of the severity; one below a caption that names a finding tells for whom.
    """
    about = topic(table)
    by_degree = columns.finding is None or _is_degree(table, columns.finding)
    if group is not None and only_grades(tokenize(group.words)):
        return _Naming(about or group.words.strip(" :"), None, (group,) if about else (), is_grouped=about is None)
    if group is not None:
        words = group.words.strip(" :")
        titled = titled_topic(table) if by_degree else None
        named = titled if titled and not _shares(words, titled) else words
        return _Naming(named, words, (), is_grouped=named.lower() not in _UNNAMED)
    if columns.finding is not None:
        heading = " ".join(cell.words for cell in table.headers(columns.finding))
        degree = _DEGREE_OF.match(heading)
        graded = about or (degree["what"] if degree else None)
        return _Naming(graded if graded and by_degree else heading, None, (), is_grouped=bool(graded) and by_degree)
    headings = [cell.words for cell in table.headers(column)]
    stem = _DEGREE.split(headings[0])[0].strip() if headings else ""
    return _Naming(stem or about or " ".join(headings[:1]), None, (), is_grouped=False)


def _shares(group: str, about: str) -> bool:
    return bool(telling_words(group) & telling_words(about))


def _across(table: Table, columns: _Columns, column: int, action: Cell | None) -> tuple[Cell, ...]:
    """The degrees that the headings of an action cell's columns name, where degrees go across."""
    over = range(column, column + 1 if action is None else max(column, action.column + action.column_span - 1) + 1)
    last = [cell for c in over for cell in table.headers(c)[-1:]] if len(columns.actions) > 1 else []
    return tuple(dict.fromkeys(cell for cell in last if begins_with_grades(cell.words)))


def _for_whom(table: Table, columns: _Columns, row: int, column: int, across: Sequence[Cell]) -> Iterator[str]:
    """The heading of an action column for whom it holds: of several columns, not of degrees, that differ in a row."""
    told = {cell.words for place in columns.actions if (cell := table.cell(row, place)) is not None}
    if len(told) > 1 and not across:
        yield " ".join(cell.words for cell in table.headers(column))


def _columns(table: Table, acting: tuple[int, ...]) -> _Columns:
    """What the columns left of the first action column are for.

    A column of doses or treatments tells for whom a rule holds, if another column or a group row names the finding.
    """
    left = [column for column in range(acting[0]) if not column or not _holds_doses(table, column)]
    bounds, joining = bound_columns(table, left), joining_columns(table, left)
    if bounds and (joining or bounds[0] == left[0]):
        others = tuple(column for column in left if column not in (*bounds, *joining))
        return _Columns(finding=None, severity=(), context=others, actions=acting, bounds=bounds, joining=joining)
    grouped = any(
        cell.column == 0 and cell.column_span >= table.columns for cell in table.cells if cell.row >= table.header_rows
    )
    context = [column for column in left if _is_context(table, column)]
    degrees = [column for column in left if column not in context and _is_degree(table, column)]
    filled = {cell.column for cell in table.cells if cell.text and cell.row >= table.header_rows}
    findings = [column for column in left if column in filled and column not in (*context, *degrees, *bounds)]
    across = any(_is_headed_by_degree(table, column) for column in acting)
    if not findings and not grouped and not (across and len(acting) > 1 and degrees):
        findings = degrees[:1] or context[:1]
    finding = findings[0] if findings else None
    return _Columns(
        finding=finding,
        severity=tuple(c for c in left if c not in (finding, *context, *bounds, *joining)),
        context=tuple(c for c in context if c != finding),
        actions=acting,
        bounds=tuple(c for c in bounds if c not in (finding, *context)),
        joining=joining,
    )


def _is_context(table: Table, column: int) -> bool:
    heading = " ".join(cell.words for cell in table.headers(column))
    if _tells_starting_doses(table, column):
        return True
    if _FOR_WHOM.match(heading):
        return True
    if heading:
        return bool(_CONTEXT.search(heading)) and not _FINDING.search(heading) and not _DEGREE.search(heading)
    filled = [cell for cell in table.cells if cell.column == column and cell.text and cell.row >= table.header_rows]
    return bool(filled) and all(_GIVEN_WITH.search(cell.words) for cell in filled)


def _tells_starting_doses(table: Table, column: int) -> bool:
    """Whether each cell of a column names the dose that its patients started with, and so no finding."""
    cells = [cell for cell in table.cells if cell.column == column and cell.text and cell.row >= table.header_rows]
    return bool(cells) and all(_STARTING.search(cell.words) for cell in cells)


def _holds_doses(table: Table, column: int) -> bool:
    """Whether a column holds doses of the levels of a reduction: neither a finding nor a degree."""
    cells = [cell for cell in table.cells if cell.column == column and cell.text and cell.row >= table.header_rows]
    return any(_AMOUNT.match(cell.words) for cell in cells)


def _is_degree(table: Table, column: int) -> bool:
    heading = heading_of(table, column)
    if not heading:
        filled = [cell for cell in table.cells if cell.column == column and cell.text and cell.row >= table.header_rows]
        return bool(filled) and all(begins_with_grades(cell.words) for cell in filled)
    return bool(_DEGREE.search(heading)) and not _FINDING.search(heading)


def _action_columns(table: Table) -> tuple[int, ...]:
    """The columns that tell what to do with the dose: the last one that does, and those beside it that do as often.

    A column does in at least half of its rows, or in some under a heading that may say so or among levels of doses. Where degrees go across, all
    columns of degrees do if the last that tells is one of them.
    """
    telling = {column: _telling(table, column) for column in range(1, table.columns)}
    last = next((column for column in reversed(telling) if telling[column][1]), None)
    if last is None:
        return ()
    degrees = tuple(column for column in telling if _is_headed_by_degree(table, column))
    if len(degrees) > 1 and last in degrees:
        return degrees
    found = [last]
    for column in range(last - 1, 0, -1):
        share, is_acting = telling[column]
        are_levels = _holds_doses(table, column) and _holds_doses(table, last)
        if not is_acting or (not are_levels and (share < telling[last][0] or share < 1 / 2)):
            break
        found.insert(0, column)
    return tuple(found)


def _is_headed_by_degree(table: Table, column: int) -> bool:
    return any(begins_with_grades(cell.words) for cell in table.headers(column)[-1:])


def _telling(table: Table, column: int) -> tuple[float, bool]:
    """The share of the filled cells of a column that tell what to do, and whether that makes it an action column."""
    cells = dict.fromkeys(table.cell(row, column) for row in range(table.header_rows, table.rows))
    filled = [cell for cell in cells if cell is not None and cell.text and cell.column == column]
    heading = heading_of(table, column)
    telling = sum(tells(cell, heading) for cell in filled)
    headings = " ".join([heading, table.caption.text if table.caption else ""])
    is_acting = telling > 0 and (telling * 2 >= len(filled) or bool(ACTION_HEADING.search(headings)))
    return (telling / len(filled) if filled else 0.0), is_acting
