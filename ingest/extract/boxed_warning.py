"""The boxed warning: one fact per hazard that its title names (21 CFR 201.57(c)(1))."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.aligned import AlignedText
from ingest.document import Paragraph, Part, Section
from ingest.matcher import PatternSet, patterns
from ingest.names import product_names
from ingest.passages import evidence
from ingest.reading import Reading, is_within
from ingest.tokens import tokenize
from ingest.wording import telling_words
from kg.codes import Form
from kg.facts import BoxedWarning

_SENTENCE = re.compile(r"[a-z]{3,}.*[a-z)]\.\s*$")
"""The end of a sentence in small letters: a box without a title, which begins with its text."""

_COUNTED = re.compile(r"\((?P<sign>[A-H])\)\s*")


def extract(reading: Reading) -> Iterator[BoxedWarning]:
    """One boxed warning per hazard of the title, with the text of the box that stands under the hazard's own heading."""
    names = product_names(reading.document)
    for section in reading.document.sections:
        if section.part is Part.BOXED and section.title is not None and not _SENTENCE.search(section.title.text):
            title = _without_name(section.title, names)
            hazards = tuple(_hazards(title, tuple(_named_together(reading, section))))
            for position, hazard in enumerate(hazards):
                yield BoxedWarning(
                    evidence=(evidence(reading.document, hazard.span(), section="boxed"),),
                    read_by="boxed_warning.title",
                    form=Form.HEADING,
                    title=_closed(hazard.text),
                    text=_text(section, position, len(hazards)),
                )


def _named_together(reading: Reading, box: Section) -> Iterator[frozenset[str]]:
    """The words of each heading of the box and of Warnings and Precautions: a heading names one hazard."""
    for section in (*box.sections, *reading.document.walk()):
        below_five = section.part is Part.FULL and is_within(section.number, ("5",)) and section.number != "5"
        if section.title is not None and (section.part is Part.BOXED or below_five) and section is not box:
            yield telling_words(section.title.text)


def _hazards(title: AlignedText, headings: tuple[frozenset[str], ...]) -> Iterator[AlignedText]:
    """The hazards of a title. A title that names none, a bare "WARNING", stands for all that the box says."""
    body = _without("announces", _without("signal", title))
    counted = [
        found for found, sign in zip(_COUNTED.finditer(body.text), "ABCDEFGH", strict=False) if found["sign"] == sign
    ]
    if len(counted) > 1 and not counted[0].start():
        ends = [*(found.start() for found in counted[1:]), len(body.text)]
        yield from (body.slice(found.end(), end).strip() for found, end in zip(counted, ends, strict=True))
        return
    words, start = tokenize(body.text), 0
    for cut in _cuts(words, headings):
        yield body.slice(start, cut.start_char).strip()
        start = cut.end_char
    yield body.slice(start, len(body.text)).strip()


def _without_name(title: AlignedText, names: Sequence[str]) -> AlignedText:
    """A title without the product's name behind it, with which the text of the box begins in a source that runs both
    together; not "RISKS FROM USE OF EXAMPLINE".
    """
    for name in names:
        start = len(title.text) - len(name)
        before = tokenize(title.text[: max(start, 0)].strip())
        if title.text.casefold().endswith(f" {name.casefold()}") and not _of("before-a-name").takes_all(before[-1:]):
            return title.slice(0, start).strip()
    return title


def _without(part: str, title: AlignedText) -> AlignedText:
    """A title without the words that it begins with, if others are left."""
    found = _of(part).opening(tokenize(title.text))
    rest = title.slice(found.tokens.end_char if found else 0, len(title.text)).strip()
    return rest if re.search(r"\w", rest.text) else title


def _cuts(words: Doc, headings: tuple[frozenset[str], ...]) -> Iterator[TokenSpan]:
    """The commas, semicolons and "and" of a title of which not both sides belong to one hazard.

    The two sides of an upper-case AND belong to one hazard when one heading names both, or none names the second
    ("THOUGHTS AND BEHAVIORS"); in the agency's style a lower-case "and" in an upper-case title stands between hazards, and
    so do semicolons: then a comma between what one heading names parts no hazards.
    """
    found = [match.tokens for match in _of("between").find(words)]
    starts = [0, *(cut.end for cut in found)]
    ends = [*(cut.start for cut in found), len(words)]
    for position, cut in enumerate(found):
        left, right = words[starts[position] : ends[position]], words[starts[position + 1] : ends[position + 1]]
        is_one = (
            _of("goes-on").opening(right) or _of("degree").takes_all(left) or _is_bracketed(words.text, cut.start_char)
        )
        listed = "," in cut.text and ";" in words.text
        is_together = listed and any(
            telling_words(left.text) & own and telling_words(right.text) & own for own in headings
        )
        if not (is_one or is_together) and not ("AND" in cut.text and _is_one_hazard(left.text, right.text, headings)):
            yield cut


def _is_one_hazard(left: str, right: str, headings: tuple[frozenset[str], ...]) -> bool:
    naming_right = [heading for heading in headings if telling_words(right) & heading]
    return not naming_right or any(telling_words(left) & heading for heading in naming_right)


def _of(part: str) -> PatternSet:
    return patterns("boxed_warning", part)


def _is_bracketed(text: str, position: int) -> bool:
    """Whether a position is within brackets; a bracket that is never closed is a misprint and holds nothing."""
    before, after = text[:position], text[position:].partition("(")[0]
    return before.count("(") > before.count(")") and ")" in after


def _closed(title: str) -> str:
    """The title with the closing bracket that a misprint lost."""
    return title + ")" * max(0, title.count("(") - title.count(")"))


def _text(box: Section, position: int, hazards: int) -> str | None:
    """The text of the box under the hazard's heading, or all of it where they do not pair; None if there is none."""
    paired = len(box.sections) == hazards > 1
    chosen = (box.sections[position],) if paired else tuple(box.walk())
    return (
        "\n".join(block.text.text for part in chosen for block in part.blocks if isinstance(block, Paragraph)) or None
    )
