"""The packages that the product is supplied in, by their National Drug Code (21 CFR 201.57(c)(17))."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.tokens import quantity_of
from kg.facts import Package
from kg.locator import Span

_CODE = re.compile(r"\bNDC\s*(?:No\.?|#|:)?\s*(?P<code>\d{4,5}-\d{3,4}-\d{1,2})\b")
_CONTAINER = re.compile(
    r"\b(?P<container>carton|box|bottle|kit|package|case|tray|blister pack|vial)s?\b", re.IGNORECASE
)
_CONTENTS = re.compile(r"\b(?:contains?|containing|of)\s+(?P<contents>[^.;(]+)", re.IGNORECASE)
_COUNT = re.compile(r"^(?:(?P<number>\d+)|(?P<word>one|two|three|four|five|six|ten|a|an))\b", re.IGNORECASE)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def extract(reading: Reading) -> Iterator[Package]:
    """One package per National Drug Code of section 16 (and 3) or of a guide."""
    for passage in reading.guide_and("3", "16", cells=True):
        for sentence in passage.sentences:
            for code in _CODE.finditer(sentence.text):
                yield _package(passage, sentence, code)


def _package(passage: Passage, sentence: TokenSpan, code: re.Match[str]) -> Package:
    start = sentence.start_char + code.start("code")
    container = _CONTAINER.search(sentence.text[: code.start()])
    contents = _CONTENTS.search(sentence.text, code.end())
    counted = _COUNT.match(contents["contents"]) if contents else None
    spans = [passage.text.span(start, start + len(code["code"]))]
    spans.extend(_strengths(passage, sentence))
    return Package(
        evidence=(passage.evidence(sentence),),
        values=tuple(spans),
        read_by="package.ndc",
        ndc=code["code"],
        container=container["container"].lower() if container else None,
        quantity=_number(counted) if counted else None,
        contents=contents["contents"].strip() if contents else None,
    )


def _number(counted: re.Match[str]) -> int:
    return int(counted["number"]) if counted["number"] else _WORDS[counted["word"].lower()]


def _strengths(passage: Passage, sentence: TokenSpan) -> Iterator[Span]:
    """Where the sentence states how much a package holds."""
    for token in sentence:
        found = quantity_of(token)
        if found is not None and found.dimension in (Dimension.MASS, Dimension.VOLUME):
            yield passage.token_span(token)
