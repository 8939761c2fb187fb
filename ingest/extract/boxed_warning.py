"""The boxed warning: one fact per hazard that its title names (21 CFR 201.57(c)(1))."""

import re
from collections.abc import Iterator

from ingest.aligned import AlignedText
from ingest.document import Paragraph, Part, Section
from ingest.passages import evidence
from ingest.reading import Reading, is_within
from kg.codes import Form
from kg.facts import BoxedWarning

_SIGNAL = re.compile(r"^\s*(?:BOXED\s+)?WARNINGS?\s*[:-]?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|AND)\s+|;\s*(?:(?:and|AND)\s+)?|,\s+|\s+(?:and|AND)\s+)")
_COUNTED = re.compile(r"\((?P<sign>[A-H])\)\s*")
_SUBORDINATE = re.compile(r"^(?:including|also known as|such as|particularly|especially|more|or)\b", re.IGNORECASE)
_DEGREE = r"(?:fatal|serious|severe|prolonged|life[- ]threatening)"
_DEGREES = re.compile(rf"{_DEGREE}(?:(?:,|\s+and|\s+or)\s+{_DEGREE})*", re.IGNORECASE)
_LEAD = re.compile(
    rf"(?:{_DEGREES.pattern}\s+)?(?:toxicities|adverse\s+reactions|reactions|risks|events)\s*(?::|,?\s+including:?)\s+",
    re.IGNORECASE,
)
"""Words that only announce the hazards behind them."""
_WORD = re.compile(r"[a-z]{4,}")


def extract(reading: Reading) -> Iterator[BoxedWarning]:
    """One boxed warning per hazard of the title, with the text of the box that stands under the hazard's own heading."""
    for section in reading.document.sections:
        if section.part is Part.BOXED and section.title is not None:
            hazards = tuple(_hazards(section.title, tuple(_named_together(reading, section))))
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
            yield _telling(section.title.text)


def _hazards(title: AlignedText, headings: tuple[frozenset[str], ...]) -> Iterator[AlignedText]:
    """The hazards of a title: cut at commas, semicolons and "and" unless both sides belong to one hazard.

    Hazards that are counted, "(A) ... (B) ...", are cut there. A title that names no hazard, a bare "WARNING", stands for
    all that the box says. The two sides of an upper-case AND belong to one hazard when one heading names both, or none
    names the second ("THOUGHTS AND BEHAVIORS"); in the agency's style a lower-case "and" in an upper-case title stands
    between hazards.
    """
    signal = _SIGNAL.match(title.text)
    names_a_hazard = signal is not None and signal.end() < len(title.text)
    body = title.slice(signal.end() if signal and names_a_hazard else 0, len(title.text)).strip()
    lead = _LEAD.match(body.text)
    body = body.slice(lead.end() if lead else 0, len(body.text))
    counted = [
        match for match, sign in zip(_COUNTED.finditer(body.text), "ABCDEFGH", strict=False) if match["sign"] == sign
    ]
    if len(counted) > 1 and not counted[0].start():
        ends = [*(match.start() for match in counted[1:]), len(body.text)]
        yield from (body.slice(match.end(), end).strip() for match, end in zip(counted, ends, strict=True))
        return
    start, last_cut = 0, 0
    for cut in _BETWEEN.finditer(body.text):
        after = _BETWEEN.search(body.text, cut.end())
        right = body.text[cut.end() : after.start() if after else len(body.text)]
        left = body.text[last_cut : cut.start()]
        last_cut = cut.end()
        if _is_bracketed(body.text, cut.start()) or _SUBORDINATE.match(right) or _DEGREES.fullmatch(left):
            continue
        if "AND" in cut.group() and _is_one_hazard(left, right, headings):
            continue
        yield body.slice(start, cut.start()).strip()
        start = cut.end()
    yield body.slice(start, len(body.text)).strip()


def _is_one_hazard(left: str, right: str, headings: tuple[frozenset[str], ...]) -> bool:
    naming_right = [heading for heading in headings if _telling(right) & heading]
    return not naming_right or any(_telling(left) & heading for heading in naming_right)


def _telling(words: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(words.casefold()))


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
