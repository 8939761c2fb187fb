"""Which lines are headings without a number: of the parts of a document, of Highlights, the boxed warning and below."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.sources.numbering import TitleKind, numbering
from ingest.sources.text.lines import Line
from kg.locator import Span

HIGHLIGHTS = re.compile(r"[\s_–—-]*HIGHLIGHTS OF PRESCRIBING INFORMATION\b")
CONTENTS = re.compile(r"\s*FULL PRESCRIBING INFORMATION\s*:?\s*CONTENTS\b")
FULL = re.compile(r"\s*FULL PRESCRIBING INFORMATION\s*\*?$")
BULLET = re.compile(r"\s*(?P<bullet>[•·●○◦▪■□‣⁃∙\uf0b7]|[-–—](?=\s)|o(?=\s+[A-Z]))\s*")
CAPTION = re.compile(r"\s*(?:Table|TABLE|Figure|FIGURE)\s+\d+[A-Za-z]?\s*(?:[.:]|[-–—]\s)")
NOTE = re.compile(r"\s*[a-z*†‡§](?:\s[A-Z\d+]|[A-Z][a-z]|\+)")
SENTENCE_END = re.compile(r"[.!?:;][\"”’)\]]*$|\][.,]?$|[a-z)\]]\.\d{1,2}(?:,\d{1,2})*$")

_BOXED = re.compile(r"\s*(?:BOXED\s+)?WARNINGS?\b(?!\s+AND\s+PRECAUTIONS)")
_POINTED_CAPTION = re.compile(r"(?P<sentence>\b[Tt]able (?P<number>\d+)\s?[)\]]?\.)\s+(?=Table\s(?P=number):\s[A-Z])")
_DASHED = re.compile(r"\s*[-–—_]{3,}\s*(?P<title>[A-Z][A-Z ,/&]+[A-Z])\s*[-–—_]{3,}")
_HANGING = re.compile(
    r"(?:\b(?:a|an|and|are|as|at|be|been|by|for|from|has|have|in|is|no|not|of|on|or|see|than|that|the|to|was|were|who|with)"
    r"|[,/(&]|(?<=\w)[-–—])$",
    re.IGNORECASE,
)
_NO_TITLE_END = re.compile(r"[.;,?!-]$|[a-z]{2}\.\s")
_CONNECTIVE = re.compile(r"(?:AND|OR|AND/OR|and|or)[:.]?$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_AGE = re.compile(
    r"\b(?:(?:aged?|from|less than|weighing)\s)*\d[\d.]*(?:\s?(?:to|through|and|-|–)\s?(?:less than\s)?\d[\d.]*)?"
    r"\s(?:years?|months?|weeks?|days?|kg)\b(?:\s(?:of age|old))?"
    r"(?:\s(?:and|or|to)\s(?:older|younger|above|over|greater|more|less))?"
)
_LOWERED = re.compile(r"\d{1,2}")
_NUMBER = re.compile(r"(?<!\w)[\d.,%/]*\d")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "per",
        "than",
        "that",
        "the",
        "their",
        "to",
        "using",
        "versus",
        "via",
        "vs",
        "who",
        "with",
    ]
)
_MOST_LINES = 4
_MOST_WORDS = 16
_WIDE = 0.88
_SHORT = 0.7
_SHORT_LINE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading and the lines it takes: from `first` up to, without it, `after`.

    `number` is as printed, with its span; `title` holds the lines, or ends of lines, that print the title.
    """

    number: str | None = None
    number_span: Span | None = None
    title: tuple[Line, ...]
    first: int
    after: int

    @property
    def words(self) -> str:
        return " ".join(line.words for line in self.title)


def width(lines: Sequence[Line]) -> int:
    """How many characters a full line has: one line in ten is longer."""
    lengths = sorted(len(line.text) for line in lines if not line.blank)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def tail(line: Line, start: int, end: int | None = None) -> Line:
    """The part of a line from one of its characters on."""
    text = line.text[start:end]
    return Line(text, Span(line.span.start + start, line.span.start + start + len(text)), line.page, line.number)


def in_title_case(words: str) -> bool:
    """Whether the words are capitalised as in a title: all but small ones, and those of an age or weight.

    >>> in_title_case("Drugs That Prolong the QT Interval"), in_title_case("Patients should be observed")
    (True, False)
    >>> in_title_case("Pediatric Patients 12 years of age and older")
    True
    """
    long = [word for word in _WORD.findall(_AGE.sub("", words)) if word.lower() not in _SMALL_WORDS]
    return bool(long) and sum(word[0].isupper() for word in long) >= len(long) * 0.75


