"""Captions of tables: "Table 6.  Adverse Reactions ..." over one or several lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.sources.text.headings import SENTENCE_END
from ingest.sources.text.joining import joined
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.lexicon import lexicon

_LABEL = re.compile(r"\s*(?P<label>Table\s+\d+[A-Za-z]?)(?:\s*[.:]|\s+[-–—])?(?:\s+(?=\S)|$)", re.IGNORECASE)
_SIZE = re.compile(r"\b[Nn]\s?=\s?\d")
_GRADE = re.compile(r"\b(?:(?:All|Any)\s)?Grades?\b", re.IGNORECASE)
_PUNCTUATED = re.compile(r"\s*(?:Table|TABLE)\s+\d+[A-Za-z]?\s*(?:[.:]|[-–—]\s)\s*\S")
_TITLE_WORD = re.compile(r"[^\W\d_]{4,}")
_RUNS_ON = re.compile(
    r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|than|the|plus|to|with|who)|[,/(+–—-])$", re.IGNORECASE
)
_FULL = 0.65
"""A caption's line goes on in the next one if the next word would have made it wider than this part of a full line."""
_NEAR = 100
_HEADER = 20
_AS_NARROW = 1.5
_SURE = 0.95
"""A word would surely have found room on a line that is narrower with it than this part of a full one."""
_MOST_STUB_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A table's label ("Table 6"), its caption without the label, and the index of the first line after both."""

    label: str
    text: AlignedText
    after: int


def begins_caption(words: str) -> bool:
    """Whether a line begins a caption, and is not running text about a table.

    >>> begins_caption("Table 2: Dose Changes"), begins_caption("Table 2 shows the dose changes.")
    (True, False)
    """
    if _PUNCTUATED.match(words):
        return True
    label = _LABEL.match(words)
    return label is not None and _is_title(words[label.end() :])


def caption_begins(lines: Sequence[Line], index: int) -> bool:
    """Whether a caption begins at a line: on the line itself, or below a label that stands alone.

    Between blank lines the words below must be a title; right below, the line above must have ended its sentence.
    """
    words = lines[index].words
    if begins_caption(words):
        return True
    if _LABEL.fullmatch(words) and _is_label_above(lines, index):
        return True
    label = _LABEL.fullmatch(words)
    above, below = (index == 0 or lines[index - 1].blank), lines[index + 1 : index + 3]
    return bool(label and above and len(below) == 2 and below[0].blank and _is_title(below[1].words))


def _is_label_above(lines: Sequence[Line], index: int) -> bool:
    """Whether a line that holds only a label has its caption right below it."""
    above = lines[index - 1].text if index else ""
    below = lines[index + 1].words if index + 1 < len(lines) else ""
    ended = not above or SENTENCE_END.search(above) is not None
    return ended and below[:1].isupper() and not below.endswith(".") and len(below.split()) > 1


def _is_title(words: str) -> bool:
    long = _TITLE_WORD.findall(words)
    return words[:1].isupper() and not words.endswith(".") and sum(word[0].isupper() for word in long) * 2 > len(long)


def caption_at(lines: Sequence[Line], index: int, full: int) -> Caption:
    """The caption that begins at a line (see `caption_begins`); `full` is the width of a full line of the source."""
    label = _LABEL.match(lines[index].text)
    if label is None:
        raise ValueError(f"{lines[index].text!r} begins no caption; expected 'Table' and a number")
    alone = label.end() == len(lines[index].text)
    after = index + 1 + (alone * (1 + lines[index + 1].blank) if index + 1 < len(lines) else 0)
    while after < len(lines) and _goes_on(lines[index:after], lines[after : after + 2], full):
        after += 1
    return caption_until(lines, index, after)


def caption_until(lines: Sequence[Line], index: int, after: int) -> Caption:
    """The caption on the lines from `index` up to `after`."""
    label = _LABEL.match(lines[index].text)
    if label is None:
        raise ValueError(f"{lines[index].text!r} begins no caption; expected 'Table' and a number")
    whole = joined(lines[index:after])
    begin = len(" ".join(label.group().split()))
    text = whole.slice(begin, len(whole.text)).strip()
    return Caption(label=" ".join(label["label"].split()).capitalize(), text=text, after=after)


def parted_from(lines: Sequence[Line], index: int, after: int) -> int:
    """The first line of a caption that may be the first of the header below it; 0 if there is none.

    Its first word would have found room on the line above, which is not unfinished, and it is about as narrow as the cells
    below. The caption stands on the lines from `index` up to `after`.
    """
    near = [len(line.text) for line in lines[max(0, index - _NEAR) : index + _NEAR]]
    wide = sorted(width for width in near if width * 2 > max(near))
    room = wide[len(wide) // 2] * _SURE
    narrow = max((len(line.words) for line in lines[after : after + _HEADER]), default=0) * _AS_NARROW
    for at in range(index + 1, after):
        above, words = lines[at - 1].text, lines[at].words
        is_begun = bool(above and words) and not _RUNS_ON.search(above) and not _LABEL.fullmatch(above)
        if is_begun and len(words) <= narrow and len(above) + 1 + len(words.split()[0]) < room:
            return at
    return 0


def _goes_on(caption: Sequence[Line], following: Sequence[Line], full: int) -> bool:
    """Whether a caption goes on in the line that follows it, and does not end before the header of its table."""
    line = following[0]
    if line.blank or begins_caption(line.words) or _begins_table(following):
        return False
    words = " ".join(line.words for line in caption)
    if _RUNS_ON.search(words) or words.count("(") > words.count(")"):
        return True
    if len(following) > 1 and _SIZE.match(following[1].words) and len(line.words.split()) <= _MOST_STUB_WORDS:
        return False
    if (
        _SIZE.search(line.words)
        or len(_GRADE.findall(line.words)) > 1
        or _is_stub(line.words)
        or _is_stub(" ".join(part.words for part in following))
    ):
        return False
    return len(caption[-1].words) + 1 + len(line.words.split()[0]) > full * _FULL


def _begins_table(lines: Sequence[Line]) -> bool:
    """Whether a table begins below its caption with the heading of a column of infusions, or what is said of a drug."""
    if any(heading.match(lines[0].words) for heading in lexicon().infusion_headings.values()):
        return True
    whole = " ".join(line.words for line in lines)
    return any(lexicon().interaction_part.match(words) for words in (lines[0].words, whole))


def _is_stub(words: str) -> bool:
    """Whether some words are what stands above row labels, and nothing else."""
    ends = [match.end() for match in lexicon().stub.finditer(words)]
    return len(words) in ends and len(words.split()) <= _MOST_STUB_WORDS
