"""Pharmacokinetic parameters of section 12 (21 CFR 201.57(c)(13)(i)(C)): value, unit, of what, and when."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.pharmacokinetics import GivenParameter, given_parameters
from ingest.printed_numbers import number_spans
from ingest.reading import Reading
from ingest.tokens import quantity_of
from kg.codes import Form, Statistic
from kg.facts import PkParameter

_STATISTICS = (("median", Statistic.MEDIAN), ("mean", Statistic.MEAN), ("average", Statistic.MEAN))
_ANALYTE = re.compile(
    r"\b(?:of|for)\s+(?:the\s+)?(?P<analyte>[A-Za-z][\w-]*(?:\s+[\w-]+){0,3}?)"
    r"(?=\s+(?:was|were|is|are|in|at|by|after|following|predicted|observed)\b|\s*[,;(.])"
)
_SUBJECT = re.compile(r"^(?P<analyte>[\w-]+(?:\s+[\w-]+){0,3}?)\s+(?:is|was|are|were)\b")
_CONDITION = re.compile(
    r"\b(?:at\s+steady[-\s]state|per\s+cycle|by\s+Cycle\s+\d+|in\s+vitro|after\s+(?:a\s+single|multiple)[^,.;(]*)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:In|Following|After|At)\b[^,]*(?=,)")
_NOT_SUBJECT = frozenset(
    {"variation", "AUC", "auc", "cmax", "central", "steady", "distribution", "patients", "a", "the", "steady-state"}
)


def extract(reading: Reading) -> Iterator[PkParameter]:
    """One statement per parameter with its value in running text of section 12."""
    product = product_name(reading.document)
    for passage in reading.within("12"):
        for sentence in passage.sentences:
            for given in given_parameters(passage, sentence):
                fact = _fact(passage, sentence, given, product)
                if fact is not None:
                    yield fact


def _fact(
    passage: Passage, sentence: TokenSpan, given: GivenParameter, product: ProductName | None
) -> PkParameter | None:
    stated = given.quantity
    spread = quantity_of(given.spread) if given.spread is not None else None
    text = sentence.text
    before = text[max(0, given.start - 40) : given.start].casefold()
    return PkParameter(
        evidence=(passage.evidence(sentence),),
        values=number_spans(passage, (given.value, *([given.spread] if given.spread is not None else []))),
        read_by="pk_parameter.behind" if given.behind else "pk_parameter.given",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        parameter=" ".join(given.name.split()),
        statistic=next((statistic for word, statistic in _STATISTICS if word in before), None),
        value=stated.value,
        value_high=stated.high,
        spread=abs(spread.value) if spread is not None else None,
        unit=stated.unit or ("%" if given.value.ent_type_ == "PERCENT" else None),
        analyte=_analyte(text, given, product),
        condition=_condition(text),
    )


def _analyte(text: str, given: GivenParameter, product: ProductName | None) -> str | None:
    """What is measured: the words of "of ..." behind the parameter, or the subject that is bound."""
    subject = _SUBJECT.match(text) if given.behind else None
    found = subject or _ANALYTE.search(text, given.start)
    name = " ".join(found["analyte"].split()) if found else None
    if (
        name is None
        or any(character.isdigit() for character in name.split()[-1] + name[0])
        or name.casefold().split()[0] in _NOT_SUBJECT
    ):
        substance = product.substance if product is not None else None
        return substance if substance is not None and substance.casefold() in text.casefold() else None
    return name


def _condition(text: str) -> str | None:
    lead = _LEAD.match(text)
    within = [match.group() for match in _CONDITION.finditer(text)]
    parts = dict.fromkeys([lead.group()] if lead else [])
    parts.update(
        dict.fromkeys(part for part in within if lead is None or part.casefold() not in lead.group().casefold())
    )
    return "; ".join(parts) or None
