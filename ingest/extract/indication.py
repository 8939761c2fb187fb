"""Indications: the diseases that section 1 and a guide say the product is for, in whom and when (21 CFR 201.57(c)(2))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as TokenSpan

from ingest.document import Part
from ingest.indicated import Indicated, given_with, indicated, of, patients_in_front
from ingest.matcher import Match
from ingest.names import product_names
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.run_in import items
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Indication
from kg.locator import Evidence

_PLACES = re.compile(r"\s*\(\s*\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*\s*\)")
"""Section numbers in brackets."""
_BULLETS = "•●○◦▪·"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words that introduce the items of a list.

    `goes_on` if items may stand below without a sign: the list is run into a paragraph, or its words end with a colon,
    where a PDF's text has lost the signs.
    """

    lead: str
    place: Evidence
    is_run_in: bool
    goes_on: bool


def extract(reading: Reading) -> Iterator[Indication]:
    """One per disease that a sentence, or an item of a list after "is indicated for:", names.

    A list may be run into one paragraph; a subsection may state the patients alone, below the title of section 1. No
    list goes on from section 1 into a guide.
    """
    frame: _Frame | None = None
    part: Part | None = None
    for passage in reading.guide_and("1"):
        frame, part = frame if passage.part is part else None, passage.part
        is_told, is_of_limits = _is_told(passage), _is_of_limits(passage)
        for words in _sentences(passage, product_names(reading.document)):
            is_item = passage.level > 0 or words.text[:1] in _BULLETS
            said = _said(words)
            if is_of_limits or of("limits").opening(words):
                frame = None
            elif said is not None:
                rest = words.doc[said.slots.get("said", said.tokens).end : words.end]
                lead, found = _listed(rest, words.doc[words.start : said.tokens.start])
                place = passage.evidence(words)
                frame = _frame(lead, found, rest, place, goes_on=words.text.rstrip().endswith(":"))
                yield from (_indication(one, (place,), is_item=is_item) for one in found)
            elif frame is not None and (is_item or (frame.goes_on and not _is_sentence(words))):
                listed = _items(words) if frame.is_run_in else (words,)
                found = [one for item in listed for one in indicated(f"{frame.lead}{_plain(item)}")]
                yield from (_indication(one, (passage.evidence(words), frame.place), is_item=True) for one in found)
            elif is_told or frame is None:
                frame = None
                if not is_told and passage.section is not None and passage.section.startswith("1."):
                    yield from (_indication(one, (passage.evidence(words),), is_item=False) for one in _patients(words))


def _said(words: TokenSpan) -> Match | None:
    """The words that say that the product is indicated, and not another: "for whom no other agents are indicated"."""
    aside = [match.tokens for match in of("aside").find(words)]
    said = (match for match in of("said").find(words) if not any(_is_in(match.tokens, other) for other in aside))
    return None if of("not").first(words) else next(said, None)


def _is_in(words: TokenSpan, other: TokenSpan) -> bool:
    return bool(other.start <= words.start and words.end <= other.end)


def _is_of_limits(passage: Passage) -> bool:
    """Whether a passage stands below a heading of limitations of use."""
    return any(of("limits").first(tokenize(heading)) for heading in (passage.title, *passage.headings))


def _is_sentence(words: TokenSpan) -> bool:
    """Whether words have a verb of their own: not one of "who do not respond", and none in brackets."""
    return of("sentence").first(of("disease-end").before(words)) is not None


def _is_told(passage: Passage) -> bool:
    """Whether a passage is an item, holds some, or speaks of what is indicated."""
    holds_items = any(bullet in passage.text.text for bullet in _BULLETS)
    return passage.level > 0 or holds_items or of("mention").first(passage.tokens) is not None


def _listed(rest: TokenSpan, front: TokenSpan) -> tuple[str, list[Indicated]]:
    """The words that introduce a list run into what stands behind "indicated", "" if there is none, and what is indicated."""
    patients, given = patients_in_front(front), given_with(front)
    if rest.start and rest.doc[rest.start - 1].text == ":":
        return "", [one for item in _items(rest) for one in indicated(_plain(item), patients, given)]
    colon = next((token.i for token in rest if token.text in ":."), rest.end)
    introduced = next((match for match in of("list").find(rest) if match.tokens.end - 1 == colon), None)
    if introduced is None or introduced.tokens.end == rest.end:
        return "", list(indicated(_plain(rest), patients, given))
    lead = f"{_plain(rest.doc[rest.start : colon])} "
    listed = _items(rest.doc[colon + 1 : rest.end])
    return lead, [one for item in listed for one in indicated(f"{lead}{_plain(item)}", patients, given)]


def _frame(lead: str, found: list[Indicated], rest: TokenSpan, place: Evidence, *, goes_on: bool) -> _Frame | None:
    """What introduces the items below a statement: the words of its own list, or all of them if they name no disease."""
    words = lead if found else f"{_plain(rest).rstrip(':')} "
    return _Frame(words, place, is_run_in=bool(found), goes_on=bool(found) or goes_on) if words else None


def _items(words: TokenSpan) -> Iterator[TokenSpan]:
    return items(words, of("item"), ends=of("item-end"))


def _patients(words: TokenSpan) -> Iterator[Indicated]:
    """What a sentence without a verb states: "Adult patients with severe exampleosis who have had surgery."."""
    if of("patients").opening(words) and not _is_sentence(words):
        yield from indicated(f"for {_plain(words)}")


def _sentences(passage: Passage, names: Sequence[str]) -> Iterator[TokenSpan]:
    """The sentences; a list without a full stop ends where limitations of use begin, and where the product is described."""
    described = re.compile(
        rf"(?<=\w)\s+(?=(?:{'|'.join(map(re.escape, names))})\W*\s(?:is|are)\s+an?\b)", re.IGNORECASE
    )
    for sentence in passage.sentences:
        limits = of("limits").first(sentence)
        again = described.search(sentence.text) if names else None
        description = sentence.doc.char_span(sentence.start_char + again.end(), sentence.end_char) if again else None
        cuts = {sentence.start, sentence.end}
        cuts |= {limits.tokens.start} if limits is not None else set()
        cuts |= {description.start} if description is not None else set()
        yield from (sentence.doc[start:end] for start, end in pairwise(sorted(cuts)))


def _indication(stated: Indicated, places: tuple[Evidence, ...], *, is_item: bool) -> Indication:
    return Indication(
        evidence=places,
        read_by="indication.item" if is_item else "indication.sentence",
        form=Form.LIST if is_item else Form.SENTENCE,
        disease=stated.disease,
        population=stated.population,
        condition=stated.condition,
    )


def _plain(words: TokenSpan) -> str:
    """Words without references and the numbers of sections."""
    return " ".join(_PLACES.sub("", without_references(words.text)).split()).lstrip(_BULLETS + " ").strip()
