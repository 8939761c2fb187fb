"""Where a table must end at the latest: the next caption or numbered heading."""

import re
from collections.abc import Sequence

from ingest.sources.text.lines import Line
from ingest.sources.text.tables.captions import begins_caption

_HEADING = re.compile(r"\s*(?:\d{1,2}\.\d{1,2}\.?\s+[A-Z]|\d{1,2}\.?\s+[A-Z]{3}[A-Z ,/&-]*$)")
_FIGURE = re.compile(r"\s*(?:Figure|FIGURE)\s+\d+[A-Za-z]?\s*[.:]")
_NEAR = 100


def hard_stop(lines: Sequence[Line], start: int) -> int:
    """The index of the first line at or behind `start` that cannot be in the same table."""
    return next((index for index in range(start, len(lines)) if _is_stop(lines[index])), len(lines))


def _is_stop(line: Line) -> bool:
    return bool(_HEADING.match(line.text) or _FIGURE.match(line.text) or begins_caption(line.text))


def full_width(lines: Sequence[Line], index: int) -> int:
    """How wide a full line is around an index: one in ten lines is wider."""
    lengths = sorted(len(line.text) for line in lines[max(0, index - _NEAR) : index + _NEAR] if not line.blank)
    return lengths[len(lengths) * 9 // 10]