def in_capitals(words: str) -> bool:
    """Whether most letters are capitals, as in the title of a boxed warning."""
    letters = [character for character in words if character.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= len(letters) * 0.7


def runs_on(text: str) -> bool:
    """Whether a line's end shows that its sentence goes on: a small word, a comma, a hyphen or an open bracket.

    >>> runs_on("during treatment with"), runs_on("[see Warnings and Precautions"), runs_on("of the label.")
    (True, True, False)
    """
    opened = max(text.rfind("["), text.rfind("("))
    return bool(_HANGING.search(text)) or opened > max(text.rfind("]"), text.rfind(")"))


def stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether no sentence runs on into a line.

    Lone digits at the end of the page above are left out: a PDF's text may have the lowered ones of a page there.
    """
    page, start = lines[index].page, index
    while start and _LOWERED.fullmatch(lines[start - 1].text) and lines[start - 1].page < page:
        start -= 1
    above = lines[start - 1].text if start else ""
    if above:
        return bool(SENTENCE_END.search(above)) or in_capitals(above)
    before = next((line.text for line in reversed(lines[max(0, start - 4) : start]) if not line.blank), "")
    return not runs_on(before)


def title_lines(first: Line, following: Sequence[Line], full: int) -> tuple[Line, ...]:
    """The lines over which a title goes: the first and those of the following ones that belong to it.

    `full` is the width of a full line.
    """
    titles = [first]
    for line in following[: _MOST_LINES - 1]:
        if not _goes_on(titles, line, full):
            break
        titles.append(line)
    return tuple(titles)


def _goes_on(titles: Sequence[Line], following: Line, full: int) -> bool:
    """Whether a title goes on in a line: its end shows it, or the line's first word found no room and fits in a title."""
    text = " ".join(line.words for line in titles)
    if following.blank or BULLET.match(following.text) or text.endswith(":"):
        return False
    if text.count("(") > text.count(")"):
        return True
    first_word = following.words.split()[0]
    if in_capitals(text) != in_capitals(following.words):
        return False
    if _HANGING.search(text) or (in_capitals(text) and first_word.lower() in _SMALL_WORDS):
        return True
    if first_word in _SMALL_WORDS and len(first_word) > 1 and in_title_case(following.words):
        return True
    has_room = len(titles[-1].text) + 1 + len(first_word) <= full * _WIDE
    ends_sentence = SENTENCE_END.search(following.text) and not first_word[0].islower()
    fits = first_word[0].islower() or in_title_case(following.words)
    return fits and not (has_room or ends_sentence or NOTE.match(following.text))


def boxed_title(lines: Sequence[Line], index: int) -> Heading | None:
    """The title of a boxed warning that begins at a line: "WARNING: ..." in capitals, over any number of lines."""
    if not _BOXED.match(lines[index].text) or not in_capitals(lines[index].text):
        return None
    after = index + 1
    while after < len(lines) and in_capitals(lines[after].text) and not BULLET.match(lines[after].text):
        after += 1
    return Heading(title=tuple(lines[index:after]), first=index, after=after)


def highlights_heading(lines: Sequence[Line], index: int, full: int) -> Heading | None:
    """A heading of Highlights: between dashes, the title of a known section in capitals, or the boxed warning's."""
    del full
    line = lines[index]
    dashed = _DASHED.match(line.text)
    if dashed:
        return Heading(title=(tail(line, *dashed.span("title")),), first=index, after=index + 1)
    known = (*numbering().of(TitleKind.SECTION), *numbering().of(TitleKind.HIGHLIGHT))
    if in_capitals(line.text) and any(title.is_printed(line.words) for title in known):
        return Heading(title=(line,), first=index, after=index + 1)
    return boxed_title(lines, index)


def split_dashed(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with the text that a PDF's text has behind a heading between dashes on a line of its own."""
    for line in lines:
        dashed = _DASHED.match(line.text)
        if dashed and line.text[dashed.end() :].strip():
            yield tail(line, 0, dashed.end())
            yield tail(line, dashed.end())
        else:
            yield line


def split_captions(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with a caption that follows on its line the sentence that points to its table on a line of its own.

    Such a line begins with the end of the one above it where that parts "Table" from its number.
    """
    for line in _with_whole_labels(lines):
        pointed = _POINTED_CAPTION.search(line.text)
        if pointed:
            yield tail(line, 0, pointed.end("sentence"))
            yield tail(line, pointed.end())
        else:
            yield line


def _with_whole_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, two as one where a caption's label is parted: "as shown in Table 4. Table", "4: Reactions"."""
    taken = False
    for line, below in pairwise((*lines, Line("", Span(0, 0)))):
        whole = f"{line.text}\n{below.text}"
        if taken:
            taken = False
        elif _parts_label(line, below) and _POINTED_CAPTION.search(whole):
            taken = True
            yield Line(whole, Span(line.span.start, below.span.end), line.page, line.number)
        else:
            yield line


def _parts_label(line: Line, below: Line) -> bool:
    return line.text.endswith(" Table") and below.span.start == line.span.end + 1


def boxed_heading(lines: Sequence[Line], index: int, full: int) -> Heading | None:
    """A heading within a boxed warning: lines in capitals that stand apart."""
    del full
    if not in_capitals(lines[index].text) or BULLET.match(lines[index].text) or not stands_apart(lines, index):
        return None
    after = index + 1
    while after < len(lines) and in_capitals(lines[after].text) and not BULLET.match(lines[after].text):
        after += 1
    return Heading(title=tuple(lines[index:after]), first=index, after=after)


def subheading(lines: Sequence[Line], index: int, full: int, *, loose: bool = False) -> Heading | None:
    """An unnumbered heading that begins at a line; `full` is the width of a full line.

    It stands apart from what is above, ends without a full stop, is followed by the start of a sentence, and is in title
    case, or short and set off by blank lines. In a guide (`loose`) a short line is enough.
    """
    if not _may_be_title(lines[index].words) or not (
        stands_apart(lines, index) or (loose and _follows_heading(lines, index, full))
    ):
        return None
    titles = title_lines(lines[index], lines[index + 1 : index + _MOST_LINES], full)
    after = index + len(titles)
    below = next((i for i in range(after, len(lines)) if not lines[i].blank), None)
    words = " ".join(line.words for line in titles)
    if below is None or len(words.split()) > _MOST_WORDS:
        return None
    if lines[below].words[0].islower() and not NOTE.match(lines[below].text):
        return None
    if words.endswith(":") or in_title_case(words):
        is_title = in_title_case(words) and not _NO_TITLE_END.search(words)
    else:
        is_short = len(words) < min(full * _SHORT, _SHORT_LINE)
        is_title = is_short and _is_set_off(lines, index, full, loose=loose) and (loose or lines[after].blank)
    return Heading(title=titles, first=index, after=after) if is_title else None


def _is_set_off(lines: Sequence[Line], index: int, full: int, *, loose: bool) -> bool:
    """Whether a line is set off from what is above: by a blank line; in a guide, by a heading or its indentation too."""
    above = lines[index - 1] if index else None
    if above is None or above.blank:
        return True
    indented = lines[index].text[0].isspace() and not above.text[0].isspace()
    return loose and (indented or _follows_heading(lines, index, full))


def guide_heading(lines: Sequence[Line], index: int, full: int) -> Heading | None:
    """A heading of a guide, which has no numbers: one of a boxed warning that it repeats, or a short line."""
    return boxed_title(lines, index) or subheading(lines, index, full, loose=True)


def _follows_heading(lines: Sequence[Line], index: int, full: int) -> bool:
    """Whether the lines above a line are a heading, or the line stands out as one: several words in capitals."""
    words = lines[index].words
    if words.isupper() and len(_LONG_WORD.findall(words)) >= 2 and not in_capitals(lines[index - 1].text):
        return True
    above = (subheading(lines, first, full, loose=True) for first in range(max(0, index - 2), index))
    return any(heading is not None and heading.after == index for heading in above)


def _may_be_title(words: str) -> bool:
    """Whether a line can begin a title at all."""
    if not words or not words.lstrip("“\"'(")[:1].isupper() or BULLET.match(words) or CAPTION.match(words):
        return False
    if _CONNECTIVE.match(words) or "[see" in words or (SENTENCE_END.search(words) and not words.endswith(":")):
        return False
    return len(_NUMBER.findall(words)) * 2 < len(_WORD.findall(words)) + 1
