"""Lists that a source has run into a paragraph, cut into their items again."""

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.matcher import PatternSet
from ingest.tokens import CROSS_REFERENCE

_BULLETS = frozenset("•●")
_STOPS = frozenset(".;")


def items(
    words: TokenSpan, begins: PatternSet, *, goes_on: PatternSet | None = None, ends: PatternSet | None = None
) -> Iterator[TokenSpan]:
    """The items of a list without the signs in front of them.

    An item begins at a bullet, at any word behind a cross-reference but those of `goes_on`, at the words of `begins` behind
    a stop or in capitals, and behind the words of `ends` if a stop or a word in capitals follows.
    """
    starts, going_on = _starts(begins, words), _starts(goes_on, words)
    ended = {match.tokens.end for match in ends.find(words)} if ends is not None else set[int]()
    begin = words.start
    for position in range(words.start + 1, words.end):
        if position not in going_on and _is_between(words.doc, position, position in starts, ended):
            yield _without_signs(words.doc[begin:position])
            begin = position
    yield _without_signs(words.doc[begin : words.end])


def _starts(found: PatternSet | None, words: TokenSpan) -> set[int]:
    return {match.tokens.start for match in found.find(words)} if found is not None else set()


def _is_between(doc: Doc, position: int, is_start: bool, ended: set[int]) -> bool:
    """Whether an item begins at a token; `is_start` if its words are those of one, `ended` are the tokens behind an end."""
    token, before = doc[position], doc[position - 1]
    stopped = before.text in _STOPS
    last = position - 1 if stopped and position > 1 else position
    if token.text in _BULLETS or (doc[last - 1].ent_type_ == CROSS_REFERENCE and token.text[0].isalpha()):
        return True
    is_capital = token.text[0].isupper() and before.text[-1] not in ",(-/"
    return (is_start and (stopped or is_capital)) or (last in ended and (stopped or token.text[:2].istitle()))


def _without_signs(item: TokenSpan) -> TokenSpan:
    start = next((token.i for token in item if token.text.strip(" \n•●.;")), item.start)
    return item.doc[start : item.end]
