"""Tables of interactions: below each drug its "Clinical Impact:", "Intervention:" and "Examples:", each with its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.aligned import AlignedText
from ingest.sources.text.headings import BULLET, SENTENCE_END
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Region, Row, Words, group, row, run_on
from ingest.sources.text.tables.lexicon import lexicon

_MOST_NAME_LINES = 3
_MOST_NAME_WORDS = 16
_BEGINNING = re.compile(r"[^a-z\W]|[\"“(\[≥≤<>•●▪◦-]")
_WORD = re.compile(r"[^\W\d_]{3}")
_WIDER = 1.15
"""A line wider than those of all texts, by this factor, is no longer in the last one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said of an interaction: where its name stands among the lines, the name, and what follows it there."""

    first: int
    after: int
    name: AlignedText
    rest: AlignedText


def begins_interactions(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the name of a drug with the name of a part right below it."""
    below = [line.words for line in lines[index + 1 : index + 5] if not line.blank][:2]
    is_name = any(lexicon().interaction_part.match(words) for words in (*below[:1], " ".join(below)))
    return is_name and not lexicon().interaction_part.match(lines[index].words)


def is_drug_below(lines: Sequence[Line], index: int, full: int) -> bool:
    """Whether a line below a caption is the name of a drug: the caption had room for its first word; `full` is its width."""
    has_room = len(lines[index - 1].words) + 1 + len(lines[index].words.split()[0]) <= full
    return has_room and begins_interactions(lines, index)


def interactions(region: Region) -> Grid | None:
    """The rows of all drugs; None if a text lacks its beginning, or one drug has a name and another has none.

    A name in the middle of its cell's height stands in the middle of the text beside it.
    """
    parts = list(_parts(region.lines))
    if len(parts) < 2 or parts[0].first > _MOST_NAME_LINES:
        return None
    rows = [] if not parts[0].first else [group(run_on(line.text for line in region.lines[: parts[0].first]), 2)]
    after = 0
    for at, part in enumerate(parts):
        last = at + 1 == len(parts)
        lines = region.lines[part.after : None if last else parts[at + 1].first]
        begins_drug = not last and _name(parts[at + 1]) == _name(parts[0])
        text, drug = _cut(part.rest.text, lines) if begins_drug else (lines, ())
        text = _last(lines, parts, region.lines) if last else text
        cell = run_on(piece for piece in (part.rest, *(line.text for line in text)) if piece.text)
        if not _is_text(cell.text) or (begins_drug and bool(drug) != bool(parts[0].first)):
            return None
        rows.append(row((part.name, cell)))
        rows += _drug(drug)
        after = text[-1].after if text else region.lines[part.after - 1].after
    return Grid(header=(), body=tuple(rows), columns=2, after=after)


def _parts(lines: Sequence[Words]) -> Iterator[_Part]:
    """The names of parts at the beginnings of lines; one may wrap."""
    for at, line in enumerate(lines):
        if match := lexicon().interaction_part.match(line.words):
            rest = line.text.slice(match.end(), len(line.words)).strip()
            yield _Part(at, at + 1, line.text.slice(0, match.end()), rest)
        elif at + 1 < len(lines) and not lines[at + 1].set_off and len(line.words.split()) <= 2:
            whole = run_on((line.text, lines[at + 1].text))
            if match := lexicon().interaction_part.match(whole.text):
                rest = whole.slice(match.end(), len(whole.text)).strip()
                yield _Part(at, at + 2, whole.slice(0, match.end()), rest)


def _is_text(words: str) -> bool:
    return bool(_BEGINNING.match(words) and _WORD.search(words))


def _name(part: _Part) -> str:
    return part.name.text.casefold()


def _cut(rest: str, lines: Sequence[Words]) -> tuple[Sequence[Words], Sequence[Words]]:
    """A text, and the name of the next drug behind it: what the last blank line sets off, or what follows its end.

    `rest` is what of the text stands on the line of its name.
    """
    set_off = [at for at, line in enumerate(lines) if line.set_off and at]
    ends = [at for at, words in enumerate((rest, *(line.words for line in lines))) if SENTENCE_END.search(words)]
    start = set_off[-1] if set_off else ends[-1] if ends else len(lines)
    name = lines[start:]
    is_name = 0 < len(name) <= _MOST_NAME_LINES and name[0].words[0].isupper() and not name[-1].words.endswith(".")
    is_name = is_name and sum(len(line.words.split()) for line in name) <= _MOST_NAME_WORDS
    return (lines[:start], name) if is_name else (lines, ())


def _drug(lines: Sequence[Words]) -> list[Row]:
    return [group(run_on(line.text for line in lines), 2)] if lines else []


def _last(lines: Sequence[Words], parts: Sequence[_Part], every: Sequence[Words]) -> Sequence[Words]:
    """The text of the last part: up to the end of a sentence below which a blank line, or a wider line, stands."""
    widest = max((len(line.words) for line in every[parts[0].after : parts[-1].first]), default=0)
    for at, (line, below) in enumerate(pairwise(lines)):
        apart = below.set_off or len(below.words) > widest * _WIDER
        if apart and SENTENCE_END.search(line.words) and not BULLET.match(below.words):
            return lines[: at + 1]
    return lines
