"""Where the numbers of tokens are printed in the source: the digits alone, without units, names and signs."""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from ingest.passages import Passage
from kg.locator import Span

_NUMBER = re.compile(r"(?<![A-Za-z0-9²³^])\d+(?:,\d{3})*(?:\.\d+)?(?:\^[-−–]?\d+)?")


def number_spans(passage: Passage, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The source spans of the numbers in some tokens of a passage, each once, in the order of the tokens."""
    found = (
        passage.text.span(token.idx + number.start(), token.idx + number.end())
        for token in tokens
        for number in _NUMBER.finditer(token.text)
    )
    return tuple(dict.fromkeys(found))
