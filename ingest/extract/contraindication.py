"""Contraindications: the list items or sentences of section 4, or "none" (21 CFR 201.57(c)(5))."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.contraindicated import Contraindicated, contraindicated, of
from ingest.reading import Reading
from ingest.tokens import tokenize
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Contraindication


def extract(reading: Reading) -> Iterator[Contraindication]:
    """One per condition of section 4; what explains it is left out."""
    for stated in contraindicated(reading):
        condition = _condition(stated)
        if condition:
            yield Contraindication(
                evidence=(stated.passage.evidence(stated.quoted),),
                read_by="contraindication.item" if stated.passage.level else "contraindication.sentence",
                form=Form.LIST if stated.passage.level else Form.SENTENCE,
                condition=condition,
            )


def _condition(stated: Contraindicated) -> str:
    """The condition that some words name, behind the drugs taken together; "" if they name none."""
    named = "none" if of("none").opening(stated.words) else _cleaned(stated.words)
    return f"{stated.drugs.text} {named}" if stated.drugs is not None and named else named


def _cleaned(words: TokenSpan) -> str:
    """A condition without references, its reason and the stop at its end; "" if no word of its own is left."""
    plain: str = " ".join(without_references(of("reason").before(words).text).split()).strip(" .;:,•-")
    return "" if of("empty").takes_all(tokenize(plain)) else plain
