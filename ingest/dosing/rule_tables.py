"""Dose-modification tables as wholes: their header, remarks above it, and what their captions say they are about."""

import re

from msgspec import structs

from ingest.document import Cell, Table
from ingest.dosing.actions import actions, changes_dose
from ingest.tokens import tokenize
from ingest.wording import without_references

ACTION_HEADING = re.compile(
    r"modif|action|adjust|management|manage|recommend|interrupt|dos(?:e|age|ing)\b|treatment|level", re.IGNORECASE
)
_REMARK_WORDS = 8
_TITLE = re.compile(r"\s[—–-]\s+(?P<topic>[^—–]+)$")
_CAUSE = re.compile(r"\b(?:for|due\s+to)\s+(?P<topic>(?!use\b|patients\b|the\b).+)$", re.IGNORECASE)
_WHOM = re.compile(
    r"\s+(?:in|for)\s+(?P<whom>(?:adults?|pediatrics?|children|patients|monotherapy|combination)\b[^—–:;]*)$",
    re.IGNORECASE,
)


def with_header(table: Table) -> Table:
    """The table without the remarks above its header, and with its first row as header, if the source shows none and
    that row names what the columns are for.
    """
    if table.header_rows or table.rows < 2:
        return table
    below = _without_remarks(table)
    first = [cell for cell in below.cells if cell.row == 0 and cell.text]
    last = first[-1].words if first else ""
    is_header = len(first) > 1 and bool(ACTION_HEADING.search(last)) and not changes_dose(actions(tokenize(last)))
    return structs.replace(below, header_rows=1) if is_header else table


def is_remark(cell: Cell) -> bool:
    """Whether a cell over all columns is a remark rather than a heading: a sentence."""
    words = without_references(cell.words).strip()
    return words.endswith(".") and len(words.split()) >= _REMARK_WORDS


def titled_topic(table: Table) -> str | None:
    """The finding that a caption gives as the title of the table alone: "Dose Modification — Diarrhea"."""
    found = _TITLE.search(_WHOM.sub("", _caption(table)))
    return found["topic"].strip(" .:") if found else None


def topic(table: Table) -> str | None:
    """The finding that a caption names: "Dosage Modifications for Neuropathy in Adults", "Dose Modification — Diarrhea"."""
    found = _CAUSE.search(_WHOM.sub("", _caption(table)))
    return titled_topic(table) or (found["topic"].strip(" .:") if found else None)


def whom(table: Table) -> str | None:
    """For whom the rules of a table hold, as its caption says: "Dosage Modifications for Rash in Pediatric Patients"."""
    found = _WHOM.search(_caption(table))
    return found["whom"].strip(" .:") if found else None


def first_group(table: Table) -> Cell | None:
    """The heading over all columns that a table's rows stand under, if others like it part the rows below."""
    wide = [cell for cell in table.cells if cell.text and cell.column == 0 and cell.column_span >= table.columns]
    below = [cell for cell in wide if cell.row >= table.header_rows and not is_remark(cell)]
    above = [cell for cell in wide if cell.row < table.header_rows]
    return above[-1] if above and below else None


def _caption(table: Table) -> str:
    return " ".join(without_references(table.caption.text).split()).strip(" .") if table.caption else ""


def _without_remarks(table: Table) -> Table:
    """The table without the rows above its first row of several cells, if all of them are remarks over all columns."""
    above = 0
    while above < table.rows - 1:
        cells = [cell for cell in table.cells if cell.row == above and cell.text]
        if len(cells) != 1 or cells[0].column_span < table.columns or not is_remark(cells[0]):
            break
        above += 1
    lower = tuple(structs.replace(cell, row=cell.row - above) for cell in table.cells if cell.row >= above)
    return structs.replace(table, cells=lower)
