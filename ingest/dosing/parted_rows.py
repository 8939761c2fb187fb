"""Rows of which one cell holds several rules: items beside items, and actions under the names of findings."""

import re
from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.dosing.action_cells import tells
from ingest.dosing.rule_rows import RuleRow
from ingest.wording import telling_words

_ITEM = re.compile(r"•\s*([^•]+)")
_NAMED = re.compile(r"(?<![\w(])(?P<name>[A-Z][a-z]+(?: [a-z]+){1,3}):\s*")
"""The name of a finding before what to do about it: "Painful swelling: Continue"."""


def parted(row: RuleRow) -> tuple[RuleRow, ...]:
    """A row for each item of its finding where the action has as many, or for each finding that its action names; else the
    row alone.
    """
    return tuple(_by_item(row)) or tuple(_by_name(row)) or (row,)


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


def _by_name(row: RuleRow) -> Iterator[RuleRow]:
    """What an action tells of several findings that it names, all of them kinds of the row's."""
    about = row.finding.words if row.finding else row.named
    names = list(_NAMED.finditer(row.action.words))
    is_kind = all(telling_words(name["name"].split()[-1]) & telling_words(about) for name in names)
    if len(names) < 2 or names[0].start() > 0 or not is_kind:
        return
    ends = [*(name.start() for name in names[1:]), len(row.action.words)]
    cells = [_cut(row.action, name.end(), end) for name, end in zip(names, ends, strict=True)]
    if all(tells(cell, row.heading) for cell in cells):
        for name, cell in zip(names, cells, strict=True):
            finding = _cut(row.action, name.start("name"), name.end("name"))
            yield replace(
                row, finding=finding, action=cell, context=(*row.context, *([row.finding] if row.finding else []))
            )


def _cut(cell: Cell, start: int, end: int) -> Cell:
    return structs.replace(cell, text=cell.text.slice(start, end).strip() if cell.text else None)
