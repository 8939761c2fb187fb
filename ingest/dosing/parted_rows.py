"""Rows of which one cell holds several rules: items beside items."""

import re
from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.dosing.action_cells import tells
from ingest.dosing.rule_rows import RuleRow

_ITEM = re.compile(r"•\s*([^•]+)")


def parted(row: RuleRow) -> tuple[RuleRow, ...]:
    """A row for each item of its finding where the action has as many; else the row alone."""
    return tuple(_by_item(row)) or (row,)


def _by_item(row: RuleRow) -> Iterator[RuleRow]:
    """The items of a finding, each behind the words that lead to all of them, with the item of the action beside it."""
    finding = row.finding.text if row.finding else None
    action = row.action.text
    if row.finding is None or finding is None or action is None:
        return
    whom, told = list(_ITEM.finditer(finding.text)), list(_ITEM.finditer(action.text))
    lead = finding.slice(0, whom[0].start()).strip() if whom else None
    if lead is None or not lead.text or len(whom) < 2 or len(whom) != len(told):
        return
    cells = [_cut(row.action, item.start(1), item.end(1)) for item in told]
    if all(tells(cell, row.heading) for cell in cells):
        for item, cell in zip(whom, cells, strict=True):
            words = AlignedText.join([lead, finding.slice(item.start(1), item.end(1)).strip()])
            yield replace(row, finding=structs.replace(row.finding, text=words), action=cell)


def _cut(cell: Cell, start: int, end: int) -> Cell:
    return structs.replace(cell, text=cell.text.slice(start, end).strip() if cell.text else None)
