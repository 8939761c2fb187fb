"""The text of a document, written out from runs line by line; powers and indices as reading expects them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from ingest.aligned import AlignedText
from ingest.document import Place, Structure, StructureKind
from ingest.sources.writing.runs import Kind, Run, RunPlace
from kg.locator import Span

_REACH = 80
"""How many characters in front of a raised one are looked at."""

_UNMARKED = (Kind.PLAIN, Kind.BREAK)
_SPACE = re.compile(r"\s+")
_ODD_SPACE = re.compile(r"[^\S ]|  ")
_SIGN = re.compile(r"[*†‡§¶#]+(?!\d)|(?<=[\w%)\]])[*†‡§¶#]+")
"""A sign that may be a note's mark: not one in front of a number, as in names of alleles ("*1/*2")."""

_MARKER = re.compile(r"(?:[a-z]|[A-Z]|\d{1,2}|[*†‡§¶#&+^~$@|]{1,4})\.?")
_SEPARATOR = re.compile(r"[,;\s]+")
_POWER = re.compile(r"[-–−+]?\s?\d{1,2}")
_TEN = re.compile(r"(?:^|[^\w.,]|(?<=\d)\s?[x×])10\s?$")
_UNIT = re.compile(r"(?:^|[\s\d/(.·•-])[cmkdµμ]?m\s?$")
_LETTER = re.compile(r"[A-Za-zµμ)\]]$")
_ION = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z][a-z]?\d?){1,3}$")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_WORD = re.compile(r"[A-Za-z]{2}|[(\[]")
_CHARGE = re.compile(r"\d?[+−–-]")


class _Piece(NamedTuple):
    """Characters as they are written, and where they are printed; a `mark` is cut from clean text."""

    text: str
    mark: StructureKind | None = None
    place: RunPlace | None = None


class Line(NamedTuple):
    """A written line: its clean text and the marks that were cut, "a" and "*"."""

    text: AlignedText
    markers: tuple[str, ...] = ()


@dataclass(slots=True)
class TextWriter:
    """Writes lines one below another and knows where each came to stand.

    `structure` gathers the marks that were cut, `places` where pages print what was written, for runs that know it.
    """

    structure: list[Structure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """How many characters were written."""
        return self._length

    def line(self, runs: Sequence[Run], *, notes: frozenset[str] = frozenset(), prose: bool = True) -> Line | None:
        """Writes runs on a line of their own; None, and nothing written, if they have no character.

        `notes` are the markers that notes explain, raised or not. What else is raised is a mark too, unless it is a
        power, an index, a charge or an ordinal; in `prose`, a raised number is a mark of a reference.
        """
        plain = _plain(runs, notes)
        if plain is not None:
            return Line(text=AlignedText.at(plain, self.plain(plain))) if plain else None
        pieces = _trimmed(list(_pieces(runs, notes, prose=prose)))
        if not pieces:
            return None
        parts, markers = list[AlignedText](), list[str]()
        for piece in pieces:
            span = Span(self._length, self._length + len(piece.text))
            self._write(piece.text)
            if piece.place and piece.text.strip():
                self.places.append(Place(span=span, page=piece.place.page, box=piece.place.box))
            if piece.mark is None:
                parts.append(AlignedText.at(piece.text, span.start))
                continue
            self.structure.append(Structure(kind=piece.mark, span=span))
            markers.extend(marker.rstrip(".") for marker in _SEPARATOR.split(piece.text) if marker)
        self._write("\n")
        clean = AlignedText.join(parts, separator="").strip()
        return Line(text=clean, markers=tuple(markers)) if clean.text else None

    def plain(self, words: str) -> int:
        """Writes words, which have single blanks between them, on a line of their own; where they begin."""
        start = self._length
        self._pieces += (words, "\n")
        self._length = start + len(words) + 1
        return start

    def verbatim(self, text: str, place: RunPlace | None = None) -> None:
        """Writes a line as it is, with the white space at its start."""
        start = self._length + len(text) - len(text.lstrip())
        if place and text.strip():
            span = Span(start, self._length + len(text.rstrip()))
            self.places.append(Place(span=span, page=place.page, box=place.box))
        self._write(f"{text}\n")

    def blank(self) -> None:
        """Writes an empty line, once; none at the beginning."""
        if self._pieces and self._pieces[-2:] != ["\n", "\n"]:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _plain(runs: Sequence[Run], notes: frozenset[str]) -> str | None:
    """The text of runs that are nothing but plain, as most lines are; None where they have to be looked at one by one."""
    for run in runs:
        if run.kind not in _UNMARKED or run.place is not None:
            return None
    text = " ".join(runs[0].text.split() if len(runs) == 1 else "".join([run.text for run in runs]).split())
    if (notes and _SIGN.search(text)) or (len(runs) > 1 and ("( " in text or "[ " in text)):
        return None
    return text


def _pieces(runs: Sequence[Run], notes: frozenset[str], *, prose: bool) -> Iterator[_Piece]:
    """The pieces of a line, with single blanks between words."""
    before, runs = "", _attached(runs)
    for index, run in enumerate(runs):
        after = next((runs[later].text for later in range(index + 1, len(runs)) if runs[later].text), "")
        for piece in _written(run, before, after, notes, prose=prose):
            text = piece.text
            if not before or before[-1] in " ([":
                text = text.lstrip(" ")
            if text:
                yield _Piece(text, piece.mark, run.place)
                before = (before + text)[-_REACH:]


def _attached(runs: Sequence[Run]) -> list[Run]:
    """The runs without the blanks that indented XML has before raised and lowered characters.

    Where such a blank was left out, the word after the raised or lowered characters stands apart from them.
    """
    runs = _merged(runs)
    attached = list[Run]()
    for index, run in enumerate(runs):
        following = runs[index + 1] if index + 1 < len(runs) else None
        later = runs[index + 2] if index + 2 < len(runs) else None
        text = run.text
        if following and run.kind is Kind.PLAIN and text.rstrip() != text and _is_attached(following, later):
            text = text.rstrip()
        behind = index >= 2 and runs[index - 2].text != attached[index - 2].text
        if behind and runs[index - 1].kind is not Kind.PLAIN and _WORD.match(text):
            text = " " + text
        attached.append(run if text is run.text else run._replace(text=text))
    return attached


def _merged(runs: Sequence[Run]) -> list[Run]:
    """The runs with single blanks between words; plain ones that follow one another as one, without their styles."""
    merged = list[Run]()
    for is_plain, found in groupby(runs, lambda run: run.kind is Kind.PLAIN and run.place is None):
        if not is_plain:
            merged.extend(_spaced(run) for run in found if run.text)
            continue
        texts = list[str]()
        for text in (_single_spaced(run.text) for run in found if run.text):
            texts.append(text.lstrip(" ") if texts and texts[-1][-1] in " ([" else text)
            if not texts[-1]:
                texts.pop()
        merged.extend([Run(text="".join(texts))] if texts else ())
    return merged


def _spaced(run: Run) -> Run:
    text = _single_spaced(run.text)
    return run if text is run.text else Run(text=text, kind=run.kind, place=run.place)


def _single_spaced(text: str) -> str:
    return _SPACE.sub(" ", text) if _ODD_SPACE.search(text) else text


def _is_attached(run: Run, following: Run | None) -> bool:
    if run.kind is Kind.RAISED:
        isotope = run.text.strip().isdigit() and following is not None and bool(_ELEMENT.match(following.text))
        return not isotope and bool(run.text.strip())
    return run.kind is Kind.LOWERED


def _written(run: Run, before: str, after: str, notes: frozenset[str], *, prose: bool) -> Iterator[_Piece]:
    if run.kind is Kind.BREAK:
        yield _Piece(" ")
    elif run.kind is Kind.NOTE:
        yield _Piece(run.text, StructureKind.FOOTNOTE_MARKER)
    elif run.kind is Kind.RAISED:
        yield from _raised(run.text, before, after, notes, prose=prose)
    elif run.kind is Kind.LOWERED:
        yield _Piece(run.text.strip() if before and not before.endswith(" ") else run.text)
    else:
        yield from _signs(run.text, notes)


def _signs(text: str, notes: frozenset[str]) -> Iterator[_Piece]:
    """Plain text, with the signs in it that notes explain as marks."""
    start = 0
    for match in _SIGN.finditer(text):
        if match.group() in notes:
            yield _Piece(text[start : match.start()])
            yield _Piece(match.group(), StructureKind.FOOTNOTE_MARKER)
            start = match.end()
    yield _Piece(text[start:])


def _raised(text: str, before: str, after: str, notes: frozenset[str], *, prose: bool) -> Iterator[_Piece]:
    words = text.strip()
    marks = [mark.rstrip(".") for mark in _SEPARATOR.split(words) if mark]
    is_number = bool(_POWER.fullmatch(words))
    if is_number and _TEN.search(before):
        yield _Piece("^" + re.sub(r"[–−]", "-", words.replace(" ", "")))
    elif words in ("2", "3") and _UNIT.search(before):
        yield _Piece(words)
    elif marks and set(marks) <= notes:
        yield _Piece(text, StructureKind.FOOTNOTE_MARKER)
    elif (_CHARGE.fullmatch(words) and _ION.search(before)) or _is_isotope(words, before, after):
        yield _Piece(words)
    elif marks and all(_MARKER.fullmatch(mark) for mark in marks):
        reference = prose and words[:1].isdigit()
        yield _Piece(text, StructureKind.REFERENCE_MARKER if reference else StructureKind.FOOTNOTE_MARKER)
    else:
        yield _Piece(text)


def _is_isotope(words: str, before: str, after: str) -> bool:
    """Whether a raised number is the mass of the element whose sign follows: "14C"."""
    apart = not before or not _LETTER.search(before)
    return words.isdigit() and apart and bool(_ELEMENT.match(after))


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without blanks at the end of the line."""
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces and pieces[-1].text[-1] == " ":
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip())
    return pieces
