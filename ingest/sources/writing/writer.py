"""The text of a document, written out from runs line by line; powers and indices as reading expects them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct, structs

from ingest.aligned import AlignedText
from ingest.document import Place, Structure, StructureKind
from ingest.sources.writing.runs import Kind, Run, RunPlace, printed, single_spaced
from kg.locator import Span

_REACH = 12
"""How many characters in front of a raised one are looked at: an ion has at most nine."""

_NO_BLANK_BEHIND = " (["
"""Behind these, and at the beginning of a line (in which `"" in _NO_BLANK_BEHIND`), a run begins without a blank."""

_PLAIN, _RAISED, _LOWERED, _BREAK = Kind.PLAIN, Kind.RAISED, Kind.LOWERED, Kind.BREAK
_UNMARKED = (_PLAIN, _BREAK)
_SIGN = re.compile(r"[*†‡§¶#](?:[*†‡§¶#]*(?!\d)|(?<=[\w%)\]].)(?<![A-Z]\d.)[*†‡§¶#]*)")
"""A sign that may be a note's mark: not one in front of a number, as in names of alleles ("*1/*2", "GENE1A1*2")."""

_MARKER = re.compile(r"(?:[a-z]|[A-Z]|\d{1,2}|[*†‡§¶#&+^~$@|]{1,4})\.?")
_POWER = re.compile(r"[-–−+]?\s?\d{1,2}")
_TEN = re.compile(r"(?:^|[^\w.,]|(?<=\d)\s?[x×])10\s?$")
_UNIT = re.compile(r"(?:^|[\s\d/(.·•-])[cmkdµμ]?m\s?$")
_LETTER = re.compile(r"[A-Za-zµμ)\]]$")
_ION = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z][a-z]?\d?){1,3}$")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_WORD = re.compile(r"[A-Za-z]{2}|[(\[]")
_CHARGE = re.compile(r"\d?[+−–-]")


class _Piece(Struct, frozen=True, gc=False):
    """Characters as they are written, and where they are printed; a `mark` is cut from clean text."""

    text: str
    mark: StructureKind | None = None
    place: RunPlace | None = None


class Line(Struct, frozen=True, gc=False):
    """A written line: its clean text and the marks that were cut, "a" and "*"."""

    text: AlignedText
    markers: tuple[str, ...] = ()


@dataclass(slots=True)
class TextWriter:
    """Writes lines one below another and knows where each came to stand.

    `length` is how many characters the text has; a writer that begins with some goes on behind them. `structure` gathers
    the marks that were cut, `places` where pages print what was written, for runs that know it.
    """

    length: int = 0
    structure: list[Structure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def line(self, runs: Sequence[Run], *, notes: frozenset[str] = frozenset(), prose: bool = True) -> Line | None:
        """Writes runs on a line of their own; None, and nothing written, if they have no character.

        `notes` are the markers that notes explain, raised or not. What else is raised is a mark too, unless it is a
        power, an index, a charge or an ordinal; in `prose`, a raised number is a mark of a reference.
        """
        text = _plain_text(runs)
        if text is None or (notes and _has_signs(text, notes)):
            return self._marked_line(runs, notes, prose=prose)
        return Line(self.plain(text)) if text else None

    def lines(self, found: Iterable[Sequence[Run]], notes: frozenset[str]) -> None:
        """Writes what `line` writes outside prose, one below another. Most are a single plain run, written as it is."""
        plain = [(_plain_text(runs), runs) for runs in found]
        signed = bool(notes) and _has_signs("\n".join([text for text, _ in plain if text]), notes)
        texts: list[str] = []
        for text, runs in plain:
            if text is None or (signed and _has_signs(text, notes)):
                self._add_lines(texts)
                texts.clear()
                self._marked_line(runs, notes, prose=False)
            elif text:
                texts.append(text)
        self._add_lines(texts)

    def _add_lines(self, texts: Sequence[str]) -> None:
        if texts:
            self.plain("\n".join(texts))

    def plain(self, words: str, sign: str = "") -> AlignedText:
        """Writes words, which have single blanks between them, on a line of their own, behind a sign; where they stand."""
        start = self.length + len(sign)
        end = start + len(words)
        self._pieces += (sign, words, "\n")
        self.length = end + 1
        return AlignedText(words, (range(start, end),))

    def verbatim(self, text: str, place: RunPlace | None = None) -> None:
        """Writes a line as it is, with the white space at its start."""
        start = self.length + len(text) - len(text.lstrip())
        if place and text.strip():
            span = Span(start, self.length + len(text.rstrip()))
            self.places.append(Place(span=span, page=place.page, box=place.box))
        self._write(f"{text}\n")

    def _marked_line(self, runs: Sequence[Run], notes: frozenset[str], *, prose: bool) -> Line | None:
        pieces = _trimmed(_pieces(runs, notes, prose=prose))
        if not pieces:
            return None
        texts: list[str] = []
        ranges: list[range] = []
        markers: list[str] = []
        end = self.length
        for piece in pieces:
            text, mark, place, start = piece.text, piece.mark, piece.place, end
            end = start + len(text)
            self._pieces.append(text)
            if place and not text.isspace():
                self.places.append(Place(span=Span(start, end), page=place.page, box=place.box))
            if mark is None:
                texts.append(text)
                ranges.append(range(start, end))
            else:
                self.structure.append(Structure(kind=mark, span=Span(start, end)))
                markers += _marks(text)
        self._pieces.append("\n")
        self.length = end + 1
        clean = AlignedText.of_ranges("".join(texts), ranges).strip()
        return Line(clean, tuple(markers)) if clean.text else None

    def blank(self) -> None:
        """Writes an empty line, once; none at the beginning."""
        if self._pieces and self._pieces[-2:] != ["\n", "\n"]:
            self._write("\n")

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def _plain_text(runs: Sequence[Run]) -> str | None:
    """What a line of plain runs without places is written as; None if there are others."""
    if len(runs) == 1:
        text, run = runs[0].text, runs[0]
        if run.kind is not _PLAIN or run.place is not None:
            return None
        return " ".join(text.split())
    for run in runs:
        if run.kind not in _UNMARKED or run.place is not None:
            return None
    text = printed(runs)
    return _closed_up(runs) if "( " in text or "[ " in text else text


def _closed_up(runs: Sequence[Run]) -> str:
    """The text of plain runs with single blanks between words, and none at the beginning of a run behind a bracket."""
    text = ""
    for run in runs:
        found = single_spaced(run.text)
        text += found.lstrip(" ") if text[-1:] in _NO_BLANK_BEHIND else found
    return text.rstrip(" ")


def _pieces(runs: Sequence[Run], notes: frozenset[str], *, prose: bool) -> list[_Piece]:
    """The pieces of a line, with single blanks between words."""
    pieces: list[_Piece] = []
    before, runs = "", _attached(_merged(runs))
    for index, run in enumerate(runs):
        for piece, mark in _written(runs, index, before, notes, prose=prose):
            written = piece.lstrip(" ") if before[-1:] in _NO_BLANK_BEHIND else piece
            if written:
                pieces.append(_Piece(written, mark, run.place))
                before += written
    return pieces


def _attached(runs: Sequence[Run]) -> list[Run]:
    """The runs without the blanks that indented XML has before raised and lowered characters.

    Where such a blank was left out, the word after the raised or lowered characters stands apart from them.
    """
    attached, last = list(runs), len(runs) - 1
    for index, run in enumerate(runs):
        own = text = run.text
        if run.kind is _PLAIN and index < last and text[-1] == " " and _is_attached(runs, index + 1):
            own = text[:-1]
        behind = index > 1 and runs[index - 1].kind is not _PLAIN and attached[index - 2] is not runs[index - 2]
        if behind and _WORD.match(own):
            own = f" {own}"
        if own is not text:
            attached[index] = structs.replace(run, text=own)
    return attached


def _merged(runs: Sequence[Run]) -> list[Run]:
    """The runs with single blanks between words; plain ones that follow one another as one, without their styles."""
    merged: list[Run] = []
    texts: list[str] = []
    for run in runs:
        text = single_spaced(run.text)
        if run.kind is _PLAIN and run.place is None:
            if texts and texts[-1][-1] in _NO_BLANK_BEHIND:
                text = text.lstrip(" ")
            if text:
                texts.append(text)
        elif text:
            if texts:
                merged.append(Run("".join(texts)))
                texts.clear()
            merged.append(run if text is run.text else Run(text, run.kind, place=run.place))
    if texts:
        merged.append(Run("".join(texts)))
    return merged


def _is_attached(runs: Sequence[Run], index: int) -> bool:
    """Whether a run stands right behind the word in front of it: lowered, or raised and not the mass of an isotope."""
    run = runs[index]
    if run.kind is not _RAISED or run.text.isspace():
        return run.kind is _LOWERED
    following = runs[index + 1].text if index + 1 < len(runs) else ""
    return not (_ELEMENT.match(following) and run.text.strip().isdigit())


def _written(
    runs: Sequence[Run], index: int, before: str, notes: frozenset[str], *, prose: bool
) -> Iterable[tuple[str, StructureKind | None]]:
    """The text of a run as it is written, in pieces that are marks or not; `before` is what is written in front of it."""
    text, kind = runs[index].text, runs[index].kind
    if kind is _PLAIN:
        return _signs(text, notes) if notes and _has_signs(text, notes) else ((text, None),)
    if kind is _RAISED:
        after = next((following.text for following in runs[index + 1 :] if following.text), "")
        return (_raised(text, before[-_REACH:], after, notes, prose=prose),)
    if kind is _LOWERED:
        return ((text.strip() if before and before[-1] != " " else text, None),)
    return ((" ", None) if kind is _BREAK else (text, StructureKind.FOOTNOTE_MARKER),)


def _has_signs(text: str, notes: frozenset[str]) -> bool:
    """Whether plain text has signs that notes explain."""
    return not notes.isdisjoint(_SIGN.findall(text))


def _signs(text: str, notes: frozenset[str]) -> Iterator[tuple[str, StructureKind | None]]:
    """Plain text, with the signs in it that notes explain as marks."""
    start = 0
    for match in _SIGN.finditer(text):
        if match.group() in notes:
            yield text[start : match.start()], None
            yield match.group(), StructureKind.FOOTNOTE_MARKER
            start = match.end()
    yield text[start:], None


def _raised(
    text: str, before: str, after: str, notes: frozenset[str], *, prose: bool
) -> tuple[str, StructureKind | None]:
    words, marks = text.strip(), _marks(text)
    is_number = words[-1:].isdigit()
    if is_number and _POWER.fullmatch(words) and _TEN.search(before):
        return "^" + re.sub(r"[–−]", "-", words.replace(" ", "")), None
    if words in ("2", "3") and _UNIT.search(before):
        return words, None
    if marks and notes.issuperset(marks):
        return text, StructureKind.FOOTNOTE_MARKER
    if (_CHARGE.fullmatch(words) and _ION.search(before)) or (is_number and _is_isotope(words, before, after)):
        return words, None
    if marks and all(_MARKER.fullmatch(mark) for mark in marks):
        reference = prose and words[:1].isdigit()
        return text, StructureKind.REFERENCE_MARKER if reference else StructureKind.FOOTNOTE_MARKER
    return text, None


def _marks(text: str) -> list[str]:
    """The single marks in what is raised: "a" and "b" in "a, b."."""
    return [mark.rstrip(".") for mark in text.replace(",", " ").replace(";", " ").split()]


def _is_isotope(words: str, before: str, after: str) -> bool:
    """Whether a raised number is the mass of the element whose sign follows: "14C"."""
    apart = not before or not _LETTER.search(before)
    return words.isdigit() and apart and bool(_ELEMENT.match(after))


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without blanks at the end of the line."""
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if pieces and pieces[-1].text[-1] == " ":
        pieces[-1] = structs.replace(pieces[-1], text=pieces[-1].text.rstrip())
    return pieces
