"""How the product and its solutions should look, so that what looks otherwise is not used."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.state import told_by
from kg.codes import ProductState
from kg.facts import Appearance

_ENDS = frozenset({".", ";", "in", "for", "discard", "supplied"})


def extract(reading: Reading) -> Iterator[Appearance]:
    """The looks of solutions in section 2 and of the product in sections 3 and 16, and both in a guide."""
    for passage in reading.guide_and("2", "3", "16"):
        for sentence in passage.sentences:
            for match in patterns("appearance").find(sentence):
                yield from _appearance(passage, sentence, match)


def _appearance(passage: Passage, sentence: TokenSpan, match: Match) -> Iterator[Appearance]:
    start = match.slots["look"].start
    end = next((token.i for token in sentence if token.i > start and token.lower_ in _ENDS), sentence.end)
    state = told_by(sentence.doc[sentence.start : start]) or _by_section(passage)
    if state is not None:
        described = sentence.doc[start:end]
        yield Appearance(
            evidence=(passage.evidence(sentence),),
            read_by=f"appearance.{match.pattern.id}",
            state=state,
            description=described.text.strip(" ,"),
        )


def _by_section(passage: Passage) -> ProductState | None:
    """Sections 3 and 16 describe the product as supplied, as the guide does where it tells of vials."""
    if is_within(passage.chapter, ("3", "16")) or "vial" in passage.text.text:
        return ProductState.UNOPENED
    return None
