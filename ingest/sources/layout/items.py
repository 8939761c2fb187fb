"""List items in text that keeps columns, told by their indentation: pdftotext leaves out bullets that are drawn."""

from collections.abc import Sequence

from ingest.sources.layout.phrases import PhraseLine
from ingest.sources.text.headings import BULLET, SENTENCE_END, in_capitals, runs_on

_LEAST, _MOST = 1.2, 6.0
_SAME = 0.5
_ROOM = 0.85


def begins_item(lines: Sequence[PhraseLine], index: int) -> bool:
    """Whether a list item without a bullet begins at a line: it is set in, and so are the lines in which it goes on."""
    line = lines[index]
    if not _is_set_in(line) or BULLET.match(line.text) or in_capitals(line.text):
        return False
    above = lines[index - 1] if index else None
    below = lines[index + 1] if index + 1 < len(lines) else None
    if above is None or (line.margin != above.margin and line.page == above.page):
        return False
    full = max(found.right - found.margin for found in lines[max(0, index - 20) : index + 20])
    if below is not None and _indent(below) < _indent(line) - line.size and _is_full(line, full):
        return False
    if abs(_indent(above) - _indent(line)) < _SAME * line.size:
        return bool(SENTENCE_END.search(above.text)) or not (_is_full(above, full) or runs_on(above.text))
    return _indent(above) > _indent(line) or above.text.endswith(":") or bool(SENTENCE_END.search(above.text))


def _is_set_in(line: PhraseLine) -> bool:
    return _LEAST * line.size <= _indent(line) <= _MOST * line.size


def _indent(line: PhraseLine) -> float:
    return line.left - line.margin


def _is_full(line: PhraseLine, full: float) -> bool:
    return line.right - line.margin >= full * _ROOM
