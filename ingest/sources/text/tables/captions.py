"""Captions of tables: "Table 6.  Adverse Reactions ..." over one or several lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.sources.text.joining import joined
from ingest.sources.text.lines import Line

_LABEL = re.compile(r"\s*(?P<label>Table\s+\d+[A-Za-z]?)(?:\s*[.:]|\s+[-–—])?\s+(?=\S)", re.IGNORECASE)
_PUNCTUATED = re.compile(r"\s*(?:Table|TABLE)\s+\d+[A-Za-z]?\s*(?:[.:]|[-–—]\s)\s*\S")
_TITLE_WORD = re.compile(r"[^\W\d_]{4,}")
_RUNS_ON = re.compile(r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|than|the|to|with|who)|[,/(–—-])$", re.IGNORECASE)
_FULL = 0.65
"""A caption's line goes on in the next one if the next word would have made it wider than this part of a full line."""


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
    rest = words[label.end() :] if label else ""
    long = _TITLE_WORD.findall(rest)
    return rest[:1].isupper() and not rest.endswith(".") and sum(word[0].isupper() for word in long) * 2 > len(long)


def caption_at(lines: Sequence[Line], index: int, full: int) -> Caption:
    """The caption that begins at a line (see `begins_caption`); `full` is the width of a full line of the source."""
    label = _LABEL.match(lines[index].text)
    if label is None:
        raise ValueError(f"{lines[index].text!r} begins no caption; expected 'Table' and a number")
    after = index + 1
    while after < len(lines) and _goes_on(lines[index:after], lines[after], full):
        after += 1
    whole = joined(lines[index:after])
    begin = len(" ".join(lines[index].text[: label.end()].split())) + 1
    text = whole.slice(begin, len(whole.text)).strip()
    return Caption(label=" ".join(label["label"].split()).capitalize(), text=text, after=after)


def _goes_on(caption: Sequence[Line], following: Line, full: int) -> bool:
    if following.blank or begins_caption(following.text):
        return False
    words = " ".join(line.words for line in caption)
    if _RUNS_ON.search(words) or words.count("(") > words.count(")"):
        return True
    return len(caption[-1].words) + 1 + len(following.words.split()[0]) > full * _FULL
