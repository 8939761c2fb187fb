"""Marks that were raised above the line in print and now stand glued to words: numbers of references, letters of notes.

A number is a reference marker only where it cannot be read as a number of its own:
- after the full stop of a sentence ("procedures.1"), in any label, since section 15 may be missing;
- after a word ("dilution1") or its comma, only if a numbered list of references explains the number.
A letter is a note's marker where a note begins with it below, and the word without it is a word of the document; letters
that words end with in another form ("received" and "receive") are left.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Structure, StructureKind
from ingest.sources.text.joining import Vocabulary
from ingest.sources.text.lines import Line
from kg.locator import Span

_LIST_START = re.compile(r"\s*references?\b\s*:?\s*(?=1[.)]\s|$)", re.IGNORECASE)
_ENTRY = re.compile(r"(?<![\w.])(\d{1,2})[.)]\s+(?=\S)")
_AFTER_SENTENCE = re.compile(
    r"(?<=[a-z]{3}\.|..\)\.)(?P<numbers>\d{1,2}(?:[,–-]\d{1,2})*)(?=\s|$)(?P<word>\s+[A-Za-z]+)?"
)
_AFTER_WORD = re.compile(
    r"(?P<word>[A-Za-z]*[a-z]{4}),?(?P<numbers>\d{1,2}(?:[,–-]\d{1,2})*)(?=,[a-z]\b|[\s.,;:)\]]|$)"
)
_NUMBER = re.compile(r"\d+")
_GREEK = frozenset(("alpha", "beta", "gamma", "delta", "kappa", "lambda", "omega"))
_NOTE = re.compile(r"\s*(?P<mark>[a-z])(?=\s[A-Z]|[A-Z][a-z])")
_NOTE_REACH = 60
_LEAST_STEM = 4
_WORD_ENDINGS = "denrsty"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """A numbered list of references: the numbers it explains and its lines."""

    numbers: frozenset[int]
    span: Span


def reference_list(lines: Sequence[Line]) -> ReferenceList | None:
    """The list that begins with "References: 1. ..." among some lines; a blank line ends it unless an entry follows."""
    start = next((i for i, line in enumerate(lines) if _LIST_START.match(line.text)), None)
    if start is None:
        return None
    taken = [lines[start]]
    for before, line in pairwise(lines[start:]):
        if before.blank and not line.blank and not _ENTRY.match(line.words):
            break
        taken.append(line)
    return listed(taken)


def listed(lines: Sequence[Line]) -> ReferenceList | None:
    """The list of references that some lines are, if its entries are numbered from 1."""
    numbers = {int(number) for line in lines for number in _ENTRY.findall(line.text)}
    counted = frozenset(number for number in numbers if set(range(1, number)) <= numbers)
    span = Span(lines[0].span.start, max(line.span.end for line in lines)) if lines else Span(0, 0)
    return ReferenceList(numbers=counted, span=span) if counted else None


def reference_markers(lines: Sequence[Line], listed: frozenset[int]) -> Iterator[Structure]:
    """The reference markers in some lines; `listed` are the numbers that a list of references explains."""
    for line in lines:
        for start, end in (*_after_sentences(line.text, listed), *_after_words(line.text, listed)):
            span = Span(line.span.start + start, line.span.start + end)
            yield Structure(kind=StructureKind.REFERENCE_MARKER, span=span)


def _after_sentences(text: str, listed: frozenset[int]) -> Iterator[tuple[int, int]]:
    for match in _AFTER_SENTENCE.finditer(text):
        start, end = match.span("numbers")
        if match["word"] and not _are_listed(match["numbers"], listed):
            end = _listed_end(text, start, end, listed)
        yield start, end


def _listed_end(text: str, start: int, end: int, listed: frozenset[int]) -> int:
    """Where a marker ends that is run together with the number after it: "problems.11 hour"."""
    return next((i for i in range(end - 1, start, -1) if _are_listed(text[start:i], listed)), end)


def _after_words(text: str, listed: frozenset[int]) -> Iterator[tuple[int, int]]:
    for match in _AFTER_WORD.finditer(text):
        if _are_listed(match["numbers"], listed) and match["word"].lower() not in _GREEK:
            yield match.span("numbers")


def _are_listed(numbers: str, listed: frozenset[int]) -> bool:
    found = {int(number) for number in _NUMBER.findall(numbers)}
    return bool(found) and found <= listed


def note_markers(lines: Sequence[Line], words: Vocabulary) -> Iterator[Structure]:
    """The letters that notes below running text begin with, and the same letters glued to words above them."""
    counts = Counter(word.lower() for line in lines for word in re.findall(r"[A-Za-z]+", line.text))
    for index, line in enumerate(lines):
        match = _NOTE.match(line.text)
        if match is None or match["mark"] in _WORD_ENDINGS:
            continue
        above = lines[max(0, index - _NOTE_REACH) : index]
        glued = [span for before in above for span in _glued(before, match["mark"], counts, words)]
        if glued:
            spans = (*glued, Span(line.span.start + match.start("mark"), line.span.start + match.end("mark")))
            yield from (Structure(kind=StructureKind.FOOTNOTE_MARKER, span=span) for span in spans)


def _glued(line: Line, mark: str, counts: Counter[str], words: Vocabulary) -> Iterator[Span]:
    for match in re.finditer(rf"\b[A-Za-z]{{{_LEAST_STEM},}}{mark}\b", line.text):
        word = match.group().lower()
        if counts[word] == 1 and word[:-1] in words:
            end = line.span.start + match.end()
            yield Span(end - 1, end)
