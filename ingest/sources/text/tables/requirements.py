"""Lists of requirements in two columns: "Flow rate | 50 mL/h", "Temperature | Room temperature"."""

import re
from collections.abc import Sequence

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Region, row, run_on
from ingest.sources.text.tables.lexicon import lexicon

_LEAST_ROWS = 3
_GOES_ON = re.compile(r"[a-z(\[•●▪◦]|[–-]\s")
_UNFINISHED = re.compile(r"(?:[,/(–-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|than|the|to|with))$")


def begins_requirements(lines: Sequence[Line], index: int) -> bool:
    """Whether a line begins with what is required."""
    return bool(lexicon().requirement.match(lines[index].words))


def requirements(region: Region) -> Grid | None:
    """The rows of a list of requirements, each begun by a known one; None if there are fewer than three."""
    names, values, after, before = list[AlignedText](), list[list[AlignedText]](), 0, ""
    for line in region.lines:
        name = lexicon().requirement.match(line.words)
        if name and (line.set_off or not values):
            names.append(line.text.slice(0, name.end()))
            values.append([line.text.slice(name.end(), len(line.words)).strip()])
        elif values and (not line.set_off or _GOES_ON.match(line.words) or _UNFINISHED.search(before)):
            values[-1].append(line.text)
        else:
            break
        after, before = line.after, line.words
    cells = [run_on(text for text in value if text.text) for value in values]
    if len(cells) < _LEAST_ROWS or not all(cell.text for cell in cells):
        return None
    body = tuple(row(pair) for pair in zip(names, cells, strict=True))
    return Grid(header=(), body=body, columns=2, after=after)
