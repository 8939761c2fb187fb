"""How many patients had antibodies against the product (section 6.2 or 12.6)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Span as TokenSpan

from ingest.antibody_tests import tested_antibody
from ingest.count_statistics import counted_shares
from ingest.passages import Passage
from ingest.patient_rates import patient_rates
from ingest.printed_numbers import number_spans
from ingest.reading import Reading
from ingest.tokens import quantity_of
from kg.codes import Form
from kg.facts import Immunogenicity
from kg.locator import Span

_NONE = re.compile(r"\b(?:no|none\s+of\s+the)\s+(?:\w+\s+){0,2}(?:patients|subjects)\b", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Immunogenicity]:
    """One statement per number of patients, or per "no patients", of a sentence on tests for antibodies."""
    for passage in reading.within("6", "12"):
        for sentence in passage.sentences:
            tested = tested_antibody(passage, sentence)
            if tested is not None:
                yield from _facts(passage, sentence, *tested)


def _facts(passage: Passage, sentence: TokenSpan, antibody: str, finding: str) -> Iterator[Immunogenicity]:
    def fact(
        values: tuple[Span, ...], count: int | None = None, n: int | None = None, percent: Decimal | None = None
    ) -> Immunogenicity:
        return Immunogenicity(
            evidence=(passage.evidence(sentence),),
            values=values,
            read_by="immunogenicity.tested",
            form=Form.SENTENCE,
            antibody=antibody,
            finding=finding,
            count=count,
            n=n,
            percent=percent,
        )

    shares = counted_shares(sentence)
    for share in shares:
        yield fact(number_spans(passage, share.numbers), share.count, share.n, share.percent)
    for rate in patient_rates(passage, sentence):
        stated = quantity_of(rate.percent)
        if stated is not None and stated.comparison is None:
            yield fact(number_spans(passage, (rate.percent,)), percent=stated.value)
    if not shares and _NONE.search(sentence.text):
        yield fact((), count=0)
