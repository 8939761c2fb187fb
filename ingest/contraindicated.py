"""What section 4 says the product is contraindicated in: list items and sentences, each with the words of its condition."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.run_in import items
from ingest.wording import is_bracketed


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraindicated:
    """The words of a condition, the item or sentence that states it, and the `drugs` taken together in front of it."""

    passage: Passage
    quoted: TokenSpan
    words: TokenSpan
    drugs: TokenSpan | None = None


def contraindicated(reading: Reading) -> Iterator[Contraindicated]:
    """One per list item of section 4, and per sentence that says "is contraindicated"; a list may be run into a paragraph."""
    listed = False
    for passage in reading.within("4"):
        if passage.level:
            yield from _of_item(passage)
            continue
        for sentence in passage.sentences:
            opened = of("list").first(sentence)
            listed = listed or opened is not None
            rest = sentence.doc[opened.tokens.end if opened else sentence.start : sentence.end]
            is_item = listed or (sentence.start == 0 and of("item").opening(sentence) is not None)
            for piece in items(rest, of("item"), goes_on=of("goes-on")) if listed else (sentence,):
                yield from _of_piece(passage, piece, is_item=is_item)


def of(part: str) -> PatternSet:
    """The patterns of contraindications that are for an end; the file tells which there are."""
    return patterns("contraindication", part)


def _of_item(passage: Passage) -> Iterator[Contraindicated]:
    """An item of a list: its first sentence is the condition, a later one if it says so itself."""
    for position, sentence in enumerate(passage.sentences):
        said = _said(sentence)
        if said is not None:
            yield from _sentence(passage, sentence, said)
        elif position == 0:
            yield Contraindicated(passage=passage, quoted=sentence, words=sentence)


def _of_piece(passage: Passage, piece: TokenSpan, *, is_item: bool) -> Iterator[Contraindicated]:
    """What a sentence states, or an item of a list that is run into it; it may be the item alone."""
    said = _said(piece)
    if said is not None:
        yield from _sentence(passage, piece, said)
    elif of("none").opening(piece) or (is_item and (of("group").opening(piece) or not _is_sentence(piece))):
        yield Contraindicated(passage=passage, quoted=piece, words=piece)


def _is_sentence(words: TokenSpan) -> bool:
    """Whether some words have a verb, not in brackets or in a reason: "rash (unless it is mild) because it may be fatal"."""
    told = of("reason").before(words)
    return any(not is_bracketed(match.tokens, told) for match in of("sentence").find(told))


def _said(words: TokenSpan) -> Match | None:
    """Where some words say that the product is contraindicated."""
    return of("said").first(words) or of("said-first").opening(words)


def _sentence(passage: Passage, sentence: TokenSpan, said: Match) -> Iterator[Contraindicated]:
    """What a sentence names behind "is contraindicated in", or else in front of it; of drugs taken together both."""
    doc = sentence.doc
    behind, drugs = doc[said.tokens.end : sentence.end], doc[sentence.start : said.tokens.start]
    lead = of("lead").opening(behind)
    if lead is not None and of("together").opening(drugs):
        yield Contraindicated(passage=passage, quoted=sentence, words=behind, drugs=drugs)
    elif lead is not None:
        yield Contraindicated(passage=passage, quoted=sentence, words=doc[lead.tokens.end : sentence.end])
    elif len(drugs) > 1 and behind[:1].text != ":":
        yield Contraindicated(passage=passage, quoted=sentence, words=drugs)
