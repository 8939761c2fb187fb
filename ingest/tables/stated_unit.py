"""Whether anything in or around a table of observations says that its bare numbers are percentages of patients.

Labels say so at a number, in the caption, in a header row, in a note, in the sentence that introduces the table, or by
the numbers of patients that head its columns. Numbers whose unit nobody states are not read.
"""

import re
from collections.abc import Iterable

from ingest.document import Table

PERCENT_WORDS = re.compile(r"%|percent|incidence|proportion|frequency|\brates?\b", re.IGNORECASE)
_STATED = re.compile(r"%|percent|incidence|proportion|frequenc(?:y|ies)|\bN\s*=", re.IGNORECASE)
_COUNT_AND_PERCENT = re.compile(r"\d[\d,]*(?:/\d[\d,]*)?\s*[(\[]\s*[<≤]?\s*\d+(?:\.\d+)?\s*[)\]]")


def states_unit(table: Table, around: Iterable[str]) -> bool:
    """Whether a table, or the words around it, say what its numbers are; `around` are its headings and its lead.

    "Rates" say so in the table alone: above it, they stand in the warning that those of two trials do not compare.
    """
    own = [table.caption.text] if table.caption else []
    notes = [note.text.text for note in table.footnotes]
    cells = [cell.words for cell in table.cells]
    told = any(map(PERCENT_WORDS.search, (*own, *cells, *notes)))
    return (
        told
        or any(map(_STATED.search, (*own, *cells, *notes, *around)))
        or any(map(_COUNT_AND_PERCENT.fullmatch, cells))
    )
