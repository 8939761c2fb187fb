"""Contraindications: the list items or sentences of section 4, or "none" (21 CFR 201.57(c)(5))."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.run_in import items
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Contraindication


def extract(reading: Reading) -> Iterator[Contraindication]:
    """One per list item of section 4, and per sentence that says "is contraindicated"; what explains it is left out.

    A list may be run into a paragraph.
    """
    listed = False
    for passage in reading.within("4"):
        if passage.level:
            yield from _of_item(passage)
            continue
        for sentence in passage.sentences:
            opened = _of("list").first(sentence)
            listed = listed or opened is not None
            rest = sentence.doc[opened.tokens.end if opened else sentence.start : sentence.end]
            for piece in items(rest, _of("item"), goes_on=_of("goes-on")) if listed else (sentence,):
                yield from _of_piece(passage, piece, listed=listed)


def _of_item(passage: Passage) -> Iterator[Contraindication]:
    """An item of a list: its first sentence is the condition, a later one if it says so itself."""
    for position, sentence in enumerate(passage.sentences):
        said = _said(sentence)
        if said is not None:
            yield from _sentence(passage, sentence, said)
        elif position == 0:
            yield from _stated(passage, sentence, sentence)


def _of_piece(passage: Passage, piece: TokenSpan, *, listed: bool) -> Iterator[Contraindication]:
    """What a sentence, or an item of a list that is run into it, states."""
    said = _said(piece)
    if said is not None:
        yield from _sentence(passage, piece, said)
    elif _of("none").opening(piece) or (listed and (_of("group").opening(piece) or not _of("sentence").first(piece))):
        yield from _stated(passage, piece, piece)


def _said(words: TokenSpan) -> Match | None:
    """Where some words say that the product is contraindicated."""
    return _of("said").first(words) or _of("said-first").opening(words)


def _sentence(passage: Passage, sentence: TokenSpan, said: Match) -> Iterator[Contraindication]:
    """What a sentence names behind "is contraindicated in", or else in front of it; of drugs taken together both."""
    doc = sentence.doc
    lead = _of("lead").opening(doc[said.tokens.end : sentence.end])
    drugs = doc[sentence.start : said.tokens.start]
    if lead is not None and _of("together").opening(drugs):
        yield from _stated(passage, sentence, doc[said.tokens.end : sentence.end], drugs)
    elif lead is not None:
        yield from _stated(passage, sentence, doc[lead.tokens.end : sentence.end])
    elif said.tokens.start > sentence.start + 1:
        yield from _stated(passage, sentence, doc[sentence.start : said.tokens.start])


def _stated(
    passage: Passage, quoted: TokenSpan, words: TokenSpan, drugs: TokenSpan | None = None
) -> Iterator[Contraindication]:
    """The contraindication that some words of a quote name, if they name any, behind the drugs taken together."""
    named = "none" if _of("none").opening(words) else _cleaned(words)
    condition = f"{drugs.text} {named}" if drugs is not None else named
    if named:
        yield Contraindication(
            evidence=(passage.evidence(quoted),),
            read_by="contraindication.item" if passage.level else "contraindication.sentence",
            form=Form.LIST if passage.level else Form.SENTENCE,
            condition=condition,
        )


def _cleaned(words: TokenSpan) -> str:
    """A condition without references, its reason and the stop at its end; "" if no word of its own is left."""
    plain: str = " ".join(without_references(_of("reason").before(words).text).split()).strip(" .;:,•-")
    return "" if _of("empty").takes_all(tokenize(plain)) else plain


def _of(part: str) -> PatternSet:
    return patterns("contraindication", part)
