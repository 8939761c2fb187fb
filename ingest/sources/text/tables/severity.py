"""Severity in a column of its own, between a reaction and what to do: "Pneumonitis | Grade 2 | Withhold until ..."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sources.text.tables.grid import Place, Row
from ingest.sources.text.tables.lexicon import lexicon

_GRADE = re.compile(
    r"(?<!\S)(?:(?:Any|All)\sGrades?\b|(?:Any\s|All\s|Persistent\s|Recurrent\s)?(?:[≥>≤]\s?Grades?|Grades?\s?[≥>≤]?)\s?\d)"
)


def with_severity(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of a condition and what to do, with the condition parted into a reaction and its severity.

    A reaction takes all rows up to the next one. No rows if the first one names no reaction.
    """
    parted, named = list[Row](), 0
    for condition, action in rows:
        start = _start(condition.text.text)
        reaction, severity = (
            condition.text.slice(0, start).strip(),
            condition.text.slice(start, len(condition.text.text)),
        )
        places = [Place(text=severity, column=1)] if severity.text else []
        if reaction.text:
            named = len(parted)
            places.insert(0, Place(text=reaction, column=0))
        elif not parted:
            return ()
        else:
            first, *others = parted[named]
            parted[named] = (replace(first, row_span=first.row_span + 1), *others)
        parted.append((*places, replace(action, column=2)))
    return tuple(parted)


def _start(condition: str) -> int:
    """Where in a condition its severity begins."""
    match = _GRADE.search(condition) or lexicon().occurrence.search(condition)
    return match.start() if match else len(condition)
