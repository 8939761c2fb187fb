"""Active and inactive ingredients with their amounts per container (21 CFR 201.57(c)(12))."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.passages import Passage
from ingest.quantity import Dimension, quantity
from ingest.reading import Reading
from kg.codes import Form, IngredientRole
from kg.facts import Ingredient

_INACTIVE = re.compile(
    r"\binactive\s+ingredients?\b[^:.]*?(?::|\bare\b|\bis\b|\binclude\b)|\bexcipients?\b[^:.]*?(?::|\bare\b)",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    r"\beach\b[^.]{0,80}?\b(?:contains|delivers)\s+(?P<amount>[\d.,]+\s*(?:mg|mcg|g|mL))\s+(?:of\s+)?(?P<name>[a-z][a-z -]+[a-z])",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"(?P<name>[A-Za-z0-9][^,;()]*?(?:\([^()\d][^()]*\))?)\s*(?:\((?P<amount>[\d.,]+\s*(?:mg|mcg|g|mL|%)[^()]*)\))?\s*(?:,|;|$|\band\b)"
)


def extract(reading: Reading) -> Iterator[Ingredient]:
    """The ingredients that section 11 names."""
    for passage in reading.within("11"):
        for sentence in passage.sentences:
            yield from _inactive(passage, sentence)
            yield from _active(passage, sentence)


def _inactive(passage: Passage, sentence: TokenSpan) -> Iterator[Ingredient]:
    """The members of a list of inactive ingredients: "polysorbate 80 (0.36 mg), sucrose (180 mg), and ..."."""
    lead = _INACTIVE.search(sentence.text)
    if lead is None:
        return
    for member in _MEMBER.finditer(sentence.text.rstrip(". "), lead.end()):
        name = member["name"].strip().removeprefix("and ").strip()
        if name:
            yield _ingredient(passage, sentence, member, name, IngredientRole.INACTIVE)


def _active(passage: Passage, sentence: TokenSpan) -> Iterator[Ingredient]:
    stated = _DELIVERS.search(sentence.text)
    if stated is not None and _INACTIVE.search(sentence.text[: stated.start()]) is None:
        yield _ingredient(passage, sentence, stated, stated["name"], IngredientRole.ACTIVE)


def _ingredient(
    passage: Passage, sentence: TokenSpan, stated: re.Match[str], name: str, role: IngredientRole
) -> Ingredient:
    amount = quantity(stated["amount"]) if stated["amount"] else None
    start, end = (sentence.start_char + edge for edge in stated.span("amount")) if amount else (0, 0)
    named_from, named_to = (sentence.start_char + edge for edge in stated.span())
    return Ingredient(
        evidence=(passage.evidence(passage.tokens.char_span(named_from, named_to, alignment_mode="expand")),),
        values=(passage.text.span(start, end),) if amount else (),
        read_by=f"ingredient.{role.value}",
        form=Form.LIST if role is IngredientRole.INACTIVE else Form.SENTENCE,
        substance=name,
        role=role,
        amount=amount.value if amount else None,
        unit=amount.unit if amount and amount.dimension is not Dimension.NUMBER else None,
    )
